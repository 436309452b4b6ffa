import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** Why an act about a violation is refused, without ground and full stop. */
export const violationRefusalTexts: RefusalTexts = {
  'case-before-signing': () => 'Vụ vi phạm chỉ được mở với hợp đồng đã ký, kể cả sau khi kết thúc',
  'case-without-vendor': () => 'Hợp đồng chưa xác định bên cung cấp dịch vụ',
  'case-closed': () => 'Vụ vi phạm đã kết thúc',
  'case-not-contained': () => 'Vụ vi phạm chưa được ngăn chặn; thu hồi quyền truy cập trước rồi mới kiểm tra, kết luận',
  'already-contained': () => 'Vụ vi phạm đã được ngăn chặn',
  'on-duty-below-third-level': () => 'Người trực chỉ được ngăn chặn trước khi có quyết định của thủ trưởng từ Mức 3; ở mức này đến lượt Thủ trưởng đơn vị',
  'on-duty-in-office-hours': () => 'Trong giờ làm việc, việc ngăn chặn do Thủ trưởng đơn vị quyết định; người trực chỉ quyết định ngoài giờ, ngày nghỉ, ngày lễ',
  'suspension-lifted': () => 'Hệ thống đã được cho phép hoạt động trở lại',
  'no-report': () => 'Chưa có báo cáo mức độ vi phạm và thiệt hại',
  'no-remedy': () => 'Chưa ghi nhận việc khắc phục nào',
  'remedy-unverified': () => 'Còn việc khắc phục chưa được người khác kiểm tra kèm minh chứng',
  'not-assessed-afresh': () => 'Từ Mức 3, hợp đồng phải được đánh giá rủi ro lại sau khi ngăn chặn và được phê duyệt',
  'containment-unconfirmed': () => 'Thủ trưởng chưa xác nhận việc ngăn chặn ngoài giờ',
  'resume-obstacles': () => 'Chưa đủ điều kiện cho phép hoạt động trở lại; các lý do được nêu ở đầu trang',
  'case-contained': () => 'Vụ vi phạm đã được ngăn chặn nên không kết thúc vì không có căn cứ; kết luận bằng báo cáo mức độ vi phạm và thiệt hại',
  'case-not-reported': () => 'Chưa có báo cáo mức độ vi phạm và thiệt hại',
  'system-still-suspended': () => 'Còn hệ thống chưa được cho phép hoạt động trở lại',
  'notice-undelivered': () => 'Còn thông báo chưa được gửi',
  'account-open': () => 'Còn tài khoản đã thu hồi chưa được xác nhận khóa',
  'no-account-closed': () => 'Chưa có tài khoản nào được xác nhận khóa để lập biên bản',
};
