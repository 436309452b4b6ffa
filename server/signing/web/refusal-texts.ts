import type { RefusalTexts } from '../../platform/http/refusal-texts.js';
import { conditionName } from './condition-texts.js';

/** Why an act of this room is refused, without ground and full stop. */
export const signingRefusalTexts: RefusalTexts = {
  'signing-blocked': (facts) => `Chưa thể ký: ${conditionName(facts['code'] ?? '')}${othersText(facts)}`,
  'go-live-blocked': (facts) => `Chưa thể đưa vào vận hành: ${conditionName(facts['code'] ?? '')}${othersText(facts)}`,
  'signed-before-report': ({ day }) => `Ngày ký hợp đồng không được trước ngày của báo cáo đánh giá rủi ro${day === undefined ? '' : `, ${day}`}`,
  'signed-before-approval': ({ day }) => `Ngày ký hợp đồng không được trước ngày quyết định phê duyệt kết quả đánh giá rủi ro (${day ?? ''})`,
  'ends-before-signing': ({ day }) => `Ngày ký hợp đồng không được sau ngày kết thúc (${day ?? ''})`,
  'review-not-opened': () => 'Chưa mở rà soát điều khoản; mở rà soát trước',
  'review-open': () => 'Đang có một lần rà soát điều khoản chưa được xác nhận',
  'review-not-draft': () => 'Kết quả rà soát đã trình hoặc đã xác nhận nên không sửa được nữa; chờ trả lại hoặc mở lần rà soát mới',
  'review-not-submitted': () => 'Kết quả rà soát điều khoản chưa được trình',
  'clauses-unlocated': ({ clauses, count }) => `Còn ${count ?? ''} điều khoản bắt buộc chưa xác định được vị trí trong hợp đồng: ${clauses ?? ''}`,
  'operator-unnamed': () => 'Hợp đồng chưa xác định đơn vị vận hành hệ thống thông tin',
  'source-scope-unstated': () => 'Chưa nêu phạm vi mã nguồn được chuyển giao khi kết thúc',
  'contract-over': () => 'Hợp đồng đã hủy, thanh lý hoặc lưu trữ nên không rà soát điều khoản nữa',
  'not-in-trial': () => 'Chỉ ghi nhận khi hợp đồng đang vận hành thử',
};

function othersText({ others }: Readonly<Record<string, string>>): string {
  return others === undefined || others === '0' ? '' : `; và ${others} điều kiện khác chưa đạt`;
}
