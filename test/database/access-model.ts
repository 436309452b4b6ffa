/**
 * A vendor's access as this test understands the rules, in memory: facts, and for every line the moment at which it is over. Written without a look at how
 * the database does it: days are walked one by one, and Vietnam is seven hours ahead of UTC, whatever a session or a machine believes.
 */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The number of a calendar day in Vietnam, counted from 01/01/1970. */
export const dayOf = (instant: number): number => Math.floor((instant + 7 * HOUR) / DAY);
/** 00:00 in Vietnam of a day. */
export const midnight = (day: number): number => day * DAY - 7 * HOUR;
export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

export type Phase = 'signed' | 'trial' | 'active' | 'handing_over' | 'liquidated';
export type AccessPhase = 'trial' | 'operation' | 'handover';
export type Form = 'grant' | 'standing' | 'emergency';

export interface Commitment {
  readonly id: string;
  /** NULL: for every contract of the agency. */
  readonly contract: number | null;
  readonly from: number;
  readonly until: number | null;
  endedOn: number | null;
}
export interface Person {
  readonly id: string;
  leftOn: number | null;
  readonly commitments: Commitment[];
}
export interface Contract {
  readonly id: string;
  phase: Phase;
  readonly startsOn: number;
  endsOn: number;
}
/** Person and account by their places in the world. */
export type Hold = readonly [person: number, account: number];
export interface Request {
  readonly id: string;
  readonly contract: number;
  readonly form: Form;
  readonly phase: AccessPhase;
  readonly hours: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly useHours: number;
  readonly holds: readonly Hold[];
  readonly decideBy: number;
  decided: boolean;
}
export interface Use {
  readonly id: string;
  readonly openedAt: number;
  readonly closesAt: number;
  closedAt: number | null;
}
export interface Grant {
  readonly id: string;
  readonly request: Request;
  readonly startsAt: number;
  endsAt: number;
  endedAt: number | null;
  readonly uses: Use[];
}
export interface Line {
  readonly grant: Grant;
  readonly use: Use | null;
  readonly hold: Hold;
  readonly startsAt: number;
  grantedUntil: number;
  /** When it is over, as things stand. */
  end: number;
  closed: boolean;
}

export interface Model {
  now: number;
  suspended: boolean;
  readonly contracts: readonly Contract[];
  readonly persons: readonly Person[];
  readonly requests: Request[];
  readonly grants: Grant[];
  readonly lines: Line[];
}

export const keyOf = (line: Line, model: Model): string => [line.grant.id, line.use?.id ?? '-', model.persons[line.hold[0]]?.id, line.hold[1]].join(' ');

const PHASES: Readonly<Record<AccessPhase, readonly Phase[]>> = { trial: ['signed', 'trial'], operation: ['active'], handover: ['handing_over'] };
export const phaseOpen = (phase: AccessPhase, contract: Contract): boolean => PHASES[phase].includes(contract.phase);
/** Trial access may be granted from the signing on and is used from the trial on. */
export const phaseRuns = (phase: AccessPhase, contract: Contract): boolean => phaseOpen(phase, contract) && (phase !== 'trial' || contract.phase === 'trial');
export const contractEnd = (phase: AccessPhase, contract: Contract): number => (phase === 'handover' ? Infinity : midnight(contract.endsOn + 1));

export function contractOf(model: Model, place: number): Contract {
  const found = model.contracts[place];
  if (found === undefined) throw new Error(`no contract ${String(place)}`);
  return found;
}
export function personOf(model: Model, place: number): Person {
  const found = model.persons[place];
  if (found === undefined) throw new Error(`no person ${String(place)}`);
  return found;
}

/** Whether somebody is bound to confidentiality on a day, as far as a contract is concerned. */
export function boundOn(person: Person, contract: number, day: number): boolean {
  return person.commitments.some((one) => (one.contract === null || one.contract === contract) && one.from <= day && (one.until === null || one.until >= day) && (one.endedOn === null || one.endedOn > day));
}

