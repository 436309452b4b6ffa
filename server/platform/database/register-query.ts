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
  /** The tables that conditions, sorts and tie-break need, where joins in `from` only bring columns to show: counting then stays in an index. */
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
  /**
   * Each sort key as an expression (Vietnamese texts with COLLATE vietnamese), with an index over it and the tie-break, once alone and once
   * behind the column that visibility names. What is empty comes last in both directions.
   */
  readonly sorts: Readonly<Record<string, string>>;
  /** Sort and filter keys over what is kept from those who read a row only because it names their agency among others: to them it counts as empty. */
  readonly kept?: readonly string[];
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
  const sought = parts.some(({ condition }) => condition.includes(' LIKE '));
  const offset = (Math.min(Math.max(view.page, 1), LAST_PAGE) - 1) * ROWS_PER_PAGE;
  const page = { order: orderOf(sql, view), reach: bind(offset + ROWS_PER_PAGE), offset: bind(offset) };
  const text = sought ? soughtText(sql, parts, page) : plainText(sql, parts, page);
  type Placed = Row & { register_total: number; register_key: unknown };
  // One plan serves every reader of the plain view; which index finds what a filter leaves depends on its value.
  const anew = sought || Object.keys(view.filters).length > (knownOf(sql, ability, view) ? 1 : 0);
  const rows = anew ? await reader.rowsPlannedAnew<Placed>(text, parameters) : await reader.rows<Placed>(text, parameters);
  return { total: rows[0]?.register_total ?? 0, rows: rows.filter((row) => row.register_key !== null) };
}

interface Page {
  readonly order: RegisterOrder;
  /** How many rows stand before the end of the page, as a parameter. */
  readonly reach: string;
  readonly offset: string;
}

/** The count from the indexes, and the page by walking each part in its order. */
function plainText(sql: RegisterSql, parts: readonly RegisterPart[], page: Page): string {
  // Each part counted by itself and then summed: rows of a UNION pass through three more steps of the plan, one by one.
  const counted = parts.map(({ condition }) => `(SELECT count(*) FROM (SELECT FROM ${sql.countFrom ?? sql.from} WHERE ${condition} LIMIT ${COUNT_LIMIT + 1}) part)`);
  const found = parts.map((part) => firstOf(sql, part, page));
  return pageText(`SELECT least(${counted.join(' + ')}, ${COUNT_LIMIT + 1})::int AS register_total`, found, page);
}

/**
 * Where a text is sought, its rows may be many or none, anywhere in the order. As many as are counted are collected first, in whichever
 * order an index of the text gives them: when that is all of them, the page is made of these; when there are more, walking the order soon meets enough.
 */
function soughtText(sql: RegisterSql, parts: readonly RegisterPart[], page: Page): string {
  const from = sql.countFrom ?? sql.from;
  // Counted once: the hits are gone through each time they are mentioned.
  const total = '(SELECT register_total FROM counted_hits)';
  const hits = parts.map(({ condition, sort }) => `(SELECT ${sort} AS register_sort, ${sql.tieBreak} AS register_key FROM ${from} WHERE ${condition} LIMIT ${COUNT_LIMIT + 1})`);
  const all = fetched(sql, `SELECT * FROM hits WHERE ${total} <= ${COUNT_LIMIT} ORDER BY ${page.order.outside} LIMIT ${page.reach}`);
  const walked = parts.map((part) => firstOf(sql, { ...part, condition: `${part.condition} AND ${total} > ${COUNT_LIMIT}` }, page));
  return `WITH hits AS MATERIALIZED (SELECT * FROM (${hits.join(' UNION ALL ')}) parts LIMIT ${COUNT_LIMIT + 1}),
    counted_hits AS MATERIALIZED (SELECT count(*)::int AS register_total FROM hits) ${pageText('SELECT register_total FROM counted_hits', [all, ...walked], page)}`;
}

/** What is shown of the rows that a statement names by `register_key`. */
function fetched(sql: RegisterSql, hits: string): string {
  return `(SELECT ${sql.select}, hit.register_sort, hit.register_key FROM (${hits}) hit JOIN ${grouped(sql.from)} ON ${sql.tieBreak} = hit.register_key)`;
}

/** Joins in brackets; one table alone may not stand in them. */
function grouped(from: string): string {
  return / JOIN /i.test(from) ? `(${from})` : from;
}

function pageText(counted: string, found: readonly string[], { order, offset }: Page): string {
  return `
    SELECT counted.register_total, page.*
      FROM (${counted}) counted
      LEFT JOIN (SELECT * FROM (${found.join(' UNION ALL ')}) parts ORDER BY ${order.outside} LIMIT ${ROWS_PER_PAGE} OFFSET ${offset}) page ON TRUE
     ORDER BY ${order.outside}`;
}

/** One way in which rows may be visible, with the filters, and without what the ways before it find. */
export interface RegisterPart {
  readonly condition: string;
  /** What its rows are sorted by. */
  readonly sort: string;
  /** Whether an index gives its rows in order. */
  readonly ordered: boolean;
  /** The same condition for one value of a list, where an index gives the rows of each value in order. */
  readonly spread?: { readonly list: string; readonly condition: string } | undefined;
}

