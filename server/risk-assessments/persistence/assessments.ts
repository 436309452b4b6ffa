import { randomUUID } from 'node:crypto';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { AssessmentResult, Stage } from '../domain/scoring.js';

/** What opening an assessment needs to know of the contract. */
export interface AssessableContract {
  readonly id: string;
  readonly agencyId: string;
  readonly beneficiaryIds: readonly string[];
  readonly phase: string;
  readonly name: string;
  readonly vendorId: string | null;
  readonly hireOutcome: string | null;
  /** The assessment whose answers a new one of the stage begins with: in force for the stage, else the newest approved of the contract. */
  readonly previousId: string | null;
}

/** Loads a contract and locks it until the transaction ends. @throws NotFound */
export async function lockAssessable(tx: Transaction, contractId: string, stage: Stage): Promise<AssessableContract> {
  await tx.query('SELECT id FROM contract WHERE id = $1 FOR NO KEY UPDATE', [contractId]);
  const [found] = await tx.query<AssessableContract>(
    `SELECT c.id, c.agency_id AS "agencyId", c.beneficiary_ids AS "beneficiaryIds", c.phase, c.name, c.vendor_id AS "vendorId", c.hire_outcome AS "hireOutcome",
            (SELECT a.id FROM risk_assessment a WHERE a.contract_id = c.id AND a.status IN ('approved', 'superseded')
              ORDER BY (a.stage = $2 AND a.status = 'approved') DESC, a.seq DESC LIMIT 1) AS "previousId"
       FROM published_contract c WHERE c.id = $1`,
    [contractId, stage],
  );
  if (found === undefined) throw new NotFound('contract');
  return found;
}

export interface NewAssessment {
  readonly contract: AssessableContract;
  readonly stage: Stage;
  readonly editions: { readonly criteria: string; readonly groups: string; readonly scoring: string; readonly gates: string };
  readonly openedBy: string;
}

