import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';

/** The term of office of a head. */
export interface Office {
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay | undefined;
}

export interface DelegationFacts {
  readonly headId: string;
  readonly delegateId: string;
  readonly recordedBy: string;
  readonly medium: 'click' | 'paper';
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
  readonly paperDate: CalendarDay | undefined;
  readonly today: CalendarDay;
  /** The terms of the head's own office at this agency that have not been ended. */
  readonly offices: readonly Office[];
  readonly delegateIsOpen: boolean;
}

export type DelegationRefusal =
  | 'delegate-is-head'
  | 'delegate-cannot-record'
  | 'delegate-account-closed'
  | 'delegation-beyond-office'
  | 'delegation-already-over'
  | 'delegation-paper-dated-later'
  | 'delegation-starts-before-today';

/**
 * May this delegation be made? Only of the own office and within its term: what came by delegation is not passed on (NĐ 30/2020 Điều 13).
 * A click delegates from today on; a paper may have begun on its own day. Nobody records the paper that empowers them.
 */
export function reviewDelegation(facts: DelegationFacts): Verdict<DelegationRefusal> {
  const clause = 'internal';
  const within = facts.offices.some(
    ({ validFrom, validUntil }) => compareDays(validFrom, facts.validFrom) <= 0 && (validUntil === undefined || compareDays(validUntil, facts.validUntil) >= 0),
  );
  return firstRefusal<DelegationRefusal>([
    facts.delegateId === facts.headId ? refuse('delegate-is-head', { clause }) : allow,
    facts.recordedBy === facts.delegateId ? refuse('delegate-cannot-record', { clause }) : allow,
    facts.delegateIsOpen ? allow : refuse('delegate-account-closed', { clause }),
    compareDays(facts.validUntil, facts.today) < 0 ? refuse('delegation-already-over', { clause }) : allow,
    facts.medium === 'click' && compareDays(facts.validFrom, facts.today) < 0 ? refuse('delegation-starts-before-today', { clause }) : allow,
    facts.paperDate !== undefined && compareDays(facts.paperDate, facts.today) > 0 ? refuse('delegation-paper-dated-later', { clause }) : allow,
    within ? allow : refuse('delegation-beyond-office', { clause }),
  ]);
}
