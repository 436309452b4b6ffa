import type { Transaction } from '../../platform/database/transactions.js';
import type { ReportChannel, ReportStage } from '../domain/duty-clock.js';
import type { RunQuery } from './clocks.js';

export interface NewReport {
  readonly id: string;
  readonly clockId: string;
  readonly stage: ReportStage;
  readonly sentAt: Date;
  readonly channel: ReportChannel;
  readonly recipient: string;
  readonly receiverName: string | undefined;
  readonly number: string | undefined;
  readonly recordId: string | undefined;
  readonly summary: string;
  readonly recordedBy: string;
}

export async function insertReport(tx: Transaction, report: NewReport): Promise<void> {
  await tx.change(
    `INSERT INTO duty_report (id, clock_id, stage, sent_at, channel, recipient, receiver_name, number, record_id, summary, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      report.id, report.clockId, report.stage, report.sentAt, report.channel, report.recipient, report.receiverName ?? null, report.number ?? null, report.recordId ?? null, report.summary,
      report.recordedBy,
    ],
  );
}

/** @param receipt.receivedAt undefined: now, by the clock of the database, which a wall compares with @returns when it was received */
export async function insertReceipt(
  tx: Transaction,
  receipt: { readonly reportId: string; readonly receivedAt: Date | undefined; readonly proof: string | null; readonly receivedBy: string },
): Promise<Date> {
  const [row] = await tx.query<{ receivedAt: Date }>(
    `INSERT INTO duty_report_receipt (report_id, received_at, proof, received_by) VALUES ($1, coalesce($2, app_now()), $3, $4) RETURNING received_at AS "receivedAt"`,
    [receipt.reportId, receipt.receivedAt ?? null, receipt.proof, receipt.receivedBy],
  );
  if (row === undefined) throw new Error('a receipt was written and not answered');
  return row.receivedAt;
}

export async function insertExplanation(tx: Transaction, explanation: { readonly clockId: string; readonly reason: string; readonly explainedBy: string }): Promise<void> {
  await tx.change('INSERT INTO duty_clock_explanation (clock_id, reason, explained_by) VALUES ($1, $2, $3)', [explanation.clockId, explanation.reason, explanation.explainedBy]);
}

/** The clock that a report was sent for; undefined when there is no such report. */
export async function selectClockOfReport(run: RunQuery, reportId: string): Promise<string | undefined> {
  return (await run<{ clockId: string }>('SELECT clock_id AS "clockId" FROM duty_report WHERE id = $1', [reportId]))[0]?.clockId;
}
