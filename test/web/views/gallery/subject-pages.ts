import type { EvidenceModel, GateCondition, IrreversibleModel, NextStepModel, RailDuty, RequestSentenceModel, SummaryRow, TaskGroup, TimelineDay } from '../../../../server/platform/views/index.js';
import { states } from './gallery-frame.js';

/** A contract page: rail, next step, tabs, gate, time line. */
export const subject = {
  crumbs: [{ href: '/register', text: 'Hợp đồng' }],
  states: [states.signed, states.waiting],
  next: {
    mine: true,
    text: 'Đính kèm biên bản vận hành thử để mở cửa vận hành.',
    who: 'Lê Quang Huy, Cán bộ đầu mối hợp đồng',
    clock: { tone: 'attention', left: 'còn 5 giờ 12 phút', due: '17:30 ngày 21/11/2026', dueIso: '2026-11-21T17:30:00+07:00', stops: 'biên bản được đính kèm' },
    href: '/evidence',
    hrefText: 'Đính kèm biên bản',
  } satisfies NextStepModel,
  duties: [
    { number: 1, name: 'Ký kết', href: '#', tone: 'settled', icon: 'check', word: 'Đã xong', settled: 9, total: 9, worst: '' },
    { number: 2, name: 'Sử dụng', href: '#', tone: 'attention', icon: 'warning', word: 'Cần chú ý', settled: 3, total: 5, worst: '2 cam kết bảo mật hết hạn trong 7 ngày', current: true },
    { number: 3, name: 'Vi phạm', href: '#', ...states.untouched },
    { number: 4, name: 'Kết thúc', href: '#', tone: 'stop', icon: 'warning', word: 'Quá hạn', settled: 0, total: 14, worst: 'Kế hoạch bàn giao quá hạn 2 ngày' },
  ] satisfies readonly RailDuty[],
  tabs: [
    { href: '#', text: 'Tổng quan', current: true },
    { href: '#', text: 'Đánh giá rủi ro', count: 2 },
    { href: '#', text: 'Điều khoản bắt buộc', count: 23 },
    { href: '#', text: 'Quyền truy cập', count: 0 },
    { href: '#', text: 'Lịch sử' },
  ],
  conditions: [
    { standing: 'met', sentence: 'Báo cáo đánh giá rủi ro đã được phê duyệt và còn hiệu lực', clause: 'khoản 1 Điều 6', evidence: { text: 'HS-01 số 15/BC-SKHCN ngày 02/03/2026', href: '#' } },
    { standing: 'unmet', sentence: 'Mọi điều khoản bắt buộc đã được xác định vị trí trong hợp đồng', clause: 'khoản 1 Điều 6', note: 'Còn thiếu 2 điều khoản: bồi thường thiệt hại, bàn giao mã nguồn.', settle: { text: 'Xác định vị trí 2 điều khoản', href: '#' } },
    { standing: 'unmet', sentence: 'Cấp độ an toàn của hệ thống đã được phê duyệt', clause: 'quy định nội bộ', settle: { text: 'Ghi quyết định cấp độ', href: '#' } },
    { standing: 'not-applicable', sentence: 'Bên xử lý dữ liệu cá nhân đã ký thỏa thuận xử lý', clause: 'quy định nội bộ', note: 'Hợp đồng không có dữ liệu cá nhân.' },
  ] satisfies readonly GateCondition[],
  act: { text: 'Ghi nhận ký hợp đồng', closed: { reason: 'Chưa thể ghi nhận: còn 2 điều kiện chưa đạt. Người thực hiện: Lê Quang Huy.', clause: 'khoản 1 Điều 6' } },
  openConditions: [{ standing: 'met', sentence: 'Biên bản vận hành thử đạt yêu cầu và đã được phê duyệt', clause: 'dự thảo, khoản 3 Điều 5', evidence: { text: 'HS-06 số 22/BB-SKHCN ngày 18/11/2026', href: '#' } }],
  openAct: { text: 'Ghi nhận ký hợp đồng', action: '/subject', version: 3 },
  facts: [
    { key: 'Bên cung cấp', value: 'Công ty TNHH Giải pháp số Ánh Dương', href: '#', note: 'Mã số thuế 0101234567 (minh họa)' },
    { key: 'Giá trị', value: '1.234.567.890 đ', changeHref: '#' },
    { key: 'Thời hạn', value: '01/03/2026 – 31/12/2026', changeHref: '#' },
    { key: 'Hệ thống', values: ['Một cửa điện tử', 'Cổng thông tin điện tử'], changeHref: '#' },
    { key: 'Cấp độ', changeHref: '#', changeText: 'Ghi cấp độ' },
    { key: 'Tình trạng', state: states.overdue },
  ] satisfies readonly SummaryRow[],
  days: [
    {
      day: '21/11/2026',
      entries: [
        { time: '14:30', who: 'Lê Quang Huy (Chuyên viên)', text: 'đính kèm bản dự thảo hợp đồng, 42 trang.', href: '#', hrefText: 'Xem tệp' },
        { time: '09:05', who: 'Vũ Đức Long (Phó Giám đốc)', text: 'phê duyệt báo cáo đánh giá rủi ro, mức Trung bình.' },
      ],
    },
    { day: '18/11/2026', entries: [{ time: '16:48', who: 'Phạm Thị Ngọc Hân (Chuyên viên)', text: 'lập hồ sơ hợp đồng.' }] },
  ] satisfies readonly TimelineDay[],
};

