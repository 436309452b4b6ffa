import { formatDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import { phaseStates } from '../../contracts/index.js';
import type { FindingRow, PublishedListRow, UncoveredRow } from '../application/published-lists.js';
import { differences, findings } from '../domain/reconciliation.js';
import { reconciliationPaths } from './paths.js';
import { differenceWords, excuseWord, findingStates, statusWords } from './words.js';

const everything = { value: '', label: 'Tất cả' };

/** The lists that were brought in. */
export function listsScreen(mayPublish: boolean): RegisterScreen<PublishedListRow> {
  return {
    path: reconciliationPaths.lists,
    caption: 'Danh sách gói thầu công bố',
    noun: 'danh sách gói thầu',
    columns: [
      {
        key: 'nguon', label: 'Nguồn', kind: 'text', sortable: false, cell: (row) => ({ text: row.source, note: row.file_name }),
        exported: [{ label: 'Nguồn', kind: 'text', value: (row) => row.source }, { label: 'Tệp', kind: 'text', value: (row) => row.file_name }],
      },
      { key: 'tu-ngay', label: 'Công bố từ', kind: 'date', sortable: true, cell: (row) => formatDay(row.from_on) },
      { key: 'den-ngay', label: 'Đến', kind: 'date', sortable: false, cell: (row) => formatDay(row.to_on) },
      { key: 'so-goi', label: 'Số gói thầu', kind: 'money', sortable: false, cell: (row) => String(row.packages), exported: [{ label: 'Số gói thầu', kind: 'number', value: (row) => row.packages }] },
      { key: 'co-quan', label: 'Cơ quan tải lên', kind: 'text', sortable: false, cell: (row) => row.agency_name },
      {
        key: 'newest', label: 'Tải lên', kind: 'text', sortable: true, cell: (row) => ({ text: formatDay(row.published_on), note: row.publisher }),
        exported: [{ label: 'Ngày tải lên', kind: 'day', value: (row) => row.published_on }, { label: 'Người tải lên', kind: 'text', value: (row) => row.publisher }],
      },
    ],
    filters: [{ kind: 'text', name: 'q', label: 'Nguồn, tên tệp, cơ quan' }],
    defaultSort: { key: 'newest', descending: true },
    href: (row) => reconciliationPaths.list(row.id),
    exportable: true,
    empty: {
      text: 'Chưa có danh sách nào. Tải lên danh sách gói thầu đã công bố trên mạng đấu thầu để biết gói nào chưa có hợp đồng ở đây, hợp đồng nào không ứng với gói thầu nào.',
      ...(mayPublish ? { actHref: reconciliationPaths.publish, actText: 'Tải danh sách lên' } : {}),
    },
  };
}

/** The packages of a list with what the register has for them. */
export function findingsScreen(listId: string, several: boolean): RegisterScreen<FindingRow> {
  return {
    path: reconciliationPaths.list(listId),
    caption: 'Gói thầu công bố đối chiếu với hợp đồng',
    noun: 'gói thầu',
    columns: [
      { key: 'ma', label: 'Mã gói thầu', kind: 'text', sortable: true, cell: (row) => row.code, exported: [{ label: 'Mã gói thầu', kind: 'code', value: (row) => row.code }] },
      {
        key: 'ten', label: 'Tên gói thầu', kind: 'text', sortable: true, cell: (row) => ({ text: row.name, note: row.inviting_body }),
        exported: [{ label: 'Tên gói thầu', kind: 'text', value: (row) => row.name }, { label: 'Bên mời thầu', kind: 'text', value: (row) => row.inviting_body }],
      },
      ...(several ? [{ key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: FindingRow) => row.agency_name ?? '' } as const] : []),
      { key: 'ngay-dang', label: 'Ngày đăng', kind: 'date', sortable: true, cell: (row) => (row.published_on === null ? '' : formatDay(row.published_on)) },
      {
        key: 'ket-qua', label: 'Kết quả', kind: 'state', sortable: true, cell: (row) => findingStates[row.finding],
        exported: [
          { label: 'Trạng thái công bố', kind: 'text', value: (row) => (row.status === null ? null : statusWords[row.status]) },
          { label: 'Giá gói thầu', kind: 'money', value: (row) => row.value },
          { label: 'Kết quả', kind: 'text', value: (row) => findingStates[row.finding].word },
        ],
      },
      {
        key: 'hop-dong', label: 'Hợp đồng, lý do', kind: 'text', sortable: false, cell: contractCell,
        exported: [
          { label: 'Khác biệt', kind: 'text', value: differenceText },
          { label: 'Số hợp đồng', kind: 'code', value: (row) => row.contract_number },
          { label: 'Tên hợp đồng', kind: 'text', value: (row) => row.contract_name },
          { label: 'Cơ quan của hợp đồng', kind: 'text', value: (row) => row.contract_agency_name },
          { label: 'Giá trị hợp đồng', kind: 'money', value: (row) => row.contract_value },
          { label: 'Lý do', kind: 'text', value: (row) => (row.finding === 'excused' && row.reason !== null ? excuseWord(row.reason) : null) },
        ],
      },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Mã, tên gói thầu, bên mời thầu' },
      { kind: 'select', name: 'ket-qua', label: 'Kết quả', options: [everything, ...findings.map((value) => ({ value, label: findingStates[value].word }))] },
      { kind: 'select', name: 'khac-biet', label: 'Khác biệt về', options: [everything, ...differences.map((value) => ({ value, label: differenceWords[value] }))] },
      ...(several ? [{ kind: 'text', name: 'co-quan', label: 'Cơ quan' } as const] : []),
    ],
    defaultSort: { key: 'ket-qua', descending: false },
    href: (row) => reconciliationPaths.package(row.id),
    exportable: true,
    empty: { text: 'Không có gói thầu nào của cơ quan trong danh sách này.' },
  };
}

