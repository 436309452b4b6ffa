import type { StateModel } from '../../platform/views/page-model.js';
import type { AccessForm, AccessPhase, ClosureAction, Environment, Method, Plane, Purpose, SessionMark, Supervision } from '../domain/access.js';
import type { WeeklyWindow } from '../domain/windows.js';

/** The Vietnamese names of the closed lists of access: one word for one thing on every page and record. */
export const purposeWords: Readonly<Record<Purpose, string>> = {
  'incident-handling': 'Xử lý sự cố',
  'upgrade-support': 'Hỗ trợ nâng cấp',
  'administration-support': 'Hỗ trợ quản trị',
  'operation-support': 'Hỗ trợ vận hành',
};

export const formWords: Readonly<Record<AccessForm, string>> = {
  grant: 'Theo thời hạn',
  standing: 'Trực xử lý sự cố',
  emergency: 'Khẩn cấp',
};

export const phaseWords: Readonly<Record<AccessPhase, string>> = {
  trial: 'Vận hành thử',
  operation: 'Vận hành',
  remediation: 'Khắc phục sau vi phạm',
  handover: 'Bàn giao',
};

export const planeWords: Readonly<Record<Plane, string>> = {
  infrastructure: 'Quản trị hạ tầng',
  application: 'Quản trị ứng dụng',
  data: 'Quản trị dữ liệu',
};

export const environmentWords: Readonly<Record<Environment, string>> = {
  production: 'Môi trường chính thức',
  staging: 'Môi trường kiểm thử',
  development: 'Môi trường phát triển',
};

export const methodWords: Readonly<Record<Method, string>> = {
  ssh: 'SSH',
  vpn: 'VPN',
  bastion: 'Máy chủ trung chuyển (PAM)',
  'remote-desktop': 'Màn hình từ xa (RDP, VNC)',
  'web-console': 'Trang quản trị',
  'remote-support': 'Phần mềm hỗ trợ từ xa',
  api: 'Giao diện lập trình (API)',
  'on-site': 'Trực tiếp tại chỗ',
};

export const supervisionWords: Readonly<Record<Supervision, string>> = {
  attended: 'Có cán bộ giám sát tại chỗ',
  recorded: 'Ghi lại toàn bộ phiên',
  sampled: 'Kiểm tra chọn mẫu',
};

export const closureWords: Readonly<Record<ClosureAction, string>> = {
  disabled: 'Khóa tài khoản',
  'password-changed': 'Thay đổi mật khẩu, khóa',
  removed: 'Hủy bỏ tài khoản',
};

export const sessionMarkWords: Readonly<Record<SessionMark, string>> = {
  'without-grant': 'không có quyền truy cập nào được cấp',
  'outside-term': 'ngoài thời hạn được cấp',
  'outside-window': 'ngoài khung giờ được cấp',
  'person-not-named': 'người truy cập không có tên trong quyền được cấp',
  'account-not-named': 'tài khoản không có trong quyền được cấp',
  'address-not-allowed': 'địa chỉ nguồn không được phép',
  'not-opened': 'quyền trực chưa được mở tại thời điểm truy cập',
  unsupervised: 'không được giám sát như yêu cầu',
};

/** Why access of a person is over. */
export const endWords: Readonly<Record<string, string>> = {
  term: 'hết thời hạn',
  'contract-over': 'hợp đồng kết thúc',
  'commitment-lapsed': 'cam kết bảo mật hết hiệu lực',
  'person-left': 'người được cấp quyền thôi làm việc cho bên cung cấp',
  returned: 'trả lại trước hạn',
  revoked: 'bị thu hồi',
  'phase-over': 'hợp đồng chuyển giai đoạn',
  'state-data': 'hệ thống có dữ liệu thuộc phạm vi nhà nước quản lý',
  suspended: 'hệ thống bị tạm dừng hoặc đình chỉ',
  'cut-back': 'thời hạn được rút ngắn',
  'use-over': 'hết giờ của lượt mở quyền trực',
  'use-closed': 'lượt mở quyền trực được đóng',
};

/** How a request stands; 'lapsed' is read off the clock. */
export const requestStates: Readonly<Record<string, StateModel>> = {
  submitted: { tone: 'attention', icon: 'pending', word: 'Chờ phê duyệt' },
  approved: { tone: 'settled', icon: 'check', word: 'Đã phê duyệt' },
  returned: { tone: 'neutral', icon: 'dash', word: 'Đã trả lại' },
  withdrawn: { tone: 'neutral', icon: 'dash', word: 'Đã rút' },
  lapsed: { tone: 'neutral', icon: 'dash', word: 'Quá hạn xem xét' },
  opened: { tone: 'attention', icon: 'warning', word: 'Mở khẩn cấp' },
};

/** How a grant stands now, read off time and facts. */
export const grantStates: Readonly<Record<string, StateModel>> = {
  upcoming: { tone: 'neutral', icon: 'clock', word: 'Chưa đến thời hạn' },
  live: { tone: 'settled', icon: 'check', word: 'Đang có hiệu lực' },
  standby: { tone: 'settled', icon: 'clock', word: 'Sẵn sàng mở' },
  paused: { tone: 'attention', icon: 'pending', word: 'Chưa được sử dụng' },
  'account-open': { tone: 'stop', icon: 'warning', word: 'Hết quyền, tài khoản chưa khóa' },
  over: { tone: 'neutral', icon: 'dash', word: 'Đã kết thúc' },
};

const DAYS = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];

/** "thứ Hai đến thứ Sáu, 08:00–17:00; thứ Bảy, 22:00–02:00 hôm sau"; without windows "mọi thời điểm". */
export function windowsText(windows: readonly WeeklyWindow[]): string {
  if (windows.length === 0) return 'mọi thời điểm';
  return windows.map(({ days, from, to }) => `${daysText(days)}, ${from}–${to}${to <= from ? ' hôm sau' : ''}`).join('; ');
}

function daysText(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((one, other) => one - other);
  const first = sorted[0] ?? 1;
  const last = sorted.at(-1) ?? 7;
  if (sorted.length === 7) return 'hằng ngày';
  if (sorted.length > 2 && last - first + 1 === sorted.length) return `${DAYS[first] ?? ''} đến ${DAYS[last] ?? ''}`;
  return sorted.map((day) => DAYS[day] ?? '').join(', ');
}

/** A term in words: "4 giờ", "30 ngày", "2 ngày 6 giờ". */
export function hoursText(hours: number): string {
  if (hours <= 72 && hours % 24 !== 0) return `${String(hours)} giờ`;
  const days = Math.floor(hours / 24);
  const rest = Math.round(hours - days * 24);
  return [days > 0 ? `${String(days)} ngày` : '', rest > 0 ? `${String(rest)} giờ` : ''].filter((part) => part !== '').join(' ');
}
