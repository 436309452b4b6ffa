import { InvalidInput } from '../../kernel/errors.js';
import type { RiskLevel } from '../../library/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { AssessmentStatus } from '../domain/assessment.lifecycle.js';
import type { ImpactGround } from '../domain/impact-floor.js';
import type { ReadinessLine } from '../domain/readiness.js';
import type { LineRemark, Stage } from '../domain/scoring.js';
import type { ShortPathRefusal } from '../domain/short-path.js';

/** Each status as icon and word. */
export const statusStates: Readonly<Record<AssessmentStatus, StateModel>> = {
  draft: { tone: 'neutral', icon: 'pending', word: 'Đang đánh giá' },
  submitted: { tone: 'attention', icon: 'clock', word: 'Chờ phê duyệt' },
  returned: { tone: 'attention', icon: 'back', word: 'Trả lại' },
  approved: { tone: 'settled', icon: 'check', word: 'Đã phê duyệt' },
  superseded: { tone: 'neutral', icon: 'file', word: 'Đã thay thế' },
};

/** An approval whose term is over or since which something happened. */
export const lapsedState: StateModel = { tone: 'stop', icon: 'warning', word: 'Hết hiệu lực' };

/** Risk as icon and word; one scale for all pages and records. */
export const riskStates: Readonly<Record<RiskLevel, StateModel>> = {
  low: { tone: 'settled', icon: 'check', word: 'Thấp' },
  medium: { tone: 'active', icon: 'info', word: 'Trung bình' },
  high: { tone: 'attention', icon: 'warning', word: 'Cao' },
  'very-high': { tone: 'stop', icon: 'stop', word: 'Rất cao' },
};

export const riskWord = (level: RiskLevel): string => riskStates[level].word;

export const stageWords: Readonly<Record<Stage, string>> = { signing: 'Trước khi ký', operation: 'Trước khi vận hành' };

/** Why a score counts as it does. */
export const remarkWords: Readonly<Record<LineRemark, string>> = {
  unanswered: 'Chưa trả lời, tính 0',
  'evidence-expired': 'Minh chứng đã hết hạn hoặc chưa có hiệu lực, tính tối đa 2',
  'evidence-missing': 'Chưa có minh chứng được chấp nhận, tính tối đa 2',
  'test-missing': 'Chưa có kiểm tra độc lập hoặc kiểm thử trong 12 tháng, tính tối đa 3',
  'must-apply': 'Tiêu chí loại đang áp dụng, không dùng “Không áp dụng”; tính 0',
};

export const groundWords: Readonly<Record<ImpactGround, string>> = {
  'sensitive-data': 'hệ thống có dữ liệu cá nhân nhạy cảm',
  'many-subjects': 'dữ liệu của từ 100.000 người (cơ bản) hoặc từ 10.000 người (nhạy cảm)',
  'several-agencies': 'nhiều cơ quan sử dụng',
  'public-service': 'hệ thống phục vụ dịch vụ công hoặc thủ tục hành chính',
  'personal-data': 'có dữ liệu cá nhân',
  none: 'chưa có yếu tố làm tăng mức tác động',
};

export const shortPathWords: Readonly<Record<ShortPathRefusal, string>> = {
  level: 'hệ thống từ cấp độ 3',
  'personal-data': 'có dữ liệu cá nhân',
  'standing-access': 'bên cung cấp có quyền truy cập thường trực',
  'value-unknown': 'chưa có giá trị hợp đồng',
  'value-limit-missing': 'chưa đặt mức giá trị được rút gọn',
  value: 'giá trị hợp đồng từ mức được rút gọn trở lên',
};

export const opinionWords: Readonly<Record<string, string>> = { agrees: 'Đồng ý', 'agrees-with-conditions': 'Đồng ý có điều kiện', disagrees: 'Không đồng ý' };
export const giverWords: Readonly<Record<string, string>> = { officer: 'Cán bộ chuyên trách an ninh mạng', 'security-unit': 'Đơn vị chuyên trách về an ninh mạng' };
export const waiverWords: Readonly<Record<string, string>> = { 'knock-out': 'Miễn có thời hạn tiêu chí loại B', 'high-risk': 'Chấp nhận rủi ro mức Cao' };

/** Words that begin a sentence, within one: names of kinds and levels keep their capital. */
export function within(words: string): string {
  return words.charAt(0).toLocaleLowerCase('vi') + words.slice(1);
}
export const verdictWords: Readonly<Record<string, string>> = { accepted: 'Chấp nhận', refused: 'Không chấp nhận' };

