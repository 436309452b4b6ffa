import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { TestDatabase } from '../harness/postgres.js';
import type { ReadyContract } from './signing.js';
import { buildCommitment, buildVendorPerson, type BuiltVendorPerson } from './vendors.js';
import { build, type BuiltPerson } from './world.js';

/** The edition of the terms that is loaded. */
export const TERMS = 'access-terms@2026-11-21';

export interface BuiltRequest {
  readonly id: string;
  readonly people: readonly BuiltVendorPerson[];
  readonly accountIds: readonly string[];
}

export interface BuiltGrant extends BuiltRequest {
  readonly grantId: string;
}

export interface RequestToBuild {
  readonly contract: ReadyContract;
  /** People of the vendor with a commitment; one is made unless given. */
  readonly people?: readonly BuiltVendorPerson[];
  readonly accounts?: readonly string[];
  readonly form?: 'grant' | 'standing' | 'emergency';
  readonly phase?: 'trial' | 'operation' | 'remediation' | 'handover';
  readonly purpose?: 'incident-handling' | 'upgrade-support' | 'administration-support' | 'operation-support';
  readonly plane?: 'infrastructure' | 'application' | 'data';
  /** Hours from now of the database. */
  readonly startsIn?: number;
  readonly hours?: number;
  readonly useHours?: number;
  readonly by?: BuiltPerson;
}

type Query = (sql: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;

let built = 0;

/** Somebody of the contract's vendor who is bound to confidentiality towards its agency, since January 2026 and without a term unless said. */
export async function buildBoundPerson(database: TestDatabase, bound: { contract: ReadyContract; fullName?: string; validUntil?: string; signedOn?: string }): Promise<BuiltVendorPerson> {
  const { contract } = bound;
  const person = await buildVendorPerson(database, { vendor: contract.vendor, ...(bound.fullName === undefined ? {} : { fullName: bound.fullName }) });
  await buildCommitment(database, {
    person, agency: contract.agency, by: contract.people.procurement_officer,
    ...(bound.validUntil === undefined ? {} : { validUntil: bound.validUntil }), ...(bound.signedOn === undefined ? {} : { signedOn: bound.signedOn }),
  });
  return person;
}

/** A request for access to the contract's system, as the officer submits it: operation support of the application by SSH for 24 hours from now unless said. */
export async function buildAccessRequest(database: TestDatabase, wanted: RequestToBuild): Promise<BuiltRequest> {
  const people = wanted.people ?? [await buildBoundPerson(database, wanted)];
  let accountIds: readonly string[] = [];
  const id = randomUUID();
  await build(database, async (query) => {
    accountIds = await insertRequest(query, id, { ...wanted, people });
  });
  return { id, people, accountIds };
}

/** A grant that is in force from now unless said: request, decision of the head, grant; a standing one is not opened. */
export async function buildAccessGrant(database: TestDatabase, wanted: RequestToBuild): Promise<BuiltGrant> {
  const people = wanted.people ?? [await buildBoundPerson(database, wanted)];
  const { contract } = wanted;
  let accountIds: readonly string[] = [];
  const id = randomUUID();
  const grantId = randomUUID();
  await build(database, async (query) => {
    accountIds = await insertRequest(query, id, { ...wanted, people });
    if (wanted.form !== 'emergency') {
      const decision = randomUUID();
      await query(
        `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by)
         VALUES ($1, $2, 'access-request', $3, 'grant-access', 'access', 'approved', $4, $5, 'own', 'click', $5)`,
        [decision, contract.agency.id, id, (wanted.by ?? contract.people.procurement_officer).id, contract.people.unit_head.id],
      );
      await query(`UPDATE access_request SET state = 'approved', decision_id = $2, version = version + 1 WHERE id = $1`, [id, decision]);
    }
    await query(`INSERT INTO access_grant (id, request_id, contract_id, agency_id, system_id, form, phase, purpose, plane, starts_at, ends_at, granted_by) SELECT $1, id, contract_id, agency_id, system_id, form, phase, purpose, plane, starts_at, ends_at, requested_by FROM access_request WHERE id = $2`, [grantId, id]);
  });
  return { id, grantId, people, accountIds };
}

/** Opens a standing grant for all its people. */
export async function buildAccessUse(database: TestDatabase, use: { grant: Pick<BuiltGrant, 'grantId'>; by: BuiltPerson }): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(`INSERT INTO access_use (id, grant_id, agency_id, opened_by, closes_at, ground) SELECT $1, id, agency_id, $3, ends_at, 'Máy chủ ngừng trả lời' FROM access_grant WHERE id = $2`, [id, use.grant.grantId, use.by.id]);
    await query(
      `INSERT INTO access_line (grant_id, use_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, granted_until, held_until, end_cause)
       SELECT g.id, $2, n.person_id, n.account_id, g.contract_id, g.agency_id, g.system_id, g.starts_at, g.ends_at, g.ends_at, 'term'
         FROM access_grant g JOIN access_request_person n ON n.request_id = g.request_id WHERE g.id = $1`,
      [use.grant.grantId, id],
    );
  });
  return id;
}

