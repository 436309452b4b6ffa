import { addMonths, dayOf } from '../../kernel/calendar-day.js';
import { addHours, endOfDay } from '../../kernel/deadlines.js';
import { addWorkingDays, endOfTerm, onOrAfter, type HolidayCalendar, type MissingYear, type TermEnd } from '../../kernel/working-days.js';
import type { ClockRule, Length, ViolationLevelCode } from '../../library/index.js';

/** The moment at which a duty is due, or the year whose holidays have to be entered before it can be said. */
export type Due = { readonly known: true; readonly at: Date } | MissingYear;

/** What starts a clock: the words of the library, and 'detection' for a clock of the occurrence where nobody knows when it happened. */
export type StartKind = ClockRule['startsAt'];

/** How a clock was started. The level decides between the lengths of rules that have several. */
export interface ClockStart {
  readonly kind: StartKind;
  readonly at: Date;
  readonly level?: ViolationLevelCode | undefined;
}

const MINUTE_MS = 60_000;

/**
 * When a duty is due. What is to be done at once is due at its start; so is a clock of the occurrence that starts at the detection, because when it happened is not known
 * (domain reference 11.4: send at once). Hours run on through nights, weekends and Tết; working days and days follow the calendar and end at 24:00
 * (domain reference 12; Bộ luật Dân sự 2015, Điều 147, 148).
 * @throws RangeError for fixed dates of the year (D-11), and where the rule has a length by level and none of them is that of `start.level`
 */
export function dueOf(rule: ClockRule, start: ClockStart, calendar: HolidayCalendar): Due {
  if (rule.kind === 'fixed-date') throw new RangeError(`${rule.id} is a date of the year, not a length of time`);
  if (rule.kind === 'immediate' || isUnknownOccurrence(rule, start.kind)) return { known: true, at: start.at };
  return after(start.at, lengthOf(rule, start.level), calendar);
}

/** Whether a clock of the occurrence was started at the detection, because when it happened is not known. */
export function isUnknownOccurrence(rule: Pick<ClockRule, 'startsAt'>, startKind: StartKind): boolean {
  return rule.startsAt === 'occurrence' && startKind === 'detection';
}

/** The length that a rule gives at a level. @throws RangeError when it gives none */
export function lengthOf(rule: ClockRule, level: ViolationLevelCode | undefined): Length {
  const found = rule.lengths.find(({ appliesTo }) => appliesTo === undefined || (level !== undefined && appliesTo.includes(level)));
  if (found === undefined) throw new RangeError(`${rule.id} has no length at level ${level ?? '(none)'}`);
  return found;
}

/** The moment a length of time after an instant. Terms in days and months do not count the day of the start, give way to the next working day and end at 24:00. */
export function after(instant: Date, { amount, unit }: Length, calendar: HolidayCalendar): Due {
  switch (unit) {
    case 'minute':
      return { known: true, at: new Date(instant.getTime() + amount * MINUTE_MS) };
    case 'hour':
      return { known: true, at: addHours(instant, amount) };
    case 'working-day':
      return endOf(addWorkingDays(dayOf(instant), amount, calendar));
    case 'day':
      return endOf(endOfTerm(dayOf(instant), amount, calendar));
    case 'month':
      return endOf(onOrAfter(addMonths(dayOf(instant), amount), calendar));
  }
}

function endOf(term: TermEnd): Due {
  return term.known ? { known: true, at: endOfDay(term.day) } : term;
}
