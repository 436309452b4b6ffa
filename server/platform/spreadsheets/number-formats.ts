/** What a cell's number format makes of a number: a day, or a number with leading zeros. The texts of formats: ECMA-376 18.8.30, 18.8.31. */
import { addDays, calendarDay, isCalendarDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Cell } from '../../kernel/cell.js';

/** How the numbers under one style are shown. */
export type NumberStyle = { readonly kind: 'plain' } | { readonly kind: 'day' } | { readonly kind: 'zeros'; readonly digits: number };

export const PLAIN_STYLE: NumberStyle = { kind: 'plain' };

/** Formats that have a number and no text in the file: dates of all languages (14 to 22, 27 to 36, 50 to 58). */
const BUILT_IN_DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58]);
const SECONDS_A_DAY = 86_400;

/** The style of a number format, by its number and, where the file has one, its text. */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return BUILT_IN_DAYS.has(id) ? { kind: 'day' } : PLAIN_STYLE;
  const bare = code
    .replace(/"[^"]*"|\\.|[_*]./gu, '')
    .replace(/\[[^\]]*\]/gu, '')
    .split(';', 1)
    .join('')
    .toLowerCase();
  if (/^0{2,}$/u.test(bare)) return { kind: 'zeros', digits: bare.length };
  const isDay = /[dy]/u.test(bare) || (bare.includes('m') && !/[hs]/u.test(bare));
  return isDay && !/[#?%]|general/u.test(bare) ? { kind: 'day' } : PLAIN_STYLE;
}

/**
 * The cell of a number under its style. Days count from 1 January 1900 (with the 29 February 1900 that never was) or 1904; what is no day
 * of the years 1900 to 2200 stays a number.
 */
export function styledNumber(literal: string, style: NumberStyle, since1904: boolean): Cell {
  if (style.kind === 'day') return dayCell(Number(literal), since1904) ?? { kind: 'number', literal };
  if (style.kind === 'zeros' && /^\d+$/u.test(literal) && literal.length < style.digits) {
    return { kind: 'number', literal, shown: literal.padStart(style.digits, '0') };
  }
  return { kind: 'number', literal };
}

function dayCell(serial: number, since1904: boolean): Cell | undefined {
  const seconds = Math.round((serial - Math.floor(serial)) * SECONDS_A_DAY);
  const day = dayOfSerial(Math.floor(serial) + (seconds === SECONDS_A_DAY ? 1 : 0), since1904);
  if (day === undefined) return undefined;
  return seconds % SECONDS_A_DAY === 0 ? { kind: 'day', day } : { kind: 'day', day, time: timeText(seconds) };
}

function dayOfSerial(serial: number, since1904: boolean): CalendarDay | undefined {
  if (serial > 110_000 || (!since1904 && (serial < 1 || serial === 60)) || serial < 0) return undefined;
  try {
    if (since1904) return addDays(calendarDay('1904-01-01'), serial);
    return serial < 60 ? addDays(calendarDay('1900-01-01'), serial - 1) : addDays(calendarDay('1900-03-01'), serial - 61);
  } catch {
    return undefined;
  }
}

/** A cell of the type "d", whose value is an ISO date with or without a time. */
export function isoDayCell(text: string): Cell | undefined {
  const [day = '', time = ''] = text.trim().split('T');
  if (!isCalendarDay(day)) return undefined;
  const clock = /^(\d\d:\d\d:\d\d)/u.exec(time)?.[1];
  return clock === undefined || clock === '00:00:00' ? { kind: 'day', day } : { kind: 'day', day, time: clock };
}

function timeText(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
