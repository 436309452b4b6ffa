import { dayOf, weekdayOf } from '../../kernel/calendar-day.js';
import { isWorkingDay, type HolidayCalendar } from '../../kernel/working-days.js';

const VIETNAM_OFFSET_MINUTES = 7 * 60;
const OPENS = 7 * 60 + 30;
const CLOSES = 17 * 60;
const SATURDAY = 6;

/**
 * Whether the office is open: 07:30 to 17:00 in Vietnam of working days (quy định nội bộ). Out of these hours the officer on duty may contain at Mức 3 and Mức 4 before
 * the head confirms (domain reference 11.3). Where the holidays of a year are not entered, Monday to Friday count as working days. The database holds the same rule
 * (function office_hours); a test keeps them equal.
 */
export function isOfficeOpen(at: Date, calendar: HolidayCalendar): boolean {
  const minutes = (Math.floor(at.getTime() / 60_000) + VIETNAM_OFFSET_MINUTES) % (24 * 60);
  if (minutes < OPENS || minutes >= CLOSES) return false;
  const day = dayOf(at);
  const answer = isWorkingDay(day, calendar);
  return answer.known ? answer.working : weekdayOf(day) < SATURDAY;
}
