import { vendorPaths } from './paths.js';

/** What each kind of task of this room says and where it is done (rows of the view vendor_task). */
export const vendorTaskTexts: Readonly<Record<string, (task: { readonly subjectId: string; readonly title: string }) => { readonly text: string; readonly href: string }>> = {
  'commitment-lapsing': ({ subjectId }) => ({ text: 'Gia hạn cam kết bảo mật sắp hết hạn', href: vendorPaths.person(subjectId) }),
  'commitment-lapsed': ({ subjectId }) => ({ text: 'Yêu cầu cam kết bảo mật mới: cam kết cũ đã hết hạn', href: vendorPaths.person(subjectId) }),
};
