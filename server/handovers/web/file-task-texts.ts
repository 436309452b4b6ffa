import { linkPaths, reviewPaths } from './vendor-paths.js';

/** A task of the view evidence_task. */
export interface EvidenceTask {
  readonly subjectId: string;
}

/** What each task about stored files, questions of auditors and links asks, and where it is done. */
export const evidenceTaskTexts: Readonly<Record<string, (task: EvidenceTask) => { readonly text: string; readonly href: string }>> = {
  'evidence.fault': () => ({ text: 'Khôi phục từ bản sao lưu tệp lưu trữ không còn nguyên vẹn', href: reviewPaths.checks }),
  'evidence.fault-in-agency': ({ subjectId }) => ({ text: 'Tệp không còn nguyên vẹn: đề nghị quản trị khôi phục, hoặc thu thập lại minh chứng', href: `${reviewPaths.checks}#tep-${subjectId}` }),
  'evidence.questioned': ({ subjectId }) => ({ text: 'Giải trình về minh chứng bàn giao cần làm rõ', href: reviewPaths.answer(subjectId) }),
  'handover.link-unsent': ({ subjectId }) => ({ text: 'Không gửi được thư có đường liên kết bàn giao', href: linkPaths.send(subjectId) }),
};
