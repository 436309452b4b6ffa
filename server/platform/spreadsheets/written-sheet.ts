import type { Cell } from '../../kernel/cell.js';

/** What a column holds: the format of its cells, also of those a person fills in later. */
export type WrittenColumnKind = 'text' | 'code' | 'day' | 'instant' | 'money' | 'number';

/** A column of a list that goes out. */
export interface WrittenColumn {
  readonly title: string;
  readonly kind: WrittenColumnKind;
  /** In characters; found from the title and kind when left out. */
  readonly width?: number;
  /** A drop-down list in the cells below the header (.xlsx only); other values are still accepted with a warning. */
  readonly choices?: readonly string[];
  /** Shown when a cell below the header is chosen (.xlsx only): how to fill it in. At most 255 characters. */
  readonly hint?: string;
}

/**
 * A cell that goes out: any {@link Cell} as it was read, or one of the product's own: `code` stays text and keeps leading zeros, `money` is
 * whole đồng shown as 1,234,567, `instant` is shown in Vietnam's time. `mark` colours the cell: 'fault' red, 'remark' yellow.
 */
export type WrittenCell = (
  | Cell
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'money'; readonly amount: bigint }
  | { readonly kind: 'instant'; readonly instant: Date }
) & { readonly mark?: 'fault' | 'remark' };

/** A sheet that goes out. Rows may come from the database as they are written: no row is kept. */
export interface WrittenSheet {
  /** Made fit for Excel: at most 31 characters, none of []:*?/\, unique within the workbook. */
  readonly name: string;
  /** Lines above the header: the title of the list, the filters it was taken out with, how to fill in a template. */
  readonly lead?: readonly string[];
  readonly columns: readonly WrittenColumn[];
  readonly rows: Iterable<readonly WrittenCell[]> | AsyncIterable<readonly WrittenCell[]>;
}
