import type { AccessForm, AccessPhase, ClosureAction, Environment, Method, Plane, Purpose, SessionMark, Supervision } from '../domain/access.js';
import type { WeeklyWindow } from '../domain/windows.js';
import type { RunQuery } from './read-ground.js';

/** Somebody named in a grant with an account, and how they stand today. */
export interface GrantHolder {
  readonly personId: string;
  readonly name: string;
  readonly post: string;
  readonly accountId: string;
  readonly account: string;
  readonly accountKind: string;
  readonly bound: boolean;
  readonly left: boolean;
}

/** One hold of an account: from when until when, why it ended or will end (words.ts endWords), and whether it is confirmed closed. */
export interface GrantLine {
  readonly id: string;
  readonly useId: string | null;
  readonly personId: string;
  readonly name: string;
  readonly account: string;
  readonly accountKind: string;
  readonly startsAt: Date;
  readonly heldUntil: Date;
  readonly cause: string;
  /** Over, held for some time, and not confirmed disabled by anybody. */
  readonly due: boolean;
  readonly closure: { readonly action: ClosureAction; readonly doneAt: Date; readonly proof: string; readonly by: string } | null;
}

/** One opening of a standing grant. */
export interface GrantUse {
  readonly id: string;
  readonly openedBy: string;
  readonly openedByName: string;
  /** The head opened it and need not be told. */
  readonly openedByHead: boolean;
  readonly openedAt: Date;
  readonly closesAt: Date;
  readonly closedAt: Date | null;
  readonly closedByName: string | null;
  readonly ground: string;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly people: readonly string[];
}

/** A session as lists show it. */
export interface SessionLine {
  readonly id: string;
  readonly person: string;
  readonly account: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly marks: readonly SessionMark[];
}

/** Everything about one grant; `now` is the database's instant, against which all of it is read. */
export interface GrantDetail {
  readonly id: string;
  readonly requestId: string;
  readonly now: Date;
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
  /** As it was approved, before anybody cut it back. */
  readonly approvedUntil: Date;
  readonly windows: readonly WeeklyWindow[];
  readonly useHours: number | null;
  readonly supervision: Supervision;
  readonly supervisorName: string;
  readonly supervisorPost: string;
  readonly rollbackPlan: string | null;
  readonly ground: string;
  readonly continuesId: string | null;
  readonly grantedBy: string;
  readonly grantedByName: string;
  readonly grantedByPost: string;
  readonly grantedAt: Date;
  readonly endedAt: Date | null;
  readonly endKind: string | null;
  readonly endedByName: string | null;
  readonly endGround: string | null;
  readonly version: number;
  readonly phaseOpen: boolean;
  readonly suspended: boolean;
  /** Whether an open case holds back all access of the contract but repair. */
  readonly contained: boolean;
  readonly openedByHead: boolean;
  readonly assets: readonly string[];
  readonly holders: readonly GrantHolder[];
  readonly lines: readonly GrantLine[];
  /** Newest first, at most fifty. */
  readonly uses: readonly GrantUse[];
  readonly sessions: readonly SessionLine[];
  readonly sessionCount: number;
  readonly review: { readonly outcome: 'justified' | 'unjustified'; readonly ground: string; readonly by: string; readonly at: Date } | null;
}

type Stored<T> = { readonly [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key] };
type StoredDetail = Omit<GrantDetail, 'lines' | 'uses' | 'sessions' | 'review'> & {
  readonly lines: readonly (Omit<Stored<GrantLine>, 'closure'> & { readonly closure: Stored<NonNullable<GrantLine['closure']>> | null })[];
  readonly uses: readonly Stored<GrantUse>[];
  readonly sessions: readonly Stored<SessionLine>[];
  readonly review: Stored<NonNullable<GrantDetail['review']>> | null;
};

/** Why a line ended: what cut it, where it is not its own facts. */
const cause = `CASE WHEN l.end_cause <> 'term' THEN l.end_cause
  WHEN g.ended_at IS NOT NULL AND l.held_until >= g.ended_at THEN g.end_kind
  WHEN u.closed_at IS NOT NULL AND l.held_until >= u.closed_at THEN 'use-closed'
  WHEN l.use_id IS NOT NULL AND l.held_until < g.ends_at THEN 'use-over'
  WHEN g.ends_at < r.ends_at THEN 'cut-back' ELSE 'term' END`;

