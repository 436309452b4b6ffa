import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { buildRecord } from '../builders/records.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let client: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
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

interface Draft {
  status: string; kind: string; subjectId: string; form: string; title: string; hash: string; symbol: string | null; preparedOn: string;
  replaces: string | null; signer: string | null; capacity: string | null; area: string | null;
}
const insert = `INSERT INTO record (id, product_code, kind, agency_id, subject_kind, subject_id, form, title, subject, symbol, model, model_sha256, library_versions, prepared_by,
    status, prepared_on, replaces_id, signer_id, capacity, signer_area)
  VALUES ($1::uuid, 'VB-' || $1, $2, $3, 'assessment', $4, $5, $6, 'Về việc', $7, '{}', coalesce($8, encode(sha256('{}'), 'hex')), '[]', $9, $10, coalesce($11::date, app_today()), $12, $13, $14, $15)`;
const inserting = (change: Partial<Draft> = {}): readonly [string, readonly unknown[]] => {
  const sound: Draft = { status: 'prepared', kind: 'HS-01', subjectId: randomUUID(), form: 'report', title: 'Báo cáo', hash: '', symbol: 'BC-SO', preparedOn: '', replaces: null, signer: null, capacity: null, area: null };
  const d = { ...sound, ...change };
  return [insert, [randomUUID(), d.kind, world.department.id, d.subjectId, d.form, d.title, d.symbol, d.hash === '' ? null : d.hash, world.at.procurement_officer.id, d.status, d.preparedOn === '' ? null : d.preparedOn, d.replaces, d.signer, d.capacity, d.area]];
};

const a = (status: 'prepared' | 'printed' | 'registered' | 'withdrawn', more: Partial<Parameters<typeof buildRecord>[1]> = {}) =>
  buildRecord(database, { agency: world.department, by: world.at.procurement_officer, status, ...more });

describe('what is prepared', () => {
  test('a sound one stands', async () => {
    expect(await refusalOf(inserting())).toBe('not refused');
  });

  test.each<[string, Partial<Draft>]>([
    ['record_begins_prepared', { status: 'printed' }],
    ['record_begins_prepared', { preparedOn: '2026-11-19' }],
    ['record_form_known', { form: 'poem' }],
    ['record_texts_not_empty', { title: ' ' }],
    ['record_texts_not_empty', { symbol: '' }],
    ['record_model_hash_matches', { hash: 'f'.repeat(64) }],
  ])('%s refuses %j', async (wall, change) => {
    expect(await refusalOf(inserting(change))).toBe(wall);
  });

  test('a signer names capacity and area', async () => {
    expect(await refusalOf(inserting({ signer: world.at.unit_head.id }))).toBe('record_signer_whole');
    expect(await refusalOf(inserting({ signer: world.at.unit_head.id, capacity: 'KT', area: 'assessments' }))).toBe('record_signer_whole');
    expect(await refusalOf(inserting({ signer: world.at.unit_head.id, capacity: 'own', area: 'assessments' }))).toBe('not refused');
  });

  test('one record of a kind about a subject, again after it was withdrawn', async () => {
    const subjectId = randomUUID();
    expect(await refusalOf(inserting({ subjectId }))).toBe('not refused');
    expect(await refusalOf(inserting({ subjectId }))).toBe('record_once_per_subject');
    expect(await refusalOf([`UPDATE record SET status = 'withdrawn', withdrawn_by = $2, withdrawn_at = app_now(), withdrawn_ground = 'nhầm' WHERE subject_id = $1`, [subjectId, world.at.unit_head.id]])).toBe('not refused');
    expect(await refusalOf(inserting({ subjectId }))).toBe('not refused');
  });

  test('a correction names a registered record of the same kind about the same subject, and only one does', async () => {
    const subjectId = randomUUID();
    const old = await a('registered', { subject: { kind: 'assessment', id: subjectId } });
    const open = await a('printed');
    expect(await refusalOf(inserting({ replaces: open.id }))).toBe('record_replaces_registered');
    expect(await refusalOf(inserting({ replaces: old.id }))).toBe('record_replaces_registered');
    expect(await refusalOf(inserting({ replaces: old.id, subjectId, kind: 'HS-03' }))).toBe('record_replaces_registered');
    expect(await refusalOf(inserting({ replaces: old.id, subjectId }))).toBe('not refused');
    expect(await refusalOf(inserting({ replaces: old.id, subjectId }))).toBe('record_replaced_once');
  });

  test('leaves an audit event', async () => {
    await client.query('BEGIN');
    await client.query(...mutable(inserting()));
    await expect(client.query('COMMIT')).rejects.toMatchObject({ constraint: 'change_is_audited' });
  });
});

