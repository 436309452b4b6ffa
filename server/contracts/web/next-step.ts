import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ContractDetail } from '../application/read-contracts.js';
import { nextStepOf, type NextStep } from '../domain/standing.js';
import type { ContractChapter } from './chapters.js';
import { clockOf, type ClockModel } from './clock.js';

/** The sentence under the head of a contract: what comes next, whose turn it is, by when, and on what ground. */
export interface NextStepModel {
  readonly text: string;
  readonly who?: string;
  readonly mine: boolean;
  readonly clock?: ClockModel;
  readonly href?: string;
  readonly hrefText?: string;
}

const officer = 'Cán bộ đầu mối hợp đồng';
const head = 'Thủ trưởng đơn vị';

const steps: Readonly<Record<NextStep['step'], { readonly text: string; readonly who?: string; readonly role?: string }>> = {
  'decide-refused-hire': {
    text: 'Cán bộ pháp chế xác nhận không được phép thuê (khoản 4 Điều 36 Nghị định 224/2026/NĐ-CP): hợp đồng không thể ký. Hủy hợp đồng dự kiến, hoặc sửa câu trả lời khi có ý kiến mới.',
    who: officer,
    role: 'procurement_officer',
  },
  'get-legal-answer': {
    text: 'Lấy ý kiến của cán bộ pháp chế về việc thuê (khoản 4 Điều 36 Nghị định 224/2026/NĐ-CP) rồi ghi câu trả lời và căn cứ.',
    who: officer,
    role: 'procurement_officer',
  },
  'answer-hire-question': { text: 'Trả lời câu hỏi việc thuê có được phép hay không.', who: officer, role: 'procurement_officer' },
  'assess-before-signing': {
    text: 'Đánh giá rủi ro trước khi ký. Chưa thể ký: chưa có báo cáo đánh giá rủi ro được phê duyệt và các điều khoản bảo đảm an ninh mạng chưa được xác định (khoản 1 Điều 6 dự thảo Quy chế).',
    who: officer,
    role: 'procurement_officer',
  },
  'review-transitional': {
    text: 'Đánh giá rủi ro và rà soát điều khoản của hợp đồng chuyển tiếp, bổ sung bằng phụ lục nếu thiếu (quy định nội bộ).',
    who: officer,
    role: 'procurement_officer',
  },
  'prepare-handover': {
    text: 'Chuẩn bị kết thúc: yêu cầu bên cung cấp chuyển giao đầy đủ, thu hồi tài khoản khi hết thời gian thuê (khoản 4 Điều 6 dự thảo Quy chế), hoặc gia hạn bằng phụ lục.',
    who: officer,
    role: 'procurement_officer',
  },
  'begin-handover': {
    text: 'Hợp đồng đã hết thời hạn mà chưa chuyển giao: quyết định việc chuyển giao và thu hồi tài khoản (khoản 4 Điều 6 dự thảo Quy chế).',
    who: head,
    role: 'unit_head',
  },
  'await-trial': { text: 'Tổ chức vận hành thử; bên cung cấp chỉ được truy cập trong giới hạn và dưới sự giám sát (điểm c khoản 2 Điều 6 dự thảo Quy chế).', who: officer, role: 'procurement_officer' },
  'await-go-live': { text: 'Lập kết quả vận hành thử bằng văn bản, hoàn tất phê duyệt cấp độ trước khi vận hành (khoản 3 Điều 5 dự thảo Quy chế).', who: 'Cán bộ chuyên trách CNTT/ANM', role: 'it_officer' },
  supervise: { text: 'Giám sát, giới hạn quyền của bên cung cấp trong quá trình sử dụng (khoản 2 Điều 6 dự thảo Quy chế).', who: 'Cán bộ chuyên trách CNTT/ANM', role: 'it_officer' },
  'await-liquidation': { text: 'Hoàn tất bàn giao và thu hồi, thay đổi mật khẩu hoặc hủy tài khoản đã cấp (khoản 4 Điều 6 dự thảo Quy chế).', who: officer, role: 'procurement_officer' },
  'await-archive': { text: 'Hoàn thiện hồ sơ để nộp lưu.', who: 'Văn thư cơ quan', role: 'records_clerk' },
  none: { text: 'Không còn việc phải làm với hợp đồng này.' },
};

/** Steps of which a later room may say more exactly what is to be done and by whom. */
const toldByRooms: readonly NextStep['step'][] = ['assess-before-signing', 'review-transitional', 'await-trial', 'await-go-live', 'supervise', 'await-liquidation', 'await-archive'];

/** The next step of a contract for a reader who holds `rolesHere` at the contract's agency; `chapters` are what later rooms tell of it. */
export function presentNextStep(contract: ContractDetail, today: CalendarDay, rolesHere: readonly string[], chapters: readonly ContractChapter[] = []): NextStepModel {
  const reviewDueOn = chapters.some(({ reviewDone }) => reviewDone === true) ? null : contract.reviewDueOn;
  const next = nextStepOf({ ...contract, reviewDueOn, hasVendor: contract.vendorId !== null }, today);
  const told = toldByRooms.includes(next.step) ? chapters.find((chapter) => chapter.next !== undefined)?.next : undefined;
  const { text, who, role } = told ?? steps[next.step];
  return {
    text,
    mine: role !== undefined && rolesHere.includes(role),
    ...(who === undefined ? {} : { who: `${who}, ${contract.agencyName}` }),
    ...('dueOn' in next ? { clock: clockOf(next.dueOn, today) } : {}),
    ...(told?.href === undefined ? {} : { href: told.href, hrefText: told.hrefText ?? 'Mở' }),
  };
}
