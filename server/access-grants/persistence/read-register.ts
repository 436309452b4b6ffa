import type { Ability } from '../../platform/authorization/ability.js';
import type { SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import { ACCESS_SUBJECT, type AccessForm, type Purpose } from '../domain/access.js';

/** One grant in the register of access. */
export interface GrantRow {
  readonly id: string;
  readonly agency_id: string;
  readonly form: AccessForm;
  readonly purpose: Purpose;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly ended_at: Date | null;
  readonly system_name: string;
  readonly contract_number: string | null;
  readonly contract_name: string;
  readonly vendor_name: string | null;
  readonly people: string;
  /** Until when the last of its people holds an account; null where nobody ever held one. */
  readonly held_until: Date | null;
  readonly accounts_open: number;
  /** Whether the contract is in the phase of the grant and the system is not suspended. */
  readonly usable: boolean;
  readonly unreviewed: boolean;
  readonly agency_name?: string;
}

const grantFields: SqlFields = { agencyId: { column: 'g.agency_id', type: 'uuid' } };
const UUID = /^[0-9a-f-]{36}$/;
const over = 'LEAST(g.ends_at, g.ended_at) <= app_now()';

const register: RegisterSql = {
  select: `g.id, g.agency_id, g.form, g.purpose, g.starts_at, g.ends_at, g.ended_at, s.name AS system_name, c.number AS contract_number, c.name AS contract_name, v.name AS vendor_name,
    (SELECT string_agg(DISTINCT p.full_name, ', ') FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id WHERE n.request_id = g.request_id) AS people,
    (SELECT max(l.held_until) FROM access_line l WHERE l.grant_id = g.id) AS held_until,
    (SELECT count(*)::int FROM access_closure_due d WHERE d.grant_id = g.id) AS accounts_open,
    (SELECT access_usable(g.phase, h, g.system_id) FROM contract h WHERE h.id = g.contract_id) AS usable,
    g.form = 'emergency' AND NOT EXISTS (SELECT 1 FROM access_review w WHERE w.grant_id = g.id) AS unreviewed`,
  from: 'access_grant g JOIN published_contract c ON c.id = g.contract_id JOIN published_system s ON s.id = g.system_id LEFT JOIN published_vendor v ON v.id = c.vendor_id',
  countFrom: 'access_grant g',
  visible: {
    action: 'read',
    subject: ACCESS_SUBJECT,
    fields: grantFields,
    knownFrom: ({ 'co-quan': agency = '' }) => (UUID.test(agency) ? { agencyId: agency } : undefined),
  },
  filters: {
    q: (value, bind) => containsWords('g.folded', value, bind),
    'co-quan': (value, bind) => (UUID.test(value) ? `g.agency_id = ${bind(value)}` : `g.agency_id = ANY (ARRAY(SELECT a.id FROM agency a WHERE ${containsWords('a.search', value, bind) ?? 'TRUE'}))`),
    'hop-dong': (value, bind) => (UUID.test(value) ? `g.contract_id = ${bind(value)}` : undefined),
    'he-thong': (value, bind) => (UUID.test(value) ? `g.system_id = ${bind(value)}` : undefined),
    'muc-dich': (value, bind) => `g.purpose = ${bind(value)}`,
    'hinh-thuc': (value, bind) => `g.form = ${bind(value)}`,
    'tinh-trang': (value) => standingConditions[value],
  },
  sorts: { newest: 'g.seq', 'ket-thuc': 'g.ends_at' },
  tieBreak: 'g.seq',
};

/** How grants stand now, as conditions that begin from what is rare: lines still held, accounts still open. */
const standingConditions: Readonly<Record<string, string>> = {
  'hieu-luc': `g.ended_at IS NULL AND g.ends_at > app_now() AND g.starts_at <= app_now()`,
  'chua-den-han': `g.ended_at IS NULL AND g.starts_at > app_now()`,
  'tai-khoan-chua-khoa': `g.id = ANY (ARRAY(SELECT d.grant_id FROM access_closure_due d))`,
  'cho-ra-soat': `g.id = ANY (ARRAY(SELECT d.grant_id FROM access_review_due d))`,
  'da-ket-thuc': over,
};

const registerOfSeveral: RegisterSql = { ...register, select: `${register.select}, a.name AS agency_name`, from: `${register.from} JOIN agency a ON a.id = g.agency_id` };

/** Rows and count of one page of the register of access, in one statement. */
export function selectGrantRegister(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): Promise<RegisterResult<GrantRow>> {
  return readRegister<GrantRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamGrants(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): RegisterSource<GrantRow> {
  return streamRegister<GrantRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}
