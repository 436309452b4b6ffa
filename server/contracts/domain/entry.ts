import { addDays, compareDays, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** How a contract came into the product: new, passing the gates, or transitional, signed before the agency worked with the product. */
export const entryKinds = ['new', 'transitional'] as const;
export type EntryKind = (typeof entryKinds)[number];

export type TransitionalRefusal = 'agency-not-adopted' | 'signed-after-adoption' | 'signed-in-future';

/**
 * Whether a running contract may enter as "hợp đồng chuyển tiếp": only one that was signed before the agency's adoption day.
 * A contract signed later must pass the gates (khoản 1 Điều 6).
 */
export function mayEnterAsTransitional(signedOn: CalendarDay, adoptedOn: CalendarDay | null, today: CalendarDay): Verdict<TransitionalRefusal> {
  if (adoptedOn === null) return refuse('agency-not-adopted', { clause: 'internal' });
  if (compareDays(signedOn, today) > 0) return refuse('signed-in-future', { clause: 'internal', facts: { today: formatDay(today) } });
  if (compareDays(signedOn, adoptedOn) >= 0) return refuse('signed-after-adoption', { clause: { article: 6, clause: 1 }, facts: { adoptedOn: formatDay(adoptedOn) } });
  return allow;
}

/** The last day for the assessment and clause review of a transitional contract: `days` (a library period, 90) after the day of entry. */
export function reviewDueOn(enteredOn: CalendarDay, days: number): CalendarDay {
  return addDays(enteredOn, days);
}
