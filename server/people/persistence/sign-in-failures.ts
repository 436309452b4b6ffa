import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** What an attempt counts against. */
export const accountKey = (login: string): string => `account:${login}`;
export const addressKey = (address: string): string => `address:${address}`;

/**
 * Counts an attempt before its password is checked and, in the same statement, locks the key for as long as that many failures in a row cost: the
 * attempts of a parallel burst take the row one after the other, so none of them slips past the count or the lock.
 * @param minutesAfter minutes of lock after 1, 2, 3 … failures; the last one holds for all beyond
 * @returns whether this attempt may be checked; false while the key is locked
 */
export async function countAttempt(reader: Reader, key: string, minutesAfter: readonly number[]): Promise<boolean> {
  const row = await reader.row<{ failures: number }>(
    `INSERT INTO sign_in_failure AS f (key, failures, last_failed_at, locked_until)
     VALUES ($1, 1, app_now(), CASE WHEN ($2::int[])[1] > 0 THEN app_now() + make_interval(mins => ($2::int[])[1]) END)
     ON CONFLICT (key) DO UPDATE
       SET (failures, last_failed_at, locked_until) = (
         SELECT n, app_now(), CASE WHEN ($2::int[])[least(n, cardinality($2::int[]))] > 0 THEN app_now() + make_interval(mins => ($2::int[])[least(n, cardinality($2::int[]))]) END
           FROM (SELECT CASE WHEN f.last_failed_at < app_now() - interval '1 day' THEN 1 ELSE f.failures + 1 END AS n) counted)
     WHERE f.locked_until IS NULL OR f.locked_until <= app_now()
     RETURNING f.failures`,
    [key, minutesAfter],
  );
  return row !== undefined;
}

/** The right password: the account's failures are forgotten; of the address's only this attempt, which was none. */
export async function forgetAttempt(reader: Reader, account: string, address: string): Promise<void> {
  await reader.rows(
    `WITH forgotten AS (DELETE FROM sign_in_failure WHERE key = $1)
     UPDATE sign_in_failure SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE key = $2`,
    [account, address],
  );
}

/** Forgets the failures of an account, inside the act of an administrator. */
export async function clearFailuresOf(tx: Transaction, login: string): Promise<void> {
  await tx.change('DELETE FROM sign_in_failure WHERE key = $1', [accountKey(login)]);
}

/** Until when the key is locked; the present moment when the lock has just run out. */
export async function lockedUntil(reader: Reader, key: string): Promise<Date> {
  const row = await reader.row<{ until: Date }>('SELECT greatest(max(locked_until), app_now()) AS until FROM sign_in_failure WHERE key = $1', [key]);
  if (row === undefined) throw new Error('an aggregate has no row');
  return row.until;
}
