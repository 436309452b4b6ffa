import type { NavigationItem, PageModel, StateModel } from '../../../../server/platform/views/page-model.js';

const navigation: readonly NavigationItem[] = [
  { label: 'Việc cần làm', href: '/tasks', icon: 'tasks', current: false },
  { label: 'Hợp đồng', href: '/register', icon: 'contract', current: true },
  { label: 'Bên cung cấp', href: '/empty', icon: 'vendor', current: false },
  { label: 'Hệ thống thông tin', href: '/subject', icon: 'server', current: false },
  { label: 'Quyền truy cập', href: '/approve', icon: 'key', current: false },
  { label: 'Vi phạm', href: '/irreversible', icon: 'flag', current: false },
  { label: 'Kết thúc, bàn giao', href: '/evidence', icon: 'handover', current: false },
  { label: 'Văn bản', href: '/patterns', icon: 'document', current: false },
  { label: 'Báo cáo', href: '/form', icon: 'chart', current: false },
  { label: 'Kiểm tra', href: '/form-errors', icon: 'inspect', current: false },
  { label: 'Quản trị', href: '/sign-in', icon: 'settings', current: false },
];

/** What the layout shows around every page of the gallery. */
export function framed(title: string): PageModel {
  return {
    title,
    csrfToken: 'gallery',
    user: { displayName: 'Phạm Thị Ngọc Hân', post: 'Chuyên viên, Văn phòng' },
    agency: { name: 'Sở Khoa học và Công nghệ (minh họa)' },
    agencies: [
      { id: '1', name: 'Sở Khoa học và Công nghệ (minh họa)', current: true },
      { id: '2', name: 'Ủy ban nhân dân phường An Bình (minh họa)', current: false },
    ],
    navigation,
    todoCount: 7,
    demonstration: true,
    searchAvailable: true,
  };
}

/** States as rooms' presenters make them. */
export const states = {
  running: { tone: 'active', icon: 'arrow', word: 'Đang thực hiện' },
  planned: { tone: 'neutral', icon: 'pending', word: 'Dự kiến' },
  signed: { tone: 'settled', icon: 'check', word: 'Đã ký' },
  overdue: { tone: 'stop', icon: 'warning', word: 'Quá hạn đánh giá' },
  suspended: { tone: 'stop', icon: 'pause', word: 'Tạm dừng' },
  waiting: { tone: 'attention', icon: 'clock', word: 'Chờ phê duyệt' },
  settled: { tone: 'settled', icon: 'check', word: 'Đạt' },
  untouched: { tone: 'neutral', icon: 'dash', word: 'Chưa phát sinh' },
} as const satisfies Record<string, StateModel>;
