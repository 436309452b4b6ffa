import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';

export interface UserRow {
  readonly id: string;
  readonly login: string;
  readonly full_name: string;
  readonly post: string;
  readonly closed_at: Date | null;
  readonly locked: boolean;
  readonly roles: readonly { readonly role: string; readonly agency: string }[];
}

const inForce = `r.valid_from <= app_today() AND (r.valid_until IS NULL OR r.valid_until >= app_today()) AND (r.ended_on IS NULL OR r.ended_on > app_today())`;
const locked = `EXISTS (SELECT 1 FROM sign_in_failure f WHERE f.key = 'account:' || u.login AND f.locked_until > app_now())`;
const hasRole = (condition: string): string => `EXISTS (SELECT 1 FROM role_assignment r WHERE r.user_id = u.id AND ${inForce} AND ${condition})`;

const register: RegisterSql = {
  select: `u.id, u.login, u.full_name, u.post, u.closed_at, ${locked} AS locked,
           coalesce((SELECT json_agg(json_build_object('role', r.role, 'agency', a.name) ORDER BY a.name COLLATE vietnamese, r.role)
                       FROM role_assignment r JOIN agency a ON a.id = r.agency_id WHERE r.user_id = u.id AND ${inForce}), '[]'::json) AS roles`,
  from: 'user_account u',
  visible: { action: 'read', subject: 'User', fields: {} },
  filters: {
    q: (value, bind) => containsWords('u.search', value, bind),
    'co-quan': (value, bind) => hasRole(`r.agency_id::text = ${bind(value)}`),
    'vai-tro': (value, bind) => hasRole(`r.role = ${bind(value)}`),
    'tinh-trang': (value) => ({ 'dang-dung': 'u.closed_at IS NULL', 'da-dong': 'u.closed_at IS NOT NULL', 'bi-khoa': locked, 'chua-co-vai-tro': `u.closed_at IS NULL AND NOT ${hasRole('TRUE')}` })[value],
  },
  sorts: { name: 'u.full_name COLLATE vietnamese', login: 'u.login', post: 'u.post COLLATE vietnamese' },
  tieBreak: 'u.login',
};

/** One page of the register of people. */
export function selectUsers(reader: Reader, ability: Ability, view: RegisterView): Promise<RegisterResult<UserRow>> {
  return readRegister<UserRow>(reader, register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamUsers(reader: Reader, ability: Ability, view: RegisterView): RegisterSource<UserRow> {
  return streamRegister<UserRow>(reader, register, ability, view);
}

export interface RoleTerm {
  readonly id: string;
  readonly role: string;
  readonly agency_id: string;
  readonly agency_name: string;
  readonly with_subtree: boolean;
  readonly valid_from: CalendarDay;
  readonly valid_until: CalendarDay | null;
  readonly ended_on: CalendarDay | null;
  readonly granted_by_name: string | null;
  /** 'future' has not begun; 'over' ran out or was ended. */
  readonly standing: 'current' | 'future' | 'over';
}

export interface UserDetail {
  readonly id: string;
  readonly login: string;
  readonly full_name: string;
  readonly post: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly closed_at: Date | null;
  readonly must_change_password: boolean;
  readonly password_changed_on: CalendarDay;
  readonly locked_until: Date | null;
  readonly version: number;
  readonly roles: readonly RoleTerm[];
}

const roleTerms = `
  coalesce((SELECT json_agg(json_build_object('id', r.id, 'role', r.role, 'agency_id', r.agency_id, 'agency_name', a.name, 'with_subtree', r.with_subtree,
                'valid_from', r.valid_from, 'valid_until', r.valid_until, 'ended_on', r.ended_on, 'granted_by_name', g.full_name,
                'standing', CASE WHEN r.ended_on <= app_today() OR r.valid_until < app_today() OR r.ended_on <= r.valid_from THEN 'over'
                                 WHEN r.valid_from > app_today() THEN 'future' ELSE 'current' END)
              ORDER BY coalesce(least(r.ended_on, r.valid_until), 'infinity') DESC, r.valid_from DESC)
              FROM role_assignment r JOIN agency a ON a.id = r.agency_id LEFT JOIN user_account g ON g.id = r.granted_by
             WHERE r.user_id = u.id), '[]'::json)`;

/** A person with all their role terms, in one statement. */
export function selectUser(reader: Reader, id: string): Promise<UserDetail | undefined> {
  return reader.row<UserDetail>(
    `SELECT u.id, u.login, u.full_name, u.post, u.email, u.phone, u.closed_at, u.must_change_password, u.password_changed_on, u.version,
            (SELECT f.locked_until FROM sign_in_failure f WHERE f.key = 'account:' || u.login AND f.locked_until > app_now()) AS locked_until, ${roleTerms} AS roles
       FROM user_account u WHERE u.id = $1`,
    [id],
  );
}
