import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { buildAccessGrant, buildAccessUse, buildBoundPerson, type BuiltGrant } from '../builders/access.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import { buildActiveContract, loadLibraries, type ReadyContract } from '../builders/signing.js';
import { buildSystem } from '../builders/systems.js';
import { buildCommitment, buildVendorPerson } from '../builders/vendors.js';
import { build, buildWorld, giveRole, buildPerson, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { askAndGrant, attempt as attemptBy, carryOut as carryOutBy, type Holder, line, open, type Statement } from './access-statements.js';

/** How access ends, and that it stays over: tried with plain SQL under the application's role. */
const NOW = '2026-12-07T09:00:00+07:00';
let database: TestDatabase;
let application: pg.Client;
let world: World;
let contract: ReadyContract;
const attempt = (...statements: readonly Statement[]): Promise<string> => attemptBy(application, ...statements);
const carryOut = (...statements: readonly Statement[]): Promise<string> => carryOutBy(application, ...statements);

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(NOW);
  await loadLibraries(database);
  world = await buildWorld(database);
  contract = await buildActiveContract(database, { agency: world.department, people: world.at });
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
}, 60_000);
beforeEach(() => database.setNow(NOW));
afterAll(async () => {
  await application.end();
  await database.drop();
});

const holdersOf = (grant: BuiltGrant): Holder[] => grant.people.map(({ id }, index) => ({ id, accountId: grant.accountIds[index] ?? '' }));
const lineOf = async (grantId: string): Promise<{ id: string; held_until: Date; end_cause: string; use_id: string | null }> => {
  const [found] = await database.asApplication<{ id: string; held_until: Date; end_cause: string; use_id: string | null }>('SELECT id, held_until, end_cause, use_id FROM access_line WHERE grant_id = $1', [grantId]);
  if (found === undefined) throw new Error('the grant has no line');
  return found;
};
const isLive = async (grantId: string): Promise<boolean> => (await database.asApplication('SELECT 1 FROM live_access WHERE grant_id = $1', [grantId])).length > 0;
const setGrant = (grantId: string, set: string, values: readonly unknown[] = []): Statement => [`UPDATE access_grant SET ${set} WHERE id = $1`, [grantId, ...values]];
const revoke = (grantId: string): Statement => setGrant(grantId, `ended_at = app_now(), end_kind = 'revoked', ended_by = $2, end_ground = 'Không còn nhu cầu', version = version + 1`, [world.at.unit_head.id]);
const end = (commitmentId: string): Statement => [`UPDATE commitment SET ended_on = app_today(), ended_by = $2, end_ground = 'Rút cam kết' WHERE id = $1`, [commitmentId, world.at.procurement_officer.id]];

