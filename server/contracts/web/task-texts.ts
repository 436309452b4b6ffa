import { contractPaths } from './paths.js';

/** What each task of the view contract_task asks, and where it is done. */
export const contractTaskTexts: Readonly<Record<string, (task: { readonly subjectId: string; readonly title: string }) => { readonly text: string; readonly href: string }>> = {
  'contract.review-due': ({ subjectId }) => ({ text: 'Đánh giá rủi ro, rà soát điều khoản hợp đồng chuyển tiếp', href: contractPaths.contract(subjectId) }),
  'contract.ends-soon': ({ subjectId }) => ({ text: 'Chuẩn bị kết thúc hoặc gia hạn hợp đồng', href: `${contractPaths.contract(subjectId)}#ket-thuc` }),
  'contract.past-end': ({ subjectId }) => ({ text: 'Hợp đồng đã hết thời hạn, quyết định việc chuyển giao', href: `${contractPaths.contract(subjectId)}#ket-thuc` }),
  'contract.legal-answer': ({ subjectId }) => ({ text: 'Lấy ý kiến pháp chế về việc thuê', href: `${contractPaths.contract(subjectId)}#ky-ket` }),
  'contract.hire-question': ({ subjectId }) => ({ text: 'Trả lời việc thuê có thuộc trường hợp được thuê dịch vụ', href: contractPaths.change(subjectId) }),
  'contract.transfer-waiting': ({ subjectId }) => ({ text: 'Quyết định tiếp nhận hợp đồng', href: contractPaths.transfer(subjectId) }),
};
