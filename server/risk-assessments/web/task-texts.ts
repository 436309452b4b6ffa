import { assessmentPaths } from './paths.js';

type TaskText = (task: { readonly subjectId: string; readonly title: string }) => { readonly text: string; readonly href: string };

/** What each task of the view risk_assessment_task asks, and where it is done. */
export const assessmentTaskTexts: Readonly<Record<string, TaskText>> = {
  'risk-assessment.to-score': ({ subjectId }) => ({ text: 'Chấm điểm đánh giá rủi ro', href: assessmentPaths.assessment(subjectId) }),
  'risk-assessment.returned': ({ subjectId }) => ({ text: 'Bổ sung đánh giá rủi ro bị trả lại', href: assessmentPaths.assessment(subjectId) }),
  'risk-assessment.opinion': ({ subjectId }) => ({ text: 'Cho ý kiến về rủi ro mức Cao', href: assessmentPaths.opinion(subjectId) }),
  'risk-assessment.to-approve': ({ subjectId }) => ({ text: 'Phê duyệt kết quả đánh giá rủi ro', href: assessmentPaths.decide(subjectId) }),
  'risk-assessment.waiver-to-decide': ({ subjectId }) => ({ text: 'Quyết định đề nghị miễn trừ, chấp nhận rủi ro', href: assessmentPaths.waiver(subjectId) }),
  'risk-assessment.waiver-ends': ({ subjectId }) => ({ text: 'Miễn trừ sắp hoặc đã hết hạn: khắc phục, chấm lại', href: assessmentPaths.assessment(subjectId) }),
  'risk-assessment.lapses': ({ subjectId }) => ({ text: 'Đánh giá rủi ro sắp hoặc đã hết giá trị: đánh giá lại', href: assessmentPaths.assessment(subjectId) }),
  'risk-assessment.triggered': ({ subjectId }) => ({ text: 'Có sự kiện phải đánh giá rủi ro lại', href: assessmentPaths.assessment(subjectId) }),
};
