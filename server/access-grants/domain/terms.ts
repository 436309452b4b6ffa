import type { AccessTerm, Length } from '../../library/index.js';
import { accessLimitFor } from '../../library/index.js';
import type { AccessForm, Purpose } from './access.js';

/** The entry of the library access-terms that limits a form of access for a purpose. */
export function termEntryOf(form: AccessForm, purpose: Purpose): string {
  if (form === 'standing') return 'on-call';
  return form === 'emergency' ? 'break-glass' : purpose;
}

/** The longest term in hours, and for standing access the longest use; undefined where the library does not know the purpose. */
export interface LongestTerm {
  readonly hours: number;
  readonly useHours: number | undefined;
  readonly entry: AccessTerm;
}

/**
 * The longest term of access for a form, a purpose and the level of a system (quy định nội bộ, library access-terms). `capHours` cuts it further: 30 days for
 * contracts that run since before the product and are not assessed yet (domain reference 3.3).
 */
export function longestTerm(terms: readonly AccessTerm[], form: AccessForm, purpose: Purpose, level: number, capHours?: number): LongestTerm | undefined {
  const entry = terms.find(({ id }) => id === termEntryOf(form, purpose));
  if (entry === undefined) return undefined;
  const limit = accessLimitFor(entry, level);
  const hours = hoursOf(limit.term);
  return { hours: capHours === undefined ? hours : Math.min(hours, capHours), useHours: limit.perUse === undefined ? undefined : hoursOf(limit.perUse), entry };
}

function hoursOf({ amount, unit }: Length): number {
  if (unit === 'hour') return amount;
  if (unit === 'day') return amount * 24;
  throw new RangeError(`a term of access counts in hours or days, not in ${unit}`);
}
