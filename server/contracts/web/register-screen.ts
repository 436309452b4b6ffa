import { formatDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import { maySome } from '../../platform/authorization/ability.js';
import { mayExamineContractOf } from '../application/access.js';
import { reachesSeveral, type ContractRegisterRow } from '../application/read-contracts.js';
import { contractPaths } from './paths.js';
import { entryWords, phaseStates } from './words.js';

const phaseOptions = [{ value: '', label: 'Mọi giai đoạn' }, ...Object.entries(phaseStates).map(([value, { word }]) => ({ value, label: word }))];
const dueOptions = [
  { value: '', label: 'Mọi thời hạn' },
  { value: 'trong-30-ngay', label: 'Hết hạn trong 30 ngày' },
  { value: 'sap-het-han', label: 'Hết hạn trong 90 ngày' },
  { value: 'trong-180-ngay', label: 'Hết hạn trong 180 ngày' },
  { value: 'qua-han', label: 'Đã hết hạn, chưa chuyển giao' },
  { value: 'qua-han-ra-soat', label: 'Chuyển tiếp, quá hạn rà soát' },
];
const entryOptions = [{ value: '', label: 'Mọi hình thức' }, ...Object.entries(entryWords).map(([value, label]) => ({ value, label }))];
const FIRST_YEAR = 2015;

/** The choices that depend on the day alone. */
export interface RegisterChoices {
  readonly serviceKinds: readonly { readonly value: string; readonly label: string }[];
  readonly years: readonly { readonly value: string; readonly label: string }[];
}

/** Made once a day: the views write a list of choices once as long as it is the same list (register-options.ts). */
export function registerChoices(serviceKinds: readonly { readonly value: string; readonly label: string }[], thisYear: number): RegisterChoices {
  const years = Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_, index) => String(thisYear - index));
  return {
    serviceKinds: [{ value: '', label: 'Mọi loại' }, ...serviceKinds.map(({ value, label }) => ({ value, label }))],
    years: [{ value: '', label: 'Mọi năm' }, ...years.map((year) => ({ value: year, label: year }))],
  };
}

const name = {
  key: 'ten', label: 'Hợp đồng', kind: 'text', sortable: true, cell: (row: ContractRegisterRow) => nameCell(row),
  exported: [
    { label: 'Tên hợp đồng', kind: 'text', value: (row: ContractRegisterRow) => row.name },
    { label: 'Mã gói thầu', kind: 'code', value: (row: ContractRegisterRow) => row.package_code },
  ],
} as const;
const agency = { key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: ContractRegisterRow) => row.agency_name ?? '' } as const;
/** Whether the person sees the amounts of an agency's contracts; asked once for each agency of a page, not for each row. */
function examinesOnceAsked(principal: Principal): (agencyId: string) => boolean {
  const answers = new Map<string, boolean>();
  return (agencyId) => {
    const answer = answers.get(agencyId) ?? mayExamineContractOf(principal, agencyId);
    answers.set(agencyId, answer);
    return answer;
  };
}

/** Amounts stay with the contract's own agency and those who supervise it. */
const rest = (examines: (agencyId: string) => boolean) => [
  {
    key: 'so', label: 'Số', kind: 'text', sortable: true, cell: (row: ContractRegisterRow) => row.number ?? '',
    exported: [{ label: 'Số hợp đồng', kind: 'code', value: (row: ContractRegisterRow) => row.number }],
  },
  { key: 'ben-cung-cap', label: 'Bên cung cấp', kind: 'text', sortable: false, cell: (row: ContractRegisterRow) => row.vendor_name ?? '' },
  { key: 'giai-doan', label: 'Giai đoạn', kind: 'state', sortable: false, cell: (row: ContractRegisterRow) => phaseStates[row.phase] },
  { key: 'gia-tri', label: 'Giá trị', kind: 'money', sortable: true, cell: (row: ContractRegisterRow) => (row.value === null || !examines(row.agency_id) ? '' : formatMoney(row.value)) },
  { key: 'ngay-ky', label: 'Ngày ký', kind: 'date', sortable: true, cell: (row: ContractRegisterRow) => (row.signed_on === null ? '' : formatDay(row.signed_on)) },
  { key: 'ngay-het-han', label: 'Kết thúc', kind: 'date', sortable: true, cell: (row: ContractRegisterRow) => (row.ends_on === null ? '' : formatDay(row.ends_on)) },
] as const;

/** The register of contracts for one person: which agencies can be chosen depends on them. */
export function registerScreen(principal: Principal, choices: RegisterChoices): RegisterScreen<ContractRegisterRow> {
  const several = reachesSeveral(principal);
  const mayRegister = maySome(principal.ability, 'register', 'Contract');
  return {
    path: contractPaths.register,
    caption: 'Hợp đồng thuê dịch vụ công nghệ thông tin',
    noun: 'hợp đồng',
    columns: [name, ...(several ? [agency] : []), ...rest(examinesOnceAsked(principal))],
    filters: [
      { kind: 'text', name: 'q', label: 'Số, tên, mã gói thầu, bên cung cấp' },
      ...(several ? [agencyFilter(principal)] : []),
      { kind: 'select', name: 'giai-doan', label: 'Giai đoạn', options: phaseOptions },
      { kind: 'select', name: 'loai-dich-vu', label: 'Loại dịch vụ', options: choices.serviceKinds },
      { kind: 'select', name: 'nam-ky', label: 'Năm ký', options: choices.years },
      { kind: 'select', name: 'han', label: 'Thời hạn', options: dueOptions },
      { kind: 'select', name: 'hinh-thuc', label: 'Hình thức', options: entryOptions },
      { kind: 'text', name: 'ben-cung-cap', label: 'Bên cung cấp' },
      { kind: 'text', name: 'he-thong', label: 'Hệ thống' },
      { kind: 'text', name: 'phu-trach', label: 'Cán bộ phụ trách' },
      { kind: 'text', name: 'gia-tri-tu', label: 'Giá trị từ (đồng)' },
      { kind: 'text', name: 'gia-tri-den', label: 'Giá trị đến (đồng)' },
    ],
    defaultSort: { key: 'newest', descending: true },
    exportable: true,
    href: (row) => contractPaths.contract(row.id),
    empty: {
      text: 'Danh sách này giữ mọi hợp đồng thuê dịch vụ công nghệ thông tin của cơ quan, từ dự kiến đến lưu trữ. Chưa có hợp đồng nào.',
      ...(mayRegister ? { actHref: contractPaths.create, actText: 'Lập hợp đồng dự kiến' } : {}),
    },
  };
}

/** Those who act in a few agencies choose among them; those who read the whole city type a name. */
function agencyFilter(principal: Principal): RegisterScreen<ContractRegisterRow>['filters'][number] {
  const wide = principal.held.some(({ agencyIds }) => agencyIds === undefined || agencyIds.length > 1);
  if (wide) return { kind: 'text', name: 'co-quan', label: 'Cơ quan' };
  return { kind: 'select', name: 'co-quan', label: 'Cơ quan', options: [{ value: '', label: 'Mọi cơ quan' }, ...principal.agencies.map(({ id, name: label }) => ({ value: id, label }))] };
}

function nameCell(row: ContractRegisterRow): string | { text: string; note: string } {
  return row.package_code === null ? row.name : { text: row.name, note: row.package_code };
}
