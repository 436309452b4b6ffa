import type { CalendarDay } from '../../../kernel/calendar-day.js';
import type { Stage } from '../stage.js';
import type { Contracts } from './contracts.js';
import type { VendorStaff, Vendors } from './vendors.js';

/**
 * Each agency records the commitments it received from the vendors' people. One of them lapses in 20 days; the newcomer has given none, so that
 * nobody may give him access.
 */
export async function recordCommitments(stage: Stage, vendors: Vendors, contracts: Contracts): Promise<void> {
  const record = async (officer: string, person: VendorStaff, contractId: string, signedDaysAgo: number, validUntil?: CalendarDay): Promise<void> => {
    await stage.rooms.vendors.recordCommitment(...(await stage.as(officer)), {
      personId: vendors.staff[person],
      contractId,
      signedOn: stage.day(-signedDaysAgo),
      validUntil,
      scope: 'Thông tin, dữ liệu, mã nguồn và tài liệu thiết kế của hệ thống',
      files: [stage.file('cam-ket-bao-mat.pdf')],
    });
  };
  await record('so-dau-moi', 'engineer', contracts.records, 385);
  await record('so-dau-moi', 'supporter', contracts.records, 345, stage.day(20));
  await record('so-dau-moi', 'cloudEngineer', contracts.cloud, 280, stage.day(450));
  await record('phuong-dau-moi', 'deskSupporter', contracts.oneStopShop, 720);
}
