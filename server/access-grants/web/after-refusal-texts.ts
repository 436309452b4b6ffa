import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** Why an act upon approved access is refused, without ground and full stop. */
export const afterRefusalTexts: RefusalTexts = {
  'access-over': ({ until }) => `Quyền truy cập đã kết thúc (${until ?? ''})`,
  'cut-back-past': () => 'Thời điểm kết thúc mới phải ở sau lúc này; muốn kết thúc ngay thì thu hồi hoặc trả lại quyền',
  'cut-back-before-start': ({ from }) => `Thời điểm kết thúc mới phải sau lúc bắt đầu (${from ?? ''}); quyền chưa bắt đầu thì thu hồi hoặc trả lại`,
  'cut-back-not-earlier': ({ until }) => `Chỉ rút ngắn được thời hạn (đang đến ${until ?? ''}); kéo dài thì phải đề nghị và phê duyệt mới`,
  'nothing-to-revoke': () => 'Các quyền được chọn đã kết thúc trước đó nên không còn gì để thu hồi',
  'not-standing': () => 'Chỉ quyền trực xử lý sự cố mới được mở từng lần',
  'access-not-begun': ({ from }) => `Quyền truy cập chưa đến thời hạn (từ ${from ?? ''})`,
  'access-out-of-phase': () => 'Hợp đồng đang ở giai đoạn mà quyền này chưa được hoặc không còn được sử dụng',
  'use-open': ({ until }) => `Quyền trực đang được mở, tự đóng lúc ${until ?? ''}; mỗi lúc chỉ mở một lượt`,
  'use-over': ({ until }) => `Lượt mở này đã đóng (${until ?? ''})`,
  'use-acknowledged': ({ at }) => `Lượt mở này đã được xác nhận là đã biết (${at ?? ''})`,
  'use-own': () => 'Người mở quyền trực không tự xác nhận; đến lượt thủ trưởng hoặc người được ủy quyền',
  'emergency-out-of-phase': () => 'Chỉ mở khẩn cấp khi hợp đồng đang vận hành thử, đang thực hiện hoặc đang chuyển giao',
  'contract-ended': () => 'Hợp đồng đã hết thời hạn nên không mở quyền truy cập khẩn cấp',
  'not-an-emergency': () => 'Chỉ rà soát quyền được mở khẩn cấp',
  'reviewed-already': ({ at }) => `Việc mở khẩn cấp đã được rà soát (${at ?? ''})`,
  'review-own': () => 'Người mở khẩn cấp không tự rà soát; đến lượt người khác',
  'review-by-head': () => 'Việc mở khẩn cấp do Thủ trưởng đơn vị hoặc người được ủy quyền rà soát',
  'still-held': ({ until }) => `Tài khoản còn được sử dụng đến ${until ?? ''}; kết thúc quyền trước rồi mới xác nhận đã khóa`,
  'closed-already': ({ at }) => `Tài khoản đã được xác nhận khóa (${at ?? ''})`,
  'access-goes-on': () => 'Người này tiếp tục dùng tài khoản theo một quyền khác; xác nhận khóa khi quyền đó kết thúc',
};
