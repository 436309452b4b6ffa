import type { StateModel } from '../../platform/views/page-model.js';
import type { ImportStatus } from '../domain/import.lifecycle.js';
import type { ListKind, OnExisting, RowOutcome } from '../domain/list-kinds.js';

/** What each kind of list is called, and what is told of it before a file is chosen. */
export const kindWords: Readonly<Record<ListKind, { readonly name: string; readonly noun: string; readonly hint: string }>> = {
  contracts: { name: 'Hợp đồng đang thực hiện', noun: 'hợp đồng', hint: 'Vào sổ là hợp đồng chuyển tiếp, với một căn cứ chung; bên cung cấp phải được đăng ký trước.' },
  packages: { name: 'Gói thầu đã đăng tải', noun: 'gói thầu', hint: 'Vào sổ là hợp đồng Dự kiến; chưa cần số, bên cung cấp, giá trị và thời hạn.' },
  vendors: { name: 'Bên cung cấp', noun: 'bên cung cấp', hint: 'Danh sách chung của thành phố, nhận ra nhau bằng mã số thuế.' },
  'vendor-people': { name: 'Nhân sự bên cung cấp', noun: 'người', hint: 'Chỉ giữ bốn ký tự cuối của giấy tờ tùy thân.' },
  systems: { name: 'Hệ thống thông tin', noun: 'hệ thống', hint: 'Nhận ra nhau bằng mã hệ thống trong cơ quan quản lý.' },
  'data-assets': { name: 'Tài sản dữ liệu', noun: 'tài sản dữ liệu', hint: 'Hệ thống thông tin phải được đăng ký trước.' },
};

/** Where an import stands, as icon and word. */
export const statusStates: Readonly<Record<ImportStatus, StateModel>> = {
  'choosing-sheet': { tone: 'attention', icon: 'pending', word: 'Chờ chọn trang tính' },
  reading: { tone: 'active', icon: 'clock', word: 'Đang đọc tệp' },
  matching: { tone: 'attention', icon: 'pending', word: 'Chờ ghép cột' },
  checking: { tone: 'active', icon: 'clock', word: 'Đang kiểm tra' },
  review: { tone: 'attention', icon: 'inspect', word: 'Chờ xem lại' },
  running: { tone: 'active', icon: 'clock', word: 'Đang nhập' },
  done: { tone: 'settled', icon: 'check', word: 'Đã nhập' },
  undoing: { tone: 'active', icon: 'clock', word: 'Đang hoàn tác' },
  undone: { tone: 'neutral', icon: 'dash', word: 'Đã hoàn tác' },
  unreadable: { tone: 'stop', icon: 'warning', word: 'Không đọc được' },
  abandoned: { tone: 'neutral', icon: 'close', word: 'Đã bỏ' },
};

/** What comes of a row, as icon and word. */
export const outcomeStates: Readonly<Record<RowOutcome, StateModel>> = {
  new: { tone: 'settled', icon: 'plus', word: 'Nhập mới' },
  changed: { tone: 'active', icon: 'info', word: 'Đã có, khác' },
  unchanged: { tone: 'neutral', icon: 'check', word: 'Đã có, không đổi' },
  asked: { tone: 'attention', icon: 'pending', word: 'Chờ trả lời' },
  wrong: { tone: 'stop', icon: 'warning', word: 'Có lỗi' },
  'left-out': { tone: 'neutral', icon: 'dash', word: 'Bỏ qua' },
};

export const existingWords: Readonly<Record<OnExisting, { readonly label: string; readonly hint: string }>> = {
  skip: { label: 'Giữ nguyên trong sổ', hint: 'Chỉ nhập dòng mới; dòng đã có được để yên.' },
  update: { label: 'Cập nhật theo danh sách', hint: 'Ô để trống không xóa nội dung đang có.' },
  stop: { label: 'Dừng lại', hint: 'Không nhập gì nếu có dòng đã có trong sổ.' },
};

export const progressLabels: Readonly<Record<string, string>> = {
  reading: 'Đọc tệp',
  checking: 'Kiểm tra từng dòng',
  running: 'Nhập vào sổ',
  undoing: 'Hoàn tác',
};

const number = new Intl.NumberFormat('vi-VN');

/** A count as it is read: 12.345. */
export function countText(count: number): string {
  return number.format(count);
}

/** The outcome that an address names. */
export const outcomeSlugs: Readonly<Record<RowOutcome, string>> = { new: 'moi', changed: 'khac', unchanged: 'khong-doi', asked: 'cho-tra-loi', wrong: 'loi', 'left-out': 'bo-qua' };
