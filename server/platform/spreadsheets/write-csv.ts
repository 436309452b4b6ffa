import type { Writable } from 'node:stream';
import type { WrittenSheet } from './written-sheet.js';

/**
 * Writes a .csv into `out` and ends it, row by row with flat memory: UTF-8 with BOM, commas, CRLF (RFC 4180), days as dd/mm/yyyy, money and
 * numbers as plain digits. A text that a spreadsheet would run (= + - @ tab CR first) gets an apostrophe before it. The lead lines are
 * left out: the header is the first row. Rejects as writeWorkbook does.
 */
export async function writeCsv(out: Writable, sheet: WrittenSheet): Promise<void> {
  return Promise.reject(new Error(`Not yet written: ${sheet.name} ${String(out.writable)}`));
}
