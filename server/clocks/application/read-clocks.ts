import type { ClockRule, Library, ViolationLevelCode } from '../../library/index.js';
import { dueOf, type Due, type StartKind } from '../domain/due.js';
import { inOrder, type ClockSubjectKind, type ReportChannel, type ReportStage } from '../domain/duty-clock.js';
import { selectClock, selectClocks, type ClockRow, type RunQuery } from '../persistence/clocks.js';

/** A report that was sent for a clock, and who took notice of it. */
export interface DutyReport {
  readonly id: string;
  readonly stage: ReportStage;
  readonly sentAt: Date;
  readonly channel: ReportChannel;
  readonly recipient: string;
  /** Who took it, by telephone or in person. */
  readonly receiverName: string | null;
  readonly number: string | null;
  /** The registered record that was sent. */
  readonly recordId: string | null;
  readonly summary: string;
  readonly recordedByName: string;
  readonly receipt: { readonly receivedAt: Date; readonly byName: string } | null;
}

/** A clock with all that happened to it. */
export interface DutyClock {
  readonly id: string;
  readonly clock: string;
  /** As the edition says that the clock was started by. */
  readonly rule: ClockRule;
  readonly subject: { readonly kind: ClockSubjectKind; readonly id: string; readonly title: string };
  readonly agencyId: string;
  readonly agencyName: string;
  readonly contractId: string | null;
  readonly startKind: StartKind;
  readonly level: ViolationLevelCode | null;
  readonly startedAt: Date;
  readonly due: Due;
  readonly immediate: boolean;
  readonly recordedAt: Date;
  readonly settledAt: Date | null;
  /** Why it was overdue when it was recorded. */
  readonly explanation: { readonly reason: string; readonly byName: string; readonly at: Date } | null;
  /** Newest first. */
  readonly reports: readonly DutyReport[];
}

/** All clocks of one or several subjects (a case and its containment), in the order in which they are listed; one statement. */
export async function readClocks(run: RunQuery, library: Library, subjects: readonly { readonly kind: ClockSubjectKind; readonly id: string }[]): Promise<DutyClock[]> {
  return inOrder((await selectClocks(run, subjects)).map((row) => clockOf(row, library)));
}

/** One clock, whoever asks; undefined when there is none. */
export async function readClock(run: RunQuery, library: Library, id: string): Promise<DutyClock | undefined> {
  const row = await selectClock(run, id);
  return row === undefined ? undefined : clockOf(row, library);
}

/** The rule comes from the clock's own edition. Where a holiday year was missing at the start, the moment is counted by the calendar of today. */
function clockOf(row: ClockRow, library: Library): DutyClock {
  const [, version = ''] = row.edition.split('@');
  const rule = library.edition('clocks', version).entries.find(({ id }) => id === row.clock);
  if (rule === undefined) throw new Error(`no clock ${row.clock} in ${row.edition}`);
  const { subjectKind, subjectId, subjectTitle, dueAt, reports, explanation, ...clock } = row;
  const due: Due = dueAt === null
    ? dueOf(rule, { kind: row.startKind, at: row.startedAt, level: row.level ?? undefined }, library.workingCalendar().calendar)
    : { known: true, at: dueAt };
  return {
    ...clock,
    rule,
    due,
    subject: { kind: subjectKind, id: subjectId, title: subjectTitle },
    explanation: explanation === null ? null : { ...explanation, at: new Date(explanation.at) },
    reports: reports.map((report) => ({
      ...report,
      sentAt: new Date(report.sentAt),
      receipt: report.receipt === null ? null : { ...report.receipt, receivedAt: new Date(report.receipt.receivedAt) },
    })),
  };
}
