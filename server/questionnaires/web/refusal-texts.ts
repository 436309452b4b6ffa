import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** The sentence of each refusal code of this room. */
export const questionnaireRefusalTexts: RefusalTexts = {
  'questionnaire-no-vendor': () => 'Chưa thể gửi phiếu: hợp đồng chưa chọn bên cung cấp dịch vụ',
  'questionnaire-contract-closed': () => 'Không gửi phiếu cho hợp đồng đã hủy, đã thanh lý hoặc đã lưu trữ',
  'questionnaire-awaited': () => 'Đã có phiếu của hợp đồng này đang chờ trả lời. Mở phiếu đó để gửi lại hoặc thu hồi đường liên kết',
  'questionnaire-taken-over': () => 'Trả lời này được tiếp nhận từ hồ sơ của bên cung cấp, không có đường liên kết',
  'questionnaire-submitted': () => 'Phiếu đã gửi trả lời, nội dung không thay đổi được. Khi cần bổ sung, cơ quan mở lại phiếu và gửi đường liên kết mới',
  'questionnaire-not-submitted': () => 'Bên cung cấp chưa gửi trả lời',
  'questionnaire-received': () => 'Trả lời đã được tiếp nhận',
  'questionnaire-link-gone': () => 'Đường liên kết đã thu hồi',
  'questionnaire-nothing-answered': () => 'Chưa có tiêu chí nào được trả lời',
  'questionnaire-too-many-files': ({ most = '' }) => `Phiếu nhận nhiều nhất ${most} tệp, tính cả các lần trả lời trước và tệp đã bỏ`,
  'questionnaire-too-many-bytes': ({ most = '' }) => `Phiếu nhận tệp với tổng dung lượng nhiều nhất ${most} MB, tính cả các lần trả lời trước và tệp đã bỏ`,
  'questionnaire-uploading-too-fast': () => 'Đã gửi quá nhiều tệp trong một giờ. Gửi tiếp sau một giờ',
  'questionnaire-size-unknown': () => 'Trình duyệt không cho biết dung lượng nội dung gửi lên. Gửi lại bằng trình duyệt khác',
  'questionnaire-no-dossier': () => 'Bên cung cấp chưa có hồ sơ trả lời nào đồng ý cho cơ quan khác dùng lại',
  'questionnaire-dossier-changed': () => 'Bên cung cấp vừa gửi trả lời mới. Xem lại nội dung mới trước khi tiếp nhận',
};
