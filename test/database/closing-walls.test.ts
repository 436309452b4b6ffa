import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { obstacleClause } from '../../server/handovers/domain/closing-policy.js';
import type { ObstacleCode } from '../../server/handovers/domain/closing.js';
import { addWorkingDays } from '../../server/kernel/working-days.js';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { openLibrary } from '../../server/library/index.js';
import { openReader } from '../../server/platform/database/reading.js';
import { buildAccessClosure, buildAccessGrant, buildAccessSession } from '../builders/access.js';
import { buildClosing, buildDestruction, buildEndingContract, buildHandedOver, buildRun, buildRunEnd, buildSettledClosing, buildSurvey, itemsOf, type BuiltClosing } from '../builders/closings.js';
import { loadLibraries } from '../builders/signing.js';
import { buildDataAsset } from '../builders/systems.js';
import { buildVendorPerson } from '../builders/vendors.js';
import { buildCase } from '../builders/violations.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { attempt, carryOut, type Statement } from './access-statements.js';

let database: TestDatabase;
let world: World;
let client: pg.Client;
const MORNING = '2026-12-07T09:00:00+07:00';

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(MORNING);
  await loadLibraries(database);
  world = await buildWorld(database);
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
}, 60_000);
beforeEach(() => database.setNow(MORNING));
afterAll(async () => {
  await client.end();
  await database.drop();
});