describe('what is frozen', () => {
  test.each(['model = \'x\', model_sha256 = encode(sha256(\'x\'), \'hex\')', 'title = \'Khác\'', 'symbol = \'QĐ-SO\'', 'agency_id = replaces_id', 'prepared_on = app_today() + 1', 'signer_id = prepared_by', 'kind = \'HS-09\'', 'library_versions = \'[]\''])(
    'never changes: %s',
    async (change) => {
      const record = await a('prepared');
      expect(await refusalOf([`UPDATE record SET status = 'withdrawn', withdrawn_by = prepared_by, withdrawn_at = app_now(), withdrawn_ground = 'nhầm', ${change} WHERE id = $1`, [record.id]])).toBe('record_is_frozen');
    },
  );

  test('moves by its life cycle alone', async () => {
    const record = await a('prepared');
    expect(await refusalOf([`UPDATE record SET status = 'prepared' WHERE id = $1`, [record.id]])).toBe('record_moves_by_its_lifecycle');
    expect(await refusalOf([`UPDATE record SET status = 'printed' WHERE id = $1`, [record.id]])).toBe('record_printed_has_print');
    expect(await refusalOf([`UPDATE record SET status = 'registered' WHERE id = $1`, [record.id]])).toBe('record_moves_by_its_lifecycle');
    const printed = await a('printed');
    expect(await refusalOf([`UPDATE record SET status = 'prepared' WHERE id = $1`, [printed.id]])).toBe('record_moves_by_its_lifecycle');
    expect(await refusalOf([`UPDATE record SET status = 'withdrawn' WHERE id = $1`, [printed.id]])).toBe('record_withdrawn_with_ground');
  });

  test.each(['registered', 'withdrawn'] as const)('a %s record cannot be changed, deleted or truncated', async (status) => {
    const record = await a(status);
    expect(await refusalOf(['UPDATE record SET number = 99 WHERE id = $1', [record.id]])).toBe('record_append_only');
    expect(await refusalOf([`UPDATE record SET status = 'printed' WHERE id = $1`, [record.id]])).toBe('record_append_only');
    await expect(database.asOwner('DELETE FROM record WHERE id = $1', [record.id])).rejects.toMatchObject({ constraint: 'record_append_only' });
    await expect(database.asOwner('TRUNCATE record CASCADE')).rejects.toMatchObject({ constraint: expect.stringMatching(/_append_only$/) });
    expect(await refusalOf(['DELETE FROM record WHERE id = $1', [record.id]])).toBe('42501');
  });

  test('a print is kept once, as it is', async () => {
    const record = await a('printed');
    const print = (edition: string, sha = 'b'.repeat(64)) => [`INSERT INTO record_print (record_id, edition, sha256, size, pages) VALUES ($1, $2, $3, 10, 1)`, [record.id, edition, sha]] as const;
    expect(await refusalOf(print('draft'))).toBe('record_print_pkey');
    expect(await refusalOf(print('issued'))).toBe('record_print_of_registered');
    expect(await refusalOf(print('copy'))).toBe('record_print_edition_known');
    expect(await refusalOf([`UPDATE record_print SET sha256 = $2 WHERE record_id = $1`, [record.id, 'c'.repeat(64)]])).toBe('42501');
    await expect(database.asOwner('UPDATE record_print SET pages = 9')).rejects.toMatchObject({ constraint: 'record_print_append_only' });
    await expect(database.asOwner('DELETE FROM record_print')).rejects.toMatchObject({ constraint: 'record_print_append_only' });
  });
});

