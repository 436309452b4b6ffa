import { readAttachmentsOf, type Attachment, type SubjectReaders } from '../../attachments/index.js';
import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { NotFound } from '../../kernel/errors.js';
import type { Principal } from '../../platform/http/principal.js';
import { readRecords } from '../../records/index.js';
import type { RunQuery } from '../persistence/clocks.js';
import { selectClockOfReport } from '../persistence/reports.js';
import { mayClock, requireClock } from './access.js';
import type { ClockNeeds } from './clock-needs.js';
import { createExplainLateness } from './explain-lateness.js';
import { readClock, type DutyClock, type DutyReport } from './read-clocks.js';
import { createReceiveReport } from './receive-report.js';
import { createSendReport } from './send-report.js';

/** A registered record about the subject of a clock, as the form of a report offers it. */
export interface SendableRecord {
  readonly id: string;
  readonly title: string;
  readonly number: string | null;
}

/** What this room can do, wired once. */
export function createClockUseCases(needs: ClockNeeds) {
  const { reader, clock, library, rolesThatMay } = needs;
  const run: RunQuery = (sql, parameters) => reader.rows(sql, parameters);

  /** A clock that this person may do `action` about. @throws NotFound, Forbidden */
  async function clockFor(principal: Principal, id: string, action: string): Promise<DutyClock> {
    const found = await readClock(run, library(), id);
    requireClock(principal, action, found, rolesThatMay);
    if (found === undefined) throw new NotFound('duty clock');
    return found;
  }

  const mayReadReport = async (principal: Principal, reportId: string): Promise<boolean> => {
    const clockId = await selectClockOfReport(run, reportId);
    const found = clockId === undefined ? undefined : await readClock(run, library(), clockId);
    return found !== undefined && mayClock(principal, 'read', found.agencyId);
  };

  return {
    now: (): Date => clock.now(),
    clockFor,
    /** A report with its clock, for whoever may do `action`. @throws NotFound, Forbidden */
    async reportFor(principal: Principal, reportId: string, action: string): Promise<{ clock: DutyClock; report: DutyReport }> {
      const clockId = await selectClockOfReport(run, reportId);
      if (clockId === undefined) throw new NotFound('duty report');
      const found = await clockFor(principal, clockId, action);
      const report = found.reports.find(({ id }) => id === reportId);
      if (report === undefined) throw new NotFound('duty report');
      return { clock: found, report };
    },
    /** The files of reports that the caller has read. */
    filesOf: (reports: readonly Pick<DutyReport, 'id'>[]): Promise<Attachment[]> => readAttachmentsOf(reader, 'duty-report', reports.map(({ id }) => id)),
    historyOf: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'duty-clock', id }),
    /** What may have been sent for a clock: registered records about its subject, newest first. */
    async sendableRecords({ subject }: Pick<DutyClock, 'subject'>): Promise<SendableRecord[]> {
      const records = await readRecords(reader, subject.kind, [subject.id]);
      return records.filter(({ status }) => status === 'registered').map(({ id, title, subject: about, numberText }) => ({ id, title: `${title} ${about}`, number: numberText }));
    },
    /** For files of reports. */
    attachmentReaders: { 'duty-report': mayReadReport } satisfies SubjectReaders,
    sendReport: createSendReport(needs),
    explainLateness: createExplainLateness(needs),
    ...createReceiveReport(needs),
  };
}

export type ClockUseCases = ReturnType<typeof createClockUseCases>;
