import { compareDays, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { formatMoney } from '../../kernel/money.js';
import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** What an amendment can change: the end of the term, the scope, the value and its part for cyber security (in đồng). */
export interface Terms {
  readonly endsOn: CalendarDay | null;
  readonly scope: string | null;
  readonly value: bigint | null;
  readonly securityValue: bigint | null;
}

/** What one amendment sets; what it does not mention stays as it was. */
export interface TermsChange {
  readonly endsOn?: CalendarDay | undefined;
  readonly scope?: string | undefined;
  readonly value?: bigint | undefined;
  readonly securityValue?: bigint | undefined;
}

/** An amendment as it is kept for ever: the terms before it and after it. */
export interface AmendedTerms {
  readonly before: Terms;
  readonly after: Terms;
}

/** The terms after an amendment: what it names is replaced, the rest stays. */
export function amend(before: Terms, change: TermsChange): Terms {
  return {
    endsOn: change.endsOn ?? before.endsOn,
    scope: change.scope ?? before.scope,
    value: change.value ?? before.value,
    securityValue: change.securityValue ?? before.securityValue,
  };
}

/** The names of the terms that differ between two states. */
export function changedTerms(before: Terms, after: Terms): readonly (keyof Terms)[] {
  const names = ['endsOn', 'scope', 'value', 'securityValue'] as const;
  return names.filter((name) => before[name] !== after[name]);
}

/** The terms in force: those of the last amendment, or the signed ones. `amendments` in the order in which they were made. */
export function effectiveTerms(signed: Terms, amendments: readonly AmendedTerms[]): Terms {
  return amendments.at(-1)?.after ?? signed;
}

/** The terms as they were signed: what stood before the first amendment. */
export function signedTerms(inForce: Terms, amendments: readonly AmendedTerms[]): Terms {
  return amendments[0]?.before ?? inForce;
}

const termsFaults = ['ends-before-start', 'ends-before-signing', 'security-above-value', 'security-without-value'] as const;
export type TermsFault = (typeof termsFaults)[number];

/** Whether a reason code is a contradiction of terms. */
export function isTermsFault(reason: string): reason is TermsFault {
  return termsFaults.some((fault) => fault === reason);
}

/** Dates and amounts that may contradict each other. */
export interface TermsToCheck {
  readonly signedOn: CalendarDay | null;
  readonly startsOn: CalendarDay | null;
  readonly endsOn: CalendarDay | null;
  readonly value: bigint | null;
  readonly securityValue: bigint | null;
}

/** The first contradiction between dates or amounts, with the other value as a fact; {@link allow} when there is none. */
export function checkTerms(terms: TermsToCheck): Verdict<TermsFault> {
  const { signedOn, startsOn, endsOn, value, securityValue } = terms;
  if (startsOn !== null && endsOn !== null && compareDays(endsOn, startsOn) < 0) return refuse('ends-before-start', { facts: { startsOn: formatDay(startsOn) } });
  if (signedOn !== null && endsOn !== null && compareDays(endsOn, signedOn) < 0) return refuse('ends-before-signing', { facts: { signedOn: formatDay(signedOn) } });
  if (securityValue === null) return allow;
  if (value === null) return refuse('security-without-value');
  return securityValue > value ? refuse('security-above-value', { facts: { value: formatMoney(value) } }) : allow;
}
