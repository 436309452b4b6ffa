import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { buildAccessGrant, buildAccessRequest, buildBoundPerson, buildAccessClosure } from '../builders/access.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import { loadLibraries, type ReadyContract } from '../builders/signing.js';
import { buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { buildCase, buildContainedCase, buildDelivery, buildDone, buildRemedy, buildReport, type BuiltCase, type BuiltContainment } from '../builders/violations.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { caseLifecycle } from '../../server/violations/domain/case.lifecycle.js';
import { isOfficeOpen } from '../../server/violations/domain/office-hours.js';
import { openLibrary } from '../../server/library/index.js';
import { openReader } from '../../server/platform/database/reading.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { askAndGrant, attempt, buildAccount, carryOut, decide, grant, open, type Statement } from './access-statements.js';

let database: TestDatabase;
let world: World;
let client: pg.Client;
let contract: ReadyContract;
const MORNING = '2026-12-07T09:00:00+07:00';
const NIGHT = '2026-12-07T22:00:00+07:00';

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(MORNING);
  await loadLibraries(database);
  world = await buildWorld(database);
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
}, 60_000);
beforeEach(async () => {
  await database.setNow(MORNING);
  contract = await runningContract();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** A contract of a new vendor and system, running since before the product; with further systems where a test wants them. */
async function runningContract(systems: readonly BuiltSystem[] = []): Promise<ReadyContract> {
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(database, { by });
  const system = await buildSystem(database, { agency: world.department });
  const built = await buildTransitionalContract(database, { agency: world.department, by, vendor, systems: [system, ...systems] });
  return { ...built, agency: world.department, vendor, system, people: world.at, assessment: { id: '', contractId: built.id }, review: { id: '', contractId: built.id } };
}

const tried = (...statements: readonly Statement[]): Promise<string> => attempt(client, ...statements);
const head = (): BuiltPerson => world.at.unit_head;

/** An opened case in statements; `changes` overwrite its columns. */
function opened(changes: Readonly<Record<string, unknown>> = {}, parts: readonly ('sign' | 'level')[] = ['sign', 'level']): [string, ...Statement[]] {
  const id = randomUUID();
  const by = changes['opened_by'] ?? world.at.procurement_officer.id;
  const row = {
    id, contract_id: contract.id, agency_id: world.department.id, vendor_id: contract.vendor.id, seen: 'Tài khoản lạ', detected_at: '2026-12-07T08:00:00+07:00', found_by: 'Cán bộ', opened_by: by,
    source_kind: 'contract', source_id: contract.id, refuses_cooperation: false, signs_edition: 'violation-signs@2026-11-21', levels_edition: 'violation-levels@2026-11-21', ...changes,
  };
  const columns = Object.keys(row);
  return [
    id,
    [`INSERT INTO violation_case (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${String(index + 1)}`).join(', ')})`, Object.values(row)],
    ...(parts.includes('sign') ? [sign(id)] : []),
    ...(parts.includes('level') ? [level(id, 'V2')] : []),
  ];
}
const sign = (caseId: string, code = 'DH-01', graver = false): Statement => ['INSERT INTO case_sign (case_id, sign, graver, recorded_by) VALUES ($1, $2, $3, $4)', [caseId, code, graver, world.at.it_officer.id]];
const level = (caseId: string, code: string, reportId: string | null = null): Statement => [
  `INSERT INTO case_level (case_id, ordinal, level, steps, ground, report_id, recorded_by) VALUES ($1, 0, $2, '[{}]', 'Theo dấu hiệu', $3, $4)`, [caseId, code, reportId, world.at.it_officer.id],
];
const move = (caseId: string, state: string): Statement => ['UPDATE violation_case SET state = $2, version = version + 1 WHERE id = $1', [caseId, state]];
/** The statements of opening a case, without its identifier. */
const openedStatements = (...of: Parameters<typeof opened>): Statement[] => opened(...of).slice(1).filter((part): part is Statement => typeof part !== 'string');

interface ContainmentParts {
  readonly by?: BuiltPerson;
  readonly kind?: 'pause' | 'stop' | null;
  readonly reason?: string | null;
  readonly whole?: boolean;
  readonly breadth?: 'contract' | 'vendor';
  readonly without?: readonly ('contract' | 'snapshot' | 'notice' | 'state' | 'revocation' | 'suspension')[];
  readonly suspension?: Readonly<Record<string, unknown>>;
  readonly state?: string;
  readonly also?: readonly Statement[];
  readonly first?: readonly Statement[];
}

/** A containment of a case in statements, every part of it there unless left out. */
function contained(of: BuiltCase, parts: ContainmentParts = {}): Statement[] {
  const { by = head(), kind = 'pause', reason = null, whole = true, breadth = 'contract', without = [] } = parts;
  const id = randomUUID();
  const part = (name: NonNullable<ContainmentParts['without']>[number], ...statements: Statement[]): Statement[] => (without.includes(name) ? [] : statements);
  const suspension = {
    id: randomUUID(), containment_id: id, case_id: of.id, system_id: of.contract.system.id, agency_id: of.contract.agency.id, kind: kind ?? 'pause', scope: 'whole', part: null,
    ends_at: kind === 'stop' ? null : '2026-12-14T00:00:00+07:00', lift_condition: kind === 'stop' ? 'Có kết luận' : null, continuity: 'Hồ sơ giấy', executor_id: world.at.it_officer.id, decided_by: by.id, ...parts.suspension,
  };
  const columns = Object.keys(suspension);
  return [
    [`INSERT INTO containment (id, case_id, contract_id, breadth, kind, ground, reason, whole, level, decided_by, out_of_hours, no_access_ever) VALUES ($1, $2, $3, $4, $5, 'Dấu hiệu', $6, $7, '', $8, false, true)`,
      [id, of.id, contract.id, breadth, kind, reason, whole, by.id]],
    ...part('contract', ['INSERT INTO containment_contract (containment_id, contract_id) VALUES ($1, $2)', [id, of.contract.id]]),
    ...(parts.first ?? []),
    ...part('snapshot', [`INSERT INTO containment_snapshot (containment_id, content, bytes, sha256) VALUES ($1, '{}', '{}', encode(sha256('{}'), 'hex'))`, [id]]),
    ...part('revocation', [`UPDATE access_grant SET ended_at = app_now(), end_kind = 'revoked', ended_by = $2, end_ground = 'Dấu hiệu' WHERE contract_id = $1 AND ended_at IS NULL`, [of.contract.id, by.id]]),
    ...(kind === null ? [] : part('suspension', [`INSERT INTO system_suspension (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${String(index + 1)}`).join(', ')})`, Object.values(suspension)])),
    ...part('notice', [`INSERT INTO case_notice (id, case_id, containment_id, addressee, body, drafted_by) VALUES ($1, $2, $3, 'vendor', 'Thông báo', $4)`, [randomUUID(), of.id, id, by.id]]),
    ...(parts.also ?? []).map(([sql, values]): Statement => [sql, (values ?? []).map((value) => (value === 'CONTAINMENT' ? id : value))]),
    ...part('state', move(of.id, parts.state ?? (kind === null ? 'unpaused' : 'contained'))),
  ];
}