export const approval: RequestSentenceModel = {
  heading: 'Đề nghị cấp quyền truy cập',
  parts: [
    { text: 'Cấp cho ' },
    { text: 'ông Đỗ Anh Tuấn, kỹ sư của Công ty TNHH Giải pháp số Ánh Dương' },
    { text: ', quyền xem nhật ký và khởi động lại dịch vụ trên ' },
    { text: 'hệ thống Một cửa điện tử' },
    { text: ', để xử lý sự cố chậm tra cứu hồ sơ, từ ' },
    { text: '22:00 ngày 21/11/2026 đến 02:00 ngày 22/11/2026', mark: '1' },
    { text: ', do ' },
    { text: 'bà Trần Thị Thu' },
    { text: ' giám sát trực tiếp.' },
  ],
  unusual: [{ mark: '1', text: 'Từ 22:00 đến 02:00', why: 'ngoài giờ làm việc; ba lần cấp trước đều trong giờ hành chính.' }],
  facts: [
    { key: 'Người đề nghị', value: 'Lê Quang Huy, Cán bộ đầu mối hợp đồng' },
    { key: 'Cam kết bảo mật', value: 'Còn hiệu lực đến 31/12/2026' },
  ],
  version: 4,
  approve: { action: '/approve', text: 'Phê duyệt' },
  return: { action: '/approve', text: 'Trả lại', name: 'reason' },
};

export const stopping: IrreversibleModel = {
  lead: 'Tạm dừng hệ thống Một cửa điện tử và thu hồi mọi quyền của Công ty TNHH Giải pháp số Ánh Dương. Việc này có hiệu lực ngay và không hoàn tác được; muốn dùng lại phải có quyết định cho phép.',
  clause: 'điểm a, điểm b khoản 3 Điều 6, dự thảo',
  steps: [
    { text: 'Hệ thống Một cửa điện tử chuyển sang Tạm dừng từ thời điểm bấm nút.' },
    { text: 'Thu hồi 3 quyền truy cập đang có hiệu lực:', names: ['Đỗ Anh Tuấn', 'Ngô Bảo Châu Anh', 'Hoàng Gia Minh'] },
    { text: 'Lập thông báo cho bên cung cấp, chờ Văn thư cơ quan cho số.' },
    { text: 'Mở hồ sơ vi phạm và tính thời hạn báo cáo 24 giờ.' },
  ],
  action: '/irreversible',
  version: 2,
  ground: { name: 'ground', label: 'Căn cứ và dấu hiệu vi phạm', hint: 'Nêu dấu hiệu, thời điểm phát hiện và nguồn tin.' },
  confirm: { name: 'confirmed', label: 'Đã đọc những việc sẽ xảy ra và chịu trách nhiệm về quyết định này' },
  act: { text: 'Tạm dừng và thu hồi' },
  cancelHref: '/subject',
};

export const evidence: readonly EvidenceModel[] = [
  {
    proves: { sentence: 'Dữ liệu đã bàn giao mở và tra cứu được khi không có bên cung cấp', clause: 'điểm a khoản 4 Điều 6', note: 'Thử trên máy chủ của cơ quan.' },
    state: { tone: 'attention', icon: 'clock', word: 'Chờ xác minh' },
    document: {
      name: 'Biên bản thử khôi phục dữ liệu một cửa ngày 20-11-2026 (bản ký số).pdf',
      href: '#',
      kind: 'PDF',
      size: '1,2 MB',
      hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      hashState: { tone: 'settled', icon: 'check', word: 'Khớp' },
      uploaded: 'Lê Thị Hoa (Chuyên viên), 14:30 ngày 20/11/2026',
      effective: 'từ 20/11/2026',
    },
    acts: [
      { href: '#', text: 'Xác minh' },
      { href: '#', text: 'Yêu cầu làm rõ' },
    ],
  },
  { proves: { sentence: 'Mã nguồn đầy đủ và biên dịch được', clause: 'điểm a khoản 4 Điều 6' }, state: { tone: 'stop', icon: 'warning', word: 'Quá hạn 2 ngày' }, attachHref: '#' },
];

export const taskGroups: readonly TaskGroup[] = [
  {
    heading: 'Quá hạn',
    tasks: [
      { text: 'Báo cáo 24 giờ về sự cố', href: '#', subject: 'Hợp đồng 12/2026/HĐ-CNTT, Công an thành phố là nơi nhận', clock: { tone: 'stop', left: 'quá hạn 2 ngày', due: '08:00 ngày 19/11/2026', dueIso: '2026-11-19T08:00:00+07:00' } },
    ],
  },
  {
    heading: 'Trong tuần này',
    tasks: [
      { text: 'Phê duyệt đánh giá rủi ro', href: '#', subject: 'Hợp đồng 15/2026/HĐ-CNTT, Thuê hạ tầng máy chủ ảo', state: states.waiting, clock: { tone: 'neutral', left: 'còn 3 ngày', due: '17:00 ngày 24/11/2026', dueIso: '2026-11-24T17:00:00+07:00' } },
      { text: 'Gia hạn cam kết bảo mật', href: '#', subject: 'Đỗ Anh Tuấn, Công ty TNHH Giải pháp số Ánh Dương', clock: { tone: 'attention', left: 'còn 5 giờ 12 phút', due: '17:30 ngày 21/11/2026', dueIso: '2026-11-21T17:30:00+07:00', stops: 'cam kết mới được đính kèm' } },
    ],
  },
];
