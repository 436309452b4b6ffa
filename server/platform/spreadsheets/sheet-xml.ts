/** The XML of one written sheet, piece by piece. */
import { columnLetters } from '../../kernel/cell.js';
import { dayOf, daysBetween, calendarDay, startOfDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { escapeXml, HEADER_INDEX, LEAD_INDEX, PLAIN_INDEX, SHEET_OPENING, styleIndex, type CellLook, type CellMark } from './workbook-xml.js';
import type { WrittenCell, WrittenColumn, WrittenSheet } from './written-sheet.js';

/** Rows gathered before they are packed: larger pieces pack faster. */
const PIECE_CHARACTERS = 64 * 1024;
/** Excel's own bounds. */
const LAST_ROW = 1_048_576;
const LONGEST_CELL = 32_767;
const LONGEST_LIST = 255;
/** Rows below the header in which a template offers its choices. */
const OFFERED_ROWS = 5_000;
/** What a spreadsheet would take for the beginning of a formula. */
const LIKE_A_FORMULA = /^[=+\-@\t\r]/u;
const CERTAIN_DIGITS = 15;
const DAY_MS = 86_400_000;

/** The sheet's XML. Throws RangeError when there are more rows than Excel has. */
export async function* sheetXml(sheet: WrittenSheet): AsyncGenerator<string> {
  const lead = sheet.lead ?? [];
  const header = lead.length === 0 ? 1 : lead.length + 2;
  yield opening(sheet.columns, header);
  yield lead.map((line, index) => rowXml(index + 1, [textCell('A', index + 1, line, LEAD_INDEX)])).join('');
  yield rowXml(header, sheet.columns.map((column, index) => textCell(columnLetters(index + 1), header, column.title, HEADER_INDEX)));
  const letters = sheet.columns.map((_, index) => columnLetters(index + 1));
  let number = header;
  let piece = '';
  for await (const row of sheet.rows) {
    number += 1;
    if (number > LAST_ROW) throw new RangeError(`A sheet has at most ${String(LAST_ROW)} rows`);
    piece += rowXml(number, row.map((cell, index) => cellXml(letters[index] ?? columnLetters(index + 1), number, cell)));
    if (piece.length >= PIECE_CHARACTERS) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
  yield closing(sheet.columns, header, number);
}

function opening(columns: readonly WrittenColumn[], header: number): string {
  const frozen = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${String(header)}" topLeftCell="A${String(header + 1)}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  const widths = columns.map((column, index) => {
    const place = String(index + 1);
    return `<col min="${place}" max="${place}" width="${String(widthOf(column))}" style="${String(styleIndex(column.kind))}" customWidth="1"/>`;
  });
  return `${SHEET_OPENING}${frozen}<sheetFormatPr defaultRowHeight="15"/>${widths.length === 0 ? '' : `<cols>${widths.join('')}</cols>`}<sheetData>`;
}

function widthOf(column: WrittenColumn): number {
  const least = { text: 28, code: 16, day: 12, instant: 17, money: 18, number: 10 }[column.kind];
  return Math.min(100, column.width ?? Math.max(least, Math.min(column.title.length + 2, 30)));
}

function closing(columns: readonly WrittenColumn[], header: number, last: number): string {
  const filter = columns.length === 0 ? '' : `<autoFilter ref="A${String(header)}:${columnLetters(columns.length)}${String(last)}"/>`;
  const rules = columns.flatMap((column, index) => validationXml(column, columnLetters(index + 1), header));
  const validations = rules.length === 0 ? '' : `<dataValidations count="${String(rules.length)}">${rules.join('')}</dataValidations>`;
  return `</sheetData>${filter}${validations}</worksheet>`;
}

/** A drop-down list (left out when longer than Excel takes) and the hint; other values are warned of, not refused. */
function validationXml(column: WrittenColumn, letters: string, header: number): string[] {
  const list = (column.choices ?? []).map((choice) => choice.replaceAll(',', ' ')).join(',');
  const hasList = list !== '' && list.length <= LONGEST_LIST;
  if (!hasList && column.hint === undefined) return [];
  const hint = column.hint === undefined ? '' : ` showInputMessage="1" promptTitle="${escapeXml(column.title.slice(0, 32))}" prompt="${escapeXml(column.hint.slice(0, LONGEST_LIST))}"`;
  const kind = hasList ? ' type="list" errorStyle="warning" showErrorMessage="1" allowBlank="1"' : '';
  const formula = hasList ? `<formula1>"${escapeXml(list.replaceAll('"', '""'))}"</formula1>` : '';
  return [`<dataValidation${kind}${hint} sqref="${letters}${String(header + 1)}:${letters}${String(header + OFFERED_ROWS)}">${formula}</dataValidation>`];
}

function rowXml(number: number, cells: readonly string[]): string {
  return `<row r="${String(number)}">${cells.join('')}</row>`;
}

function cellXml(letters: string, row: number, cell: WrittenCell): string {
  const { mark } = cell;
  switch (cell.kind) {
    case 'empty':
      return mark === undefined ? '' : `<c r="${letters}${String(row)}" s="${String(styleIndex('text', mark))}"/>`;
    case 'text':
      return textCell(letters, row, cell.text, styleIndex(LIKE_A_FORMULA.test(cell.text) ? 'guarded' : 'text', mark));
    case 'code':
      return textCell(letters, row, cell.text, styleIndex('code', mark));
    case 'error':
      return textCell(letters, row, cell.code, styleIndex('text', mark));
    case 'boolean':
      return `<c r="${letters}${String(row)}" s="${String(styleIndex('text', mark))}" t="b"><v>${cell.value ? '1' : '0'}</v></c>`;
    case 'money':
      return numberXml(letters, row, String(cell.amount), 'money', mark);
    case 'number':
      return cell.shown === undefined ? numberXml(letters, row, cell.literal, 'number', mark) : textCell(letters, row, cell.shown, styleIndex('code', mark));
    case 'day':
      return numberXml(letters, row, daySerial(cell.day, cell.time), cell.time === undefined ? 'day' : 'instant', mark);
    case 'instant': {
      const day = dayOf(cell.instant);
      const part = (cell.instant.getTime() - startOfDay(day).getTime()) / DAY_MS;
      return numberXml(letters, row, serialText(day, part), 'instant', mark);
    }
  }
}

function textCell(letters: string, row: number, text: string, style: number): string {
  const place = `<c r="${letters}${String(row)}" s="${String(style)}"`;
  if (text === '') return style === PLAIN_INDEX ? '' : `${place}/>`;
  return `${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, LONGEST_CELL))}</t></is></c>`;
}

/** A number that a double would not keep exactly stays a text. */
function numberXml(letters: string, row: number, literal: string, look: CellLook, mark: CellMark | undefined): string {
  const significant = literal.replace(/^-?[0.]*|\./gu, '').replace(/0+$/u, '');
  if (look !== 'instant' && significant.length > CERTAIN_DIGITS) return textCell(letters, row, literal, styleIndex('code', mark));
  return `<c r="${letters}${String(row)}" s="${String(styleIndex(look, mark))}"><v>${literal}</v></c>`;
}

function daySerial(day: CalendarDay, time: string | undefined): string {
  const [hours = 0, minutes = 0, seconds = 0] = (time ?? '').split(':').map(Number);
  return serialText(day, (hours * 3600 + minutes * 60 + seconds) / 86_400);
}

/** Excel counts from 1 January 1900 and believes in a 29 February 1900: from March on the count is one higher. */
function serialText(day: CalendarDay, part: number): string {
  const days = daysBetween(calendarDay('1900-01-01'), day) + 1;
  const serial = (days >= 60 ? days + 1 : days) + part;
  return String(Number(serial.toFixed(10)));
}