const detail = `
  SELECT g.id, g.request_id AS "requestId", app_now() AS now, g.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", g.agency_id AS "agencyId", a.name AS "agencyName",
         c.vendor_id AS "vendorId", v.name AS "vendorName", g.system_id AS "systemId", s.code AS "systemCode", s.name AS "systemName", s.effective_level AS level,
         g.form, g.phase, r.environment, g.purpose, g.plane, r.privilege, r.method, r.source_addresses::text[] AS "sourceAddresses", g.starts_at AS "startsAt", g.ends_at AS "endsAt",
         r.ends_at AS "approvedUntil", r.windows, r.use_hours AS "useHours", r.supervision, w.full_name AS "supervisorName", w.post AS "supervisorPost", r.rollback_plan AS "rollbackPlan",
         r.ground, r.continues_id AS "continuesId", g.granted_by AS "grantedBy", b.full_name AS "grantedByName", b.post AS "grantedByPost", g.granted_at AS "grantedAt",
         g.ended_at AS "endedAt", g.end_kind AS "endKind", e.full_name AS "endedByName", g.end_ground AS "endGround", g.version,
         access_phase_open(g.phase, c, g.system_id) AND (g.phase <> 'trial' OR c.phase = 'trial') AS "phaseOpen",
         g.phase <> 'remediation' AND system_suspended(g.system_id) AS suspended, g.phase <> 'remediation' AND contract_contained(g.contract_id) AS contained,
         g.form = 'emergency' AND EXISTS (SELECT 1 FROM head_authority(g.granted_by, g.agency_id, (g.granted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) AS "openedByHead",
         ARRAY(SELECT d.name FROM access_request_asset n JOIN published_data_asset d ON d.id = n.asset_id WHERE n.request_id = r.id ORDER BY d.name COLLATE vietnamese) AS assets,
         coalesce((SELECT json_agg(json_build_object('personId', n.person_id, 'name', p.full_name, 'post', p.post, 'accountId', n.account_id, 'account', t.name, 'accountKind', t.kind,
                     'bound', commitment_reach(n.person_id, g.contract_id, g.agency_id, app_today()) IS NOT NULL,
                     'left', p.left_on IS NOT NULL AND p.left_on <= app_today()) ORDER BY p.full_name COLLATE vietnamese, t.name)
                     FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id JOIN system_account t ON t.id = n.account_id WHERE n.request_id = r.id), '[]') AS holders,
         coalesce((SELECT json_agg(json_build_object('id', l.id, 'useId', l.use_id, 'personId', l.person_id, 'name', p.full_name, 'account', t.name, 'accountKind', t.kind,
                     'startsAt', l.starts_at, 'heldUntil', l.held_until, 'cause', ${cause}, 'due', d.line_id IS NOT NULL,
                     'closure', CASE WHEN x.line_id IS NOT NULL THEN json_build_object('action', x.action, 'doneAt', x.done_at, 'proof', x.proof, 'by', k.full_name) END)
                     ORDER BY l.starts_at DESC, p.full_name COLLATE vietnamese, t.name)
                     FROM access_line l JOIN published_vendor_person p ON p.id = l.person_id JOIN system_account t ON t.id = l.account_id LEFT JOIN access_use u ON u.id = l.use_id
                          LEFT JOIN access_closure x ON x.line_id = l.id LEFT JOIN person_name k ON k.id = x.confirmed_by LEFT JOIN access_closure_due d ON d.line_id = l.id
                    WHERE l.grant_id = g.id), '[]') AS lines,
         coalesce((SELECT json_agg(json_build_object('id', u.id, 'openedBy', u.opened_by, 'openedByName', o.full_name, 'openedAt', u.opened_at,
                     'openedByHead', EXISTS (SELECT 1 FROM head_authority(u.opened_by, u.agency_id, (u.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)), 'closesAt', u.closes_at, 'closedAt', u.closed_at,
                     'closedByName', k.full_name, 'ground', u.ground, 'acknowledgedAt', u.acknowledged_at, 'acknowledgedByName', m.full_name,
                     'people', (SELECT coalesce(json_agg(DISTINCT p.full_name), '[]') FROM access_line l JOIN published_vendor_person p ON p.id = l.person_id WHERE l.use_id = u.id)) ORDER BY u.opened_at DESC)
                     FROM (SELECT * FROM access_use WHERE grant_id = g.id ORDER BY opened_at DESC LIMIT 50) u JOIN person_name o ON o.id = u.opened_by
                          LEFT JOIN person_name k ON k.id = u.closed_by LEFT JOIN person_name m ON m.id = u.acknowledged_by), '[]') AS uses,
         coalesce((SELECT json_agg(json_build_object('id', x.id, 'person', x.person_name, 'account', x.account_name, 'beganAt', x.began_at, 'endedAt', x.ended_at, 'marks', x.marks) ORDER BY x.seq DESC)
                     FROM (SELECT * FROM access_session WHERE grant_id = g.id ORDER BY seq DESC LIMIT 50) x), '[]') AS sessions,
         (SELECT count(*)::int FROM access_session x WHERE x.grant_id = g.id) AS "sessionCount",
         (SELECT json_build_object('outcome', x.outcome, 'ground', x.ground, 'by', p.full_name, 'at', x.reviewed_at) FROM access_review x JOIN person_name p ON p.id = x.reviewed_by WHERE x.grant_id = g.id) AS review
    FROM access_grant g JOIN access_request r ON r.id = g.request_id JOIN contract c ON c.id = g.contract_id JOIN agency a ON a.id = g.agency_id
         LEFT JOIN published_vendor v ON v.id = c.vendor_id JOIN published_system s ON s.id = g.system_id JOIN person_name w ON w.id = r.supervisor_id
         JOIN person_name b ON b.id = g.granted_by LEFT JOIN person_name e ON e.id = g.ended_by
   WHERE g.id = $1`;