describe('a grant', () => {
  let grant: BuiltGrant;
  beforeAll(async () => {
    await database.setNow(NOW);
    grant = await buildAccessGrant(database, { contract, hours: 48 });
  });

  test('is cut back, returned or revoked, and nothing else of it changes', async () => {
    expect(await attempt(setGrant(grant.grantId, `ends_at = ends_at - interval '1 hour'`))).toBe('done');
    expect(await attempt(revoke(grant.grantId))).toBe('done');
    for (const set of [`ends_at = ends_at + interval '1 second'`, `ends_at = app_now() - interval '1 second'`, `ended_at = app_now() + interval '1 second', end_kind = 'phase-over'`, `ended_at = app_now() - interval '6 minutes', end_kind = 'returned', ended_by = granted_by, end_ground = 'x'`]) {
      expect(`${set}: ${await attempt(setGrant(grant.grantId, set))}`).toBe(`${set}: access_grant_only_ends_earlier`);
    }
    for (const set of [`starts_at = starts_at - interval '1 day'`, `plane = 'data'`, `phase = 'handover'`, `form = 'standing'`, 'granted_by = $2', `folded = ''`, `granted_at = granted_at + interval '1 day'`]) {
      expect(`${set}: ${await attempt(setGrant(grant.grantId, set, set.includes('$2') ? [world.at.auditor.id] : []))}`).toBe(`${set}: access_grant_stays_as_granted`);
    }
    expect(await attempt(setGrant(grant.grantId, 'agency_id = $2', [world.ward.id]))).toBe('access_grant_with_contract');
  });

  test('ends with its kind, ground and person, and by itself only for a reason that is there', async () => {
    expect(await attempt(setGrant(grant.grantId, 'ended_at = app_now()'))).toBe('access_grant_ended_whole');
    expect(await attempt(setGrant(grant.grantId, `ended_at = app_now(), end_kind = 'returned'`))).toBe('access_grant_end_has_ground');
    expect(await attempt(setGrant(grant.grantId, `ended_at = app_now(), end_kind = 'revoked', ended_by = granted_by, end_ground = ' '`))).toBe('access_grant_end_has_ground');
    for (const kind of ['phase-over', 'suspended', 'state-data', 'system-left']) {
      expect(`${kind}: ${await attempt(setGrant(grant.grantId, `ended_at = app_now(), end_kind = '${kind}'`))}`).toBe(`${kind}: access_grant_ends_for_its_reason`);
    }
  });

  test('that is over never comes back and never changes', async () => {
    const over = await buildAccessGrant(database, { contract, hours: 48 });
    expect(await carryOut(revoke(over.grantId))).toBe('done');
    expect(await isLive(over.grantId)).toBe(false);
    for (const set of ['ended_at = NULL, end_kind = NULL, ended_by = NULL, end_ground = NULL', `ends_at = ends_at - interval '1 hour'`, `end_ground = 'khác'`, `end_kind = 'returned'`, `ended_at = app_now() - interval '1 minute'`]) {
      expect(`${set}: ${await attempt(setGrant(over.grantId, set))}`).toBe(`${set}: access_grant_over_stays_over`);
    }
    const before = await lineOf(over.grantId);
    for (const set of [`granted_until = granted_until + interval '1 hour'`, `starts_at = starts_at + interval '1 minute'`]) expect(await attempt([`UPDATE access_line SET ${set} WHERE id = $1`, [before.id]])).toMatch(/^access_(grant_only_ends_earlier|line_stays_as_granted)$/);
    // Written into the line itself, a later end does not count.
    expect(await carryOut([`UPDATE access_line SET held_until = 'infinity', end_cause = 'term' WHERE id = $1`, [before.id]])).toBe('done');
    expect(await lineOf(over.grantId)).toEqual(before);
    for (const holder of holdersOf(over)) expect(await attempt(line(contract, over.grantId, holder))).toBe('access_line_of_grant');
    await database.setNow('2026-12-09T09:00:00+07:00');
    expect(await attempt(revoke(grant.grantId))).toBe('access_grant_over_stays_over');
    for (const holder of holdersOf(grant)) expect(await attempt(line(contract, grant.grantId, holder))).toBe('access_line_once');
  });

  test('that has not begun is returned or keeps some term', async () => {
    const later = await buildAccessGrant(database, { contract, startsIn: 48, hours: 24 });
    expect(await attempt(setGrant(later.grantId, `ends_at = starts_at`))).toBe('access_grant_only_ends_earlier');
    expect(await attempt(setGrant(later.grantId, `ends_at = starts_at + interval '1 hour'`))).toBe('done');
    expect(await carryOut(revoke(later.grantId))).toBe('done');
    await database.setNow('2026-12-09T10:00:00+07:00');
    expect(await isLive(later.grantId)).toBe(false);
    expect(await database.asApplication('SELECT 1 FROM access_closure_due WHERE grant_id = $1', [later.grantId])).toHaveLength(0);
  });
});

