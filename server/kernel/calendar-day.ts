import type { Clock } from './clock.js';

/**
 * A legal date, `YYYY-MM-DD`, read in Vietnam (Asia/Ho_Chi_Minh). It is a text and not a Date, so that no time zone can move it
 * by a day; as texts two days also sort and compare correctly.
 */
export type CalendarDay = string & { readonly __brand: 'CalendarDay' };

const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const DAY_MS = 86_400_000;
/** Vietnam keeps UTC+07:00 the whole year (IANA Asia/Ho_Chi_Minh; no change since 1975). */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const VIETNAMESE_DAY = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;

/** Whether `text` is an existing day written `YYYY-MM-DD`, in the years 1900 to 2200. */
export function isCalendarDay(text: string): text is CalendarDay {
  const parts = ISO_DAY.exec(text);
  return parts !== null && exists(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Takes a text `YYYY-MM-DD` as a day. Throws RangeError when there is no such day or the year is outside 1900 to 2200. */
export function calendarDay(text: string): CalendarDay {
  if (!isCalendarDay(text)) {
    throw new RangeError(`Not a calendar day: ${text}`);
  }
  return text;
}

/**
 * Reads a day as people type it: `5/1/2026`, `05-01-2026` or `05.01.2026` (day, month, year; the same separator twice; spaces
 * around it do not matter). Answers undefined for a day that does not exist (31/02) and for years outside 1900 to 2200.
 */
export function parseVietnameseDay(text: string): CalendarDay | undefined {
  const parts = VIETNAMESE_DAY.exec(text.trim());
  if (parts === null) {
    return undefined;
  }
  const [, day = '', , month = '', year = ''] = parts;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDay(iso) ? iso : undefined;
}

/** Shows a day as records and the screen do: `05/01/2026`. */
export function formatDay(day: CalendarDay): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

/** The day it is now in Vietnam. */
export function today(clock: Clock): CalendarDay {
  return dayOf(clock.now());
}

/**
 * The day on which `instant` falls in Vietnam. Throws RangeError for an invalid Date and outside the years 1900 to 2200.
 */
export function dayOf(instant: Date): CalendarDay {
  return fromEpochDay(Math.floor((instant.getTime() + VIETNAM_OFFSET_MS) / DAY_MS));
}

/** The instant at which `day` begins in Vietnam: 00:00 +07:00. */
export function startOfDay(day: CalendarDay): Date {
  return new Date(toEpochDay(day) * DAY_MS - VIETNAM_OFFSET_MS);
}

/**
 * The day `days` calendar days after `day`, before it when negative. Throws RangeError when `days` is not an integer or the
 * result leaves the years 1900 to 2200.
 */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return fromEpochDay(toEpochDay(day) + requireInteger(days, 'days'));
}

/**
 * The same-numbered day `months` months later (earlier when negative), or the last day of that month where it has no such day
 * (Bộ luật Dân sự 2015, khoản 3 Điều 148): one month from 31/01 is 28/02 or 29/02. Throws RangeError when `months` is not an
 * integer or the result leaves the years 1900 to 2200.
 */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const { year, month, date } = partsOf(day);
  const target = year * 12 + (month - 1) + requireInteger(months, 'months');
  const targetYear = Math.floor(target / 12);
  const targetMonth = (target % 12) + 1;
  return calendarDay(isoText(targetYear, targetMonth, Math.min(date, lengthOfMonth(targetYear, targetMonth))));
}

/** Orders two days: negative when `a` comes first, 0 when they are the same, positive when `b` comes first. Fits Array.sort. */
export function compareDays(a: CalendarDay, b: CalendarDay): number {
  return daysBetween(b, a);
}

/** How many days `to` lies after `from`: 1 from a day to the next one, 0 on the same day, negative backwards. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** The weekday of `day`: 1 Monday to 7 Sunday (ISO 8601). */
export function weekdayOf(day: CalendarDay): number {
  // 01/01/1970, epoch day 0, was a Thursday.
  const fromMonday = (toEpochDay(day) + 3) % 7;
  return ((fromMonday + 7) % 7) + 1;
}

/** The year of `day`. */
export function yearOf(day: CalendarDay): number {
  return partsOf(day).year;
}

/** Shows an instant in Vietnam's time, to the minute (seconds are cut off): `14:30 ngày 05/01/2026`. */
export function formatInstant(instant: Date): string {
  const day = dayOf(instant);
  const minutes = Math.floor((instant.getTime() - startOfDay(day).getTime()) / 60_000);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)} ngày ${formatDay(day)}`;
}

/**
 * The moment at which something ends, as {@link formatInstant} writes it; what ends with a day ends at 24:00 of it, not at 00:00 of the next (Bộ luật Dân sự 2015, khoản 6
 * Điều 148).
 */
export function formatEnd(instant: Date): string {
  const day = dayOf(instant);
  return startOfDay(day).getTime() === instant.getTime() ? `24:00 ngày ${formatDay(addDays(day, -1))}` : formatInstant(instant);
}

function partsOf(day: CalendarDay): { year: number; month: number; date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

function exists(year: number, month: number, date: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && date >= 1 && date <= lengthOfMonth(year, month);
}

function lengthOfMonth(year: number, month: number): number {
  // Day 0 of the next month is the last day of this one.
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function toEpochDay(day: CalendarDay): number {
  const { year, month, date } = partsOf(day);
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

function fromEpochDay(epochDay: number): CalendarDay {
  const utc = new Date(epochDay * DAY_MS);
  if (Number.isNaN(utc.getTime())) {
    throw new RangeError('Not an instant');
  }
  return calendarDay(isoText(utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate()));
}

function isoText(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(date)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function requireInteger(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`Not a whole number of ${what}: ${String(value)}`);
  }
  return value;
}
