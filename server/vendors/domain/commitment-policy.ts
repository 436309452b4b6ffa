import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';

export type SigningFaults = {
  readonly signedOn?: 'future' | 'after-leaving';
  readonly validUntil?: 'before-signing';
};

/**
 * What stands against recording a commitment, by field: it was signed by somebody who worked for the vendor on that day, not on a day
 * that has yet to come, and its last day is not before the first.
 */
export function signingFaults(
  commitment: { readonly signedOn: CalendarDay; readonly validUntil: CalendarDay | null },
  person: { readonly leftOn: CalendarDay | null },
  today: CalendarDay,
): SigningFaults {
  const { signedOn, validUntil } = commitment;
  return {
    ...(compareDays(signedOn, today) > 0 ? { signedOn: 'future' as const } : {}),
    ...(person.leftOn !== null && compareDays(signedOn, person.leftOn) >= 0 ? { signedOn: 'after-leaving' as const } : {}),
    ...(validUntil !== null && compareDays(validUntil, signedOn) < 0 ? { validUntil: 'before-signing' as const } : {}),
  };
}

export type EndingFaults = { readonly endedOn?: 'future' | 'before-signing' };

/** What stands against ending a commitment from a day on: the day has come and is not before the signature. */
export function endingFaults(endedOn: CalendarDay, signedOn: CalendarDay, today: CalendarDay): EndingFaults {
  if (compareDays(endedOn, today) > 0) return { endedOn: 'future' };
  return compareDays(endedOn, signedOn) < 0 ? { endedOn: 'before-signing' } : {};
}
