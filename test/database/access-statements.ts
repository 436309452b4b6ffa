import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { TERMS } from '../builders/access.js';
import type { ReadyContract } from '../builders/signing.js';
import { build, type BuiltPerson } from '../builders/world.js';
import type { TestDatabase } from '../harness/postgres.js';

/** Plain SQL about access, as somebody who only has the application's role would write it. */
export type Statement = readonly [string, (readonly unknown[])?];

export interface Holder {
  readonly id: string;
  readonly accountId: string;
}

/** An account on the contract's system. */
export async function buildAccount(database: TestDatabase, contract: ReadyContract, name: string, kind = 'personal'): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(`INSERT INTO system_account (id, system_id, environment, kind, name, registered_by) VALUES ($1, $2, 'production', $3, $4, $5)`, [
      id, contract.system.id, kind, name, contract.people.it_officer.id,
    ]);
  });
  return id;
}

/** What a request is by default: operation support of the application for a day from 09:00 on 07/12/2026, in the walls' own words. */
export function ask(contract: ReadyContract, holders: readonly Holder[], changes: Readonly<Record<string, unknown>> = {}): readonly [string, ...Statement[]] {
  const id = typeof changes['id'] === 'string' ? changes['id'] : randomUUID();
  const row: Record<string, unknown> = {
    id, contract_id: contract.id, agency_id: contract.agency.id, system_id: contract.system.id, form: 'grant', phase: 'operation', environment: 'production',
    purpose: 'operation-support', plane: 'application', privilege: 'Xem nhật ký', method: 'ssh', source_addresses: '{203.0.113.0/28}',
    starts_at: '2026-12-07T09:00:00+07:00', ends_at: '2026-12-08T09:00:00+07:00', supervision: 'attended', supervisor_id: contract.people.it_officer.id,
    ground: 'Theo kế hoạch', terms_edition: TERMS, level: 1, state: 'submitted', decide_by: '2026-12-20T00:00:00+07:00', requested_by: contract.people.procurement_officer.id,
    ...changes,
  };
  const columns = Object.keys(row);
  return [
    id,
    [`INSERT INTO access_request (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${String(index + 1)}`).join(', ')})`, Object.values(row)],
    ...holders.map((holder): Statement => ['INSERT INTO access_request_person (request_id, person_id, account_id) VALUES ($1, $2, $3)', [id, holder.id, holder.accountId]]),
  ];
}

/** The decision of the head about a request, and the state it leads to. */
export function decide(contract: ReadyContract, requestId: string, changes: { readonly outcome?: 'approved' | 'returned'; readonly area?: string; readonly by?: BuiltPerson; readonly requester?: BuiltPerson; readonly about?: string; readonly kind?: string } = {}): Statement[] {
  const { outcome = 'approved', area = 'access', by = contract.people.unit_head, requester = contract.people.procurement_officer, about = requestId, kind = 'access-request' } = changes;
  const decision = randomUUID();
  return [
    [
      `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, ground, requested_by, decided_by, capacity, medium, recorded_by)
       VALUES ($1, $2, $3, $4, 'grant-access', $5, $6, 'Căn cứ đề nghị', $7, $8, 'own', 'click', $8)`,
      [decision, contract.agency.id, kind, about, area, outcome, requester.id, by.id],
    ],
    [`UPDATE access_request SET state = $2, decision_id = $3, version = version + 1 WHERE id = $1`, [requestId, outcome, decision]],
  ];
}

/** The grant of a request. What it names besides the request, the walls overwrite. */
export function grant(contract: ReadyContract, requestId: string, id: string = randomUUID()): Statement {
  return [
    `INSERT INTO access_grant (id, request_id, contract_id, agency_id, system_id, form, phase, purpose, plane, starts_at, ends_at, granted_by)
     VALUES ($1, $2, $3, $4, $5, 'grant', 'operation', 'operation-support', 'application', '2000-01-01', 'infinity', $6)`,
    [id, requestId, contract.id, contract.agency.id, contract.system.id, contract.people.procurement_officer.id],
  ];
}

/** Request, decision and grant in one story. */
export function askAndGrant(contract: ReadyContract, holders: readonly Holder[], changes: Readonly<Record<string, unknown>> = {}): Statement[] {
  const [id, ...asked] = ask(contract, holders, changes);
  return [...asked, ...decide(contract, id), grant(contract, id)];
}

/** Opens a standing grant for some of its people. */
export function open(contract: ReadyContract, grantId: string, holders: readonly Holder[], by: BuiltPerson = contract.people.it_officer): Statement[] {
  const use = randomUUID();
  return [
    [`INSERT INTO access_use (id, grant_id, agency_id, opened_by, closes_at, ground) VALUES ($1, $2, $3, $4, 'infinity', 'Máy chủ ngừng trả lời')`, [use, grantId, contract.agency.id, by.id]],
    ...holders.map((holder) => line(contract, grantId, holder, use)),
  ];
}

export function line(contract: ReadyContract, grantId: string, holder: Holder, useId: string | null = null): Statement {
  return [
    `INSERT INTO access_line (grant_id, use_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, granted_until, held_until, end_cause)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '2000-01-01', 'infinity', 'infinity', 'term')`,
    [grantId, useId, holder.id, holder.accountId, contract.id, contract.agency.id, contract.system.id],
  ];
}

const AUDITED = `INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.attempt', app_now(), '{}', sha256('{}'))`;

/** Begins an audited transaction and runs the statements in it. */
export async function begin(client: pg.Client, ...statements: readonly Statement[]): Promise<void> {
  await client.query('BEGIN');
  await client.query(AUDITED);
  for (const [sql, values = []] of statements) await client.query(sql, [...values]);
}

/** The wall that refuses a story; 'done' when none does. */
export async function wallOf(story: Promise<unknown>): Promise<string> {
  try {
    await story;
    return 'done';
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.constraint ?? error.message) : String(error);
  }
}

/** Tries statements in one audited transaction that is taken back, and names the wall that refused. */
export async function attempt(client: pg.Client, ...statements: readonly Statement[]): Promise<string> {
  try {
    return await wallOf(begin(client, ...statements, ['SET CONSTRAINTS ALL IMMEDIATE']));
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Carries statements out in one audited transaction. */
export async function carryOut(client: pg.Client, ...statements: readonly Statement[]): Promise<string> {
  const wall = await wallOf(begin(client, ...statements, ['COMMIT']));
  if (wall !== 'done') await client.query('ROLLBACK');
  return wall;
}
