import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { loadLibraryFiles, openLibrary } from '../../server/library/index.js';
import { openReader, type Reader } from '../../server/platform/database/reading.js';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

const shipped = path.resolve(import.meta.dirname, '../../seeds/library');
let database: TestDatabase;
let owner: Reader;
let application: Reader;
let folder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  owner = openReader(database.ownerUrl, 2);
  application = openReader(database.appUrl, 2);
  folder = await mkdtemp(path.join(os.tmpdir(), 'library-'));
});

afterAll(async () => {
  await Promise.all([owner.close(), application.close()]);
  await database.drop();
  await rm(folder, { recursive: true });
});

/** What a refused statement was refused by: the name of the wall, else the SQLSTATE. */
async function refusalOf(statement: Promise<unknown>): Promise<string | undefined> {
  return statement.then(
    () => 'not refused',
    (error: unknown) => brokenWallOf(error) ?? sqlStateOf(error),
  );
}

async function loadedRows(): Promise<string> {
  const rows = await database.asOwner<{ rows: string }>(
    `SELECT md5(string_agg(entry::text, '' ORDER BY entry::text)) || ' ' || (SELECT string_agg(version::text, '' ORDER BY id) FROM library_version AS version) AS rows
     FROM library_entry AS entry`,
  );
  return rows[0]?.rows ?? '';
}

describe('loading', () => {
  test('two starts at once load each version once', async () => {
    const [one, other] = await Promise.all([loadLibraryFiles(owner, shipped), loadLibraryFiles(owner, shipped)]);
    const versions = await database.asOwner<{ id: string }>('SELECT id FROM library_version ORDER BY id COLLATE "C"');
    expect([...one.added, ...other.added].sort()).toEqual(versions.map((row) => row.id));
    expect(one.added.length + one.unchanged.length).toBe(versions.length);
    expect(versions.map((row) => row.id)).toContain('gates@2026-11-21');
  });

  test('a second start changes nothing', async () => {
    const before = await loadedRows();
    const again = await loadLibraryFiles(owner, shipped);
    expect(again.added).toEqual([]);
    expect(again.unchanged).toContain('working-calendar@2026-1');
    expect(await loadedRows()).toBe(before);
  });

  test('a loaded file that was edited is named, and nothing beside it is written', async () => {
    const file = 'fund-sources/2026-11-21.yaml';
    await mkdir(path.join(folder, 'fund-sources'));
    const text = await readFile(path.join(shipped, file), 'utf8');
    await writeFile(path.join(folder, file), text.replace('Ngân sách trung ương', 'Ngân sách khác'));
    await writeFile(path.join(folder, 'fund-sources/2027-1.yaml'), text.replaceAll('2026-11-21', '2027-1').replace('2026-01-01', '2027-01-01'));
    const before = await loadedRows();
    await expect(loadLibraryFiles(owner, folder)).rejects.toThrow(`${file}: this version is loaded with other content`);
    expect(await loadedRows()).toBe(before);
  });

  test('a new version beside the old one holds from its own day', async () => {
    await copyFile(path.join(shipped, 'fund-sources/2026-11-21.yaml'), path.join(folder, 'fund-sources/2026-11-21.yaml'));
    expect((await loadLibraryFiles(owner, folder)).added).toEqual(['fund-sources@2027-1']);
    const library = await openLibrary(application);
    expect(library.libraryOn('fund-sources', calendarDay('2026-12-31')).id).toBe('fund-sources@2026-11-21');
    expect(library.libraryOn('fund-sources', calendarDay('2027-01-01')).id).toBe('fund-sources@2027-1');
  });
});

describe('reading', () => {
  test('the application role reads the libraries as the files say them', async () => {
    const library = await openLibrary(application);
    expect(library.libraryOn('risk-criteria', calendarDay('2026-11-21')).entries).toHaveLength(44);
    expect(library.libraryOn('handover-items', calendarDay('2026-11-21')).entries.at(-1)?.id).toBe('BG-27');
    expect(library.workingCalendar([2026]).calendar.holidays.has(calendarDay('2026-11-24'))).toBe(true);
  });
});

