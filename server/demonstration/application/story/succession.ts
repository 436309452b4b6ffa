import type { Stage } from '../stage.js';
import type { Agencies } from './agencies.js';
import { administrator } from './cast.js';

/** A ward was merged into the ward of the story: its officer asks the successor to take the contract over, and the administrator records the end. The head has yet to decide. @returns the request */
export async function mergeFormerWard(stage: Stage, agencies: Agencies, inheritedContract: string): Promise<string> {
  const document = { number: '27/QĐ-MH', day: stage.day(-14) };
  const transfer = await stage.rooms.contracts.requestTransfer(
    ...(await stage.as('phuong-cu-dau-moi')),
    inheritedContract,
    {
      toAgencyId: agencies.ward,
      effectiveOn: stage.day(0),
      documentNumber: document.number,
      documentDay: document.day,
      reason: 'UBND phường Ví Dụ sáp nhập vào UBND phường Minh Họa (minh họa)',
    },
    [stage.file('quyet-dinh-sap-nhap.pdf')],
  );
  await stage.rooms.people.endAgency(...(await stage.as(administrator.login)), {
    id: agencies.formerWard,
    version: 1,
    endedOn: stage.day(0),
    successorId: agencies.ward,
    ground: `Quyết định số ${document.number} về sáp nhập phường (minh họa)`,
  });
  return transfer;
}
