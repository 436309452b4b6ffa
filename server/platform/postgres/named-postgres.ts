import pg from 'pg';

import { errorCode, errorLine, StartupProblem } from '../startup/startup-problem.js';

const OLDEST_SERVER = 15;

/**
 * Looks once whether a PostgreSQL that the environment names can be reached and is new enough (15). `variable` is the name
 * of the setting, for the sentence of the StartupProblem; the address itself, which holds a password, is never shown.
 */
export async function requireReachable(url: string, variable: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'dieu6 (start)' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
    const major = Math.floor(Number(rows[0]?.version ?? 0) / 10_000);
    if (major < OLDEST_SERVER) {
      throw new StartupProblem(
        `${variable} là PostgreSQL ${major}, cần từ ${OLDEST_SERVER} trở lên (PostgreSQL ${OLDEST_SERVER} or newer is needed).`,
      );
    }
  } catch (error) {
    if (error instanceof StartupProblem) throw error;
    // Node reports a name with several addresses as one error without a message of its own.
    const why = errorCode(error) === 'ECONNREFUSED' ? 'không có máy chủ ở địa chỉ này' : errorLine(error);
    throw new StartupProblem(`Không kết nối được cơ sở dữ liệu của ${variable}: ${why} (cannot connect to the database named by ${variable}).`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
