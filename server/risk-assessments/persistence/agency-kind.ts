import type { Transaction } from '../../platform/database/transactions.js';

/** What kind of agency it is: who signs in whose name depends on it. */
export async function agencyKindOf(tx: Transaction, agencyId: string): Promise<string> {
  return (await tx.query<{ kind: string }>('SELECT kind FROM agency WHERE id = $1', [agencyId]))[0]?.kind ?? '';
}
