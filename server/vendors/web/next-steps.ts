import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { CommitmentDays } from '../domain/commitment-standing.js';
import { commitmentStanding } from '../domain/commitment-standing.js';
import { isPresent } from '../domain/vendor.js';
import type { VendorDetailRow } from '../application/read-vendors.js';
import type { PersonDetailRow } from '../application/read-people.js';
import { vendorPaths } from './paths.js';

/** The one sentence under the head of a page, as partials/next-step shows it. */
export interface NextStep {
  readonly text: string;
  readonly who: string;
  readonly mine: boolean;
  readonly href: string;
  readonly hrefText: string;
}

const officer = 'Cán bộ đầu mối hợp đồng';
const nothing: NextStep = { text: 'Không có việc nào đang chờ.', who: '', mine: false, href: '', hrefText: '' };

/** What comes next for a vendor: somebody who may bind it, then commitments that lapse (those that the reader may see). */
export function nextStepOfVendor(vendor: VendorDetailRow, today: CalendarDay, mayAmend: boolean): NextStep {
  if (!isPresent(vendor.ceasedOn, today)) return nothing;
  const bound = vendor.representatives.some(({ validFrom, validUntil }) => validFrom <= today && (validUntil === null || validUntil >= today));
  if (!bound) {
    return { text: 'Ghi người đại diện của bên cung cấp và căn cứ đại diện.', who: officer, mine: mayAmend, href: mayAmend ? vendorPaths.addRepresentative(vendor.id) : '', hrefText: 'Thêm người đại diện' };
  }
  const lapsing = vendor.people.filter(({ leftOn, commitment }) => isPresent(leftOn, today) && commitment !== null && lapses(commitment, today));
  if (lapsing.length === 0) return nothing;
  return { text: `Yêu cầu cam kết bảo mật mới của ${lapsing.length} người: cam kết đã hết hạn hoặc sắp hết hạn.`, who: officer, mine: mayAmend, href: '#nhan-su', hrefText: 'Xem nhân sự' };
}

/** What comes next for somebody who works for a vendor, from the commitments that the reader may see. */
export function nextStepOfPerson(person: PersonDetailRow, today: CalendarDay, mayRecord: boolean): NextStep {
  if (!isPresent(person.leftOn, today)) {
    return { ...nothing, text: 'Thu hồi quyền truy cập còn lại, nếu có, và lập biên bản bàn giao (điểm d khoản 2 Điều 10).' };
  }
  const act = { who: officer, mine: mayRecord, href: mayRecord ? vendorPaths.addCommitment(person.id) : '', hrefText: 'Ghi nhận cam kết' };
  const binding = person.commitments.filter((commitment) => ['in-force', 'lapsing'].includes(commitmentStanding(commitment, today)));
  if (binding.length === 0) return { ...act, text: 'Yêu cầu người này ký cam kết bảo mật trước khi được cấp quyền truy cập (điểm a khoản 2 Điều 6).' };
  if (binding.some((commitment) => commitmentStanding(commitment, today) === 'in-force')) return nothing;
  const last = binding.map(({ validUntil }) => validUntil).filter((day) => day !== null).sort().at(-1);
  return last === undefined ? nothing : { ...act, text: `Yêu cầu cam kết bảo mật mới: cam kết hiện tại hết hiệu lực sau ngày ${formatDay(last)}.` };
}

function lapses(commitment: CommitmentDays, today: CalendarDay): boolean {
  const standing = commitmentStanding(commitment, today);
  return standing === 'lapsing' || standing === 'lapsed';
}
