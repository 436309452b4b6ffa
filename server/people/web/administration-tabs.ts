const tabs = [
  { href: '/quan-tri/co-quan', text: 'Cơ quan' },
  { href: '/quan-tri/nguoi-dung', text: 'Người dùng' },
  { href: '/quan-tri/thiet-lap', text: 'Thiết lập' },
  { href: '/quan-tri/thu-gui', text: 'Thư gửi đi' },
] as const;

export const agenciesPath = '/quan-tri/co-quan';
export const usersPath = '/quan-tri/nguoi-dung';
export const settingsPath = '/quan-tri/thiet-lap';
export const outboxPath = '/quan-tri/thu-gui';
export const delegationsPath = '/uy-quyen';
export const accountPath = '/tai-khoan';

/** The parts of administration, the present one lit. */
export function administrationTabs(current: string): { href: string; text: string; current: boolean }[] {
  return tabs.map((tab) => ({ ...tab, current: tab.href === current }));
}
