import { formatDay } from '../../kernel/calendar-day.js';
import type { RecordKind } from '../../library/index.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import type { RecordRow } from '../application/read-record.js';
import { recordHref, recordsPath } from './paths.js';
import { recordStates, replacedState } from './words.js';

const FIRST_YEAR = 2026;

const stateOf = (row: RecordRow) => (row.replaced ? replacedState : recordStates[row.status]);
const numberOf = (row: RecordRow): string => row.number_text ?? (row.symbol === null ? 'Không mang số' : `…/${row.symbol}`);

/** The register of records (sổ đăng ký văn bản) as this reader is shown it. */
export function recordScreen(lists: { readonly kinds: readonly RecordKind[]; readonly thisYear: number; readonly seesSeveralAgencies: boolean }): RegisterScreen<RecordRow> {
  const years = Array.from({ length: lists.thisYear - FIRST_YEAR + 1 }, (_, index) => String(lists.thisYear - index));
  return {
    path: recordsPath,
    caption: 'Văn bản',
    noun: 'văn bản',
    columns: [
      { key: 'so', label: 'Số, ký hiệu', kind: 'text', sortable: false, cell: numberOf },
      {
        key: 'ten', label: 'Văn bản', kind: 'text', sortable: false, cell: (row) => ({ text: `${row.title}: ${row.subject}`, note: row.kind }),
        exported: [
          { label: 'Loại', kind: 'code', value: (row) => row.kind },
          { label: 'Tên loại', kind: 'text', value: (row) => row.title },
          { label: 'Trích yếu', kind: 'text', value: (row) => row.subject },
        ],
      },
      ...(lists.seesSeveralAgencies ? [{ key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: RecordRow) => row.agency_name } as const] : []),
      { key: 'trang-thai', label: 'Tình trạng', kind: 'state', sortable: false, cell: stateOf },
      { key: 'ngay-lap', label: 'Ngày lập', kind: 'date', sortable: true, cell: (row) => formatDay(row.prepared_on) },
      { key: 'ngay-ban-hanh', label: 'Ngày ban hành', kind: 'date', sortable: true, cell: (row) => (row.issued_on === null ? '' : formatDay(row.issued_on)) },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Số, trích yếu, mã' },
      { kind: 'select', name: 'loai', label: 'Loại', options: [{ value: '', label: 'Mọi loại' }, ...lists.kinds.map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))] },
      { kind: 'select', name: 'trang-thai', label: 'Tình trạng', options: [{ value: '', label: 'Mọi tình trạng' }, ...Object.entries(recordStates).map(([value, { word }]) => ({ value, label: word }))] },
      { kind: 'select', name: 'nam', label: 'Năm', options: [{ value: '', label: 'Mọi năm' }, ...years.map((year) => ({ value: year, label: year }))] },
      ...(lists.seesSeveralAgencies ? [{ kind: 'text', name: 'co-quan', label: 'Cơ quan' } as const] : []),
    ],
    defaultSort: { key: 'ngay-lap', descending: true },
    exportable: true,
    href: (row) => recordHref(row.id),
    empty: { text: 'Chưa có văn bản nào. Văn bản được lập từ trang của hợp đồng, đánh giá rủi ro và các bước khác; khi ký xong thì vào số tại đây.' },
  };
}
