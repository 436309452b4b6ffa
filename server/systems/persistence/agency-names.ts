import type { Transaction } from '../../platform/database/transactions.js';

/** Names of agencies, for what an event says of them, in the order of the names. */
export async function agencyNames(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ name: string }>('SELECT name FROM agency WHERE id = ANY($1::uuid[]) ORDER BY name COLLATE vietnamese', [ids]);
  return rows.map(({ name }) => name);
}
