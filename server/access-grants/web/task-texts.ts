import { accessPaths } from './paths.js';

/** A task of the view access_task. */
export interface AccessTask {
  readonly subjectId: string;
  readonly title: string;
}

/** What each task about requests asks, and where it is done. */
export const requestTaskTexts: Readonly<Record<string, (task: AccessTask) => { readonly text: string; readonly href: string }>> = {
  'access.request-waiting': ({ subjectId }) => ({ text: 'Phê duyệt hoặc trả lại đề nghị cấp quyền truy cập', href: accessPaths.request(subjectId) }),
};
