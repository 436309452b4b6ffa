import { readinessWords, statusStates } from './words.js';

type Texts = Readonly<Record<string, (facts: Readonly<Record<string, string>>) => string>>;

const statusWord = (status: string | undefined): string => Object.entries(statusStates).find(([code]) => code === status)?.[1].word ?? '';

/** Why an act on an assessment is refused, without ground and full stop. */
export const assessmentRefusalTexts: Texts = {
  'assessment-no-vendor': () => 'Hợp đồng chưa có bên cung cấp; ghi bên cung cấp trước khi đánh giá',
  'assessment-hire-refused': () => 'Cán bộ pháp chế xác nhận không được phép thuê; hợp đồng này không thể ký nên không đánh giá',
  'assessment-stage-not-open': () => 'Hợp đồng không ở giai đoạn được đánh giá theo bước này',
  'assessment-not-open': ({ status }) => `Đánh giá ở trạng thái ${statusWord(status)} không sửa được nữa`,
  'assessment-not-submitted': ({ status }) => `Đánh giá ở trạng thái ${statusWord(status)}; chỉ quyết định khi đã trình phê duyệt`,
  'assessment-not-ready': ({ what }) => `Chưa thể trình phê duyệt: ${missingSentence(what)}`,
  'assessment-maker-cannot-approve': () => 'Người mở, người chấm điểm hoặc người trình không tự phê duyệt; việc này do người khác có thẩm quyền quyết định',
  'assessment-opinion-missing': ({ giver }) =>
    giver === 'security-unit'
      ? 'Có nhóm mức Cao ở hệ thống cấp độ 3: cần ý kiến bằng văn bản của đơn vị chuyên trách về an ninh mạng trước khi phê duyệt; đến lượt Cán bộ chuyên trách CNTT/ANM ghi nhận'
      : 'Có nhóm mức Cao: cần ý kiến của cán bộ chuyên trách an ninh mạng trước khi phê duyệt',
  'assessment-outdated': () => 'Từ khi trình đã có thay đổi làm kết quả không còn đúng (minh chứng hết hạn, phạm vi, dữ liệu hoặc nhà thầu phụ thay đổi); trả lại để đánh giá lại',
  'waiver-not-now': () => 'Miễn trừ được đề nghị từ khi đánh giá đã trình phê duyệt',
  'waiver-of-knock-out-a': ({ criterion }) => `Tiêu chí loại A (${criterion ?? ''}) không được miễn`,
  'waiver-of-nothing': () => 'Chỉ miễn tiêu chí loại B chưa đạt, chỉ chấp nhận nhóm ở mức Cao',
  'waiver-at-go-live': () => 'Hệ thống từ cấp độ 3: miễn trừ kết thúc chậm nhất khi đưa vào vận hành, không miễn ở bước vận hành',
  'waiver-in-past': () => 'Ngày kết thúc phải từ hôm nay trở đi',
  'waiver-too-long': ({ last, days }) => `Miễn trừ không quá ${days ?? '90'} ngày; ngày kết thúc chậm nhất là ${last ?? ''}`,
  'waiver-taken': () => 'Nội dung này đã có đề nghị đang chờ hoặc miễn trừ còn hiệu lực',
  'waiver-decided': () => 'Đề nghị này đã được quyết định',
  'waiver-with-assessment': () => 'Đề nghị này được quyết định cùng với kết quả đánh giá',
};

function missingSentence(what: string | undefined): string {
  const known = Object.entries(readinessWords).find(([code]) => code === what)?.[1].sentence ?? 'còn nội dung chưa hoàn thành';
  return `chưa đạt điều kiện “${known}”`;
}
