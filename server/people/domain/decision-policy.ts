import { compareDays, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import { chooseCapacity, type ActingCapacity, type Authority } from './capacity.js';
import type { DelegableArea } from './role.js';

/** Who is who in a decision. The walls compare these persons; no role appears here. */
export interface DecisionPersons {
  /** Who asked for what is decided, or made it. */
  readonly requestedBy: string;
  /** Who decides: clicks, or signed the paper. */
  readonly decidedBy: string;
  /** Who enters the decision: the same person for a click. */
  readonly recordedBy: string;
}

export interface DecisionFacts extends DecisionPersons {
  readonly area: DelegableArea;
  /** What the decider may do as head of this agency on the day of the decision. */
  readonly authorities: readonly Authority[];
  readonly medium: 'click' | 'paper';
  /** The date on the paper; the day of the click otherwise. */
  readonly decidedOn: CalendarDay;
  readonly today: CalendarDay;
}

export type DecisionRefusal =
  | 'maker-cannot-decide'
  | 'requester-cannot-record-paper'
  | 'click-belongs-to-decider'
  | 'decider-lacks-authority'
  | 'signer-lacked-authority'
  | 'paper-dated-later';

/**
 * May this decision stand? Maker and approver are two persons, whatever roles they hold; a paper is recorded by somebody who did not ask for it; who
 * decides holds the authority on the day of the decision. All by the agency's own rule (domain reference 3.1).
 */
export function reviewDecision(facts: DecisionFacts): Verdict<DecisionRefusal> {
  const clause = 'internal';
  return firstRefusal<DecisionRefusal>([
    facts.decidedBy === facts.requestedBy ? refuse('maker-cannot-decide', { clause }) : allow,
    facts.medium === 'click' && facts.recordedBy !== facts.decidedBy ? refuse('click-belongs-to-decider', { clause }) : allow,
    facts.medium === 'paper' && facts.recordedBy === facts.requestedBy ? refuse('requester-cannot-record-paper', { clause }) : allow,
    compareDays(facts.decidedOn, facts.today) > 0 ? refuse('paper-dated-later', { clause }) : allow,
    capacityOf(facts) === undefined ? refuse(facts.medium === 'paper' ? 'signer-lacked-authority' : 'decider-lacks-authority', { clause }) : allow,
  ]);
}

/** The capacity that the decision bears. */
export function capacityOf(facts: Pick<DecisionFacts, 'authorities' | 'area'>): ActingCapacity | undefined {
  return chooseCapacity(facts.authorities, facts.area);
}
