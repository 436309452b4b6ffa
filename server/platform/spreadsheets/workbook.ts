import type { CellRange, SheetRow } from '../../kernel/cell.js';
import type { SpreadsheetRefusal } from './refusals.js';

/** One sheet of a workbook. A .csv has one, named after nothing ('CSV'). */
export interface SheetInfo {
  readonly index: number;
  readonly name: string;
  readonly hidden: boolean;
}

/** What was decided about a file without asking: in which encoding and with which separator a .csv was read. */
export type WorkbookRemark =
  | { readonly kind: 'encoding'; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252'; readonly guessed: boolean }
  | { readonly kind: 'separator'; readonly separator: ',' | ';' | '\t' | '|'; readonly guessed: boolean };

/** A list that can be read. Close it when done; until then the file must stay in its place. */
export interface Workbook {
  readonly format: 'xlsx' | 'csv';
  readonly sheets: readonly SheetInfo[];
  readonly remarks: readonly WorkbookRemark[];
  /**
   * The rows of a sheet that hold something, in their order, one at a time: memory stays flat however long the sheet is. It can be read
   * several times and left early. Throws SpreadsheetRefused when something in the sheet is refused.
   */
  rows(sheet: SheetInfo): AsyncIterable<SheetRow>;
  /** The merged ranges of a sheet (at most the first 10,000), by a quick pass over it; none in a .csv. Throws SpreadsheetRefused. */
  merges(sheet: SheetInfo): Promise<readonly CellRange[]>;
  close(): Promise<void>;
}

/** A workbook to read, or why the file is refused. */
export type OpenedWorkbook = { readonly ok: true; readonly workbook: Workbook } | SpreadsheetRefusal;
