import { compareDays, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, refuse, type Clause, type Verdict } from '../../kernel/refusal.js';
import type { Gate } from '../../library/index.js';

/** The two gates of a contract (domain reference 3.3, 8.6): signing it, and putting its service into operation. */
export const gateStages = ['signing', 'operation'] as const;
export type GateStage = (typeof gateStages)[number];

export const conditionOutcomes = ['met', 'unmet', 'not-applicable'] as const;
export type ConditionOutcome = (typeof conditionOutcomes)[number];

/**
 * One condition of a gate with how it stands, as the database computes it from the facts (function contract_conditions): the very rows that the wall
 * contract_gate_open looks at, so that page, button, guard and wall cannot disagree.
 */
export interface GateCondition {
  /** 'G-07' of the library of gates, or one of this room: 'vendor', 'term', 'trial' … */
  readonly code: string;
  readonly outcome: ConditionOutcome;
  /** False where an unmet condition only warns at this stage. */
  readonly blocks: boolean;
  /** Why it stands so: a code whose sentence belongs to the presenter. */
  readonly reason: string;
  /** What the sentence speaks of. */
  readonly facts: Readonly<Record<string, string | number | readonly string[] | null>>;
}

/** The conditions that stand in the way, in their order. */
export function openConditions(conditions: readonly GateCondition[]): GateCondition[] {
  return conditions.filter(({ outcome, blocks }) => blocks && outcome === 'unmet');
}

export type GateRefusal = 'signing-blocked' | 'go-live-blocked';

/** Whether the gate is open; the refusal rests on the first condition in the way and counts the others. */
export function reviewGate(stage: GateStage, conditions: readonly GateCondition[], gates: readonly Gate[]): Verdict<GateRefusal> {
  const [first, ...others] = openConditions(conditions);
  if (first === undefined) return allow;
  const facts = { code: first.code, others: String(others.length), codes: [first, ...others].map(({ code }) => code).join(', ') };
  return refuse(stage === 'signing' ? 'signing-blocked' : 'go-live-blocked', { clause: groundOf(first.code, gates), facts });
}

/** The ground of a condition: the first place of the regulation that its gate names, 'internal' where the agency set the rule itself. */
export function groundOf(code: string, gates: readonly Gate[]): Clause {
  const gate = gates.find(({ id }) => id === code);
  return gate?.clauses[0] ?? ownGrounds[code] ?? 'internal';
}

/** The grounds of the conditions that are facts of this room and no gate of the library. */
const ownGrounds: Readonly<Record<string, Clause>> = {
  vendor: { article: 6, clause: 1 },
  value: 'internal',
  term: 'internal',
  system: { article: 6, clause: 1 },
  trial: { article: 5, clause: 3 },
  plan: { article: 5, clause: 3 },
};

/** The registered records that the contract's date must not come before (obligation O-1.1: assessed before it is signed). */
export interface RecordDays {
  readonly assessmentOn: CalendarDay | null;
  readonly approvalOn: CalendarDay | null;
}

export type DateRefusal = 'signed-in-future' | 'signed-before-report' | 'signed-before-approval' | 'ends-before-signing';

/** Whether a contract may bear this date: not in the future, not before the approved report and its approval were registered, not after its own end. */
export function maySignOn(signedOn: CalendarDay, today: CalendarDay, { assessmentOn, approvalOn }: RecordDays, endsOn: CalendarDay | null): Verdict<DateRefusal> {
  if (compareDays(signedOn, today) > 0) return refuse('signed-in-future', { clause: 'internal', facts: { today: formatDay(today) } });
  if (assessmentOn !== null && compareDays(signedOn, assessmentOn) < 0) {
    return refuse('signed-before-report', { clause: { article: 6, clause: 1 }, facts: { day: formatDay(assessmentOn) } });
  }
  if (approvalOn !== null && compareDays(signedOn, approvalOn) < 0) {
    return refuse('signed-before-approval', { clause: { article: 6, clause: 1 }, facts: { day: formatDay(approvalOn) } });
  }
  return endsOn !== null && compareDays(signedOn, endsOn) > 0 ? refuse('ends-before-signing', { clause: 'internal', facts: { day: formatDay(endsOn) } }) : allow;
}
