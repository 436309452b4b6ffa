import { allow, firstRefusal, refuse, type Clause, type Verdict } from '../../kernel/refusal.js';
import type { ViolationLevelCode } from '../../library/index.js';
import type { CaseState } from './case.lifecycle.js';
import { isAtLeast } from './level.js';
import type { CaseOutcome } from './violation.js';

const KHOAN_3: Clause = { article: 6, clause: 3 };
const POINT_C: Clause = { article: 6, clause: 3, point: 'c' };

export type OpenRefusal = 'case-before-signing' | 'case-without-vendor';

/** Whether a case can be opened on a contract: from its signing on, after its end too (domain reference 3.3). */
export function mayOpen(contract: { readonly phase: string; readonly vendorId: string | null }): Verdict<OpenRefusal> {
  return firstRefusal<OpenRefusal>([
    contract.phase === 'planned' || contract.phase === 'cancelled' ? refuse('case-before-signing', { clause: KHOAN_3 }) : allow,
    contract.vendorId === null ? refuse('case-without-vendor', { clause: 'internal' }) : allow,
  ]);
}

/** What is recorded when a case is opened or more becomes known. */
export interface RecordedSigns {
  readonly signs: readonly { readonly sign: string; readonly graver: boolean }[];
  readonly systemIds: readonly string[];
}

/** What they are held against: signs of the edition with whether they can be graver, systems of the contract. */
export interface SignsGround {
  readonly signs: readonly { readonly id: string; readonly alternatives: readonly unknown[] }[];
  readonly systems: readonly { readonly id: string }[];
}

/** What is wrong with signs and systems, by field and code: {signs: 'unknown', systemIds: 'unknown'}. */
export function signFaults(recorded: RecordedSigns, ground: SignsGround): Readonly<Record<string, string>> {
  const unknownSign = recorded.signs.some(({ sign, graver }) => {
    const entry = ground.signs.find(({ id }) => id === sign);
    return entry === undefined || (graver && entry.alternatives.length === 0);
  });
  const unknownSystem = recorded.systemIds.some((id) => !ground.systems.some((system) => system.id === id));
  return { ...(unknownSign ? { signs: 'unknown' } : {}), ...(unknownSystem ? { systemIds: 'unknown' } : {}) };
}

/** What is wrong with the two times, by field and code: {occurredDay: 'after-detection', detectedDay: 'future'}. */
export function timeFaults(times: { readonly occurredAt: Date | undefined; readonly detectedAt: Date }, now: Date): Readonly<Record<string, string>> {
  return {
    ...(times.detectedAt > now ? { detectedDay: 'future' } : {}),
    ...(times.occurredAt !== undefined && times.occurredAt > times.detectedAt ? { occurredDay: 'after-detection' } : {}),
  };
}

/** Whether more can be recorded about a case. */
export function mayAddTo(state: CaseState): Verdict<'case-closed'> {
  return state === 'closed' ? refuse('case-closed', { clause: 'internal' }) : allow;
}

/** Whether the report on level and damage, or a remedy, can be recorded: after containment and before the case ends. */
export function mayHandle(state: CaseState): Verdict<'case-closed' | 'case-not-contained'> {
  if (state === 'opened') return refuse('case-not-contained', { clause: POINT_C });
  return mayAddTo(state);
}

/** What is wrong with the days of a paper: issued after the case was opened and not in the future; delivered after it was issued. Codes by field. */
export function paperFaults(paper: { readonly issuedOn: string; readonly openedOn: string; readonly today: string }): Readonly<Record<string, string>> {
  if (paper.issuedOn > paper.today) return { issuedOn: 'future' };
  return paper.issuedOn < paper.openedOn ? { issuedOn: 'before-case' } : {};
}

/** What the end of a case, and running again, look at. */
export interface HandledCase {
  readonly state: CaseState;
  readonly level: ViolationLevelCode;
  readonly reported: boolean;
  readonly remedies: readonly { readonly verified: boolean }[];
  /** A head has confirmed what the officer on duty did, or need not. */
  readonly confirmed: boolean;
  /** An assessment that was submitted after the containment is approved. */
  readonly assessedAfresh: boolean;
  readonly suspended: number;
  readonly accountsOpen: number;
  readonly noticeUndelivered: boolean;
}

export type ResumeObstacle = 'suspension-lifted' | 'no-report' | 'no-remedy' | 'remedy-unverified' | 'not-assessed-afresh' | 'containment-unconfirmed';

/**
 * Everything that stands in the way of letting a system run again, at once: the report on level and damage, what was put right and proven, from Mức 3 on a fresh
 * assessment of the risk, and the head's word about an act of the officer on duty (domain reference 3.3, 11.3).
 */
export function resumeObstacles(handled: HandledCase, suspension: { readonly lifted: boolean }): readonly Verdict<ResumeObstacle>[] {
  if (suspension.lifted) return [refuse('suspension-lifted', { clause: 'internal' })];
  return [
    handled.reported ? allow : refuse('no-report', { clause: POINT_C }),
    handled.remedies.length > 0 ? allow : refuse('no-remedy', { clause: 'internal' }),
    handled.remedies.every(({ verified }) => verified) ? allow : refuse('remedy-unverified', { clause: 'internal' }),
    handled.assessedAfresh || !isAtLeast(handled.level, 'V3') ? allow : refuse('not-assessed-afresh', { clause: 'internal' }),
    handled.confirmed ? allow : refuse('containment-unconfirmed', { clause: 'internal' }),
  ].filter((verdict): verdict is Exclude<typeof verdict, typeof allow> => !verdict.allowed);
}

export type CloseRefusal =
  | 'case-closed' | 'case-contained' | 'case-not-reported' | 'system-still-suspended' | 'remedy-unverified' | 'notice-undelivered' | 'account-open' | 'containment-unconfirmed';

/** Whether a case can end with an outcome: nothing in the signs, before it was contained; else reported, told, and every account closed. */
export function mayClose(handled: HandledCase, outcome: CaseOutcome): Verdict<CloseRefusal> {
  if (handled.state === 'closed') return refuse('case-closed', { clause: 'internal' });
  if (outcome === 'unfounded') return handled.state === 'opened' ? allow : refuse('case-contained', { clause: 'internal' });
  return firstRefusal<CloseRefusal>([
    handled.state === 'reported' ? allow : refuse('case-not-reported', { clause: POINT_C }),
    outcome === 'resumed' && handled.suspended > 0 ? refuse('system-still-suspended', { clause: { article: 6, clause: 3, point: 'a' } }) : allow,
    outcome === 'resumed' && handled.remedies.some(({ verified }) => !verified) ? refuse('remedy-unverified', { clause: 'internal' }) : allow,
    handled.noticeUndelivered ? refuse('notice-undelivered', { clause: { article: 6, clause: 3, point: 'a' } }) : allow,
    handled.accountsOpen > 0 ? refuse('account-open', { clause: { article: 6, clause: 3, point: 'b' } }) : allow,
    handled.confirmed ? allow : refuse('containment-unconfirmed', { clause: 'internal' }),
  ]);
}
