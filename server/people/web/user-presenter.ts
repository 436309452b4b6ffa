import { formatDay, formatInstant } from '../../kernel/calendar-day.js';
import type { RegisterScreen } from '../../platform/http/register-page.js';
import type { StateModel } from '../../platform/views/page-model.js';
import type { AgencyChoice, RoleTerm, UserDetail, UserRow } from '../application/readings.js';
import { isRole, roles } from '../domain/role.js';
import { usersPath } from './administration-tabs.js';
import { roleTermText } from './agency-presenter.js';
import { roleNames } from './words.js';

const roleText = (role: string): string => (isRole(role) ? roleNames[role] : role);

function userState(user: { readonly closed: boolean; readonly locked: boolean; readonly roles: number }): StateModel {
  if (user.closed) return { tone: 'neutral', icon: 'close', word: 'Đã đóng' };
  if (user.locked) return { tone: 'attention', icon: 'lock', word: 'Đang khóa đăng nhập' };
  return user.roles === 0 ? { tone: 'attention', icon: 'dash', word: 'Chưa có vai trò' } : { tone: 'settled', icon: 'check', word: 'Đang dùng' };
}

export function userRegister(choices: readonly AgencyChoice[]): RegisterScreen<UserRow> {
  return {
    path: usersPath,
    caption: 'Người dùng',
    noun: 'người dùng',
    columns: [
      { key: 'name', label: 'Họ tên', kind: 'text', sortable: true, cell: (row) => row.full_name },
      { key: 'login', label: 'Tên đăng nhập', kind: 'text', sortable: true, cell: (row) => row.login, exported: [{ label: 'Tên đăng nhập', kind: 'code', value: (row) => row.login }] },
      { key: 'post', label: 'Chức vụ', kind: 'text', sortable: true, cell: (row) => row.post },
      { key: 'roles', label: 'Vai trò còn hiệu lực', kind: 'text', sortable: false, cell: (row) => row.roles.map(({ role, agency }) => `${roleText(role)}, ${agency}`).join('; ') },
      { key: 'state', label: 'Tình trạng', kind: 'state', sortable: false, cell: (row) => userState({ closed: row.closed_at !== null, locked: row.locked, roles: row.roles.length }) },
    ],
    filters: [
      { kind: 'text', name: 'q', label: 'Họ tên, tên đăng nhập, chức vụ' },
      { kind: 'select', name: 'co-quan', label: 'Cơ quan', options: [{ value: '', label: 'Tất cả' }, ...choices.map(({ id, name }) => ({ value: id, label: name }))] },
      { kind: 'select', name: 'vai-tro', label: 'Vai trò', options: [{ value: '', label: 'Tất cả' }, ...roles.map((role) => ({ value: role, label: roleNames[role] }))] },
      {
        kind: 'select', name: 'tinh-trang', label: 'Tình trạng',
        options: [
          { value: '', label: 'Tất cả' },
          { value: 'dang-dung', label: 'Đang dùng' },
          { value: 'chua-co-vai-tro', label: 'Chưa có vai trò' },
          { value: 'bi-khoa', label: 'Đang khóa đăng nhập' },
          { value: 'da-dong', label: 'Đã đóng' },
        ],
      },
    ],
    defaultSort: { key: 'name', descending: false },
    exportable: true,
    href: (row) => `${usersPath}/${row.id}`,
    empty: { text: 'Chưa có người dùng nào. Mỗi người có một tài khoản riêng, một hoặc nhiều vai trò tại từng cơ quan.', actHref: `${usersPath}/moi`, actText: 'Thêm người dùng' },
  };
}

const standings: Record<RoleTerm['standing'], StateModel> = {
  current: { tone: 'settled', icon: 'check', word: 'Đang hiệu lực' },
  future: { tone: 'neutral', icon: 'clock', word: 'Chưa đến hạn' },
  over: { tone: 'neutral', icon: 'close', word: 'Đã kết thúc' },
};

export interface RoleLine {
  readonly role: string;
  readonly agency: string;
  readonly reach: string | undefined;
  readonly term: string;
  readonly grantedBy: string | undefined;
  readonly state: StateModel;
  readonly endAction: string | undefined;
}

/** The role terms of a person; `endable` names the person's page where ending them is offered. */
export function presentRoles(terms: readonly RoleTerm[], endable: string | undefined): RoleLine[] {
  return terms.map((term) => ({
    role: roleText(term.role),
    agency: term.agency_name,
    reach: term.with_subtree ? 'gồm cơ quan trực thuộc' : undefined,
    term: term.ended_on === null ? roleTermText(term.valid_from, term.valid_until) : `từ ${formatDay(term.valid_from)}, kết thúc từ ${formatDay(term.ended_on)}`,
    grantedBy: term.granted_by_name ?? undefined,
    state: standings[term.standing],
    endAction: endable === undefined || term.standing === 'over' ? undefined : `${endable}/vai-tro/${term.id}/ket-thuc`,
  }));
}

/** A person as the administrator's page shows them, history aside. `ownReason`: why the own account is closed to this administrator. */
export function presentUser(user: UserDetail, own: { readonly roles: string | undefined; readonly account: string | undefined }): object {
  const path = `${usersPath}/${user.id}`;
  const open = user.closed_at === null;
  const current = user.roles.filter(({ standing }) => standing === 'current').length;
  const closedBy = (reason: string | undefined): { reason: string } | undefined => (reason === undefined ? undefined : { reason });
  return {
    crumbs: [{ href: usersPath, text: 'Người dùng' }],
    name: user.full_name,
    login: user.login,
    states: [userState({ closed: !open, locked: user.locked_until !== null, roles: current })],
    lockedText: user.locked_until === null ? undefined : `Đăng nhập bị khóa đến ${formatInstant(user.locked_until)} vì nhập sai mật khẩu nhiều lần.`,
    unlockAction: user.locked_until === null ? undefined : `${path}/mo-khoa`,
    facts: [
      { key: 'Tên đăng nhập', value: user.login },
      { key: 'Chức vụ', value: user.post },
      { key: 'Thư điện tử', value: user.email ?? undefined },
      { key: 'Điện thoại', value: user.phone ?? undefined },
      { key: 'Mật khẩu', value: user.must_change_password ? 'Phải đổi khi đăng nhập' : `Đổi ngày ${formatDay(user.password_changed_on)}` },
      ...(user.closed_at === null ? [] : [{ key: 'Đóng lúc', value: formatInstant(user.closed_at) }]),
    ],
    roles: presentRoles(user.roles, own.roles === undefined ? path : undefined),
    editHref: `${path}/sua`,
    grant: open ? { text: 'Cấp vai trò', href: `${path}/vai-tro/moi`, closed: closedBy(own.roles), id: 'cap-vai-tro' } : undefined,
    reset: open ? { text: 'Đặt lại mật khẩu', href: `${path}/dat-lai-mat-khau`, secondary: true, closed: closedBy(own.account), id: 'dat-lai' } : undefined,
    close: open ? { text: 'Đóng tài khoản', href: `${path}/dong`, secondary: true, closed: closedBy(own.account), id: 'dong' } : undefined,
    reopenAction: open ? undefined : `${path}/mo-lai`,
  };
}
