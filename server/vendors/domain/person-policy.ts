import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';

/** What is wrong with the days of a vendor's person, by field. */
export type PersonDayFaults = { readonly leftOn?: 'before-joining' };

/** Nobody leaves before they joined; either day may be unknown. */
export function personDayFaults(days: { readonly joinedOn: CalendarDay | null; readonly leftOn: CalendarDay | null }): PersonDayFaults {
  const { joinedOn, leftOn } = days;
  return joinedOn !== null && leftOn !== null && compareDays(leftOn, joinedOn) < 0 ? { leftOn: 'before-joining' } : {};
}
