import { violationPaths } from './paths.js';

/** A task of the view violation_task. */
export interface ViolationTask {
  readonly subjectId: string;
  readonly title: string;
}

/** What each task about violations asks, and where it is done. */
export const violationTaskTexts: Readonly<Record<string, (task: ViolationTask) => { readonly text: string; readonly href: string }>> = {
  'violation.to-contain': ({ subjectId }) => ({ text: 'Ngăn chặn vụ vi phạm', href: violationPaths.case(subjectId) }),
  'violation.to-confirm': ({ subjectId }) => ({ text: 'Xác nhận việc ngăn chặn ngoài giờ', href: `${violationPaths.case(subjectId)}#ngan-chan` }),
  'violation.suspension-undone': ({ subjectId }) => ({ text: 'Xác nhận đã tạm dừng hoặc đình chỉ hệ thống', href: violationPaths.done(subjectId) }),
  'violation.pause-over': ({ subjectId }) => ({ text: 'Hết thời hạn tạm dừng: cho phép hoạt động trở lại hoặc gia hạn', href: violationPaths.resume(subjectId) }),
  'violation.proposal-waiting': ({ subjectId }) => ({ text: 'Trả lời đề nghị tạm dừng hoặc đình chỉ hệ thống', href: violationPaths.proposal(subjectId) }),
  'violation.remedy-unverified': ({ subjectId }) => ({ text: 'Kiểm tra việc khắc phục', href: `${violationPaths.case(subjectId)}#khac-phuc` }),
  'violation.to-close': ({ subjectId }) => ({ text: 'Kết thúc vụ vi phạm', href: violationPaths.close(subjectId) }),
};
