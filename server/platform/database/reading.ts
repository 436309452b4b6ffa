import pg from 'pg';

/** Statements that read: prepared once per connection under their name, outside any transaction. */
export interface Reader {
  /**
   * @param name a name that is unique to this SQL text; the statement is planned once per connection
   * @returns the rows, typed by the caller who wrote the SELECT list
   */
  rows<Row extends object>(name: string, sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** A statement whose text varies (filters, sort): not prepared. */
  adHoc<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The pool itself, for libraries that bring their own statements (session store). */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens the pool that pages read through, under the application's database role. */
export function openReader(url: string, size = 10): Reader {
  const pool = new pg.Pool({ connectionString: url, max: size, application_name: 'dieu-6', statement_timeout: 15_000, options: '-c timezone=UTC' });
  // A connection that breaks while idle is replaced by the pool; the next statement reports what is wrong, if anything is.
  pool.on('error', () => undefined);
  return {
    pool,
    async rows<Row extends object>(name: string, sql: string, parameters: readonly unknown[] = []) {
      const result = await pool.query<Row>({ name, text: sql, values: [...parameters] });
      return result.rows;
    },
    async adHoc<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      const result = await pool.query<Row>(sql, [...parameters]);
      return result.rows;
    },
    close: () => pool.end(),
  };
}