describe('a case', () => {
  test('is opened on signs of the library, from the signing of its contract on, by somebody of its agency', async () => {
    expect(await tried(...openedStatements())).toBe('done');
    expect(await tried(...openedStatements({}, ['level']))).toBe('violation_case_has_signs');
    expect(await tried(...openedStatements({}, ['sign']))).toBe('violation_case_has_signs');
    expect(await tried(...openedStatements({ opened_by: world.atWard.it_officer.id }))).toBe('violation_case_by_agency');
    expect(await tried(...openedStatements({ opened_by: world.at.auditor.id }))).toBe('violation_case_by_agency');
    expect(await tried(...openedStatements({ detected_at: '2026-12-07T09:00:01+07:00' }))).toBe('violation_case_not_of_tomorrow');
    expect(await tried(...openedStatements({ occurred_at: '2026-12-07T08:30:00+07:00' }))).toBe('violation_case_detected_after_it_occurred');
    expect(await tried(...openedStatements({ signs_edition: 'violation-levels@2026-11-21' }))).toBe('violation_case_by_library');
    expect(await tried(...openedStatements({ source_id: randomUUID() }))).toBe('violation_case_source_of_contract');
    expect(await tried(...openedStatements({ source_kind: 'system', source_id: contract.system.id }))).toBe('done');
    expect(await tried(...openedStatements({ seen: ' ' }))).toBe('violation_case_texts_not_empty');
  });

  test('is never deleted and stays as it was recorded', async () => {
    const { id } = await buildCase(database, { contract });
    expect(await tried(['DELETE FROM violation_case WHERE id = $1', [id]])).toMatch(/permission denied/);
    for (const change of [`seen = 'Khác'`, `detected_at = detected_at - interval '1 day'`, `contract_id = contract_id, found_by = 'Khác'`, `opened_by = '${world.at.it_officer.id}'`]) {
      expect(await tried([`UPDATE violation_case SET ${change} WHERE id = $1`, [id]])).toBe('violation_case_stays_as_recorded');
    }
    expect(await tried([`UPDATE violation_case SET refuses_cooperation = true WHERE id = $1`, [id]], [`UPDATE violation_case SET refuses_cooperation = false WHERE id = $1`, [id]])).toBe('violation_case_stays_as_recorded');
    expect(await tried([`UPDATE violation_case SET level = 'V4' WHERE id = $1`, [id]])).toBe('violation_case_level_is_recorded');
    expect(await tried([`UPDATE violation_case SET agency_id = $2 WHERE id = $1`, [id, world.ward.id]])).toBe('violation_case_with_contract');
    for (const table of ['case_sign', 'case_system', 'case_level']) {
      await expect(database.asOwner(`UPDATE ${table} SET case_id = case_id WHERE case_id = $1`, [id])).rejects.toMatchObject({ constraint: `${table}_append_only` });
      await expect(database.asOwner(`DELETE FROM ${table} WHERE case_id = $1`, [id])).rejects.toMatchObject({ constraint: `${table}_append_only` });
      await expect(database.asOwner(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject({ constraint: expect.stringMatching(/_append_only$/) });
    }
    await expect(database.asOwner('DELETE FROM violation_case WHERE id = $1', [id])).rejects.toMatchObject({ constraint: 'violation_case_append_only' });
    await expect(database.asOwner('TRUNCATE violation_case CASCADE')).rejects.toMatchObject({ constraint: expect.stringMatching(/_append_only$/) });
  });

  test('moves along its life cycle alone, by what was done', async () => {
    const moves = await database.asApplication<{ from_state: string; to_state: string }>('SELECT from_state, to_state FROM violation_case_move ORDER BY 1, 2');
    expect(moves).toEqual(caseLifecycle.moves.map(({ from, to }) => ({ from_state: from, to_state: to })).toSorted((one, other) => `${one.from_state} ${one.to_state}` < `${other.from_state} ${other.to_state}` ? -1 : 1));
    const { id } = await buildCase(database, { contract });
    expect(await tried(move(id, 'reported'))).toBe('violation_case_arrow');
    for (const state of ['contained', 'unpaused', 'closed']) expect(await tried(move(id, state))).toBe('violation_case_state_by_fact');
  });

  test('has signs, systems and incidents that are its own', async () => {
    const { id } = await buildCase(database, { contract });
    const elsewhere = await buildSystem(database, { agency: world.department });
    expect(await tried(sign(id, 'DH-99'))).toBe('case_sign_of_library');
    expect(await tried(sign(id, 'DH-03', true))).toBe('case_sign_of_library');
    expect(await tried(sign(id, 'DH-04', true))).toBe('done');
    expect(await tried(['INSERT INTO case_system (case_id, system_id) VALUES ($1, $2)', [id, elsewhere.id]])).toBe('case_system_of_contract');
  });
});

describe('the level of a case', () => {
  test('is at least that of its signs, goes up freely and down only by the report', async () => {
    const of = await buildCase(database, { contract });
    expect(await tried(level(of.id, 'V4'))).toBe('done');
    expect(await tried(level(of.id, 'V1'))).toBe('case_level_goes_down_by_report');
    expect(await tried(sign(of.id, 'DH-18'), level(of.id, 'V3'))).toBe('case_level_not_below_signs');
    const reported = await buildContainedCase(database, { contract });
    expect(await tried(level(reported.id, 'V1'))).toBe('case_level_goes_down_by_report');
    const reportId = await buildReport(database, reported, { level: 'V1' });
    expect(await tried(level(reported.id, 'V3', reportId))).toBe('case_level_as_reported');
    expect(await database.asApplication('SELECT level FROM violation_case WHERE id = $1', [reported.id])).toEqual([{ level: 'V1' }]);
  });
});

describe('containing', () => {
  let of: BuiltCase;
  beforeEach(async () => {
    of = await buildCase(database, { contract, sign: 'DH-05', level: 'V3' });
  });

  test('is one whole act', async () => {
    expect(await tried(...contained(of))).toBe('done');
    for (const part of ['contract', 'snapshot', 'notice', 'state'] as const) expect([part, await tried(...contained(of, { without: [part] }))]).toEqual([part, 'containment_is_whole']);
    expect(await tried(...contained(of, { state: 'unpaused' }))).toBe('violation_case_state_by_fact');
    expect(await tried(...contained(of), ...contained(of))).toBe('containment_of_open_case');
  });

  test('leaves nobody of the vendor with access', async () => {
    await buildAccessGrant(database, { contract });
    expect(await tried(...contained(of, { without: ['revocation'] }))).toBe('containment_leaves_no_access');
    expect(await tried(...contained(of))).toBe('done');
    // Another contract on the same system, of another vendor.
    const other = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: await buildVendor(database, { by: world.at.procurement_officer }), systems: [contract.system] });
    const otherContract = { ...contract, ...other, vendor: await vendorOf(other.id) };
    await buildAccessGrant(database, { contract: otherContract, people: [await buildBoundPerson(database, { contract: otherContract })] });
    expect(await tried(...contained(of))).toBe('system_suspension_leaves_no_access');
    expect(await tried(...contained(of, { suspension: { scope: 'part', part: 'Kết nối từ xa' }, reason: 'Phục vụ người dân' }))).toBe('done');
  });

  test('preserves evidence before it revokes, and names only what it ended', async () => {
    const { grantId } = await buildAccessGrant(database, { contract });
    const revoked: Statement = [`UPDATE access_grant SET ended_at = app_now(), end_kind = 'revoked', ended_by = $2, end_ground = 'Dấu hiệu' WHERE id = $1`, [grantId, head().id]];
    expect(await tried(...contained(of, { first: [revoked] }))).toBe('containment_snapshot_first');
    const named: Statement = ['INSERT INTO containment_grant (containment_id, grant_id) VALUES ($1, $2)', ['CONTAINMENT', grantId]];
    expect(await tried(...contained(of, { also: [named] }))).toBe('done');
    expect(await tried(...contained(of, { without: ['revocation'], also: [named] }))).toBe('containment_names_what_it_ended');
    expect(await tried(...contained(of, { also: [named, named] }))).toBe('containment_grant_ends_once');
    expect(await tried(...contained(of, { also: [[`INSERT INTO containment_snapshot (containment_id, content, bytes, sha256) VALUES ($1, '{}', '{}', repeat('0', 64))`, ['CONTAINMENT']]], without: ['snapshot', 'revocation'] }))).toBe('containment_snapshot_hash_matches');
    expect(await tried(...contained(of, { also: [[`INSERT INTO containment_snapshot (containment_id, content, bytes, sha256) VALUES ($1, '{"a": 1}', '{}', encode(sha256('{}'), 'hex'))`, ['CONTAINMENT']]], without: ['snapshot', 'revocation'] }))).toBe('containment_snapshot_is_its_bytes');
  });

  test('is done by the head, or by the officer on duty out of hours from V3 on', async () => {
    const onDuty = world.at.it_officer;
    expect(await tried(...contained(of, { by: onDuty }))).toBe('containment_by_head_or_on_duty');
    expect(await tried(...contained(of, { by: world.at.procurement_officer }))).toBe('containment_by_head_or_on_duty');
    const second = await buildCase(database, { contract });
    await database.setNow(NIGHT);
    expect(await tried(...contained(of, { by: onDuty }))).toBe('done');
    expect(await tried(...contained(second, { by: onDuty }))).toBe('containment_by_head_or_on_duty');
    expect(await tried(...contained(of, { by: world.atWard.it_officer }))).toBe('containment_by_head_or_on_duty');
    expect(await tried(...contained(of, { by: world.atWard.unit_head }))).toBe('containment_by_head_or_on_duty');
  });

  test('of less than the level asks for says why, and names single grants at V1 alone', async () => {
    expect(await tried(...contained(of, { kind: null }))).toBe('containment_of_less_says_why');
    expect(await tried(...contained(of, { kind: null, reason: 'Không thể dừng' }))).toBe('done');
    expect(await tried(...contained(of, { suspension: { scope: 'part', part: 'Cổng' } }))).toBe('containment_of_less_says_why');
    const crime = await buildCase(database, { contract, sign: 'DH-18', level: 'V4' });
    expect(await tried(...contained(crime))).toBe('containment_of_less_says_why');
    expect(await tried(...contained(crime, { kind: 'stop' }))).toBe('done');
    expect(await tried(...contained(of, { whole: false }))).toBe('containment_names_grants_at_level_one');
    const late = await buildCase(database, { contract, sign: 'DH-16', level: 'V1' });
    expect(await tried(...contained(late, { whole: false, kind: null, reason: 'Không ảnh hưởng', without: ['revocation'] }))).toBe('done');
  });

  test('reaches contracts of the agency with this vendor, and all of them when it says so', async () => {
    const others = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: contract.vendor, systems: [contract.system] });
    const reaching = (id: string): Statement => ['INSERT INTO containment_contract (containment_id, contract_id) VALUES ($1, $2)', ['CONTAINMENT', id]];
    expect(await tried(...contained(of, { breadth: 'vendor' }))).toBe('containment_reaches_all_of_vendor');
    expect(await tried(...contained(of, { breadth: 'vendor', also: [reaching(others.id)] }))).toBe('done');
    expect(await tried(...contained(of, { also: [reaching(others.id)] }))).toBe('containment_reaches_own_contracts');
    const strange = await runningContract();
    expect(await tried(...contained(of, { breadth: 'vendor', also: [reaching(others.id), reaching(strange.id)] }))).toBe('containment_reaches_own_contracts');
  });

  test('is confirmed by the head, another person, where the officer on duty did it', async () => {
    const confirm = (id: string, by: BuiltPerson): Statement => [`INSERT INTO containment_confirmation (containment_id, confirmed_by, capacity) VALUES ($1, $2, '')`, [id, by.id]];
    await database.setNow(NIGHT);
    const onDuty = await buildContainedCase(database, { contract, sign: 'DH-05', level: 'V3', containment: { by: world.at.it_officer } });
    expect(await tried(confirm(onDuty.containmentId, world.at.it_officer))).toBe('containment_confirmed_by_another');
    expect(await tried(confirm(onDuty.containmentId, world.atWard.unit_head))).toBe('containment_confirmed_by_head');
    expect(await tried(confirm(onDuty.containmentId, head()))).toBe('done');
    const byHead = await buildContainedCase(database, { contract: await runningContract() });
    expect(await tried(confirm(byHead.containmentId, head()))).toBe('containment_confirmed_when_on_duty');
  });

  test('is never changed, and nothing is added to it later', async () => {
    const done = await buildContainedCase(database, { contract });
    expect(await tried(['INSERT INTO containment_contract (containment_id, contract_id) VALUES ($1, $2)', [done.containmentId, (await runningContract()).id]])).toBe('containment_is_one_act');
    for (const table of ['containment', 'containment_contract', 'containment_snapshot', 'containment_grant', 'containment_confirmation', 'system_suspension', 'suspension_extension', 'suspension_done',
      'suspension_proposal', 'suspension_proposal_answer', 'resumption', 'case_notice', 'case_notice_delivery', 'damage_report', 'case_remedy', 'case_remedy_verification', 'case_closing', 'case_incident']) {
      await expect(database.asOwner(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject({ constraint: expect.stringMatching(/_append_only$/) });
      expect([table, await tried([`UPDATE ${table} SET xmin = xmin`])]).toEqual([table, expect.not.stringMatching(/^done$/)]);
      expect([table, await tried([`DELETE FROM ${table}`])]).toEqual([table, expect.stringMatching(/permission denied/)]);
    }
  });

  async function vendorOf(contractId: string): Promise<ReadyContract['vendor']> {
    const [row] = await database.asApplication<{ id: string }>('SELECT vendor_id AS id FROM contract WHERE id = $1', [contractId]);
    return { ...contract.vendor, id: row?.id ?? '' };
  }
});

