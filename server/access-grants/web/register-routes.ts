import { formatInstant } from '../../kernel/calendar-day.js';
import { maySome } from '../../platform/authorization/ability.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { exportRoute } from '../../platform/http/register-export.js';
import { registerModel, registerView, type RegisterScreen } from '../../platform/http/register-page.js';
import { screen, type Route } from '../../platform/http/routes.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { AccessUseCases, GrantRow } from '../application/use-cases.js';
import { accessForms, purposes } from '../domain/access.js';
import { grantStanding } from '../domain/grant-standing.js';
import { accessPaths, accessSection } from './paths.js';
import { formWords, grantStates, purposeWords } from './words.js';

const read = { action: 'read', subject: 'AccessGrant' };
const standingOptions = [
  { value: '', label: 'Mọi tình trạng' },
  { value: 'hieu-luc', label: 'Trong thời hạn' },
  { value: 'chua-den-han', label: 'Chưa đến thời hạn' },
  { value: 'tai-khoan-chua-khoa', label: 'Hết quyền, tài khoản chưa khóa' },
  { value: 'cho-ra-soat', label: 'Khẩn cấp, chưa rà soát' },
  { value: 'da-ket-thuc', label: 'Đã kết thúc' },
];

/** The register of access: every grant of the agencies a reader may see. */
export function registerRoutes(access: AccessUseCases): Route[] {
  const shownTo = (principal: Principal): RegisterScreen<GrantRow> => registerScreen(principal, access.now(), access.reachesSeveral(principal));
  return [
    screen(accessPaths.register, read, async (ask) => {
      const shown = shownTo(ask.principal);
      const view = registerView(shown, ask.query);
      const register = registerModel(shown, view, await access.register(ask.principal, view));
      return page('access-grants/register', 'Quyền truy cập', { register, inboxHref: maySome(ask.principal.ability, 'decide', 'AccessGrant') ? accessPaths.inbox : '' }, { section: accessSection });
    }),
    exportRoute({ path: accessPaths.register, may: read, screen: (ask) => shownTo(ask.principal), rows: (ask, view) => access.registerRows(ask.principal, view) }),
  ];
}

/** How a grant of the register stands at an instant; a missing review stays red whatever the term says. */
export function grantStateOf(row: Pick<GrantRow, 'form' | 'starts_at' | 'ends_at' | 'ended_at' | 'held_until' | 'accounts_open' | 'usable' | 'unreviewed'>, now: Date): StateModel | undefined {
  const standing = grantStanding({
    form: row.form, startsAt: row.starts_at, endsAt: row.ends_at, endedAt: row.ended_at, held: row.held_until !== null && row.held_until > now ? 1 : 0, accountsOpen: row.accounts_open, usable: row.usable,
  }, now);
  if (!row.unreviewed || standing === 'account-open') return grantStates[standing];
  return { tone: 'stop', icon: 'warning', word: standing === 'over' ? 'Hết hạn, chưa rà soát' : 'Chưa rà soát' };
}

function registerScreen(principal: Principal, now: Date, several: boolean): RegisterScreen<GrantRow> {
  const agency = { key: 'co-quan', label: 'Cơ quan', kind: 'text', sortable: false, cell: (row: GrantRow) => row.agency_name ?? '' } as const;
  const mayRequest = maySome(principal.ability, 'request', 'AccessGrant');
  return {
    path: accessPaths.register,
    caption: 'Quyền truy cập đã cấp cho bên cung cấp',
    noun: 'quyền truy cập',
    columns: [
      { key: 'nguoi', label: 'Người được cấp', kind: 'text', sortable: false, cell: (row) => row.people },
      { key: 'he-thong', label: 'Hệ thống', kind: 'text', sortable: false, cell: (row) => row.system_name },
      ...(several ? [agency] : []),
      {
        key: 'hop-dong', label: 'Hợp đồng', kind: 'text', sortable: false, cell: (row) => ({ text: row.contract_number ?? row.contract_name, note: row.vendor_name ?? '' }),
        exported: [
          { label: 'Số hợp đồng', kind: 'code', value: (row) => row.contract_number },
          { label: 'Tên hợp đồng', kind: 'text', value: (row) => row.contract_name },
          { label: 'Bên cung cấp', kind: 'text', value: (row) => row.vendor_name },
        ],
      },
      { key: 'muc-dich', label: 'Mục đích', kind: 'text', sortable: false, cell: (row) => (row.form === 'grant' ? purposeWords[row.purpose] : { text: purposeWords[row.purpose], note: formWords[row.form] }) },
      { key: 'bat-dau', label: 'Từ', kind: 'text', sortable: false, cell: (row) => formatInstant(row.starts_at) },
      { key: 'ket-thuc', label: 'Đến', kind: 'text', sortable: true, cell: (row) => formatInstant(row.ended_at ?? row.ends_at) },
      { key: 'tinh-trang', label: 'Tình trạng', kind: 'state', sortable: false, cell: (row) => grantStateOf(row, now) ?? '' },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Người, tài khoản, hệ thống, hợp đồng' },
      ...(several ? [{ kind: 'text' as const, name: 'co-quan', label: 'Cơ quan' }] : []),
      { kind: 'select', name: 'tinh-trang', label: 'Tình trạng', options: standingOptions },
      { kind: 'select', name: 'muc-dich', label: 'Mục đích', options: [{ value: '', label: 'Mọi mục đích' }, ...purposes.map((value) => ({ value, label: purposeWords[value] }))] },
      { kind: 'select', name: 'hinh-thuc', label: 'Hình thức', options: [{ value: '', label: 'Mọi hình thức' }, ...accessForms.map((value) => ({ value, label: formWords[value] }))] },
    ],
    defaultSort: { key: 'newest', descending: true },
    exportable: true,
    href: (row) => accessPaths.grant(row.id),
    empty: {
      text: 'Danh sách này giữ mọi quyền truy cập đã cấp cho bên cung cấp: ai, hệ thống nào, từ khi nào đến khi nào. Chưa có quyền nào được cấp.',
      ...(mayRequest ? { actHref: '/hop-dong', actText: 'Chọn hợp đồng để đề nghị cấp quyền' } : {}),
    },
  };
}
