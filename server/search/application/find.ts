import { foldText } from '../../kernel/text.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Principal } from '../../platform/http/principal.js';
import { slipsOfCode, slipsOfWord } from '../domain/slips.js';
import type { TypedQuery } from '../domain/typed-query.js';
import { selectMeantWords, type MeantWord } from '../persistence/known-words.js';
import { selectFound, selectNear, type FoundPage, type FoundRow, type SearchKind } from '../persistence/search-query.js';

export { HITS_PER_PAGE, MOST_FOUND, NEAR_RANK, type FoundRow, type SearchKind } from '../persistence/search-query.js';

/** What was found for one person. */
export interface Findings {
  /** Best first: what fits as typed, then what only comes near. */
  readonly rows: readonly FoundRow[];
  /** Of each kind, all pages together; more than MOST_FOUND stands for "more than". */
  readonly counts: Readonly<Record<string, number>>;
  /** What to mark in the shown texts: the words as typed and those that were taken for them. */
  readonly marked: readonly string[];
}

/** With fewer hits than this, what comes near is shown too. */
const FEW = 5;

/**
 * Looks through everything that the person may read. One statement; where little fits as typed, two more for what comes near
 * (words one slip away, codes one slip away, names of people that are alike).
 */
export function createFind(reader: Reader, kinds: readonly SearchKind[]) {
  return async function find(principal: Principal, query: TypedQuery, page: { readonly kind: string | undefined; readonly page: number }): Promise<Findings> {
    const found = await selectFound(reader, kinds, principal.ability, query, page);
    const total = Object.values(found.counts).reduce((sum, count) => sum + count, 0);
    if (total >= FEW || page.page > 1 || query.words.length === 0) return { ...found, marked: markedWords(query, []) };
    const meant = await selectMeantWords(reader, query.words.map(foldText).map((typed) => ({ typed, slips: slipsOfWord(typed) })));
    const words = toReplace(meant, total === 0);
    const codes = query.looksLikeCode ? slipsOfCode(foldText(query.text)) : [];
    const near = await selectNear(reader, kinds, principal.ability, { text: query.text, words, codes }, page);
    return { ...joined(found, near), marked: markedWords(query, words) };
  };
}

export type Find = ReturnType<typeof createFind>;

/** A word in use is taken as it was typed, unless all are in use and yet nothing has them together. */
function toReplace(words: readonly MeantWord[], nothingFits: boolean): MeantWord[] {
  const replaceAll = nothingFits && words.every(({ known }) => known);
  return words.map((word) => (word.known && !replaceAll ? { ...word, meant: [] } : word));
}

function joined(found: FoundPage, near: FoundPage): FoundPage {
  const known = new Set(found.rows.map(({ kind, id }) => `${kind}/${id}`));
  const added = near.rows.filter(({ kind, id }) => !known.has(`${kind}/${id}`));
  const kinds = new Set([...Object.keys(found.counts), ...Object.keys(near.counts)]);
  const counts = Object.fromEntries([...kinds].map((kind) => [kind, Math.max(found.counts[kind] ?? 0, near.counts[kind] ?? 0)]));
  return { rows: [...found.rows, ...added], counts };
}

function markedWords(query: TypedQuery, words: readonly MeantWord[]): string[] {
  const typed = query.words.length === 0 ? [query.text] : query.words;
  return [...typed, ...words.flatMap(({ meant }) => meant)];
}
