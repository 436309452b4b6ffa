import fc from 'fast-check';
import { addDays, type CalendarDay, calendarDay, daysBetween } from '../../../server/kernel/calendar-day.js';

const FIRST = calendarDay('1900-01-01');
const SPAN = daysBetween(FIRST, calendarDay('2200-12-31'));

/** Any day the kernel takes. */
export const anyDay: fc.Arbitrary<CalendarDay> = fc.integer({ min: 0, max: SPAN }).map((offset) => addDays(FIRST, offset));

/** A day far enough from both ends that a test may move it by 40 years. */
export const innerDay: fc.Arbitrary<CalendarDay> = fc
  .integer({ min: 40 * 366, max: SPAN - 40 * 366 })
  .map((offset) => addDays(FIRST, offset));
