import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { importLifecycle } from '../../server/imports/index.js';
import { buildImport } from '../builders/imports.js';
import { buildTransitionalContract } from '../builders/contracts.js';
import { buildVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
});
afterAll(() => database.drop());

type Query = (sql: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;

/** Runs statements under the application's role in one transaction; `audited` leaves an event, as the product does. @returns the wall that refused, or undefined */
async function wallOf(story: (query: Query) => Promise<unknown>, audited = true): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    if (audited) await client.query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('test.tried', '{}', sha256('{}'))`);
    await story((sql, values = []) => client.query(sql, [...values]));
    await client.query('COMMIT');
    return undefined;
  } catch (error) {
    await client.query('ROLLBACK');
    if (error instanceof pg.DatabaseError) return error.constraint ?? error.code ?? error.message;
    throw error;
  } finally {
    await client.end();
  }
}

const some = (standing: 'choosing-sheet' | 'matching' | 'review' | 'done'): Promise<string> =>
  buildImport(database, { agency: world.department, by: world.at.procurement_officer, standing });

test('the arrows in the database are those of the life cycle', async () => {
  const rows = await database.asOwner<{ from_status: string; to_status: string }>('SELECT from_status, to_status FROM import_move');
  const arrows = importLifecycle.moves.map(({ from, to }) => `${from} ${to}`);
  expect(rows.map(({ from_status: from, to_status: to }) => `${from} ${to}`).toSorted()).toEqual([...new Set(arrows)].toSorted());
});

describe('an import', () => {
  test('begins with a file nobody has read', async () => {
    const insert = `INSERT INTO import_list (kind, agency_id, status, file_name, file_sha256, file_size, sheets, sheet_index, created_by) VALUES ('contracts', $1, 'review', 'a.csv', $2, 1, '[]', 0, $3)`;
    expect(await wallOf((query) => query(insert, [world.department.id, '0'.repeat(64), world.at.procurement_officer.id]))).toBe('import_list_begins_unread');
  });

  test('moves only along its life cycle, and never without an audit event', async () => {
    const id = await some('matching');
    expect(await wallOf((query) => query(`UPDATE import_list SET status = 'running' WHERE id = $1`, [id]))).toBe('import_list_moves_along_lifecycle');
    expect(await wallOf((query) => query(`UPDATE import_list SET status = 'checking' WHERE id = $1`, [id]), false)).toBe('change_is_audited');
  });

  test('keeps its file, kind and agency; nobody says which transaction carried it out', async () => {
    const id = await some('review');
    expect(await wallOf((query) => query(`UPDATE import_list SET file_sha256 = $2 WHERE id = $1`, [id, '1'.repeat(64)]))).toBe('import_list_origin_is_history');
    expect(await wallOf((query) => query(`UPDATE import_list SET agency_id = $2 WHERE id = $1`, [id, world.ward.id]))).toBe('import_list_origin_is_history');
    expect(await wallOf((query) => query(`UPDATE import_list SET run_xid = '5', run_at = app_now() WHERE id = $1`, [id]))).toBe('import_list_run_is_true');
    expect(await wallOf((query) => query(`UPDATE import_list SET undo_xid = '5', undo_ground = 'x' WHERE id = $1`, [id]))).toBe('import_list_undo_is_true');
  });

  test('that was carried out stays as it was', async () => {
    const id = await some('done');
    expect(await wallOf((query) => query(`UPDATE import_list SET counts = '{}' WHERE id = $1`, [id]))).toBe('import_list_done_is_history');
    expect(await wallOf((query) => query(`DELETE FROM import_list WHERE id = $1`, [id]))).toBe('42501');
  });
});

describe('what an import did', () => {
  const effect = 'INSERT INTO import_effect (import_id, row_number, subject_kind, subject_id, act, title, before) VALUES ($1, 2, $2, $3, $4, $5, $6)';

  test('is written while it runs, and never changed or taken away', async () => {
    const id = await some('review');
    expect(await wallOf((query) => query(effect, [id, 'contract', randomUUID(), 'made', 'x', null]))).toBe('import_effect_while_running');
    const running = await some('review');
    expect(await wallOf(async (query) => {
      await query(`UPDATE import_list SET status = 'running' WHERE id = $1`, [running]);
      await query(effect, [running, 'contract', randomUUID(), 'made', 'x', null]);
    })).toBeUndefined();
    expect(await wallOf((query) => query('UPDATE import_effect SET row_number = 3 WHERE import_id = $1', [running]))).toBe('42501');
    expect(await wallOf((query) => query('DELETE FROM import_effect WHERE import_id = $1', [running]))).toBe('42501');
    expect(await wallOf((query) => query(effect, [running, 'contract', randomUUID(), 'changed', 'x', null]))).toBe('import_effect_keeps_what_was');
  });

  test('staged rows are never rewritten', async () => {
    const id = await some('review');
    expect(await wallOf((query) => query(`UPDATE import_row SET cells = '[]' WHERE import_id = $1`, [id]))).toBe('42501');
    expect(await wallOf((query) => query(`UPDATE import_reading SET outcome = 'new' WHERE import_id = $1`, [id]))).toBe('42501');
  });
});

describe('taking an import back', () => {
  test('is not for an import that nobody asked to take back', async () => {
    const id = await some('done');
    expect(await wallOf((query) => query('SELECT undo_import($1)', [id]))).toBe('import_undo_asked_for');
  });

  test('deletes nothing that came in otherwise, whatever an import claims to have made', async () => {
    const vendor = await buildVendor(database, { by: world.at.procurement_officer });
    const contract = await buildTransitionalContract(database, { agency: world.department, by: world.at.procurement_officer, vendor });
    const id = await some('review');
    const claimed = await wallOf(async (query) => {
      await query(`UPDATE import_list SET status = 'running' WHERE id = $1`, [id]);
      await query(`INSERT INTO import_effect (import_id, row_number, subject_kind, subject_id, act, title) VALUES ($1, 2, 'contract', $2, 'made', 'x')`, [id, contract.id]);
      await query(`UPDATE import_list SET status = 'done', run_at = app_now() WHERE id = $1`, [id]);
    });
    expect(claimed).toBeUndefined();
    expect(await wallOf(async (query) => {
      await query(`UPDATE import_list SET status = 'undoing' WHERE id = $1`, [id]);
      await query('SELECT undo_import($1)', [id]);
    })).toBe('import_undo_only_its_own');
    expect(await database.asOwner('SELECT id FROM contract WHERE id = $1', [contract.id])).toHaveLength(1);
    expect(await wallOf((query) => query('DELETE FROM contract WHERE id = $1', [contract.id]))).toBe('42501');
  });

  test('stops at what was done since with what it brought', async () => {
    const id = await some('review');
    const subject = randomUUID();
    const event = async (query: Query): Promise<void> => {
      const { rows } = await query(`INSERT INTO audit_event (type, canonical, hash) VALUES ('test.tried', '{}', sha256('{}')) RETURNING id`);
      await query(`INSERT INTO audit_event_subject (event_id, subject_kind, subject_id) VALUES ($1, 'contract', $2)`, [rows[0]?.id, subject]);
    };
    expect(await wallOf(async (query) => {
      await query(`UPDATE import_list SET status = 'running' WHERE id = $1`, [id]);
      await event(query);
      await query(`INSERT INTO import_effect (import_id, row_number, subject_kind, subject_id, act, title) VALUES ($1, 2, 'contract', $2, 'made', 'x')`, [id, subject]);
      await query(`UPDATE import_list SET status = 'done', run_at = app_now() WHERE id = $1`, [id]);
    })).toBeUndefined();
    expect(await wallOf(event)).toBeUndefined();
    expect(await wallOf(async (query) => {
      await query(`UPDATE import_list SET status = 'undoing' WHERE id = $1`, [id]);
      await query('SELECT undo_import($1)', [id]);
    })).toBe('import_undo_nothing_built_upon');
  });

  test('is recorded with its ground', async () => {
    const id = await some('done');
    expect(await wallOf(async (query) => {
      await query(`UPDATE import_list SET status = 'undoing' WHERE id = $1`, [id]);
      await query(`UPDATE import_list SET status = 'undone' WHERE id = $1`, [id]);
    })).toBe('import_list_undone_with_ground');
  });
});
