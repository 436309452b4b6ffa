import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltPerson } from './world.js';

export interface ReportToBuild {
  readonly clockId: string;
  readonly by: BuiltPerson;
  readonly stage?: 'notice' | 'preliminary' | 'update' | 'final';
  /** Minutes before now of the database at which it was sent. */
  readonly sent?: number;
  /** Whether it stops its clock; it does unless said. */
  readonly stops?: boolean;
}

/** A report that was sent by document, in full and now unless said. @returns its identifier */
export async function buildDutyReport(database: TestDatabase, report: ReportToBuild): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO duty_report (id, clock_id, stage, sent_at, channel, recipient, number, summary, recorded_by)
       VALUES ($1, $2, $3, date_trunc('milliseconds', app_now()) - make_interval(secs => $4::float8 * 60), 'document', 'Nơi nhận Minh Họa', '12/BC-SO', 'Báo cáo sự cố', $5)`,
      [id, report.clockId, report.stage ?? 'final', report.sent ?? 0, report.by.id],
    );
    if (report.stops ?? true) await query(`INSERT INTO duty_clock_settlement (clock_id, settled_at, fact_kind, fact_id, settled_by) VALUES ($1, app_now(), 'duty-report', $2, $3)`, [report.clockId, id, report.by.id]);
  });
  return id;
}

/** That a report was received, now. */
export async function buildDutyReceipt(database: TestDatabase, receipt: { readonly reportId: string; readonly by: BuiltPerson; readonly proof?: string }): Promise<void> {
  await build(database, async (query) => {
    await query('INSERT INTO duty_report_receipt (report_id, received_at, proof, received_by) VALUES ($1, app_now(), $2, $3)', [receipt.reportId, receipt.proof ?? null, receipt.by.id]);
  });
}