describe('a suspension', () => {
  test('is one kind, of a system that the agency manages, within its term, carried out by its IT officer', async () => {
    const of = await buildCase(database, { contract });
    expect(await tried(...contained(of, { suspension: { kind: 'stop', ends_at: null, lift_condition: 'x' } }))).toBe('containment_has_one_kind');
    expect(await tried(...contained(of, { suspension: { ends_at: null } }))).toBe('system_suspension_within_term');
    expect(await tried(...contained(of, { suspension: { ends_at: '2026-12-18T00:00:01+07:00' } }))).toBe('system_suspension_within_term');
    expect(await tried(...contained(of, { suspension: { ends_at: '2026-12-18T00:00:00+07:00' } }))).toBe('done');
    expect(await tried(...contained(of, { kind: 'stop', suspension: { lift_condition: null } }))).toBe('system_suspension_stop_has_condition');
    expect(await tried(...contained(of, { suspension: { scope: 'part' } }))).toBe('system_suspension_scope_known');
    expect(await tried(...contained(of, { suspension: { continuity: '' } }))).toBe('system_suspension_keeps_users_served');
    expect(await tried(...contained(of, { suspension: { executor_id: world.atWard.it_officer.id } }))).toBe('system_suspension_executor_of_agency');
    expect(await tried(...contained(of, { suspension: { decided_by: world.at.it_officer.id } }))).toBe('system_suspension_by_who_contains');
    const strange = await buildSystem(database, { agency: world.department });
    expect(await tried(...contained(of, { suspension: { system_id: strange.id } }))).toBe('system_suspension_by_its_agency');
    expect(await tried(...contained(of, { without: ['suspension'] }))).toBe('violation_case_state_by_fact');
  });

  test('of another agency is proposed to its head, who decides', async () => {
    const foreign = await buildSystem(database, { agency: world.ward });
    contract = await runningContract([foreign]);
    const of = await buildCase(database, { contract });
    const proposalId = randomUUID();
    const proposed = (changes: Readonly<Record<string, unknown>> = {}): Statement => {
      const row = { id: proposalId, containment_id: 'CONTAINMENT', system_id: foreign.id, to_agency_id: world.ward.id, scope: 'whole', body: 'Đề nghị tạm dừng', proposed_by: head().id, ...changes };
      return [`INSERT INTO suspension_proposal (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((_, index) => `$${String(index + 1)}`).join(', ')})`, Object.values(row)];
    };
    expect(await tried(...contained(of, { suspension: { system_id: foreign.id } }))).toBe('system_suspension_by_its_agency');
    expect(await tried(...contained(of, { also: [proposed({ system_id: contract.system.id, to_agency_id: world.department.id })] }))).toBe('suspension_proposed_to_its_agency');
    expect(await tried(...contained(of, { kind: null, reason: 'Không', also: [proposed()] }))).toBe('containment_has_one_kind');
    expect(await carryOut(client, ...contained(of, { also: [proposed()] }))).toBe('done');

    const answered = (by: BuiltPerson, accepted: boolean): Statement => [`INSERT INTO suspension_proposal_answer (proposal_id, accepted, ground, decided_by, capacity) VALUES ($1, $2, 'Đồng ý', $3, '')`, [proposalId, accepted, by.id]];
    const suspended = (changes: Readonly<Record<string, unknown>> = {}): Statement => {
      const row = {
        id: randomUUID(), system_id: foreign.id, agency_id: world.ward.id, proposal_id: proposalId, kind: 'pause', scope: 'whole', ends_at: '2026-12-10T00:00:00+07:00', continuity: 'Giấy',
        executor_id: world.atWard.it_officer.id, decided_by: world.atWard.unit_head.id, case_id: of.id, ...changes,
      };
      const columns = Object.keys(row);
      const values = columns.map((column, index) => `$${String(index + 1)}::${cast(column)}`);
      return [`INSERT INTO system_suspension (containment_id, ${columns.join(', ')}) SELECT n.id, ${values.join(', ')} FROM containment n WHERE n.case_id = $${String(columns.indexOf('case_id') + 1)}`, Object.values(row)];
    };
    expect(await tried(answered(head(), false))).toBe('suspension_proposal_answered_by_owner');
    expect(await tried(answered(world.atWard.unit_head, true))).toBe('suspension_accepted_is_made');
    expect(await tried(suspended())).toBe('system_suspension_as_proposed');
    expect(await tried(answered(world.atWard.unit_head, true), suspended({ scope: 'part', part: 'Cổng' }))).toBe('system_suspension_as_proposed');
    expect(await tried(answered(world.atWard.unit_head, true), suspended())).toBe('done');
    expect(await tried(answered(world.atWard.unit_head, false))).toBe('done');
  });

  test('is extended once within the term, and carried out with proof', async () => {
    const of = await buildContainedCase(database, { contract });
    const extended = (until: string, by = head()): Statement => [`INSERT INTO suspension_extension (suspension_id, until, ground, decided_by, capacity) VALUES ($1, $2, 'Chưa xong', $3, '')`, [of.suspensionId, until, by.id]];
    const done = (at: string, by = world.at.it_officer): Statement => [`INSERT INTO suspension_done (suspension_id, done_at, proof, file_sha256, confirmed_by) VALUES ($1, $2, 'Ảnh', repeat('a', 64), $3)`, [of.suspensionId, at, by.id]];
    expect(await tried(extended('2026-12-12T09:00:00+07:00'))).toBe('suspension_extended_within_term');
    expect(await tried(extended('2026-12-23T00:00:01+07:00'))).toBe('suspension_extended_within_term');
    expect(await tried(extended('2026-12-23T00:00:00+07:00'))).toBe('done');
    expect(await tried(extended('2026-12-13T00:00:00+07:00', world.atWard.unit_head))).toBe('suspension_changed_by_who_decided');
    expect(await tried(extended('2026-12-13T00:00:00+07:00'), extended('2026-12-14T00:00:00+07:00'))).toBe('suspension_extended_once');
    expect(await tried(done('2026-12-07T08:30:00+07:00'))).toBe('done');
    expect(await tried(done('2026-12-07T09:00:01+07:00'))).toBe('suspension_done_time_possible');
    expect(await tried(done('2026-12-07T06:00:00+07:00'))).toBe('suspension_done_time_possible');
    expect(await tried(done('2026-12-07T09:00:00+07:00', world.atWard.it_officer))).toBe('suspension_done_by_its_agency');
  });
});

