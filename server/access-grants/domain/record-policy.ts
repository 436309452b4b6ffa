import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import type { Plane } from './access.js';

const DAY_MS = 86_400_000;
/** What makes a grant weigh enough for a decision of its own (library record-kinds, HS-08). */
const DECISION_LEVEL = 3;
const DECISION_DAYS = 30;

/**
 * Whether a grant is to be put into a written decision (HS-08): privileged rights on the infrastructure, a system of level 3 or above, or a term of more than 30
 * days (quy định nội bộ, library record-kinds).
 */
export function needsDecision(grant: { readonly plane: Plane; readonly level: number; readonly startsAt: Date; readonly endsAt: Date }): boolean {
  const days = (grant.endsAt.getTime() - grant.startsAt.getTime()) / DAY_MS;
  return grant.plane === 'infrastructure' || grant.level >= DECISION_LEVEL || days > DECISION_DAYS;
}

/** Whether a decision has anything to decide about. */
export function mayDecideAbout(grants: readonly unknown[]): Verdict<'access-nothing-to-decide'> {
  return grants.length > 0 ? allow : refuse('access-nothing-to-decide', { clause: 'internal' });
}

const over: readonly string[] = ['liquidated', 'archived', 'cancelled'];

/** Whether an agreement about confidentiality can be drawn up: the vendor is known, the contract is not over, and no draft of it waits for its signatures. */
export function mayDrawUpAgreement(contract: { readonly phase: string; readonly vendorId: string | null }, waitingDraft: string | undefined): Verdict<'access-contract-over' | 'access-without-vendor' | 'access-draft-waiting'> {
  return firstRefusal<'access-contract-over' | 'access-without-vendor' | 'access-draft-waiting'>([
    over.includes(contract.phase) ? refuse('access-contract-over', { clause: 'internal' }) : allow,
    contract.vendorId === null ? refuse('access-without-vendor', { clause: 'internal' }) : allow,
    waitingDraft === undefined ? allow : refuse('access-draft-waiting', { clause: 'internal', facts: { code: waitingDraft } }),
  ]);
}

/** Whether minutes can be made of a session: an officer attended it, and there are none yet. */
export function mayDrawUpSession(session: { readonly supervision: string }, drawnUp: string | undefined): Verdict<'access-session-not-attended' | 'access-record-exists'> {
  if (session.supervision !== 'attended') return refuse('access-session-not-attended', { clause: 'internal' });
  return mayDrawUpOnce(drawnUp);
}

/** Whether a record of which there is one alone can be drawn up. */
export function mayDrawUpOnce(drawnUp: string | undefined): Verdict<'access-record-exists'> {
  return drawnUp === undefined ? allow : refuse('access-record-exists', { clause: 'internal', facts: { code: drawnUp } });
}

/** Whether there is anything to keep a register of. */
export function mayDrawUpRegister(grants: number, sessions: number): Verdict<'access-nothing-registered'> {
  return grants + sessions > 0 ? allow : refuse('access-nothing-registered', { clause: 'internal' });
}