describe('a loaded version', () => {
  test.each([
    ['UPDATE library_version SET valid_to = app_today()', 'library_version_append_only'],
    ['DELETE FROM library_version', 'library_version_append_only'],
    ['TRUNCATE library_version CASCADE', 'library_version_append_only'],
    [`UPDATE library_entry SET mark = 'V'`, 'library_entry_append_only'],
    ['DELETE FROM library_entry', 'library_entry_append_only'],
    ['TRUNCATE library_entry', 'library_entry_append_only'],
  ])('cannot be changed by its owner: %s', async (sql, wall) => {
    expect(await refusalOf(database.asOwner(sql))).toBe(wall);
  });

  test.each([
    `INSERT INTO library_version (library, version, valid_from, title, source, sha256) VALUES ('gates', '2027-1', '2027-01-01', 't', 's', repeat('0', 64))`,
    `INSERT INTO library_entry (version_id, entry_id, position, content, mark) VALUES ('gates@2026-11-21', 'G-14', 14, '{"id": "G-14", "mark": "P"}', 'P')`,
    `UPDATE library_version SET title = 'x'`,
    `UPDATE library_entry SET mark = 'V'`,
    'DELETE FROM library_version',
    'DELETE FROM library_entry',
    'TRUNCATE library_entry',
    'TRUNCATE library_version CASCADE',
  ])('cannot be touched by the application role: %s', async (sql) => {
    // 42501: insufficient privilege
    expect(await refusalOf(database.asApplication(sql))).toBe('42501');
  });

  test.each([
    [`'gates', '2027-1', '2027-01-01', '2026-12-31', 't', 's', repeat('0', 64)`, 'library_version_days'],
    [`'gates', '2027-1', '2027-01-01', NULL, 't', 's', 'none'`, 'library_version_hash'],
    [`'Gates', '2027-1', '2027-01-01', NULL, 't', 's', repeat('0', 64)`, 'library_version_named'],
    [`'gates', '2026-11-21', '2027-01-01', NULL, 't', 's', repeat('0', 64)`, 'library_version_pk'],
  ])('is named, dated and hashed: %s', async (values, wall) => {
    const sql = `INSERT INTO library_version (library, version, valid_from, valid_to, title, source, sha256) VALUES (${values})`;
    expect(await refusalOf(database.asOwner(sql))).toBe(wall);
  });

  test.each([
    [`'gates@2026-11-21', 'G-14', 14, '{"id": "G-14", "mark": "V"}', 'P'`, 'library_entry_content'],
    [`'gates@2026-11-21', 'G-14', 14, '{"id": "G-15", "mark": "P"}', 'P'`, 'library_entry_content'],
    [`'gates@2026-11-21', 'G-14', 14, '{"id": "G-14", "mark": "X"}', 'X'`, 'library_entry_mark'],
    [`'gates@2026-11-21', 'G-14', 0, '{"id": "G-14", "mark": "P"}', 'P'`, 'library_entry_position'],
    [`'gates@2026-11-21', 'G-14', 13, '{"id": "G-14", "mark": "P"}', 'P'`, 'library_entry_order'],
    [`'gates@2026-11-21', 'G-13', 14, '{"id": "G-13", "mark": "P"}', 'P'`, 'library_entry_pk'],
    [`'gates@1999-1', 'G-14', 14, '{"id": "G-14", "mark": "P"}', 'P'`, 'library_entry_version_fk'],
  ])('has entries that agree with their content: %s', async (values, wall) => {
    expect(await refusalOf(database.asOwner(`INSERT INTO library_entry (version_id, entry_id, position, content, mark) VALUES (${values})`))).toBe(wall);
  });

  test('to which somebody with the owner’s password added an entry is found out before it is read', async () => {
    await database.asOwner(
      `INSERT INTO library_entry (version_id, entry_id, position, content, mark)
       SELECT version_id, 'other', 99, content || '{"id": "other"}', mark FROM library_entry WHERE version_id = 'periods@2026-11-21' AND position = 1`,
    );
    await expect(openLibrary(application)).rejects.toThrow('periods@2026-11-21: its rows are not what was loaded');
  });
});
