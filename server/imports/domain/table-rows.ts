import type { SheetRow } from '../../kernel/cell.js';

/**
 * What a row below the header is: an `entry` of the list, a `total` ("Tổng cộng"), a `section` line that names a group ("I. Sở Tài chính"),
 * the `header` repeated on a new page or its column numbers, or part of the `closing` (place and date, signatures, notes), after which no
 * entry comes. Anything in doubt is an entry: it is looked at, never lost.
 */
export type RowRole = 'entry' | 'total' | 'section' | 'header' | 'closing';

/** Tells what one row below the header is; `headerTexts` as findHeader gave them. */
export function roleOfRow(row: SheetRow, headerTexts: readonly string[]): RowRole {
  void row;
  void headerTexts;
  return 'entry';
}
