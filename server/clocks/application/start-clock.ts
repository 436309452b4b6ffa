import { randomUUID } from 'node:crypto';
import { today } from '../../kernel/calendar-day.js';
import type { Library, ViolationLevelCode } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { dueOf, type Due, type StartKind } from '../domain/due.js';
import type { ClockSubjectKind, DutyClockCode } from '../domain/duty-clock.js';
import { insertClock, insertSettlement, selectClockId } from '../persistence/clocks.js';

/** What a clock runs for: the thing, and what pages and tasks call it ("SC-000012 – Trang một cửa ngừng hoạt động"). */
export interface ClockSubject {
  readonly kind: ClockSubjectKind;
  readonly id: string;
  readonly title: string;
}

export interface StartClock {
  readonly clock: DutyClockCode;
  readonly subject: ClockSubject;
  readonly agencyId: string;
  readonly contractId: string | null;
  /** As the library says, or 'detection' for a clock of the occurrence where nobody knows when it happened. */
  readonly startKind: StartKind;
  readonly startedAt: Date;
  /** Of the violation, where the length depends on it (D-08, D-10). */
  readonly level?: ViolationLevelCode;
}

export interface StartedClock {
  readonly id: string;
  readonly due: Due;
  /** False when the clock ran already: its start stays as it is. */
  readonly started: boolean;
}

/** The clock's own identifier, or which clock of which subject. */
export type ClockTarget = string | { readonly clock: DutyClockCode; readonly subject: Pick<ClockSubject, 'kind' | 'id'> };

/** What stopped a clock: a fact of its room. `at` is when it came about; a report that was sent stops the clock at its own moment. */
export interface SettlingFact {
  readonly kind: 'duty-report' | 'damage-report' | 'case-notice' | 'containment-closed' | 'case-unfounded';
  readonly id: string;
  readonly at: Date;
}

/**
 * Starts a clock within the act whose fact starts it, by the edition of the library and the working calendar of that day; the act leaves the audit event. One clock of a
 * kind for each subject: where it runs already nothing changes, and nobody moves a start.
 * @throws RangeError as dueOf does; what the walls refuse (duty_clock_started: the start lies in the future)
 */
export async function startClock(tx: Transaction, law: { readonly library: Library }, start: StartClock): Promise<StartedClock> {
  const edition = law.library.libraryOn('clocks', today({ now: () => tx.at }));
  const rule = edition.entries.find(({ id }) => id === start.clock);
  if (rule === undefined) throw new RangeError(`no clock ${start.clock} in ${edition.id}`);
  const { calendar } = law.library.workingCalendar();
  const due = dueOf(rule, { kind: start.startKind, at: start.startedAt, level: start.level }, calendar);
  const recordedBy = tx.context.actorId;
  if (recordedBy === null) throw new Error('a clock is started by a person');
  const id = randomUUID();
  const started = await insertClock(tx, { ...start, id, due, immediate: rule.kind === 'immediate', edition: edition.id, recordedBy });
  return { id: started ? id : await idOf(tx, start), due, started };
}

/**
 * Stops a clock within the act that brings the fact about. One that stands stopped already stays as it is.
 * @returns whether this act stopped it
 * @throws what the walls refuse (duty_clock_stopped_by_its_fact: the fact does not exist or is not of this clock)
 */
export async function settleClock(tx: Transaction, target: ClockTarget, fact: SettlingFact): Promise<boolean> {
  const settledBy = tx.context.actorId;
  if (settledBy === null) throw new Error('a clock is stopped by a person');
  return insertSettlement(tx, { clockId: await idOf(tx, target), factKind: fact.kind, factId: fact.id, settledAt: fact.at, settledBy });
}

async function idOf(tx: Transaction, target: ClockTarget): Promise<string> {
  if (typeof target === 'string') return target;
  const id = await selectClockId(tx, target.clock, target.subject);
  if (id === undefined) throw new Error(`${target.clock} does not run for ${target.subject.kind} ${target.subject.id}`);
  return id;
}
