import { formatInstant } from '../../kernel/calendar-day.js';
import { allow, refuse, type Clause, type Verdict } from '../../kernel/refusal.js';
import type { AccessForm, AccessPhase } from './access.js';

const KHOAN_3: Clause = { article: 6, clause: 3 };
const HOUR_MS = 3_600_000;

/** How long the review of access that was opened in an emergency may take (quy định nội bộ, library access-terms). */
export const REVIEW_HOURS = 24;

const phases: Readonly<Record<string, AccessPhase>> = { trial: 'trial', active: 'operation', handing_over: 'handover' };

/** In which phase access is opened in an emergency: that of the contract; undefined where its vendor works on no system. */
export function emergencyPhase(contractPhase: string): AccessPhase | undefined {
  return phases[contractPhase];
}

/** Whether access can be opened in an emergency on a contract at all. */
export function mayBreakGlass(contract: { readonly phase: string; readonly ended: boolean; readonly contained: boolean }): Verdict<'emergency-out-of-phase' | 'contract-ended' | 'contract-contained'> {
  if (contract.contained) return refuse('contract-contained', { clause: KHOAN_3 });
  if (emergencyPhase(contract.phase) === undefined) return refuse('emergency-out-of-phase', { clause: 'internal' });
  return contract.ended ? refuse('contract-ended', { clause: 'internal' }) : allow;
}

/** Whether access can be opened in an emergency on a system: not while it is paused or stopped. */
export function mayBreakGlassOn(system: { readonly name: string; readonly suspended: boolean }): Verdict<'system-suspended'> {
  return system.suspended ? refuse('system-suspended', { clause: KHOAN_3 }) : allow;
}

/** Access that was opened in an emergency, as its review is judged. */
export interface OpenedInEmergency {
  readonly form: AccessForm;
  readonly openedBy: string;
  readonly openedAt: Date;
  /** Whether whoever opened it was the head, in whatever capacity. */
  readonly openedByHead: boolean;
  readonly reviewedAt: Date | null;
}

export type ReviewRefusal = 'not-an-emergency' | 'reviewed-already' | 'review-own' | 'review-by-head';

/**
 * Whether somebody reviews access that was opened in an emergency: another person, the head; where the head opened it, anybody of the agency who may
 * (quy định nội bộ).
 */
export function mayReview(opened: OpenedInEmergency, reviewer: { readonly id: string; readonly head: boolean }): Verdict<ReviewRefusal> {
  if (opened.form !== 'emergency') return refuse('not-an-emergency', { clause: 'internal' });
  if (opened.reviewedAt !== null) return refuse('reviewed-already', { clause: 'internal', facts: { at: formatInstant(opened.reviewedAt) } });
  if (opened.openedBy === reviewer.id) return refuse('review-own', { clause: 'internal' });
  return reviewer.head || opened.openedByHead ? allow : refuse('review-by-head', { clause: 'internal' });
}

/** When the review is due. */
export function reviewDue({ openedAt }: Pick<OpenedInEmergency, 'openedAt'>): Date {
  return new Date(openedAt.getTime() + REVIEW_HOURS * HOUR_MS);
}
