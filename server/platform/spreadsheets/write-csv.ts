import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { formatDay, dayOf, formatInstant } from '../../kernel/calendar-day.js';
import type { WrittenCell, WrittenSheet } from './written-sheet.js';
import { writeAll } from './zip-writer.js';

const BOM = '\ufeff';
const PIECE_CHARACTERS = 64 * 1024;
/** What a spreadsheet that opens a .csv would run (OWASP, CSV injection). */
const LIKE_A_FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;
const NEEDS_QUOTES = /[",\r\n\t;]|^\s|\s$/u;

/**
 * Writes a .csv into `out` and ends it, row by row with flat memory: UTF-8 with BOM, commas, CRLF (RFC 4180), days as dd/mm/yyyy, money and
 * numbers as plain digits. A text that a spreadsheet would run (= + - @ tab CR first) gets an apostrophe before it. The lead lines are
 * left out: the header is the first row. Rejects as writeWorkbook does.
 */
export async function writeCsv(out: Writable, sheet: WrittenSheet): Promise<void> {
  let failed: Error | undefined;
  out.once('error', (error) => (failed = error));
  try {
    let piece = BOM + lineOf(sheet.columns.map((column) => guarded(column.title)));
    for await (const row of sheet.rows) {
      piece += lineOf(row.map(fieldOf));
      if (piece.length < PIECE_CHARACTERS) continue;
      await writeAll(out, piece);
      piece = '';
    }
    await writeAll(out, piece);
    const ended = finished(out, { readable: false });
    out.end();
    await ended;
  } catch (error) {
    out.destroy();
    throw failed ?? error;
  }
}

function lineOf(fields: readonly string[]): string {
  return `${fields.map((field) => (NEEDS_QUOTES.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;
}

function fieldOf(cell: WrittenCell): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
    case 'code':
      return guarded(cell.text);
    case 'error':
      return guarded(cell.code);
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'money':
      return String(cell.amount);
    case 'number':
      return cell.shown ?? cell.literal;
    case 'day':
      return cell.time === undefined ? formatDay(cell.day) : `${formatDay(cell.day)} ${cell.time.slice(0, 5)}`;
    case 'instant':
      return `${formatDay(dayOf(cell.instant))} ${formatInstant(cell.instant).slice(0, 5)}`;
  }
}

function guarded(text: string): string {
  return LIKE_A_FORMULA.test(text) ? `'${text}` : text;
}
