import { phaseWord } from './words.js';

/** Why an act on a contract is refused, without ground and full stop; compose gathers the texts of all rooms. */
export const contractRefusalTexts: Readonly<Record<string, (facts: Readonly<Record<string, string>>) => string>> = {
  'agency-not-adopted': () => 'Chưa thể nhập hợp đồng chuyển tiếp: cơ quan chưa có ngày bắt đầu sử dụng hệ thống; đến lượt Quản trị hệ thống ghi nhận ngày này',
  'signed-in-future': ({ today }) => `Ngày ký không được sau hôm nay (${today ?? ''})`,
  'signed-after-adoption': ({ adoptedOn }) =>
    `Hợp đồng ký từ ngày cơ quan bắt đầu sử dụng hệ thống (${adoptedOn ?? ''}) phải lập là hợp đồng mới, đánh giá rủi ro trước khi ký`,
  'no-such-move': ({ phase }) => `Hợp đồng đang ở giai đoạn ${phaseWord(phase ?? '')} nên không thực hiện được bước này`,
  'gate-not-open': ({ act }) => gateTexts[act ?? ''] ?? 'Chưa đủ điều kiện chuyển giai đoạn',
  'not-running': ({ phase }) => `Chỉ ghi nhận phụ lục khi hợp đồng đang có hiệu lực; hợp đồng đang ở giai đoạn ${phaseWord(phase ?? '')}`,
  closed: ({ phase }) => `Hợp đồng ở giai đoạn ${phaseWord(phase ?? '')} không sửa được nữa`,
  'terms-by-amendment': () => 'Thời hạn, phạm vi và giá trị đã ký chỉ thay đổi bằng phụ lục hợp đồng',
  'transfer-settled': () => 'Đề nghị chuyển cơ quan này đã được quyết định',
  'transfer-not-yet': ({ effectiveOn }) => `Việc chuyển có hiệu lực từ ngày ${effectiveOn ?? ''}; tiếp nhận từ ngày đó`,
};

/** What each arrow waits for. */
const gateTexts: Readonly<Record<string, string>> = {
  sign: 'Chưa thể ký: rủi ro phải được đánh giá, phạm vi, trách nhiệm, điều kiện xử lý vi phạm và bồi thường phải xác định rõ trước khi ký',
  'begin-trial': 'Chưa thể vận hành thử: bên cung cấp chỉ được truy cập khi quyền đã được giới hạn và giám sát',
  'go-live': 'Chưa thể đưa vào vận hành: cần kết quả thử nghiệm bằng văn bản, cấp độ được phê duyệt và phương án được triển khai',
  'begin-handover': 'Chưa thể chuyển giao: cần yêu cầu bên cung cấp chuyển giao đầy đủ thông tin, dữ liệu, mã nguồn, tài liệu, công cụ',
  liquidate: 'Chưa thể thanh lý: mọi hạng mục phải được bàn giao và mọi tài khoản của bên cung cấp phải được thu hồi',
  archive: 'Chưa thể đưa vào lưu trữ: hồ sơ hoàn thành nhiệm vụ thuê chưa đủ',
};
