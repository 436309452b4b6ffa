import { formatInstant } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Clause, type Verdict } from '../../kernel/refusal.js';
import { mayEnd } from './end-policy.js';
import type { GrantTime } from './grant-standing.js';

const KHOAN_3: Clause = { article: 6, clause: 3 };
const HOUR_MS = 3_600_000;

/** A standing grant as opening it is judged. */
export interface StandingGrant extends GrantTime {
  readonly suspended: boolean;
  /** Signs of violation led to taking back the vendor's access, and the case still holds it back. */
  readonly contained: boolean;
  /** Whether the contract is in the phase of the grant. */
  readonly phaseOpen: boolean;
  /** When the use that is open now closes; null when none is. */
  readonly openUntil: Date | null;
}

export type OpenUseRefusal = 'not-standing' | 'access-over' | 'access-not-begun' | 'contract-contained' | 'access-out-of-phase' | 'system-suspended' | 'use-open';

/** Whether a standing grant can be opened now: in force, its phase and system open, and not open already (one use at a time). */
export function mayOpenUse(grant: StandingGrant, now: Date): Verdict<OpenUseRefusal> {
  return firstRefusal<OpenUseRefusal>([
    grant.form === 'standing' ? allow : refuse('not-standing', { clause: 'internal' }),
    mayEnd(grant, now),
    grant.startsAt <= now ? allow : refuse('access-not-begun', { clause: 'internal', facts: { from: formatInstant(grant.startsAt) } }),
    grant.contained ? refuse('contract-contained', { clause: KHOAN_3 }) : allow,
    grant.phaseOpen ? allow : refuse('access-out-of-phase', { clause: 'internal' }),
    grant.suspended ? refuse('system-suspended', { clause: KHOAN_3 }) : allow,
    grant.openUntil === null ? allow : refuse('use-open', { clause: 'internal', facts: { until: formatInstant(grant.openUntil) } }),
  ]);
}

/** When a use that is opened now closes by itself: after its ceiling of hours, and never after the grant. */
export function useCloses(useHours: number, grant: Pick<GrantTime, 'endsAt'>, now: Date): Date {
  return new Date(Math.min(now.getTime() + useHours * HOUR_MS, grant.endsAt.getTime()));
}

/** Somebody who could be let in: their commitment and their place with the vendor, as they are now. */
export interface Candidate {
  readonly name: string;
  readonly bound: boolean;
  readonly left: boolean;
}

/** Whether somebody can be let in now (điểm a, c khoản 2 Điều 6): still with the vendor, and bound to confidentiality. */
export function mayBeLetIn({ name, bound, left }: Candidate): Verdict<'person-left' | 'not-bound'> {
  if (left) return refuse('person-left', { clause: { article: 6, clause: 2, point: 'c' }, facts: { person: name } });
  return bound ? allow : refuse('not-bound', { clause: { article: 6, clause: 2, point: 'a' }, facts: { person: name } });
}

/** One use of a standing grant. */
export interface UseTime {
  readonly openedBy: string;
  readonly closesAt: Date;
  readonly closedAt: Date | null;
  readonly acknowledgedAt: Date | null;
}

/** Whether a use can be closed before its hours are over. */
export function mayCloseUse({ closesAt, closedAt }: Pick<UseTime, 'closesAt' | 'closedAt'>, now: Date): Verdict<'use-over'> {
  const over = closedAt ?? (closesAt <= now ? closesAt : undefined);
  return over === undefined ? allow : refuse('use-over', { clause: 'internal', facts: { until: formatInstant(over) } });
}

/** Whether somebody can say that they know of a use: once, and another person than who opened it. */
export function mayAcknowledgeUse(use: Pick<UseTime, 'openedBy' | 'acknowledgedAt'>, by: string): Verdict<'use-acknowledged' | 'use-own'> {
  if (use.acknowledgedAt !== null) return refuse('use-acknowledged', { clause: 'internal', facts: { at: formatInstant(use.acknowledgedAt) } });
  return use.openedBy === by ? refuse('use-own', { clause: 'internal' }) : allow;
}
