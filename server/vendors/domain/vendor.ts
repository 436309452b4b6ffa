import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';

/** The kinds of vendor, as the database names them. */
export const vendorKinds = ['domestic_company', 'foreign_invested_company', 'public_unit', 'individual'] as const;

export type VendorKind = (typeof vendorKinds)[number];

export function isVendorKind(text: string): text is VendorKind {
  return vendorKinds.some((kind) => kind === text);
}

/** Whether somebody or something with an end (the first day after) is still there on a day; without an end it is. */
export function isPresent(endedOn: CalendarDay | null, day: CalendarDay): boolean {
  return endedOn === null || compareDays(endedOn, day) > 0;
}