describe('running again', () => {
  const resumed = (of: BuiltContainment, by = head()): Statement => [`INSERT INTO resumption (suspension_id, ground, decided_by, capacity) VALUES ($1, 'Đã khắc phục', $2, '')`, [of.suspensionId, by.id]];

  test('asks for the report, proven remedies and from V3 on a fresh assessment, and is decided by who suspended', async () => {
    const of = await buildContainedCase(database, { contract });
    expect(await tried(resumed(of))).toBe('resumption_when_put_right');
    await buildReport(database, of);
    expect(await tried(resumed(of))).toBe('resumption_when_put_right');
    const remedy = await buildRemedy(database, of, { verified: false });
    expect(await tried(resumed(of))).toBe('resumption_when_put_right');
    const verified = (by: BuiltPerson): Statement => [`INSERT INTO case_remedy_verification (remedy_id, proof, file_sha256, verified_by) VALUES ($1, 'Đã thử', repeat('d', 64), $2)`, [remedy, by.id]];
    expect(await tried(verified(world.at.procurement_officer))).toBe('case_remedy_verified_by_another');
    expect(await carryOut(client, verified(world.at.it_officer))).toBe('done');
    expect(await tried(resumed(of, world.atWard.unit_head))).toBe('suspension_changed_by_who_decided');
    expect(await tried(resumed(of), resumed(of))).toBe('suspension_is_lifted');
    expect(await carryOut(client, resumed(of))).toBe('done');
    expect(await database.asApplication('SELECT system_suspended($1) AS now', [contract.system.id])).toEqual([{ now: false }]);

    const grave = await buildContainedCase(database, { contract: await runningContract(), sign: 'DH-05', level: 'V3' });
    await buildReport(database, grave);
    await buildRemedy(database, grave);
    expect(await tried(resumed(grave))).toBe('resumption_when_put_right');
    expect(await database.asApplication('SELECT obstacle FROM resumption_obstacles($1)', [grave.suspensionId])).toEqual([{ obstacle: 'not-assessed-afresh' }]);
  });

  test('a pause whose end has passed stays until somebody decides', async () => {
    const of = await buildContainedCase(database, { contract });
    await database.setNow('2026-12-20T09:00:00+07:00');
    expect(await database.asApplication('SELECT system_suspended($1) AS now', [contract.system.id])).toEqual([{ now: true }]);
    expect(await database.asApplication(`SELECT kind FROM violation_task WHERE subject_id = $1 ORDER BY kind`, [of.suspensionId])).toEqual([{ kind: 'violation.pause-over' }, { kind: 'violation.suspension-undone' }]);
  });
});

