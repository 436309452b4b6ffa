import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { actAsApplication, buildDelegation } from '../builders/people.js';
import { build, buildPerson, buildWorld, giveRole, type BuiltPerson, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let deputy: BuiltPerson;
let delegationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
  deputy = await buildPerson(database, { login: 'pho-giam-doc' });
  delegationId = await buildDelegation(database, { head: world.at.unit_head, delegate: deputy, agency: world.department, areas: ['contracts', 'access'] });
});
afterAll(() => database.drop());

/** What a refused statement was refused by: the name of the wall, else the SQLSTATE. */
async function refusalOf(sql: string, values: readonly unknown[] = []): Promise<string | undefined> {
  return actAsApplication(database, sql, values).then(
    () => 'not refused',
    (error: unknown) => brokenWallOf(error) ?? sqlStateOf(error),
  );
}

const hash = 'a'.repeat(64);

describe('a decision', () => {
  /** A click of the head on something that the procurement officer asked for, with what the test changes. */
  function decision(change: Partial<Record<string, unknown>> = {}): [string, unknown[]] {
    const row: Record<string, unknown> = {
      agency_id: world.department.id, subject_kind: 'contract', subject_id: world.department.id, act: 'approve', area: 'contracts', outcome: 'approved', ground: null,
      requested_by: world.at.procurement_officer.id, decided_by: world.at.unit_head.id, capacity: 'own', delegation_id: null, medium: 'click',
      recorded_by: world.at.unit_head.id, paper_number: null, paper_date: null, paper_sha256: null, ...change,
    };
    const names = Object.keys(row);
    return [`INSERT INTO decision (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row)];
  }
  const paper = () => ({ medium: 'paper', recorded_by: world.at.records_clerk.id, paper_number: '12/QĐ', paper_date: '2026-11-18', paper_sha256: hash });

  test('stands by click, on paper, and by a delegate who names the delegation', async () => {
    expect(await refusalOf(...decision())).toBe('not refused');
    expect(await refusalOf(...decision(paper()))).toBe('not refused');
    expect(await refusalOf(...decision({ decided_by: deputy.id, recorded_by: deputy.id, capacity: 'KT', delegation_id: delegationId }))).toBe('not refused');
  });

  test.each<[string, () => Record<string, unknown>]>([
    ['decision_maker_is_not_requester', () => ({ requested_by: world.at.unit_head.id })],
    ['decision_click_is_the_deciders', () => ({ recorded_by: world.at.records_clerk.id })],
    ['decision_paper_recorded_by_another', () => ({ ...paper(), recorded_by: world.at.procurement_officer.id })],
    ['decision_paper_has_its_scan', () => ({ ...paper(), paper_sha256: null })],
    ['decision_paper_has_its_scan', () => ({ ...paper(), paper_number: null })],
    ['decision_paper_number_not_empty', () => ({ ...paper(), paper_number: ' ' })],
    ['decision_returned_with_ground', () => ({ outcome: 'returned' })],
    ['decision_by_authority', () => ({ delegation_id: delegationId })],
    ['decision_by_authority', () => ({ decided_by: world.at.it_officer.id, recorded_by: world.at.it_officer.id })],
    ['decision_by_authority', () => ({ decided_by: world.atWard.unit_head.id, recorded_by: world.atWard.unit_head.id })],
    ['decision_by_authority', () => ({ decided_by: deputy.id, recorded_by: deputy.id, capacity: 'TUQ', delegation_id: delegationId })],
    ['decision_by_authority', () => ({ decided_by: deputy.id, recorded_by: deputy.id, capacity: 'KT', delegation_id: delegationId, area: 'violations' })],
    ['decision_by_authority', () => ({ ...paper(), paper_date: '2025-12-31' })],
    ['decision_not_of_tomorrow', () => ({ ...paper(), paper_date: '2026-11-21' })],
    ['decision_area_known', () => ({ area: 'everything' })],
  ])('is refused by %s (%#)', async (wall, change) => {
    expect(await refusalOf(...decision(change()))).toBe(wall);
  });

  test.each(["UPDATE decision SET outcome = 'approved'", 'DELETE FROM decision', 'TRUNCATE decision'])('is never touched again: %s', async (sql) => {
    expect(await refusalOf(sql)).toBe('42501');
  });
});

describe('roles', () => {
  const grant = (values: readonly unknown[]) =>
    refusalOf('INSERT INTO role_assignment (user_id, role, agency_id, with_subtree, valid_from, valid_until, granted_by) VALUES ($1, $2, $3, false, $4, $5, $6)', values);

  test('are not given to oneself, not without a granter, not twice at a time', async () => {
    const { administrator, auditor } = world.at;
    expect(await grant([administrator.id, 'unit_head', world.department.id, '2026-01-01', null, administrator.id])).toBe('nobody_raises_their_own_roles');
    expect(await grant([auditor.id, 'unit_head', world.department.id, '2026-01-01', null, null])).toBe('role_assignment_names_its_granter');
    expect(await grant([auditor.id, 'auditor', world.department.id, '2026-06-01', null, administrator.id])).toBe('role_assignment_once_at_a_time');
    expect(await grant([auditor.id, 'unit_head', world.department.id, '2026-06-01', '2026-05-01', administrator.id])).toBe('role_assignment_dates');
  });

  test('of a term may follow each other, but not share a day', async () => {
    const person = await buildPerson(database, { login: 'nhiem-ky' });
    await giveRole(database, { person, role: 'auditor', agency: world.department, from: '2026-01-01', until: '2026-06-30', by: world.at.administrator });
    expect(await grant([person.id, 'auditor', world.department.id, '2026-06-30', null, world.at.administrator.id])).toBe('role_assignment_once_at_a_time');
    expect(await grant([person.id, 'auditor', world.department.id, '2026-07-01', null, world.at.administrator.id])).toBe('not refused');
  });

  test('are history: only ended, once, by somebody else, never before they began', async () => {
    const { auditor } = world.atWard;
    const { administrator } = world.at;
    expect(await refusalOf(`UPDATE role_assignment SET role = 'unit_head' WHERE user_id = $1`, [auditor.id])).toBe('role_assignment_is_history');
    expect(await refusalOf('DELETE FROM role_assignment')).toBe('42501');
    const end = (day: string, by: string) => refusalOf('UPDATE role_assignment SET ended_on = $2, ended_by = $3 WHERE user_id = $1', [auditor.id, day, by]);
    expect(await end('2026-11-20', auditor.id)).toBe('nobody_ends_their_own_roles');
    expect(await end('2025-01-01', administrator.id)).toBe('role_assignment_ended_within_term');
    expect(await end('2026-11-20', administrator.id)).toBe('not refused');
    expect(await end('2026-11-21', administrator.id)).toBe('role_assignment_is_history');
  });

  test('the last administrator stays: neither role nor account can go, not even for one who begins later', async () => {
    const { administrator } = world.at;
    const later = await buildPerson(database, { login: 'quantri-sau' });
    await giveRole(database, { person: later, role: 'administrator', agency: world.city, withSubtree: true, from: '2027-01-01', by: administrator });
    expect(await refusalOf(`UPDATE role_assignment SET ended_on = '2026-11-20', ended_by = $2 WHERE user_id = $1`, [administrator.id, later.id])).toBe('last_administrator_stays');
    expect(await refusalOf('UPDATE user_account SET closed_at = app_now() WHERE id = $1', [administrator.id])).toBe('last_administrator_stays');
  });
});

describe('two administrators who remove each other at the same moment', () => {
  test('are not both removed', async () => {
    const { administrator } = world.at;
    const second = await buildPerson(database, { login: 'quantri-hai' });
    await giveRole(database, { person: second, role: 'administrator', agency: world.city, withSubtree: true, by: administrator });
    const clients = await Promise.all([administrator, second].map(async () => {
      const client = new pg.Client({ connectionString: database.appUrl });
      await client.connect();
      return client;
    }));
    try {
      // Both acts are done and see the other administrator still there; only then both commit.
      for (const [index, client] of clients.entries()) {
        const [gone, by] = index === 0 ? [second, administrator] : [administrator, second];
        await client.query('BEGIN');
        await client.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.acted', app_now(), '{}', sha256('{}'))`);
        await client.query(`UPDATE role_assignment SET ended_on = '2026-11-20', ended_by = $2 WHERE user_id = $1 AND role = 'administrator'`, [gone.id, by.id]);
      }
      const ends = await Promise.allSettled(clients.map((client) => client.query('COMMIT')));
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(ends.flatMap((end) => (end.status === 'rejected' ? brokenWallOf(end.reason) : []))).toEqual(['last_administrator_stays']);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  });
});

