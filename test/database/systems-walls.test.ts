import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { effectiveLevel, systemLifecycle } from '../../server/systems/index.js';
import { approveLevel, buildDataAsset, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let system: BuiltSystem;
let client: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
  system = await buildSystem(database, { agency: world.department, beneficiaries: [world.ward], state: 'preparing' });
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Runs statements as the application in one audited transaction; says which wall refused them. */
async function refusalOf(...statements: readonly (readonly [sql: string, values?: readonly unknown[]])[]): Promise<string | undefined> {
  try {
    await client.query('BEGIN');
    await client.query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('test.tried', '{}', sha256('{}'))`);
    for (const [sql, values = []] of statements) await client.query(sql, [...values]);
    await client.query('COMMIT');
    return 'not refused';
  } catch (error) {
    await client.query('ROLLBACK');
    return brokenWallOf(error) ?? sqlStateOf(error);
  }
}

const insertSystem = `INSERT INTO information_system (code, name, description, managing_agency_id, beneficiary_ids, owner_agency_id, owner_text, operator_kind, operator_name,
    serves_procedures, public_service, national_security, proposed_level, plan_number, plan_approved_on, hosting_kind, service_state)
  VALUES ($1, 'Tên', 'Chức năng', $2, $3, $4, $5, $6, $7, false, false, false, $8, $9, $10, 'agency', $11)`;

interface Draft {
  code: string; beneficiaries: string[]; owner: string | null; ownerText: string | null; operator: string; operatorName: string | null;
  level: number | null; planNumber: string | null; planDay: string | null; state: string;
}
const sound: Draft = {
  code: 'M1', beneficiaries: [], owner: null, ownerText: 'UBND', operator: 'hiring-agency', operatorName: null, level: null, planNumber: null, planDay: null, state: 'preparing',
};
const valuesOf = (change: Partial<Draft>): unknown[] => {
  const d = { ...sound, ...change };
  return [d.code, world.department.id, d.beneficiaries, d.owner, d.ownerText, d.operator, d.operatorName, d.level, d.planNumber, d.planDay, d.state];
};

describe('a system', () => {
  test.each<[string, () => Partial<Draft>]>([
    ['information_system_code_not_empty', () => ({ code: ' ' })],
    ['information_system_code_unique', () => ({ code: system.code.toLowerCase() })],
    ['information_system_one_owner', () => ({ ownerText: null })],
    ['information_system_one_owner', () => ({ owner: world.city.id })],
    ['information_system_operator_known', () => ({ operator: 'nobody' })],
    ['information_system_operator_named', () => ({ operator: 'other-organization' })],
    ['information_system_level_range', () => ({ level: 6 })],
    ['information_system_plan_whole', () => ({ planNumber: '1/QĐ' })],
    ['information_system_plan_not_in_future', () => ({ planNumber: '1/QĐ', planDay: '2026-11-21' })],
    ['information_system_beneficiary_is_another', () => ({ beneficiaries: [world.department.id] })],
    ['information_system_beneficiary_once', () => ({ beneficiaries: [world.ward.id, world.ward.id] })],
    ['information_system_beneficiary_exists', () => ({ beneficiaries: ['00000000-0000-4000-8000-000000000000'] })],
    ['information_system_state_known', () => ({ state: 'suspended' })],
  ])('%s', async (wall, change) => {
    expect(await refusalOf([insertSystem, valuesOf(change())])).toBe(wall);
  });

  test('sound, it is taken; without an audit event it is not', async () => {
    expect(await refusalOf([insertSystem, valuesOf({ code: 'SOUND', planNumber: '1/QĐ', planDay: '2026-11-20' })])).toBe('not refused');
    await expect(database.asApplication(`UPDATE information_system SET name = 'x' WHERE id = $1`, [system.id])).rejects.toMatchObject({ constraint: 'change_is_audited' });
  });

  test('with a decision or a data asset cannot be deleted', async () => {
    const other = await buildSystem(database, { agency: world.department });
    await buildDataAsset(database, { system: other });
    expect(await refusalOf(['DELETE FROM information_system WHERE id = $1', [other.id]])).toBe('data_asset_system_id_fkey');
  });
});

describe('the state of service', () => {
  const change = (from: string, to: string): [string, unknown[]] => [
    `INSERT INTO system_state_change (system_id, from_state, to_state, ground, changed_by) VALUES ($1, $2, $3, 'Biên bản', $4)`,
    [system.id, from, to, world.at.it_officer.id],
  ];
  const move = (to: string): [string, unknown[]] => ['UPDATE information_system SET service_state = $2 WHERE id = $1', [system.id, to]];

  test('the table of moves is that of the life cycle', async () => {
    const rows = await database.asApplication<{ move: string }>(`SELECT from_state || '>' || to_state AS move FROM system_state_move`);
    expect(rows.map((row) => row.move).sort()).toEqual(systemLifecycle.moves.map(({ from, to }) => `${from}>${to}`).sort());
  });

  test('moves only along the life cycle', async () => {
    expect(await refusalOf(move('in-service'))).toBe('information_system_state_moves_along_lifecycle');
    expect(await refusalOf(change('preparing', 'in-service'))).toBe('system_state_change_along_lifecycle');
  });

  test('moves only with a ground written in the same transaction', async () => {
    expect(await refusalOf(move('trial'))).toBe('information_system_state_has_ground');
    expect(await refusalOf([`INSERT INTO system_state_change (system_id, from_state, to_state, ground, changed_by) VALUES ($1, 'preparing', 'trial', ' ', $2)`, [system.id, world.at.it_officer.id]]))
      .toBe('system_state_change_names_its_ground');
    expect(await refusalOf(change('preparing', 'trial'), move('trial'))).toBe('not refused');
    expect(await refusalOf(move('preparing'))).toBe('information_system_state_has_ground');
  });

  test('reaches operation only with an approved level', async () => {
    expect(await refusalOf(change('trial', 'in-service'), move('in-service'))).toBe('information_system_operates_with_level');
    await approveLevel(database, { system, level: 2, by: world.at.it_officer });
    expect(await refusalOf(change('trial', 'in-service'), move('in-service'))).toBe('not refused');
  });

  test.each(['UPDATE system_state_change SET ground = \'x\'', 'DELETE FROM system_state_change', 'UPDATE system_state_move SET to_state = \'x\''])('its past stays: %s', async (sql) => {
    expect(await refusalOf([sql])).toBe('42501');
  });
});

describe('the level', () => {
  const decide = (change: Partial<{ level: number; number: string; on: string; body: string; file: string; corrects: string | null }>): [string, unknown[]] => {
    const d = { level: 3, number: '2/QĐ', on: '2026-11-20', body: 'UBND', file: 'b'.repeat(64), corrects: null, ...change };
    return [
      `INSERT INTO system_level_decision (system_id, level, number, decided_on, issuing_body, file_sha256, corrects_id, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [system.id, d.level, d.number, d.on, d.body, d.file, d.corrects, world.at.it_officer.id],
    ];
  };

  test.each([
    ['system_level_decision_range', { level: 0 }],
    ['system_level_decision_range', { level: 6 }],
    ['system_level_decision_number_not_empty', { number: '' }],
    ['system_level_decision_body_not_empty', { body: ' ' }],
    ['system_level_decision_has_file', { file: 'none' }],
    ['system_level_decision_not_in_future', { on: '2026-11-21' }],
    ['system_level_decision_once', { number: '1/qđ-ubnd', on: '2026-03-01' }],
    ['system_level_decision_corrects_same_system', { corrects: '00000000-0000-4000-8000-000000000000' }],
  ])('%s', async (wall, change) => {
    expect(await refusalOf(decide(change))).toBe(wall);
  });

  test.each([
    [null, true], [null, false], [1, true], [1, false], [4, true], [4, false],
  ] as const)('proposed %s, procedures %s: the database counts as the rule does', async (proposedLevel, servesProcedures) => {
    const built = await buildSystem(database, { agency: world.ward, servesProcedures, ...(proposedLevel === null ? {} : { proposedLevel }) });
    const [row] = await database.asApplication('SELECT effective_level AS effective, level_approved AS approved FROM published_system WHERE id = $1', [built.id]);
    expect(row).toEqual(effectiveLevel(null, proposedLevel, servesProcedures));
  });

  test('the newest decision counts, a correction replaces what it corrects, and nothing is overwritten', async () => {
    const other = await buildSystem(database, { agency: world.ward, servesProcedures: true });
    const levelNow = async (): Promise<unknown> =>
      (await database.asApplication('SELECT effective_level, level_approved FROM published_system WHERE id = $1', [other.id]))[0];
    expect(await levelNow()).toEqual({ effective_level: 3, level_approved: false });
    const first = await approveLevel(database, { system: other, level: 2, by: world.atWard.it_officer, number: '10/QĐ', on: '2026-05-01' });
    await approveLevel(database, { system: other, level: 4, by: world.atWard.it_officer, number: '5/QĐ', on: '2026-01-15' });
    expect(await levelNow()).toEqual({ effective_level: 2, level_approved: true });
    await approveLevel(database, { system: other, level: 3, by: world.atWard.it_officer, number: '10/QĐ', on: '2026-05-01', corrects: first });
    expect(await levelNow()).toEqual({ effective_level: 3, level_approved: true });
    await expect(approveLevel(database, { system: other, level: 3, by: world.atWard.it_officer, number: '11/QĐ', corrects: first })).rejects.toMatchObject({ constraint: 'system_level_decision_corrected_once' });
    await build(database, async (query) => {
      await query('UPDATE information_system SET approved_level = 5, level_decision_id = NULL WHERE id = $1', [other.id]);
    });
    expect(await levelNow()).toEqual({ effective_level: 3, level_approved: true });
    await expect(database.asOwner('UPDATE system_level_decision SET level = 1')).rejects.toMatchObject({ constraint: 'system_level_decision_append_only' });
    await expect(database.asOwner('DELETE FROM system_level_decision')).rejects.toMatchObject({ constraint: 'system_level_decision_append_only' });
  });
});

