import { clockPaths } from './paths.js';

/** A task of the view clock_task. */
interface ClockTask {
  readonly subjectId: string;
}

interface ClockTaskText {
  readonly text: string;
  readonly href: string;
  /** Past its hour, whatever the day: red at once. */
  readonly overdue?: boolean;
}

/** What each clock asks for, as a task says it. */
const duties: Readonly<Record<string, string>> = {
  'D-01': 'Báo ngay cơ quan chuyên trách của Bộ Công an (qua chủ quản)',
  'D-02': 'Gửi báo cáo khẩn cấp về sự cố',
  'D-03': 'Gửi báo cáo 24 giờ về sự cố',
  'D-04': 'Gửi thông báo đầu tiên về sự cố nghiêm trọng',
  'D-05': 'Gửi báo cáo nguyên nhân, phạm vi, khắc phục sự cố',
  'D-06': 'Thông báo vi phạm dữ liệu cá nhân',
  'D-07': 'Ghi nhận thông báo sự cố của bên cung cấp',
  'D-08': 'Hoàn thành thu hồi quyền truy cập',
  'D-09': 'Thông báo cho bên cung cấp về tạm dừng, đình chỉ',
  'D-10': 'Lập báo cáo mức độ vi phạm và thiệt hại',
};

/** What was overdue, where a task asks why. */
const explained: Readonly<Record<keyof typeof duties, string>> = {
  'D-01': 'báo ngay',
  'D-02': 'báo cáo khẩn cấp',
  'D-03': 'báo cáo 24 giờ',
  'D-04': 'thông báo đầu tiên',
  'D-05': 'báo cáo nguyên nhân, phạm vi, khắc phục',
  'D-06': 'thông báo vi phạm dữ liệu cá nhân',
  'D-07': 'thông báo của bên cung cấp',
  'D-08': 'thu hồi quyền truy cập',
  'D-09': 'thông báo cho bên cung cấp',
  'D-10': 'báo cáo mức độ vi phạm và thiệt hại',
};

type ClockTaskTexts = Readonly<Record<string, (task: ClockTask) => ClockTaskText>>;

/** The texts of one kind of task, a clock at a time. */
function forEachClock(kind: string, told: (duty: string) => Omit<ClockTaskText, 'href'>): ClockTaskTexts {
  return Object.fromEntries(Object.entries(duties).map(([code, duty]) => [`clock.${kind}.${code}`, ({ subjectId }: ClockTask) => ({ ...told(duty), href: clockPaths.clock(subjectId) })]));
}

/** What each task about clocks asks, and where it is done. */
export const clockTaskTexts: ClockTaskTexts = {
  ...forEachClock('running', (text) => ({ text })),
  ...forEachClock('overdue', (text) => ({ text, overdue: true })),
  ...forEachClock('not-reported', (duty) => ({ text: `Đơn vị chưa thực hiện: ${duty.charAt(0).toLowerCase()}${duty.slice(1)}`, overdue: true })),
  'clock.report-waiting': ({ subjectId }) => ({ text: 'Tiếp nhận báo cáo sự cố gửi Công an thành phố', href: clockPaths.clock(subjectId) }),
  ...Object.fromEntries(Object.entries(explained).map(([code, what]) => [`clock.unexplained.${code}`, ({ subjectId }: ClockTask) => ({ text: `Giải trình ${what} quá hạn khi ghi nhận`, href: clockPaths.explain(subjectId) })])),
};
