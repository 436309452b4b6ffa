import type { Ability } from '../authorization/ability.js';
import type { Reader } from './reading.js';
import { orderOf, partsOf, type RegisterSql, type RegisterView } from './register-query.js';

/** All rows of a view of a register, page by page of the server's cursor, and how many they are: exact, of the same instant. */
export interface RegisterStream<Row> {
  readonly total: number;
  readonly batches: AsyncIterable<readonly Row[]>;
}

/** A register that can be read to its end. Nothing is read before `open`; what it gives ends with the story, or when `signal` aborts. */
export interface RegisterSource<Row> {
  open<T>(signal: AbortSignal, story: (stream: RegisterStream<Row>) => Promise<T>): Promise<T>;
}

/**
 * Every row that `readRegister` would show over all pages of the view, in the same order: the same visibility, filters and sort, in one snapshot.
 * The page of the view is not looked at.
 */
export function streamRegister<Row extends object>(reader: Reader, sql: RegisterSql, ability: Ability, view: RegisterView): RegisterSource<Row> {
  return {
    open: (signal, story) =>
      reader.snapshot(signal, async (snapshot) => {
        const counting = countText(sql, ability, view);
        const counted = await snapshot.row<{ total: number }>(counting.text, counting.parameters);
        const reading = rowsText(sql, ability, view);
        return story({ total: counted?.total ?? 0, batches: snapshot.batches<Row>(reading.text, reading.parameters) });
      }),
  };
}

interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

function countText(sql: RegisterSql, ability: Ability, view: RegisterView): Statement {
  const parameters: unknown[] = [];
  const parts = partsOf(sql, ability, view, parameters, (value) => `$${parameters.push(value)}`);
  const counts = parts.map(({ condition }) => `(SELECT count(*) FROM ${sql.countFrom ?? sql.from} WHERE ${condition})`);
  return { text: `SELECT (${counts.join(' + ')})::int AS total`, parameters };
}

function rowsText(sql: RegisterSql, ability: Ability, view: RegisterView): Statement {
  const parameters: unknown[] = [];
  const parts = partsOf(sql, ability, view, parameters, (value) => `$${parameters.push(value)}`);
  const order = orderOf(sql, view);
  const rows = parts.map(({ condition, sort }) => `SELECT ${sql.select}, ${sort} AS register_sort, ${sql.tieBreak} AS register_key FROM ${sql.from} WHERE ${condition}`);
  return { text: `SELECT * FROM (${rows.join(' UNION ALL ')}) parts ORDER BY ${order.outside}`, parameters };
}