describe('the end of a case', () => {
  const closed = (of: BuiltCase, outcome: string, by = head()): Statement[] => [[`INSERT INTO case_closing (case_id, outcome, ground, decided_by, capacity) VALUES ($1, $2, 'Đã xử lý', $3, '')`, [of.id, outcome, by.id]], move(of.id, 'closed')];

  test('is decided by the head when everything is handled; before containment only as unfounded', async () => {
    const nothing = await buildCase(database, { contract });
    expect(await tried(...closed(nothing, 'resumed'))).toBe('case_closes_when_handled');
    expect(await tried(...closed(nothing, 'unfounded', world.at.it_officer))).toBe('case_closed_by_head');
    expect(await tried(...closed(nothing, 'unfounded').slice(0, 1))).toBe('case_closing_closes_case');
    expect(await tried(...closed(nothing, 'unfounded'))).toBe('done');

    await buildAccessGrant(database, { contract });
    await database.setNow('2026-12-07T09:30:00+07:00');
    const of = await buildContainedCase(database, { contract });
    expect(await tried(...closed(of, 'unfounded'))).toBe('case_closes_when_handled');
    await buildReport(database, of);
    const obstacles = async (outcome: string): Promise<unknown[]> => (await database.asApplication<{ obstacle: string }>('SELECT obstacle FROM case_closing_obstacles($1, $2) ORDER BY 1', [of.id, outcome])).map(({ obstacle }) => obstacle);
    expect(await obstacles('resumed')).toEqual(['account-open', 'notice-undelivered', 'system-still-suspended']);
    await database.setNow('2026-12-07T10:00:00+07:00');
    expect(await obstacles('ended')).toEqual(['account-open', 'notice-undelivered']);
    await buildDelivery(database, of);
    const [line] = await database.asApplication<{ id: string }>('SELECT l.id FROM access_line l WHERE l.contract_id = $1', [contract.id]);
    await buildAccessClosure(database, { lineId: line?.id ?? '', by: world.at.it_officer });
    expect(await obstacles('ended')).toEqual([]);
    expect(await carryOut(client, ...closed(of, 'ended'), [`UPDATE contract SET phase = 'handing_over', version = version + 1 WHERE id = $1`, [contract.id]])).toBe('done');
    expect(await tried(level(of.id, 'V4'))).toBe('violation_case_closed_stays');
    expect(await tried(sign(of.id, 'DH-02'))).toBe('violation_case_closed_stays');
  });

  test('a contract is handed over early only by a case that ended it', async () => {
    await buildContainedCase(database, { contract });
    expect(await tried([`UPDATE contract SET phase = 'handing_over', version = version + 1 WHERE id = $1`, [contract.id]])).toBe('contract_gate_not_open');
  });
});