describe('what access rests on', () => {
  test('the commitment: access ends with it, a new one carries a held line on, and none brings back what is over', async () => {
    const person = await buildVendorPerson(database, { vendor: contract.vendor });
    const first = await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer, validUntil: '2026-12-08' });
    const grant = await buildAccessGrant(database, { contract, people: [person], hours: 24 * 10 });
    expect(await lineOf(grant.grantId)).toMatchObject({ end_cause: 'commitment-lapsed', held_until: new Date('2026-12-09T00:00:00+07:00') });
    await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer, signedOn: '2026-12-07', validUntil: '2026-12-10' });
    expect(await lineOf(grant.grantId)).toMatchObject({ end_cause: 'commitment-lapsed', held_until: new Date('2026-12-11T00:00:00+07:00') });
    expect(await carryOut(end(first.id))).toBe('done');
    expect(await isLive(grant.grantId)).toBe(true);
    await database.setNow('2026-12-11T00:00:00+07:00');
    expect(await isLive(grant.grantId)).toBe(false);
    await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer, signedOn: '2026-12-07' });
    expect(await isLive(grant.grantId)).toBe(false);
    expect(await lineOf(grant.grantId)).toMatchObject({ held_until: new Date('2026-12-11T00:00:00+07:00') });
  });

  test('a commitment that ends takes at once what is held, and what has not begun never begins', async () => {
    const person = await buildVendorPerson(database, { vendor: contract.vendor });
    const commitment = await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer });
    const held = await buildAccessGrant(database, { contract, people: [person], hours: 24 });
    const later = await buildAccessGrant(database, { contract, people: [person], startsIn: 48, hours: 24 });
    expect(await carryOut(end(commitment.id))).toBe('done');
    expect(await lineOf(held.grantId)).toMatchObject({ end_cause: 'commitment-lapsed', held_until: new Date(NOW) });
    await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer, signedOn: '2026-12-07' });
    await database.setNow('2026-12-09T10:00:00+07:00');
    expect([await isLive(held.grantId), await isLive(later.grantId)]).toEqual([false, false]);
  });

  test('an end that another grant follows stays where it is, and recording a commitment is never refused for it', async () => {
    const person = await buildVendorPerson(database, { vendor: contract.vendor });
    await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer, validUntil: '2026-12-08' });
    const first = await buildAccessGrant(database, { contract, people: [person], accounts: ['nối tiếp'], hours: 24 * 10 });
    const transitional = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: contract.vendor, systems: [contract.system] });
    const other: ReadyContract = { ...contract, ...transitional };
    await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer, signedOn: '2026-12-01', contractId: other.id });
    const second = await buildAccessGrant(database, { contract: other, people: [person], accounts: ['nối tiếp'], startsIn: 24 * 3, hours: 24 });
    await buildCommitment(database, { person, agency: contract.agency, by: world.at.procurement_officer, signedOn: '2026-12-02' });
    expect(await lineOf(first.grantId)).toMatchObject({ end_cause: 'commitment-lapsed', held_until: new Date('2026-12-09T00:00:00+07:00') });
    expect(await lineOf(second.grantId)).toMatchObject({ end_cause: 'term' });
  });

  test('the person: who leaves the vendor holds nothing from that day on, also when the leaving is taken back', async () => {
    const grant = await buildAccessGrant(database, { contract, hours: 24 * 5 });
    const leave = (day: string | null): Statement => ['UPDATE vendor_person SET left_on = $2, version = version + 1 WHERE id = $1', [grant.people[0]?.id, day]];
    expect(await carryOut(leave('2026-12-09'))).toBe('done');
    expect(await lineOf(grant.grantId)).toMatchObject({ end_cause: 'person-left', held_until: new Date('2026-12-09T00:00:00+07:00') });
    await database.setNow('2026-12-09T00:00:00+07:00');
    expect(await isLive(grant.grantId)).toBe(false);
    expect(await carryOut(leave(null))).toBe('done');
    expect(await isLive(grant.grantId)).toBe(false);
  });

  test('the contract: its end, its phase, its system and its agency', async () => {
    const system = await buildSystem(database, { agency: world.department });
    const old = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: contract.vendor, systems: [system] });
    const running: ReadyContract = { ...contract, ...old, system };
    const grant = await buildAccessGrant(database, { contract: running, hours: 24 * 10 });
    const ends = (day: string): Statement => ['UPDATE contract SET ends_on = $2, version = version + 1 WHERE id = $1', [running.id, day]];
    expect(await carryOut(ends('2026-12-09'))).toBe('done');
    expect(await lineOf(grant.grantId)).toMatchObject({ end_cause: 'contract-over', held_until: new Date('2026-12-10T00:00:00+07:00') });
    expect(await carryOut(ends('2027-06-30'))).toBe('done');
    expect(await lineOf(grant.grantId)).toMatchObject({ end_cause: 'term', held_until: new Date('2026-12-17T09:00:00+07:00') });
    expect(await carryOut(['DELETE FROM contract_system WHERE contract_id = $1', [running.id]])).toBe('done');
    expect(await isLive(grant.grantId)).toBe(false);
    expect(await database.asApplication('SELECT end_kind FROM access_grant WHERE id = $1', [grant.grantId])).toEqual([{ end_kind: 'system-left' }]);
    expect(await carryOut(['INSERT INTO contract_system (contract_id, system_id) VALUES ($1, $2)', [running.id, system.id]])).toBe('done');
    expect(await isLive(grant.grantId)).toBe(false);
  });
});

