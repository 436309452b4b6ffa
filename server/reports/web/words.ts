import type { SpreadsheetFault } from '../../platform/spreadsheets/index.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { Difference, Excuse, Finding, PublishedStatus } from '../domain/reconciliation.js';

/** Each finding as icon and word. */
export const findingStates: Readonly<Record<Finding, StateModel>> = {
  matched: { tone: 'settled', icon: 'check', word: 'Khớp' },
  differs: { tone: 'attention', icon: 'warning', word: 'Có khác biệt' },
  missing: { tone: 'attention', icon: 'dash', word: 'Chưa có hợp đồng' },
  excused: { tone: 'neutral', icon: 'info', word: 'Đã nêu lý do' },
  'not-due': { tone: 'neutral', icon: 'pending', word: 'Chưa phải có hợp đồng' },
  unplaced: { tone: 'attention', icon: 'building', word: 'Chưa rõ cơ quan' },
};

/** What a finding means, beside its number. */
export const findingNotes: Readonly<Record<Finding, string>> = {
  matched: 'có hợp đồng mang mã gói thầu, không khác biệt',
  differs: 'tên, giá trị, cơ quan hoặc lần đăng khác nhau',
  missing: 'chưa có hợp đồng nào mang mã gói thầu',
  excused: 'cơ quan đã nêu vì sao không có hợp đồng',
  'not-due': 'danh sách ghi đã hủy, chưa có hoặc không có kết quả',
  unplaced: 'bên mời thầu chưa khớp với cơ quan nào',
};

export const differenceWords: Readonly<Record<Difference, string>> = { name: 'tên', value: 'giá trị', agency: 'cơ quan', revision: 'lần đăng' };

export const excuseWords: Readonly<Record<Excuse, string>> = {
  'not-it-service': 'Không phải thuê dịch vụ công nghệ thông tin',
  'called-off': 'Đã hủy thầu',
  'no-contractor': 'Không lựa chọn được nhà thầu',
  'not-signed-yet': 'Chưa ký hợp đồng',
  'other-agency': 'Hợp đồng do cơ quan khác ký',
  other: 'Lý do khác',
};

/** An excuse as text; a code that is none stays as it is. */
export function excuseWord(code: string): string {
  return Object.entries(excuseWords).find(([known]) => known === code)?.[1] ?? code;
}

export const statusWords: Readonly<Record<PublishedStatus, string>> = {
  awarded: 'Có nhà thầu trúng thầu',
  cancelled: 'Đã hủy thầu',
  open: 'Đang mời thầu',
  evaluating: 'Đang xét thầu',
  failed: 'Không có nhà thầu trúng thầu',
};

export const conclusionWords = { matched: 'Gắn với hợp đồng', excused: 'Nêu lý do không có hợp đồng', withdrawn: 'Bỏ kết luận trước' } as const;

/** Why a file is not taken as a list of packages; what is not named here is a file that cannot be read. */
export function fileFaultText(reason: string): string {
  return texts[reason] ?? 'Tệp không đọc được. Mở tệp gốc bằng Excel, lưu lại dạng .xlsx rồi tải lên.';
}

const fileFaults: Readonly<Partial<Record<SpreadsheetFault, string>>> = {
  'empty-file': 'Tệp không có nội dung. Chọn lại tệp.',
  password: 'Tệp đặt mật khẩu nên không đọc được. Bỏ mật khẩu rồi tải lên.',
  macros: 'Tệp có macro nên không nhận. Lưu lại dạng .xlsx rồi tải lên.',
  'old-excel': 'Tệp Excel đời cũ (.xls) không nhận. Lưu lại dạng .xlsx rồi tải lên.',
  'too-many-rows': 'Danh sách quá dài. Chia thành nhiều tệp, mỗi tệp nhiều nhất 50.000 dòng.',
  'not-a-list': 'Tệp không phải là danh sách. Chọn tệp .xlsx hoặc .csv.',
  'other-document': 'Tệp không phải là danh sách. Chọn tệp .xlsx hoặc .csv.',
  program: 'Tệp không phải là danh sách. Chọn tệp .xlsx hoặc .csv.',
};

const texts: Readonly<Record<string, string>> = {
  ...fileFaults,
  'file-missing': 'Chọn tệp danh sách gói thầu.',
  'no-columns': 'Không tìm thấy bảng có các cột mã gói thầu (mã TBMT), tên gói thầu và bên mời thầu. Kiểm tra dòng tiêu đề của tệp.',
  'no-packages': 'Bảng không có dòng gói thầu nào đọc được. Kiểm tra cột mã gói thầu.',
};
