import type { CalendarDay } from './calendar-day.js';
import { startOfDay } from './calendar-day.js';

const HOUR_MS = 3_600_000;

/**
 * The moment `hours` whole hours after `instant`. Hours run on through nights, weekends and Tết: a term in hours starts at the
 * very moment (Bộ luật Dân sự 2015, khoản 1 Điều 147), so 24 giờ from 14:30 ends at 14:30. Throws RangeError when
 * `hours` is negative or not whole.
 */
export function addHours(instant: Date, hours: number): Date {
  if (!Number.isSafeInteger(hours) || hours < 0) {
    throw new RangeError(`Not a whole number of hours: ${String(hours)}`);
  }
  return new Date(instant.getTime() + hours * HOUR_MS);
}

/**
 * The moment at which a term that ends on `day` is over: 24:00 in Vietnam (Bộ luật Dân sự 2015, khoản 6 Điều 148), which is
 * 00:00 of the next day. What happens before this moment is in time.
 */
export function endOfDay(day: CalendarDay): Date {
  return new Date(startOfDay(day).getTime() + 24 * HOUR_MS);
}
