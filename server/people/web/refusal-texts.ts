import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** The sentences of this room's refusals, without ground and full stop. */
export const peopleRefusalTexts: RefusalTexts = {
  'own-roles': () => 'Không ai tự thay đổi vai trò của chính mình; việc này do một quản trị hệ thống khác thực hiện',
  'own-account': () => 'Không thể đóng hoặc đặt lại mật khẩu tài khoản của chính mình; việc này do một quản trị hệ thống khác thực hiện',
  'last-administrator': () => 'Đây là quản trị hệ thống cuối cùng còn hiệu lực; cấp vai trò này cho người khác trước',
  'account-is-closed': () => 'Tài khoản đã đóng; mở lại tài khoản trước khi cấp vai trò',
  'administrator-over-everything': () => 'Vai trò Quản trị hệ thống chỉ cấp ở cơ quan cấp thành phố, gồm cả cơ quan trực thuộc',
  'agency-has-ended': () => 'Cơ quan này đã kết thúc hoạt động',
  'role-already-over': () => 'Thời hạn của vai trò đã qua',
  'agency-is-root': () => 'Cơ quan cấp thành phố là gốc của cây cơ quan, không thể ghi nhận kết thúc',
  'agency-has-agencies-below': ({ count }) => `Còn ${count ?? 'một số'} cơ quan đang hoạt động trực thuộc; chuyển hoặc kết thúc các cơ quan đó trước`,
  'agency-succeeds-itself': () => 'Cơ quan kế thừa phải là cơ quan khác',
  'successor-has-ended': () => 'Cơ quan kế thừa đã kết thúc hoạt động; chọn cơ quan đang hoạt động',
  'delegate-is-head': () => 'Người được ủy quyền phải là người khác với người ủy quyền',
  'delegate-cannot-record': () => 'Người được ủy quyền không tự ghi nhận văn bản ủy quyền cho mình; việc này do người khác thực hiện',
  'delegate-account-closed': () => 'Tài khoản của người được ủy quyền đã đóng',
  'delegation-beyond-office': () => 'Thời hạn ủy quyền phải nằm trọn trong thời hạn giữ vai trò Thủ trưởng đơn vị của người ủy quyền; quyền nhận theo ủy quyền không được ủy quyền lại',
  'delegation-already-over': () => 'Thời hạn ủy quyền đã qua',
  'delegation-starts-before-today': () => 'Ủy quyền trên hệ thống có hiệu lực sớm nhất từ hôm nay; văn bản đã ký trước đó do văn thư ghi nhận',
  'delegation-paper-dated-later': () => 'Ngày của văn bản ủy quyền không thể sau hôm nay',
  'maker-cannot-decide': () => 'Người đề nghị không tự phê duyệt; việc này do người khác có thẩm quyền quyết định',
  'requester-cannot-record-paper': () => 'Quyết định trên giấy do người khác ghi nhận, không phải người đã đề nghị',
  'click-belongs-to-decider': () => 'Quyết định trên hệ thống phải do chính người có thẩm quyền thực hiện',
  'decider-lacks-authority': () => 'Không có thẩm quyền Thủ trưởng đơn vị hoặc ủy quyền còn hiệu lực cho nội dung này',
  'signer-lacked-authority': () => 'Vào ngày của văn bản, người ký không có thẩm quyền Thủ trưởng đơn vị và không có ủy quyền cho nội dung này',
  'paper-dated-later': () => 'Ngày của văn bản không thể sau hôm nay',
};
