import { startOfDay } from '../../../kernel/calendar-day.js';
import type { Stage } from '../stage.js';
import type { Contracts } from './contracts.js';
import { idOf, type People } from './people.js';
import type { Systems } from './systems.js';
import type { Vendors } from './vendors.js';

/** What the access of the story is about. */
interface Ground {
  readonly people: People;
  readonly vendors: Vendors;
  readonly systems: Systems;
  readonly contracts: Contracts;
}

/**
 * The vendor of the records system has access: an engineer for the daily operation, an on-call grant that is ready to be opened, and access that the IT officer
 * opened in an emergency and nobody has reviewed yet.
 * @returns the grant of the emergency, which ends by itself after four hours
 */
export async function grantAccess(stage: Stage, ground: Ground): Promise<string> {
  const { people, vendors, systems, contracts } = ground;
  const { access } = stage.rooms;
  const officer = await stage.as('so-dau-moi');
  const head = await stage.as('so-giam-doc');
  const common = commonTerms(stage, ground);
  const office = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:30' }];
  const operating = await access.requestAccess(...officer, {
    ...common, form: 'grant', purpose: 'operation-support', plane: 'application', privilege: 'Xem nhật ký ứng dụng, khởi động lại dịch vụ, hỗ trợ người dùng',
    startsAt: startOfDay(stage.day(0)), endsAt: startOfDay(stage.day(29)), windows: office, useHours: undefined, ground: 'Vận hành thường xuyên theo hợp đồng (minh họa)',
    holders: [{ personId: vendors.staff.engineer, accountName: 'vh.kysu', accountKind: 'personal' }],
  });
  await access.decideRequest(...head, { requestId: operating, outcome: 'approved' });

  const onCall = await access.requestAccess(...officer, {
    ...common, form: 'standing', purpose: 'incident-handling', plane: 'infrastructure', privilege: 'Khôi phục dịch vụ khi hệ thống ngừng hoạt động',
    startsAt: startOfDay(stage.day(0)), endsAt: startOfDay(stage.day(29)), windows: [], useHours: 4, ground: 'Trực xử lý sự cố ngoài giờ theo hợp đồng (minh họa)',
    holders: [{ personId: vendors.staff.engineer, accountName: 'truc.suco', accountKind: 'pam' }],
  });
  await access.decideRequest(...head, { requestId: onCall, outcome: 'approved' });

  return access.after.openEmergency(...(await stage.as('so-cntt')), {
    contractId: contracts.records, systemId: systems.records, environment: 'production', plane: 'application', privilege: 'Khởi động lại dịch vụ, xem nhật ký lỗi', method: 'vpn',
    sourceAddresses: ['203.0.113.0/28'], hours: 4, supervision: 'attended', supervisorId: idOf(people, 'so-cntt'), ground: 'Hệ thống ngừng trả lời, người dùng không tra cứu được hồ sơ (minh họa)',
    holders: [{ personId: vendors.staff.supporter, accountName: 'kc.hotro', accountKind: 'break-glass' }],
  });
}

/** After the emergency was over the IT officer has locked its account; what is left of it is the review. */
export async function lockEmergencyAccount(stage: Stage, grantId: string): Promise<void> {
  const { after } = stage.rooms.access;
  const it = await stage.as('so-cntt');
  const { lines } = await after.grantFor(it[1], grantId, 'read');
  for (const { id: lineId, heldUntil } of lines) {
    await after.confirmClosure(...it, { lineId, action: 'disabled', doneAt: heldUntil, proof: 'Thử đăng nhập bị từ chối: tài khoản đã khóa (minh họa)', file: stage.file('ket-qua-kiem-tra.pdf') });
  }
}

/** Since the first start a request waits for the head. */
export async function askForAccess(stage: Stage, ground: Ground): Promise<void> {
  await stage.rooms.access.requestAccess(...(await stage.as('so-dau-moi')), {
    ...commonTerms(stage, ground), form: 'grant', purpose: 'administration-support', plane: 'infrastructure', privilege: 'Cấu hình máy chủ, cập nhật hệ điều hành',
    startsAt: startOfDay(stage.day(1)), endsAt: startOfDay(stage.day(25)), windows: [], useHours: undefined, ground: 'Nâng cấp hệ điều hành máy chủ ứng dụng (minh họa)',
    holders: [{ personId: ground.vendors.staff.supporter, accountName: 'qt.hotro', accountKind: 'personal' }],
  });
}

function commonTerms(stage: Stage, { people, systems, contracts }: Ground) {
  return {
    contractId: contracts.records,
    systemId: systems.records,
    phase: 'operation' as const,
    environment: 'production' as const,
    method: 'bastion' as const,
    sourceAddresses: ['203.0.113.0/28'],
    supervision: 'recorded' as const,
    supervisorId: idOf(people, 'so-cntt'),
    assetIds: [],
    rollbackPlan: undefined,
    continuesId: undefined,
    decideBy: startOfDay(stage.day(7)),
  };
}
