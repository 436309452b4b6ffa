import type { SpreadsheetFault } from '../../platform/spreadsheets/index.js';

type Text = (facts: Readonly<Record<string, string>>) => string;

/** Why a file is not read as a list, and what to do about it. */
const fileTexts: Readonly<Record<SpreadsheetFault, Text>> = {
  'empty-file': () => 'Tệp không có nội dung. Chọn lại tệp.',
  'file-too-large': ({ megabytes }) => `Tệp quá lớn${megabytes === undefined ? '' : ` (${megabytes} MB)`}. Chia danh sách thành nhiều tệp.`,
  'not-a-list': () => 'Tệp không phải là bảng. Lưu danh sách thành .xlsx hoặc .csv rồi chọn lại.',
  program: () => 'Tệp là chương trình, không phải danh sách; không nhận.',
  'other-document': () => 'Tệp là tài liệu loại khác (PDF, Word, ảnh …). Lưu danh sách thành .xlsx hoặc .csv rồi chọn lại.',
  'web-page': () => 'Tệp là trang web mang tên bảng tính. Mở bằng Excel, lưu thành .xlsx rồi chọn lại.',
  'open-document': () => 'Tệp ở dạng OpenDocument (.ods). Lưu thành .xlsx rồi chọn lại.',
  'old-excel': () => 'Tệp ở dạng Excel cũ (.xls). Mở bằng Excel, lưu thành .xlsx rồi chọn lại.',
  'binary-workbook': () => 'Tệp ở dạng .xlsb. Lưu thành .xlsx rồi chọn lại.',
  macros: () => 'Tệp có macro; không nhận. Lưu thành .xlsx (không macro) rồi chọn lại.',
  password: () => 'Tệp được đặt mật khẩu. Bỏ mật khẩu rồi chọn lại.',
  damaged: () => 'Tệp bị hỏng, không đọc được. Mở bằng Excel, lưu lại rồi chọn lại.',
  'unpacks-too-large': () => 'Tệp nở ra quá lớn khi giải nén; không đọc. Kiểm tra lại nguồn của tệp.',
  'unsafe-xml': () => 'Tệp có nội dung không an toàn; không đọc. Mở bằng Excel, lưu lại rồi chọn lại.',
  'unsafe-path': () => 'Tệp có cấu trúc không an toàn; không đọc. Mở bằng Excel, lưu lại rồi chọn lại.',
  'no-sheet': () => 'Tệp không có trang tính nào.',
  'unknown-sheet': () => 'Trang tính đã chọn không có trong tệp.',
  'too-many-sheets': ({ most }) => `Tệp có quá nhiều trang tính (nhiều nhất ${most ?? ''}).`,
  'too-many-rows': ({ most }) => `Trang tính có quá nhiều dòng (nhiều nhất ${most ?? ''}). Chia danh sách thành nhiều tệp.`,
  'too-many-columns': ({ row, most }) => `Dòng ${row ?? ''} có quá nhiều cột (nhiều nhất ${most ?? ''}).`,
  'cell-too-long': ({ row, column, most }) => `Ô ${column ?? ''}${row ?? ''} dài hơn ${most ?? ''} ký tự. Rút gọn nội dung ô này rồi chọn lại.`,
  'quote-not-closed': ({ row }) => `Từ dòng ${row ?? ''}, dấu ngoặc kép mở mà không đóng. Mở tệp bằng Excel, lưu lại rồi chọn lại.`,
};

const roomTexts: Readonly<Record<string, Text>> = {
  'changed-since-review': () => 'Dữ liệu trong sổ vừa thay đổi nên chưa nhập gì. Danh sách đã được kiểm tra lại; xem kết quả mới dưới đây.',
  'built-upon': () => 'Chưa hoàn tác được: đã có việc dựa trên nội dung của lần nhập này.',
  'actor-gone': () => 'Tài khoản yêu cầu việc này không còn hoạt động; việc chưa được thực hiện.',
  unexpected: () => 'Hệ thống gặp lỗi khi xử lý, chưa có gì được ghi vào sổ. Thử lại; nếu vẫn lỗi, báo quản trị hệ thống.',
};

/** The sentence of why an import stands where it stands. */
export function troubleText(reason: string, facts: Readonly<Record<string, string>>): string {
  const text = isFileFault(reason) ? fileTexts[reason] : roomTexts[reason];
  return text?.(facts) ?? reason;
}

function isFileFault(reason: string): reason is SpreadsheetFault {
  return reason in fileTexts;
}

/** Why a step of an import is refused; compose gathers the texts of all rooms. */
export const importRefusalTexts: Readonly<Record<string, Text>> = {
  'import-elsewhere': () => 'Lần nhập này đã sang bước khác; mở lại trang để xem',
  'nothing-to-bring-in': () => 'Không có dòng nào để nhập',
  'rows-there-already': ({ rows }) => `Danh sách có ${rows ?? ''} dòng đã có trong sổ và đã chọn dừng lại`,
  'import-built-upon': () => 'Chưa thể hoàn tác: đã có việc dựa trên nội dung của lần nhập này',
};
