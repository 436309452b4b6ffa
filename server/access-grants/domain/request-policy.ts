import { dayOf, formatInstant, startOfDay, addDays, type CalendarDay } from '../../kernel/calendar-day.js';
import { allow, firstRefusal, refuse, type Clause, type Verdict } from '../../kernel/refusal.js';
import type { AccessTerm } from '../../library/index.js';
import { accessPhases, type AccessForm, type AccessPhase, type Method, type Plane, type Purpose, type Supervision } from './access.js';
import type { AccessRequestState } from './access-request.lifecycle.js';
import { longestTerm } from './terms.js';

const POINT_B: Clause = { article: 6, clause: 2, point: 'b' };
const POINT_C: Clause = { article: 6, clause: 2, point: 'c' };
const KHOAN_1: Clause = { article: 6, clause: 1 };
const KHOAN_3: Clause = { article: 6, clause: 3 };
/** Contracts from before the product that nobody assessed yet: their accounts become grants of at most 30 days (domain reference 3.3). */
export const TRANSITIONAL_HOURS = 30 * 24;
const HOUR_MS = 3_600_000;
/** How long a request may wait for its decision, at the longest. */
export const LONGEST_WAIT_DAYS = 31;

/** A system as access to it is judged. */
export interface SystemGround {
  readonly id: string;
  readonly level: number;
  readonly suspended: boolean;
  /** A case is open in which the vendor repairs under attendance. */
  readonly remediation: boolean;
  /** Some registered data are state-managed, or none are registered at all. */
  readonly holdsStateData: boolean;
}

/** A contract as its vendor's access is judged. */
export interface ContractGround {
  readonly phase: string;
  readonly startsOn: CalendarDay | null;
  readonly endsOn: CalendarDay | null;
  /** A current approval of the risk, or time left to get one. */
  readonly cleared: boolean;
  /** Signs of violation led to taking back the vendor's access, and the case still holds it back. */
  readonly contained: boolean;
  /** Runs since before the product and was never assessed. */
  readonly unassessedTransition: boolean;
}

const phaseOf: Readonly<Record<string, AccessPhase>> = { signed: 'trial', trial: 'trial', active: 'operation', handing_over: 'handover' };
const running = ['signed', 'trial', 'active', 'handing_over'];

/** Whether access of a phase can be asked for while the contract stands where it stands (domain reference 3.3). */
export function mayAskForPhase(phase: AccessPhase, contract: Pick<ContractGround, 'phase'>, system: Pick<SystemGround, 'remediation'>): Verdict<'no-open-case' | 'phase-not-open'> {
  if (phase === 'remediation') return running.includes(contract.phase) && system.remediation ? allow : refuse('no-open-case', { clause: KHOAN_3 });
  return phaseOf[contract.phase] === phase ? allow : refuse('phase-not-open', { clause: 'internal', facts: { phase, contractPhase: contract.phase } });
}

/** The phases that are open now, in their order. */
export function openPhases(contract: Pick<ContractGround, 'phase'>, system: Pick<SystemGround, 'remediation'>): AccessPhase[] {
  return accessPhases.filter((phase) => mayAskForPhase(phase, contract, system).allowed);
}

export type AskRefusal = 'no-open-case' | 'contract-contained' | 'phase-not-open' | 'system-suspended' | 'risk-not-cleared';

/** Whether access to a system of a contract can be asked for at all now. */
export function mayAsk(phase: AccessPhase, contract: ContractGround, system: SystemGround): Verdict<AskRefusal> {
  return firstRefusal<AskRefusal>([
    contract.contained && phase !== 'remediation' ? refuse('contract-contained', { clause: KHOAN_3 }) : allow,
    mayAskForPhase(phase, contract, system),
    system.suspended && phase !== 'remediation' ? refuse('system-suspended', { clause: KHOAN_3 }) : allow,
    contract.cleared ? allow : refuse('risk-not-cleared', { clause: KHOAN_1 }),
  ]);
}

/** Whether a plane of permission can be offered on a system: data administration never where data are state-managed. */
export function mayOfferPlane(plane: Plane, system: Pick<SystemGround, 'holdsStateData'>): Verdict<'state-data'> {
  return plane === 'data' && system.holdsStateData ? refuse('state-data', { clause: POINT_B }) : allow;
}

/** 24:00 of the last day of the contract; undefined where handing over goes on as long as its phase does. */
export function lastMoment(phase: AccessPhase, contract: Pick<ContractGround, 'endsOn'>): Date | undefined {
  return phase === 'handover' || contract.endsOn === null ? undefined : startOfDay(addDays(contract.endsOn, 1));
}

/** What is asked for, as far as rules look at it. */
export interface AskedAccess {
  readonly form: AccessForm;
  readonly phase: AccessPhase;
  readonly purpose: Purpose;
  readonly plane: Plane;
  readonly method: Method;
  readonly sourceAddresses: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly useHours: number | undefined;
  readonly supervision: Supervision;
  readonly rollbackPlan: string | undefined;
}

/**
 * What is wrong with the fields of a request, by field and code; the sentences stand in the web layer.
 * Terms are the agency's own (library access-terms); the closed list of purposes and the end of the contract are điểm c khoản 2 Điều 6.
 */
