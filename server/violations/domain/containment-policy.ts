import { addDays, dayOf, startOfDay } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import type { ViolationLevel, ViolationLevelCode } from '../../library/index.js';
import type { CaseState } from './case.lifecycle.js';
import { isAtLeast } from './level.js';
import type { Breadth, SuspensionKind, SuspensionScope } from './violation.js';

export type ContainRefusal = 'case-closed' | 'already-contained' | 'on-duty-below-third-level' | 'on-duty-in-office-hours';

/** Who wants to contain, and when. */
export interface WhoContains {
  /** Holds the head's authority about violations. */
  readonly head: boolean;
  readonly officeOpen: boolean;
}

/**
 * Whether a case can be contained now: once; by the head at any hour, by the officer on duty out of office hours at Mức 3 and Mức 4 (domain reference 11.3). Whether
 * somebody is either is a question of permission and asked before.
 */
export function mayContain(contained: { readonly state: CaseState; readonly level: ViolationLevelCode }, who: WhoContains): Verdict<ContainRefusal> {
  return firstRefusal<ContainRefusal>([
    contained.state === 'closed' ? refuse('case-closed', { clause: 'internal' }) : allow,
    contained.state === 'opened' || contained.state === 'closed' ? allow : refuse('already-contained', { clause: 'internal' }),
    who.head || isAtLeast(contained.level, 'V3') ? allow : refuse('on-duty-below-third-level', { clause: 'internal' }),
    who.head || !who.officeOpen ? allow : refuse('on-duty-in-office-hours', { clause: 'internal' }),
  ]);
}

/** 24:00 of the last day on which a pause that begins, or goes on, at a moment may end (library periods, 'pause'; not shifted off days of rest). */
export function longestPause(from: Date, days: number): Date {
  return startOfDay(addDays(dayOf(from), days + 1));
}

/** What a containment asks for, as far as rules look at it. */
export interface AskedContainment {
  readonly breadth: Breadth;
  readonly grantIds: readonly string[] | undefined;
  readonly measure: SuspensionKind | 'none';
  readonly suspensions: readonly { readonly systemId: string; readonly scope: SuspensionScope; readonly part: string | undefined }[];
  readonly proposals: readonly { readonly systemId: string; readonly scope: SuspensionScope; readonly part: string | undefined }[];
  readonly reason: string | undefined;
  readonly until: Date | undefined;
  readonly liftCondition: string | undefined;
  readonly continuity: string | undefined;
  readonly executorId: string | undefined;
}

/** What it is held against. */
export interface AskedAgainst {
  readonly level: ViolationLevel;
  readonly now: Date;
  readonly pauseDays: number;
  readonly systems: readonly { readonly id: string; readonly own: boolean; readonly concerned: boolean }[];
  readonly executors: readonly { readonly id: string }[];
  /** Grants of the contract of the case that run. */
  readonly grants: readonly { readonly id: string }[];
}

/**
 * What is wrong with a containment, by field of the command and code; {} when nothing is.
 * - suspensions: 'none' (a measure is named and nothing is suspended or proposed), 'unnamed' (something is and no measure), 'unknown' (not a system of the contract),
 *   'not-own' (another agency manages it: propose), 'twice', 'part-missing'
 * - proposals: 'unknown', 'own', 'twice', 'part-missing'
 * - reason: 'missing' (less than the level asks for, or nothing)
 * - until: 'missing', 'past', 'too-long'; liftCondition, continuity: 'missing'; executorId: 'missing', 'unknown'
 * - grantIds: 'not-at-this-level' (single grants are named at Mức 1 alone), 'not-with-vendor', 'unknown'
 */
