import type { Ability } from '../authorization/ability.js';
import { abilityToSql, type SqlFields } from '../authorization/ability-to-sql.js';
import type { Reader } from './reading.js';

/** What a register shows: which filters are set, the order, the page (from 1). Values come from the address. */
export interface RegisterView {
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: { readonly key: string; readonly descending: boolean };
  readonly page: number;
}

/** A register in SQL. Every text here is written by a room; what a person types only ever becomes a parameter. */
export interface RegisterSql {
  /** The select list, without SELECT. */
  readonly select: string;
  /** Tables and joins, without FROM. */
  readonly from: string;
  /** Which rows the reader may see at all. */
  readonly visible: { readonly action: string; readonly subject: string; readonly fields: SqlFields };
  /** Each filter as a condition; `bind` turns a value into its parameter ($n). Return undefined when the value means nothing. */
  readonly filters: Readonly<Record<string, (value: string, bind: (value: unknown) => string) => string | undefined>>;
  /** Each sort key as an expression (Vietnamese texts with COLLATE vietnamese). */
  readonly sorts: Readonly<Record<string, string>>;
  /** A unique expression that settles the order of equals. */
  readonly tieBreak: string;
}

export interface RegisterResult<Row> {
  readonly rows: readonly Row[];
  /** Exact up to {@link COUNT_LIMIT}; one more than that means "more than". */
  readonly total: number;
}

export const ROWS_PER_PAGE = 25;
export const COUNT_LIMIT = 1_000;
const LAST_PAGE = 4_000;

/** Rows and count of one page of a register, in one statement. */
export async function readRegister<Row extends object>(reader: Reader, sql: RegisterSql, ability: Ability, view: RegisterView): Promise<RegisterResult<Row>> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = conditionOf(sql, ability, view, parameters, bind);
  const sort = sql.sorts[view.sort.key] ?? sql.tieBreak;
  const direction = view.sort.descending ? 'DESC NULLS LAST' : 'ASC NULLS LAST';
  const offset = (Math.min(Math.max(view.page, 1), LAST_PAGE) - 1) * ROWS_PER_PAGE;
  const text = `
    SELECT counted.register_total, page.*
      FROM (SELECT count(*)::int AS register_total FROM (SELECT 1 FROM ${sql.from} WHERE ${where} LIMIT ${COUNT_LIMIT + 1}) seen) counted
      LEFT JOIN (
        SELECT ordered.*, row_number() OVER () AS register_position
          FROM (SELECT ${sql.select} FROM ${sql.from} WHERE ${where}
                 ORDER BY ${sort} ${direction}, ${sql.tieBreak} LIMIT ${ROWS_PER_PAGE} OFFSET ${bind(offset)}) ordered
      ) page ON TRUE
     ORDER BY page.register_position`;
  const rows = await reader.rows<Row & { register_total: number; register_position: bigint | null }>(text, parameters);
  return { total: rows[0]?.register_total ?? 0, rows: rows.filter((row) => row.register_position !== null) };
}

function conditionOf(sql: RegisterSql, ability: Ability, view: RegisterView, parameters: unknown[], bind: (value: unknown) => string): string {
  const visible = abilityToSql(ability, sql.visible.action, sql.visible.subject, sql.visible.fields, parameters);
  const filtered = Object.entries(view.filters).flatMap(([name, value]) => sql.filters[name]?.(value, bind) ?? []);
  return [visible, ...filtered].join(' AND ');
}

/** A condition that finds every word of a typed text in a column of folded text, with or without diacritics. */
export function containsWords(foldedColumn: string, typed: string, bind: (value: unknown) => string): string | undefined {
  const words = typed.split(/\s+/).filter((word) => word !== '').slice(0, 8);
  if (words.length === 0) return undefined;
  return words.map((word) => `${foldedColumn} LIKE '%' || fold_text(${bind(escapeLike(word))}) || '%'`).join(' AND ');
}

function escapeLike(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('%', '\\%').replaceAll('_', '\\_');
}
