import { randomUUID } from 'node:crypto';
import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { formatInstant } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { readRecords } from '../../records/index.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { settles, type ReportChannel, type ReportStage } from '../domain/duty-clock.js';
import { faultsOfReport, mayReport } from '../domain/report-policy.js';
import { insertReport } from '../persistence/reports.js';
import { requireClock } from './access.js';
import type { ClockNeeds } from './clock-needs.js';
import { clockEvent } from './events.js';
import { readClock } from './read-clocks.js';
import { settleClock } from './start-clock.js';

/** A report as it went out. */
export interface SendReport {
  readonly clockId: string;
  readonly stage: ReportStage;
  readonly sentAt: Date;
  readonly channel: ReportChannel;
  readonly recipient: string;
  readonly receiverName: string | undefined;
  readonly number: string | undefined;
  /** The registered record that was sent. */
  readonly recordId: string | undefined;
  readonly summary: string;
  readonly files: readonly StoredFile[];
}

/** Recording what was sent for a clock (điểm a khoản 2 Điều 25; domain reference 11.4). */
export function createSendReport({ work, library, rolesThatMay }: Pick<ClockNeeds, 'work' | 'library' | 'rolesThatMay'>) {
  /**
   * Records a report that was sent, with its files, and stops the clock by it where its stage is what the clock asks for.
   * @returns whether this report stopped the clock
   * @throws NotFound, Forbidden, Refused ('clock-without-report'); InvalidInput with the codes of faultsOfReport and {recordId: 'unknown'}
   */
  return function sendReport(context: ActContext, principal: Principal, command: SendReport): Promise<{ stopped: boolean }> {
    return work.run(context, async (tx) => {
      const clock = await readClock((sql, values) => tx.query(sql, values), library(), command.clockId);
      requireClock(principal, 'report', clock, rolesThatMay);
      if (clock === undefined) throw new NotFound('duty clock');
      const verdict = mayReport(clock.clock);
      if (!verdict.allowed) throw new Refused(verdict);
      const known = command.recordId === undefined ? [] : await readRecords({ rows: (sql, values = []) => tx.query(sql, values) }, clock.subject.kind, [clock.subject.id]);
      const record = known.find(({ id, status }) => id === command.recordId && status === 'registered');
      const faults = { ...faultsOfReport({ ...command, files: command.files.length }, clock, tx.at), ...(command.recordId !== undefined && record === undefined ? { recordId: 'unknown' } : {}) };
      if (Object.keys(faults).length > 0) throw new InvalidInput(faults);

      const id = randomUUID();
      await insertReport(tx, { ...command, id, recordedBy: principal.userId });
      const files = await attachFiles(tx, { subjectKind: 'duty-report', subjectId: id, agencyId: clock.agencyId, purpose: `${clock.rule.label}, gửi lúc ${formatInstant(command.sentAt)}` }, command.files);
      const stopped = settles(clock.clock, command.stage) && clock.settledAt === null && (await settleClock(tx, clock.id, { kind: 'duty-report', id, at: command.sentAt }));
      await recordEvent(tx, clockEvent(
        'clock.report-sent', clock,
        {
          reportId: id, stage: command.stage, sentAt: command.sentAt.toISOString(), channel: command.channel, recipient: command.recipient, number: record?.numberText ?? command.number ?? null,
          recordId: command.recordId ?? null, summary: command.summary, stopped, files,
        },
        command.receiverName === undefined ? {} : { receiver: command.receiverName },
      ));
      return { stopped };
    });
  };
}