describe('a data asset', () => {
  test.each([
    ['data_asset_no_state_secret', `'Tên', 'state-secret', true, 'none', 0, 'Máy chủ', 'vietnam'`],
    ['data_asset_personal_known', `'Tên', 'public', true, 'some', 0, 'Máy chủ', 'vietnam'`],
    ['data_asset_subjects_not_negative', `'Tên', 'basic-personal', true, 'basic', -1, 'Máy chủ', 'vietnam'`],
    ['data_asset_subjects_only_with_personal_data', `'Tên', 'public', true, 'none', 5, 'Máy chủ', 'vietnam'`],
    ['data_asset_name_not_empty', `' ', 'public', true, 'none', 0, 'Máy chủ', 'vietnam'`],
    ['data_asset_place_not_empty', `'Tên', 'public', true, 'none', 0, '', 'vietnam'`],
    ['data_asset_country_known', `'Tên', 'public', true, 'none', 0, 'Máy chủ', 'mars'`],
  ])('%s', async (wall, values) => {
    const sql = `INSERT INTO data_asset (system_id, name, kind, state_managed, personal_data, subject_count, storage_place, storage_country) VALUES ('${system.id}', ${values})`;
    expect(await refusalOf([sql])).toBe(wall);
  });

  test('is named once in its system, diacritics or not', async () => {
    const asset = await buildDataAsset(database, { system, name: 'Hồ sơ công dân' });
    const sql = `INSERT INTO data_asset (system_id, name, kind, state_managed, personal_data, storage_place, storage_country) VALUES ($1, 'HO SO cong dan', 'public', true, 'none', 'x', 'vietnam')`;
    expect(asset.name).toBe('Hồ sơ công dân');
    expect(await refusalOf([sql, [system.id]])).toBe('data_asset_name_unique');
  });
});

describe('tasks', () => {
  test('a system in use without an approved level is the task of the IT officer of its agency, and gone with the decision', async () => {
    const running = await buildSystem(database, { agency: world.ward });
    const tasks = (): Promise<unknown[]> => database.asApplication('SELECT kind, agency_id, role FROM system_task WHERE subject_id = $1', [running.id]);
    expect(await tasks()).toEqual([{ kind: 'system.level-missing', agency_id: world.ward.id, role: 'it_officer' }]);
    await approveLevel(database, { system: running, level: 2, by: world.atWard.it_officer });
    expect(await tasks()).toEqual([]);
  });
});
