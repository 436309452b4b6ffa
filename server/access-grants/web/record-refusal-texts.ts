import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** Why a paper about access is not drawn up, without ground and full stop. */
export const accessRecordRefusalTexts: RefusalTexts = {
  'access-nothing-to-decide': () =>
    'Không có quyền truy cập nào cần đưa vào quyết định: quyền đặc quyền trên hạ tầng, trên hệ thống từ cấp độ 3 hoặc trên 30 ngày đang có hoặc sắp có hiệu lực đều đã có quyết định, hoặc không có',
  'access-no-signer': () => 'Hiện không có ai giữ thẩm quyền của thủ trưởng về quyền truy cập để ký quyết định',
  'access-contract-over': () => 'Hợp đồng đã hủy, thanh lý hoặc lưu trữ nên không lập bản thỏa thuận bảo mật thông tin nữa',
  'access-without-vendor': () => 'Hợp đồng chưa xác định bên cung cấp dịch vụ',
  'access-draft-waiting': ({ code }) => `Đã có dự thảo bản thỏa thuận (mã ${code ?? ''}) chờ ký; vào sổ bản đó, hoặc thu hồi dự thảo trước khi lập bản mới`,
  'access-record-exists': ({ code }) => `Văn bản này đã được lập (mã ${code ?? ''}); thu hồi dự thảo trước khi lập lại`,
  'access-session-not-attended': () => 'Biên bản giám sát chỉ lập cho phiên có cán bộ giám sát tại chỗ',
  'access-nothing-registered': () => 'Hợp đồng chưa có quyền truy cập hoặc phiên truy cập nào để ghi sổ',
};
