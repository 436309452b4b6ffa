import { inSentence } from '../../kernel/text.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import type { ClockModel, NextStepModel } from '../../platform/views/pattern-models.js';
import type { GrantDetail, GrantUse } from '../application/after-use-cases.js';
import { reviewDue } from '../domain/emergency-policy.js';
import type { GrantStanding } from '../domain/grant-standing.js';
import { leftText, sinceText } from './since.js';

/** A moment as partials/clock shows it: what is left, or how long it is overdue. */
export function clockAt(due: Date, now: Date, label?: string): ClockModel {
  const overdue = due <= now;
  return { tone: overdue ? 'stop' : 'neutral', left: overdue ? sinceText(due, now).replace(/^quá/, 'quá hạn') : leftText(due, now), due: formatInstant(due), dueIso: due.toISOString(), ...(label === undefined ? {} : { label }) };
}

const IT = 'Cán bộ chuyên trách CNTT/ANM';
const HEAD = 'Thủ trưởng đơn vị';

/** What comes next about a grant, the most urgent first: who must do it and by when. @param open the use that is open now */
export function nextStepOfGrant(grant: GrantDetail, standing: GrantStanding, open: GrantUse | undefined): NextStepModel {
  const { now, agencyName } = grant;
  const due = grant.lines.filter((line) => line.due).toSorted((one, other) => one.heldUntil.getTime() - other.heldUntil.getTime());
  const [first] = due;
  if (first !== undefined) {
    const which = due.length === 1 ? `tài khoản ${first.account}` : `${String(due.length)} tài khoản đã hết quyền`;
    return { text: `Khóa ${which} trên hệ thống rồi xác nhận kèm minh chứng.`, who: `${IT}, ${agencyName}`, clock: clockAt(first.heldUntil, now, 'Hết quyền') };
  }
  if (grant.form === 'emergency' && grant.review === null) {
    const who = grant.openedByHead ? `Người khác của cơ quan (cấp phó được ủy quyền hoặc ${inSentence(IT)}), ${agencyName}` : `${HEAD}, ${agencyName}`;
    return { text: 'Rà soát việc mở khẩn cấp: có căn cứ hay không.', who, clock: clockAt(reviewDue({ openedAt: grant.grantedAt }), now) };
  }
  if (grant.uses.some(({ acknowledgedAt, openedByHead }) => acknowledgedAt === null && !openedByHead)) {
    return { text: 'Xác nhận đã biết lượt mở quyền trực.', who: `${HEAD}, ${agencyName}` };
  }
  switch (standing) {
    case 'upcoming': return { text: `Quyền có hiệu lực từ ${formatInstant(grant.startsAt)}; chuẩn bị tài khoản và giám sát.`, who: `${IT}, ${agencyName}` };
    case 'paused': return { text: `${whyPaused(grant)}; quyền chưa được sử dụng.` };
    case 'standby': return { text: 'Mở quyền trực khi có sự cố; quyền tự đóng khi hết giờ của lượt mở.', who: `${IT} hoặc ${inSentence(HEAD)}, ${agencyName}`, clock: clockAt(grant.endsAt, now, 'Thời hạn') };
    case 'live': return { text: 'Giám sát và ghi nhận từng phiên truy cập; khóa tài khoản khi hết thời hạn.', who: `${IT}, ${agencyName}`, clock: clockAt(open?.closesAt ?? grant.endsAt, now, 'Thời hạn') };
    default: return { text: 'Quyền đã kết thúc và mọi tài khoản đã được xử lý; không còn việc phải làm.' };
  }
}

function whyPaused({ contained, suspended }: GrantDetail): string {
  if (contained) return 'Hợp đồng có vụ vi phạm đang được ngăn chặn';
  return suspended ? 'Hệ thống đang bị tạm dừng hoặc đình chỉ' : 'Hợp đồng chưa ở giai đoạn của quyền này';
}
