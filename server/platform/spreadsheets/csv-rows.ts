/**
 * Reads the rows of a .csv as RFC 4180 has them, and as people have them: a quote within a text is a quote, and a quoted text that goes on
 * behind its closing quote is taken as it stands and marked. Written for this product because a refusal has to name the row and
 * column of what is too long or never closed, and nothing may be lost on the way there.
 */
import { columnLetters, EMPTY_CELL, type Cell, type SheetRow } from '../../kernel/cell.js';
import type { SpreadsheetLimits } from './limits.js';
import { refuseReading } from './refusals.js';

/** The name of the one sheet that a .csv has. */
export const CSV_SHEET = 'CSV';

/** Where in a field the reading is: before it, in a plain or quoted text, behind a quote that may close it, in one with broken quotes. */
type Place = 'start' | 'plain' | 'quoted' | 'after-quote' | 'broken';

/** Reads rows from pieces of text. Throws SpreadsheetRefused beyond the limits and for a quote that never closes. */
export async function* readCsvRows(pieces: AsyncIterable<string>, separator: string, limits: SpreadsheetLimits): AsyncGenerator<SheetRow> {
  const gathering = new CsvGathering(separator, limits);
  for await (const piece of pieces) {
    gathering.write(piece);
    yield* gathering.takeRows();
  }
  gathering.end();
  yield* gathering.takeRows();
}

class CsvGathering {
  private rows: SheetRow[] = [];
  private given = 0;
  private rowNumber = 1;
  private cells: Cell[] = [];
  private place: Place = 'start';
  private field = '';
  private raw = '';
  private column = 0;
  private broken = false;
  private afterReturn = false;

  constructor(
    private readonly separator: string,
    private readonly limits: SpreadsheetLimits,
  ) {}

  takeRows(): readonly SheetRow[] {
    const rows = this.rows;
    if (rows.length > 0) this.rows = [];
    return rows;
  }

  write(text: string): void {
    let at = 0;
    while (at < text.length) {
      if (this.place === 'plain' || this.place === 'quoted' || this.place === 'broken') at = this.takeRun(text, at);
      const sign = text.charAt(at);
      if (sign !== '') this.takeSign(sign);
      at += 1;
    }
  }

  end(): void {
    if (this.place === 'quoted') throw refuseReading('quote-not-closed', { row: String(this.rowNumber), column: columnLetters(this.column + 1) });
    if (this.place !== 'start' || this.cells.length > 0) this.endRow();
  }

  /** Takes what means nothing but itself at once; answers where it ends. */
  private takeRun(text: string, from: number): number {
    let to = from;
    while (to < text.length && !this.means(text.charCodeAt(to))) to += 1;
    if (to > from) this.append(text.slice(from, to));
    return to;
  }

  private means(code: number): boolean {
    if (this.place === 'quoted') return code === 0x22;
    return code === 0x0a || code === 0x0d || code === this.separator.charCodeAt(0);
  }

  private takeSign(sign: string): void {
    const followsReturn = this.afterReturn;
    this.afterReturn = false;
    if (this.place === 'quoted') {
      this.raw += '"';
      this.place = 'after-quote';
    } else if (this.place === 'after-quote' && sign === '"') {
      this.append('"');
      this.place = 'quoted';
    } else if (this.place === 'start' && sign === '"') {
      this.raw = '"';
      this.place = 'quoted';
    } else if (sign === this.separator) this.endField();
    else if (sign === '\r' || sign === '\n') {
      if (sign === '\n' && followsReturn) return;
      this.afterReturn = sign === '\r';
      this.endRow();
    } else this.takeText(sign);
  }

  private takeText(sign: string): void {
    if (this.place === 'after-quote' && sign.trim() === '') {
      this.raw += sign;
      return;
    }
    if (this.place === 'after-quote') {
      // The quote did not close the text after all: the field is what was written, quotes and all.
      [this.field, this.broken, this.place] = [this.raw, true, 'broken'];
    }
    if (this.place === 'start') this.place = 'plain';
    this.append(sign);
  }

  private append(text: string): void {
    this.field += text;
    if (this.place === 'quoted' || this.place === 'after-quote') this.raw += text;
    if (this.field.length <= this.limits.cellCharacters) return;
    const where = { row: String(this.rowNumber), column: columnLetters(this.column + 1) };
    // Whole lines within one quoted cell: more likely a quote was forgotten than a cell that long was meant.
    if (this.place === 'quoted' && this.field.includes('\n')) throw refuseReading('quote-not-closed', where);
    throw refuseReading('cell-too-long', { sheet: CSV_SHEET, ...where, most: String(this.limits.cellCharacters) });
  }

  private endField(): void {
    const text = this.field.normalize('NFC').replace(/\r\n?/gu, '\n');
    if (text.trim() !== '') {
      if (this.column >= this.limits.columns) {
        throw refuseReading('too-many-columns', { sheet: CSV_SHEET, row: String(this.rowNumber), most: String(this.limits.columns) });
      }
      while (this.cells.length < this.column) this.cells.push(EMPTY_CELL);
      this.cells.push({ kind: 'text', text });
    }
    this.column += 1;
    [this.field, this.raw, this.place] = ['', '', 'start'];
  }

  private endRow(): void {
    this.endField();
    if (this.cells.length > 0) {
      this.given += 1;
      if (this.given > this.limits.rows) throw refuseReading('too-many-rows', { sheet: CSV_SHEET, most: String(this.limits.rows) });
      const row = { number: this.rowNumber, cells: this.cells };
      this.rows.push(this.broken ? { ...row, brokenQuotes: true } : row);
    }
    this.rowNumber += 1;
    [this.cells, this.column, this.broken] = [[], 0, false];
  }
}
