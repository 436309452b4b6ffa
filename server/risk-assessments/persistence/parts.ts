import { randomUUID } from 'node:crypto';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';

export interface AnswerChange {
  readonly criterionId: string;
  readonly score: number | null;
  readonly notApplicableReason: string | null;
  readonly note: string | null;
  /** What the browser saw: 0 when there was no answer yet. */
  readonly version: number;
}

/** Writes one answer. @throws Conflict when somebody else answered since */
export async function saveAnswer(tx: Transaction, assessmentId: string, answer: AnswerChange, answeredBy: string): Promise<void> {
  const values = [assessmentId, answer.criterionId, answer.score, answer.notApplicableReason, answer.note, answeredBy];
  const changed = answer.version === 0
    ? await tx.change(
        `INSERT INTO risk_answer (assessment_id, criterion_id, score, not_applicable_reason, note, answered_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        values,
      )
    : await tx.change(
        `UPDATE risk_answer SET score = $3, not_applicable_reason = $4, note = $5, answered_by = $6, answered_at = app_now(), version = version + 1
          WHERE assessment_id = $1 AND criterion_id = $2 AND version = $7`,
        [...values, answer.version],
      );
  if (changed === 0) throw new Conflict({ subject: 'risk answer', id: assessmentId });
}

export interface ImpactChange {
  readonly groupId: string;
  readonly impact: number;
  readonly reason: string;
  readonly version: number;
}

/** Writes the impact of one group. @throws Conflict when somebody else chose one since */
export async function saveImpact(tx: Transaction, assessmentId: string, impact: ImpactChange, answeredBy: string): Promise<void> {
  const values = [assessmentId, impact.groupId, impact.impact, impact.reason, answeredBy];
  const changed = impact.version === 0
    ? await tx.change('INSERT INTO risk_impact (assessment_id, group_id, impact, reason, answered_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', values)
    : await tx.change(
        `UPDATE risk_impact SET impact = $3, reason = $4, answered_by = $5, answered_at = app_now(), version = version + 1 WHERE assessment_id = $1 AND group_id = $2 AND version = $6`,
        [...values, impact.version],
      );
  if (changed === 0) throw new Conflict({ subject: 'risk impact', id: assessmentId });
}

/** Writes which exposures hold. */
export async function saveExposures(tx: Transaction, assessmentId: string, exposures: Readonly<Record<string, boolean>>, answeredBy: string): Promise<void> {
  for (const [id, holds] of Object.entries(exposures)) {
    await tx.change(
      `INSERT INTO risk_exposure (assessment_id, exposure_id, holds, answered_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (assessment_id, exposure_id) DO UPDATE SET holds = EXCLUDED.holds, answered_by = EXCLUDED.answered_by`,
      [assessmentId, id, holds, answeredBy],
    );
  }
}

export interface NewEvidence {
  readonly assessmentId: string;
  readonly criterionId: string;
  readonly title: string;
  readonly sha256: string;
  readonly effectiveOn: CalendarDay;
  readonly expiresOn: CalendarDay | null;
  readonly independentTest: boolean;
  readonly offeredBy: string;
}

/** Ties a file that was just attached to the assessment to the criterion it proves. */
export async function insertEvidence(tx: Transaction, evidence: NewEvidence): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO risk_evidence (id, assessment_id, criterion_id, title, attachment_id, sha256, effective_on, expires_on, independent_test, offered_by)
     SELECT $1, $2, $3, $4, f.id, f.sha256, $6, $7, $8, $9 FROM attachment f
      WHERE f.subject_kind = 'risk-assessment' AND f.subject_id = $2 AND f.sha256 = $5 ORDER BY f.uploaded_at DESC LIMIT 1`,
    [id, evidence.assessmentId, evidence.criterionId, evidence.title, evidence.sha256, evidence.effectiveOn, evidence.expiresOn, evidence.independentTest, evidence.offeredBy],
  );
  return id;
}

/** @throws Conflict when somebody else judged it since */
export async function saveVerdict(tx: Transaction, evidence: { readonly id: string; readonly version: number }, verdict: 'accepted' | 'refused', reason: string | null, by: string): Promise<void> {
  const changed = await tx.change(
    `UPDATE risk_evidence SET verdict = $3, verdict_reason = $4, verdict_by = $5, verdict_at = app_now(), version = version + 1 WHERE id = $1 AND version = $2`,
    [evidence.id, evidence.version, verdict, reason, by],
  );
  if (changed === 0) throw new Conflict({ subject: 'risk evidence', id: evidence.id });
}

export interface TreatmentFields {
  readonly groupId: string;
  readonly criterionId: string;
  readonly measure: string;
  readonly owner: string;
  readonly dueOn: CalendarDay;
  readonly expectedScore: number;
}

export async function insertTreatment(tx: Transaction, assessmentId: string, treatment: TreatmentFields, plannedBy: string): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO risk_treatment (id, assessment_id, group_id, criterion_id, measure, owner, due_on, expected_score, planned_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, assessmentId, treatment.groupId, treatment.criterionId, treatment.measure, treatment.owner, treatment.dueOn, treatment.expectedScore, plannedBy],
  );
  return id;
}

