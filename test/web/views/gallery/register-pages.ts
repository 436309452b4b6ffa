import type { RegisterModel, RegisterRow } from '../../../../server/platform/views/register-model.js';
import { states } from './gallery-frame.js';

const services = [
  'Thuê hệ thống giám sát an ninh mạng (SOC)',
  'Thuê phần mềm quản lý văn bản và điều hành',
  'Thuê hạ tầng máy chủ ảo cho cổng dịch vụ công',
  'Thuê đường truyền dự phòng và tường lửa ứng dụng web',
  'Thuê hệ thống thông tin giải quyết thủ tục hành chính một cửa liên thông',
];
const vendors = ['Công ty TNHH Giải pháp số Ánh Dương', 'Công ty CP Hạ tầng Mạng Bắc Hải', 'Tổng công ty Viễn thông Minh Họa'];
const standings = [states.running, states.signed, states.overdue, states.planned, states.suspended, states.waiting];

function row(index: number): RegisterRow {
  return {
    href: '/subject',
    cells: [
      { text: `${String(12 + index).padStart(2, '0')}/2026/HĐ-CNTT`, note: services[index % services.length] ?? '' },
      vendors[index % vendors.length] ?? '',
      `${String(1 + (index % 9))}.${String(234 + index * 7)}.500.000 đ`,
      index === 3 ? '' : `0${String(1 + (index % 9))}/03/2026`,
      `31/12/202${String(6 + (index % 3))}`,
      standings[index % standings.length] ?? '',
      'Lê Quang Huy',
    ],
  };
}

export const contractRegister: RegisterModel = {
  caption: 'Hợp đồng thuê dịch vụ công nghệ thông tin',
  columns: [
    { key: 'number', label: 'Số hợp đồng', kind: 'text', sortHref: '?sort=number' },
    { key: 'vendor', label: 'Bên cung cấp', kind: 'text', sortHref: '?sort=vendor' },
    { key: 'value', label: 'Giá trị', kind: 'money', sortHref: '?sort=value' },
    { key: 'start', label: 'Từ ngày', kind: 'date', sortHref: '?sort=start' },
    { key: 'end', label: 'Đến ngày', kind: 'date', sortHref: '?sort=end', sorted: 'asc' },
    { key: 'phase', label: 'Trạng thái', kind: 'state' },
    { key: 'officer', label: 'Cán bộ đầu mối', kind: 'text' },
  ],
  rows: Array.from({ length: 25 }, (_, index) => row(index)),
  filters: {
    action: '/register',
    fields: [
      { kind: 'text', name: 'q', label: 'Số hoặc tên', value: 'giám sát' },
      {
        kind: 'select',
        name: 'phase',
        label: 'Trạng thái',
        value: 'running',
        options: [
          { value: '', label: 'Tất cả' },
          { value: 'running', label: 'Đang thực hiện' },
        ],
      },
      { kind: 'date', name: 'from', label: 'Hết hạn từ' },
      { kind: 'date', name: 'until', label: 'đến' },
    ],
    hidden: [{ name: 'sort', value: 'end' }],
    clearHref: '/register',
  },
  activeFilters: [
    { label: 'Có chữ “giám sát”', removeHref: '/register?phase=running' },
    { label: 'Trạng thái: Đang thực hiện', removeHref: '/register?q=giám sát' },
  ],
  count: { text: 'Có 128 hợp đồng' },
  pages: { prevHref: '/register?page=1', nextHref: '/register?page=3', text: 'Trang 2 / 6' },
  exports: { action: '/register/export?phase=running' },
  empty: { text: 'Chưa có hợp đồng nào.' },
};

export const emptyRegister: RegisterModel = {
  caption: 'Bên cung cấp',
  columns: [{ key: 'name', label: 'Tên', kind: 'text' }],
  rows: [],
  count: { text: 'Chưa có bên cung cấp' },
  empty: {
    text: 'Danh sách bên cung cấp ghi doanh nghiệp đã hoặc sẽ ký hợp đồng, người của họ và cam kết bảo mật. Hợp đồng đầu tiên cần một bên cung cấp.',
    actHref: '/form',
    actText: 'Thêm bên cung cấp',
  },
};
