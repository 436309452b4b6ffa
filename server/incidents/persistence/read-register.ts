import type { Ability } from '../../platform/authorization/ability.js';
import type { SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import { containsWords, readRegister, type RegisterResult, type RegisterSql, type RegisterView } from '../../platform/database/register-query.js';
import { streamRegister, type RegisterSource } from '../../platform/database/register-stream.js';
import { INCIDENT_SUBJECT } from '../domain/incident.js';
import { agencyReports } from './read-incident.js';

/** One incident in the register. */
export interface IncidentRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly kind: string;
  readonly level: string | null;
  readonly occurredAt: Date | null;
  readonly detectedAt: Date;
  readonly reportedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly open: number;
  readonly overdue: number;
  readonly contractNumber: string | null;
  readonly systems: string | null;
  readonly agencyName?: string;
}

const incidentFields: SqlFields = { agencyId: { column: 'i.agency_id', type: 'uuid' } };
const UUID = /^[0-9a-f-]{36}$/;
const running = `FROM running_duty_clock k WHERE k.subject_kind = 'incident'`;

const register: RegisterSql = {
  select: `i.id, i.code, i.title, i.kind, incident_level_now(i.id) AS level, i.occurred_at AS "occurredAt", i.detected_at AS "detectedAt", told."reportedAt", told."receivedAt", clocked.open, clocked.overdue,
    c.number AS "contractNumber",
    (SELECT string_agg(s.name, ', ' ORDER BY s.name COLLATE vietnamese) FROM incident_system l JOIN published_system s ON s.id = l.system_id WHERE l.incident_id = i.id) AS systems`,
  from: `incident i LEFT JOIN published_contract c ON c.id = i.contract_id
    CROSS JOIN LATERAL (SELECT min(r.sent_at) AS "reportedAt", min(r.received_at) AS "receivedAt" FROM published_duty_report r WHERE ${agencyReports}) told
    CROSS JOIN LATERAL (SELECT count(*)::int AS open, (count(*) FILTER (WHERE k.due_at <= app_now()))::int AS overdue ${running} AND k.subject_id = i.id) clocked`,
  countFrom: 'incident i',
  visible: {
    action: 'read',
    subject: INCIDENT_SUBJECT,
    fields: incidentFields,
    knownFrom: ({ 'co-quan': agency = '' }) => (UUID.test(agency) ? { agencyId: agency } : undefined),
  },
  filters: {
    q: (value, bind) => containsWords('i.folded', value, bind),
    'co-quan': (value, bind) => (UUID.test(value) ? `i.agency_id = ${bind(value)}` : `i.agency_id = ANY (ARRAY(SELECT a.id FROM agency a WHERE ${containsWords('a.search', value, bind) ?? 'TRUE'}))`),
    loai: (value, bind) => `i.kind = ${bind(value)}`,
    'muc-do': (value, bind) => (value === 'chua' ? 'NOT EXISTS (SELECT 1 FROM incident_level l WHERE l.incident_id = i.id)' : isAt(bind(value))),
    'tinh-trang': (value) => standingConditions[value],
  },
  sorts: { newest: 'i.seq', 'phat-hien': 'i.detected_at' },
  tieBreak: 'i.seq',
};

/** Whether the newest judgement of an incident is this level. */
function isAt(level: string): string {
  return `EXISTS (SELECT 1 FROM incident_level l WHERE l.incident_id = i.id AND l.level = ${level} AND NOT EXISTS (SELECT 1 FROM incident_level n WHERE n.incident_id = l.incident_id AND n.seq > l.seq))`;
}

/** How the reports of incidents stand, beginning from the few clocks that are open. */
const standingConditions: Readonly<Record<string, string>> = {
  'qua-han': `i.id = ANY (ARRAY(SELECT k.subject_id ${running} AND k.due_at <= app_now()))`,
  'dang-tinh': `i.id = ANY (ARRAY(SELECT k.subject_id ${running})) AND i.id <> ALL (ARRAY(SELECT k.subject_id ${running} AND k.due_at <= app_now()))`,
  'da-bao-cao': `i.id <> ALL (ARRAY(SELECT k.subject_id ${running}))`,
};

const registerOfSeveral: RegisterSql = { ...register, select: `${register.select}, a.name AS "agencyName"`, from: `${register.from} JOIN agency a ON a.id = i.agency_id` };

/** Rows and count of one page of the register of incidents, in one statement. */
export function selectIncidentRegister(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): Promise<RegisterResult<IncidentRow>> {
  return readRegister<IncidentRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}

/** All rows of the view, for taking it out. */
export function streamIncidents(reader: Reader, ability: Ability, view: RegisterView, withAgency: boolean): RegisterSource<IncidentRow> {
  return streamRegister<IncidentRow>(reader, withAgency ? registerOfSeveral : register, ability, view);
}
