import { questionnairePaths } from './paths.js';

type Task = { readonly subjectId: string; readonly title: string };
const at = (text: string) => ({ subjectId }: Task): { readonly text: string; readonly href: string } => ({ text, href: questionnairePaths.questionnaire(subjectId) });

/** What each task of the view questionnaire_task asks, and where it is done. */
export const questionnaireTaskTexts: Readonly<Record<string, (task: Task) => { readonly text: string; readonly href: string }>> = {
  'questionnaire.answered': at('Tiếp nhận trả lời của bên cung cấp'),
  'questionnaire.link-expiring': at('Phiếu hỏi sắp hết hạn trả lời'),
  'questionnaire.link-expired': at('Phiếu hỏi hết hạn, chưa có trả lời: gửi lại hoặc thu hồi'),
  'questionnaire.mail-failed': at('Không gửi được thư mời trả lời: kiểm tra địa chỉ, gửi lại'),
};
