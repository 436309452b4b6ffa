import type { Due } from './due.js';

/** The clocks of the domain reference 11.4 that start with an incident, a case or a containment. The yearly report and closing have pages of their own. */
export const dutyClockCodes = ['D-01', 'D-02', 'D-03', 'D-04', 'D-05', 'D-06', 'D-07', 'D-08', 'D-09', 'D-10'] as const;
export type DutyClockCode = (typeof dutyClockCodes)[number];

/** What clocks run for. */
export const clockSubjectKinds = ['incident', 'violation-case', 'containment'] as const;
export type ClockSubjectKind = (typeof clockSubjectKinds)[number];

/** How far a report goes: a first notice, then what is known, what changed, and all of it. */
export const reportStages = ['notice', 'preliminary', 'update', 'final'] as const;
export type ReportStage = (typeof reportStages)[number];

/** How a report went out. */
export const reportChannels = ['document', 'system', 'mail', 'phone', 'hotline', 'in-person'] as const;
export type ReportChannel = (typeof reportChannels)[number];

/** Channels by which somebody took the report: they are named. */
export const spokenChannels: readonly ReportChannel[] = ['phone', 'hotline', 'in-person'];

const reported: readonly string[] = ['D-01', 'D-02', 'D-03', 'D-04', 'D-05', 'D-06', 'D-07'];
const wholeReports: readonly string[] = ['D-03', 'D-05'];
const ofTheCity: readonly string[] = ['D-02', 'D-03'];
const OF_THE_VENDOR = 'D-07';

/** Whether a clock is stopped by a report that was sent. The others stop by what the case does: closed accounts, a notice delivered, the report of damage. */
export function stopsByReport(clock: string): boolean {
  return reported.includes(clock);
}

/** Whether a report of this stage stops the clock: the 24-hour report and the report of cause, scope and remedy are more than a first notice. */
export function settles(clock: string, stage: ReportStage): boolean {
  return stopsByReport(clock) && !(stage === 'notice' && wholeReports.includes(clock));
}

/** Whether Công an thành phố receives what this clock asks for (khoản 6 Điều 14, điểm a khoản 2 Điều 25): city oversight acknowledges it. */
export function goesToCity(clock: string): boolean {
  return ofTheCity.includes(clock);
}

/** Whether the duty is the vendor's towards the agency; all others are the agency's own. */
export function isOfVendor(clock: string): boolean {
  return clock === OF_THE_VENDOR;
}

/** What the standing of a clock depends on. */
export interface ClockFacts {
  readonly clock: string;
  readonly due: Due;
  /** Due at its start: no length by which it could be judged late. */
  readonly immediate: boolean;
  readonly recordedAt: Date;
  readonly settledAt: Date | null;
}

/**
 * - running, late: open, before or after the moment it is due; late-at-start: open, and that moment had passed when the clock was recorded (domain reference 11.4);
 * - at-once: open, to be done without delay; undated: open, due once the calendar of a year is entered;
 * - settled, settled-late: what it asks for was done, in time or after.
 */
export type ClockStanding = 'running' | 'late' | 'late-at-start' | 'at-once' | 'undated' | 'settled' | 'settled-late';

/** How a clock stands at an instant. Nothing of it is stored. */
export function standingOf(clock: ClockFacts, now: Date): ClockStanding {
  const { due, immediate, settledAt } = clock;
  if (settledAt !== null) return !immediate && due.known && settledAt > due.at ? 'settled-late' : 'settled';
  if (immediate) return 'at-once';
  if (!due.known) return 'undated';
  if (isLateAtStart(clock)) return 'late-at-start';
  return now > due.at ? 'late' : 'running';
}

/** Whether a clock of the agency was overdue when it was recorded: why it was found late has to be explained. The vendor's own duty is simply late. */
export function isLateAtStart({ clock, due, immediate, recordedAt }: Pick<ClockFacts, 'clock' | 'due' | 'immediate' | 'recordedAt'>): boolean {
  return !immediate && !isOfVendor(clock) && due.known && due.at <= recordedAt;
}

/** The open clock that is due first; undefined when none is open. One without a date comes after those with one. */
export function earliestOf<Clock extends Pick<ClockFacts, 'due' | 'settledAt'>>(clocks: readonly Clock[]): Clock | undefined {
  return inOrder(clocks).find(({ settledAt }) => settledAt === null);
}

/** Clocks as they are listed: the open ones by the moment they are due, those without a date after them, the settled ones last. */
export function inOrder<Clock extends Pick<ClockFacts, 'due' | 'settledAt'>>(clocks: readonly Clock[]): Clock[] {
  return clocks.toSorted((one, other) => rank(one) - rank(other) || dueTime(one) - dueTime(other));
}

function rank({ due, settledAt }: Pick<ClockFacts, 'due' | 'settledAt'>): number {
  if (settledAt !== null) return 2;
  return due.known ? 0 : 1;
}

function dueTime({ due }: Pick<ClockFacts, 'due'>): number {
  return due.known ? due.at.getTime() : 0;
}
