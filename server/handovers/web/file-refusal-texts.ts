import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** The sentence of each refusal code about links, large files and reviews. */
export const fileRefusalTexts: RefusalTexts = {
  'handover-link-gone': () => 'Không có đường liên kết nào đang dùng được',
  'handover-item-absent': () => 'Cơ quan đã xác định hạng mục này không phải bàn giao',
  'handover-file-too-large': ({ most = '' }) => `Mỗi tệp lớn nhất ${most} GB. Chia nhỏ tệp rồi gửi từng phần`,
  'handover-too-many-files': ({ most = '' }) => `Hạng mục này đang có ${most} tệp gửi dở hoặc chờ đưa vào lần bàn giao. Bàn giao các tệp đó trước`,
  'handover-uploading-too-fast': () => 'Đã gửi quá nhiều trong một giờ. Gửi tiếp sau một giờ',
  'handover-form-too-large': () => 'Nội dung gửi lên quá lớn. Mở trang bằng trình duyệt có bật JavaScript để gửi tệp lớn theo từng phần',
  'review-not-questioned': () => 'Minh chứng này không có yêu cầu làm rõ',
  'review-answered': () => 'Yêu cầu làm rõ này đã được giải trình',
  'review-answered-by-another': () => 'Người yêu cầu làm rõ không tự giải trình',
  'review-nothing-to-verify': () => 'Chưa có tệp minh chứng nào để xác minh',
  'review-fault-stands': () => 'Có tệp minh chứng không còn nguyên vẹn, không thể xác minh',
  'review-by-another': () => 'Người đã tham gia bàn giao không tự xác minh minh chứng',
  'evidence-corrupt': ({ name = '' }) => `Tệp ${name} trên kho lưu trữ đã bị thay đổi so với mã băm SHA-256 khi tiếp nhận nên không mở. Việc này đã được ghi lại; báo quản trị hệ thống khôi phục tệp từ bản sao lưu`,
  'evidence-missing': ({ name = '' }) => `Tệp ${name} không còn trên kho lưu trữ. Việc này đã được ghi lại; báo quản trị hệ thống khôi phục tệp từ bản sao lưu`,
};
