import { signingPaths } from './paths.js';

/** What each task of the view signing_task asks, and where it is done. */
export const signingTaskTexts: Readonly<Record<string, (task: { readonly subjectId: string; readonly title: string }) => { readonly text: string; readonly href: string }>> = {
  'signing.clauses-to-locate': ({ subjectId }) => ({ text: 'Xác định vị trí các điều khoản bảo đảm an ninh mạng', href: signingPaths.clauses(subjectId) }),
  'signing.clauses-to-confirm': ({ subjectId }) => ({ text: 'Xác nhận kết quả rà soát điều khoản', href: signingPaths.clauses(subjectId) }),
  'signing.trial-result': ({ subjectId }) => ({ text: 'Ghi nhận kết quả vận hành thử bằng văn bản', href: signingPaths.operation(subjectId) }),
  'signing.go-live': ({ subjectId }) => ({ text: 'Quyết định đưa dịch vụ vào vận hành', href: signingPaths.operation(subjectId) }),
};
