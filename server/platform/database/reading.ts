import pg from 'pg';
import { readSnapshot, type Snapshot } from './snapshot.js';

/** Statements that read, outside any transaction, under the application's database role. */
export interface Reader {
  /**
   * Each SQL text is prepared and planned once per connection, for all values: right for statements that name rows by identifiers.
   * Texts vary only by which filters and sort column are in use, never by values.
   * @returns the rows, typed by the caller who wrote the SELECT list
   */
  rows<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** As {@link rows}, but planned anew for these values: right where the best plan depends on what was typed, such as a text to find. */
  rowsPlannedAnew<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** The first row, or undefined. */
  row<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row | undefined>;
  /** Several statements over one state of the database, long ones row by row; `signal` stops them. See {@link Snapshot}. */
  snapshot<T>(signal: AbortSignal, story: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Beyond this many different texts the rest are sent unprepared, so that a connection's memory stays bounded. */
const PREPARED_TEXTS = 400;

/** Long readings have connections of their own, so that pages never wait for them; one is left for cancelling. */
const SNAPSHOTS = 5;

/** Left to itself the server plans a prepared statement anew whenever it hopes to gain by it, which costs more than the short statements of a page. */
const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan';

/**
 * Opens the pools that pages read through.
 * @param url the address with the application role's credentials
 */
export function openReader(url: string, size = 10): Reader {
  const prepared = openPool(url, size, PLAN_ONCE);
  const planned = openPool(url, Math.max(1, Math.floor(size / 2)), '');
  const snapshots = openPool(url, SNAPSHOTS, '');
  const names = new Map<string, string>();

  function nameOf(sql: string): string | undefined {
    const known = names.get(sql);
    if (known !== undefined || names.size >= PREPARED_TEXTS) return known;
    const name = `read_${names.size + 1}`;
    names.set(sql, name);
    return name;
  }

  async function rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const name = nameOf(sql);
    const values = [...parameters];
    const result = await prepared.query<Row>(name === undefined ? { text: sql, values } : { name, text: sql, values });
    return result.rows;
  }

  return {
    rows,
    async rowsPlannedAnew<Row extends object>(sql: string, parameters: readonly unknown[]) {
      const result = await planned.query<Row>(sql, [...parameters]);
      return result.rows;
    },
    async row<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      return (await rows<Row>(sql, parameters))[0];
    },
    snapshot: (signal, story) => readSnapshot(snapshots, signal, story),
    async close() {
      await Promise.all([prepared.end(), planned.end(), snapshots.end()]);
    },
  };
}

function openPool(url: string, max: number, settings: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'dieu-6', statement_timeout: 15_000, options: `-c timezone=UTC ${settings}` });
  // A connection that breaks while idle is replaced by the pool; the next statement reports what is wrong, if anything still is.
  pool.on('error', () => undefined);
  return pool;
}
