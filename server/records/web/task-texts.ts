import { recordActPath } from './paths.js';

/** What the tasks of the view record_task ask, and where they are done. */
export const recordTaskTexts: Readonly<Record<string, (task: { readonly subjectId: string; readonly title: string }) => { readonly text: string; readonly href: string }>> = {
  'record-to-register': ({ subjectId }) => ({ text: 'Vào số văn bản đã ký', href: recordActPath(subjectId, 'vao-so') }),
};