/** The parts of a view of a register. */
export function partsOf(sql: RegisterSql, ability: Ability, view: RegisterView, parameters: unknown[], bind: (value: unknown) => string): RegisterPart[] {
  const alternatives = alternativesOf(sql, ability, view, parameters);
  const filters = Object.entries(view.filters).flatMap(([name, value]) => {
    const condition = sql.filters[name]?.(value, bind);
    return condition === undefined ? [] : [{ condition, kept: sql.kept?.includes(name) ?? false }];
  });
  const sort = sql.sorts[view.sort.key] ?? sql.tieBreak;
  const sortIsKept = sql.kept?.includes(view.sort.key) ?? false;
  return alternatives.map(({ condition, ordered, shared, among }, index) => {
    const earlier = alternatives.slice(0, index).map((found) => `(${found.condition}) IS NOT TRUE`);
    const rest = [...earlier, ...filters.map((filter) => (shared && filter.kept ? 'FALSE' : filter.condition))];
    // A text to find is looked for once over all values of a list, not once for each.
    const spread = among === undefined || rest.some((part) => part.includes(' LIKE ')) ? undefined : { list: among.list, condition: [`${among.column} = ${SPREAD_VALUE}`, ...rest].join(' AND ') };
    return { condition: [condition, ...rest].join(' AND '), sort: shared && sortIsKept ? `CASE WHEN FALSE THEN ${sort} END` : sort, ordered, spread };
  });
}

const SPREAD_VALUE = 'spread.value';

interface RegisterOrder {
  readonly direction: 'ASC' | 'DESC';
  /** The order of what the parts give, by the columns `register_sort` and `register_key`. */
  readonly outside: string;
}

/** The first rows of one part. */
function firstOf(sql: RegisterSql, part: RegisterPart, page: Page): string {
  const { order, reach } = page;
  const rows = (condition: string): string => `SELECT ${sql.select}, ${part.sort} AS register_sort, ${sql.tieBreak} AS register_key FROM ${sql.from} WHERE ${condition}`;
  if (part.spread !== undefined) {
    const each = inOrder(sql, part, page, (more) => rows(`${part.spread?.condition ?? ''}${more}`));
    return `(SELECT one.* FROM unnest(${part.spread.list}) AS spread (value) CROSS JOIN LATERAL (${each}) one ORDER BY ${order.outside} LIMIT ${reach})`;
  }
  if (part.ordered) return inOrder(sql, part, page, (more) => rows(`${part.condition}${more}`));
  // The fence keeps the planner from walking the whole order in search of the few rows of a part that no index gives in order. What is shown is fetched for the page alone.
  const narrow = `SELECT ${part.sort} AS register_sort, ${sql.tieBreak} AS register_key FROM ${sql.countFrom ?? sql.from} WHERE ${part.condition} OFFSET 0`;
  return fetched(sql, `SELECT * FROM (${narrow}) part ORDER BY ${order.outside} LIMIT ${reach}`);
}

/** Rows as an index gives them: those with a value first, then those without one, so that one index serves both directions. */
function inOrder(sql: RegisterSql, part: RegisterPart, { order: { direction }, reach }: Page, rows: (more: string) => string): string {
  if (part.sort === sql.tieBreak) return `(${rows('')} ORDER BY ${sql.tieBreak} ${direction} LIMIT ${reach})`;
  const ordered = `ORDER BY ${part.sort} ${direction}, ${sql.tieBreak} ${direction} LIMIT ${reach}`;
  return `((${rows(` AND ${part.sort} IS NOT NULL`)} ${ordered}) UNION ALL (${rows(` AND ${part.sort} IS NULL`)} ${ordered}))`;
}

function alternativesOf(sql: RegisterSql, ability: Ability, view: RegisterView, parameters: unknown[]): Alternative[] {
  if (knownOf(sql, ability, view)) return [{ condition: 'TRUE', ordered: true, everything: true, shared: false }];
  return abilityToAlternatives(ability, sql.visible.action, sql.visible.subject, sql.visible.fields, parameters);
}

/** Whether what one filter says of its rows is enough to let the reader see them. */
function knownOf({ visible }: RegisterSql, ability: Ability, view: RegisterView): boolean {
  const known = visible.knownFrom?.(view.filters);
  return known !== undefined && may(ability, visible.action, visible.subject, known);
}

/** The order over the parts; equals follow the tie-break in the same direction, so that an index can be walked either way. */
export function orderOf(sql: RegisterSql, view: RegisterView): RegisterOrder {
  const direction = view.sort.descending ? 'DESC' : 'ASC';
  const unique = (sql.sorts[view.sort.key] ?? sql.tieBreak) === sql.tieBreak;
  return { direction, outside: `register_sort ${direction} NULLS LAST${unique ? '' : `, register_key ${direction}`}` };
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
