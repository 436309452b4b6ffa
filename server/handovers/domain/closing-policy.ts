import { allow, firstRefusal, refuse, type Clause, type Verdict } from '../../kernel/refusal.js';
import { stepsBeforeRun, type AbsenceKind, type ClosingReason, type HandoverStep, type ItemStanding, type ObstacleCode, type RunOutcome } from './closing.js';

const POINT_A: Clause = { article: 6, clause: 4, point: 'a' };
const POINT_B: Clause = { article: 6, clause: 4, point: 'b' };
const KHOAN_3: Clause = { article: 6, clause: 3 };
const KHOAN_4: Clause = { article: 6, clause: 4 };
/** Data is destroyed beyond recovery. */
const DESTRUCTION: Clause = { article: 10, clause: 1, point: 'c' };

/** On what each obstacle rests; the database says the same beside the obstacle, and a test compares the two. */
export function obstacleClause(code: ObstacleCode): Clause {
  switch (code) {
    case 'live-access': case 'account-open': case 'emergency-unreviewed': case 'account-unsettled': case 'survey-missing': case 'account-alive': case 'account-unclear':
      return POINT_B;
    case 'case-open': case 'system-suspended':
      return KHOAN_3;
    case 'item-missing': case 'item-unproven': case 'item-failed': case 'absence-waiting': case 'run-not-begun': case 'run-not-finished': case 'run-failed':
      return POINT_A;
    case 'copies-unsettled':
      return DESTRUCTION;
  }
}

export type StartRefusal = 'closing-begun' | 'closing-not-running' | 'closing-without-vendor';

/** Whether closing a contract can begin: between its signing and its end, once. */
export function mayStart(contract: { readonly phase: string; readonly vendorId: string | null; readonly closingId: string | null }): Verdict<StartRefusal> {
  return firstRefusal<StartRefusal>([
    contract.closingId === null ? allow : refuse('closing-begun', { clause: 'internal' }),
    ['signed', 'trial', 'active', 'handing_over'].includes(contract.phase) ? allow : refuse('closing-not-running', { clause: POINT_A }),
    contract.vendorId === null ? refuse('closing-without-vendor', { clause: 'internal' }) : allow,
  ]);
}

/** What is said when closing begins, and what it is held against; days are legal days. */
export interface StartFacts {
  readonly reason: ClosingReason;
  readonly ground: string | undefined;
  readonly requestedOn: string;
  readonly dueOn: string;
  readonly today: string;
  readonly signedOn: string | null;
  readonly phase: string;
  /** Days until the end of the term, negative when it is over; null without an end. */
  readonly daysLeft: number | null;
  /** From how many days before the end of the term on closing can begin for that reason (a setting, quy định nội bộ). */
  readonly firstNotice: number;
  readonly endedByCase: boolean;
}

/** Whether a hire that ends now can be said to end because its term does; otherwise it ends early, or by a violation (quy định nội bộ). */
export function endsWithTerm({ daysLeft, phase, firstNotice }: Pick<StartFacts, 'daysLeft' | 'phase' | 'firstNotice'>): boolean {
  return daysLeft === null ? phase === 'handing_over' : daysLeft <= firstNotice;
}

/** What is wrong with the beginning, by field and code: {reason: 'term-far' | 'no-case', ground: 'missing', requestedOn: 'future' | 'before-signing', dueOn: 'before-request'}. */
export function startFaults(start: StartFacts): Readonly<Record<string, string>> {
  const beforeSigning = start.signedOn !== null && start.requestedOn < start.signedOn;
  return {
    ...(start.reason === 'end-of-term' && !endsWithTerm(start) ? { reason: 'term-far' } : {}),
    ...(start.reason === 'violation' && !start.endedByCase ? { reason: 'no-case' } : {}),
    ...(start.reason !== 'end-of-term' && (start.ground ?? '').trim() === '' ? { ground: 'missing' } : {}),
    ...(beforeSigning ? { requestedOn: 'before-signing' } : {}),
    ...(start.requestedOn > start.today ? { requestedOn: 'future' } : {}),
    ...(start.dueOn < start.requestedOn ? { dueOn: 'before-request' } : {}),
  };
}

/** An item as its policies look at it. */
export interface JudgedItem {
  readonly step: HandoverStep;
  readonly standing: ItemStanding;
  readonly closed: boolean;
  readonly absenceWaiting: boolean;
  readonly mayBeNone: boolean;
}

