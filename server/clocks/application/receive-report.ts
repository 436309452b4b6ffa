import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { mayAcknowledge, mayRecordReceipt } from '../domain/report-policy.js';
import { insertReceipt, selectClockOfReport } from '../persistence/reports.js';
import { requireClock } from './access.js';
import type { ClockNeeds } from './clock-needs.js';
import { clockEvent } from './events.js';
import { readClock, type DutyClock, type DutyReport } from './read-clocks.js';

/** That a body without an account here received a report. */
export interface RecordReceipt {
  readonly reportId: string;
  readonly receivedAt: Date;
  readonly proof: string;
  readonly file: StoredFile;
}

/** The acts by which reports are received; each gives the clock of the report. */
export function createReceiveReport({ work, library, rolesThatMay }: Pick<ClockNeeds, 'work' | 'library' | 'rolesThatMay'>) {
  async function lockReport(tx: Transaction, principal: Principal, action: string, reportId: string): Promise<{ clock: DutyClock; report: DutyReport }> {
    const clockId = await selectClockOfReport((sql, values) => tx.query(sql, values), reportId);
    const clock = clockId === undefined ? undefined : await readClock((sql, values) => tx.query(sql, values), library(), clockId);
    requireClock(principal, action, clock, rolesThatMay);
    const report = clock?.reports.find(({ id }) => id === reportId);
    if (clock === undefined || report === undefined) throw new NotFound('duty report');
    return { clock, report };
  }

  return {
    /**
     * City oversight takes notice of a report to Công an thành phố, now.
     * @throws NotFound, Forbidden, Refused (codes of mayAcknowledge)
     */
    acknowledgeReport: (context: ActContext, principal: Principal, reportId: string): Promise<string> =>
      work.run(context, async (tx) => {
        const { clock, report } = await lockReport(tx, principal, 'acknowledge', reportId);
        const verdict = mayAcknowledge({ clock: clock.clock, received: report.receipt !== null });
        if (!verdict.allowed) throw new Refused(verdict);
        const receivedAt = await insertReceipt(tx, { reportId, receivedAt: undefined, proof: null, receivedBy: principal.userId });
        await recordEvent(tx, clockEvent('clock.report-received', clock, { reportId, receivedAt: receivedAt.toISOString(), proof: null, files: [] }));
        return clock.id;
      }),

    /**
     * Records, with proof, that a report was received elsewhere.
     * @throws NotFound, Forbidden, Refused (codes of mayRecordReceipt), InvalidInput ({receivedTime: 'future' | 'before-sent'})
     */
    recordReceipt: (context: ActContext, principal: Principal, command: RecordReceipt): Promise<string> =>
      work.run(context, async (tx) => {
        const { clock, report } = await lockReport(tx, principal, 'record-receipt', command.reportId);
        const verdict = mayRecordReceipt({ clock: clock.clock, received: report.receipt !== null });
        if (!verdict.allowed) throw new Refused(verdict);
        if (command.receivedAt > tx.at) throw new InvalidInput({ receivedTime: 'future' });
        if (command.receivedAt < report.sentAt) throw new InvalidInput({ receivedTime: 'before-sent' });
        await insertReceipt(tx, { reportId: command.reportId, receivedAt: command.receivedAt, proof: command.proof, receivedBy: principal.userId });
        const files = await attachFiles(tx, { subjectKind: 'duty-report', subjectId: command.reportId, agencyId: clock.agencyId, purpose: 'Xác nhận đã nhận' }, [command.file]);
        await recordEvent(tx, clockEvent('clock.report-received', clock, { reportId: command.reportId, receivedAt: command.receivedAt.toISOString(), proof: command.proof, files }));
        return clock.id;
      }),
  };
}
