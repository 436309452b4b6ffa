import type { PastEvent } from '../../audit-trail/index.js';

/** What each event of this room says in a history. */
export const peopleEventTexts: Record<string, (event: PastEvent) => string> = {
  'session.started': () => 'Đăng nhập',
  'session.refused': (event) => (event.facts['reason'] === 'closed' ? 'Đăng nhập bị từ chối: tài khoản đã đóng' : 'Đăng nhập bị từ chối: sai mật khẩu'),
  'session.ended': () => 'Đăng xuất',
  'user.password-changed': () => 'Đổi mật khẩu',
};
