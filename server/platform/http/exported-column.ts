import { calendarDay, parseVietnameseDay } from '../../kernel/calendar-day.js';
import { EMPTY_CELL } from '../../kernel/cell.js';
import { parseMoney } from '../../kernel/money.js';
import type { WrittenCell, WrittenColumnKind } from '../spreadsheets/index.js';
import type { RegisterCell, RegisterColumn } from '../views/register-model.js';

/** What a column of a list that goes out may hold: a `day` is 'YYYY-MM-DD', `money` is whole đồng, a `code` stays text with its leading zeros. */
export type ExportedKind = Extract<WrittenColumnKind, 'text' | 'code' | 'day' | 'money' | 'number'>;

/** A column of a list that goes out, where that is more or other than what the shown cell says. */
export interface ExportedColumn<Row> {
  readonly label: string;
  readonly kind: ExportedKind;
  readonly value: (row: Row) => string | number | bigint | null;
}

/** The cell of a typed value; nothing, and an empty text, is an empty cell. @throws when the value is not of its kind */
export function writtenCell(kind: ExportedKind, value: string | number | bigint | null): WrittenCell {
  if (value === null || value === '') return EMPTY_CELL;
  switch (kind) {
    case 'text':
      return { kind: 'text', text: String(value) };
    case 'code':
      return { kind: 'code', text: String(value) };
    case 'day':
      return { kind: 'day', day: calendarDay(String(value)) };
    case 'money':
      return { kind: 'money', amount: BigInt(value) };
    case 'number':
      return { kind: 'number', literal: String(value) };
  }
}

/** What goes out of a shown column whose room says nothing else. */
export const kindOfShown: Readonly<Record<RegisterColumn['kind'], ExportedKind>> = { text: 'text', state: 'text', date: 'day', money: 'money' };

/** The typed cell behind a shown one: what the screen does not say does not go out either. A date or amount that is none stays the text it is. */
export function writtenShownCell(kind: RegisterColumn['kind'], cell: RegisterCell): WrittenCell {
  const text = textOf(cell);
  if (kind === 'date') {
    const day = parseVietnameseDay(text);
    if (day !== undefined) return { kind: 'day', day };
  }
  if (kind === 'money') {
    const amount = parseMoney(text);
    if (amount !== undefined) return { kind: 'money', amount };
  }
  return writtenCell('text', text);
}

function textOf(cell: RegisterCell): string {
  if (typeof cell === 'string') return cell;
  if ('note' in cell) return `${cell.text} (${cell.note})`;
  return cell.word;
}
