import { contractPaths } from '../../contracts/index.js';
import { violationPaths } from './paths.js';

/** What names a case on the pages about it. */
export interface NamedCase {
  readonly id: string;
  readonly code: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
}

/** Where a page about one case stands. */
export function caseCrumbs({ id, code }: Pick<NamedCase, 'id' | 'code'>): { href: string; text: string }[] {
  return [{ href: violationPaths.register, text: 'Vi phạm' }, { href: violationPaths.case(id), text: `Vụ vi phạm ${code}` }];
}

/** Where a page stands that begins at a contract. */
export function contractCrumbs({ contractId, contractName }: Pick<NamedCase, 'contractId' | 'contractName'>): { href: string; text: string }[] {
  return [{ href: contractPaths.register, text: 'Hợp đồng' }, { href: contractPaths.contract(contractId), text: contractName }];
}

/** "Hợp đồng 12/2026/HĐ-CNTT", the line above the title of a page. */
export function contractCaption({ contractNumber }: Pick<NamedCase, 'contractNumber'>): string {
  return contractNumber === null ? 'Hợp đồng chưa có số' : `Hợp đồng ${contractNumber}`;
}

/** "12/2026/HĐ-CNTT – Thuê dịch vụ …". */
export function contractText({ contractNumber, contractName }: Pick<NamedCase, 'contractNumber' | 'contractName'>): string {
  return contractNumber === null ? contractName : `${contractNumber} – ${contractName}`;
}