export type ItemRefusal = 'closing-closed' | 'item-settled-by-facts' | 'absence-waiting' | 'absence-against-facts';

/** Whether something can be received for an item: not for those that accounts and copies settle. */
export function mayReceive(item: Pick<JudgedItem, 'closed' | 'step'>): Verdict<ItemRefusal> {
  return firstRefusal<ItemRefusal>([
    item.closed ? refuse('closing-closed', { clause: 'internal' }) : allow,
    item.step === 'account-revocation' ? refuse('item-settled-by-facts', { clause: POINT_B }) : allow,
    item.step === 'deletion' ? refuse('item-settled-by-facts', { clause: POINT_A }) : allow,
  ]);
}

/** Whether an absence can be asked for: "không có" only where the item is needed only if it exists and no fact says it does. */
export function mayAskAbsence(item: JudgedItem, kind: AbsenceKind): Verdict<ItemRefusal> {
  return firstRefusal<ItemRefusal>([
    mayReceive(item),
    item.absenceWaiting ? refuse('absence-waiting', { clause: 'internal' }) : allow,
    kind === 'none' && !item.mayBeNone ? refuse('absence-against-facts', { clause: POINT_A }) : allow,
  ]);
}

export type TestRefusal = ItemRefusal | 'delivery-superseded' | 'delivery-unconfirmed';

/** Whether a hand-over can be tested: the newest of its item, confirmed by both sides. Who may not test is said by testerFaults. */
export function mayTest(delivery: { readonly newest: boolean; readonly confirmedByAgency: boolean; readonly confirmedByVendor: boolean }, item: Pick<JudgedItem, 'closed' | 'step'>): Verdict<TestRefusal> {
  return firstRefusal<TestRefusal>([
    mayReceive(item),
    delivery.newest ? allow : refuse('delivery-superseded', { clause: 'internal' }),
    delivery.confirmedByAgency && delivery.confirmedByVendor ? allow : refuse('delivery-unconfirmed', { clause: POINT_A }),
  ]);
}

/** Who tests a hand-over, against who gave and who received it. Names are compared folded, and only where no identity tells people apart: always for guests. */
export interface TesterFacts {
  readonly testerId: string | undefined;
  readonly guestKnown: boolean;
  readonly hasGuest: boolean;
  readonly testerName: string;
  readonly actorId: string;
  readonly receiverId: string | undefined;
  readonly receiverName: string | undefined;
  readonly recordedById: string | undefined;
  readonly giverName: string;
  readonly giverIdentified: boolean;
  readonly sameName: (one: string, other: string) => boolean;
}

/** What is wrong with who tests, by field and code: {tester: 'one' | 'unknown' | 'self' | 'receiver' | 'giver'}. Whoever tests records it; a guest's test is recorded by an officer. */
export function testerFaults(facts: TesterFacts): Readonly<Record<string, string>> {
  if ((facts.testerId === undefined) !== facts.hasGuest) return { tester: 'one' };
  if (facts.hasGuest && !facts.guestKnown) return { tester: 'unknown' };
  if (facts.testerId !== undefined && facts.testerId !== facts.actorId) return { tester: 'self' };
  const received = facts.testerId === undefined
    ? facts.receiverName !== undefined && facts.sameName(facts.testerName, facts.receiverName)
    : facts.testerId === facts.receiverId || facts.testerId === facts.recordedById;
  if (received) return { tester: 'receiver' };
  return (facts.hasGuest || !facts.giverIdentified) && facts.sameName(facts.testerName, facts.giverName) ? { tester: 'giver' } : {};
}

const MINUTE_MS = 60_000;

/** Whether a time that somebody typed lies before something that the product recorded. Times are typed to the minute, so the same minute is not before. */
export function isTypedBefore(typed: Date, recorded: Date): boolean {
  return typed.getTime() < Math.floor(recorded.getTime() / MINUTE_MS) * MINUTE_MS;
}

/**
 * Whether this person can bring in a test of a hand-over: whoever received it or wrote it down tries nothing of it, and can only record what a guest tried (quy định nội bộ:
 * persons are kept apart).
 */
export function mayBringTest(delivery: { readonly receiverId: string | undefined; readonly recordedById: string | null }, who: { readonly userId: string; readonly guests: number }): Verdict<'tester-is-receiver'> {
  const received = who.userId === delivery.receiverId || who.userId === delivery.recordedById;
  return received && who.guests === 0 ? refuse('tester-is-receiver', { clause: 'internal' }) : allow;
}