export function requestFaults(asked: AskedAccess, contract: ContractGround, system: SystemGround, terms: readonly AccessTerm[], now: Date): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  const longest = longestTerm(terms, asked.form, asked.purpose, system.level, contract.unassessedTransition ? TRANSITIONAL_HOURS : undefined);
  const hours = (asked.endsAt.getTime() - asked.startsAt.getTime()) / HOUR_MS;
  const last = lastMoment(asked.phase, contract);
  if (asked.startsAt.getTime() < now.getTime() - 24 * HOUR_MS) faults['startDay'] = 'past';
  if (contract.startsOn !== null && dayOf(asked.startsAt) < contract.startsOn) faults['startDay'] = 'before-contract';
  if (asked.endsAt <= asked.startsAt) faults['endDay'] = 'not-after-start';
  else if (asked.endsAt <= now) faults['endDay'] = 'past';
  else if (longest === undefined || hours > longest.hours) faults['endDay'] = 'too-long';
  else if (last !== undefined && asked.endsAt > last) faults['endDay'] = 'after-contract';
  if (asked.form === 'standing' && (asked.useHours === undefined || longest?.useHours === undefined || asked.useHours > longest.useHours)) faults['useHours'] = 'too-long';
  if (asked.form !== 'grant' && asked.purpose !== 'incident-handling') faults['purpose'] = 'incidents-only';
  if (!mayOfferPlane(asked.plane, system).allowed) faults['plane'] = 'state-data';
  if (asked.method !== 'on-site' && asked.sourceAddresses.length === 0) faults['sourceAddresses'] = 'missing';
  if (asked.purpose === 'upgrade-support' && asked.form === 'grant' && asked.rollbackPlan === undefined) faults['rollbackPlan'] = 'missing';
  if (asked.phase === 'remediation' && asked.supervision !== 'attended') faults['supervision'] = 'attended-only';
  else if (!watchesEnough(asked.supervision, longest?.entry, system.level)) faults['supervision'] = 'too-weak';
  return faults;
}

/** Whether a way of supervising is as strong as the library asks of a purpose at a level. */
export function watchesEnough(supervision: Supervision, entry: Pick<AccessTerm, 'measures'> | undefined, level: number): boolean {
  const asked = (entry?.measures ?? []).filter(({ fromLevel }) => level >= fromLevel).map(({ measure }) => measure);
  if (asked.includes('attended-at-change')) return supervision === 'attended';
  if (asked.includes('attended-or-recorded') || asked.includes('recorded')) return supervision !== 'sampled';
  return true;
}

/** A request as its decision looks at it, and how its people stand now. */
export interface RequestToDecide extends AskedAccess {
  readonly state: AccessRequestState;
  readonly decideBy: Date;
  readonly holders: readonly HolderGround[];
}

export interface HolderGround {
  readonly name: string;
  readonly account: string;
  /** The last day of the unbroken commitment that begins with the access; undefined: not bound then. 'infinity' is far away. */
  readonly boundUntil: CalendarDay | 'infinity' | undefined;
  readonly left: boolean;
  /** The same account is already held by the same person at some time of the term. */
  readonly held: boolean;
}

export type ApproveRefusal = AskRefusal | 'not-waiting' | 'request-lapsed' | 'term-over' | 'state-data' | 'not-bound' | 'person-left' | 'already-held' | 'too-long-for-level' | 'after-contract';

/** Whether a request can be approved now. The database asks the same again under the lock. */
export function mayApprove(request: RequestToDecide, contract: ContractGround, system: SystemGround, terms: readonly AccessTerm[], now: Date): Verdict<ApproveRefusal> {
  const starts = request.startsAt > now ? request.startsAt : now;
  const longest = longestTerm(terms, request.form, request.purpose, system.level);
  const last = lastMoment(request.phase, contract);
  const unbound = request.holders.find(({ boundUntil }) => boundUntil === undefined);
  const left = request.holders.find((holder) => holder.left);
  const held = request.holders.find((holder) => holder.held);
  return firstRefusal<ApproveRefusal>([
    request.state === 'submitted' ? allow : refuse('not-waiting', { clause: 'internal' }),
    request.decideBy > now ? allow : refuse('request-lapsed', { clause: 'internal', facts: { until: formatInstant(request.decideBy) } }),
    request.endsAt > starts ? allow : refuse('term-over', { clause: 'internal', facts: { until: formatInstant(request.endsAt) } }),
    mayAsk(request.phase, contract, system),
    mayOfferPlane(request.plane, system),
    left === undefined ? allow : refuse('person-left', { clause: POINT_C, facts: { person: left.name } }),
    unbound === undefined ? allow : refuse('not-bound', { clause: { article: 6, clause: 2, point: 'a' }, facts: { person: unbound.name } }),
    held === undefined ? allow : refuse('already-held', { clause: 'internal', facts: { person: held.name, account: held.account } }),
    longest !== undefined && request.endsAt.getTime() - starts.getTime() <= longest.hours * HOUR_MS
      ? allow : refuse('too-long-for-level', { clause: 'internal', facts: { level: String(system.level) } }),
    last === undefined || request.endsAt <= last ? allow : refuse('after-contract', { clause: POINT_C, facts: { until: formatInstant(last) } }),
  ]);
}

/** Returning and withdrawing are always possible while nobody has decided. */
export function mayLeaveUndecided(state: AccessRequestState): Verdict<'not-waiting'> {
  return state === 'submitted' ? allow : refuse('not-waiting', { clause: 'internal' });
}