export function containFaults(asked: AskedContainment, against: AskedAgainst): Readonly<Record<string, string>> {
  const suspends = asked.suspensions.length > 0;
  const acts = suspends || asked.proposals.length > 0;
  const faults: Record<string, string | undefined> = {
    suspensions: suspensionFault(asked, against, acts),
    proposals: proposalFault(asked, against),
    reason: blank(asked.reason) && asksReason(asked, against) ? 'missing' : undefined,
    grantIds: grantFault(asked, against),
    ...(suspends ? termFaults(asked, against) : {}),
    ...(suspends && !against.executors.some(({ id }) => id === asked.executorId) ? { executorId: asked.executorId === undefined ? 'missing' : 'unknown' } : {}),
  };
  return Object.fromEntries(Object.entries(faults).flatMap(([field, code]) => (code === undefined ? [] : [[field, code]])));
}

/** What a suspension needs besides its system: an end or a condition, and how users are served. Codes by field: until, liftCondition, continuity. */
export function termFaults(
  asked: { readonly measure: SuspensionKind | 'none'; readonly until: Date | undefined; readonly liftCondition: string | undefined; readonly continuity: string | undefined },
  { now, pauseDays }: { readonly now: Date; readonly pauseDays: number },
): Readonly<Record<string, string>> {
  const until = asked.measure !== 'pause' ? undefined : untilFault(asked.until, now, now, pauseDays);
  return {
    ...(until === undefined ? {} : { until }),
    ...(asked.measure === 'stop' && blank(asked.liftCondition) ? { liftCondition: 'missing' } : {}),
    ...(blank(asked.continuity) ? { continuity: 'missing' } : {}),
  };
}

/** What is wrong with the end of a pause that begins, or goes on, at `from`: 'missing', 'past', 'too-long'. */
export function untilFault(until: Date | undefined, from: Date, now: Date, pauseDays: number): 'missing' | 'past' | 'too-long' | undefined {
  if (until === undefined) return 'missing';
  if (until <= now) return 'past';
  return until > longestPause(from, pauseDays) ? 'too-long' : undefined;
}

/** Whether less is suspended than the level asks for (domain reference 11.3), which needs a written reason. */
export function asksReason({ measure, suspensions, proposals }: AskedContainment, { level, systems }: Pick<AskedAgainst, 'level' | 'systems'>): boolean {
  if (suspensions.length === 0 && proposals.length === 0) return true;
  if (level.pause === 'none-with-reason' || level.pause === 'partial') return false;
  if (level.pause === 'suspend' && measure !== 'stop') return true;
  const reached = [...suspensions, ...proposals].map(({ systemId }) => systemId);
  return suspensions.some(({ scope }) => scope === 'part') || systems.some(({ id, concerned }) => concerned && !reached.includes(id));
}

function suspensionFault({ measure, suspensions }: AskedContainment, { systems }: AskedAgainst, acts: boolean): string | undefined {
  if (measure === 'none') return acts ? 'unnamed' : undefined;
  if (!acts) return 'none';
  if (suspensions.some(({ systemId }) => !systems.some(({ id }) => id === systemId))) return 'unknown';
  if (suspensions.some(({ systemId }) => !systems.some(({ id, own }) => id === systemId && own))) return 'not-own';
  return listFault(suspensions);
}

function proposalFault({ proposals }: AskedContainment, { systems }: AskedAgainst): string | undefined {
  if (proposals.some(({ systemId }) => !systems.some(({ id }) => id === systemId))) return 'unknown';
  if (proposals.some(({ systemId }) => systems.some(({ id, own }) => id === systemId && own))) return 'own';
  return listFault(proposals);
}

function listFault(asked: AskedContainment['suspensions']): string | undefined {
  if (new Set(asked.map(({ systemId }) => systemId)).size < asked.length) return 'twice';
  return asked.some(({ scope, part }) => scope === 'part' && blank(part)) ? 'part-missing' : undefined;
}

function grantFault({ grantIds, breadth }: AskedContainment, { level, grants }: AskedAgainst): string | undefined {
  if (grantIds === undefined) return undefined;
  if (level.revoke !== 'account-concerned') return 'not-at-this-level';
  if (breadth === 'vendor') return 'not-with-vendor';
  return grantIds.some((id) => !grants.some((grant) => grant.id === id)) ? 'unknown' : undefined;
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
