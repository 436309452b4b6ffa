import { formatDay, dayOf } from '../../kernel/calendar-day.js';
import type { Principal } from '../../platform/http/principal.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import type { QuestionnaireRegisterRow } from '../application/read-questionnaires.js';
import { standings } from '../domain/standing.js';
import { questionnairePaths } from './paths.js';
import { standingStates } from './words.js';

const dayText = (instant: Date | null): string => (instant === null ? '' : formatDay(dayOf(instant)));

/** The register of questionnaires; who reads several agencies sees which one asked. */
export function registerScreen(principal: Principal): RegisterScreen<QuestionnaireRegisterRow> {
  const several = principal.held.some(({ agencyIds }) => agencyIds === undefined || agencyIds.length > 1) || principal.agencies.length > 1;
  return {
    path: questionnairePaths.register,
    caption: 'Phiếu hỏi bên cung cấp dịch vụ',
    noun: 'phiếu hỏi',
    columns: [
      { key: 'ben-cung-cap', label: 'Bên cung cấp', kind: 'text', sortable: false, cell: (row) => row.vendor_name },
      { key: 'hop-dong', label: 'Hợp đồng', kind: 'text', sortable: false, cell: (row) => (row.contract_number === null ? row.contract_name : { text: row.contract_name, note: row.contract_number }) },
      ...(several ? [{ key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: QuestionnaireRegisterRow) => row.agency_name } as const] : []),
      { key: 'tinh-trang', label: 'Tình trạng', kind: 'state', sortable: false, cell: (row) => standingStates[row.state] },
      { key: 'nguoi-nhan', label: 'Người được đề nghị trả lời', kind: 'text', sortable: false, cell: (row) => row.recipient_name ?? '' },
      { key: 'ngay-gui', label: 'Ngày gửi', kind: 'date', sortable: true, cell: (row) => dayText(row.sent_at) },
      { key: 'het-han', label: 'Hạn trả lời', kind: 'date', sortable: true, cell: (row) => dayText(row.expires_at) },
      { key: 'ngay-tra-loi', label: 'Ngày trả lời', kind: 'date', sortable: true, cell: (row) => dayText(row.submitted_at) },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Bên cung cấp, số hoặc tên hợp đồng' },
      { kind: 'select', name: 'tinh-trang', label: 'Tình trạng', options: [{ value: '', label: 'Mọi tình trạng' }, ...standings.map((standing) => ({ value: standing, label: standingStates[standing].word }))] },
    ],
    defaultSort: { key: 'newest', descending: true },
    href: (row) => questionnairePaths.questionnaire(row.id),
    empty: { text: 'Danh sách này giữ mọi phiếu hỏi đã gửi cho bên cung cấp dịch vụ và trả lời của họ. Gửi phiếu từ trang của hợp đồng hoặc của đánh giá rủi ro.', actHref: '/hop-dong', actText: 'Chọn hợp đồng' },
  };
}