const tried = (...statements: readonly Statement[]): Promise<string> => attempt(client, ...statements);
const insert = (table: string, row: Readonly<Record<string, unknown>>): Statement => {
  const columns = Object.keys(row);
  return [`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${String(index + 1)}`).join(', ')})`, Object.values(row)];
};
const begun = (contract: { readonly id: string }, changes: Readonly<Record<string, unknown>> = {}): Statement[] => [
  insert('closing', {
    id: randomUUID(), contract_id: contract.id, agency_id: world.department.id, vendor_id: randomUUID(), reason: 'end-of-term', requested_on: '2026-12-07', plan: 'Kế hoạch', due_on: '2026-12-31', run_days: 0,
    items_edition: 'handover-items@2026-11-21', started_by: world.at.procurement_officer.id, ...changes,
  }),
  [`UPDATE contract SET phase = 'handing_over', version = version + 1 WHERE id = $1 AND phase <> 'handing_over'`, [contract.id]],
];
const delivered = (itemId: string, changes: Readonly<Record<string, unknown>> = {}): Statement =>
  insert('handover_delivery', { id: randomUUID(), item_id: itemId, giver_name: 'Người Giao', contents: 'Tệp', place: 'Kho', effective_on: '2026-12-07', via: 'officer', recorded_by: world.at.procurement_officer.id, ...changes });
const confirmed = (deliveryId: string, side: 'agency' | 'vendor', changes: Readonly<Record<string, unknown>> = {}): Statement =>
  insert('handover_delivery_confirmation', { delivery_id: deliveryId, side, name: side === 'vendor' ? 'Người Giao' : null, by_user: world.at.procurement_officer.id, ...changes });
const tested = (deliveryId: string, changes: Readonly<Record<string, unknown>> = {}): Statement => {
  const by = changes['tester_id'] ?? world.at.it_officer.id;
  return insert('handover_test', {
    id: randomUUID(), delivery_id: deliveryId, tester_id: by, equipment: 'Máy chủ trống', ran_at: MORNING, passed: true, result: 'Khôi phục được', files: ['a'.repeat(64)], recorded_by: by, ...changes,
  });
};
const absent = (id: string, itemId: string, kind: string, by = world.at.it_officer.id): Statement => insert('handover_absence', { id, item_id: itemId, kind, ground: 'Không phát sinh', asked_by: by });
const decided = (absenceId: string, by = world.at.unit_head.id, approved = true): Statement => insert('handover_absence_decision', { absence_id: absenceId, approved, note: 'Đã xem xét', decided_by: by });
const close = (closing: BuiltClosing, by = world.at.unit_head.id): Statement => insert('contract_close', { closing_id: closing.id, closed_by: by });
const liquidated = (closing: BuiltClosing): Statement => [`UPDATE contract SET phase = 'liquidated', version = version + 1 WHERE id = $1`, [closing.contract.id]];
const clauseText = (code: ObstacleCode): string => {
  const clause = obstacleClause(code);
  return clause === 'internal' ? clause : [clause.article, clause.clause, clause.point].filter((part) => part !== undefined).join('.');
};
const obstaclesOf = async (closing: BuiltClosing): Promise<string[]> => {
  const rows = await database.asApplication<{ code: ObstacleCode; clause: string }>('SELECT DISTINCT code, clause FROM closing_obstacles($1) ORDER BY code', [closing.contract.id]);
  // The product says the clause of an obstacle as the database does.
  for (const { code, clause } of rows) expect({ code, clause }).toEqual({ code, clause: clauseText(code) });
  return rows.map(({ code }) => code);
};

describe('beginning', () => {
  test('a contract whose term ends soon, once, by somebody who works with it', async () => {
    const contract = await buildEndingContract(database, world);
    expect(await tried(...begun(contract))).toBe('done');
    expect(await tried(...begun(contract, { started_by: world.at.auditor.id }))).toBe('closing_by_agency');
    expect(await tried(...begun(contract, { started_by: world.atWard.procurement_officer.id }))).toBe('closing_by_agency');
    expect(await tried(...begun(contract, { items_edition: 'handover-items@1999-01-01' }))).toBe('closing_by_library');
    expect(await tried(...begun(contract, { requested_on: '2026-12-08' }))).toBe('closing_request_possible');
    expect(await tried(...begun(contract, { requested_on: '2025-06-01' }))).toBe('closing_request_possible');
    expect(await tried(...begun(contract, { due_on: '2026-12-06' }))).toBe('closing_due_after_request');
    expect(await tried(...begun(contract, { reason: 'violation', ground: 'Vụ' }))).toBe('closing_reason_is_there');
    expect(await tried(...begun(contract, { reason: 'early' }))).toBe('closing_early_has_ground');
    expect(await tried(...begun(contract).slice(0, 1))).toBe('closing_hands_over');
    expect(await tried(...begun(contract), ...begun(contract))).toBe('closing_once_a_contract');
    expect(await tried(...begun(contract).slice(1))).toBe('contract_gate_not_open');
  });

  test('the end of the term is near only within ninety days; an early end has its ground', async () => {
    const contract = await buildEndingContract(database, world, { endsOn: '2027-03-08' });
    expect(await tried(...begun(contract))).toBe('closing_reason_is_there');
    expect(await tried(...begun(contract, { reason: 'early', ground: 'Theo Điều 12 hợp đồng' }))).toBe('done');
    expect(await tried(...begun(await buildEndingContract(database, world, { endsOn: '2027-03-07' })))).toBe('done');
  });

  test('every item of the library is on the list, and what exists cannot be said to be absent', async () => {
    const contract = await buildEndingContract(database, world);
    await buildDataAsset(database, { system: contract.system, personalData: 'basic' });
    const closing = await buildClosing(database, contract);
    const items = await itemsOf(database, closing);
    expect(Object.keys(items)).toHaveLength(27);
    const asked = (code: string, kind = 'none'): Promise<string> => tried(absent(randomUUID(), items[code] ?? '', kind));
    expect(await asked('BG-04')).toBe('done');
    expect(await asked('BG-06')).toBe('handover_absence_not_against_facts');
    expect(await asked('BG-02')).toBe('handover_absence_not_against_facts');
    expect(await asked('BG-02', 'waived')).toBe('done');
    expect(await asked('BG-25', 'waived')).toBe('handover_item_settled_by_facts');
    // Software as a service may have no source code of its own, unless a repository says otherwise.
    expect(await asked('BG-08')).toBe('done');
  });

  test('what is a fact later is one from then on: an absence gives way', async () => {
    const closing = await buildClosing(database, await buildEndingContract(database, world));
    const items = await itemsOf(database, closing);
    const id = randomUUID();
    expect(await carryOut(client, absent(id, items['BG-06'] ?? '', 'none'), decided(id))).toBe('done');
    const standing = async (): Promise<string | undefined> => (await database.asApplication<{ standing: string }>('SELECT standing FROM handover_item_standing WHERE item_id = $1', [items['BG-06']]))[0]?.standing;
    expect(await standing()).toBe('absent');
    await buildDataAsset(database, { system: closing.contract.system, personalData: 'sensitive' });
    expect(await standing()).toBe('missing');
  });
});

describe('items', () => {
  let closing: BuiltClosing;
  let items: Readonly<Record<string, string>>;
  const item = (code: string): string => items[code] ?? '';
  beforeAll(async () => {
    await database.setNow(MORNING);
    closing = await buildClosing(database, await buildEndingContract(database, world));
    items = await itemsOf(database, closing);
  });

  test('nobody decides what they asked for, and only the head decides', async () => {
    const id = randomUUID();
    expect(await tried(absent(id, item('BG-04'), 'none'), decided(id))).toBe('done');
    expect(await tried(absent(id, item('BG-04'), 'none'), decided(id, world.at.procurement_officer.id))).toBe('handover_absence_by_head');
    expect(await tried(absent(id, item('BG-04'), 'none', world.at.unit_head.id), decided(id))).toBe('handover_absence_decided_by_another');
    expect(await tried(absent(id, item('BG-04'), 'none'), absent(randomUUID(), item('BG-04'), 'none'))).toBe('handover_absence_one_waiting');
    expect(await tried(absent(id, item('BG-04'), 'none', world.at.auditor.id))).toBe('closing_by_agency');
  });

  test('who gave, who received and who tests are three people', async () => {
    const id = randomUUID();
    const both = [delivered(item('BG-02'), { id }), confirmed(id, 'agency'), confirmed(id, 'vendor')];
    expect(await tried(...both, tested(id))).toBe('done');
    expect(await tried(...both, tested(id, { tester_id: world.at.procurement_officer.id }))).toBe('handover_tester_is_not_receiver');
    expect(await tried(...both, tested(id, { recorded_by: world.at.unit_head.id }))).toBe('handover_test_recorded_by_tester');
    expect(await tried(...both, tested(id, { tester_id: world.at.auditor.id }))).toBe('closing_by_agency');
    expect(await tried(delivered(item('BG-02'), { id, giver_name: world.at.it_officer.fullName }), ...both.slice(1), tested(id))).toBe('handover_tester_is_not_giver');
    expect(await tried(delivered(item('BG-02'), { id, giver_name: world.at.procurement_officer.fullName }), confirmed(id, 'agency'))).toBe('handover_receiver_is_not_giver');
    expect(await tried(...both.slice(0, 2), tested(id))).toBe('handover_test_of_confirmed');
    expect(await tried(...both, delivered(item('BG-02')), tested(id))).toBe('handover_test_of_newest');
    expect(await tried(...both, tested(id, { ran_at: '2026-12-07T09:00:01+07:00' }))).toBe('handover_test_time_possible');
    expect(await tried(...both, tested(id, { ran_at: '2026-12-06T09:00:00+07:00' }))).toBe('handover_test_time_possible');
    expect(await tried(...both, tested(id, { files: [] }))).toBe('handover_test_proven');
    expect(await tried(...both, tested(id), ['UPDATE handover_test SET passed = false'])).toMatch(/permission denied|append_only/);
  });

  test('a guest tests whom the head named, and never the vendor', async () => {
    const id = randomUUID();
    const guestId = randomUUID();
    const guest = (changes: Readonly<Record<string, unknown>> = {}): Statement =>
      insert('handover_guest', { id: guestId, closing_id: closing.id, name: 'Khách Mời', organisation: 'Sở Khác', ground: 'Đơn vị chỉ có hai cán bộ', named_by: world.at.unit_head.id, ...changes });
    const both = [delivered(item('BG-02'), { id }), confirmed(id, 'agency'), confirmed(id, 'vendor')];
    const byGuest = tested(id, { tester_id: null, guest_id: guestId, recorded_by: world.at.procurement_officer.id });
    expect(await tried(guest(), ...both, byGuest)).toBe('done');
    expect(await tried(guest({ named_by: world.at.it_officer.id }))).toBe('handover_guest_named_by_head');
    expect(await tried(guest({ organisation: closing.contract.vendor.name }))).toBe('handover_guest_not_of_vendor');
    expect(await tried(guest({ name: world.at.procurement_officer.fullName }), ...both, byGuest)).toBe('handover_tester_is_not_receiver');
    expect(await tried(guest({ name: 'Người Giao' }), ...both, byGuest)).toBe('handover_tester_is_not_giver');
    // Nor does a subcontractor, registered or known by its name alone.
    const subcontractor = insert('vendor_subcontractor', { vendor_id: closing.contract.vendor.id, company_name: 'Công ty Thầu Phụ', service: 'Lưu trữ' });
    expect(await tried(subcontractor, guest({ organisation: 'công ty THẦU PHỤ' }))).toBe('handover_guest_not_of_vendor');
    // Of a guest nothing but the name is known, so it is compared with a giver who is known, too.
    const person = await buildVendorPerson(database, { vendor: closing.contract.vendor, fullName: 'Trần Văn Giao' });
    const byPerson = [delivered(item('BG-02'), { id, giver_name: 'Trần Văn Giao', giver_person_id: person.id }), confirmed(id, 'agency'), confirmed(id, 'vendor')];
    expect(await tried(guest({ name: 'Trần Văn GIAO' }), ...byPerson, byGuest)).toBe('handover_tester_is_not_giver');
    expect(await tried(guest(), ...byPerson, byGuest)).toBe('done');
  });

  test('hand-overs are of what the vendor delivers, and not of tomorrow', async () => {
    expect(await tried(delivered(item('BG-25')))).toBe('handover_item_settled_by_facts');
    expect(await tried(delivered(item('BG-26')))).toBe('handover_item_settled_by_facts');
    expect(await tried(delivered(item('BG-01'), { effective_on: '2026-12-08' }))).toBe('handover_delivery_time_possible');
    expect(await tried(delivered(item('BG-01'), { recorded_by: world.atWard.it_officer.id }))).toBe('closing_by_agency');
    expect(await tried(insert('handover_item', { id: randomUUID(), closing_id: closing.id, item: 'BG-99', name: 'x', step: 'accompanying', requirement: 'every-hire', acceptance_test: 'x' }))).toBe('handover_item_of_library');
    expect(await tried([`INSERT INTO handover_item_fact (item_id, kind, fact_id) VALUES ($1, 'account', gen_random_uuid())`, [item('BG-01')]])).toMatch(/permission denied/);
  });
});

describe('the run, copies and the end', () => {
  const run = (closing: BuiltClosing): Statement => insert('independent_run', { id: randomUUID(), closing_id: closing.id, contract_id: closing.contract.id, began_by: world.at.it_officer.id });
  const destroyed = (closing: BuiltClosing, changes: Readonly<Record<string, unknown>> = {}): Statement =>
    insert('destruction', {
      id: randomUUID(), closing_id: closing.id, scope: 'Toàn bộ', method: 'Ghi đè', done_at: '2026-12-16T09:00:00+07:00', minutes_number: '1/BB', subcontractors: 'Không có', file_sha256: 'e'.repeat(64),
      recorded_by: world.at.it_officer.id, ...changes,
    });

  test('the run begins once everything before it is proven, and ends every access', async () => {
    const closing = await buildClosing(database, await buildEndingContract(database, world));
    expect(await tried(run(closing))).toBe('independent_run_after_handover');
    await buildHandedOver(database, closing, ['BG-20']);
    expect(await tried(run(closing))).toBe('independent_run_after_handover');
    const items = await itemsOf(database, closing);
    const id = randomUUID();
    expect(await carryOut(client, absent(id, items['BG-20'] ?? '', 'none'), decided(id))).toBe('done');
    expect(await tried(run(closing))).toBe('done');
    await buildAccessGrant(database, { contract: closing.contract, phase: 'handover' });
    expect(await tried(run(closing))).toBe('independent_run_ends_access');
  });

  test('the run lasts its working days, without the vendor', async () => {
    const closing = await buildClosing(database, await buildEndingContract(database, world));
    await buildHandedOver(database, closing);
    const runId = await buildRun(database, closing);
    const ended = (outcome = 'passed'): Statement => insert('independent_run_end', { run_id: runId, outcome, note: 'Ổn định', files: ['b'.repeat(64)], finished_by: world.at.it_officer.id });
    await database.setNow('2026-12-14T23:00:00+07:00');
    expect(await tried(ended())).toBe('independent_run_runs_its_days');
    expect(await tried(ended('failed'))).toBe('done');
    expect(await tried(run(closing))).toBe('independent_run_one_at_a_time');
    await database.setNow('2026-12-15T00:00:00+07:00');
    expect(await tried(ended())).toBe('done');
    await buildAccessSession(database, { contract: closing.contract, personName: 'Người Lạ' });
    expect(await tried(ended())).toBe('independent_run_without_vendor');
  });

  test('working days in the database are those of the product', async () => {
    const reader = openReader(database.appUrl, 1);
    const { calendar } = (await openLibrary(reader)).workingCalendar();
    await reader.close();
    for (const day of ['2026-12-07', '2026-12-30', '2026-08-31', '2027-02-01', '2027-04-28']) {
      const [row] = await database.asApplication<{ day: string }>('SELECT working_days_after($1, 5)::text AS day', [day]);
      expect({ day, end: row?.day }).toEqual({ day, end: (() => { const end = addWorkingDays(calendarDay(day), 5, calendar); return end.known ? end.day : undefined; })() });
    }
  });

  test('nothing is destroyed before it is proven, and a waiver is no proof', async () => {
    const closing = await buildSettledClosing(database, world);
    expect(await tried(destroyed(closing))).toBe('done');
    expect(await tried(destroyed(closing, { done_at: '2026-12-16T08:59:00+07:00' }))).toBe('destruction_time_possible');
    const items = await itemsOf(database, closing);
    expect(await tried(delivered(items['BG-07'] ?? ''), destroyed(closing))).toBe('destruction_after_proof');
    const id = randomUUID();
    expect(await tried(absent(id, items['BG-07'] ?? '', 'waived'), decided(id), destroyed(closing))).toBe('destruction_after_proof');
    await database.setNow(MORNING);
    const early = await buildClosing(database, await buildEndingContract(database, world));
    expect(await tried(destroyed(early))).toBe('destruction_after_proof');
    await buildHandedOver(database, early);
    expect(await tried(destroyed(early))).toBe('destruction_after_run');
  });

  test('a contract closes when nothing stands in the way, by its head, for ever', async () => {
    const closing = await buildSettledClosing(database, world);
    expect(await obstaclesOf(closing)).toEqual(['copies-unsettled']);
    expect(await tried(close(closing), liquidated(closing))).toBe('contract_closes_when_settled');
    expect(await tried(liquidated(closing))).toBe('contract_gate_not_open');
    await buildDestruction(database, closing);
    expect(await obstaclesOf(closing)).toEqual([]);
    expect(await tried(close(closing, world.at.procurement_officer.id), liquidated(closing))).toBe('contract_close_by_head');
    expect(await tried(close(closing, world.atWard.unit_head.id), liquidated(closing))).toBe('contract_close_by_head');
    expect(await tried(close(closing))).toBe('contract_close_liquidates');
    expect(await carryOut(client, close(closing), liquidated(closing))).toBe('done');
    const items = await itemsOf(database, closing);
    expect(await tried(delivered(items['BG-01'] ?? ''))).toBe('closing_closed_stays');
    expect(await tried(absent(randomUUID(), items['BG-04'] ?? '', 'none'))).toBe('closing_closed_stays');
    expect(await tried(close(closing), liquidated(closing))).toBe('closing_closed_stays');
    expect(await tried([`UPDATE closing SET closed_at = NULL WHERE id = $1`, [closing.id]])).toMatch(/permission denied/);
  });

  test('a system that the contract is made to forget is still looked at and still runs without the vendor', async () => {
    const begunAnew = await buildClosing(database, await buildEndingContract(database, world));
    await database.asOwner(`WITH told AS (INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.built', app_now(), '{}', sha256('{}'))) DELETE FROM contract_system WHERE contract_id = $1`, [begunAnew.contract.id]);
    const obstacles = await database.asOwner<{ code: string }>('SELECT code FROM closing_obstacles($1)', [begunAnew.contract.id]);
    expect(obstacles.map(({ code }) => code)).toEqual(expect.arrayContaining(['survey-missing', 'run-not-begun']));
    expect(await tried(['DELETE FROM closing_system WHERE closing_id = $1', [begunAnew.id]])).toMatch(/permission denied|append_only/);
  });

  test('an open case stands in the way', async () => {
    const closing = await buildSettledClosing(database, world);
    await buildDestruction(database, closing);
    await buildCase(database, { contract: closing.contract });
    expect(await obstaclesOf(closing)).toEqual(['case-open']);
  });
});

