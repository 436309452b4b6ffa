import { NotFound } from '../../kernel/errors.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { AssessmentDetail } from './assessment-rows.js';

/** Where the facts that permissions look at stand in a table of assessments called `a`. */
export const assessmentFields: SqlFields = { agencyId: { column: 'a.agency_id', type: 'uuid' } };

const head = `a.id, a.contract_id AS "contractId", a.agency_id AS "agencyId", g.name AS "agencyName", a.stage, a.status, a.previous_id AS "previousId",
  a.criteria_edition AS "criteriaEdition", a.groups_edition AS "groupsEdition", a.scoring_edition AS "scoringEdition", a.gates_edition AS "gatesEdition",
  a.personal_data_said AS "personalDataSaid", a.cloud_said AS "cloudSaid", a.state_secret AS "stateSecret", a.processing_agreement AS "processingAgreement",
  a.short_path_asked AS "shortPathAsked", coalesce(a.vendor_id, c.vendor_id) AS "vendorId", v.name AS "vendorName", a.level, a.level_approved AS "levelApproved",
  a.personal_data AS "personalData", a.cloud, a.sections, a.result, a.inputs_hash AS "inputsHash", a.assessed_on AS "assessedOn", a.worst_level AS "worstLevel",
  a.worst_group AS "worstGroup", a.residual_level AS "residualLevel", a.high_groups AS "highGroups", a.very_high_groups AS "veryHighGroups", a.failed_a AS "failedA", a.failed_b AS "failedB",
  a.opened_by AS "openedBy", po.full_name AS "openedName", a.submitted_by AS "submittedBy", ps.full_name AS "submittedName", ps.post AS "submittedPost", a.submitted_at AS "submittedAt",
  a.approved_by AS "approvedBy", pa.full_name AS "approvedName", pa.post AS "approvedPost", a.approved_on AS "approvedOn", a.valid_until AS "validUntil",
  a.return_ground AS "returnGround", a.superseded_by AS "supersededBy", a.version,
  greatest(a.saved_at, (SELECT max(r.answered_at) FROM risk_answer r WHERE r.assessment_id = a.id), (SELECT max(r.answered_at) FROM risk_impact r WHERE r.assessment_id = a.id)) AS "savedAt",
  c.number AS "contractNumber", c.name AS "contractName", c.phase AS "contractPhase", b.scope AS "contractScope", c.starts_on AS "contractStartsOn", c.ends_on AS "contractEndsOn",
  c.value AS "contractValue", c.without_system AS "withoutSystem",
  (SELECT s.value #>> '{}' FROM setting s WHERE s.key = 'short-path-value') AS "shortPathLimit",
  json_build_object('level', b.level, 'levelApproved', b.level_approved, 'hasPersonalData', b.has_personal_data, 'hasSensitiveData', b.has_sensitive_data,
    'basicSubjects', b.basic_subjects, 'sensitiveSubjects', b.sensitive_subjects, 'inCloud', b.in_cloud, 'servesPublic', b.serves_public, 'agencies', b.agencies) AS basis`;

const list = (columns: string, from: string, order: string): string => `coalesce((SELECT json_agg(json_build_object(${columns}) ORDER BY ${order}) FROM ${from}), '[]'::json)`;

const parts = `
  ${list(
    `'id', s.id, 'name', s.name, 'level', s.effective_level, 'levelApproved', s.level_approved, 'assets', ${list(
      `'name', d.name, 'personalData', d.personal_data, 'subjectCount', d.subject_count, 'stateManaged', d.state_managed, 'place', q.storage_place`,
      'published_data_asset d JOIN published_data_place q ON q.id = d.id WHERE d.system_id = s.id',
      'd.name COLLATE vietnamese',
    )}`,
    'contract_system l JOIN published_system s ON s.id = l.system_id WHERE l.contract_id = a.contract_id',
    's.name COLLATE vietnamese',
  )} AS systems,
  ${list(
    `'criterionId', r.criterion_id, 'score', r.score, 'notApplicableReason', r.not_applicable_reason, 'note', r.note, 'answeredBy', r.answered_by, 'answeredName', p.full_name, 'version', r.version`,
    'risk_answer r JOIN person_name p ON p.id = r.answered_by WHERE r.assessment_id = a.id',
    'r.criterion_id',
  )} AS answers,
  ${list(
    `'id', e.id, 'criterionId', e.criterion_id, 'title', e.title, 'attachmentId', e.attachment_id, 'fileName', f.name, 'mediaType', f.media_type, 'size', f.size, 'sha256', e.sha256,
     'effectiveOn', e.effective_on, 'expiresOn', e.expires_on, 'independentTest', e.independent_test, 'offeredBy', e.offered_by, 'offeredName', p.full_name, 'offeredAt', e.offered_at,
     'verdict', e.verdict, 'verdictReason', e.verdict_reason, 'verdictName', j.full_name, 'version', e.version`,
    'risk_evidence e JOIN attachment f ON f.id = e.attachment_id JOIN person_name p ON p.id = e.offered_by LEFT JOIN person_name j ON j.id = e.verdict_by WHERE e.assessment_id = a.id',
    'e.criterion_id, e.offered_at, e.id',
  )} AS evidence,
  ${list(`'exposureId', x.exposure_id, 'holds', x.holds`, 'risk_exposure x WHERE x.assessment_id = a.id', 'x.exposure_id')} AS exposures,
  ${list(`'groupId', i.group_id, 'impact', i.impact, 'reason', i.reason, 'answeredBy', i.answered_by, 'version', i.version`, 'risk_impact i WHERE i.assessment_id = a.id', 'i.group_id')} AS impacts,
  ${list(
    `'id', t.id, 'groupId', t.group_id, 'criterionId', t.criterion_id, 'measure', t.measure, 'owner', t.owner, 'dueOn', t.due_on, 'expectedScore', t.expected_score, 'version', t.version`,
    'risk_treatment t WHERE t.assessment_id = a.id',
    't.due_on, t.id',
  )} AS treatments,
  ${list(
    `'id', o.id, 'giver', o.giver, 'outcome', o.outcome, 'opinion', o.opinion, 'documentNumber', o.document_number, 'documentDay', o.document_day, 'issuingBody', o.issuing_body,
     'givenName', p.full_name, 'givenPost', p.post, 'givenAt', o.given_at, 'current', coalesce(o.given_at >= a.submitted_at, false)`,
    'risk_opinion o JOIN person_name p ON p.id = o.given_by WHERE o.assessment_id = a.id',
    'o.given_at DESC, o.id',
  )} AS opinions,
  ${list(
    `'id', w.id, 'kind', w.kind, 'targetId', w.target_id, 'score', w.score, 'ground', w.ground, 'compensating', w.compensating, 'endsOn', w.ends_on, 'requestedBy', w.requested_by,
     'requestedName', p.full_name, 'outcome', w.outcome, 'decidedName', d.full_name, 'grantedOn', w.granted_on, 'returnGround', w.return_ground, 'version', w.version,
     'inForce', EXISTS (SELECT 1 FROM risk_waiver_in_force n WHERE n.id = w.id)`,
    'risk_waiver w JOIN person_name p ON p.id = w.requested_by LEFT JOIN person_name d ON d.id = w.decided_by WHERE w.assessment_id = a.id',
    'w.requested_at DESC, w.id',
  )} AS waivers,
  CASE WHEN a.status IN ('submitted', 'approved')
    THEN ${list(`'triggerId', t.trigger_id, 'detail', t.detail`, 'risk_assessment_trigger t WHERE t.assessment_id = a.id', 't.trigger_id, t.detail')} ELSE '[]'::json END AS triggers`;

