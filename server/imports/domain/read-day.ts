import { isCalendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Cell } from '../../kernel/cell.js';
import { foldText, normalizeText } from '../../kernel/text.js';
import type { DayOrder } from './columns.js';
import { asked, remark, understood, wrong, type RemarkCode, type Said, type Understanding } from './understanding.js';

const NUMERIC = /^(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/u;
const ISO = /^(\d{4})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{1,2})$/u;
const IN_WORDS = /^(?:ngay\s*)?(\d{1,2})\s*(?:thang|th\.?)\s*(\d{1,2})\s*(?:nam|,)?\s*(\d{4})$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/u;
const WITHOUT_DAY = /^(?:thang\s*)?\d{1,2}\s*[/.-]\s*\d{4}$|^thang\s*\d{1,2}\s*nam\s*\d{4}$|^(?:nam\s*)?\d{4}$|^quy\s/u;
const WEEKDAY = /^(?:thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\s*,?\s*/u;
/** A time of day before or behind the day: "17:22", "14h30", "lúc 09:50:00 SA", "T00:00:00Z". */
const TIME_AFTER = /\s*(?:t|,|-|–|luc|vao luc)?\s*\d{1,2}\s*(?::|h|gio)\s*\d{0,2}(?:\s*phut|:\d{2}(?:\.\d+)?)?\s*(?:sa|ch|am|pm|z|\+07:?00)?$/u;
const TIME_BEFORE = /^(?:luc\s*)?\d{1,2}\s*(?::|h|gio)\s*\d{0,2}(?:\s*phut|:\d{2})?\s*(?:sa|ch|am|pm)?\s*(?:-|–|,|ngay)?\s*/u;
/** Two digits of a year are of this century up to here; contracts of the last are no longer running. */
const LAST_SHORT_YEAR = 79;

/**
 * Understands a day: `05/03/2026`, `5-3-26`, `2026-03-05`, `ngày 5 tháng 3 năm 2026`, with a time of day or a weekday around it, a date cell. The time is
 * left out with a remark. Asked: days that can be read two ways in a column that shows another order than day first, and date cells of a
 * column that bears the traces of swapped days. Wrong: days that do not exist and days without a day or year.
 */
export function readDayCell(cell: Cell, order: DayOrder = 'day-first'): Understanding<CalendarDay> {
  if (cell.kind === 'day') return readDateCell(cell.day, cell.time, order);
  if (cell.kind === 'number') return WITHOUT_DAY.test(cell.literal) ? wrong('part-of-day-missing') : readDayText(cell.literal, order);
  return cell.kind === 'text' ? readDayText(cell.text, order) : wrong('not-a-day');
}

function readDateCell(day: CalendarDay, time: string | undefined, order: DayOrder): Understanding<CalendarDay> {
  const swapped = swap(day);
  if (order === 'swapped-seen' && swapped !== undefined && swapped !== day) return asked('day-swapped', [swapped, day]);
  return understood(day, time === undefined ? [] : [remark('time-left-out', { time: time.slice(0, 5) })]);
}

function swap(day: CalendarDay): CalendarDay | undefined {
  return existing(day.slice(0, 4), day.slice(8, 10), day.slice(5, 7));
}

function readDayText(text: string, order: DayOrder): Understanding<CalendarDay> {
  const { bare, time } = withoutTime(foldText(normalizeText(text)).replace(/^[:;,\s]+|[;,.\s]+$/gu, ''));
  const remarks: Said<RemarkCode>[] = time === '' ? [] : [remark('time-left-out', { time })];
  const numeric = NUMERIC.exec(bare);
  if (numeric !== null) return readNumeric(numeric, order, remarks);
  const iso = ISO.exec(bare);
  if (iso !== null) return dayOrWrong(iso[1] ?? '', iso[3] ?? '', iso[4] ?? '', remarks);
  const words = IN_WORDS.exec(bare);
  if (words !== null) return dayOrWrong(words[3] ?? '', words[2] ?? '', words[1] ?? '', remarks);
  const compact = COMPACT.exec(bare);
  if (compact !== null) return dayOrWrong(compact[1] ?? '', compact[2] ?? '', compact[3] ?? '', remarks);
  return wrong(WITHOUT_DAY.test(bare) ? 'part-of-day-missing' : 'not-a-day');
}

/** Takes the time of day and the weekday away. A text that is nothing but a time keeps it, and is no day. */
function withoutTime(text: string): { bare: string; time: string } {
  const after = TIME_AFTER.exec(text);
  const before = after === null ? TIME_BEFORE.exec(text) : null;
  const found = after ?? before;
  const rest = after !== null ? text.slice(0, after.index) : before !== null ? text.slice(before[0].length) : text;
  const bare = rest.replace(WEEKDAY, '').replace(/^ngay\s*(?=\d+\s*[/.-])/u, '').replace(/[\s,–-]+$/u, '');
  return { bare, time: found === null ? '' : found[0].replace(/^[\s,t–-]+|[\s,–-]+$/gu, '') };
}

function readNumeric(parts: RegExpExecArray, order: DayOrder, remarks: readonly Said<RemarkCode>[]): Understanding<CalendarDay> {
  const [, first = '', , second = '', enteredYear = ''] = parts;
  const year = enteredYear.length === 2 ? fullYear(enteredYear) : enteredYear;
  const said = enteredYear.length === 2 ? [...remarks, remark('century-added', { year })] : remarks;
  const dayFirst = existing(year, second, first);
  const monthFirst = existing(year, first, second);
  if (dayFirst !== undefined && monthFirst !== undefined && dayFirst !== monthFirst && order !== 'day-first') {
    return asked('day-order', order === 'month-first-seen' ? [monthFirst, dayFirst] : [dayFirst, monthFirst]);
  }
  if (dayFirst !== undefined) return understood(dayFirst, said);
  // 03/25/2026 can be read one way only, but not the way Vietnam writes.
  return monthFirst !== undefined ? asked('day-order', [monthFirst]) : dayOrWrong(year, second, first, said);
}

function fullYear(short: string): string {
  return `${Number(short) <= LAST_SHORT_YEAR ? '20' : '19'}${short}`;
}

function dayOrWrong(year: string, month: string, day: string, remarks: readonly Said<RemarkCode>[]): Understanding<CalendarDay> {
  const found = existing(year, month, day);
  if (found !== undefined) return understood(found, remarks);
  const inReach = Number(year) >= 1900 && Number(year) <= 2200;
  return inReach ? wrong('impossible-day', { day: `${day}/${month}/${year}` }) : wrong('year-out-of-range', { year });
}

function existing(year: string, month: string, day: string): CalendarDay | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(iso) ? iso : undefined;
}
