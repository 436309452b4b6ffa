import type pg from 'pg';

/** Statements that all see the database as it was at one instant; they change nothing. */
export interface Snapshot {
  /** The first row of a statement, or undefined. */
  row<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row | undefined>;
  /** The rows of a statement in their order, read off a cursor of the server as they are asked for, so that they never stand in memory together. */
  batches<Row extends object>(sql: string, parameters: readonly unknown[]): AsyncGenerator<readonly Row[], void, undefined>;
}

/** Rows of one fetch: enough that the way to the server does not count, few enough that a wide row does not either. */
const BATCH = 1_000;
/** One fetch may sort everything first; and a reader who takes nothing must not hold the snapshot for ever. */
const LIMITS = `SET LOCAL statement_timeout = '60s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL cursor_tuple_fraction = 1`;

/**
 * Runs a story over one snapshot. When `signal` aborts, the statement at work is cancelled and the story's next one throws;
 * the connection is given back whatever happens.
 */
export async function readSnapshot<T>(pool: pg.Pool, signal: AbortSignal, story: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const client = await pool.connect();
  // The end of a connection that the server closes reaches the story through its next statement.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken = false;
  const cancel = (): void => {
    broken = true;
    cancelStatement(pool, client).catch(ignore);
  };
  try {
    signal.throwIfAborted();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(LIMITS);
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    backends.set(client, rows[0]?.pid ?? 0);
    signal.addEventListener('abort', cancel, { once: true });
    const result = await story(snapshotOver(client, signal));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    client.off('error', ignore);
    // What was left open on a broken one (transaction, cursor, a cancellation on its way) ends with its connection.
    client.release(broken);
  }
}

const backends = new WeakMap<pg.PoolClient, number>();

async function cancelStatement(pool: pg.Pool, client: pg.PoolClient): Promise<void> {
  await pool.query('SELECT pg_cancel_backend($1)', [backends.get(client) ?? 0]);
}

function snapshotOver(client: pg.PoolClient, signal: AbortSignal): Snapshot {
  return {
    async row<Row extends object>(sql: string, parameters: readonly unknown[]) {
      signal.throwIfAborted();
      return (await client.query<Row>(sql, [...parameters])).rows[0];
    },
    async *batches<Row extends object>(sql: string, parameters: readonly unknown[]) {
      signal.throwIfAborted();
      await client.query(`DECLARE snapshot_rows NO SCROLL CURSOR FOR ${sql}`, [...parameters]);
      for (;;) {
        signal.throwIfAborted();
        const { rows } = await client.query<Row>(`FETCH ${BATCH} FROM snapshot_rows`);
        if (rows.length > 0) yield rows;
        if (rows.length < BATCH) break;
      }
      await client.query('CLOSE snapshot_rows');
    },
  };
}
