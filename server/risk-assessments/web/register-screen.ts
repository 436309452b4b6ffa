import { formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import type { AssessmentRegisterRow } from '../application/use-cases.js';
import { assessmentPaths } from './paths.js';
import { lapsedState, riskStates, stageWords, statusStates } from './words.js';

/** The register of assessments; `several`: the reader acts in several agencies. */
export function assessmentScreen(several: boolean, today: CalendarDay): RegisterScreen<AssessmentRegisterRow> {
  return {
    path: assessmentPaths.register,
    caption: 'Đánh giá rủi ro',
    noun: 'đánh giá',
    columns: [
      { key: 'hop-dong', label: 'Hợp đồng', kind: 'text', sortable: false, cell: (row) => (row.contract_number === null ? row.contract_name : { text: row.contract_name, note: row.contract_number }) },
      ...(several ? [{ key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: AssessmentRegisterRow) => row.agency_name } as const] : []),
      { key: 'ben-cung-cap', label: 'Bên cung cấp', kind: 'text', sortable: false, cell: (row) => row.vendor_name ?? '' },
      { key: 'giai-doan', label: 'Bước', kind: 'text', sortable: false, cell: (row) => stageWords[row.stage] },
      { key: 'trang-thai', label: 'Trạng thái', kind: 'state', sortable: false, cell: (row) => (isOver(row, today) ? lapsedState : statusStates[row.status]) },
      { key: 'muc-rui-ro', label: 'Mức rủi ro', kind: 'state', sortable: false, cell: (row) => (row.worst_level === null ? '' : riskStates[row.worst_level]) },
      { key: 'gia-tri-den', label: 'Giá trị đến', kind: 'date', sortable: false, cell: (row) => (row.valid_until === null ? '' : formatDay(row.valid_until)) },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Số, tên hợp đồng' },
      ...(several ? [{ kind: 'text', name: 'co-quan', label: 'Cơ quan' } as const] : []),
      { kind: 'select', name: 'giai-doan', label: 'Bước', options: [{ value: '', label: 'Mọi bước' }, ...Object.entries(stageWords).map(([value, label]) => ({ value, label }))] },
      {
        kind: 'select', name: 'trang-thai', label: 'Trạng thái',
        options: [{ value: '', label: 'Mọi trạng thái' }, ...Object.entries(statusStates).map(([value, { word }]) => ({ value, label: word })), { value: 'lapsed', label: 'Hết thời hạn phê duyệt' }],
      },
      { kind: 'select', name: 'muc-rui-ro', label: 'Mức rủi ro', options: [{ value: '', label: 'Mọi mức' }, ...Object.entries(riskStates).map(([value, { word }]) => ({ value, label: word }))] },
    ],
    defaultSort: { key: 'newest', descending: true },
    href: (row) => assessmentPaths.assessment(row.id),
    empty: { text: 'Danh sách này giữ mọi đánh giá rủi ro của cơ quan đối với việc thuê dịch vụ. Chưa có đánh giá nào; mở đánh giá từ trang của hợp đồng.', actHref: '/hop-dong', actText: 'Đến danh sách hợp đồng' },
  };
}

function isOver(row: AssessmentRegisterRow, today: CalendarDay): boolean {
  return row.status === 'approved' && row.valid_until !== null && row.valid_until < today;
}
