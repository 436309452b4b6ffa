import { addDays, compareDays, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js';
import { isRunning, type ContractPhase } from './contract.lifecycle.js';
import type { EntryKind } from './entry.js';

/** The answer to the question whether this hire is allowed at all (khoản 4 Điều 36 Nghị định 224/2026/NĐ-CP). */
export const hireOutcomes = ['allowed', 'needs-legal-answer', 'refused'] as const;
export type HireOutcome = (typeof hireOutcomes)[number];

/** Days before the end from which a contract counts as ending soon. */
export const ENDING_SOON_DAYS = 90;

/** Of one contract, what its next step depends on. */
export interface ContractFacts {
  readonly phase: ContractPhase;
  readonly entryKind: EntryKind;
  readonly hireOutcome: HireOutcome | null;
  readonly hasVendor: boolean;
  readonly endsOn: CalendarDay | null;
  readonly reviewDueOn: CalendarDay | null;
}

/** What comes next for a contract; the sentence, its ground and whose turn it is belong to the presenter. */
export type NextStep =
  | { readonly step: 'decide-refused-hire' | 'get-legal-answer' | 'answer-hire-question' | 'assess-before-signing' | 'await-trial' | 'await-go-live' | 'supervise' | 'await-liquidation' | 'await-archive' | 'none' }
  | { readonly step: 'review-transitional' | 'prepare-handover' | 'begin-handover'; readonly dueOn: CalendarDay };

/** The one thing that comes next, the most pressing first: past its end, an overdue or coming review while it runs, a term that ends soon, then the phase's own step. */
export function nextStepOf(contract: ContractFacts, today: CalendarDay): NextStep {
  const { phase, endsOn, reviewDueOn } = contract;
  if (isRunning(phase)) {
    if (isPastEnd(contract, today) && endsOn !== null) return { step: 'begin-handover', dueOn: endsOn };
    // What the clauses of a hire lack is no longer agreed upon once it is being handed over.
    if (reviewDueOn !== null && phase !== 'handing_over') return { step: 'review-transitional', dueOn: reviewDueOn };
    if (endsSoon(contract, today) && endsOn !== null) return { step: 'prepare-handover', dueOn: endsOn };
  }
  return ownStep(contract);
}

function ownStep({ phase, hireOutcome }: ContractFacts): NextStep {
  switch (phase) {
    case 'planned':
      if (hireOutcome === 'refused') return { step: 'decide-refused-hire' };
      if (hireOutcome === 'needs-legal-answer') return { step: 'get-legal-answer' };
      return hireOutcome === null ? { step: 'answer-hire-question' } : { step: 'assess-before-signing' };
    case 'signed':
      return { step: 'await-trial' };
    case 'trial':
      return { step: 'await-go-live' };
    case 'active':
      return { step: 'supervise' };
    case 'handing_over':
      return { step: 'await-liquidation' };
    case 'liquidated':
      return { step: 'await-archive' };
    case 'archived':
    case 'cancelled':
      return { step: 'none' };
  }
}

/** Whether the term is over and the handover (khoản 4 Điều 6) has not begun. */
export function isPastEnd({ phase, endsOn }: Pick<ContractFacts, 'phase' | 'endsOn'>, today: CalendarDay): boolean {
  return isRunning(phase) && phase !== 'handing_over' && endsOn !== null && compareDays(endsOn, today) < 0;
}

/** Whether the term ends within {@link ENDING_SOON_DAYS} days, today included, and the handover has not begun. */
export function endsSoon({ phase, endsOn }: Pick<ContractFacts, 'phase' | 'endsOn'>, today: CalendarDay): boolean {
  if (!isRunning(phase) || phase === 'handing_over' || endsOn === null) return false;
  return compareDays(endsOn, today) >= 0 && compareDays(endsOn, addDays(today, ENDING_SOON_DAYS)) <= 0;
}

/** How pressing a due day is: past it, within 14 days of it, or neither. */
export function urgencyOf(dueOn: CalendarDay, today: CalendarDay): 'overdue' | 'close' | 'ahead' {
  const left = daysBetween(today, dueOn);
  if (left < 0) return 'overdue';
  return left <= CLOSE_DAYS ? 'close' : 'ahead';
}

const CLOSE_DAYS = 14;