describe('a delegation', () => {
  function delegation(change: Record<string, unknown> = {}): [string, unknown[]] {
    const row: Record<string, unknown> = {
      agency_id: world.department.id, head_id: world.at.unit_head.id, delegate_id: deputy.id, kind: 'TUQ', areas: ['contracts'], ground: 'Căn cứ', valid_from: '2026-11-20',
      valid_until: '2026-12-20', created_by: world.at.unit_head.id, ...change,
    };
    const names = Object.keys(row);
    return [`INSERT INTO delegation (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row)];
  }
  const paper = () => ({ medium: 'paper', created_by: world.at.records_clerk.id, paper_number: '5/UQ', paper_date: '2026-11-19', paper_sha256: hash });

  test('is given by a click of the head or recorded from paper', async () => {
    expect(await refusalOf(...delegation())).toBe('not refused');
    expect(await refusalOf(...delegation(paper()))).toBe('not refused');
  });

  test.each<[string, () => Record<string, unknown>]>([
    ['delegation_to_another_person', () => ({ delegate_id: world.at.unit_head.id, ...paper() })],
    ['delegation_click_is_the_heads', () => ({ created_by: world.at.records_clerk.id })],
    ['delegation_recorded_by_another', () => ({ ...paper(), created_by: deputy.id })],
    ['delegation_paper_has_its_scan', () => ({ ...paper(), paper_sha256: null })],
    ['delegation_names_its_scope', () => ({ areas: [] })],
    ['delegation_areas_known', () => ({ areas: ['everything'] })],
    ['delegation_names_its_ground', () => ({ ground: ' ' })],
    ['delegation_dates', () => ({ valid_until: '2026-11-19' })],
    ['delegation_from_own_authority', () => ({ head_id: world.at.auditor.id, created_by: world.at.auditor.id })],
    ['delegation_from_own_authority', () => ({ head_id: world.atWard.unit_head.id, created_by: world.atWard.unit_head.id })],
  ])('is refused by %s (%#)', async (wall, change) => {
    expect(await refusalOf(...delegation(change()))).toBe(wall);
  });

  test('of a delegate, who has no office of their own, is refused: what came by delegation is not passed on', async () => {
    expect(await refusalOf(...delegation({ head_id: deputy.id, created_by: deputy.id, delegate_id: world.at.auditor.id }))).toBe('delegation_from_own_authority');
  });

  test('can only be revoked, whole and once, and gives nothing from then on', async () => {
    const id = await buildDelegation(database, { head: world.at.unit_head, delegate: world.at.it_officer, agency: world.department });
    const held = () => database.asApplication<{ capacity: string }>('SELECT capacity FROM effective_role WHERE delegation_id = $1', [id]);
    expect(await held()).toEqual([{ capacity: 'KT' }]);
    expect(await refusalOf(`UPDATE delegation SET areas = '{violations}' WHERE id = $1`, [id])).toBe('delegation_is_history');
    expect(await refusalOf('UPDATE delegation SET revoked_at = app_now() WHERE id = $1', [id])).toBe('delegation_revoked_whole');
    const revoke = `UPDATE delegation SET revoked_at = app_now(), revoked_by = $2, revoke_ground = $3 WHERE id = $1`;
    expect(await refusalOf(revoke, [id, world.at.unit_head.id, ' '])).toBe('delegation_revoke_names_its_ground');
    expect(await refusalOf(revoke, [id, world.at.unit_head.id, 'Đã về'])).toBe('not refused');
    expect(await held()).toEqual([]);
    expect(await refusalOf(revoke, [id, world.at.unit_head.id, 'Lần nữa'])).toBe('delegation_is_history');
  });
});

describe('an agency', () => {
  test('never lies below itself, is the only root, and shares its name with no living one', async () => {
    expect(await refusalOf('UPDATE agency SET parent_id = $1 WHERE id = $2', [world.department.id, world.city.id])).toBe('agency_tree_has_no_loop');
    expect(await refusalOf(`INSERT INTO agency (code, name, kind, place_name, record_symbol) VALUES ('goc-hai', 'Gốc hai', 'city', 'x', 'x')`)).toBe('agency_one_root');
    expect(await refusalOf('UPDATE agency SET name = upper($1) WHERE id = $2', [world.ward.name, world.department.id])).toBe('agency_name_unique');
    expect(await refusalOf(`UPDATE agency SET place_name = ' ' WHERE id = $1`, [world.ward.id])).toBe('agency_place_and_symbol_not_empty');
  });

  test('ends with a ground, once, and is followed only by one that lives', async () => {
    await build(database, async (query) => {
      for (const code of ['cu-mot', 'cu-hai']) {
        await query(`INSERT INTO agency (code, name, kind, parent_id, place_name, record_symbol) VALUES ($1, $1, 'unit', $2, 'x', 'x')`, [code, world.city.id]);
      }
    });
    const end = (code: string, ground: string | null, successor: string | null) =>
      refusalOf(`UPDATE agency SET ended_on = '2026-11-01', end_ground = $2, successor_id = (SELECT id FROM agency WHERE code = $3) WHERE code = $1`, [code, ground, successor]);
    expect(await end('cu-mot', null, 'so')).toBe('agency_end_names_its_ground');
    expect(await end('cu-mot', 'Nghị quyết 1', 'cu-mot')).toBe('agency_not_its_own_successor');
    expect(await end('cu-mot', 'Nghị quyết 1', 'so')).toBe('not refused');
    expect(await end('cu-mot', 'Nghị quyết 2', 'phuong')).toBe('agency_end_is_history');
    expect(await end('cu-hai', 'Nghị quyết 1', 'cu-mot')).toBe('agency_successor_is_alive');
  });

  test('keeps its former names for good', async () => {
    expect(await refusalOf('DELETE FROM agency_former_name')).toBe('42501');
    expect(await refusalOf(`INSERT INTO agency_former_name (agency_id, name, ground) VALUES ($1, 'Tên cũ', ' ')`, [world.ward.id])).toBe('agency_former_name_not_empty');
  });
});

describe('accounts and settings', () => {
  test('have logins of one form and one owner, and never a password in the open', async () => {
    const insert = (login: string, password: string) =>
      refusalOf(`INSERT INTO user_account (login, full_name, post, password_hash, password_changed_on) VALUES ($1, 'Tên', 'Chức vụ', $2, app_today())`, [login, password]);
    expect(await insert('Có Dấu', '$argon2id$x')).toBe('user_account_login_form');
    expect(await insert('moi', 'mat-khau')).toBe('user_account_password_is_argon2id');
    expect(await insert(world.at.auditor.login, '$argon2id$x')).toBe('user_account_login_unique');
  });

  test.each(['setting', 'agency', 'user_account', 'role_assignment', 'delegation', 'decision', 'agency_former_name'])('%s does not change without an audit event', async (table) => {
    const triggers = await database.asApplication(`SELECT 1 FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname = 'change_is_audited'`, [table]);
    expect(triggers).toHaveLength(1);
  });

  test('a change without an audit event does not commit', async () => {
    const change = database.asApplication(`INSERT INTO setting (key, value) VALUES ('x', '{}')`);
    expect(await change.then(() => 'not refused', brokenWallOf)).toBe('change_is_audited');
  });
});