describe('papers', () => {
  test('have possible days and come from the agency', async () => {
    const of = await buildContainedCase(database, { contract });
    const delivered = (issued: string, at: string, by = world.at.records_clerk): Statement => [
      `INSERT INTO case_notice_delivery (notice_id, number, issued_on, delivered_at, delivery, recorded_by) VALUES ($1, '1/TB', $2, $3, 'post', $4)`, [of.noticeId, issued, at, by.id],
    ];
    expect(await tried(delivered('2026-12-07', '2026-12-07T08:59:00+07:00'))).toBe('done');
    expect(await tried(delivered('2026-12-06', '2026-12-07T08:59:00+07:00'))).toBe('case_notice_times_possible');
    expect(await tried(delivered('2026-12-07', '2026-12-07T09:00:01+07:00'))).toBe('case_notice_times_possible');
    expect(await tried(delivered('2026-12-07', '2026-12-06T23:00:00+07:00'))).toBe('case_notice_times_possible');
    expect(await tried(delivered('2026-12-07', '2026-12-07T08:59:00+07:00', world.atWard.records_clerk))).toBe('violation_case_by_agency');
    const report = (issued: string, signer: BuiltPerson): Statement => [
      `INSERT INTO damage_report (id, case_id, number, issued_on, signed_by, level, summary, file_sha256, recorded_by) VALUES ($1, $2, '1/BC', $3, $4, 'V2', 'Không', repeat('b', 64), $5)`, [randomUUID(), of.id, issued, signer.id, world.at.procurement_officer.id],
    ];
    expect(await tried(report('2026-12-07', head()))).toBe('done');
    expect(await tried(report('2026-12-08', head()))).toBe('damage_report_day_possible');
    expect(await tried(report('2026-12-07', world.at.it_officer))).toBe('damage_report_signed_by_authority');
    const open = await buildCase(database, { contract });
    expect(await tried([`INSERT INTO damage_report (id, case_id, number, issued_on, signed_by, level, summary, file_sha256, recorded_by) VALUES ($1, $2, '1/BC', '2026-12-07', $3, 'V2', 'Không', repeat('b', 64), $4)`, [randomUUID(), open.id, head().id, world.at.procurement_officer.id]])).toBe('damage_report_after_containment');
    expect(await tried([`INSERT INTO case_remedy (id, case_id, what, done_at, recorded_by) VALUES ($1, $2, 'Vá', '2026-12-07T09:00:01+07:00', $3)`, [randomUUID(), of.id, world.at.it_officer.id]])).toBe('case_remedy_time_possible');
    expect(await tried([`INSERT INTO case_remedy (id, case_id, what, done_at, recorded_by) VALUES ($1, $2, 'Vá', '2026-12-07T08:00:00+07:00', $3)`, [randomUUID(), open.id, world.at.it_officer.id]])).toBe('case_remedy_while_handled');
  });
});

