import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { AccessForm, AccessPhase, ClosureAction, Environment, Method, Plane, Purpose, SessionMark, Supervision } from '../domain/access.js';
import type { WeeklyWindow } from '../domain/windows.js';

/** A contract with its two parties, as records name them. */
export interface RecordParties {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly phase: string;
  readonly signedOn: CalendarDay | null;
  readonly startsOn: CalendarDay | null;
  readonly endsOn: CalendarDay | null;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyKind: string;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly vendorTaxCode: string | null;
  readonly vendorAddress: string | null;
  /** Whoever represents the vendor today; null where nobody is registered. */
  readonly representative: { readonly name: string; readonly post: string; readonly authority: string } | null;
  readonly systems: readonly { readonly id: string; readonly code: string; readonly name: string; readonly level: number; readonly levelApproved: boolean }[];
}

/** The contract, locked until the transaction ends, so that no two records count the same grants at once. */
export async function lockParties(tx: Transaction, contractId: string): Promise<RecordParties | undefined> {
  const rows = await tx.query<RecordParties>(
    `SELECT c.id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.phase, c.signed_on AS "signedOn", c.starts_on AS "startsOn", c.ends_on AS "endsOn",
            a.id AS "agencyId", a.name AS "agencyName", a.kind AS "agencyKind", v.id AS "vendorId", v.name AS "vendorName", v.tax_code AS "vendorTaxCode", d.address AS "vendorAddress",
            (SELECT jsonb_build_object('name', r.full_name, 'post', r.post, 'authority', r.authority_ground) FROM published_representative r
              WHERE r.vendor_id = v.id AND r.valid_from <= app_today() AND (r.valid_until IS NULL OR r.valid_until >= app_today()) ORDER BY r.valid_from DESC, r.id LIMIT 1) AS representative,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'level', s.effective_level, 'levelApproved', s.level_approved) ORDER BY s.name COLLATE vietnamese)
                        FROM contract_system l JOIN published_system s ON s.id = l.system_id WHERE l.contract_id = c.id), '[]') AS systems
       FROM contract c JOIN agency a ON a.id = c.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id LEFT JOIN published_vendor_address d ON d.id = v.id
      WHERE c.id = $1 FOR UPDATE OF c`,
    [contractId],
  );
  return rows[0];
}

/** Somebody of the vendor who is bound to confidentiality today, and by what. */
export interface BoundPerson {
  readonly name: string;
  readonly post: string;
  readonly identityTail: string;
  readonly scope: string;
  readonly signedOn: CalendarDay;
  /** The last day in force; null without a term. */
  readonly validUntil: CalendarDay | null;
}

/** People of the vendor with a commitment in force for the contract, or for every contract of its agency; each commitment of each person. */
export function selectBoundPeople(tx: Transaction, contractId: string): Promise<BoundPerson[]> {
  return tx.query<BoundPerson>(
    `SELECT p.full_name AS name, p.post, i.identity_tail AS "identityTail", t.scope, k.valid_from AS "signedOn", k.valid_until AS "validUntil"
       FROM published_contract c JOIN published_vendor_person p ON p.vendor_id = c.vendor_id JOIN published_person_identity i ON i.id = p.id
            JOIN published_commitment k ON k.person_id = p.id AND k.agency_id = c.agency_id JOIN published_commitment_text t ON t.id = k.id
      WHERE c.id = $1 AND (k.contract_id = c.id OR k.contract_id IS NULL) AND k.valid_from <= app_today() AND (k.valid_until IS NULL OR k.valid_until >= app_today())
        AND (k.ended_on IS NULL OR k.ended_on > app_today()) AND (p.left_on IS NULL OR p.left_on > app_today())
      ORDER BY p.full_name COLLATE vietnamese, p.id, k.valid_from, k.id`,
    [contractId],
  );
}

/** One of the people of a grant with the account held. */
export interface HolderToPrint {
  readonly name: string;
  readonly post: string;
  readonly identityTail: string;
  readonly account: string;
  readonly accountKind: string;
}

