import { dueOf } from '../../clocks/index.js';
import { dayOf, daysBetween, startOfDay, type CalendarDay } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';
import { endsWithTerm } from '../domain/closing-policy.js';
import type { StartingGround } from '../persistence/closing-rows.js';

/**
 * The day until which everything is handed over unless the contract says otherwise: clock D-12 of the library (domain reference 11.4), counted from the end of the term,
 * or from today where the term has no end, is over, or the hire ends before it. Undefined when the holidays of its year are not known.
 */
export function proposedDue({ endsOn, now, phase, firstNotice, endedByCase }: Pick<StartingGround, 'endsOn' | 'now' | 'phase' | 'firstNotice' | 'endedByCase'>, library: Library): CalendarDay | undefined {
  const today = dayOf(now);
  const rule = library.libraryOn('clocks', today).entries.find(({ id }) => id === 'D-12');
  if (rule === undefined) return undefined;
  const daysLeft = endsOn === null ? null : daysBetween(today, endsOn);
  const end = endsOn !== null && endsOn > today && endedByCase === null && endsWithTerm({ daysLeft, phase, firstNotice }) ? endsOn : today;
  const due = dueOf(rule, { kind: 'end-of-term', at: startOfDay(end) }, library.workingCalendar().calendar);
  // A term ends at 24:00, which is the first moment of the day after.
  return due.known ? dayOf(new Date(due.at.getTime() - 1)) : undefined;
}
