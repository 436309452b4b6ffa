import type { AccessForm, SessionMark, Supervision } from './access.js';
import { leavesWindows, type WeeklyWindow } from './windows.js';

/** How somebody watched a session. */
export const sessionSupervisions = ['attended', 'recorded', 'none'] as const;
export type SessionSupervision = (typeof sessionSupervisions)[number];

/** A session as it is judged. */
export interface SessionFacts {
  /** Undefined: somebody who is not registered with the vendor. */
  readonly personId: string | undefined;
  readonly account: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
  /** Whether the address it came from is one of those granted. */
  readonly addressAllowed: boolean;
  readonly supervision: SessionSupervision;
}

/** What a grant allows, and what of it was held when. */
export interface GrantedAccess {
  readonly form: AccessForm;
  readonly startsAt: Date;
  /** When the grant as a whole is over: its term, or earlier where somebody ended it. */
  readonly endsAt: Date;
  readonly windows: readonly WeeklyWindow[];
  readonly supervision: Supervision;
  /** The people named in it, each with an account. */
  readonly named: readonly Holder[];
  /** Who held which account from when until when; a standing grant is held use by use. */
  readonly held: readonly (Holder & Span)[];
}

export interface Holder {
  readonly personId: string;
  readonly account: string;
}

export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/**
 * What is out of order about a session (điểm c khoản 2 Điều 6: access is limited and supervised), in the order of the list of marks; empty when nothing is.
 * A session outside every grant carries that one mark: there is nothing else to hold it against.
 */
export function judgeSession(session: SessionFacts, granted: GrantedAccess | undefined): SessionMark[] {
  if (granted === undefined) return ['without-grant'];
  const personNamed = granted.named.some(({ personId }) => personId === session.personId);
  const accountNamed = granted.named.some((holder) => sameAccount(holder.account, session.account) && (!personNamed || holder.personId === session.personId));
  const own = granted.held.filter((line) => line.personId === session.personId && sameAccount(line.account, session.account));
  const inTime = covers(personNamed && accountNamed ? own : granted.held, session);
  const inTerm = granted.startsAt <= session.beganAt && session.endedAt <= granted.endsAt;
  const marks: readonly (SessionMark | false)[] = [
    !inTime && (granted.form !== 'standing' || !inTerm) && 'outside-term',
    leavesWindows(granted.windows, session.beganAt, session.endedAt) && 'outside-window',
    !personNamed && 'person-not-named',
    !accountNamed && 'account-not-named',
    !session.addressAllowed && 'address-not-allowed',
    !inTime && granted.form === 'standing' && inTerm && 'not-opened',
    lessThanAsked(session.supervision, granted.supervision) && 'unsupervised',
  ];
  return marks.filter((mark) => mark !== false);
}

/** Names of accounts are told apart without regard to capitals, as the register of accounts does. */
export function sameAccount(one: string, other: string): boolean {
  return one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();
}

/** Whether spans, laid end to end, hold a session from its beginning to its end. */
function covers(spans: readonly Span[], { beganAt, endedAt }: Pick<SessionFacts, 'beganAt' | 'endedAt'>): boolean {
  let reached = beganAt;
  for (const { from, until } of spans.toSorted((one, other) => one.from.getTime() - other.from.getTime())) {
    if (from > reached) return false;
    if (until <= reached) continue;
    reached = until;
    if (endedAt <= reached) return true;
  }
  return false;
}

function lessThanAsked(watched: SessionSupervision, asked: Supervision): boolean {
  if (asked === 'attended') return watched !== 'attended';
  return asked === 'recorded' && watched === 'none';
}
