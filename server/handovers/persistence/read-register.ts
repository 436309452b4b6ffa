import type { Ability } from '../../platform/authorization/ability.js';
import type { SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';
import type { ClosingRow } from './closing-rows.js';

const closingFields: SqlFields = { agencyId: { column: 'k.agency_id', type: 'uuid' } };
const UUID = /^[0-9a-f-]{36}$/;

/** Filters by the words of the address: q, co-quan, hop-dong, tinh-trang (open, overdue, closed). */
const register: RegisterSql = {
  select: `k.id, k.contract_id, c.number AS contract_number, c.name AS contract_name, v.name AS vendor_name, k.agency_id, k.reason, k.started_at, k.due_on, k.closed_at,
    (SELECT count(*)::int FROM handover_item i WHERE i.closing_id = k.id) AS items,
    (SELECT count(*)::int FROM handover_item_standing s WHERE s.closing_id = k.id AND s.standing IN ('passed', 'absent')) AS settled_items`,
  from: 'closing k JOIN published_contract c ON c.id = k.contract_id JOIN published_vendor v ON v.id = k.vendor_id',
  countFrom: 'closing k',
  visible: {
    action: 'read',
    subject: CLOSING_SUBJECT,
    fields: closingFields,
    knownFrom: ({ 'co-quan': agency = '' }) => (UUID.test(agency) ? { agencyId: agency } : undefined),
  },
  filters: {
    q: (value, bind) => containsWords('k.folded', value, bind),
    'co-quan': (value, bind) => (UUID.test(value) ? `k.agency_id = ${bind(value)}` : `k.agency_id = ANY (ARRAY(SELECT a.id FROM agency a WHERE ${containsWords('a.search', value, bind) ?? 'TRUE'}))`),
    'hop-dong': (value, bind) => (UUID.test(value) ? `k.contract_id = ${bind(value)}` : undefined),
    'tinh-trang': (value) => standingConditions[value],
  },
  sorts: { newest: 'k.seq', han: 'k.due_on' },
  tieBreak: 'k.seq',
};

/** How closings stand, as conditions. */
const standingConditions: Readonly<Record<string, string>> = {
  open: 'k.closed_at IS NULL',
  overdue: 'k.closed_at IS NULL AND k.due_on < app_today()',
  closed: 'k.closed_at IS NOT NULL',
};

const registerOfSeveral: RegisterSql = { ...register, select: `${register.select}, a.name AS agency_name`, from: `${register.from} JOIN agency a ON a.id = k.agency_id` };

/** Rows and count of one page of the register of closings, in one statement. */
export function selectClosingRegister(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): Promise<RegisterResult<ClosingRow>> {
  return readRegister<ClosingRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamClosings(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): RegisterSource<ClosingRow> {
  return streamRegister<ClosingRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}