/** Writes a draft and, where there is one to follow, the answers, evidence, impacts, exposures and scope of the assessment before it. */
export async function insertAssessment(tx: Transaction, { contract, stage, editions, openedBy }: NewAssessment): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO risk_assessment (id, contract_id, agency_id, stage, previous_id, criteria_edition, groups_edition, scoring_edition, gates_edition, opened_by,
                                  personal_data_said, cloud_said, state_secret, processing_agreement, short_path_asked)
     SELECT $1, $2, $3, $4, $5::uuid, $6, $7, $8, $9, $10, p.personal_data_said, p.cloud_said, p.state_secret, p.processing_agreement, coalesce(p.short_path_asked, false)
       FROM (SELECT 1) one LEFT JOIN risk_assessment p ON p.id = $5::uuid`,
    [id, contract.id, contract.agencyId, stage, contract.previousId, editions.criteria, editions.groups, editions.scoring, editions.gates, openedBy],
  );
  if (contract.previousId !== null) await copyParts(tx, contract.previousId, id);
  return id;
}

async function copyParts(tx: Transaction, from: string, to: string): Promise<void> {
  const copies = [
    `INSERT INTO risk_answer (assessment_id, criterion_id, score, not_applicable_reason, note, answered_by, answered_at)
     SELECT $2, criterion_id, score, not_applicable_reason, note, answered_by, answered_at FROM risk_answer WHERE assessment_id = $1`,
    `INSERT INTO risk_evidence (assessment_id, criterion_id, title, attachment_id, sha256, effective_on, expires_on, independent_test, offered_by, offered_at, verdict, verdict_reason, verdict_by, verdict_at)
     SELECT $2, criterion_id, title, attachment_id, sha256, effective_on, expires_on, independent_test, offered_by, offered_at, verdict, verdict_reason, verdict_by, verdict_at
       FROM risk_evidence WHERE assessment_id = $1 AND verdict = 'accepted'`,
    'INSERT INTO risk_exposure (assessment_id, exposure_id, holds, answered_by) SELECT $2, exposure_id, holds, answered_by FROM risk_exposure WHERE assessment_id = $1',
    `INSERT INTO risk_impact (assessment_id, group_id, impact, reason, answered_by, answered_at)
     SELECT $2, group_id, impact, reason, answered_by, answered_at FROM risk_impact WHERE assessment_id = $1`,
  ];
  for (const copy of copies) await tx.change(copy, [from, to]);
}

export interface ScopeFields {
  readonly personalData: boolean;
  readonly cloud: boolean;
  readonly stateSecret: boolean;
  readonly processingAgreement: string | null;
  readonly shortPathAsked: boolean;
}

/** @throws Conflict when somebody saved since `version` was read */
export async function saveScope(tx: Transaction, id: string, version: number, scope: ScopeFields): Promise<void> {
  await changeHead(tx, id, version, `personal_data_said = $3, cloud_said = $4, state_secret = $5, processing_agreement = $6, short_path_asked = $7, saved_at = app_now()`, [
    scope.personalData, scope.cloud, scope.stateSecret, scope.processingAgreement, scope.shortPathAsked,
  ]);
}

/** @throws Conflict when somebody saved since `version` was read */
export async function saveSections(tx: Transaction, id: string, version: number, sections: Readonly<Record<string, string>>): Promise<void> {
  await changeHead(tx, id, version, 'sections = $3::jsonb, saved_at = app_now()', [JSON.stringify(sections)]);
}

export interface Submission {
  readonly result: AssessmentResult;
  readonly inputsHash: string;
  readonly assessedOn: CalendarDay;
  readonly submittedBy: string;
  /** The parts of the report as they were submitted. */
  readonly sections: Readonly<Record<string, string>>;
}

/** Freezes what was computed; the database freezes the facts of the contract beside it. */
export async function saveSubmission(tx: Transaction, id: string, version: number, { result, inputsHash, assessedOn, submittedBy, sections }: Submission): Promise<void> {
  await changeHead(
    tx, id, version,
    `status = 'submitted', result = $3::jsonb, inputs_hash = $4, assessed_on = $5, worst_level = $6, worst_group = $7, residual_level = $8, high_groups = $9, very_high_groups = $10,
     failed_a = $11, failed_b = $12, submitted_by = $13, submitted_at = app_now(), return_ground = NULL, sections = $14::jsonb`,
    [
      JSON.stringify(result), inputsHash, assessedOn, result.worstLevel, result.worstGroup, result.residual.worstLevel, result.highGroups, result.veryHighGroups,
      result.failedA, result.failedB, submittedBy, JSON.stringify(sections),
    ],
  );
}

export async function saveReturn(tx: Transaction, id: string, version: number, ground: string): Promise<void> {
  await changeHead(tx, id, version, `status = 'returned', return_ground = $3`, [ground]);
}

export interface Approval {
  readonly decisionId: string;
  readonly approvedBy: string;
  readonly approvedOn: CalendarDay;
  readonly validUntil: CalendarDay;
}

/** Approves, after whatever was in force for the contract and stage has made place. */
export async function saveApproval(tx: Transaction, assessment: { readonly id: string; readonly version: number; readonly contractId: string; readonly stage: Stage }, approval: Approval): Promise<void> {
  await tx.change(
    `UPDATE risk_assessment SET status = 'superseded', superseded_by = $3, version = version + 1 WHERE contract_id = $1 AND stage = $2 AND status = 'approved'`,
    [assessment.contractId, assessment.stage, assessment.id],
  );
  await changeHead(tx, assessment.id, assessment.version, `status = 'approved', decision_id = $3, approved_by = $4, approved_on = $5, valid_until = $6`, [
    approval.decisionId, approval.approvedBy, approval.approvedOn, approval.validUntil,
  ]);
}

async function changeHead(tx: Transaction, id: string, version: number, set: string, values: readonly unknown[]): Promise<void> {
  const changed = await tx.change(`UPDATE risk_assessment SET ${set}, version = version + 1 WHERE id = $1 AND version = $2`, [id, version, ...values]);
  if (changed === 0) throw new Conflict({ subject: 'risk assessment', id });
}
