import type { Cell, CellRange, SheetRow } from '../../kernel/cell.js';
import { normalizeText } from '../../kernel/text.js';
import type { KnownColumn } from './columns.js';
import { BETWEEN_ROWS, groundOf, moneyUnitIn } from './match-columns.js';
import { foldedText, isColumnNumbers } from './table-rows.js';

/** Where the table of a sheet begins and how its columns are called. */
export interface FoundHeader {
  /** The numbers of the first and last row of the header (two-row headers have both), as Excel shows them. */
  readonly firstRow: number;
  readonly lastRow: number;
  /** The text of each column from A on, "Hợp đồng / Số" where a header has two rows; '' where there is none. */
  readonly texts: readonly string[];
  /** What one is worth when a line above the table says so ("Đơn vị tính: triệu đồng"). */
  readonly moneyUnit?: bigint;
  /** How sure it is: 'known' when it names columns that are known, 'likely' when it only looks like a header. Show 'likely' to the person. */
  readonly certainty: 'known' | 'likely';
}

/** The rows among which a header is looked for; give `findHeader` so many from the beginning of the sheet. */
export const HEADER_SEARCH_ROWS = 60;

const LONGEST_HEADER = 200;

interface Candidate {
  readonly texts: readonly string[];
  readonly first: SheetRow;
  readonly last: SheetRow;
  readonly known: number;
}

/**
 * Finds the header among the first rows of a sheet: below titles, national emblems and empty rows, through merged cells, over one or two
 * rows; a row of column numbers ("(1) (2) (3)") below it belongs to it. Undefined when no row looks like one.
 */
export function findHeader(rows: readonly SheetRow[], known: readonly KnownColumn[], merges: readonly CellRange[] = []): FoundHeader | undefined {
  const searched = rows.slice(0, HEADER_SEARCH_ROWS);
  const candidates = searched.flatMap((row, index) => candidatesAt(row, searched[index + 1], known, merges));
  // More known columns first; of equals the one row, and the one further up.
  const best = candidates.toSorted((a, b) => b.known - a.known || a.last.number - a.first.number - (b.last.number - b.first.number) || a.first.number - b.first.number)[0];
  const header = best !== undefined && best.known >= Math.min(2, known.length) ? best : likelyHeader(searched);
  if (header === undefined) return undefined;
  const below = searched.find((row) => row.number > header.last.number);
  const numbered = below !== undefined && isColumnNumbers(below.cells.map(foldedText));
  const moneyUnit = unitAbove(searched, header.first.number);
  return {
    firstRow: header.first.number,
    lastRow: numbered ? below.number : header.last.number,
    texts: header.texts,
    ...(moneyUnit !== undefined && { moneyUnit }),
    certainty: header === best ? 'known' : 'likely',
  };
}

function candidatesAt(row: SheetRow, next: SheetRow | undefined, known: readonly KnownColumn[], merges: readonly CellRange[]): readonly Candidate[] {
  const single = candidate(row, row, row.cells.map(textOf), known);
  if (next === undefined || !couldBeHeader(row) || !couldBeHeader(next) || !spreads(row, next, merges)) return [single];
  return [single, candidate(row, next, joined(row, next, merges), known)];
}

function candidate(first: SheetRow, last: SheetRow, texts: readonly string[], known: readonly KnownColumn[]): Candidate {
  const named = known.filter((column) => texts.some((text) => text !== '' && groundOf(text, column) !== undefined));
  return { texts, first, last, known: couldBeHeader(first) ? named.length : 0 };
}

/** Headers are short texts; a row with amounts or days in it is an entry. */
function couldBeHeader(row: SheetRow): boolean {
  return row.cells.every((cell) => cell.kind === 'empty' || (cell.kind === 'text' && cell.text.length <= LONGEST_HEADER));
}

/**
 * Whether the row and the next may be one header: a cell of the upper one is merged downwards or stands over several of the lower one,
 * and the lower row leaves a gap wherever the upper one reaches down.
 */
function spreads(upper: SheetRow, lower: SheetRow, merges: readonly CellRange[]): boolean {
  if (lower.number !== upper.number + 1) return false;
  const across = merges.some((range) => range.firstRow === upper.number && range.lastRow === upper.number && range.lastColumn > range.firstColumn);
  const down = merges.some((range) => range.firstRow === upper.number && range.lastRow === lower.number);
  if (across || down) return true;
  const gaps = lower.cells.filter((cell, index) => textOf(cell) !== '' && textOf(upper.cells[index]) === '').length;
  const alone = upper.cells.filter((cell, index) => textOf(cell) !== '' && textOf(lower.cells[index]) === '').length;
  return gaps > 0 && alone > 0;
}

/** "Hợp đồng" over "Số" and "Ngày" makes "Hợp đồng / Số" and "Hợp đồng / Ngày"; what stands over nothing keeps its own text. */
function joined(upper: SheetRow, lower: SheetRow, merges: readonly CellRange[]): readonly string[] {
  const width = Math.max(upper.cells.length, lower.cells.length);
  const texts: string[] = [];
  let group = '';
  for (let index = 0; index < width; index += 1) {
    const above = textOf(upper.cells[index]);
    const below = textOf(lower.cells[index]);
    const covering = merges.find((range) => range.firstRow === upper.number && range.firstColumn <= index + 1 && range.lastColumn >= index + 1);
    if (above !== '') group = below === '' ? '' : above;
    else if (below === '' || (merges.length > 0 && covering === undefined)) group = '';
    texts.push(above !== '' && below === '' ? above : group !== '' && below !== '' ? `${group}${BETWEEN_ROWS}${below}` : below);
  }
  return texts;
}

/** Without any known column: the first row with several short texts that is as wide as most of the rows below it. */
function likelyHeader(rows: readonly SheetRow[]): Candidate | undefined {
  const widths = rows.map(filledCells);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length * 0.6)] ?? 0;
  const row = rows.find((one, index) => couldBeHeader(one) && (widths[index] ?? 0) >= Math.max(2, usual * 0.7) && hasDistinctTexts(one));
  return row === undefined ? undefined : { texts: row.cells.map(textOf), first: row, last: row, known: 0 };
}

function filledCells(row: SheetRow): number {
  return row.cells.filter((cell) => cell.kind !== 'empty').length;
}

function hasDistinctTexts(row: SheetRow): boolean {
  const texts = row.cells.map(foldedText).filter((text) => text !== '');
  return new Set(texts).size === texts.length;
}

function unitAbove(rows: readonly SheetRow[], header: number): bigint | undefined {
  const above = rows.filter((row) => row.number < header).flatMap((row) => row.cells.map(textOf));
  return above.filter((text) => /đơn vị|đvt|dvt|don vi/iu.test(text)).map(moneyUnitIn).find((unit) => unit !== undefined);
}

function textOf(cell: Cell | undefined): string {
  return cell?.kind === 'text' ? normalizeText(cell.text) : '';
}