describe('a standing grant', () => {
  let standing: BuiltGrant;
  beforeAll(async () => {
    await database.setNow(NOW);
    standing = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 * 30, useHours: 4 });
  });

  test('is held use by use, by its people, opened by an IT officer or the head, one at a time', async () => {
    const holders = holdersOf(standing);
    const stranger: Holder = { id: (await buildBoundPerson(database, { contract })).id, accountId: holders[0]?.accountId ?? '' };
    expect(await attempt(...open(contract, standing.grantId, holders))).toBe('done');
    expect(await attempt(...open(contract, standing.grantId, []))).toBe('access_names_its_people');
    expect(await attempt(...open(contract, standing.grantId, [stranger]))).toBe('access_line_of_grant');
    expect(await attempt(...open(contract, standing.grantId, holders, world.at.procurement_officer))).toBe('access_opened_by_officer');
    expect(await attempt(...open(contract, standing.grantId, holders), ...open(contract, standing.grantId, holders))).toMatch(/^access_(use_one_at_a_time|line_one_holder_at_a_time)$/);
    for (const holder of holders) expect(await attempt(line(contract, standing.grantId, holder))).toBe('access_line_of_use');
    const dated = await buildAccessGrant(database, { contract });
    expect(await attempt(...open(contract, dated.grantId, holdersOf(dated)))).toBe('access_use_of_standing_grant');
  });

  test('gives nobody anything once the act of opening is over, and nothing when it is not in force', async () => {
    const two = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 * 30, people: [await buildBoundPerson(database, { contract }), await buildBoundPerson(database, { contract })] });
    const [one, other] = holdersOf(two);
    if (one === undefined || other === undefined) throw new Error('two people are named');
    expect(await carryOut(...open(contract, two.grantId, [one]))).toBe('done');
    const { use_id: use } = await lineOf(two.grantId);
    expect(await attempt(line(contract, two.grantId, other, use))).toBe('access_line_of_use');
    expect(await attempt([`UPDATE access_use SET xid = pg_current_xact_id() WHERE id = $1`, [use]])).toBe('access_use_is_history');
    const later = await buildAccessGrant(database, { contract, form: 'standing', startsIn: 24, hours: 24 * 30 });
    expect(await attempt(...open(contract, later.grantId, holdersOf(later)))).toBe('access_use_of_standing_grant');
    expect(await carryOut(revoke(two.grantId))).toBe('done');
    expect(await isLive(two.grantId)).toBe(false);
    expect(await attempt(...open(contract, two.grantId, [other]))).toBe('access_use_of_standing_grant');
  });

  test('is not opened on a suspended system, for somebody whose commitment has lapsed, or past its end', async () => {
    const suspend = (value: boolean): Promise<unknown> => database.asOwner(`CREATE OR REPLACE FUNCTION system_suspended(system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT ${String(value)} $$`);
    await suspend(true);
    expect(await attempt(...open(contract, standing.grantId, holdersOf(standing)))).toBe('access_not_to_suspended_system');
    await suspend(false);
    const brief = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 * 30, people: [await buildBoundPerson(database, { contract, validUntil: '2026-12-07' })] });
    await database.setNow('2026-12-08T00:00:00+07:00');
    expect(await attempt(...open(contract, brief.grantId, holdersOf(brief)))).toBe('access_with_valid_commitment');
    await database.setNow('2027-01-06T08:00:00+07:00');
    expect(await carryOut(...open(contract, standing.grantId, holdersOf(standing)))).toBe('done');
    expect(await lineOf(standing.grantId)).toMatchObject({ held_until: new Date('2027-01-06T09:00:00+07:00') });
    await database.setNow('2027-01-06T09:00:00+07:00');
    expect(await attempt(...open(contract, standing.grantId, holdersOf(standing)))).toBe('access_use_of_standing_grant');
  });

  test('a use is closed once, earlier only, and noticed once by another', async () => {
    const grant = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 * 30 });
    const use = await buildAccessUse(database, { grant, by: world.at.it_officer });
    const set = (what: string, values: readonly unknown[] = []): Statement => [`UPDATE access_use SET ${what} WHERE id = $1`, [use, ...values]];
    for (const what of [`closes_at = closes_at + interval '1 hour'`, `opened_by = closed_by`, `closed_at = app_now() + interval '1 minute'`, `closed_at = app_now() - interval '6 minutes'`, `ground = 'khác'`]) {
      expect(`${what}: ${await attempt(set(what))}`).toBe(`${what}: access_use_is_history`);
    }
    expect(await attempt(set('agency_id = $2', [world.ward.id]))).toBe('access_grant_with_contract');
    expect(await attempt(set('acknowledged_by = $2, acknowledged_at = app_now()', [world.at.it_officer.id]))).toBe('access_use_acknowledged_by_another');
    const seen = set(`acknowledged_by = $2, acknowledged_at = '2000-01-01'`, [world.at.unit_head.id]);
    expect(await carryOut(seen)).toBe('done');
    expect(await database.asApplication('SELECT 1 FROM access_use WHERE id = $1 AND acknowledged_at = app_now()', [use])).toHaveLength(1);
    expect(await attempt(set('acknowledged_by = $2', [world.at.auditor.id]))).toBe('access_use_is_history');
    expect(await carryOut(set('closed_at = app_now(), closed_by = $2', [world.at.it_officer.id]))).toBe('done');
    expect(await isLive(grant.grantId)).toBe(false);
    expect(await attempt(set('closed_at = NULL, closed_by = NULL'))).toBe('access_use_is_history');
  });
});

