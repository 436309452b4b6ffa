import { maySome, type Ability } from '../../platform/authorization/ability.js';
import { abilityToAlternatives, type Alternative } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { SearchHit, SearchSql } from '../../platform/database/search-source.js';

/** A kind of thing that is searched, under the name by which the address filters for it. */
export interface SearchKind {
  readonly kind: string;
  readonly sql: SearchSql;
}

/** What is looked for: the folded text is made by the database, so that it is folded as what it is compared with. */
export interface Sought {
  readonly text: string;
  readonly words: readonly string[];
}

/** What is looked for when little was found: for each word the folded words it may have meant, for a code the folded codes one slip away. */
export interface SoughtNear {
  readonly text: string;
  readonly words: readonly { readonly typed: string; readonly meant: readonly string[] }[];
  readonly codes: readonly string[];
}

export interface FoundRow extends SearchHit {
  readonly kind: string;
  readonly rank: number;
}

/** One page of what was found, best first, and how many of each kind: exact up to {@link MOST_FOUND}; one more means "more than". */
export interface FoundPage {
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: readonly FoundRow[];
}

/** As many of each kind are ranked: the ones whose code begins as typed, and the first in the kind's own order whose words fit. */
export const MOST_FOUND = 200;
export const HITS_PER_PAGE = 25;
const MOST_NEAR = 50;
/** Of so many rows whose words fit the first are picked out; of more, walking the order soon meets enough. In between both cost about the same at 300,000 rows. */
const MOST_COLLECTED = 3_000;
/** From this rank on a hit is only near to what was typed. */
export const NEAR_RANK = 10;

interface Statement {
  readonly bind: (value: unknown) => string;
}

interface PageOf {
  /** Only this kind; undefined: all. */
  readonly kind: string | undefined;
  /** From 1. */
  readonly page: number;
}

/** What fits the text as it was typed, in one statement. Nothing is looked at that the reader may not read. */
export async function selectFound(reader: Reader, kinds: readonly SearchKind[], ability: Ability, sought: Sought, page: PageOf): Promise<FoundPage> {
  return selectPage(reader, kinds, ability, page, (kind, visible, statement) => partsOf(kind, visible, sought, statement));
}

/** What comes near to it, in one statement. */
export async function selectNear(reader: Reader, kinds: readonly SearchKind[], ability: Ability, sought: SoughtNear, page: PageOf): Promise<FoundPage> {
  return selectPage(reader, kinds, ability, page, (kind, visible, statement) => nearPartsOf(kind, visible, sought, statement));
}

type PartsOf = (kind: SearchSql, visible: Alternative, statement: Statement) => string[];

async function selectPage(reader: Reader, kinds: readonly SearchKind[], ability: Ability, page: PageOf, partsOfKind: PartsOf): Promise<FoundPage> {
  const parameters: unknown[] = [];
  const known = new Map<unknown, string>();
  const bind = (value: unknown): string => known.get(value) ?? `$${parameters.push(value)}`;
  const statement: Statement = {
    // The parts compare with the same few texts: each is sent once.
    bind: (value) => {
      const parameter = bind(value);
      if (typeof value === 'string') known.set(value, parameter);
      return parameter;
    },
  };
  const readable = kinds.filter(({ sql: { visible } }) => maySome(ability, visible.action, visible.subject));
  const parts = readable.flatMap(({ kind, sql }) => {
    const before = parameters.length;
    const found = abilityToAlternatives(ability, sql.visible.action, sql.visible.subject, sql.visible.fields, parameters).flatMap((visible) =>
      partsOfKind(sql, visible, statement).map((part) => `(SELECT '${kind}' AS kind, part.id, part.rank, row_number() OVER () AS place FROM (${part}) part)`),
    );
    // A parameter that nothing mentions has no type.
    if (found.length === 0) parameters.length = before;
    return found;
  });
  if (parts.length === 0) return { counts: {}, rows: [] };
  const shown = readable.map(({ kind, sql }) => `SELECT * FROM (${sql.shown}) thing WHERE hit.kind = '${kind}'`);
  const rows = await reader.rowsPlannedAnew<FoundRow & { counts: Readonly<Record<string, number>> | null; position: bigint | null }>(
    `WITH found AS MATERIALIZED (
       SELECT kind, id, min(rank) AS rank, min(place) AS place FROM (${parts.join(' UNION ALL ')}) parts GROUP BY kind, id
     )
     SELECT counted.counts, hit.kind, hit.id, hit.rank, hit.position, shown.*
       FROM (SELECT json_object_agg(kind, found) AS counts FROM (SELECT kind, count(*)::int AS found FROM found GROUP BY kind) kinds) counted
       LEFT JOIN (
         SELECT best.*, row_number() OVER () AS position
           FROM (SELECT * FROM found WHERE ${page.kind === undefined ? 'TRUE' : `kind = ${statement.bind(page.kind)}`}
                  ORDER BY rank, place, kind, id LIMIT ${HITS_PER_PAGE} OFFSET ${statement.bind((page.page - 1) * HITS_PER_PAGE)}) best
       ) hit ON TRUE
       LEFT JOIN LATERAL (${shown.join(' UNION ALL ')}) shown ON TRUE
      ORDER BY hit.position`,
    parameters,
  );
  return { counts: rows[0]?.counts ?? {}, rows: rows.filter(({ position }) => position !== null) };
}

