import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** Why an act at the end of a hire is refused, without ground and full stop. */
export const handoverRefusalTexts: RefusalTexts = {
  'closing-begun': () => 'Việc kết thúc hợp đồng này đã bắt đầu',
  'closing-not-running': () => 'Chỉ bắt đầu kết thúc hợp đồng đã ký và chưa thanh lý',
  'closing-without-vendor': () => 'Hợp đồng chưa xác định bên cung cấp dịch vụ',
  'closing-closed': () => 'Hợp đồng đã kết thúc; hồ sơ bàn giao chỉ đọc',
  'item-settled-by-facts': () => 'Hạng mục này được giải quyết bằng việc xử lý tài khoản hoặc xóa, hủy dữ liệu, không qua lần bàn giao',
  'absence-waiting': () => 'Đã có đề nghị đang chờ Thủ trưởng đơn vị quyết định',
  'absence-against-facts': () => 'Hạng mục bắt buộc hoặc dữ liệu của hợp đồng cho thấy có; chỉ có thể đề nghị miễn',
  'absence-decided-already': () => 'Đề nghị này đã được quyết định',
  'absence-decided-by-another': () => 'Người đề nghị không tự quyết định; đến lượt thủ trưởng hoặc người được ủy quyền khác',
  'delivery-confirmed-already': () => 'Bên này đã xác nhận lần bàn giao',
  'receiver-is-giver': () => 'Người giao không đồng thời là người nhận bàn giao; đến lượt người khác xác nhận',
  'account-still-held': () => 'Tài khoản còn nằm trong quyền truy cập chưa chấm dứt; chấm dứt quyền truy cập trước',
  'delivery-superseded': () => 'Đã có lần bàn giao mới hơn; kiểm tra lần mới nhất',
  'delivery-unconfirmed': () => 'Lần bàn giao chưa được cả hai bên xác nhận',
  'run-without-system': () => 'Hợp đồng không gắn với hệ thống thông tin nào nên không phải chạy thử độc lập',
  'run-under-way': () => 'Đang chạy thử độc lập',
  'run-passed': () => 'Chạy thử độc lập đã đạt',
  'run-before-handover': ({ count }) => `Chưa thể chạy thử độc lập: còn ${count ?? ''} hạng mục của các bước trước chưa đạt`,
  'run-none': () => 'Không có lần chạy thử độc lập nào đang diễn ra',
  'run-not-over': ({ endsOn }) => `Chạy thử độc lập kéo dài đến hết ngày ${(endsOn ?? '').split('-').toReversed().join('/')}; chỉ kết luận đạt từ ngày tiếp theo`,
  'calendar-missing': ({ year }) => `Chưa có lịch ngày làm việc của năm ${year ?? 'này'} trong thư viện căn cứ nên không tính được ngày kết thúc chạy thử`,
  'destruction-before-proof': ({ items }) => `Chưa được xóa, hủy dữ liệu tại bên cung cấp: ${items ?? ''} chưa kiểm tra khôi phục đạt`,
  'destruction-before-run': () => 'Chưa được xóa, hủy dữ liệu tại bên cung cấp: chạy thử độc lập chưa đạt',
  'closing-obstacles': ({ count }) => `Chưa thể kết thúc hợp đồng: còn ${count ?? ''} vướng mắc`,
};
