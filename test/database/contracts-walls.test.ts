import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { contractLifecycle } from '../../server/contracts/index.js';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { buildPlannedContract, buildTransitionalContract, type BuiltContract } from '../builders/contracts.js';
import { buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let vendor: BuiltVendor;
let system: BuiltSystem;
let application: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
  vendor = await buildVendor(database, { by: world.at.procurement_officer });
  system = await buildSystem(database, { agency: world.ward, beneficiaries: [world.city] });
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.drop();
});

type Statement = readonly [sql: string, values?: readonly unknown[]];

/** Runs statements under the application role in one audited transaction. @returns the wall that refused them, or 'done' */
async function attempt(...statements: readonly Statement[]): Promise<string> {
  try {
    await application.query('BEGIN');
    await application.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.tried', app_now(), '{}', sha256('{}'))`);
    for (const [sql, values = []] of statements) await application.query(sql, [...values]);
    await application.query('COMMIT');
    return 'done';
  } catch (error) {
    await application.query('ROLLBACK');
    return brokenWallOf(error) ?? sqlStateOf(error) ?? String(error);
  }
}

const plan = (): Promise<BuiltContract> => buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer });
const run = (change: { signedOn?: string; phase?: 'signed' | 'active' | 'handing_over' } = {}): Promise<BuiltContract> =>
  buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor, ...change });
const change = (contract: BuiltContract, what: string, values: readonly unknown[] = []): Statement => [`UPDATE contract SET ${what}, version = version + 1 WHERE id = '${contract.id}'`, values];

