import pg from 'pg';

/** Statements that read, outside any transaction, under the application's database role. */
export interface Reader {
  /**
   * Each SQL text is prepared once per connection; texts vary only by which filters and sort column are in use, never by values.
   * @returns the rows, typed by the caller who wrote the SELECT list
   */
  rows<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The first row, or undefined. */
  row<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row | undefined>;
  close(): Promise<void>;
}

/** Beyond this many different texts the rest are sent unprepared, so that a connection's memory stays bounded. */
const PREPARED_TEXTS = 400;

/**
 * Opens the pool that pages read through.
 * @param url the address with the application role's credentials
 */
export function openReader(url: string, size = 10): Reader {
  const pool = new pg.Pool({ connectionString: url, max: size, application_name: 'dieu-6', statement_timeout: 15_000, options: '-c timezone=UTC' });
  // A connection that breaks while idle is replaced by the pool; the next statement reports what is wrong, if anything still is.
  pool.on('error', () => undefined);
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
    const result = await pool.query<Row>(name === undefined ? { text: sql, values } : { name, text: sql, values });
    return result.rows;
  }

  return {
    rows,
    async row<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      return (await rows<Row>(sql, parameters))[0];
    },
    close: () => pool.end(),
  };
}