const tables = `risk_assessment a
  JOIN published_contract c ON c.id = a.contract_id
  JOIN agency g ON g.id = a.agency_id
  CROSS JOIN LATERAL assessment_basis(a.contract_id) b
  JOIN person_name po ON po.id = a.opened_by
  LEFT JOIN person_name ps ON ps.id = a.submitted_by
  LEFT JOIN person_name pa ON pa.id = a.approved_by
  LEFT JOIN published_vendor v ON v.id = coalesce(a.vendor_id, c.vendor_id)`;

/** Everything about one assessment, in one statement; undefined when the holder may not read it or there is none. */
export function selectAssessment(reader: Reader, ability: Ability, id: string): Promise<AssessmentDetail | undefined> {
  const parameters: unknown[] = [id];
  const visible = abilityToSql(ability, 'read', 'RiskAssessment', assessmentFields, parameters);
  return reader.row<AssessmentDetail>(`SELECT ${head}, ${parts} FROM ${tables} WHERE a.id = $1 AND ${visible}`, parameters);
}

/** Loads an assessment with its parts and locks it until the transaction ends. @throws NotFound */
export async function lockAssessment(tx: Transaction, id: string): Promise<AssessmentDetail> {
  await tx.query('SELECT id FROM risk_assessment WHERE id = $1 FOR UPDATE', [id]);
  const [found] = await tx.query<AssessmentDetail>(`SELECT ${head}, ${parts} FROM ${tables} WHERE a.id = $1`, [id]);
  if (found === undefined) throw new NotFound('risk assessment');
  return found;
}

/** The assessment to compare with: the one it was copied from, else the newest approved one of the same vendor before it. */
export async function selectComparable(reader: Reader, ability: Ability, assessment: Pick<AssessmentDetail, 'id' | 'previousId' | 'vendorId'>): Promise<string | undefined> {
  if (assessment.previousId !== null) return assessment.previousId;
  const parameters: unknown[] = [assessment.id, assessment.vendorId];
  const visible = abilityToSql(ability, 'read', 'RiskAssessment', assessmentFields, parameters);
  const row = await reader.row<{ id: string }>(
    `SELECT a.id FROM risk_assessment a JOIN risk_assessment mine ON mine.id = $1
      WHERE a.vendor_id = $2 AND a.id <> mine.id AND a.seq < mine.seq AND a.status IN ('approved', 'superseded') AND ${visible}
      ORDER BY a.seq DESC LIMIT 1`,
    parameters,
  );
  return row?.id;
}

/** The assessments of a contract that the holder may read, newest first. */
export function selectAssessmentsOfContract(reader: Reader, ability: Ability, contractId: string): Promise<ContractAssessmentRow[]> {
  const parameters: unknown[] = [contractId];
  const visible = abilityToSql(ability, 'read', 'RiskAssessment', assessmentFields, parameters);
  return reader.rows<ContractAssessmentRow>(
    `SELECT a.id, a.stage, a.status, a.worst_level AS "worstLevel", a.approved_on AS "approvedOn", a.valid_until AS "validUntil", a.opened_at AS "openedAt",
            a.status = 'approved' AND EXISTS (SELECT 1 FROM risk_assessment_trigger t WHERE t.assessment_id = a.id) AS triggered
       FROM risk_assessment a WHERE a.contract_id = $1 AND ${visible} ORDER BY a.seq DESC LIMIT 50`,
    parameters,
  );
}

export type ContractAssessmentRow = Pick<AssessmentDetail, 'id' | 'stage' | 'status' | 'worstLevel' | 'approvedOn' | 'validUntil'> & { readonly openedAt: Date; readonly triggered: boolean };
