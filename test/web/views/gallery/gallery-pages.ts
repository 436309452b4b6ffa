import type { PageModel } from '../../../../server/platform/views/page-model.js';
import { framed, states } from './gallery-frame.js';
import { contractRegister, emptyRegister } from './register-pages.js';
import { approval, evidence, stopping, subject, taskGroups } from './subject-pages.js';

interface GalleryPage {
  readonly name: string;
  readonly template: string;
  readonly model: PageModel;
  readonly layout?: 'main' | 'plain';
}

const typed = {
  number: '12/2026/HĐ-CNTT',
  value: '1.234.567.890',
  start: '01/03/2026',
  end: '30/02/2026',
  purpose: 'support',
  note: 'Dòng một\n<script>alert("x")</script>',
  systems: ['portal'],
};

const form = {
  values: typed,
  operators: [
    { value: 'vendor', label: 'Bên cung cấp', hint: 'Theo dự thảo, đây là trường hợp thường gặp.' },
    { value: 'agency', label: 'Cơ quan chủ trì thuê' },
    { value: 'other', label: 'Tổ chức khác' },
  ],
  purposes: [
    { value: 'incident', label: 'Xử lý sự cố' },
    { value: 'support', label: 'Hỗ trợ nâng cấp' },
  ],
  systems: [
    { value: 'portal', label: 'Cổng thông tin điện tử', hint: 'Cấp độ 3' },
    { value: 'one-stop', label: 'Một cửa điện tử' },
  ],
  closed: { reason: 'Chưa thể trình: chưa có báo cáo đánh giá rủi ro. Đến lượt: cán bộ chuyên trách CNTT/ANM.', clause: 'khoản 1 Điều 6' },
};

const errors = {
  number: 'Nhập số hợp đồng như ghi trên bản ký.',
  operator: 'Chọn đơn vị vận hành hệ thống.',
  end: 'Ngày kết thúc “30/02/2026” không có thật; nhập dạng 05/01/2026.',
  value: 'Giá trị hợp đồng “12,5 tỷ” không phải số tiền; nhập số đồng, ví dụ 12.500.000.000.',
  systems: 'Chọn ít nhất một hệ thống thông tin.',
  note: 'Ghi chú dài 4.210 ký tự; nhiều nhất 4.000 ký tự.',
};

const patterns = {
  progress: { id: 'nhap', label: 'Nhập danh sách gói thầu', done: 120, total: 400, text: 'Đã xử lý 120 / 400 dòng', state: states.running, note: 'Có thể rời trang này; kết quả được giữ ở Việc cần làm.' },
  finished: { id: 'xuat', label: 'Xuất hồ sơ hợp đồng', done: 1, total: 1, text: 'Đã xong lúc 14:30 ngày 21/11/2026', state: states.settled, resultHref: '#', resultText: 'Tải hồ sơ (ZIP, 12 MB)' },
  conflict: {
    fields: [
      { label: 'Giá trị hợp đồng', theirs: '1.234.567.890 đ', yours: '1.334.567.890 đ' },
      { label: 'Ngày kết thúc', theirs: '', yours: '31/12/2026' },
    ],
    who: 'Trần Văn Bình (Phó Giám đốc)',
    when: '14:30 ngày 21/11/2026',
    reloadHref: '#',
  },
  refusedDelete: {
    what: 'hệ thống Một cửa điện tử',
    references: [
      { text: 'Hợp đồng 12/2026/HĐ-CNTT', href: '#' },
      { text: '3 quyền truy cập đang có hiệu lực', href: '#' },
    ],
    moreText: 'và 12 mục khác',
    insteadText: 'Ghi nhận ngừng sử dụng',
    insteadHref: '#',
  },
  tour: {
    heading: 'Bắt đầu từ đâu',
    text: 'Bốn việc, theo thứ tự, đưa một hợp đồng từ dự kiến đến vận hành.',
    dismissAction: '/patterns',
    cards: [
      { title: 'Thêm bên cung cấp', text: 'Mã số thuế, người đại diện, người được cử làm việc.', href: '#', hrefText: 'Mở bên cung cấp', done: true },
      { title: 'Lập hợp đồng dự kiến', text: 'Phạm vi, giá trị và hệ thống liên quan.', href: '#', hrefText: 'Mở hợp đồng' },
      { title: 'Đánh giá rủi ro', text: 'Trả lời theo tiêu chí, kèm chứng cứ.', href: '#', hrefText: 'Xem cách đánh giá' },
      { title: 'Ghi nhận ký kết', text: 'Chỉ mở khi mọi điều kiện đạt.', href: '#', hrefText: 'Xem điều kiện' },
    ],
  },
};