/** The confirmation that the account of a line is disabled. */
export async function buildAccessClosure(database: TestDatabase, closure: { lineId: string; by: BuiltPerson }): Promise<void> {
  await build(database, async (query) => {
    await query(
      `INSERT INTO access_closure (line_id, action, done_at, proof, file_sha256, confirmed_by) VALUES ($1, 'disabled', app_now(), 'Đăng nhập bị từ chối', repeat('c', 64), $2)`,
      [closure.lineId, closure.by.id],
    );
  });
}

export interface SessionToBuild {
  readonly contract: ReadyContract;
  /** Outside every grant unless said. */
  readonly grant?: BuiltGrant;
  readonly personName: string;
  readonly account?: string;
  /** Hours before now of the database at which it began and ended. */
  readonly began?: number;
  readonly ended?: number;
  readonly supervision?: 'attended' | 'recorded' | 'none';
  readonly marks?: readonly string[];
  readonly workDone?: string;
  readonly by?: BuiltPerson;
}

/** A session on the contract's system that was recorded by the IT officer, who also attended it unless said. */
export async function buildAccessSession(database: TestDatabase, session: SessionToBuild): Promise<string> {
  const { contract, grant } = session;
  const id = randomUUID();
  const supervision = session.supervision ?? 'attended';
  const officer = contract.people.it_officer.id;
  await build(database, async (query) => {
    await query(
      `INSERT INTO access_session (id, contract_id, system_id, grant_id, person_id, person_name, account_name, began_at, ended_at, source_address, work_done, supervision, supervisor_id, marks, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, app_now() - make_interval(secs => $8::float8 * 3600), app_now() - make_interval(secs => $9::float8 * 3600), '203.0.113.7', $10, $11, $12, $13, $14)`,
      [
        id, contract.id, contract.system.id, grant?.grantId ?? null, grant?.people[0]?.id ?? null, session.personName, session.account ?? 'vh', session.began ?? 2, session.ended ?? 1,
        session.workDone ?? 'Cập nhật bản vá và khởi động lại dịch vụ', supervision, supervision === 'attended' ? officer : null,
        session.marks ?? (grant === undefined ? ['without-grant'] : []), session.by?.id ?? officer,
      ],
    );
  });
  return id;
}

async function insertRequest(query: Query, id: string, wanted: RequestToBuild & { readonly people: readonly BuiltVendorPerson[] }): Promise<string[]> {
  const { contract } = wanted;
  const form = wanted.form ?? 'grant';
  const by = wanted.by ?? (form === 'emergency' ? contract.people.it_officer : contract.people.procurement_officer);
  const purpose = form === 'grant' ? (wanted.purpose ?? 'operation-support') : 'incident-handling';
  const startsIn = form === 'emergency' ? 0 : (wanted.startsIn ?? 0);
  const hours = wanted.hours ?? (form === 'emergency' ? 2 : 24);
  await query(
    `INSERT INTO access_request (id, contract_id, agency_id, system_id, form, phase, environment, purpose, plane, privilege, method, source_addresses, starts_at, ends_at,
                                 use_hours, supervision, supervisor_id, rollback_plan, ground, terms_edition, level, state, decide_by, requested_by)
     VALUES ($1, $2, $3, $4, $5, $6, 'production', $7, $8, 'Xem nhật ký, khởi động lại dịch vụ', 'ssh', '{203.0.113.0/28}', app_now() + make_interval(secs => $9::float8 * 3600),
             app_now() + make_interval(secs => ($9::float8 + $10::float8) * 3600), $11, 'attended', $12, $13, 'Theo kế hoạch vận hành', '${TERMS}', 1, $14, app_now() + interval '7 days', $15)`,
    [
      id, contract.id, contract.agency.id, contract.system.id, form, wanted.phase ?? 'operation', purpose, wanted.plane ?? 'application', startsIn, hours,
      form === 'standing' ? (wanted.useHours ?? 4) : null, contract.people.it_officer.id, purpose === 'upgrade-support' ? 'Khôi phục bản sao lưu' : null,
      form === 'emergency' ? 'opened' : 'submitted', by.id,
    ],
  );
  const accountIds: string[] = [];
  for (const [index, person] of wanted.people.entries()) {
    built += 1;
    const name = wanted.accounts?.[index] ?? `vh${String(built)}`;
    const made = await query(
      `WITH made AS (INSERT INTO system_account (system_id, environment, kind, name, registered_by) VALUES ($1, 'production', 'personal', $2, $3) ON CONFLICT DO NOTHING RETURNING id)
       SELECT id FROM made UNION ALL SELECT id FROM system_account WHERE system_id = $1 AND environment = 'production' AND kind = 'personal' AND lower(name) = lower($2) LIMIT 1`,
      [contract.system.id, name, by.id],
    );
    const account: unknown = made.rows[0];
    const accountId = typeof account === 'object' && account !== null && 'id' in account && typeof account.id === 'string' ? account.id : '';
    accountIds.push(accountId);
    await query('INSERT INTO access_request_person (request_id, person_id, account_id) VALUES ($1, $2, $3)', [id, person.id, accountId]);
  }
  return accountIds;
}
