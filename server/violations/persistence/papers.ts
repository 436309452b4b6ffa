import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ViolationLevelCode } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { CaseOutcome, Delivery, NoticeAddressee } from '../domain/violation.js';

/** A notice that is to go out. */
export async function insertNotice(
  tx: Transaction,
  notice: { readonly id: string; readonly caseId: string; readonly containmentId: string | undefined; readonly addressee: NoticeAddressee; readonly text: string; readonly by: string },
): Promise<void> {
  await tx.change('INSERT INTO case_notice (id, case_id, containment_id, addressee, body, drafted_by) VALUES ($1, $2, $3, $4, $5, $6)', [
    notice.id, notice.caseId, notice.containmentId ?? null, notice.addressee, notice.text, notice.by,
  ]);
}

/** Number and delivery of a notice. */
export async function insertDelivery(
  tx: Transaction,
  delivered: {
    readonly noticeId: string;
    readonly number: string;
    readonly issuedOn: CalendarDay;
    readonly deliveredAt: Date;
    readonly delivery: Delivery;
    readonly receiver: string | undefined;
    readonly sha256: string | undefined;
    readonly by: string;
  },
): Promise<void> {
  await tx.change(
    'INSERT INTO case_notice_delivery (notice_id, number, issued_on, delivered_at, delivery, receiver, file_sha256, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [delivered.noticeId, delivered.number, delivered.issuedOn, delivered.deliveredAt, delivered.delivery, delivered.receiver ?? null, delivered.sha256 ?? null, delivered.by],
  );
}

/** The report on level and damage. @returns the moment of the database at which it was recorded */
export async function insertReport(
  tx: Transaction,
  report: {
    readonly id: string;
    readonly caseId: string;
    readonly number: string;
    readonly issuedOn: CalendarDay;
    readonly signedBy: string;
    readonly level: ViolationLevelCode;
    readonly summary: string;
    readonly sha256: string;
    readonly by: string;
  },
): Promise<Date> {
  const rows = await tx.query<{ at: Date }>(
    'INSERT INTO damage_report (id, case_id, number, issued_on, signed_by, level, summary, file_sha256, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING recorded_at AS at',
    [report.id, report.caseId, report.number, report.issuedOn, report.signedBy, report.level, report.summary, report.sha256, report.by],
  );
  const [written] = rows;
  if (written === undefined) throw new Error('the report was not written');
  return written.at;
}

export async function insertRemedy(tx: Transaction, remedy: { readonly id: string; readonly caseId: string; readonly what: string; readonly doneAt: Date; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO case_remedy (id, case_id, what, done_at, recorded_by) VALUES ($1, $2, $3, $4, $5)', [remedy.id, remedy.caseId, remedy.what, remedy.doneAt, remedy.by]);
}

export async function insertVerification(tx: Transaction, verified: { readonly remedyId: string; readonly proof: string; readonly sha256: string; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO case_remedy_verification (remedy_id, proof, file_sha256, verified_by) VALUES ($1, $2, $3, $4)', [verified.remedyId, verified.proof, verified.sha256, verified.by]);
}

export async function insertClosing(tx: Transaction, closing: { readonly caseId: string; readonly outcome: CaseOutcome; readonly ground: string; readonly by: string }): Promise<void> {
  await tx.change(`INSERT INTO case_closing (case_id, outcome, ground, decided_by, capacity) VALUES ($1, $2, $3, $4, '')`, [closing.caseId, closing.outcome, closing.ground, closing.by]);
}
