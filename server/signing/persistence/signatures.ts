import { randomUUID } from 'node:crypto';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { GateCondition, GateStage } from '../domain/gate.js';

export type ConditionRow = GateCondition & { readonly assessmentId: string | null };

/** The one statement by which pages and acts learn how the conditions of a gate stand; the wall reads the same function. */
export const conditionsSql = `SELECT k.code, k.outcome, k.blocks, k.reason, k.facts, k.assessment_id AS "assessmentId"
  FROM contract c, contract_conditions(c, $2) k WHERE c.id = $1 ORDER BY k.place`;

export function conditionsOf(tx: Transaction, contractId: string, stage: GateStage): Promise<ConditionRow[]> {
  return tx.query<ConditionRow>(conditionsSql, [contractId, stage]);
}

/** The registered records on which a signature stands: HS-01 and HS-03 of the assessment, those that no later one replaced. */
export interface SigningRecords {
  readonly reportId: string;
  readonly reportOn: CalendarDay;
  readonly approvalId: string;
  readonly approvalOn: CalendarDay;
}

export async function signingRecords(tx: Transaction, assessmentId: string): Promise<SigningRecords | undefined> {
  const rows = await tx.query<{ id: string; kind: string; issuedOn: CalendarDay }>(
    `SELECT r.id, r.kind, r.issued_on AS "issuedOn" FROM published_record r
      WHERE r.subject_kind = 'risk-assessment' AND r.subject_id = $1 AND r.kind IN ('HS-01', 'HS-03') AND r.status = 'registered' AND r.replaced_by_id IS NULL`,
    [assessmentId],
  );
  const report = rows.find(({ kind }) => kind === 'HS-01');
  const approval = rows.find(({ kind }) => kind === 'HS-03');
  if (report === undefined || approval === undefined) return undefined;
  return { reportId: report.id, reportOn: report.issuedOn, approvalId: approval.id, approvalOn: approval.issuedOn };
}

export interface NewSignature {
  readonly contractId: string;
  readonly number: string;
  readonly signedOn: CalendarDay;
  readonly agencySignerId: string;
  readonly vendorSignerName: string;
  readonly vendorSignerPost: string;
  readonly fileSha256: string;
  readonly gatesVersion: string;
  readonly records: SigningRecords;
  readonly clauseReviewId: string;
  readonly recordedBy: string;
}

export async function insertSignature(tx: Transaction, signature: NewSignature): Promise<void> {
  await tx.change(
    `INSERT INTO contract_signature (contract_id, number, signed_on, agency_signer_id, vendor_signer_name, vendor_signer_post, file_sha256, gates_version, assessment_record_id,
                                     approval_record_id, clause_review_id, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      signature.contractId, signature.number, signature.signedOn, signature.agencySignerId, signature.vendorSignerName, signature.vendorSignerPost, signature.fileSha256,
      signature.gatesVersion, signature.records.reportId, signature.records.approvalId, signature.clauseReviewId, signature.recordedBy,
    ],
  );
}

export interface OperationPaper {
  readonly contractId: string;
  readonly documentNumber: string;
  readonly documentOn: CalendarDay;
  readonly summary: string;
  readonly fileSha256: string;
  readonly recordedBy: string;
}

/** The last result of trial operation, and who recorded it. */
export async function lastTrialResult(tx: Transaction, contractId: string): Promise<{ readonly ordinal: number; readonly outcome: string; readonly documentOn: CalendarDay; readonly recordedBy: string } | undefined> {
  return (await tx.query<{ ordinal: number; outcome: string; documentOn: CalendarDay; recordedBy: string }>(
    'SELECT ordinal, outcome, document_on AS "documentOn", recorded_by AS "recordedBy" FROM trial_result WHERE contract_id = $1 ORDER BY ordinal DESC LIMIT 1',
    [contractId],
  ))[0];
}

export async function insertTrialResult(tx: Transaction, paper: OperationPaper & { readonly outcome: 'passed' | 'failed'; readonly ordinal: number }): Promise<void> {
  await tx.change(
    `INSERT INTO trial_result (id, contract_id, ordinal, outcome, document_number, document_on, summary, file_sha256, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [randomUUID(), paper.contractId, paper.ordinal, paper.outcome, paper.documentNumber, paper.documentOn, paper.summary, paper.fileSha256, paper.recordedBy],
  );
}

export async function insertPlanDeployment(tx: Transaction, paper: OperationPaper): Promise<void> {
  await tx.change(
    `INSERT INTO plan_deployment (id, contract_id, document_number, document_on, summary, file_sha256, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [randomUUID(), paper.contractId, paper.documentNumber, paper.documentOn, paper.summary, paper.fileSha256, paper.recordedBy],
  );
}

export async function insertMilestone(
  tx: Transaction,
  milestone: { readonly contractId: string; readonly milestone: 'trial-began' | 'went-live'; readonly onDay: CalendarDay; readonly decisionId: string | null; readonly recordedBy: string },
): Promise<void> {
  await tx.change('INSERT INTO contract_milestone (contract_id, milestone, on_day, decision_id, recorded_by) VALUES ($1, $2, $3, $4, $5)', [
    milestone.contractId, milestone.milestone, milestone.onDay, milestone.decisionId, milestone.recordedBy,
  ]);
}
