import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { CommitmentStanding } from '../domain/commitment-standing.js';
import { vendorKinds, type VendorKind } from '../domain/vendor.js';

/** Vietnamese names of the kinds of vendor. */
export const vendorKindNames: Record<VendorKind, string> = {
  domestic_company: 'Doanh nghiệp trong nước',
  foreign_invested_company: 'Doanh nghiệp có vốn đầu tư nước ngoài',
  public_unit: 'Đơn vị sự nghiệp',
  individual: 'Cá nhân',
};

export const vendorKindOptions = vendorKinds.map((kind) => ({ value: kind, label: vendorKindNames[kind] }));

/** Whether the vendor does business, as icon and word. */
export function vendorState(active: boolean): StateModel {
  return active ? { tone: 'settled', icon: 'check', word: 'Đang hoạt động' } : { tone: 'neutral', icon: 'dash', word: 'Ngừng hoạt động' };
}

const standings: Record<CommitmentStanding, StateModel> = {
  'not-yet': { tone: 'neutral', icon: 'pending', word: 'Chưa có hiệu lực' },
  'in-force': { tone: 'settled', icon: 'check', word: 'Hiệu lực' },
  lapsing: { tone: 'attention', icon: 'clock', word: 'Sắp hết hạn' },
  lapsed: { tone: 'stop', icon: 'warning', word: 'Hết hạn' },
  ended: { tone: 'neutral', icon: 'dash', word: 'Đã kết thúc' },
};

/** Where a commitment stands, as icon and word. */
export function commitmentState(standing: CommitmentStanding): StateModel {
  return standings[standing];
}

/** Not alarming by itself: somebody may work for a vendor without touching anything of the reader's agency. */
export const noCommitment: StateModel = { tone: 'neutral', icon: 'dash', word: 'Chưa có cam kết' };

/** The last day of a commitment in words. */
export function termText(validUntil: CalendarDay | null): string {
  return validUntil === null ? 'Không thời hạn, còn hiệu lực sau khi kết thúc hợp đồng' : `Đến hết ${formatDay(validUntil)}`;
}

/** "01/02/2026 – 31/12/2026", "từ 01/02/2026". */
export function periodText(from: CalendarDay | null, until: CalendarDay | null): string {
  if (from === null) return until === null ? '' : `đến ${formatDay(until)}`;
  return until === null ? `từ ${formatDay(from)}` : `${formatDay(from)} – ${formatDay(until)}`;
}