/** The insert of a row like the builders make it, with some columns changed. */
function insert(entry: 'new' | 'transitional', changed: Readonly<Record<string, unknown>> = {}): Statement {
  const running = { number: `N-${String(Math.random())}`, vendor_id: vendor.id, value: 100, signed_on: '2025-06-15', starts_on: '2025-07-01', ends_on: '2027-06-30', transition_ground: 'Hồ sơ lưu', review_due_on: '2027-02-18' };
  const row: Record<string, unknown> = {
    entry_kind: entry, phase: entry === 'new' ? 'planned' : 'active', agency_id: world.department.id, origin_agency_id: world.department.id, name: 'Thử', operator_kind: 'vendor',
    responsible_id: world.at.procurement_officer.id, created_by: world.at.procurement_officer.id, ...(entry === 'new' ? {} : running), ...changed,
  };
  const names = Object.keys(row);
  return [`INSERT INTO contract (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row)];
}

describe('entering', () => {
  test('the rows that the tests change one thing of are accepted', async () => {
    expect(await attempt(insert('new'))).toBe('done');
    expect(await attempt(insert('transitional'))).toBe('done');
  });

  test.each<[string, 'new' | 'transitional', Record<string, unknown>]>([
    ['new_contract_enters_planned', 'new', { phase: 'signed' }],
    ['new_contract_enters_planned', 'new', { phase: 'active' }],
    ['transitional_contract_enters_running', 'transitional', { phase: 'planned' }],
    ['transitional_contract_enters_running', 'transitional', { phase: 'trial' }],
    ['transitional_contract_enters_running', 'transitional', { phase: 'liquidated' }],
    ['transitional_contract_signed_before_adoption', 'transitional', { signed_on: '2026-01-01' }],
    ['transitional_contract_signed_before_adoption', 'transitional', { signed_on: null }],
    ['transitional_contract_is_whole', 'transitional', { transition_ground: ' ' }],
    ['transitional_contract_is_whole', 'transitional', { review_due_on: null }],
    ['transitional_contract_is_whole', 'new', { transition_ground: 'x', review_due_on: '2027-01-01' }],
    ['signed_contract_is_whole', 'transitional', { number: null }],
    ['signed_contract_is_whole', 'transitional', { vendor_id: null }],
    ['signed_contract_is_whole', 'transitional', { operator_kind: null }],
    ['signed_contract_is_whole', 'transitional', { ends_on: null }],
    ['planned_contract_is_not_signed', 'new', { signed_on: '2026-01-05' }],
    ['contract_value_not_negative', 'new', { value: -1 }],
    ['contract_value_possible', 'new', { value: '1000000000000001' }],
    ['contract_security_part_within_value', 'new', { value: 100, security_value: 101 }],
    ['contract_security_part_within_value', 'new', { security_value: 1 }],
    ['contract_ends_after_start', 'new', { starts_on: '2027-01-02', ends_on: '2027-01-01' }],
    ['contract_signed_before_end', 'transitional', { starts_on: '2025-01-01', ends_on: '2025-06-14' }],
    ['contract_operator_known', 'new', { operator_kind: 'somebody' }],
    ['contract_other_operator_named', 'new', { operator_kind: 'other-organization' }],
    ['contract_refused_hire_names_its_ground', 'new', { hire_answer: 'confirmed-not-allowed', hire_outcome: 'refused' }],
    ['contract_hire_answer_whole', 'new', { hire_outcome: 'allowed' }],
    ['contract_texts_not_empty', 'new', { name: ' ' }],
    ['contract_cancelled_with_ground', 'new', { cancel_ground: 'vì sao' }],
    ['contract_entry_kind_known', 'new', { entry_kind: 'imported' }],
  ])('%s refuses a %s contract with %j', async (wall, entry, changed) => {
    expect(await attempt(insert(entry, changed))).toBe(wall);
  });

  test('the responsible officer is a person of the agency', async () => {
    expect(await attempt(insert('new', { responsible_id: world.atWard.procurement_officer.id }))).toBe('contract_responsible_of_agency');
    expect(await attempt(insert('new', { responsible_id: world.at.administrator.id }))).toBe('contract_responsible_of_agency');
  });

  test('number and package code are the agency’s only ones, however they are written, until cancelled', async () => {
    const first = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer, number: '12/HĐ-A', packageCode: 'ib2600000001-00' });
    expect(await attempt(insert('new', { number: '12/hd-a' }))).toBe('contract_number_unique');
    expect(await attempt(insert('new', { package_code: 'IB2600000001-01' }))).toBe('contract_package_unique');
    expect(await attempt(insert('new', { number: '12/HĐ-A', agency_id: world.ward.id, responsible_id: null }))).toBe('done');
    expect(await attempt(change(first, `phase = 'cancelled', cancel_ground = 'dừng'`))).toBe('done');
    expect(await attempt(insert('new', { number: '12/HĐ-A', package_code: 'IB2600000001-01' }))).toBe('done');
  });

  test('nothing changes without an audit event', async () => {
    const contract = await plan();
    const failed = await database.asApplication(`UPDATE contract SET name = 'x', version = version + 1 WHERE id = '${contract.id}'`).then(() => 'done', brokenWallOf);
    expect(failed).toBe('change_is_audited');
  });
});

describe('phases', () => {
  test('the database holds the arrows of the life cycle, no more and no fewer', async () => {
    const rows = await database.asApplication<{ from_phase: string; to_phase: string }>('SELECT from_phase, to_phase FROM contract_phase_move');
    const written = contractLifecycle.moves.map(({ from, to }) => `${from} ${to}`);
    expect(rows.map(({ from_phase, to_phase }) => `${from_phase} ${to_phase}`).sort()).toEqual(written.sort());
  });

  test('no other arrow passes, and those whose gate is not built are shut by name', async () => {
    for (const from of ['signed', 'active', 'handing_over'] as const) {
      const contract = await run({ phase: from });
      for (const to of contractLifecycle.states.filter((phase) => phase !== from)) {
        const set = `phase = '${to}', cancel_ground = ${to === 'cancelled' ? `'x'` : 'NULL'}`;
        const shut = from === 'signed' && to === 'trial' ? 'contract_trial_has_its_day' : 'contract_gate_not_open';
        expect(`${from} ${to} ${await attempt(change(contract, set))}`).toBe(`${from} ${to} ${contractLifecycle.canMove(from, to) ? shut : 'contract_phase_arrow'}`);
      }
    }
  });

  test('a planned contract is not signed without its assessment, and cancelled only with a ground, for good', async () => {
    const contract = await plan();
    expect(await attempt(change(contract, `phase = 'signed', number = 'S-1', vendor_id = $1, value = 1, signed_on = '2026-11-01', starts_on = '2026-11-01', ends_on = '2027-11-01'`, [vendor.id]))).toBe('contract_signs_g_01');
    expect(await attempt(change(contract, `phase = 'active'`))).toBe('contract_phase_arrow');
    expect(await attempt(change(contract, `phase = 'cancelled'`))).toBe('contract_cancelled_with_ground');
    expect(await attempt(change(contract, `phase = 'cancelled', cancel_ground = 'dừng'`))).toBe('done');
    expect(await attempt(change(contract, `name = 'khác'`))).toBe('closed_contract_stays');
    expect(await attempt(change(contract, `phase = 'planned', cancel_ground = NULL`))).toBe('closed_contract_stays');
  });

  test('how it came in stays, and every change counts the version', async () => {
    const contract = await run();
    expect(await attempt(change(contract, `entry_kind = 'new', transition_ground = NULL, review_due_on = NULL`))).toBe('contract_entry_is_history');
    expect(await attempt(change(contract, `review_due_on = '2030-01-01'`))).toBe('contract_entry_is_history');
    expect(await attempt([`UPDATE contract SET name = 'x' WHERE id = '${contract.id}'`])).toBe('contract_version_counts_up');
    expect(await attempt([`DELETE FROM contract WHERE id = '${contract.id}'`])).toBe('42501');
  });
});

describe('amendments', () => {
  const amendment = (contract: BuiltContract, ordinal: number, before: string, after: string, signedOn = '2026-02-01'): Statement => [
    `INSERT INTO contract_amendment (contract_id, ordinal, number, signed_on, ground, ends_on_before, ends_on_after, scope_before, scope_after, value_before, value_after, recorded_by)
     SELECT id, ${ordinal}, 'PL${ordinal}', '${signedOn}', 'Gia hạn', '${before}', '${after}', scope, scope, value, value, responsible_id FROM contract WHERE id = '${contract.id}'`,
  ];

  test('change the terms together with the contract, in order, and stay as they are', async () => {
    const contract = await run();
    expect(await attempt(amendment(contract, 1, '2027-06-30', '2028-06-30'))).toBe('contract_follows_last_amendment');
    expect(await attempt(amendment(contract, 1, '2027-06-30', '2028-06-30'), change(contract, `ends_on = '2028-06-30'`))).toBe('done');
    expect(await attempt(amendment(contract, 2, '2027-06-30', '2029-06-30'), change(contract, `ends_on = '2029-06-30'`))).toBe('contract_amendment_starts_from_terms');
    expect(await attempt(amendment(contract, 2, '2028-06-30', '2029-06-30', '2026-01-31'), change(contract, `ends_on = '2029-06-30'`))).toBe('contract_amendment_in_order');
    expect(await attempt(amendment(contract, 2, '2028-06-30', '2029-06-30', '2026-11-21'), change(contract, `ends_on = '2029-06-30'`))).toBe('contract_amendment_in_order');
    expect(await attempt(amendment(contract, 1, '2028-06-30', '2029-06-30'), change(contract, `ends_on = '2029-06-30'`))).toBe('contract_amendment_ordinal_unique');
    expect(await attempt(amendment(contract, 2, '2028-06-30', '2028-06-30'))).toBe('contract_amendment_changes_something');
    expect(await attempt(change(contract, `ends_on = '2030-01-01'`))).toBe('contract_terms_change_by_amendment');
    expect(await attempt(change(contract, `value = 5`))).toBe('contract_terms_change_by_amendment');
    expect(await attempt([`UPDATE contract_amendment SET ground = 'khác' WHERE contract_id = '${contract.id}'`])).toBe('42501');
    await expect(database.asOwner(`DELETE FROM contract_amendment WHERE contract_id = '${contract.id}'`)).rejects.toMatchObject({ constraint: 'contract_amendment_append_only' });
  });

  test('only change a running contract; before the first one a transitional contract can be corrected', async () => {
    const planned = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer, startsOn: '2026-12-01', endsOn: '2027-06-30' });
    expect(await attempt(amendment(planned, 1, '2027-06-30', '2028-06-30'))).toBe('contract_amended_while_running');
    const contract = await run();
    expect(await attempt(change(contract, `ends_on = '2027-07-31', value = 7`))).toBe('done');
    expect(await attempt(change(contract, `signed_on = '2026-02-01'`))).toBe('transitional_contract_signed_before_adoption');
  });
});

describe('who reads it', () => {
  const readersOf = async (contract: BuiltContract): Promise<string[]> =>
    (await database.asApplication<{ beneficiary_ids: string[] }>('SELECT beneficiary_ids FROM contract WHERE id = $1', [contract.id]))[0]?.beneficiary_ids ?? [];

  test('agencies of its systems and those named, as they come and go; never its own', async () => {
    const contract = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer, systems: [system] });
    expect((await readersOf(contract)).sort()).toEqual([world.ward.id, world.city.id].sort());
    expect(await attempt(['UPDATE information_system SET beneficiary_ids = $2, version = version + 1 WHERE id = $1', [system.id, [world.department.id]]])).toBe('done');
    expect(await readersOf(contract)).toEqual([world.ward.id]);
    expect(await attempt(['DELETE FROM contract_system WHERE contract_id = $1', [contract.id]], ['INSERT INTO contract_beneficiary VALUES ($1, $2)', [contract.id, world.city.id]])).toBe('done');
    expect(await readersOf(contract)).toEqual([world.city.id]);
  });

  test('a contract without a system names none, in either order', async () => {
    const without = await plan();
    expect(await attempt(['INSERT INTO contract_system VALUES ($1, $2)', [without.id, system.id]])).toBe('contract_without_system_has_none');
    const tied = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer, systems: [system] });
    expect(await attempt(change(tied, 'without_system = true'))).toBe('contract_without_system_has_none');
    expect(await attempt(['DELETE FROM information_system WHERE id = $1', [system.id]])).toBe('contract_system_system_id_fkey');
  });
});

describe('takeover by another agency', () => {
  const request = (contract: BuiltContract, from: string, to: string): Statement => [
    `INSERT INTO contract_transfer (contract_id, from_agency_id, to_agency_id, effective_on, document_number, document_day, reason, requested_by)
     VALUES ($1, $2, $3, '2026-11-01', '5/QĐ', '2026-10-01', 'Sắp xếp', $4)`,
    [contract.id, from, to, world.at.procurement_officer.id],
  ];
  const decision = (contract: BuiltContract, agencyId: string, by: string): Statement => [
    `INSERT INTO decision (agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by)
     SELECT $2, 'contract-transfer', t.id, 'take-contract-over', 'contracts', 'approved', t.requested_by, $3, 'own', 'click', $3 FROM contract_transfer t WHERE t.contract_id = $1`,
    [contract.id, agencyId, by],
  ];
  const settle = (contract: BuiltContract): Statement => [
    `UPDATE contract_transfer t SET outcome = 'accepted', settled_at = app_now(), decision_id = (SELECT d.id FROM decision d WHERE d.subject_id = t.id LIMIT 1) WHERE t.contract_id = $1`,
    [contract.id],
  ];
  const move = (contract: BuiltContract, to: string): Statement => change(contract, 'agency_id = $1, responsible_id = NULL', [to]);

  test('only by an accepted transfer that the receiving head decided; the giver goes on reading', async () => {
    const contract = await run();
    const { department, ward } = world;
    expect(await attempt(move(contract, ward.id))).toBe('contract_agency_changes_by_transfer');
    expect(await attempt(request(contract, ward.id, department.id))).toBe('contract_transfer_from_its_agency');
    expect(await attempt(request(contract, department.id, department.id))).toBe('contract_transfer_between_two');
    expect(await attempt(request(contract, department.id, ward.id))).toBe('done');
    expect(await attempt(request(contract, department.id, world.city.id))).toBe('contract_transfer_one_open');
    expect(await attempt(move(contract, ward.id))).toBe('contract_agency_changes_by_transfer');
    expect(await attempt([`UPDATE contract_transfer SET outcome = 'accepted' WHERE contract_id = $1`, [contract.id]])).toBe('contract_transfer_decided_by_receiver');
    expect(await attempt(decision(contract, department.id, world.at.unit_head.id), settle(contract))).toBe('contract_transfer_decided_by_receiver');
    expect(await attempt(decision(contract, ward.id, world.at.procurement_officer.id))).toBe('decision_by_authority');
    expect(await attempt(decision(contract, ward.id, world.atWard.unit_head.id), settle(contract), move(contract, world.city.id))).toBe('contract_agency_changes_by_transfer');
    expect(await attempt(decision(contract, ward.id, world.atWard.unit_head.id), settle(contract), move(contract, ward.id))).toBe('done');
    const rows = await database.asApplication<{ agency_id: string; origin_agency_id: string; beneficiary_ids: string[] }>('SELECT agency_id, origin_agency_id, beneficiary_ids FROM contract WHERE id = $1', [contract.id]);
    expect(rows[0]).toMatchObject({ agency_id: ward.id, origin_agency_id: department.id, beneficiary_ids: [department.id] });
    expect(await attempt([`UPDATE contract_transfer SET outcome = NULL, decision_id = NULL, settled_at = NULL WHERE contract_id = $1`, [contract.id]])).toBe('contract_transfer_is_history');
    expect(await attempt(move(contract, department.id))).toBe('contract_agency_changes_by_transfer');
  });
});

describe('tasks', () => {
  test('say who must do what by when', async () => {
    await database.setNow('2027-07-02T12:00:00+07:00');
    const late = await run();
    const waiting = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer, hireOutcome: 'needs-legal-answer' });
    const tasks = await database.asApplication<{ kind: string; role: string }>(`SELECT kind, role FROM contract_task WHERE subject_id = ANY ($1) ORDER BY kind`, [[late.id, waiting.id]]);
    expect(tasks).toEqual([
      { kind: 'contract.legal-answer', role: 'procurement_officer' },
      { kind: 'contract.past-end', role: 'unit_head' },
      { kind: 'contract.review-due', role: 'procurement_officer' },
    ]);
    await database.setNow('2026-11-20T12:00:00+07:00');
  });
});
