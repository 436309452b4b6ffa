import type { Reader } from '../../platform/database/reading.js';

/**
 * Counts an attempt before its password is checked, so that a burst of parallel guesses cannot slip past the count.
 * @returns the number of failures in a row this attempt would make, or undefined while the key is locked
 */
export async function countAttempt(reader: Reader, key: string): Promise<number | undefined> {
  const row = await reader.row<{ failures: number }>(
    `INSERT INTO sign_in_failure AS f (key, failures, last_failed_at) VALUES ($1, 1, app_now())
     ON CONFLICT (key) DO UPDATE
       SET failures = CASE WHEN f.last_failed_at < app_now() - interval '1 day' THEN 1 ELSE f.failures + 1 END, last_failed_at = app_now()
     WHERE f.locked_until IS NULL OR f.locked_until <= app_now()
     RETURNING f.failures`,
    [key],
  );
  return row?.failures;
}

export async function lockKey(reader: Reader, key: string, minutes: number): Promise<void> {
  await reader.rows(`UPDATE sign_in_failure SET locked_until = app_now() + make_interval(mins => $2) WHERE key = $1`, [key, minutes]);
}

export async function forgetFailures(reader: Reader, keys: readonly string[]): Promise<void> {
  await reader.rows('DELETE FROM sign_in_failure WHERE key = ANY($1::text[])', [keys]);
}

/** Until when the key is locked, if it is. */
export async function lockedUntil(reader: Reader, key: string): Promise<Date | undefined> {
  const row = await reader.row<{ locked_until: Date }>('SELECT locked_until FROM sign_in_failure WHERE key = $1 AND locked_until > app_now()', [key]);
  return row?.locked_until;
}