/** The first midnight from a day on at which somebody is not bound. */
function boundUntil(person: Person, contract: number, from: number): number {
  const horizon = Math.max(from, ...person.commitments.map((one) => Math.max(one.from, one.until ?? 0, one.endedOn ?? 0))) + 2;
  for (let day = from; day <= horizon; day += 1) if (!boundOn(person, contract, day)) return day === from ? -Infinity : midnight(day);
  return Infinity;
}

/** Until when the facts let somebody hold what was granted. */
export function groundUntil(model: Model, of: { readonly contract: number; readonly phase: AccessPhase; readonly person: number; readonly startsAt: number; readonly grantedUntil: number }): number {
  const person = personOf(model, of.person);
  return Math.min(
    of.grantedUntil, contractEnd(of.phase, contractOf(model, of.contract)), boundUntil(person, of.contract, dayOf(of.startsAt)),
    person.leftOn === null ? Infinity : midnight(person.leftOn),
  );
}

export const sameHands = (one: Hold, other: Hold): boolean => one[0] === other[0] && one[1] === other[1];

/** Whether a new line for these hands would meet another that is held at some time of it. */
export function meets(model: Model, hold: Hold, from: number, until: number): boolean {
  return model.lines.some((line) => sameHands(line.hold, hold) && line.end > line.startsAt && line.startsAt < until && line.end > from);
}

/** Looks at every line again after the facts or the clock have changed. What is over, or lost its ground before it began, stays over. */
export function settle(model: Model): void {
  for (const line of model.lines) {
    if (line.end <= Math.max(model.now, line.startsAt)) continue;
    const ground = groundUntil(model, { contract: line.grant.request.contract, phase: line.grant.request.phase, person: line.hold[0], startsAt: line.startsAt, grantedUntil: line.grantedUntil });
    const end = Math.max(ground, model.now, line.startsAt);
    // Nothing runs on into the time for which another grant gave the same hands the same account.
    if (end > line.end && model.lines.some((other) => other !== line && sameHands(other.hold, line.hold) && other.startsAt >= line.end && other.startsAt < end)) continue;
    line.end = end;
  }
}

export function isLive(model: Model, line: Line): boolean {
  return line.startsAt <= model.now && line.end > model.now && !model.suspended && phaseRuns(line.grant.request.phase, contractOf(model, line.grant.request.contract));
}

/** Whether a closure is owed: over, once held, not closed, and the same hands do not go on with the account without a gap. */
export function owesClosure(model: Model, line: Line): boolean {
  return line.end <= model.now && line.end > line.startsAt && !line.closed
    && !model.lines.some((next) => next !== line && sameHands(next.hold, line.hold) && next.startsAt <= line.end && next.end > line.end);
}

/** Every wall that a line breaks at this moment, judged by nothing but the facts of the moment. */
export function brokenWalls(model: Model, line: Line): string[] {
  const { request, endsAt, endedAt } = line.grant;
  const contract = contractOf(model, request.contract);
  const person = personOf(model, line.hold[0]);
  const today = dayOf(model.now);
  return [
    model.now < request.startsAt && request.form !== 'emergency' ? 'before its term' : '',
    model.now >= Math.min(endsAt, request.endsAt) ? 'past its term' : '',
    endedAt !== null ? 'grant ended' : '',
    request.phase !== 'handover' && today > contract.endsOn ? 'past the contract' : '',
    phaseRuns(request.phase, contract) ? '' : 'outside its phase',
    model.suspended ? 'suspended system' : '',
    boundOn(person, request.contract, today) ? '' : 'no commitment',
    person.leftOn !== null && person.leftOn <= today ? 'person left' : '',
    request.form === 'standing' && (line.use === null || model.now >= line.use.closesAt || line.use.closedAt !== null) ? 'no open use' : '',
  ].filter((wall) => wall !== '');
}
