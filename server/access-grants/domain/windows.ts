import { dayOf, startOfDay, weekdayOf } from '../../kernel/calendar-day.js';

/** A weekly window in Vietnam time: days 1 (Monday) to 7 (Sunday), times 'HH:MM'. An end at or before its beginning lies on the next day. */
export interface WeeklyWindow {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

const MINUTES_OF_DAY = 24 * 60;
const MINUTE_MS = 60_000;

/** Minutes since midnight of 'HH:MM'; '24:00' is the end of the day. Undefined for what is no time. */
export function minutesOf(time: string): number | undefined {
  const read = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(time);
  if (read === null) return undefined;
  const minutes = Number(read[1]) * 60 + Number(read[2]);
  return minutes <= MINUTES_OF_DAY ? minutes : undefined;
}

/** Whether an instant lies in one of the windows; without any window every instant does. */
export function isWithinWindows(windows: readonly WeeklyWindow[], instant: Date): boolean {
  if (windows.length === 0) return true;
  const day = dayOf(instant);
  const minute = Math.floor((instant.getTime() - startOfDay(day).getTime()) / MINUTE_MS);
  const weekday = weekdayOf(day);
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return windows.some((window) => {
    const from = minutesOf(window.from) ?? 0;
    const to = minutesOf(window.to) ?? MINUTES_OF_DAY;
    if (to > from) return window.days.includes(weekday) && minute >= from && minute < to;
    return (window.days.includes(weekday) && minute >= from) || (window.days.includes(yesterday) && minute < to);
  });
}

/** Whether a span leaves the windows at any minute. */
export function leavesWindows(windows: readonly WeeklyWindow[], from: Date, to: Date): boolean {
  if (windows.length === 0) return false;
  // Windows begin and end at whole minutes: both ends and every boundary between them tell all.
  for (let at = from.getTime(); at < to.getTime(); at += MINUTE_MS) {
    if (!isWithinWindows(windows, new Date(at))) return true;
    if (at - from.getTime() > 8 * 24 * 60 * MINUTE_MS) return true;
  }
  return !isWithinWindows(windows, new Date(Math.max(from.getTime(), to.getTime() - 1)));
}

/** Night work is from 22:00 to 06:00 (Bộ luật Lao động 2019, Điều 106). */
const NIGHT: readonly WeeklyWindow[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }];

/** Whether access with these windows and this term may be used at night. */
export function reachesNight(windows: readonly WeeklyWindow[], from: Date, to: Date): boolean {
  const step = 15 * MINUTE_MS;
  const last = Math.min(to.getTime(), from.getTime() + 8 * 24 * 60 * MINUTE_MS);
  for (let at = from.getTime(); at < last; at += step) {
    const instant = new Date(at);
    if (isWithinWindows(NIGHT, instant) && isWithinWindows(windows, instant)) return true;
  }
  return false;
}
