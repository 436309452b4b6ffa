import type { Ability } from '../../platform/authorization/ability.js';
import type { SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import { caseLifecycle } from '../domain/case.lifecycle.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import type { CaseRow } from './case-rows.js';

const caseFields: SqlFields = { agencyId: { column: 'k.agency_id', type: 'uuid' } };
const UUID = /^[0-9a-f-]{36}$/;

/** Filters by the words of the address: q, co-quan, hop-dong, ben-cung-cap, muc-do (V1…V4), tinh-trang (a state of the case). */
const register: RegisterSql = {
  select: `k.id, k.code, k.agency_id, k.state, k.level, k.detected_at, k.opened_at, k.contract_id, c.number AS contract_number, c.name AS contract_name, k.vendor_id, v.name AS vendor_name,
    (SELECT count(*)::int FROM suspension_in_force f WHERE f.case_id = k.id) AS suspended,
    (SELECT min(d.due_at) FROM published_duty_clock d WHERE d.settled_at IS NULL
        AND ((d.subject_kind = 'violation-case' AND d.subject_id = k.id) OR (d.subject_kind = 'containment' AND d.subject_id = (SELECT n.id FROM containment n WHERE n.case_id = k.id)))) AS earliest_due`,
  from: 'violation_case k JOIN published_contract c ON c.id = k.contract_id JOIN published_vendor v ON v.id = k.vendor_id',
  countFrom: 'violation_case k',
  visible: {
    action: 'read',
    subject: VIOLATION_SUBJECT,
    fields: caseFields,
    knownFrom: ({ 'co-quan': agency = '' }) => (UUID.test(agency) ? { agencyId: agency } : undefined),
  },
  filters: {
    q: (value, bind) => containsWords('k.folded', value, bind),
    'co-quan': (value, bind) => (UUID.test(value) ? `k.agency_id = ${bind(value)}` : `k.agency_id = ANY (ARRAY(SELECT a.id FROM agency a WHERE ${containsWords('a.search', value, bind) ?? 'TRUE'}))`),
    'hop-dong': (value, bind) => (UUID.test(value) ? `k.contract_id = ${bind(value)}` : undefined),
    'ben-cung-cap': (value, bind) => (UUID.test(value) ? `k.vendor_id = ${bind(value)}` : undefined),
    'muc-do': (value, bind) => `k.level = ${bind(value)}`,
    'tinh-trang': (value, bind) => (caseLifecycle.states.some((state) => state === value) ? `k.state = ${bind(value)}` : undefined),
  },
  sorts: { newest: 'k.seq', 'phat-hien': 'k.detected_at' },
  tieBreak: 'k.seq',
};

const registerOfSeveral: RegisterSql = { ...register, select: `${register.select}, a.name AS agency_name`, from: `${register.from} JOIN agency a ON a.id = k.agency_id` };

/** Rows and count of one page of the register of cases, in one statement. */
export function selectCaseRegister(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): Promise<RegisterResult<CaseRow>> {
  return readRegister<CaseRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamCases(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): RegisterSource<CaseRow> {
  return streamRegister<CaseRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}
