import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Ability } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { ACCESS_SUBJECT, type AccessForm, type AccessPhase, type Environment, type Method, type Plane, type Purpose, type Supervision } from '../domain/access.js';
import type { AccessRequestState } from '../domain/access-request.lifecycle.js';
import type { WeeklyWindow } from '../domain/windows.js';
import type { RunQuery } from './read-ground.js';

/** Somebody named in a request, the account, and how both stand for the asked time. */
export interface RequestHolder {
  readonly personId: string;
  readonly name: string;
  readonly post: string;
  readonly accountId: string;
  readonly account: string;
  readonly accountKind: string;
  readonly boundUntil: CalendarDay | 'infinity' | null;
  readonly left: boolean;
  /** Never held access for this agency before this request. */
  readonly newcomer: boolean;
  readonly held: boolean;
  /** Systems to which the person holds other access at the same time. */
  readonly overlaps: readonly string[];
}

/** Everything about one request, as its page, the inbox and its record show it. */
export interface RequestDetail {
  readonly id: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly systemId: string;
  readonly systemCode: string;
  readonly systemName: string;
  readonly level: number;
  readonly form: AccessForm;
  readonly phase: AccessPhase;
  readonly environment: Environment;
  readonly purpose: Purpose;
  readonly plane: Plane;
  readonly privilege: string;
  readonly method: Method;
  readonly sourceAddresses: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly windows: readonly WeeklyWindow[];
  readonly useHours: number | null;
  readonly supervision: Supervision;
  readonly supervisorName: string;
  readonly supervisorPost: string;
  readonly rollbackPlan: string | null;
  readonly ground: string;
  readonly continuesId: string | null;
  readonly termsEdition: string;
  readonly state: AccessRequestState;
  readonly decideBy: Date;
  readonly requestedBy: string;
  readonly requesterName: string;
  readonly requesterPost: string;
  readonly requestedAt: Date;
  readonly version: number;
  readonly grantId: string | null;
  readonly decision: { readonly outcome: string; readonly ground: string | null; readonly by: string; readonly post: string; readonly on: string; readonly paperNumber: string | null } | null;
  readonly holders: readonly RequestHolder[];
  readonly assets: readonly { readonly name: string; readonly stateManaged: boolean; readonly personalData: string }[];
  /** The middle of the newest ten terms of the agency's earlier grants for the purpose, in hours; null with fewer than three. */
  readonly usualHours: number | null;
}

const requestFields: SqlFields = { agencyId: { column: 'r.agency_id', type: 'uuid' } };

