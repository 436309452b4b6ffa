import { incidentPaths } from './paths.js';

/** What each task about incidents asks, and where it is done. */
export const incidentTaskTexts: Readonly<Record<string, (task: { readonly subjectId: string }) => { readonly text: string; readonly href: string }>> = {
  'incident.not-graded': ({ subjectId }) => ({ text: 'Đánh giá mức độ sự cố', href: incidentPaths.grade(subjectId) }),
};
