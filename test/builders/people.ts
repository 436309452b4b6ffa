import { randomUUID } from 'node:crypto';
import type { DelegableArea } from '../../server/people/index.js';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

/** A delegation given by a click; from 01/01/2026 to 31/12/2026 unless said. @returns its identifier */
export async function buildDelegation(
  database: TestDatabase,
  delegation: { head: BuiltPerson; delegate: BuiltPerson; agency: BuiltAgency; kind?: 'KT' | 'TUQ'; areas?: readonly DelegableArea[]; from?: string; until?: string },
): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO delegation (id, agency_id, head_id, delegate_id, kind, areas, ground, valid_from, valid_until, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, 'Phân công khi đi công tác', $7, $8, $3)`,
      [id, delegation.agency.id, delegation.head.id, delegation.delegate.id, delegation.kind ?? 'KT', delegation.areas ?? ['contracts'], delegation.from ?? '2026-01-01', delegation.until ?? '2026-12-31'],
    );
  });
  return id;
}

/** Runs one statement under the application's role with an audit event beside it, as every act of the product has. */
export async function actAsApplication(database: TestDatabase, sql: string, values: readonly unknown[] = []): Promise<unknown> {
  await database.asApplication('BEGIN');
  try {
    await database.asApplication(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.acted', app_now(), $1, sha256($1))`, [Buffer.from('{}')]);
    const rows = await database.asApplication(sql, values);
    await database.asApplication('COMMIT');
    return rows;
  } catch (error) {
    await database.asApplication('ROLLBACK');
    throw error;
  }
}
