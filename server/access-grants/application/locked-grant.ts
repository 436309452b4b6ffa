import type { Transaction } from '../../platform/database/transactions.js';
import { lockContractOfGrant } from '../persistence/grants.js';
import type { RunQuery } from '../persistence/read-ground.js';
import { selectGrant, type GrantDetail } from '../persistence/read-grant.js';

/** The statements of a transaction, for reading what pages read as well. */
export function queryOf(tx: Transaction): RunQuery {
  return (sql, parameters) => tx.query(sql, parameters);
}

/** A grant as it stands once nobody else can change it: its contract is locked until the transaction ends. Undefined when there is none. */
export async function lockedGrant(tx: Transaction, id: string): Promise<GrantDetail | undefined> {
  return (await lockContractOfGrant(tx, id)) ? selectGrant(queryOf(tx), id) : undefined;
}
