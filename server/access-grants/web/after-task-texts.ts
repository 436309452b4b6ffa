import { accessPaths } from './paths.js';
import type { AccessTask } from './task-texts.js';

/** What each task about approved access asks, and where it is done. */
export const afterTaskTexts: Readonly<Record<string, (task: AccessTask) => { readonly text: string; readonly href: string }>> = {
  'access.account-open': ({ subjectId }) => ({ text: 'Khóa tài khoản đã hết quyền và xác nhận', href: accessPaths.closure(subjectId) }),
  'access.emergency-unreviewed': ({ subjectId }) => ({ text: 'Rà soát quyền truy cập được mở khẩn cấp', href: accessPaths.review(subjectId) }),
  'access.use-opened': ({ subjectId }) => ({ text: 'Xác nhận đã biết lượt mở quyền trực', href: `${accessPaths.grant(subjectId)}#luot-mo` }),
};
