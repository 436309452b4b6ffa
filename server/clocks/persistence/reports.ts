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

export async function insertReceipt(tx: Transaction, receipt: { readonly reportId: string; readonly receivedAt: Date; readonly proof: string | null; readonly receivedBy: string }): Promise<void> {
  await tx.change('INSERT INTO duty_report_receipt (report_id, received_at, proof, received_by) VALUES ($1, $2, $3, $4)', [receipt.reportId, receipt.receivedAt, receipt.proof, receipt.receivedBy]);
}

export async function insertExplanation(tx: Transaction, explanation: { readonly clockId: string; readonly reason: string; readonly explainedBy: string }): Promise<void> {
  await tx.change('INSERT INTO duty_clock_explanation (clock_id, reason, explained_by) VALUES ($1, $2, $3)', [explanation.clockId, explanation.reason, explanation.explainedBy]);
}

/** The clock that a report was sent for; undefined when there is no such report. */
export async function selectClockOfReport(run: RunQuery, reportId: string): Promise<string | undefined> {
  return (await run<{ clockId: string }>('SELECT clock_id AS "clockId" FROM duty_report WHERE id = $1', [reportId]))[0]?.clockId;
}
