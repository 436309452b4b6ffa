import type { StateModel } from '../../platform/views/page-model.js';
import type { ClockStanding, ReportChannel, ReportStage } from '../domain/duty-clock.js';
import type { StartKind } from '../domain/due.js';

/** How far a report goes. */
export const stageWords: Readonly<Record<ReportStage, string>> = {
  notice: 'Thông báo đầu tiên',
  preliminary: 'Báo cáo sơ bộ',
  update: 'Báo cáo cập nhật',
  final: 'Báo cáo đầy đủ',
};

/** How a report went out. */
export const channelWords: Readonly<Record<ReportChannel, string>> = {
  document: 'Văn bản',
  system: 'Hệ thống báo cáo trực tuyến',
  mail: 'Thư điện tử công vụ',
  phone: 'Điện thoại',
  hotline: 'Đường dây nóng',
  'in-person': 'Trực tiếp',
};

/** From when a clock runs, after "Tính từ lúc". */
export const startWords: Readonly<Record<StartKind, string>> = {
  occurrence: 'xuất hiện',
  detection: 'phát hiện',
  'incident-high': 'ghi nhận mức độ cao trở lên hoặc vượt khả năng xử lý',
  'vendor-detection': 'bên cung cấp phát hiện',
  decision: 'ra quyết định',
  'decision-or-sign': 'ra quyết định',
  'sign-recorded': 'ghi nhận dấu hiệu',
  'end-of-term': 'hết thời hạn',
  'calendar-year': 'đầu năm',
};

/** How a clock stands. */
export const clockStates: Readonly<Record<ClockStanding, StateModel>> = {
  running: { tone: 'attention', icon: 'clock', word: 'Đang tính thời hạn' },
  late: { tone: 'stop', icon: 'warning', word: 'Quá hạn' },
  'late-at-start': { tone: 'stop', icon: 'warning', word: 'Quá hạn do phát hiện, ghi nhận muộn' },
  'at-once': { tone: 'stop', icon: 'warning', word: 'Phải thực hiện ngay' },
  undated: { tone: 'attention', icon: 'pending', word: 'Chưa tính được hạn' },
  settled: { tone: 'settled', icon: 'check', word: 'Đã hoàn thành' },
  'settled-late': { tone: 'attention', icon: 'check', word: 'Đã hoàn thành, quá hạn' },
};

/** What stops the clocks that no report stops. */
export const stopWords: Readonly<Record<string, string>> = {
  'D-08': 'tài khoản cuối cùng được xác nhận đã khóa',
  'D-09': 'thông báo có số và đã giao cho bên cung cấp',
  'D-10': 'báo cáo mức độ vi phạm và thiệt hại được ghi nhận',
};
