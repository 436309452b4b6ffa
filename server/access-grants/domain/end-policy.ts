import { formatInstant } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import { isOver, type GrantTime } from './grant-standing.js';

/** Whether a grant can still be ended before its term, whoever does it: what is over stays over. */
export function mayEnd(grant: GrantTime, now: Date): Verdict<'access-over'> {
  return isOver(grant, now) ? refuse('access-over', { clause: 'internal', facts: { until: formatInstant(grant.endedAt ?? grant.endsAt) } }) : allow;
}

/**
 * Whether a grant can be cut back to an instant: later than now and than its beginning, earlier than its end. A longer term is a new approval and never an edit
 * (quy định nội bộ).
 */
export function mayCutBack(grant: GrantTime, until: Date, now: Date): Verdict<'access-over' | 'cut-back-past' | 'cut-back-before-start' | 'cut-back-not-earlier'> {
  return firstRefusal([
    mayEnd(grant, now),
    until > now ? allow : refuse('cut-back-past', { clause: 'internal' }),
    until > grant.startsAt ? allow : refuse('cut-back-before-start', { clause: 'internal', facts: { from: formatInstant(grant.startsAt) } }),
    until < grant.endsAt ? allow : refuse('cut-back-not-earlier', { clause: 'internal', facts: { until: formatInstant(grant.endsAt) } }),
  ]);
}
