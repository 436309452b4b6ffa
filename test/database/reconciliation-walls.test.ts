import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { comparableName, revisionOf, sameName } from '../../server/reports/domain/reconciliation.js';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { buildPlannedContract, type BuiltContract } from '../builders/contracts.js';
import { buildPublishedList, inventedPackageCode } from '../builders/published-lists.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let application: pg.Client;
let list: Awaited<ReturnType<typeof buildPublishedList>>;
let contract: BuiltContract;
let wardContract: BuiltContract;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
  list = await buildPublishedList(database, { agency: world.department, by: world.at.procurement_officer, packages: [{ agency: world.department }, {}, { agency: world.ward }] });
  contract = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer });
  wardContract = await buildPlannedContract(database, { agency: world.ward, by: world.atWard.procurement_officer });
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.drop();
});

type Statement = readonly [sql: string, values?: readonly unknown[]];

/** Runs statements under the application role in one transaction, audited unless said. @returns the wall that refused them, or 'done' */
async function attempt(statements: readonly Statement[], audited = true): Promise<string> {
  try {
    await application.query('BEGIN');
    if (audited) await application.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.tried', app_now(), '{}', sha256('{}'))`);
    for (const [sql, values = []] of statements) await application.query(sql, [...values]);
    await application.query('COMMIT');
    return 'done';
  } catch (error) {
    await application.query('ROLLBACK');
    return brokenWallOf(error) ?? sqlStateOf(error) ?? String(error);
  }
}

const conclude = (fields: Readonly<Record<string, unknown>> = {}): Statement => {
  const row: Record<string, unknown> = {
    root: list.packages[0]?.code.slice(0, -3),
    agency_id: world.department.id,
    follows: null,
    outcome: 'excused',
    contract_id: null,
    reason: 'other',
    note: 'Đã kiểm tra',
    concluded_by: world.at.procurement_officer.id,
    ...fields,
  };
  const names = Object.keys(row);
  return [`INSERT INTO package_conclusion (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row)];
};

const newList = (fields: Readonly<Record<string, unknown>> = {}): Statement => {
  const row: Record<string, unknown> = {
    id: crypto.randomUUID(), agency_id: world.department.id, source: 'Nguồn', from_on: '2026-01-01', to_on: '2026-06-30', file_name: 'a.csv',
    file_sha256: crypto.randomUUID().replaceAll('-', '').repeat(2), sheet_name: 'CSV', packages: 1, published_by: world.at.procurement_officer.id, ...fields,
  };
  const names = Object.keys(row);
  return [`INSERT INTO published_list (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row)];
};

const newPackage = (listId: string, unplacedFor: string): Statement => [
  `INSERT INTO published_package (list_id, row_number, code, name, inviting_body, unplaced_for) VALUES ($1, 9, $2, 'Thuê', 'Bên', $3)`,
  [listId, inventedPackageCode(), unplacedFor],
];

describe('a published list', () => {
  test('stays as it was brought in', async () => {
    expect(await attempt([[`UPDATE published_list SET source = 'khác'`]])).toBe('42501');
    expect(await attempt([[`DELETE FROM published_list`]])).toBe('42501');
    expect(await attempt([[`UPDATE published_package SET name = 'khác'`]])).toBe('42501');
    expect(await attempt([[`DELETE FROM published_package`]])).toBe('42501');
    await expect(database.asOwner(`UPDATE published_list SET source = 'khác'`)).rejects.toMatchObject({ constraint: 'published_list_is_history' });
    await expect(database.asOwner(`UPDATE published_package SET name = 'khác'`)).rejects.toMatchObject({ constraint: 'published_package_is_history' });
  });

  test('is closed once it is in, and what no agency was found for is kept for whoever brought it', async () => {
    const id = crypto.randomUUID();
    expect(await attempt([newPackage(list.id, world.at.procurement_officer.id)])).toBe('published_list_is_closed');
    expect(await attempt([newList({ id }), newPackage(id, world.at.auditor.id)])).toBe('published_package_kept_for_its_bringer');
    expect(await attempt([newList({ id }), newPackage(id, world.at.procurement_officer.id)])).toBe('done');
  });

  test('is whole, comes once for an agency, and leaves an event', async () => {
    const file = 'ab'.repeat(32);
    expect(await attempt([newList({ to_on: '2025-01-01' })])).toBe('published_list_days_in_order');
    expect(await attempt([newList({ source: ' ' })])).toBe('published_list_texts_not_empty');
    expect(await attempt([newList({ packages: 0 })])).toBe('published_list_holds_packages');
    expect(await attempt([newList({ file_sha256: 'x' })])).toBe('published_list_hash_form');
    expect(await attempt([newList({ file_sha256: file }), newList({ file_sha256: file })])).toBe('published_list_once');
    expect(await attempt([newList({ file_sha256: file }), newList({ file_sha256: file, agency_id: world.ward.id })])).toBe('done');
    expect(await attempt([newList()], false)).toBe('change_is_audited');
  });

  test('a package is placed once, and its agency reads the list from then on', async () => {
    const id = list.packages[1]?.id;
    expect(await attempt([['UPDATE published_package SET agency_id = $2, unplaced_for = NULL WHERE id = $1', [id, world.city.id]]])).toBe('done');
    expect(await attempt([['UPDATE published_package SET agency_id = $2 WHERE id = $1', [id, world.ward.id]]])).toBe('published_package_is_history');
    const [readers] = await database.asOwner<{ beneficiary_ids: string[] }>('SELECT beneficiary_ids FROM published_list WHERE id = $1', [list.id]);
    expect(readers?.beneficiary_ids.toSorted()).toEqual([world.ward.id, world.city.id].toSorted());
  });
});

