import type { MailState } from '../../platform/mail/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { Claim } from '../domain/claim.js';
import type { Standing } from '../domain/standing.js';

/** Where a questionnaire stands, as the screen says it. */
export const standingStates: Readonly<Record<Standing, StateModel>> = {
  unopened: { tone: 'neutral', icon: 'pending', word: 'Chưa mở' },
  answering: { tone: 'active', icon: 'clock', word: 'Đang trả lời' },
  submitted: { tone: 'settled', icon: 'check', word: 'Đã gửi trả lời' },
  expired: { tone: 'attention', icon: 'warning', word: 'Hết hạn' },
  revoked: { tone: 'neutral', icon: 'close', word: 'Đã thu hồi' },
  'taken-over': { tone: 'settled', icon: 'document', word: 'Tiếp nhận từ hồ sơ' },
};

/** What became of the message with the link. */
export const mailStates: Readonly<Record<MailState, StateModel>> = {
  waiting: { tone: 'active', icon: 'clock', word: 'Thư đang chờ gửi' },
  sent: { tone: 'settled', icon: 'check', word: 'Thư đã gửi' },
  failed: { tone: 'attention', icon: 'warning', word: 'Không gửi được thư' },
  'not-configured': { tone: 'neutral', icon: 'info', word: 'Chưa cấu hình gửi thư' },
  withdrawn: { tone: 'neutral', icon: 'close', word: 'Thư đã rút lại' },
};

/** The scale of mục 7.9 in the words of the one who answers: the agency's own words of it speak of what the agency has checked. */
export const claimChoices: readonly { readonly value: Claim; readonly label: string; readonly hint?: string }[] = [
  { value: '4', label: 'Đáp ứng đầy đủ, đã được kiểm tra độc lập hoặc kiểm thử trong 12 tháng', hint: 'Gửi kèm báo cáo kiểm tra, kiểm thử.' },
  { value: '3', label: 'Đáp ứng đầy đủ, có minh chứng kiểm tra được', hint: 'Gửi kèm ít nhất một minh chứng còn hiệu lực.' },
  { value: '2', label: 'Đáp ứng một phần, hoặc chưa có minh chứng kiểm tra được' },
  { value: '1', label: 'Mới có cam kết, chưa triển khai' },
  { value: '0', label: 'Không có, hoặc không đồng ý' },
  { value: 'not-applicable', label: 'Không áp dụng cho dịch vụ này', hint: 'Phải nêu lý do ở ô giải thích.' },
];

/** A claim in a line, for those who read answers. */
export function claimWord(claim: Claim | null): string {
  if (claim === null) return 'Chưa chọn mức';
  return claim === 'not-applicable' ? 'Không áp dụng' : `Tự nhận mức ${claim}: ${claimChoices.find(({ value }) => value === claim)?.label ?? ''}`;
}
