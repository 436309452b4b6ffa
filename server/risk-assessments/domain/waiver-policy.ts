import { addDays, compareDays, formatDay, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import type { AssessmentStatus } from './assessment.lifecycle.js';
import type { RiskMethod } from './method.js';
import type { Stage } from './scoring.js';

export interface WaiverFacts {
  readonly status: AssessmentStatus;
  readonly stage: Stage;
  readonly level: number;
  readonly kind: 'knock-out' | 'high-risk';
  readonly targetId: string;
  readonly failedA: readonly string[];
  readonly failedB: readonly string[];
  readonly highGroups: readonly string[];
  readonly endsOn: CalendarDay;
  readonly today: CalendarDay;
  /** Already in force or asked for. */
  readonly taken: boolean;
}

export type WaiverRefusal = 'waiver-not-now' | 'waiver-of-knock-out-a' | 'waiver-of-nothing' | 'waiver-at-go-live' | 'waiver-in-past' | 'waiver-too-long' | 'waiver-taken';

/** A waiver of a failed knock-out B, or an acceptance of a high group: only what failed, only for a time (domain reference 8.5, 8.6; the agency's own rule). */
export function mayWaive(method: Pick<RiskMethod, 'waiver'>, facts: WaiverFacts): Verdict<WaiverRefusal> {
  const clause = 'internal';
  const last = addDays(facts.today, method.waiver.maxDays);
  const targets = facts.kind === 'knock-out' ? facts.failedB : facts.highGroups;
  return firstRefusal<WaiverRefusal>([
    facts.status === 'submitted' || facts.status === 'approved' ? allow : refuse('waiver-not-now', { clause }),
    facts.failedA.includes(facts.targetId) ? refuse('waiver-of-knock-out-a', { clause, facts: { criterion: facts.targetId } }) : allow,
    targets.includes(facts.targetId) ? allow : refuse('waiver-of-nothing', { clause }),
    facts.kind === 'knock-out' && facts.stage === 'operation' && facts.level >= method.waiver.notLaterThanGoLiveFromLevel ? refuse('waiver-at-go-live', { clause }) : allow,
    compareDays(facts.endsOn, facts.today) < 0 ? refuse('waiver-in-past', { clause }) : allow,
    compareDays(facts.endsOn, last) > 0 ? refuse('waiver-too-long', { clause, facts: { last: formatDay(last), days: String(method.waiver.maxDays) } }) : allow,
    facts.taken ? refuse('waiver-taken', { clause }) : allow,
  ]);
}