describe('a conclusion about a package', () => {
  test('is whole and of its agency, by an officer of it, with a contract of it', async () => {
    expect(await attempt([conclude({ reason: null })])).toBe('package_conclusion_whole');
    expect(await attempt([conclude({ outcome: 'matched', reason: null })])).toBe('package_conclusion_whole');
    expect(await attempt([conclude({ reason: 'khong-co' })])).toBe('package_conclusion_reason_known');
    expect(await attempt([conclude({ note: ' ' })])).toBe('package_conclusion_told');
    expect(await attempt([conclude({ root: 'IB0000000000' })])).toBe('package_conclusion_about_a_package');
    expect(await attempt([conclude({ agency_id: world.ward.id })])).toBe('package_conclusion_about_a_package');
    expect(await attempt([conclude({ concluded_by: world.at.auditor.id })])).toBe('package_conclusion_by_its_agency');
    expect(await attempt([conclude({ concluded_by: world.atWard.procurement_officer.id })])).toBe('package_conclusion_by_its_agency');
    expect(await attempt([conclude({ outcome: 'matched', reason: null, contract_id: wardContract.id })])).toBe('package_conclusion_names_its_contract');
    expect(await attempt([conclude()], false)).toBe('change_is_audited');
  });

  test('follows the one before it, once, and stays', async () => {
    expect(await attempt([conclude()])).toBe('done');
    expect(await attempt([conclude({ outcome: 'matched', reason: null, contract_id: contract.id })])).toBe('package_conclusion_one_after_another');
    const [first] = await database.asOwner<{ id: string }>('SELECT id FROM package_conclusion');
    expect(await attempt([conclude({ outcome: 'matched', reason: null, contract_id: contract.id, follows: first?.id })])).toBe('done');
    expect(await attempt([conclude({ outcome: 'withdrawn', reason: null, follows: first?.id })])).toBe('package_conclusion_one_after_another');
    expect(await attempt([[`UPDATE package_conclusion SET note = 'khác'`]])).toBe('42501');
    await expect(database.asOwner(`DELETE FROM package_conclusion`)).rejects.toMatchObject({ constraint: 'package_conclusion_append_only' });
  });
});

describe('the rules of the domain and of the database', () => {
  const names = fc.array(fc.constantFrom('Gói thầu số 3:', 'gói', 'thầu', 'số', '12', 'Thuê', 'Hệ Thống', 'điện tử', 'ĐƯỜNG', 'Hoà', 'Hòa', '"', '-', 'ứng dụng'), { maxLength: 9 }).map((list_) => list_.join(' '));

  test('compare names and revisions alike', async () => {
    const pairs = fc.sample(fc.tuple(names, names, fc.constantFrom('IB2600000001', 'IB2600000001-03', 'x-1', '')), 300);
    const rows = await database.asApplication<{ one: string; same: boolean; revision: number | null }>(
      `SELECT comparable_package_name(one) AS one, same_package_name(one, other) AS same, package_revision(code) AS revision
         FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS p (one, other, code, position) ORDER BY position`,
      [pairs.map(([one]) => one), pairs.map(([, other]) => other), pairs.map(([, , code]) => code)],
    );
    const expected = pairs.map(([one, other, code]) => ({ one: comparableName(one), same: sameName(one, other), revision: revisionOf(code) ?? null }));
    expect(rows).toEqual(expected);
  });
});