const detail = `r.id, r.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", r.agency_id AS "agencyId", a.name AS "agencyName",
  c.vendor_id AS "vendorId", v.name AS "vendorName", r.system_id AS "systemId", s.code AS "systemCode", s.name AS "systemName", s.effective_level AS level,
  r.form, r.phase, r.environment, r.purpose, r.plane, r.privilege, r.method, r.source_addresses::text[] AS "sourceAddresses", r.starts_at AS "startsAt", r.ends_at AS "endsAt",
  r.windows, r.use_hours AS "useHours", r.supervision, w.full_name AS "supervisorName", w.post AS "supervisorPost", r.rollback_plan AS "rollbackPlan", r.ground,
  r.continues_id AS "continuesId", r.terms_edition AS "termsEdition", r.state, r.decide_by AS "decideBy", r.requested_by AS "requestedBy", q.full_name AS "requesterName",
  q.post AS "requesterPost", r.requested_at AS "requestedAt", r.version, (SELECT g.id FROM access_grant g WHERE g.request_id = r.id) AS "grantId",
  (SELECT json_build_object('outcome', d.outcome, 'ground', d.ground, 'by', p.full_name, 'post', p.post, 'on', coalesce(d.paper_date, (d.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), 'paperNumber', d.paper_number)
     FROM decision d JOIN person_name p ON p.id = d.decided_by WHERE d.id = r.decision_id) AS decision,
  (SELECT json_agg(json_build_object('personId', n.person_id, 'name', p.full_name, 'post', p.post, 'accountId', n.account_id, 'account', t.name, 'accountKind', t.kind,
            'boundUntil', commitment_reach(n.person_id, r.contract_id, r.agency_id, (greatest(r.starts_at, app_now()) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
            'left', p.left_on IS NOT NULL AND day_begins(p.left_on) <= greatest(r.starts_at, app_now()),
            'newcomer', NOT EXISTS (SELECT 1 FROM access_line l JOIN access_grant g ON g.id = l.grant_id WHERE l.person_id = n.person_id AND l.agency_id = r.agency_id AND g.request_id <> r.id),
            'held', r.form <> 'standing' AND EXISTS (SELECT 1 FROM access_line l WHERE l.person_id = n.person_id AND l.account_id = n.account_id AND l.during && tstzrange(greatest(r.starts_at, app_now()), greatest(r.ends_at, r.starts_at, app_now()))),
            'overlaps', coalesce((SELECT json_agg(DISTINCT o.name) FROM access_line l JOIN published_system o ON o.id = l.system_id JOIN access_grant g ON g.id = l.grant_id
                          WHERE l.person_id = n.person_id AND g.request_id <> r.id AND l.held_until > app_now() AND l.during && tstzrange(r.starts_at, r.ends_at)), '[]')) ORDER BY p.full_name COLLATE vietnamese, t.name)
     FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id JOIN system_account t ON t.id = n.account_id WHERE n.request_id = r.id) AS holders,
  coalesce((SELECT json_agg(json_build_object('name', d.name, 'stateManaged', d.state_managed, 'personalData', d.personal_data) ORDER BY d.name COLLATE vietnamese)
     FROM access_request_asset n JOIN published_data_asset d ON d.id = n.asset_id WHERE n.request_id = r.id), '[]') AS assets,
  (SELECT CASE WHEN count(*) >= 3 THEN (percentile_cont(0.5) WITHIN GROUP (ORDER BY lasting.hours))::float8 END
     FROM (SELECT extract(epoch FROM e.ends_at - e.starts_at) / 3600 AS hours FROM access_grant e
            WHERE e.agency_id = r.agency_id AND e.purpose = r.purpose AND e.form = r.form AND e.request_id <> r.id ORDER BY e.seq DESC LIMIT 10) lasting) AS "usualHours"`;

const from = `access_request r JOIN published_contract c ON c.id = r.contract_id JOIN agency a ON a.id = r.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id
  JOIN published_system s ON s.id = r.system_id JOIN person_name w ON w.id = r.supervisor_id JOIN person_name q ON q.id = r.requested_by`;

/** One request, whoever asks; one statement. The caller has checked, or checks, who may read it. */
export async function selectRequest(run: RunQuery, id: string): Promise<RequestDetail | undefined> {
  return (await run<RequestDetail>(`SELECT ${detail} FROM ${from} WHERE r.id = $1`, [id]))[0];
}

/** The agency of a request. */
export async function selectAgencyOfRequest(run: RunQuery, id: string): Promise<string | undefined> {
  return (await run<{ agencyId: string }>('SELECT agency_id AS "agencyId" FROM access_request WHERE id = $1', [id]))[0]?.agencyId;
}

/** How many requests one page of the inbox shows. */
export const INBOX_PAGE = 10;

export interface Inbox {
  readonly requests: readonly RequestDetail[];
  readonly more: boolean;
}

/** The requests that wait for their decision, what is due first on top; one statement. @param page from 1 */
export async function selectInbox(reader: Reader, ability: Ability, page: number): Promise<Inbox> {
  const parameters: unknown[] = [];
  const visible = abilityToSql(ability, 'decide', ACCESS_SUBJECT, requestFields, parameters);
  const limit = `$${String(parameters.push(INBOX_PAGE + 1))}`;
  const offset = `$${String(parameters.push((page - 1) * INBOX_PAGE))}`;
  const rows = await reader.rows<RequestDetail>(
    `SELECT ${detail} FROM (SELECT * FROM access_request r WHERE r.state = 'submitted' AND r.decide_by > app_now() AND r.ends_at > app_now() AND ${visible}
                              ORDER BY r.decide_by, r.seq LIMIT ${limit} OFFSET ${offset}) r
       JOIN ${from.slice('access_request r JOIN '.length)} ORDER BY r.decide_by, r.seq`,
    parameters,
  );
  return { requests: rows.slice(0, INBOX_PAGE), more: rows.length > INBOX_PAGE };
}
