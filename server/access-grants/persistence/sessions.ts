import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../platform/database/transactions.js';
import type { AccessForm, Method, SessionMark, Supervision } from '../domain/access.js';
import type { GrantedAccess, SessionSupervision } from '../domain/session-marks.js';
import type { WeeklyWindow } from '../domain/windows.js';
import type { RunQuery } from './read-ground.js';

export interface NewSession {
  readonly contractId: string;
  readonly systemId: string;
  readonly grantId: string | undefined;
  readonly personId: string | undefined;
  readonly personName: string;
  readonly accountName: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly sourceAddress: string | undefined;
  readonly workDone: string;
  readonly supervision: SessionSupervision;
  readonly supervisorId: string | undefined;
  readonly marks: readonly SessionMark[];
  readonly recordedBy: string;
}

/** Writes a session down with its marks. @returns its identifier */
export async function insertSession(tx: Transaction, session: NewSession): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO access_session (id, contract_id, system_id, grant_id, person_id, person_name, account_name, began_at, ended_at, source_address, work_done, supervision, supervisor_id, marks, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::inet, $11, $12, $13, $14, $15)`,
    [
      id, session.contractId, session.systemId, session.grantId ?? null, session.personId ?? null, session.personName, session.accountName, session.beganAt, session.endedAt,
      session.sourceAddress ?? null, session.workDone, session.supervision, session.supervisorId ?? null, session.marks, session.recordedBy,
    ],
  );
  return id;
}

/** What a session is held against, and whether the address it came from is one of those granted. */
export interface SessionGround {
  readonly contractId: string;
  readonly systemId: string;
  readonly granted: GrantedAccess;
  readonly method: Method;
  readonly addressAllowed: boolean;
}

interface SessionGroundRow {
  readonly contractId: string;
  readonly systemId: string;
  readonly form: AccessForm;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly windows: readonly WeeklyWindow[];
  readonly supervision: Supervision;
  readonly method: Method;
  readonly addressAllowed: boolean;
  readonly named: readonly { readonly personId: string; readonly account: string }[];
  readonly held: readonly { readonly personId: string; readonly account: string; readonly from: string; readonly until: string }[];
}

/** The grant of a session as it is judged by. @param address of the session; without one only on site is it in order */
export async function selectSessionGround(tx: Transaction, grantId: string, address: string | undefined): Promise<SessionGround | undefined> {
  const rows = await tx.query<SessionGroundRow>(
    `SELECT g.contract_id AS "contractId", g.system_id AS "systemId", g.form, g.starts_at AS "startsAt", LEAST(g.ends_at, g.ended_at) AS "endsAt", r.windows, r.supervision, r.method,
            CASE WHEN $2::inet IS NULL THEN r.method = 'on-site' ELSE $2::inet <<= ANY (r.source_addresses::inet[]) END AS "addressAllowed",
            (SELECT json_agg(json_build_object('personId', n.person_id, 'account', t.name)) FROM access_request_person n JOIN system_account t ON t.id = n.account_id WHERE n.request_id = r.id) AS named,
            coalesce((SELECT json_agg(json_build_object('personId', l.person_id, 'account', t.name, 'from', l.starts_at, 'until', l.held_until))
                        FROM access_line l JOIN system_account t ON t.id = l.account_id WHERE l.grant_id = g.id), '[]') AS held
       FROM access_grant g JOIN access_request r ON r.id = g.request_id WHERE g.id = $1`,
    [grantId, address ?? null],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const held = row.held.map((line) => ({ ...line, from: new Date(line.from), until: new Date(line.until) }));
  return { contractId: row.contractId, systemId: row.systemId, method: row.method, addressAllowed: row.addressAllowed, granted: { ...row, held } };
}

/** A grant as the form of a session offers it. */
export interface SessionChoice {
  readonly id: string;
  readonly systemName: string;
  readonly form: AccessForm;
  readonly people: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The newest grants of a contract that began, and the one asked for whatever its age. */
export function selectSessionChoices(run: RunQuery, contractId: string, grantId: string | undefined): Promise<SessionChoice[]> {
  return run<SessionChoice>(
    `SELECT g.id, s.name AS "systemName", g.form, g.starts_at AS "startsAt", LEAST(g.ends_at, g.ended_at) AS "endsAt",
            ARRAY(SELECT DISTINCT p.full_name FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id WHERE n.request_id = g.request_id) AS people
       FROM access_grant g JOIN published_system s ON s.id = g.system_id
      WHERE g.contract_id = $1 AND g.starts_at <= app_now()
        AND (g.id = $2::uuid OR g.id IN (SELECT n.id FROM access_grant n WHERE n.contract_id = $1 ORDER BY n.seq DESC LIMIT 50))
      ORDER BY g.seq DESC`,
    [contractId, grantId ?? null],
  );
}

/** Everything about one session. */
export interface SessionDetail {
  readonly id: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string | null;
  readonly agencyId: string;
  readonly systemName: string;
  readonly grantId: string | null;
  readonly personName: string;
  readonly personRegistered: boolean;
  readonly account: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly sourceAddress: string | null;
  readonly workDone: string;
  readonly supervision: SessionSupervision;
  readonly supervisorName: string | null;
  readonly supervisorPost: string | null;
  readonly marks: readonly SessionMark[];
  readonly recordedByName: string;
  readonly recordedAt: Date;
  /** The minutes of it (HS-09), newest first. */
  readonly records: readonly { readonly id: string; readonly status: string; readonly number: string | null }[];
}

/** One session, whoever asks; one statement. It belongs to the agency of its contract today. */
export async function selectSession(run: RunQuery, id: string): Promise<SessionDetail | undefined> {
  const rows = await run<SessionDetail>(
    `SELECT x.id, x.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName", c.agency_id AS "agencyId", s.name AS "systemName", x.grant_id AS "grantId",
            x.person_name AS "personName", x.person_id IS NOT NULL AS "personRegistered", x.account_name AS account, x.began_at AS "beganAt", x.ended_at AS "endedAt", host(x.source_address) AS "sourceAddress",
            x.work_done AS "workDone", x.supervision, w.full_name AS "supervisorName", w.post AS "supervisorPost", x.marks, b.full_name AS "recordedByName", x.recorded_at AS "recordedAt",
            coalesce((SELECT json_agg(json_build_object('id', d.id, 'status', d.status, 'number', d.number_text) ORDER BY d.prepared_on DESC, d.id) FROM published_record d
                       WHERE d.subject_kind = 'access-session' AND d.subject_id = x.id AND d.status <> 'withdrawn' AND d.replaced_by_id IS NULL), '[]') AS records
       FROM access_session x JOIN published_contract c ON c.id = x.contract_id LEFT JOIN published_vendor v ON v.id = c.vendor_id JOIN published_system s ON s.id = x.system_id
            LEFT JOIN person_name w ON w.id = x.supervisor_id JOIN person_name b ON b.id = x.recorded_by
      WHERE x.id = $1`,
    [id],
  );
  return rows[0];
}

/** Somebody of the contract's vendor, those who left as well: a session is recorded after the fact. */
export interface SessionPerson {
  readonly id: string;
  readonly name: string;
  readonly post: string;
}

export function selectSessionPeople(run: RunQuery, contractId: string): Promise<SessionPerson[]> {
  return run<SessionPerson>(
    `SELECT p.id, p.full_name AS name, p.post FROM published_vendor_person p JOIN published_contract c ON c.vendor_id = p.vendor_id WHERE c.id = $1
      ORDER BY p.full_name COLLATE vietnamese, p.id`,
    [contractId],
  );
}
