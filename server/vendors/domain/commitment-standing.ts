import { addDays, compareDays, type CalendarDay } from '../../kernel/calendar-day.js';

/** The days of a commitment: signed on, the last day in force (null: without a term), and from when it was ended early. */
export interface CommitmentDays {
  readonly signedOn: CalendarDay;
  readonly validUntil: CalendarDay | null;
  readonly endedOn: CalendarDay | null;
}

/** Where a commitment stands on a day; always derived from its days, never stored. */
export type CommitmentStanding = 'not-yet' | 'in-force' | 'lapsing' | 'lapsed' | 'ended';

/** How many days before its last day a commitment is said to lapse soon. */
export const LAPSING_DAYS = 30;

/**
 * The standing of a commitment on a day: it counts from the day it was signed to its last day, both included, unless it was ended;
 * within {@link LAPSING_DAYS} days of the last day it is lapsing.
 */
export function commitmentStanding(days: CommitmentDays, on: CalendarDay): CommitmentStanding {
  if (days.endedOn !== null && compareDays(days.endedOn, on) <= 0) return 'ended';
  if (compareDays(days.signedOn, on) > 0) return 'not-yet';
  if (days.validUntil === null) return 'in-force';
  if (compareDays(days.validUntil, on) < 0) return 'lapsed';
  return compareDays(days.validUntil, addDays(on, LAPSING_DAYS)) <= 0 ? 'lapsing' : 'in-force';
}

/** Whether a commitment binds its person on a day. */
export function isInForce(days: CommitmentDays, on: CalendarDay): boolean {
  const standing = commitmentStanding(days, on);
  return standing === 'in-force' || standing === 'lapsing';
}
