import type { RegisterScreen } from '../../platform/http/register-page.js';
import { formatDay } from '../../kernel/calendar-day.js';
import type { VendorRegisterRow } from '../application/read-vendors.js';
import { vendorPaths } from './paths.js';
import { vendorKindNames, vendorKindOptions, vendorState } from './words.js';

const everything = { value: '', label: 'Tất cả' };

/** The register of vendors as it is declared for the screen. */
export const vendorRegisterScreen: RegisterScreen<VendorRegisterRow> = {
  path: vendorPaths.register,
  caption: 'Danh sách bên cung cấp',
  noun: 'bên cung cấp',
  columns: [
    {
      key: 'name', label: 'Tên', kind: 'text', sortable: true, cell: (row) => (row.shortName === null ? row.name : { text: row.name, note: row.shortName }),
      exported: [{ label: 'Tên', kind: 'text', value: (row) => row.name }, { label: 'Tên viết tắt', kind: 'text', value: (row) => row.shortName }],
    },
    {
      key: 'taxCode', label: 'Mã số thuế', kind: 'text', sortable: true, cell: (row) => row.taxCode,
      exported: [{ label: 'Mã số thuế', kind: 'code', value: (row) => row.taxCode }],
    },
    { key: 'kind', label: 'Loại hình', kind: 'text', sortable: false, cell: (row) => vendorKindNames[row.kind] },
    { key: 'people', label: 'Nhân sự', kind: 'money', sortable: false, cell: (row) => String(row.people), exported: [{ label: 'Nhân sự', kind: 'number', value: (row) => row.people }] },
    { key: 'state', label: 'Tình trạng', kind: 'state', sortable: false, cell: (row) => stateOf(row) },
  ],
  filters: [
    { kind: 'text', name: 'q', label: 'Tên hoặc mã số thuế' },
    { kind: 'select', name: 'loai', label: 'Loại hình', options: [everything, ...vendorKindOptions] },
    {
      kind: 'select',
      name: 'tinh-trang',
      label: 'Tình trạng',
      options: [everything, { value: 'active', label: 'Đang hoạt động' }, { value: 'ceased', label: 'Ngừng hoạt động' }],
    },
  ],
  defaultSort: { key: 'name', descending: false },
  exportable: true,
  href: (row) => vendorPaths.vendor(row.id),
  empty: {
    text: 'Chưa có bên cung cấp nào. Đăng ký bên cung cấp trước khi lập hợp đồng; mỗi bên chỉ đăng ký một lần cho toàn thành phố.',
    actHref: vendorPaths.create,
    actText: 'Đăng ký bên cung cấp',
  },
};

function stateOf(row: VendorRegisterRow): ReturnType<typeof vendorState> {
  const state = vendorState(row.active);
  return row.active && row.ceasedOn !== null ? { ...state, tone: 'attention', icon: 'clock', word: `Ngừng từ ${formatDay(row.ceasedOn)}` } : state;
}