/** Ranks: 0 exactly its code, 1 its code begins so, 2 its words begin so, 3 the text stands in its words, 4 every word begins one of its words, 5 stands inside one. */
function partsOf(kind: SearchSql, visible: Alternative, sought: Sought, { bind }: Statement): string[] {
  const byCode = kind.codes.map(
    ({ expression, typed, byPrefix }) => `
      SELECT ${kind.id} AS id, CASE WHEN ${expression} = ${typed(bind(sought.text))} THEN 0 ELSE 1 END AS rank
        FROM ${kind.from} WHERE ${visible.condition} AND ${byPrefix ? `${expression} LIKE ${typed(bind(likeText(sought.text)))} || '%'` : `${expression} = ${typed(bind(sought.text))}`} ORDER BY ${expression} USING ~<~, ${kind.id} LIMIT ${MOST_NEAR}`,
  );
  if (sought.words.length === 0) return byCode;
  const begins = bind(likeText(sought.text));
  const words = sought.words.map((word) => `fold_text(${bind(likeText(word))})`);
  const rank = (text: string): string => `CASE WHEN ${text} LIKE fold_text(${begins}) || '%' THEN 2 WHEN ' ' || ${text} LIKE '% ' || fold_text(${begins}) || '%' THEN 3
      WHEN ${words.map((word) => `' ' || ${text} LIKE '% ' || ${word} || '%'`).join(' AND ')} THEN 4 ELSE 5 END`;
  const fits = sought.words.map((word) => standsIn(kind.words, word, bind)).join(' AND ');
  return [...byCode, firstOf(kind, visible, fits, rank, MOST_FOUND + 1)];
}

/**
 * The word stands in the words of the thing. A code is looked up by the end of its number, where codes differ: its other groups of three signs
 * ("/HĐ", "IB2") stand in nearly every row, and an index of such groups would go through all of them.
 */
function standsIn(words: string, word: string, bind: Statement['bind']): string {
  const telling = /\d?\d{3}(?!\d)(?!.*\d{3})\D?/.exec(word)?.[0] ?? word;
  const looked = `${words} LIKE '%' || fold_text(${bind(likeText(telling))}) || '%'`;
  return telling === word ? looked : `${looked} AND strpos(${words}, fold_text(${bind(word)})) > 0`;
}

/**
 * The first rows in the order of the kind. The rows of one agency are walked in it: there are only so many. Where no index gives the visible rows
 * in it, they are all found before they are ordered.
 */
function firstOf(kind: SearchSql, { condition: visible, ordered, everything }: Alternative, fits: string, rank: (words: string) => string, limit: number): string {
  const condition = `${visible} AND ${fits}`;
  const walked = (more: string): string => `SELECT ${kind.id} AS id, ${rank(kind.words)} AS rank FROM ${kind.from} WHERE ${condition}${more} ORDER BY ${kind.order} LIMIT ${limit}`;
  if (!ordered) {
    const all = `SELECT ${kind.id} AS id, ${kind.words} AS words, row_number() OVER (ORDER BY ${kind.order}) AS place FROM ${kind.from} WHERE ${condition} OFFSET 0`;
    return `SELECT first.id, ${rank('first.words')} AS rank FROM (SELECT * FROM (${all}) all_of_them ORDER BY all_of_them.place LIMIT ${limit}) first ORDER BY first.place`;
  }
  if (!everything || kind.newest === undefined) return walked('');
  // Which way is shorter depends on how many rows fit. The planner can only guess that, so they are collected first, and one of the two ways is gone.
  const few = `(SELECT count(*) FROM fitting) <= ${MOST_COLLECTED}`;
  return `WITH fitting AS MATERIALIZED (SELECT ${kind.id} AS id, ${kind.words} AS words, ${kind.newest} AS newest FROM ${kind.from} WHERE ${condition} LIMIT ${MOST_COLLECTED + 1})
      (SELECT id, ${rank('words')} AS rank FROM (SELECT * FROM fitting WHERE ${few} ORDER BY newest DESC LIMIT ${limit}) first) UNION ALL (${walked(` AND NOT ${few}`)})`;
}

function nearPartsOf(kind: SearchSql, visible: Alternative, sought: SoughtNear, { bind }: Statement): string[] {
  const parts: string[] = [];
  if (sought.codes.length > 0) {
    for (const { expression, ofFolded } of kind.codes) {
      const codes = bind([...new Set(sought.codes.map(ofFolded))]);
      // One look into the index for each code; a condition over all of them made the database read all rows.
      parts.push(`
        SELECT near.id, ${NEAR_RANK} AS rank
          FROM unnest(${codes}::text[]) AS slip (code)
         CROSS JOIN LATERAL (SELECT ${kind.id} AS id FROM ${kind.from} WHERE ${expression} = slip.code AND ${visible.condition} LIMIT ${MOST_NEAR}) near
         ORDER BY near.id LIMIT ${MOST_NEAR}`);
    }
  }
  if (sought.words.some(({ meant }) => meant.length > 0)) {
    const fits = sought.words.map(({ typed, meant }) => `${kind.words} LIKE ANY (${bind([typed, ...meant].map((word) => `%${likeText(word)}%`))}::text[])`);
    const missed = (text: string): string => [`${NEAR_RANK}`, ...sought.words.map(({ typed }) => `(${text} NOT LIKE '%' || ${bind(likeText(typed))} || '%')::int`)].join(' + ');
    parts.push(`SELECT near.id, near.rank FROM (${firstOf(kind, visible, fits.join(' AND '), missed, MOST_FOUND)}) near ORDER BY near.rank LIMIT ${MOST_NEAR}`);
  }
  if (kind.alike !== undefined) {
    const text = `fold_text(${bind(sought.text)})`;
    parts.push(`SELECT ${kind.id} AS id, ${NEAR_RANK} AS rank FROM ${kind.from} WHERE ${visible.condition} AND ${text} <% ${kind.alike} ORDER BY ${text} <<-> ${kind.alike}, ${kind.id} LIMIT ${MOST_NEAR}`);
  }
  return parts;
}

function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
