import type { CalendarDay } from './calendar-day.js';

/**
 * What one cell of a list holds, as the file says it: nothing is guessed here. It is the same whether the list came as .xlsx or .csv
 * (a .csv has only texts and empty cells), so that what understands cells needs to know no file format.
 *
 * - `text`: NFC, line breaks as "\n", otherwise as in the file (not trimmed).
 * - `number`: `literal` is the exact decimal number, without exponent ("1500000000", "-0.5"), never a float; `shown` is there when the
 *   cell shows something else that matters, as leading zeros ("0100109106").
 * - `day`: a date cell, by its number format; `time` (HH:MM:SS) when it carries a time of day.
 * - `error`: the code Excel shows, as "#REF!".
 *
 * `fromFormula` marks the value that a formula had when the file was saved; no formula is ever run.
 */
export type Cell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string; readonly fromFormula?: true }
  | { readonly kind: 'number'; readonly literal: string; readonly shown?: string; readonly fromFormula?: true }
  | { readonly kind: 'day'; readonly day: CalendarDay; readonly time?: string; readonly fromFormula?: true }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly fromFormula?: true }
  | { readonly kind: 'error'; readonly code: string; readonly fromFormula?: true };

/** The cell that holds nothing. */
export const EMPTY_CELL: Cell = Object.freeze({ kind: 'empty' });

/** One row of a sheet: its number as Excel shows it (from 1) and its cells from column A on; empty cells at the end are left out. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly Cell[];
  /** The row of a .csv whose quotes do not fit together: its text was taken as it stands and must be looked at. */
  readonly brokenQuotes?: true;
}

/** A range of merged cells, all numbers from 1 and inclusive; only the first cell (top left) has a value. */
export interface CellRange {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** The letters of a column as Excel shows them: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