describe('clocks', () => {
  const settled = (clock: string, kind: string, fact: string, subject: string): Statement => [
    `INSERT INTO duty_clock_settlement (clock_id, settled_at, fact_kind, fact_id, settled_by) SELECT id, app_now(), $2, $3, $5 FROM duty_clock WHERE clock = $1 AND subject_id = $4`, [clock, kind, fact, subject, world.at.it_officer.id],
  ];
  test('stop by the fact of their own case, and D-08 by itself with the last account that is closed', async () => {
    await buildAccessGrant(database, { contract, people: [await buildBoundPerson(database, { contract }), await buildBoundPerson(database, { contract })] });
    await database.setNow('2026-12-07T09:30:00+07:00');
    const of = await buildContainedCase(database, { contract });
    const other = await buildContainedCase(database, { contract: await runningContract() });
    expect(await tried(settled('D-10', 'damage-report', randomUUID(), of.id))).toBe('duty_clock_stopped_by_its_fact');
    expect(await tried(settled('D-10', 'case-unfounded', of.id, of.id))).toBe('duty_clock_stopped_by_its_fact');
    expect(await tried(settled('D-09', 'case-notice', of.noticeId, of.containmentId))).toBe('duty_clock_stopped_by_its_fact');
    expect(await tried(settled('D-08', 'containment-closed', of.containmentId, of.containmentId))).toBe('duty_clock_stopped_by_its_fact');
    await buildDelivery(database, other);
    expect(await tried(settled('D-09', 'case-notice', other.noticeId, of.containmentId))).toBe('duty_clock_stopped_by_its_fact');
    await buildDelivery(database, of);
    await database.setNow('2026-12-07T09:45:00+07:00');
    const lines = await database.asApplication<{ id: string }>('SELECT id FROM access_line WHERE contract_id = $1', [contract.id]);
    const stopped = (): Promise<unknown[]> => database.asApplication(`SELECT 1 FROM duty_clock_settlement s JOIN duty_clock k ON k.id = s.clock_id WHERE k.clock = 'D-08' AND k.subject_id = $1`, [of.containmentId]);
    await buildAccessClosure(database, { lineId: lines[0]?.id ?? '', by: world.at.it_officer });
    expect(await stopped()).toHaveLength(0);
    await buildAccessClosure(database, { lineId: lines[1]?.id ?? '', by: world.at.it_officer });
    expect(await stopped()).toHaveLength(1);
  });
});