function contractCell(row: FindingRow): string | { text: string; note: string } {
  if (row.contract_id !== null) {
    const text = row.contract_number ?? row.contract_name ?? 'Hợp đồng chưa có số';
    return row.differences.length === 0 ? text : { text, note: `khác về ${differenceText(row)}` };
  }
  return row.finding === 'excused' && row.reason !== null ? excuseWord(row.reason) : '';
}

function differenceText(row: FindingRow): string {
  return row.differences.map((difference) => differenceWords[difference]).join(', ');
}

/** The contracts that name no package of a list. */
export function uncoveredScreen(listId: string, several: boolean): RegisterScreen<UncoveredRow> {
  return {
    path: reconciliationPaths.uncovered(listId),
    caption: 'Hợp đồng không ứng với gói thầu nào trong danh sách',
    noun: 'hợp đồng',
    columns: [
      {
        key: 'ten', label: 'Hợp đồng', kind: 'text', sortable: true, cell: (row) => (row.number === null ? row.name : { text: row.name, note: row.number }),
        exported: [{ label: 'Tên hợp đồng', kind: 'text', value: (row) => row.name }, { label: 'Số hợp đồng', kind: 'code', value: (row) => row.number }],
      },
      ...(several ? [{ key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: UncoveredRow) => row.agency_name } as const] : []),
      { key: 'ma', label: 'Mã gói thầu đã ghi', kind: 'text', sortable: false, cell: (row) => row.package_code ?? '', exported: [{ label: 'Mã gói thầu đã ghi', kind: 'code', value: (row) => row.package_code }] },
      { key: 'giai-doan', label: 'Giai đoạn', kind: 'state', sortable: false, cell: (row) => Object.entries(phaseStates).find(([phase]) => phase === row.phase)?.[1] ?? row.phase },
      { key: 'ngay-ky', label: 'Ngày ký', kind: 'date', sortable: true, cell: (row) => (row.signed_on === null ? '' : formatDay(row.signed_on)) },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Số, tên hợp đồng' },
      { kind: 'select', name: 'ma-goi-thau', label: 'Mã gói thầu', options: [everything, { value: 'co', label: 'Có ghi mã' }, { value: 'khong', label: 'Không ghi mã' }] },
      ...(several ? [{ kind: 'text', name: 'co-quan', label: 'Cơ quan' } as const] : []),
    ],
    defaultSort: { key: 'newest', descending: true },
    href: (row) => `/hop-dong/${row.id}`,
    exportable: true,
    empty: { text: 'Mọi hợp đồng trong thời gian của danh sách đều ứng với một gói thầu đã công bố.' },
  };
}

/** Amount as text, where there is one. */
export function amountText(amount: bigint | null): string {
  return amount === null ? '' : formatMoney(amount);
}