/** Everything about one grant, whoever asks; one statement. The caller checks who may read it. */
export async function selectGrant(run: RunQuery, id: string): Promise<GrantDetail | undefined> {
  const row = (await run<StoredDetail>(detail, [id]))[0];
  if (row === undefined) return undefined;
  return {
    ...row,
    lines: row.lines.map((line) => ({
      ...line, startsAt: new Date(line.startsAt), heldUntil: new Date(line.heldUntil),
      closure: line.closure === null ? null : { ...line.closure, doneAt: new Date(line.closure.doneAt) },
    })),
    uses: row.uses.map((use) => ({ ...use, openedAt: new Date(use.openedAt), closesAt: new Date(use.closesAt), closedAt: instant(use.closedAt), acknowledgedAt: instant(use.acknowledgedAt) })),
    sessions: row.sessions.map((session) => ({ ...session, beganAt: new Date(session.beganAt), endedAt: new Date(session.endedAt) })),
    review: row.review === null ? null : { ...row.review, at: new Date(row.review.at) },
  };
}

function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Somebody's hold of an account with its grant, as confirming its closing looks at it. */
export interface LineDetail {
  readonly id: string;
  readonly grantId: string;
  readonly now: Date;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorId: string | null;
  readonly agencyId: string;
  readonly systemId: string;
  readonly systemName: string;
  readonly personId: string;
  readonly personName: string;
  readonly accountId: string;
  readonly account: string;
  readonly accountKind: string;
  readonly environment: Environment;
  readonly startsAt: Date;
  readonly heldUntil: Date;
  readonly cause: string;
  readonly closedAt: Date | null;
  readonly goesOn: boolean;
  /** What else of the grant waits to be closed, in the order of the page. */
  readonly others: readonly { readonly id: string; readonly account: string; readonly name: string }[];
}

/** One hold of an account; one statement. */
export async function selectLine(run: RunQuery, id: string): Promise<LineDetail | undefined> {
  const rows = await run<LineDetail>(
    `SELECT l.id, l.grant_id AS "grantId", app_now() AS now, l.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.vendor_id AS "vendorId", l.agency_id AS "agencyId",
            l.system_id AS "systemId", s.name AS "systemName", l.person_id AS "personId", p.full_name AS "personName", l.account_id AS "accountId", t.name AS account, t.kind AS "accountKind", t.environment,
            l.starts_at AS "startsAt", l.held_until AS "heldUntil", ${cause} AS cause, l.closed_at AS "closedAt",
            l.closed_at IS NULL AND l.held_until <= app_now() AND NOT EXISTS (SELECT 1 FROM access_closure_due d WHERE d.line_id = l.id) AS "goesOn",
            coalesce((SELECT json_agg(json_build_object('id', d.line_id, 'account', o.name, 'name', q.full_name) ORDER BY o.name, d.line_id)
                        FROM access_closure_due d JOIN system_account o ON o.id = d.account_id JOIN published_vendor_person q ON q.id = d.person_id
                       WHERE d.grant_id = l.grant_id AND d.line_id <> l.id), '[]') AS others
       FROM access_line l JOIN access_grant g ON g.id = l.grant_id JOIN access_request r ON r.id = g.request_id LEFT JOIN access_use u ON u.id = l.use_id JOIN contract c ON c.id = l.contract_id
            JOIN published_system s ON s.id = l.system_id JOIN published_vendor_person p ON p.id = l.person_id JOIN system_account t ON t.id = l.account_id
      WHERE l.id = $1`,
    [id],
  );
  return rows[0];
}
