/** The rows of a sheet's XML, one at a time (ECMA-376 part 1, 18.3). */
import { columnLetters, EMPTY_CELL, type Cell, type SheetRow } from '../../kernel/cell.js';
import type { SpreadsheetLimits } from './limits.js';
import { refuseReading } from './refusals.js';
import { cellOf, columnOfReference, type CellSources } from './sheet-cells.js';
import { decodedPieces, xmlReader, type XmlHandlers } from './xml-reading.js';

/** What reading a sheet needs to know of it. */
export interface SheetToRead {
  readonly name: string;
  readonly part: string;
  readonly sources: CellSources;
  readonly limits: SpreadsheetLimits;
}

/** Reads the rows that hold something. Throws SpreadsheetRefused where the sheet is beyond the limits or broken. */
export async function* readSheetRows(sheet: SheetToRead, pieces: AsyncIterable<Buffer>): AsyncGenerator<SheetRow> {
  const gathering = new RowGathering(sheet);
  const reader = xmlReader(sheet.part, gathering);
  for await (const text of decodedPieces(sheet.part, pieces)) {
    reader.write(text);
    yield* gathering.takeRows();
  }
  reader.end();
  yield* gathering.takeRows();
}

/** Listens to the XML of a sheet and gathers whole rows. */
class RowGathering implements XmlHandlers {
  private rows: SheetRow[] = [];
  private given = 0;
  private rowNumber = 0;
  private cells: Cell[] = [];
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private fromFormula = false;
  private inData = false;
  private listening = false;
  private phonetic = 0;

  constructor(private readonly sheet: SheetToRead) {}

  takeRows(): readonly SheetRow[] {
    const rows = this.rows;
    if (rows.length > 0) this.rows = [];
    return rows;
  }

  opened(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'sheetData':
        this.inData = true;
        break;
      case 'row':
        if (this.inData) this.beginRow(attributes.r);
        break;
      case 'c':
        if (this.inData) this.beginCell(attributes);
        break;
      case 'f':
        this.fromFormula = true;
        break;
      case 'v':
        this.listening = true;
        break;
      case 't':
        this.listening = this.phonetic === 0;
        break;
      case 'rPh':
        this.phonetic += 1;
        break;
    }
  }

  text(text: string): void {
    if (!this.inData || !this.listening) return;
    if (this.value.length + text.length > this.sheet.limits.cellCharacters) throw this.tooLong();
    this.value += text;
  }

  closed(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.listening = false;
        break;
      case 'rPh':
        this.phonetic -= 1;
        break;
      case 'c':
        if (this.inData) this.endCell();
        break;
      case 'row':
        if (this.inData) this.endRow();
        break;
      case 'sheetData':
        this.inData = false;
        break;
    }
  }

  private beginRow(number: string | undefined): void {
    const said = Number(number);
    this.rowNumber = Number.isSafeInteger(said) && said > this.rowNumber ? said : this.rowNumber + 1;
    this.cells = [];
    this.column = -1;
  }

  private beginCell(attributes: Readonly<Record<string, string>>): void {
    this.column = (attributes.r === undefined ? undefined : columnOfReference(attributes.r)) ?? this.column + 1;
    this.type = attributes.t ?? 'n';
    this.style = Number(attributes.s ?? 0);
    this.value = '';
    this.fromFormula = false;
  }

  private endCell(): void {
    const { type, style, value, fromFormula } = this;
    const cell = cellOf({ type, style, value, fromFormula }, this.sheet.sources);
    if (cell === 'too-long') throw this.tooLong();
    if (cell.kind === 'empty') return;
    const { columns } = this.sheet.limits;
    if (this.column >= columns) {
      throw refuseReading('too-many-columns', { sheet: this.sheet.name, row: String(this.rowNumber), most: String(columns) });
    }
    while (this.cells.length < this.column) this.cells.push(EMPTY_CELL);
    this.cells[this.column] = cell;
  }

  private endRow(): void {
    if (this.cells.length === 0) return;
    this.given += 1;
    const { rows } = this.sheet.limits;
    if (this.given > rows) throw refuseReading('too-many-rows', { sheet: this.sheet.name, most: String(rows) });
    this.rows.push({ number: this.rowNumber, cells: this.cells });
  }

  private tooLong(): Error {
    const { name, limits } = this.sheet;
    const column = columnLetters(this.column + 1);
    return refuseReading('cell-too-long', { sheet: name, row: String(this.rowNumber), column, most: String(limits.cellCharacters) });
  }
}
