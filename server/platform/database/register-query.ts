import { may, type Ability, type Facts } from '../authorization/ability.js';
import { abilityToAlternatives, type Alternative, type SqlFields } from '../authorization/ability-to-sql.js';
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
  /** The tables that conditions and tie-break need, where joins in `from` only bring columns to show: counting then stays in an index. */
  readonly countFrom?: string;
  /** Which rows the reader may see at all. */
  readonly visible: {
    readonly action: string;
    readonly subject: string;
    readonly fields: SqlFields;
    /** What the filters say of every row that passes them; where that alone lets the reader see them, no row is checked again. */
    readonly knownFrom?: (filters: Readonly<Record<string, string>>) => Facts | undefined;
  };
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

/**
 * Rows and count of one page of a register, in one statement. Each way in which a row may be visible is looked up by itself (the later ones
 * leave out what the earlier ones found), so that every part can run along an index.
 */
export async function readRegister<Row extends object>(reader: Reader, sql: RegisterSql, ability: Ability, view: RegisterView): Promise<RegisterResult<Row>> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const parts = partsOf(sql, ability, view, parameters, bind);
  const order = orderOf(sql, view);
  const offset = (Math.min(Math.max(view.page, 1), LAST_PAGE) - 1) * ROWS_PER_PAGE;
  const reach = bind(offset + ROWS_PER_PAGE);
  const counted = parts.map(({ condition }) => `(SELECT ${sql.tieBreak} FROM ${sql.countFrom ?? sql.from} WHERE ${condition} LIMIT ${COUNT_LIMIT + 1})`);
  const found = parts.map(({ condition, ordered }) => {
    // The fence keeps the planner from walking the whole order in search of the few rows of a part that no index gives in order.
    const fence = ordered ? '' : 'OFFSET 0';
    const rows = `SELECT ${sql.select}, ${order.expression} AS register_sort, ${sql.tieBreak} AS register_key FROM ${sql.from} WHERE ${condition} ${fence}`;
    return ordered ? `(${rows} ORDER BY ${order.inside} LIMIT ${reach})` : `(SELECT * FROM (${rows}) part ORDER BY ${order.outside} LIMIT ${reach})`;
  });
  const text = `
    SELECT counted.register_total, page.*
      FROM (SELECT count(*)::int AS register_total FROM (SELECT 1 FROM (${counted.join(' UNION ALL ')}) parts LIMIT ${COUNT_LIMIT + 1}) seen) counted
      LEFT JOIN (
        SELECT ordered.*, row_number() OVER () AS register_position
          FROM (SELECT * FROM (${found.join(' UNION ALL ')}) parts ORDER BY ${order.outside} LIMIT ${ROWS_PER_PAGE} OFFSET ${bind(offset)}) ordered
      ) page ON TRUE
     ORDER BY page.register_position`;
  type Placed = Row & { register_total: number; register_position: bigint | null };
  const rows = text.includes(' LIKE ') ? await reader.rowsPlannedAnew<Placed>(text, parameters) : await reader.rows<Placed>(text, parameters);
  return { total: rows[0]?.register_total ?? 0, rows: rows.filter((row) => row.register_position !== null) };
}

/** The ways in which rows may be visible, each with the filters, and without what the ones before it find. */
export function partsOf(sql: RegisterSql, ability: Ability, view: RegisterView, parameters: unknown[], bind: (value: unknown) => string): Alternative[] {
  const alternatives = alternativesOf(sql, ability, view, parameters);
  const filtered = Object.entries(view.filters).flatMap(([name, value]) => sql.filters[name]?.(value, bind) ?? []);
  return alternatives.map(({ condition, ordered }, index) => {
    const found = alternatives.slice(0, index).map((earlier) => `(${earlier.condition}) IS NOT TRUE`);
    return { condition: [condition, ...found, ...filtered].join(' AND '), ordered };
  });
}

function alternativesOf({ visible }: RegisterSql, ability: Ability, view: RegisterView, parameters: unknown[]): Alternative[] {
  const known = visible.knownFrom?.(view.filters);
  if (known !== undefined && may(ability, visible.action, visible.subject, known)) return [{ condition: 'TRUE', ordered: true }];
  return abilityToAlternatives(ability, visible.action, visible.subject, visible.fields, parameters);
}

/** The order inside a part and over the parts; a sort key that is unique by itself needs no tie-break, and then follows its index. */
export function orderOf(sql: RegisterSql, view: RegisterView): { readonly expression: string; readonly inside: string; readonly outside: string } {
  const expression = sql.sorts[view.sort.key] ?? sql.tieBreak;
  const direction = view.sort.descending ? 'DESC NULLS LAST' : 'ASC NULLS LAST';
  const unique = expression === sql.tieBreak;
  return {
    expression,
    inside: `${expression} ${direction}${unique ? '' : `, ${sql.tieBreak}`}`,
    outside: `register_sort ${direction}${unique ? '' : ', register_key'}`,
  };
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
