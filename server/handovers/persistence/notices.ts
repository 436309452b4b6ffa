import type { Transaction } from '../../platform/database/transactions.js';
import { usualNotices, type ClosingNotices } from '../domain/notices.js';
import type { RunQuery } from './stored.js';

const KEY = 'closing-notices';

/** The reminders before the end of a term; version 0 and no row as long as nobody set them. */
export interface StoredNotices {
  readonly id: string | undefined;
  readonly notices: ClosingNotices;
  readonly version: number;
}

export async function selectNotices(run: RunQuery): Promise<StoredNotices> {
  const [row] = await run<{ id: string; value: ClosingNotices; version: number }>(`SELECT id, value, version FROM setting WHERE key = '${KEY}'`, []);
  return { id: row?.id, notices: row?.value ?? usualNotices, version: row?.version ?? 0 };
}

/** @returns the setting's identifier, or undefined when somebody saved since `version` was read */
export async function saveNotices(tx: Transaction, { first, second, last }: ClosingNotices, version: number): Promise<string | undefined> {
  const value = `jsonb_build_object('first', $1::integer, 'second', $2::integer, 'last', $3::integer)`;
  const saved = await tx.query<{ id: string }>(
    version === 0
      ? `INSERT INTO setting (key, value) SELECT '${KEY}', ${value} WHERE $4::integer = 0 ON CONFLICT (key) DO NOTHING RETURNING id`
      : `UPDATE setting SET value = ${value}, version = version + 1 WHERE key = '${KEY}' AND version = $4 RETURNING id`,
    [first, second, last, version],
  );
  return saved[0]?.id;
}