describe('entering a number', () => {
  const copy = 'd'.repeat(64);
  const keepCopy = (id: string) => [`INSERT INTO attachment (subject_kind, subject_id, purpose, name, media_type, size, sha256, uploaded_by) VALUES ('record', $1, 'Bản ký', 'ban-ky.pdf', 'application/pdf', 10, $2, $3)`, [id, copy, world.at.records_clerk.id]] as const;
  const enter = (id: string, number: number | null, day: string, sha: string | null = copy, medium = 'scan') => [
    `UPDATE record SET status = 'registered', number = $2, issued_on = $3, registered_by = $4, registered_at = app_now(), signed_medium = $5, signed_sha256 = $6 WHERE id = $1`,
    [id, number, day, world.at.records_clerk.id, medium, sha],
  ] as const;

  test('wants its number, its day and its kept signed copy', async () => {
    const { id } = await a('printed', { symbol: 'QĐ-X' });
    expect(await refusalOf(keepCopy(id), enter(id, null, '2026-11-20'))).toBe('record_registered_with_number');
    expect(await refusalOf(keepCopy(id), enter(id, 0, '2026-11-20'))).toBe('record_number_positive');
    expect(await refusalOf(keepCopy(id), enter(id, 1, '2026-11-21'))).toBe('record_not_of_tomorrow');
    expect(await refusalOf(keepCopy(id), enter(id, 1, '2026-11-19'))).toBe('record_not_before_prepared');
    expect(await refusalOf(enter(id, 1, '2026-11-20'))).toBe('record_signed_copy_is_kept');
    expect(await refusalOf(keepCopy(id), enter(id, 1, '2026-11-20', copy, 'fax'))).toBe('record_signed_medium_known');
    expect(await refusalOf([`UPDATE record SET status = 'registered', number = 1 WHERE id = $1`, [id]])).toMatch(/record_(registered_whole|signed_copy_is_kept)/);
    expect(await refusalOf(keepCopy(id), enter(id, 1, '2026-11-20'))).toBe('not refused');
  });

  test('what bears no number gets none', async () => {
    const { id } = await a('printed', { symbol: null });
    expect(await refusalOf(keepCopy(id), enter(id, 1, '2026-11-20'))).toBe('record_registered_with_number');
    expect(await refusalOf(keepCopy(id), enter(id, null, '2026-11-20'))).toBe('not refused');
  });

  test('a number is given once per agency, symbol and year, and written with two digits', async () => {
    const first = await a('printed', { symbol: 'TB-X' });
    const second = await a('printed', { symbol: 'TB-X' });
    const otherSymbol = await a('printed', { symbol: 'TB-Y' });
    const otherAgency = await a('printed', { symbol: 'TB-X', agency: world.ward });
    expect(await refusalOf(keepCopy(first.id), enter(first.id, 5, '2026-11-20'))).toBe('not refused');
    expect(await refusalOf(keepCopy(second.id), enter(second.id, 5, '2026-11-20'))).toBe('record_number_unique');
    expect(await refusalOf(keepCopy(otherSymbol.id), enter(otherSymbol.id, 5, '2026-11-20'))).toBe('not refused');
    expect(await refusalOf(keepCopy(otherAgency.id), enter(otherAgency.id, 5, '2026-11-20'))).toBe('not refused');
    expect(await database.asOwner('SELECT number_text, status, issued_on::text FROM published_record WHERE id = $1', [first.id])).toEqual([{ number_text: '05/TB-X', status: 'registered', issued_on: '2026-11-20' }]);
  });

  test('whoever is to sign holds the authority on that day', async () => {
    const subjectId = randomUUID();
    expect(await refusalOf(inserting({ subjectId, signer: world.at.it_officer.id, capacity: 'own', area: 'assessments' }))).toBe('not refused');
    const [record] = await database.asOwner<{ id: string }>('SELECT id FROM record WHERE subject_id = $1', [subjectId]);
    const id = record?.id ?? '';
    expect(await refusalOf([`INSERT INTO record_print (record_id, edition, sha256, size, pages) VALUES ($1, 'draft', $2, 10, 1)`, [id, copy]], [`UPDATE record SET status = 'printed' WHERE id = $1`, [id]])).toBe('not refused');
    expect(await refusalOf(keepCopy(id), enter(id, 77, '2026-11-20'))).toBe('record_signed_by_authority');
  });
});

function mutable([sql, values]: readonly [string, readonly unknown[]]): [string, unknown[]] {
  return [sql, [...values]];
}
