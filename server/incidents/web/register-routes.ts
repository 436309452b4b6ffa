import { formatInstant } from '../../kernel/calendar-day.js';
import { maySome } from '../../platform/authorization/ability.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView, type RegisterScreen } from '../../platform/http/register-page.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { IncidentRow, IncidentUseCases } from '../application/use-cases.js';
import { INCIDENT_SUBJECT, incidentStanding } from '../domain/incident.js';
import { incidentPaths, incidentSection } from './paths.js';
import { levelState, standingStates } from './words.js';

const read = { action: 'read', subject: INCIDENT_SUBJECT };

/** The register of incidents with their four times. */
export function registerRoutes(incidents: IncidentUseCases): Route[] {
  const shownTo = (principal: Principal): RegisterScreen<IncidentRow> => registerScreen(incidents, principal);
  return [
    screen(incidentPaths.register, read, async (ask) => {
      const shown = shownTo(ask.principal);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await incidents.register(ask.principal, view));
      return page('incidents/register', 'Sự cố', { register, recordHref: maySome(ask.principal.ability, 'record', INCIDENT_SUBJECT) ? incidentPaths.record : '' }, { section: incidentSection });
    }),
    exportRoute({ path: incidentPaths.register, may: read, screen: (ask) => shownTo(ask.principal), rows: (ask, view) => incidents.registerRows(ask.principal, view) }),
  ];
}

function registerScreen(incidents: IncidentUseCases, principal: Principal): RegisterScreen<IncidentRow> {
  const [kinds, levels] = [incidents.kinds(), incidents.levels()];
  const several = incidents.reachesSeveral(principal);
  const kindOf = (row: IncidentRow): string => kinds.find(({ id }) => id === row.kind)?.label ?? row.kind;
  const moment = (at: Date | null): string => (at === null ? '' : formatInstant(at));
  const time = (key: string, label: string, sortable: boolean, at: (row: IncidentRow) => Date | null, none: string) =>
    ({ key, label, kind: 'text' as const, sortable, cell: (row: IncidentRow) => (at(row) === null ? none : moment(at(row))), exported: [{ label, kind: 'text' as const, value: (row: IncidentRow) => moment(at(row)) }] });
  return {
    path: incidentPaths.register,
    caption: 'Sự cố mất an ninh mạng',
    noun: 'sự cố',
    columns: [
      {
        key: 'ma', label: 'Sự cố', kind: 'text', sortable: false, cell: (row) => ({ text: `${row.code} – ${row.title}`, note: [kindOf(row), row.systems].filter((part) => part !== null).join('; ') }),
        exported: [
          { label: 'Mã sự cố', kind: 'code', value: (row) => row.code },
          { label: 'Tên sự cố', kind: 'text', value: (row) => row.title },
          { label: 'Loại', kind: 'text', value: (row) => kindOf(row) },
          { label: 'Hệ thống', kind: 'text', value: (row) => row.systems ?? '' },
          { label: 'Số hợp đồng', kind: 'code', value: (row) => row.contractNumber },
        ],
      },
      ...(several ? [{ key: 'co-quan', label: 'Cơ quan', kind: 'text' as const, sortable: false, cell: (row: IncidentRow) => row.agencyName ?? '' }] : []),
      { key: 'muc-do', label: 'Mức độ', kind: 'state', sortable: false, cell: (row) => levelState(levels.find(({ id }) => id === row.level), false) },
      time('xuat-hien', 'Xuất hiện', false, (row) => row.occurredAt, 'Không rõ'),
      time('phat-hien', 'Phát hiện', true, (row) => row.detectedAt, ''),
      time('bao-cao', 'Báo cáo', false, (row) => row.reportedAt, 'Chưa'),
      time('tiep-nhan', 'Tiếp nhận', false, (row) => row.receivedAt, 'Chưa'),
      { key: 'tinh-trang', label: 'Báo cáo theo thời hạn', kind: 'state', sortable: false, cell: (row) => standingStates[incidentStanding(row)] },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Mã, tên, nội dung, địa điểm' },
      ...(several ? [{ kind: 'text' as const, name: 'co-quan', label: 'Cơ quan' }] : []),
      { kind: 'select', name: 'loai', label: 'Loại', options: [{ value: '', label: 'Mọi loại' }, ...kinds.map(({ id, label }) => ({ value: id, label }))] },
      { kind: 'select', name: 'muc-do', label: 'Mức độ', options: [{ value: '', label: 'Mọi mức độ' }, { value: 'chua', label: 'Chưa đánh giá' }, ...levels.map(({ id, label }) => ({ value: id, label }))] },
      {
        kind: 'select', name: 'tinh-trang', label: 'Báo cáo theo thời hạn',
        options: [{ value: '', label: 'Mọi tình trạng' }, { value: 'qua-han', label: 'Phải báo cáo ngay hoặc quá hạn' }, { value: 'dang-tinh', label: 'Đang tính hạn' }, { value: 'da-bao-cao', label: 'Đã báo cáo' }],
      },
    ],
    defaultSort: { key: 'newest', descending: true },
    exportable: true,
    href: (row) => incidentPaths.incident(row.id),
    empty: {
      text: 'Danh sách này giữ mọi sự cố mất an ninh mạng, kể cả sự cố không do bên cung cấp gây ra, với bốn mốc thời gian và các thời hạn báo cáo. Chưa ghi nhận sự cố nào.',
      ...(maySome(principal.ability, 'record', INCIDENT_SUBJECT) ? { actHref: incidentPaths.record, actText: 'Ghi nhận sự cố' } : {}),
    },
  };
}
