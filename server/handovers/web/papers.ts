import type { PaperKind } from '../application/draw-up-records.js';

/** The last part of the address at which a paper is drawn up. */
export const paperSlugs: Readonly<Record<PaperKind, string>> = {
  'HS-25': 'yeu-cau-chuyen-giao',
  'HS-26': 'bien-ban-ban-giao',
  'HS-27': 'bien-ban-kiem-tra',
  'HS-28': 'bien-ban-xoa-huy',
  'HS-29': 'thanh-ly',
  'HS-30': 'bao-cao-ket-thuc',
};

/** What each paper is called within a sentence. */
export const paperNames: Readonly<Record<PaperKind, string>> = {
  'HS-25': 'công văn yêu cầu chuyển giao và kế hoạch bàn giao',
  'HS-26': 'biên bản bàn giao',
  'HS-27': 'biên bản kiểm tra khả năng khai thác, sử dụng độc lập',
  'HS-28': 'biên bản xóa, hủy dữ liệu tại bên cung cấp',
  'HS-29': 'biên bản nghiệm thu, thanh lý hợp đồng',
  'HS-30': 'báo cáo kết thúc thuê dịch vụ và mục lục hồ sơ',
};