/** A grant with what was asked for. */
export interface GrantToPrint {
  readonly id: string;
  readonly form: AccessForm;
  readonly phase: AccessPhase;
  readonly purpose: Purpose;
  readonly plane: Plane;
  readonly environment: Environment;
  readonly privilege: string;
  readonly method: Method;
  readonly sourceAddresses: readonly string[];
  readonly windows: readonly WeeklyWindow[];
  readonly useHours: number | null;
  readonly supervision: Supervision;
  readonly supervisorName: string;
  readonly supervisorPost: string;
  readonly systemId: string;
  readonly systemCode: string;
  readonly systemName: string;
  readonly level: number;
  readonly ground: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly requestedAt: Date;
  readonly requesterName: string;
  readonly grantedAt: Date;
  readonly grantedBy: string;
  readonly granterName: string;
  readonly endedAt: Date | null;
  readonly endKind: string | null;
  readonly endGround: string | null;
  readonly termsEdition: string;
  readonly reviewOutcome: 'justified' | 'unjustified' | null;
  readonly reviewerName: string | null;
  readonly holders: readonly HolderToPrint[];
  /** An HS-08 that stands names it. */
  readonly decided: boolean;
}

/** Every grant of a contract, the earliest first. */
export function selectGrantsToPrint(tx: Transaction, contractId: string): Promise<GrantToPrint[]> {
  return tx.query<GrantToPrint>(
    `SELECT g.id, g.form, g.phase, g.purpose, g.plane, r.environment, r.privilege, r.method, r.source_addresses::text[] AS "sourceAddresses", r.windows, r.use_hours AS "useHours",
            r.supervision, w.full_name AS "supervisorName", w.post AS "supervisorPost", s.id AS "systemId", s.code AS "systemCode", s.name AS "systemName", s.effective_level AS level,
            r.ground, g.starts_at AS "startsAt", g.ends_at AS "endsAt", r.requested_at AS "requestedAt", q.full_name AS "requesterName", g.granted_at AS "grantedAt",
            g.granted_by AS "grantedBy", b.full_name AS "granterName", g.ended_at AS "endedAt", g.end_kind AS "endKind", g.end_ground AS "endGround", r.terms_edition AS "termsEdition",
            v.outcome AS "reviewOutcome", vn.full_name AS "reviewerName",
            (SELECT jsonb_agg(jsonb_build_object('name', p.full_name, 'post', p.post, 'identityTail', i.identity_tail, 'account', t.name, 'accountKind', t.kind) ORDER BY p.full_name COLLATE vietnamese, p.id, t.name)
               FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id JOIN published_person_identity i ON i.id = p.id JOIN system_account t ON t.id = n.account_id
              WHERE n.request_id = r.id) AS holders,
            EXISTS (SELECT 1 FROM access_record_grant x JOIN published_record d ON d.id = x.record_id WHERE x.grant_id = g.id AND d.kind = 'HS-08' AND d.status <> 'withdrawn') AS decided
       FROM access_grant g JOIN access_request r ON r.id = g.request_id JOIN published_system s ON s.id = g.system_id JOIN person_name w ON w.id = r.supervisor_id
            JOIN person_name q ON q.id = r.requested_by JOIN person_name b ON b.id = g.granted_by LEFT JOIN access_review v ON v.grant_id = g.id LEFT JOIN person_name vn ON vn.id = v.reviewed_by
      WHERE g.contract_id = $1 ORDER BY g.starts_at, g.seq`,
    [contractId],
  );
}

/** Who held which account from when to when, why it ended, and how the account was closed. */
export interface ClosedLine {
  readonly grantId: string;
  readonly useId: string | null;
  readonly name: string;
  readonly account: string;
  readonly startsAt: Date;
  readonly heldUntil: Date;
  readonly endCause: string;
  /** Nobody holds it any more at the moment of printing. */
  readonly over: boolean;
  readonly action: ClosureAction | null;
  readonly doneAt: Date | null;
  readonly proof: string | null;
  readonly confirmedBy: string | null;
}

/** Every line of a contract in order of time. */
export function selectLinesToPrint(tx: Transaction, contractId: string): Promise<ClosedLine[]> {
  return tx.query<ClosedLine>(
    `SELECT l.grant_id AS "grantId", l.use_id AS "useId", p.full_name AS name, t.name AS account, l.starts_at AS "startsAt", l.held_until AS "heldUntil", l.end_cause AS "endCause",
            l.held_until <= app_now() AS over, x.action, x.done_at AS "doneAt", x.proof, n.full_name AS "confirmedBy"
       FROM access_line l JOIN published_vendor_person p ON p.id = l.person_id JOIN system_account t ON t.id = l.account_id
            LEFT JOIN access_closure x ON x.line_id = l.id LEFT JOIN person_name n ON n.id = x.confirmed_by
      WHERE l.contract_id = $1 ORDER BY l.starts_at, p.full_name COLLATE vietnamese, t.name, l.id`,
    [contractId],
  );
}

