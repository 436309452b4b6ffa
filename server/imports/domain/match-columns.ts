import { foldText, normalizeText } from '../../kernel/text.js';
import type { KnownColumn } from './columns.js';
import { isSlipApart } from './near-text.js';

/** How a column of the file came to mean what it means. 'near' is shown to the person before it counts. */
export type MatchGround = 'remembered' | 'title' | 'synonym' | 'near';

/** One column of the file that was recognised. */
export interface MatchedColumn<Key extends string = string> {
  /** From 0, column A. */
  readonly index: number;
  readonly header: string;
  readonly key: Key;
  readonly ground: MatchGround;
  /** What one is worth in a money column whose header says so ("Giá trị (triệu đồng)"). */
  readonly moneyUnit?: bigint;
}

/** Which column of the file is which. */
export interface ColumnMatch<Key extends string = string> {
  readonly matched: readonly MatchedColumn<Key>[];
  /** Columns of the file that mean nothing to this kind of list, or that another column already stands for. */
  readonly unmatched: readonly { readonly index: number; readonly header: string }[];
  /** Columns that the file lacks; the required ones must be set by hand. */
  readonly missing: readonly KnownColumn<Key>[];
}

/** What an agency once set by hand: the folded header (see {@link headerKey}) to the column's key, or to null for "leave this column out". */
export type RememberedColumns = ReadonlyMap<string, string | null>;

/** The form of a header under which it is remembered: folded, without punctuation, unit, marks and remarks in brackets. */
export function headerKey(header: string): string {
  const folded = foldText(normalizeText(header));
  const bare = folded.replace(/\([^)]*\)|\[[^\]]*\]/gu, ' ').replace(/\bdvt\b.*$/u, ' ');
  const words = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return words(bare) === '' ? words(folded) : words(bare);
}

/** What one is worth by a header or a line above the table: "(triệu đồng)", "ĐVT: tỷ đồng", "Đơn vị tính: đồng". Undefined when it says nothing of it. */
export function moneyUnitIn(text: string): bigint | undefined {
  const folded = foldText(normalizeText(text));
  const said = /(?:\(|\[|\bdvt\b\s*:?|\bdon vi(?: tinh)?\s*:|,)\s*(?:dvt\s*:?\s*|don vi(?: tinh)?\s*:?\s*)?(nghin|ngan|1\.?000|trieu|tr|ty|ti)?\s*\.?\s*(dong|vnd|d)\b/u.exec(folded);
  if (said === null) return undefined;
  return { nghin: 1_000n, ngan: 1_000n, '1000': 1_000n, '1.000': 1_000n, trieu: 1_000_000n, tr: 1_000_000n, ty: 1_000_000_000n, ti: 1_000_000_000n }[said[1] ?? ''] ?? 1n;
}

interface Candidate<Key extends string> {
  readonly index: number;
  readonly header: string;
  readonly column: KnownColumn<Key>;
  readonly ground: MatchGround;
}

/** What stands between the two texts of a two-row header. */
export const BETWEEN_ROWS = ' / ';

const RANK: Readonly<Record<MatchGround, number>> = { remembered: 0, title: 1, synonym: 2, near: 3 };

/**
 * Matches the columns of a file with those that the kind of list knows: first what was set by hand before, then titles, then synonyms, then
 * near spellings; each known column is given once, the better ground first and then the column further left.
 */
export function matchColumns<Key extends string>(
  headerTexts: readonly string[],
  known: readonly KnownColumn<Key>[],
  remembered: RememberedColumns = new Map(),
): ColumnMatch<Key> {
  const candidates = headerTexts.flatMap((header, index) => candidatesOf(index, header, known, remembered));
  candidates.sort((a, b) => RANK[a.ground] - RANK[b.ground] || a.index - b.index);
  const matched: MatchedColumn<Key>[] = [];
  for (const { index, header, column, ground } of candidates) {
    if (matched.some((one) => one.index === index || one.key === column.key)) continue;
    const moneyUnit = column.content.kind === 'money' ? moneyUnitIn(header) : undefined;
    matched.push({ index, header, key: column.key, ground, ...(moneyUnit !== undefined && { moneyUnit }) });
  }
  matched.sort((a, b) => a.index - b.index);
  return {
    matched,
    unmatched: headerTexts.flatMap((header, index) => (header === '' || matched.some((one) => one.index === index) ? [] : [{ index, header }])),
    missing: known.filter((column) => !matched.some((one) => one.key === column.key)),
  };
}

function candidatesOf<Key extends string>(index: number, header: string, known: readonly KnownColumn<Key>[], remembered: RememberedColumns): readonly Candidate<Key>[] {
  const key = headerKey(header);
  if (key === '') return [];
  const set = remembered.get(key);
  if (set !== undefined) return known.filter((column) => column.key === set).map((column) => ({ index, header, column, ground: 'remembered' }));
  return known.flatMap((column) => {
    const ground = groundOf(header, column);
    return ground === undefined ? [] : [{ index, header, column, ground }];
  });
}

/**
 * On what ground a header names a known column. "Hợp đồng / Số", from two rows, is also tried the other way round ("Số hợp đồng"); its lower
 * text alone is only a near match.
 */
export function groundOf(header: string, column: KnownColumn): Exclude<MatchGround, 'remembered'> | undefined {
  const title = headerKey(column.title);
  const names = [title, ...column.synonyms.map(headerKey)];
  const [upper, lower] = header.split(BETWEEN_ROWS);
  const keys = [headerKey(header), ...(lower === undefined ? [] : [headerKey(`${lower} ${upper ?? ''}`)])].filter((key) => key !== '');
  if (keys.includes(title)) return 'title';
  if (keys.some((key) => names.includes(key))) return 'synonym';
  if (lower !== undefined && names.includes(headerKey(lower))) return 'near';
  return keys.some((key) => names.some((name) => isSlipApart(key, name))) ? 'near' : undefined;
}
