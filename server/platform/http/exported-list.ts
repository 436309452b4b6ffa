import type { ActContext } from '../database/transactions.js';
import type { WrittenCell, WrittenColumn } from '../spreadsheets/index.js';

/** A filter that is set, in the words of the screen; `typed` when the word is the person's own and not one of a list. */
export interface ShownFilter {
  readonly name: string;
  readonly label: string;
  readonly word: string;
  readonly typed: boolean;
}

/** A list that leaves the product as a file: exactly a view of a register, all of its pages. */
export interface ExportedList {
  /** The address of the register without its slash: 'hop-dong'. */
  readonly register: string;
  readonly caption: string;
  /** What is counted: 'hợp đồng'; the file is named after it. */
  readonly noun: string;
  readonly filters: readonly ShownFilter[];
  /** The order in words: 'Ngày ký, giảm dần'. */
  readonly order: string;
  readonly columns: readonly WrittenColumn[];
  /** Opens the rows; they end with the story, or when `signal` aborts. */
  open<T>(signal: AbortSignal, story: (rows: ExportedRows) => Promise<T>): Promise<T>;
}

export interface ExportedRows {
  readonly total: number;
  readonly cells: AsyncIterable<readonly WrittenCell[]>;
}

/** The answer of an export route; the pipeline counts, records and only then sends. */
export interface ExportAnswer {
  readonly kind: 'export';
  readonly format: 'xlsx' | 'csv';
  readonly act: ActContext;
  readonly list: ExportedList;
}
