import { addDays, type CalendarDay, weekdayOf, yearOf } from './calendar-day.js';

/** The working calendar of an agency. Holidays are never computed: they are entered per year from a source. */
export interface HolidayCalendar {
  /** Days off beside Saturdays and Sundays: holidays, days off in their place, swap days. */
  readonly holidays: ReadonlySet<CalendarDay>;
  /** Saturdays and Sundays on which people work in place of a swap day ("ngày làm bù"). A holiday is never one. */
  readonly makeUpDays: ReadonlySet<CalendarDay>;
  /** The years whose holidays have been entered. */
  readonly years: ReadonlySet<number>;
}

/** The calendar does not reach: the holidays of `missingYear` have not been entered, so no day is promised. */
export interface MissingYear {
  readonly known: false;
  readonly missingYear: number;
}

/** The last day of a term, or the year that has to be entered first. */
export type TermEnd = { readonly known: true; readonly day: CalendarDay } | MissingYear;

/** Whether a day is a working day, or the year that has to be entered first. */
export type WorkingDayAnswer = { readonly known: true; readonly working: boolean } | MissingYear;

const SATURDAY = 6;

/**
 * Whether the agency works on `day`: Monday to Friday (Quyết định 188/1999/QĐ-TTg, Điều 1) and make-up days, holidays
 * excepted.
 */
export function isWorkingDay(day: CalendarDay, calendar: HolidayCalendar): WorkingDayAnswer {
  const year = yearOf(day);
  if (!calendar.years.has(year)) {
    return { known: false, missingYear: year };
  }
  const inWorkingWeek = weekdayOf(day) < SATURDAY || calendar.makeUpDays.has(day);
  return { known: true, working: inWorkingWeek && !calendar.holidays.has(day) };
}

/**
 * The last day of a term of `days` working days ("ngày làm việc"). The day of the event itself is not counted (Bộ luật Dân sự 2015,
 * khoản 2 Điều 147); the term ends at 24:00 of the answered day. Zero days answers `day`. Throws RangeError when `days` is negative
 * or not whole.
 */
export function addWorkingDays(day: CalendarDay, days: number, calendar: HolidayCalendar): TermEnd {
  requireTerm(days);
  let last = day;
  for (let counted = 0; counted < days; counted += 1) {
    const next = onOrAfter(addDays(last, 1), calendar);
    if (!next.known) {
      return next;
    }
    last = next.day;
  }
  return { known: true, day: last };
}

/**
 * The last day of a term of `days` calendar days ("ngày") whose event falls on `startDay`. The start is not counted (khoản 2 Điều 147); a
 * last day on a weekend or a holiday gives way to the next working day (Bộ luật Dân sự 2015, khoản 5 Điều 148). The term
 * ends at 24:00 of the answered day. Throws RangeError when `days` is negative or not whole.
 */
export function endOfTerm(startDay: CalendarDay, days: number, calendar: HolidayCalendar): TermEnd {
  requireTerm(days);
  return onOrAfter(addDays(startDay, days), calendar);
}

/**
 * `day` itself when it is a working day, else the next one: the shift of khoản 5 Điều 148 for terms counted in another way, such
 * as months. Dates fixed by a text ("trước ngày 25/12") are not shifted.
 */
export function onOrAfter(day: CalendarDay, calendar: HolidayCalendar): TermEnd {
  for (let candidate = day; ; candidate = addDays(candidate, 1)) {
    const answer = isWorkingDay(candidate, calendar);
    if (!answer.known) {
      return answer;
    }
    if (answer.working) {
      return { known: true, day: candidate };
    }
  }
}

function requireTerm(days: number): void {
  if (!Number.isSafeInteger(days) || days < 0) {
    throw new RangeError(`Not a whole number of days: ${String(days)}`);
  }
}