describe('access', () => {
  test('nothing but repair under attendance is asked for, granted or opened on a contained contract', async () => {
    const waiting = await buildAccessRequest(database, { contract });
    const standing = await buildAccessGrant(database, { contract, form: 'standing', hours: 48 });
    const late = await buildCase(database, { contract, sign: 'DH-16', level: 'V1' });
    // At Mức 1 without any grant taken back: what runs goes on, nothing new comes.
    expect(await carryOut(client, ...contained(late, { whole: false, kind: null, reason: 'Không ảnh hưởng', without: ['revocation'] }))).toBe('done');
    const person = await buildBoundPerson(database, { contract });
    const holder = { id: person.id, accountId: await buildAccount(database, contract, 'vh-moi') };
    expect(await tried(...askAndGrant(contract, [holder]))).toBe('access_not_to_contained_contract');
    expect(await tried(...decide(contract, waiting.id), grant(contract, waiting.id))).toBe('access_not_to_contained_contract');
    expect(await tried(...open(contract, standing.grantId, [{ id: standing.people[0]?.id ?? '', accountId: standing.accountIds[0] ?? '' }]))).toBe('access_not_to_contained_contract');
    const repair = askAndGrant(contract, [holder], { phase: 'remediation', purpose: 'incident-handling' });
    expect(await tried(...repair)).toBe('done');
    const [now] = await database.asApplication('SELECT contract_contained($1) AS contained, remediation_open($1, $2) AS repair', [contract.id, contract.system.id]);
    expect(now).toEqual({ contained: true, repair: true });
  });

  test('what is live on a contract from which everything was taken back is nothing', async () => {
    await buildAccessGrant(database, { contract });
    expect(await database.asApplication('SELECT 1 FROM live_access WHERE contract_id = $1', [contract.id])).toHaveLength(1);
    await buildContainedCase(database, { contract });
    expect(await database.asApplication('SELECT 1 FROM live_access WHERE contract_id = $1', [contract.id])).toHaveLength(0);
  });
});

test('another agency that takes the contract over has its cases and lifts its suspensions', async () => {
  const of = await buildContainedCase(database, { contract });
  const decision = randomUUID();
  expect(await carryOut(client,
    [`INSERT INTO contract_transfer (contract_id, from_agency_id, to_agency_id, effective_on, document_number, document_day, reason, requested_by) VALUES ($1, $2, $3, '2026-12-01', '5/QĐ', '2026-11-01', 'Sắp xếp', $4)`,
      [contract.id, world.department.id, world.ward.id, world.at.procurement_officer.id]],
    [`INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by)
      SELECT $4, $2, 'contract-transfer', t.id, 'take-contract-over', 'contracts', 'approved', t.requested_by, $3, 'own', 'click', $3 FROM contract_transfer t WHERE t.contract_id = $1`,
      [contract.id, world.ward.id, world.atWard.unit_head.id, decision]],
    [`UPDATE contract_transfer SET outcome = 'accepted', settled_at = app_now(), decision_id = $2 WHERE contract_id = $1`, [contract.id, decision]],
    ['UPDATE contract SET agency_id = $2, responsible_id = NULL, version = version + 1 WHERE id = $1', [contract.id, world.ward.id]])).toBe('done');
  expect(await database.asApplication('SELECT agency_id FROM violation_case WHERE id = $1 UNION ALL SELECT agency_id FROM suspension_in_force WHERE case_id = $1', [of.id])).toEqual([{ agency_id: world.ward.id }, { agency_id: world.ward.id }]);
  const extended = (by: BuiltPerson): Statement => [`INSERT INTO suspension_extension (suspension_id, until, ground, decided_by, capacity) VALUES ($1, '2026-12-13T00:00:00+07:00', 'Chưa xong', $2, '')`, [of.suspensionId, by.id]];
  expect(await tried(extended(head()))).toBe('suspension_changed_by_who_decided');
  expect(await tried(extended(world.atWard.unit_head))).toBe('done');
});

test('office hours are those of the domain', async () => {
  const reader = openReader(database.appUrl, 1);
  const { calendar } = (await openLibrary(reader)).workingCalendar();
  for (let hour = 0; hour < 24 * 40; hour += 1) {
    const at = new Date(Date.UTC(2026, 3, 20, hour, (hour % 4) * 15));
    const [row] = await reader.rows<{ open: boolean }>('SELECT office_hours($1) AS open', [at]);
    if (row?.open !== isOfficeOpen(at, calendar)) throw new Error(`${at.toISOString()}: ${String(row?.open)}`);
  }
  await reader.close();
});

test('carrying out a suspension takes it off the tasks', async () => {
  const of = await buildContainedCase(database, { contract });
  const tasks = (): Promise<unknown[]> => database.asApplication(`SELECT kind FROM violation_task WHERE subject_id IN ($1, $2)`, [of.id, of.suspensionId]);
  expect(await tasks()).toEqual([{ kind: 'violation.suspension-undone' }]);
  await buildDone(database, of);
  expect(await tasks()).toEqual([]);
});

/** The type of a column of system_suspension. */
function cast(column: string): string {
  if (column.endsWith('_at')) return 'timestamptz';
  return /(^|_)(id|by)$/.test(column) ? 'uuid' : 'text';
}
