import { formatInstant } from '../../kernel/calendar-day.js';
import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** Somebody's hold of an account, as closing it is judged. */
export interface LineTime {
  readonly startsAt: Date;
  readonly heldUntil: Date;
  readonly closedAt: Date | null;
  /** The same person goes on with the same account under another grant: that one owes the closing. */
  readonly goesOn: boolean;
}

/** Whether it can be confirmed that an account is disabled: after it is over, and once (điểm b khoản 4 Điều 6; proof is quy định nội bộ). */
export function mayConfirmClosure({ heldUntil, closedAt, goesOn }: Pick<LineTime, 'heldUntil' | 'closedAt' | 'goesOn'>, now: Date): Verdict<'still-held' | 'closed-already' | 'access-goes-on'> {
  if (closedAt !== null) return refuse('closed-already', { clause: 'internal', facts: { at: formatInstant(closedAt) } });
  if (heldUntil > now) return refuse('still-held', { clause: 'internal', facts: { until: formatInstant(heldUntil) } });
  return goesOn ? refuse('access-goes-on', { clause: 'internal' }) : allow;
}

/** Whether an account can have been disabled at an instant: after it was given, and not in the future. Undefined: it can. */
export function closureTimeFault(doneAt: Date, { startsAt }: Pick<LineTime, 'startsAt'>, now: Date): 'future' | 'before-start' | undefined {
  if (doneAt > now) return 'future';
  return doneAt < startsAt ? 'before-start' : undefined;
}