export type AccountRefusal = 'closing-closed' | 'account-still-held';

/** Whether what was done with an account can be written down: not while access under the contract still stands on it (điểm b khoản 4 Điều 6). */
export function maySettle(account: { readonly closed: boolean; readonly live: boolean }): Verdict<AccountRefusal> {
  return firstRefusal<AccountRefusal>([
    account.closed ? refuse('closing-closed', { clause: 'internal' }) : allow,
    account.live ? refuse('account-still-held', { clause: POINT_B }) : allow,
  ]);
}

/** A closing as the run, destruction and the end look at it. */
export interface JudgedClosing {
  readonly closed: boolean;
  readonly systems: number;
  readonly items: readonly { readonly code: string | null; readonly step: HandoverStep; readonly standing: ItemStanding; readonly absence: AbsenceKind | null }[];
  readonly run: { readonly endsOn: string; readonly outcome: RunOutcome | null } | undefined;
  readonly today: string;
  readonly obstacles: readonly { readonly code: ObstacleCode }[];
}

export type RunRefusal = 'closing-closed' | 'run-without-system' | 'run-under-way' | 'run-passed' | 'run-before-handover' | 'run-none' | 'run-not-over' | 'calendar-missing';

/** Whether the independent run can begin: everything of the steps before it is proven or absent (domain reference 10). */
export function mayBeginRun(of: JudgedClosing): Verdict<RunRefusal> {
  const open = of.items.filter(({ step, standing }) => stepsBeforeRun.includes(step) && standing !== 'passed' && standing !== 'absent').length;
  return firstRefusal<RunRefusal>([
    of.closed ? refuse('closing-closed', { clause: 'internal' }) : allow,
    of.systems === 0 ? refuse('run-without-system', { clause: 'internal' }) : allow,
    of.run !== undefined && of.run.outcome === null ? refuse('run-under-way', { clause: 'internal' }) : allow,
    of.run?.outcome === 'passed' ? refuse('run-passed', { clause: 'internal' }) : allow,
    open > 0 ? refuse('run-before-handover', { clause: POINT_A, facts: { count: String(open) } }) : allow,
  ]);
}

/** Whether the run can be ended so: it has passed only once its last day is over; it can fail at any time. */
export function mayFinishRun(of: JudgedClosing, outcome: RunOutcome): Verdict<RunRefusal> {
  if (of.closed) return refuse('closing-closed', { clause: 'internal' });
  if (of.run?.outcome !== null) return refuse('run-none', { clause: 'internal' });
  return outcome === 'passed' && of.today <= of.run.endsOn ? refuse('run-not-over', { clause: POINT_A, facts: { endsOn: of.run.endsOn } }) : allow;
}

export type DestructionRefusal = 'closing-closed' | 'destruction-before-proof' | 'destruction-before-run';

/** Whether destruction at the vendor can be recorded: never before data and backup are proven and the run has passed (domain reference 10). A waiver is no proof. */
export function mayDestroy(of: JudgedClosing): Verdict<DestructionRefusal> {
  const unproven = of.items.filter(({ code, standing, absence }) => (code === 'BG-02' || code === 'BG-07') && standing !== 'passed' && !(standing === 'absent' && absence === 'none'));
  return firstRefusal<DestructionRefusal>([
    of.closed ? refuse('closing-closed', { clause: 'internal' }) : allow,
    unproven.length > 0 ? refuse('destruction-before-proof', { clause: POINT_A, facts: { items: unproven.map(({ code }) => code ?? '').join(', ') } }) : allow,
    of.systems > 0 && of.run?.outcome !== 'passed' ? refuse('destruction-before-run', { clause: POINT_A }) : allow,
  ]);
}

export type CloseRefusal = 'closing-closed' | 'closing-obstacles';

/** Whether the head may close: when the database finds nothing in the way. */
export function mayClose(of: Pick<JudgedClosing, 'closed' | 'obstacles'>): Verdict<CloseRefusal> {
  if (of.closed) return refuse('closing-closed', { clause: 'internal' });
  const [first] = of.obstacles;
  return first === undefined ? allow : refuse('closing-obstacles', { clause: of.obstacles.length === 1 ? obstacleClause(first.code) : KHOAN_4, facts: { count: String(of.obstacles.length) } });
}