describe('evidence', () => {
  const close = (lineId: string, doneAt = 'app_now()', proof = 'Đăng nhập bị từ chối', sha = 'c'.repeat(64)): Statement => [
    `INSERT INTO access_closure (line_id, action, done_at, proof, file_sha256, confirmed_by) VALUES ($1, 'disabled', ${doneAt}, $2, $3, $4)`, [lineId, proof, sha, world.at.it_officer.id],
  ];

  test('an account is closed after its end, with proof, once, and only so', async () => {
    const grant = await buildAccessGrant(database, { contract, hours: 2 });
    const { id } = await lineOf(grant.grantId);
    expect(await attempt(close(id))).toBe('access_closed_after_its_end');
    expect(await attempt([`UPDATE access_line SET closed_at = app_now() WHERE id = $1`, [id]])).toBe('access_closed_with_proof');
    await database.setNow('2026-12-07T11:00:00+07:00');
    const due = (): Promise<unknown[]> => database.asApplication('SELECT 1 FROM access_closure_due WHERE line_id = $1', [id]);
    expect(await due()).toHaveLength(1);
    expect(await attempt([`UPDATE access_line SET closed_at = app_now() WHERE id = $1`, [id]])).toBe('access_closed_with_proof');
    expect(await attempt(close(id, `app_now() + interval '1 second'`))).toBe('access_closure_time_possible');
    expect(await attempt(close(id, `app_now() - interval '3 hours'`))).toBe('access_closure_time_possible');
    expect(await attempt(close(id, 'app_now()', ' '))).toBe('access_closure_proven');
    expect(await attempt(close(id, 'app_now()', 'Ảnh chụp', 'x'))).toBe('access_closure_proven');
    expect(await carryOut(close(id))).toBe('done');
    expect(await due()).toHaveLength(0);
    expect(await attempt(close(id))).toBe('access_closure_pkey');
    expect(await attempt([`UPDATE access_line SET closed_at = NULL WHERE id = $1`, [id]])).toBe('access_closed_with_proof');
    expect(await attempt([`UPDATE access_closure SET proof = 'khác' WHERE line_id = $1`, [id]])).toMatch(/permission denied/);
  });

  test('what was opened in an emergency is reviewed by another who may, once', async () => {
    const review = (grantId: string, by: { readonly id: string }): Statement => [`INSERT INTO access_review (grant_id, outcome, ground, reviewed_by) VALUES ($1, 'justified', 'Đúng tình huống', $2)`, [grantId, by.id]];
    const byOfficer = await buildAccessGrant(database, { contract, form: 'emergency' });
    expect(await attempt(review(byOfficer.grantId, world.at.it_officer))).toBe('access_review_by_another');
    expect(await attempt(review(byOfficer.grantId, world.at.procurement_officer))).toBe('access_review_by_authority');
    expect(await attempt(review(byOfficer.grantId, world.atWard.unit_head))).toBe('access_review_by_authority');
    expect(await carryOut(review(byOfficer.grantId, world.at.unit_head))).toBe('done');
    expect(await attempt(review(byOfficer.grantId, world.at.unit_head))).toBe('access_review_pkey');
    const byHead = await buildAccessGrant(database, { contract, form: 'emergency', by: world.at.unit_head });
    expect(await attempt(review(byHead.grantId, world.at.unit_head))).toBe('access_review_by_another');
    expect(await attempt(review(byHead.grantId, world.atWard.it_officer))).toBe('access_review_by_authority');
    const gone = await buildPerson(database, { login: 'da-thoi-viec' });
    await giveRole(database, { person: gone, role: 'it_officer', agency: world.department, until: '2026-11-30', by: world.at.administrator });
    expect(await attempt(review(byHead.grantId, gone))).toBe('access_review_by_authority');
    expect(await carryOut(review(byHead.grantId, world.at.it_officer))).toBe('done');
    const dated = await buildAccessGrant(database, { contract });
    expect(await attempt(review(dated.grantId, world.at.unit_head))).toBe('access_review_of_emergency');
    expect(await attempt([`UPDATE access_review SET outcome = 'unjustified' WHERE grant_id = $1`, [byHead.grantId]])).toMatch(/permission denied/);
  });

  test('a session is recorded when it is over, on the system of its grant, and stays as recorded', async () => {
    const grant = await buildAccessGrant(database, { contract });
    const session = (changes: Readonly<Record<string, unknown>> = {}): Statement => {
      const row: Record<string, unknown> = {
        id: randomUUID(), contract_id: contract.id, system_id: contract.system.id, grant_id: grant.grantId, person_id: grant.people[0]?.id, person_name: 'Nhân Sự', account_name: 'vh', began_at: NOW, ended_at: NOW,
        work_done: 'Xem nhật ký', supervision: 'attended', supervisor_id: world.at.it_officer.id, marks: '{}', recorded_by: world.at.it_officer.id, ...changes,
      };
      return [`INSERT INTO access_session (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((_, index) => `$${String(index + 1)}`).join(', ')})`, Object.values(row)];
    };
    const other = await buildSystem(database, { agency: world.department });
    expect(await attempt(session())).toBe('done');
    expect(await attempt(session({ ended_at: '2026-12-07T09:00:01+07:00' }))).toBe('access_session_is_over');
    expect(await attempt(session({ system_id: other.id }))).toBe('access_session_of_grant');
    expect(await attempt(session({ grant_id: null, system_id: other.id, marks: '{without-grant}' }))).toBe('access_to_system_of_contract');
    expect(await attempt(session({ grant_id: null }))).toBe('access_session_without_grant_is_marked');
    expect(await attempt(session({ supervisor_id: null }))).toBe('access_session_attended_by_somebody');
    expect(await carryOut(session())).toBe('done');
    expect(await attempt([`UPDATE access_session SET marks = '{}'`])).toMatch(/permission denied/);
    // Not even the owner of the tables.
    await expect(build(database, async (query) => { await query(`UPDATE access_session SET marks = '{}'`); })).rejects.toMatchObject({ constraint: 'access_session_append_only' });
    for (const table of ['access_closure', 'access_review', 'access_request_person', 'system_account']) {
      await expect(build(database, async (query) => { await query(`DELETE FROM ${table}`); })).rejects.toMatchObject({ constraint: `${table}_append_only` });
    }
  });

  test('no change of access without an audit event', async () => {
    const grant = await buildAccessGrant(database, { contract });
    await application.query('BEGIN');
    await application.query(revoke(grant.grantId)[0], [...(revoke(grant.grantId)[1] ?? [])]);
    await expect(application.query('COMMIT')).rejects.toMatchObject({ constraint: 'change_is_audited' });
    await application.query('BEGIN');
    const [sql, values = []] = askAndGrant(contract, [])[0] ?? ['SELECT 1'];
    await application.query(sql, [...values]);
    await expect(application.query('COMMIT')).rejects.toMatchObject({ constraint: expect.stringMatching(/change_is_audited|access_names_its_people/) });
  });
});