/** @throws Conflict when somebody saved since `version` was read */
export async function saveTreatment(tx: Transaction, id: string, version: number, treatment: TreatmentFields): Promise<void> {
  const changed = await tx.change(
    `UPDATE risk_treatment SET group_id = $3, criterion_id = $4, measure = $5, owner = $6, due_on = $7, expected_score = $8, version = version + 1 WHERE id = $1 AND version = $2`,
    [id, version, treatment.groupId, treatment.criterionId, treatment.measure, treatment.owner, treatment.dueOn, treatment.expectedScore],
  );
  if (changed === 0) throw new Conflict({ subject: 'risk treatment', id });
}

export async function deleteTreatment(tx: Transaction, id: string): Promise<void> {
  await tx.change('DELETE FROM risk_treatment WHERE id = $1', [id]);
}

export interface NewOpinion {
  readonly assessmentId: string;
  readonly giver: 'officer' | 'security-unit';
  readonly outcome: 'agrees' | 'agrees-with-conditions' | 'disagrees';
  readonly opinion: string;
  readonly document: { readonly number: string; readonly day: CalendarDay; readonly issuingBody: string; readonly sha256: string } | undefined;
  readonly givenBy: string;
}

export async function insertOpinion(tx: Transaction, opinion: NewOpinion): Promise<string> {
  const id = randomUUID();
  const { document } = opinion;
  await tx.change(
    `INSERT INTO risk_opinion (id, assessment_id, giver, outcome, opinion, document_number, document_day, issuing_body, document_sha256, given_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, opinion.assessmentId, opinion.giver, opinion.outcome, opinion.opinion, document?.number ?? null, document?.day ?? null, document?.issuingBody ?? null, document?.sha256 ?? null, opinion.givenBy],
  );
  return id;
}

export interface NewWaiver {
  readonly assessmentId: string;
  readonly kind: 'knock-out' | 'high-risk';
  readonly targetId: string;
  readonly ground: string;
  readonly compensating: string;
  readonly endsOn: CalendarDay;
  readonly requestedBy: string;
}

export async function insertWaiver(tx: Transaction, waiver: NewWaiver): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO risk_waiver (id, assessment_id, kind, target_id, ground, compensating, ends_on, requested_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, waiver.assessmentId, waiver.kind, waiver.targetId, waiver.ground, waiver.compensating, waiver.endsOn, waiver.requestedBy],
  );
  return id;
}

export interface WaiverDecision {
  readonly outcome: 'granted' | 'returned';
  readonly decisionId: string;
  readonly decidedBy: string;
  /** Frozen when granted: the score that is waived, or the ranking number that is accepted. */
  readonly score: number | null;
  readonly ground: string | undefined;
}

/** Decides a waiver once; it begins today. */
export async function settleWaiver(tx: Transaction, id: string, decision: WaiverDecision): Promise<void> {
  await tx.change(
    `UPDATE risk_waiver SET outcome = $2, decision_id = $3, decided_by = $4, score = $5, return_ground = $6, version = version + 1,
            granted_on = CASE WHEN $2 = 'granted' THEN app_today() END
      WHERE id = $1 AND outcome IS NULL`,
    [id, decision.outcome, decision.decisionId, decision.decidedBy, decision.score, decision.ground ?? null],
  );
}

/** The assessment of a waiver; undefined when there is no such waiver. */
export async function assessmentOfWaiver(tx: Transaction, waiverId: string): Promise<string | undefined> {
  return (await tx.query<{ id: string }>('SELECT assessment_id AS id FROM risk_waiver WHERE id = $1', [waiverId]))[0]?.id;
}

export interface NewTrigger {
  readonly contractId: string;
  readonly triggerId: string;
  readonly note: string;
  readonly occurredOn: CalendarDay;
  readonly recordedBy: string;
}

export async function insertTrigger(tx: Transaction, trigger: NewTrigger): Promise<string> {
  const id = randomUUID();
  await tx.change('INSERT INTO risk_trigger (id, contract_id, trigger_id, note, occurred_on, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)', [
    id, trigger.contractId, trigger.triggerId, trigger.note, trigger.occurredOn, trigger.recordedBy,
  ]);
  return id;
}
