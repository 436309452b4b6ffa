import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** The value of contracts below which the short path is open; version 0 and no row as long as nobody set it. */
export interface ShortPathLimit {
  readonly id: string | undefined;
  readonly limit: bigint | undefined;
  readonly version: number;
}

const KEY = 'short-path-value';

export async function selectShortPathLimit(reader: Reader): Promise<ShortPathLimit> {
  const row = await reader.row<{ id: string; limit: string | null; version: number }>(`SELECT id, value #>> '{}' AS limit, version FROM setting WHERE key = '${KEY}'`);
  return { id: row?.id, limit: row === undefined || row.limit === null ? undefined : BigInt(row.limit), version: row?.version ?? 0 };
}

/** @returns the setting's identifier, or undefined when somebody saved since `version` was read */
export async function saveShortPathLimit(tx: Transaction, limit: bigint | undefined, version: number): Promise<string | undefined> {
  const saved = await tx.query<{ id: string }>(
    version === 0
      ? `INSERT INTO setting (key, value) SELECT '${KEY}', coalesce(to_jsonb($1::bigint), 'null') WHERE $2::int = 0 ON CONFLICT (key) DO NOTHING RETURNING id`
      : `UPDATE setting SET value = coalesce(to_jsonb($1::bigint), 'null'), version = version + 1 WHERE key = '${KEY}' AND version = $2 RETURNING id`,
    [limit === undefined ? null : limit.toString(), version],
  );
  return saved[0]?.id;
}
