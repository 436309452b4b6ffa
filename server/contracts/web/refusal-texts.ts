import { phaseWord } from './words.js';

/** Why an act on a contract is refused, without ground and full stop; compose gathers the texts of all rooms. */
export const contractRefusalTexts: Readonly<Record<string, (facts: Readonly<Record<string, string>>) => string>> = {
  'agency-not-adopted': () => 'Chưa thể nhập hợp đồng chuyển tiếp: cơ quan chưa có ngày bắt đầu sử dụng hệ thống; đến lượt Quản trị hệ thống ghi nhận ngày này',
  'signed-in-future': ({ today }) => `Ngày ký không được sau hôm nay (${today ?? ''})`,
  'signed-after-adoption': ({ adoptedOn }) =>
    `Hợp đồng ký từ ngày cơ quan bắt đầu sử dụng hệ thống (${adoptedOn ?? ''}) phải lập là hợp đồng mới, đánh giá rủi ro trước khi ký`,
  'no-such-move': ({ phase }) => `Hợp đồng đang ở giai đoạn ${phaseWord(phase ?? '')} nên không thực hiện được bước này`,
  'not-running': ({ phase }) => `Chỉ ghi nhận phụ lục khi hợp đồng đang có hiệu lực; hợp đồng đang ở giai đoạn ${phaseWord(phase ?? '')}`,
  'assessment-lapsed': ({ stop }) =>
    `Chưa thể ghi nhận phụ lục: đánh giá rủi ro đã phê duyệt ${stop === 'term-over' ? 'hết thời hạn' : 'hết hiệu lực do có sự kiện phải đánh giá lại'}; đến lượt Cán bộ đầu mối hợp đồng mở đánh giá mới`,
  closed: ({ phase }) => `Hợp đồng ở giai đoạn ${phaseWord(phase ?? '')} không sửa được nữa`,
  'terms-by-amendment': () => 'Thời hạn, phạm vi và giá trị đã ký chỉ thay đổi bằng phụ lục hợp đồng',
  'transfer-settled': () => 'Đề nghị chuyển cơ quan này đã được quyết định',
  'transfer-not-yet': ({ effectiveOn }) => `Việc chuyển có hiệu lực từ ngày ${effectiveOn ?? ''}; tiếp nhận từ ngày đó`,
};