describe('accounts', () => {
  const settled = (accountId: string, changes: Readonly<Record<string, unknown>> = {}): Statement =>
    insert('account_settlement', { id: randomUUID(), account_id: accountId, action: 'cancelled', done_at: MORNING, sign_in_failed: true, proof: 'Đăng nhập bị từ chối', files: ['c'.repeat(64)], settled_by: world.at.it_officer.id, ...changes });
  const accounts = (closing: BuiltClosing): Promise<{ id: string; name: string; origin: string; settled: boolean }[]> =>
    database.asApplication('SELECT t.id, t.name, a.origin, t.settled FROM closing_account_standing t JOIN closing_account a ON a.id = t.id WHERE t.closing_id = $1 ORDER BY t.name', [closing.id]);

  test('come from grants and sessions, before and after closing began, and are settled with proof', async () => {
    const contract = await buildEndingContract(database, world);
    await buildAccessGrant(database, { contract, accounts: ['vh.mot'] });
    const closing = await buildClosing(database, contract);
    await buildAccessSession(database, { contract, personName: 'Người Lạ', account: 'root' });
    await buildAccessGrant(database, { contract, phase: 'handover', accounts: ['vh.hai'], hours: 2 });
    expect((await accounts(closing)).map(({ name, origin }) => [name, origin])).toEqual([['root', 'session'], ['vh.hai', 'grant'], ['vh.mot', 'grant']]);
    const root = (await accounts(closing)).find(({ name }) => name === 'root')?.id ?? '';
    const second = (await accounts(closing)).find(({ name }) => name === 'vh.hai')?.id ?? '';
    expect(await tried(settled(second))).toBe('account_settlement_after_access');
    expect(await tried(settled(root, { files: [] }))).toBe('account_settlement_proven');
    expect(await tried(settled(root, { done_at: '2026-12-08T00:00:00+07:00' }))).toBe('account_settlement_time_possible');
    expect(await tried(settled(root, { settled_by: world.at.auditor.id }))).toBe('closing_by_agency');
    expect(await carryOut(client, settled(root, { sign_in_failed: false }))).toBe('done');
    expect((await accounts(closing)).find(({ name }) => name === 'root')?.settled).toBe(false);
    expect(await carryOut(client, settled(root))).toBe('done');
    expect((await accounts(closing)).find(({ name }) => name === 'root')?.settled).toBe(true);
    // The grant ended with its phase; its account counts once the room of access has confirmed it closed.
    const [line] = await database.asOwner<{ id: string }>(`SELECT l.id FROM access_line l JOIN system_account a ON a.id = l.account_id WHERE l.contract_id = $1 AND a.name = 'vh.mot'`, [contract.id]);
    expect((await accounts(closing)).find(({ name }) => name === 'vh.mot')?.settled).toBe(false);
    await buildAccessClosure(database, { lineId: line?.id ?? '', by: world.at.it_officer });
    expect((await accounts(closing)).find(({ name }) => name === 'vh.mot')?.settled).toBe(true);
  });

  test('a look shows what is alive, and does not call the vendor\'s the agency\'s', async () => {
    const closing = await buildSettledClosing(database, world);
    await buildDestruction(database, closing);
    await buildSurvey(database, closing, [{ name: 'quantri' }, { name: 'vendor.ops', belongs: 'vendor' }, { name: 'la', belongs: 'unclear' }]);
    expect(await obstaclesOf(closing)).toEqual(['account-alive', 'account-unclear', 'account-unsettled']);
    const look = (belongs: string): Statement[] => {
      const id = randomUUID();
      return [
        insert('account_survey', { id, closing_id: closing.id, system_id: closing.contract.system.id, taken_at: '2026-12-16T09:00:00+07:00', source: 'passwd', file_sha256: 'd'.repeat(64), recorded_by: world.at.it_officer.id }),
        insert('account_survey_row', { survey_id: id, ordinal: 1, name: 'Vendor.OPS', enabled: true, belongs }),
      ];
    };
    expect(await tried(...look('agency'))).toBe('account_survey_knows_the_vendor');
    expect(await tried(...look('vendor'))).toBe('done');
    expect(await tried(...look('vendor').slice(0, 1))).toBe('account_survey_lists_accounts');
    const id = (await accounts(closing))[0]?.id ?? '';
    expect(await carryOut(client, settled(id, { action: 'transferred' }))).toBe('done');
    expect(await tried(...look('agency'))).toBe('done');
    expect(await carryOut(client, ...look('agency'))).toBe('done');
    expect(await obstaclesOf(closing)).toEqual([]);
  });
});

test('a run that failed stands in the way until another has passed', async () => {
  const closing = await buildClosing(database, await buildEndingContract(database, world));
  await buildHandedOver(database, closing);
  expect(await obstaclesOf(closing)).toEqual(['copies-unsettled', 'run-not-begun', 'survey-missing']);
  const first = await buildRun(database, closing);
  expect(await obstaclesOf(closing)).toEqual(['copies-unsettled', 'run-not-finished', 'survey-missing']);
  await buildRunEnd(database, closing, first, 'failed');
  expect(await obstaclesOf(closing)).toEqual(['copies-unsettled', 'run-failed', 'survey-missing']);
  await buildRun(database, closing);
  expect(await obstaclesOf(closing)).toEqual(['copies-unsettled', 'run-not-finished', 'survey-missing']);
});