/** Each page of the gallery, by the address it is served under. */
export const galleryPages: readonly GalleryPage[] = [
  { name: 'register', template: 'gallery/register', model: { ...framed('Hợp đồng'), ...{ register: contractRegister } } },
  { name: 'empty', template: 'gallery/register', model: { ...framed('Bên cung cấp'), ...{ register: emptyRegister } } },
  { name: 'subject', template: 'gallery/subject', model: { ...framed('Hợp đồng 12/2026/HĐ-CNTT'), flash: { kind: 'settled', text: 'Đã lưu điều khoản bồi thường thiệt hại.' }, ...subject } },
  { name: 'form', template: 'gallery/form', model: { ...framed('Lập hợp đồng'), ...form, ...{ errors: {} } } },
  {
    name: 'form-errors',
    template: 'gallery/form',
    model: { ...framed('Lập hợp đồng'), ...form, ...{ errors }, errorSummary: Object.entries(errors).map(([field, text]) => ({ href: `#${field}`, text })) },
  },
  { name: 'approve', template: 'gallery/approve', model: { ...framed('Đề nghị cấp quyền'), ...{ approval } } },
  { name: 'irreversible', template: 'gallery/irreversible', model: { ...framed('Tạm dừng hệ thống'), ...{ stopping } } },
  { name: 'evidence', template: 'gallery/evidence', model: { ...framed('Chứng cứ bàn giao'), ...{ evidence } } },
  { name: 'tasks', template: 'gallery/tasks', model: { ...framed('Việc cần làm'), ...{ groups: taskGroups } } },
  { name: 'patterns', template: 'gallery/patterns', model: { ...framed('Các mẫu khác'), ...patterns } },
  { name: 'sign-in', template: 'gallery/sign-in', layout: 'plain', model: { title: 'Đăng nhập', csrfToken: 'gallery', demonstration: true } },
  { name: 'not-found', template: 'errors/not-found', model: framed('Không tìm thấy trang') },
  { name: 'forbidden', template: 'errors/forbidden', model: { ...framed('Không có quyền thực hiện'), ...{ neededRoles: ['unit_head'] } } },
  { name: 'forged', template: 'errors/forbidden', model: { ...framed('Chưa nhận được biểu mẫu'), ...{ forged: true } } },
  { name: 'refused', template: 'errors/refused', model: { ...framed('Chưa thể thực hiện'), ...{ reason: 'Chưa thể ký: chưa có báo cáo đánh giá rủi ro (khoản 1 Điều 6).' } } },
  { name: 'conflict', template: 'errors/conflict', model: { ...framed('Nội dung vừa được người khác thay đổi'), ...patterns.conflict } },
  { name: 'session-expired', template: 'errors/session-expired', layout: 'plain', model: { title: 'Phiên làm việc đã kết thúc', csrfToken: 'gallery' } },
  { name: 'too-large', template: 'errors/too-large', model: { ...framed('Nội dung gửi lên quá lớn'), ...{ limit: '20 MB' } } },
  { name: 'bad-request', template: 'errors/bad-request', model: framed('Yêu cầu không hợp lệ') },
  { name: 'unexpected', template: 'errors/unexpected', model: { ...framed('Hệ thống gặp lỗi'), ...{ reference: 'k3f9-22' } } },
];