/** One opening of a standing grant. */
export interface OpenedUse {
  readonly id: string;
  readonly grantId: string;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly ground: string;
  /** When it was, or will be, closed. */
  readonly closesAt: Date;
  /** Null: it closes, or closed, by itself. */
  readonly closedBy: string | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
}

/** Every opening of the standing grants of a contract in order of time. */
export function selectUsesToPrint(tx: Transaction, contractId: string): Promise<OpenedUse[]> {
  return tx.query<OpenedUse>(
    `SELECT u.id, u.grant_id AS "grantId", u.opened_at AS "openedAt", o.full_name AS "openedBy", u.ground, LEAST(u.closes_at, u.closed_at) AS "closesAt", k.full_name AS "closedBy",
            w.full_name AS "acknowledgedBy", u.acknowledged_at AS "acknowledgedAt"
       FROM access_use u JOIN access_grant g ON g.id = u.grant_id JOIN person_name o ON o.id = u.opened_by
            LEFT JOIN person_name k ON k.id = u.closed_by LEFT JOIN person_name w ON w.id = u.acknowledged_by
      WHERE g.contract_id = $1 ORDER BY u.opened_at, u.id`,
    [contractId],
  );
}

/** One session on a system. */
export interface SessionToPrint {
  readonly id: string;
  readonly contractId: string;
  readonly grantId: string | null;
  readonly systemId: string;
  readonly systemCode: string;
  readonly systemName: string;
  readonly person: string;
  readonly personPost: string | null;
  readonly account: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly sourceAddress: string | null;
  readonly workDone: string;
  readonly supervision: 'attended' | 'recorded' | 'none';
  readonly supervisorName: string | null;
  readonly supervisorPost: string | null;
  readonly marks: readonly SessionMark[];
  readonly recorderName: string;
  readonly recorderPost: string;
  readonly recordedAt: Date;
  readonly purpose: Purpose | null;
  readonly method: Method | null;
  readonly grantedAt: Date | null;
}

const sessions = `SELECT x.id, x.contract_id AS "contractId", x.grant_id AS "grantId", s.id AS "systemId", s.code AS "systemCode", s.name AS "systemName", x.person_name AS person,
    p.post AS "personPost", x.account_name AS account, x.began_at AS "beganAt", x.ended_at AS "endedAt", host(x.source_address) AS "sourceAddress", x.work_done AS "workDone", x.supervision,
    w.full_name AS "supervisorName", w.post AS "supervisorPost", x.marks, n.full_name AS "recorderName", n.post AS "recorderPost", x.recorded_at AS "recordedAt",
    g.purpose, r.method, g.granted_at AS "grantedAt"
  FROM access_session x JOIN published_system s ON s.id = x.system_id JOIN person_name n ON n.id = x.recorded_by LEFT JOIN published_vendor_person p ON p.id = x.person_id
       LEFT JOIN person_name w ON w.id = x.supervisor_id LEFT JOIN access_grant g ON g.id = x.grant_id LEFT JOIN access_request r ON r.id = g.request_id`;

/** Every session of a contract in order of time. */
export function selectSessionsToPrint(tx: Transaction, contractId: string): Promise<SessionToPrint[]> {
  return tx.query<SessionToPrint>(`${sessions} WHERE x.contract_id = $1 ORDER BY x.began_at, x.seq`, [contractId]);
}

/** One session, whoever asks. */
export async function selectSessionToPrint(tx: Transaction, id: string): Promise<SessionToPrint | undefined> {
  return (await tx.query<SessionToPrint>(`${sessions} WHERE x.id = $1`, [id]))[0];
}

/** The name and post under which somebody stands in a record. */
export async function selectOfficial(tx: Transaction, id: string): Promise<{ name: string; post: string }> {
  const rows = await tx.query<{ name: string; post: string }>('SELECT full_name AS name, post FROM person_name WHERE id = $1', [id]);
  return rows[0] ?? { name: '', post: '' };
}

/** Writes down which grants a decision names. @throws what the walls refuse: access_record_of_contract, access_record_names_once */
export async function nameGrants(tx: Transaction, recordId: string, grantIds: readonly string[]): Promise<void> {
  await tx.change('INSERT INTO access_record_grant (record_id, grant_id) SELECT $1, unnest($2::uuid[])', [recordId, grantIds]);
}
