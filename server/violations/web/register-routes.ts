import { clockAt } from '../../access-grants/index.js';
import { formatEnd, formatInstant } from '../../kernel/calendar-day.js';
import { maySome } from '../../platform/authorization/ability.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView, type RegisterScreen } from '../../platform/http/register-page.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { CaseRow } from '../application/read-models.js';
import type { ViolationUseCases } from '../application/violation-use-cases.js';
import { caseLifecycle } from '../domain/case.lifecycle.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import { violationPaths, violationSection } from './paths.js';
import { caseStates, levelState, levelWords } from './words.js';

const read = { action: 'read', subject: VIOLATION_SUBJECT };

/** The register of cases: every case of the agencies a reader may see. */
export function registerRoutes(violations: ViolationUseCases): Route[] {
  const shownTo = (principal: Principal): RegisterScreen<CaseRow> => registerScreen(principal, violations.now(), violations.reachesSeveral(principal));
  return [
    screen(violationPaths.register, read, async (ask) => {
      const shown = shownTo(ask.principal);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await violations.register(ask.principal, view));
      return page('violations/register', 'Vi phạm', { register, inboxHref: maySome(ask.principal.ability, 'answer-proposal', VIOLATION_SUBJECT) ? violationPaths.inbox : '' }, { section: violationSection });
    }),
    exportRoute({ path: violationPaths.register, may: read, screen: (ask) => shownTo(ask.principal), rows: (ask, view) => violations.registerRows(ask.principal, view) }),
  ];
}

function registerScreen(principal: Principal, now: Date, several: boolean): RegisterScreen<CaseRow> {
  const agency = { key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: CaseRow) => row.agency_name ?? '' } as const;
  return {
    path: violationPaths.register,
    caption: 'Vụ vi phạm của bên cung cấp dịch vụ',
    noun: 'vụ vi phạm',
    columns: [
      { key: 'ma', label: 'Mã vụ việc', kind: 'text', sortable: false, cell: (row) => row.code },
      ...(several ? [agency] : []),
      {
        key: 'hop-dong', label: 'Hợp đồng', kind: 'text', sortable: false, cell: (row) => ({ text: row.contract_number ?? row.contract_name, note: row.vendor_name }),
        exported: [
          { label: 'Số hợp đồng', kind: 'code', value: (row) => row.contract_number },
          { label: 'Tên hợp đồng', kind: 'text', value: (row) => row.contract_name },
          { label: 'Bên cung cấp', kind: 'text', value: (row) => row.vendor_name },
        ],
      },
      { key: 'muc', label: 'Mức độ', kind: 'state', sortable: false, cell: (row) => levelState(row.level) },
      {
        key: 'mo', label: 'Ghi nhận', kind: 'text', sortable: true, cell: (row) => ({ text: formatInstant(row.opened_at), note: `Phát hiện ${formatInstant(row.detected_at)}` }),
        exported: [{ label: 'Ghi nhận', kind: 'text', value: (row) => formatInstant(row.opened_at) }, { label: 'Phát hiện', kind: 'text', value: (row) => formatInstant(row.detected_at) }],
      },
      { key: 'tam-dung', label: 'Hệ thống đang dừng', kind: 'text', sortable: false, cell: (row) => (row.suspended === 0 ? 'Không' : String(row.suspended)) },
      { key: 'han', label: 'Thời hạn gần nhất', kind: 'text', sortable: false, cell: (row) => (row.earliest_due === null ? '' : dueCell(row.earliest_due, now)) },
      { key: 'tinh-trang', label: 'Tình trạng', kind: 'state', sortable: false, cell: (row) => caseStates[row.state] },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Mã, hợp đồng, bên cung cấp' },
      ...(several ? [{ kind: 'text' as const, name: 'co-quan', label: 'Cơ quan' }] : []),
      { kind: 'select', name: 'tinh-trang', label: 'Tình trạng', options: [{ value: '', label: 'Mọi tình trạng' }, ...caseLifecycle.states.map((value) => ({ value, label: caseStates[value].word }))] },
      { kind: 'select', name: 'muc-do', label: 'Mức độ', options: [{ value: '', label: 'Mọi mức độ' }, ...Object.entries(levelWords).map(([value, label]) => ({ value, label }))] },
    ],
    defaultSort: { key: 'newest', descending: true },
    exportable: true,
    href: (row) => violationPaths.case(row.id),
    empty: {
      text: 'Danh sách này giữ mọi vụ vi phạm của bên cung cấp: dấu hiệu, mức độ, biện pháp, thời hạn. Chưa có vụ nào.',
      ...(maySome(principal.ability, 'open', VIOLATION_SUBJECT) ? { actHref: '/hop-dong', actText: 'Chọn hợp đồng để mở vụ vi phạm' } : {}),
    },
  };
}

/** The moment that is due, and how far off it is. */
function dueCell(due: Date, now: Date): { text: string; note: string } {
  return { text: formatEnd(due), note: clockAt(due, now).left };
}