/** What asks for a new assessment, by the identifiers of the library and the two that facts add. */
export const triggerWords: Readonly<Record<string, string>> = {
  'trigger-new-subcontractor': 'Nhà thầu phụ mới',
  'trigger-new-data-location': 'Địa điểm lưu trữ dữ liệu mới',
  'trigger-new-function': 'Thay đổi phạm vi, chức năng',
  'trigger-new-connection': 'Thêm hệ thống, kết nối mới',
  'trigger-serious-incident': 'Sự cố nghiêm trọng',
  'trigger-ownership-change': 'Thay đổi bên cung cấp, sở hữu',
  'trigger-renewal': 'Gia hạn hợp đồng',
  'level-raised': 'Cấp độ hệ thống tăng',
  'personal-data-added': 'Phát sinh dữ liệu cá nhân',
};

export const triggerWord = (id: string): string => triggerWords[id] ?? id;

interface ReadinessWords {
  readonly sentence: string;
  readonly missing: (names: readonly string[]) => string;
}

/** What submitting asks for, and how what is missing is said. */
export const readinessWords: Readonly<Record<ReadinessLine['what'], ReadinessWords>> = {
  scope: { sentence: 'Phạm vi: dữ liệu cá nhân, đám mây, bí mật nhà nước và các yếu tố phơi lộ đã được trả lời', missing: () => 'Chưa trả lời' },
  'no-state-secret': { sentence: 'Không có dữ liệu thuộc bí mật nhà nước', missing: () => 'Dừng lại, thực hiện theo quy định về bảo vệ bí mật nhà nước' },
  vendor: { sentence: 'Hợp đồng đã có bên cung cấp', missing: () => 'Ghi bên cung cấp vào hợp đồng' },
  criteria: { sentence: 'Mọi tiêu chí áp dụng đã được trả lời', missing: (names) => `Còn ${String(names.length)} tiêu chí: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}` },
  impacts: { sentence: 'Mọi nhóm đã chọn mức tác động và nêu lý do', missing: (names) => `Còn nhóm ${names.join(', ')}` },
  'impact-floor': { sentence: 'Mức tác động không thấp hơn mức mà hệ thống và dữ liệu đòi hỏi', missing: (names) => `Xem lại nhóm ${names.join(', ')}` },
  evidence: { sentence: 'Mọi minh chứng đã được xem xét', missing: ([count]) => `Còn ${count ?? 'một số'} minh chứng chưa chấp nhận hoặc không chấp nhận` },
  treatments: { sentence: 'Nhóm mức Cao trở lên có biện pháp xử lý; có nhóm Trung bình thì có ít nhất một biện pháp, có người phụ trách và thời hạn', missing: (names) => `Lập biện pháp cho nhóm ${names.join(', ')}` },
  sections: { sentence: 'Báo cáo đủ bảy nội dung', missing: (names) => `Còn thiếu nội dung ${names.join(', ')}` },
};

const faultWords: Readonly<Record<string, string>> = {
  'criterion-not-applicable': 'Tiêu chí này không áp dụng cho hợp đồng; tải lại trang.',
  'criterion-unknown': 'Chọn tiêu chí trong danh sách.',
  'knock-out-must-apply': 'Tiêu chí loại đang áp dụng không dùng “Không áp dụng” (quy định nội bộ); chấm điểm từ 0 đến 4.',
  'impact-below-floor': 'Mức tác động thấp hơn mức mà hệ thống và dữ liệu đòi hỏi: chọn từ mức ghi ở hướng dẫn của mục này trở lên.',
  'file-missing': 'Đính kèm tệp.',
  'evidence-in-future': 'Ngày có hiệu lực của minh chứng không được sau hôm nay.',
  'document-in-future': 'Ngày văn bản không được sau hôm nay.',
  'event-in-future': 'Ngày xảy ra không được sau hôm nay.',
  'due-in-past': 'Thời hạn hoàn thành phải từ hôm nay trở đi.',
};

/** Turns the codes of a use case into sentences at their fields; `fieldOf` renames fields where the page's differ. */
export async function saying<T>(act: () => Promise<T>, fieldOf: (field: string) => string = (field) => field): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(Object.fromEntries(Object.entries(error.fieldErrors).map(([field, code]) => [fieldOf(field), faultWords[code] ?? code])));
  }
}
