import { createHash, randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { libraryFromFiles } from '../../server/library/index.js';
import { productFolder } from '../../server/platform/startup/product-folder.js';
import { methodOf } from '../../server/risk-assessments/domain/method.js';
import { assess, type AssessmentResult } from '../../server/risk-assessments/domain/scoring.js';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

export interface BuiltAssessment {
  readonly id: string;
  readonly contractId: string;
}

export type BuiltStage = 'signing' | 'operation';

const VERSION = '2026-11-21';
const shipped = libraryFromFiles(path.join(productFolder, 'seeds', 'library'));

/** Every criterion of the library, in its order. */
export const allCriteria: readonly string[] = entriesOf('risk-criteria');
/** Every group of the library, in its order. */
export const allGroups: readonly string[] = entriesOf('risk-groups');

function entriesOf(library: string): string[] {
  const file: unknown = parse(readFileSync(path.join(productFolder, 'seeds', 'library', library, `${VERSION}.yaml`), 'utf8'));
  const entries: unknown = typeof file === 'object' && file !== null && 'entries' in file ? file.entries : [];
  return Array.isArray(entries) ? entries.map((entry: { id: string }) => entry.id) : [];
}

/** Makes sure that the versions an assessment points to are in the database; a product that was started has them already. */
async function libraryVersions(database: TestDatabase): Promise<void> {
  await build(database, async (query) => {
    for (const library of ['risk-criteria', 'risk-groups', 'risk-scoring', 'gates']) {
      await query(
        `INSERT INTO library_version (library, version, valid_from, title, source, sha256) VALUES ($1, $2, '2026-01-01', $1, 'Thử nghiệm', repeat('0', 64)) ON CONFLICT DO NOTHING`,
        [library, VERSION],
      );
    }
  });
}

/** A draft assessment of a contract, opened by `by`, without an answer. */
export async function buildDraftAssessment(
  database: TestDatabase,
  assessment: { contract: { readonly id: string }; by: BuiltPerson; stage?: BuiltStage },
): Promise<BuiltAssessment> {
  await libraryVersions(database);
  const id = randomUUID();
  await build(database, async (query) => {
    const { rows } = await query('SELECT agency_id FROM contract WHERE id = $1', [assessment.contract.id]);
    await query(
      `INSERT INTO risk_assessment (id, contract_id, agency_id, stage, criteria_edition, groups_edition, scoring_edition, gates_edition, opened_by)
       VALUES ($1, $2, $3, $4, 'risk-criteria@${VERSION}', 'risk-groups@${VERSION}', 'risk-scoring@${VERSION}', 'gates@${VERSION}', $5)`,
      [id, assessment.contract.id, rows[0]?.agency_id, assessment.stage ?? 'signing', assessment.by.id],
    );
  });
  return { id, contractId: assessment.contract.id };
}

/** What differs from a sound assessment. */
export interface AssessmentVerdict {
  readonly worstLevel?: 'low' | 'medium' | 'high' | 'very-high';
  readonly highGroups?: readonly string[];
  readonly veryHighGroups?: readonly string[];
  readonly failedA?: readonly string[];
  readonly failedB?: readonly string[];
  readonly processingAgreement?: string | null;
}

/** Every part of an assessment that is ready to be submitted: scope, 3 with accepted evidence for every criterion, impacts of 3, a treatment. */
export async function fillIn(database: TestDatabase, built: Pick<BuiltAssessment, 'id'>, assessor: BuiltPerson): Promise<void> {
  await build(database, async (query) => {
    const sha256 = createHash('sha256').update(built.id).digest('hex');
    const { rows } = await query(
      `INSERT INTO attachment (subject_kind, subject_id, agency_id, purpose, name, media_type, size, sha256, uploaded_by)
       SELECT 'risk-assessment', a.id, a.agency_id, 'Minh chứng', 'minh-chung.pdf', 'application/pdf', 60, $2, $3 FROM risk_assessment a WHERE a.id = $1 RETURNING id`,
      [built.id, sha256, assessor.id],
    );
    await query(`INSERT INTO risk_answer (assessment_id, criterion_id, score, answered_by) SELECT $1, c, 3, $3 FROM unnest($2::text[]) c`, [built.id, allCriteria, assessor.id]);
    await query(
      `INSERT INTO risk_evidence (assessment_id, criterion_id, title, attachment_id, sha256, effective_on, offered_by, verdict, verdict_by, verdict_at)
       SELECT $1, c, 'Tài liệu minh họa', $3, $4, '2026-06-01', $5, 'accepted', $5, app_now() FROM unnest($2::text[]) c`,
      [built.id, allCriteria, rows[0]?.id, sha256, assessor.id],
    );
    await query(
      `INSERT INTO risk_impact (assessment_id, group_id, impact, reason, answered_by) SELECT $1, g, $3, 'Ảnh hưởng dịch vụ công', $4 FROM unnest($2::text[]) g`,
      [built.id, allGroups, IMPACT, assessor.id],
    );
    await query(
      `INSERT INTO risk_treatment (assessment_id, group_id, criterion_id, measure, owner, due_on, expected_score, planned_by) VALUES ($1, 'DL', 'DL-06', 'Khử nhận dạng dữ liệu thử', 'Phòng Hạ tầng', app_today() + 30, 4, $2)`,
      [built.id, assessor.id],
    );
    await query(`UPDATE risk_assessment SET personal_data_said = false, cloud_said = false, state_secret = false, processing_agreement = 'Điều 12 dự thảo hợp đồng', version = version + 1 WHERE id = $1`, [built.id]);
  });
}

const IMPACT = 4;

/** A draft that can be submitted as it stands. */
export async function buildReadyAssessment(
  database: TestDatabase,
  assessment: { contract: { readonly id: string }; opener: BuiltPerson; assessor: BuiltPerson; stage?: BuiltStage },
): Promise<BuiltAssessment> {
  const built = await buildDraftAssessment(database, { ...assessment, by: assessment.opener });
  await fillIn(database, built, assessment.assessor);
  return built;
}

/** What the method says of answers as {@link buildReadyAssessment} gives them. */
async function resultOf(database: TestDatabase, built: BuiltAssessment, stage: BuiltStage): Promise<AssessmentResult> {
  const library = await shipped;
  const method = methodOf(library.edition('risk-criteria', VERSION), library.edition('risk-groups', VERSION), library.edition('risk-scoring', VERSION));
  const [facts] = await database.asOwner<{ level: number; personal_data: boolean; cloud: boolean; today: string }>('SELECT level, personal_data, cloud, app_today()::text AS today FROM risk_assessment WHERE id = $1', [built.id]);
  if (facts === undefined) throw new Error('the assessment was not built');
  const evidence = [{ accepted: true, effectiveOn: calendarDay('2026-06-01'), expiresOn: null, independentTest: false }];
  return assess(method, {
    stage, day: calendarDay(facts.today), facts: { level: facts.level, personalData: facts.personal_data, cloud: facts.cloud }, shortPath: false, exposures: [],
    answers: Object.fromEntries(allCriteria.map((id) => [id, { score: 3, notApplicableReason: null }])),
    evidence: Object.fromEntries(allCriteria.map((id) => [id, evidence])),
    impacts: Object.fromEntries(allGroups.map((id) => [id, IMPACT])),
    treatments: [{ criterionId: 'DL-06', expectedScore: 4 }],
  });
}

/** An assessment that was answered and submitted; what the builder is told of its verdict stands in place of what was computed. The contract needs a vendor. */
export async function buildSubmittedAssessment(
  database: TestDatabase,
  assessment: { contract: { readonly id: string }; opener: BuiltPerson; assessor: BuiltPerson; stage?: BuiltStage } & AssessmentVerdict,
): Promise<BuiltAssessment> {
  const { assessor } = assessment;
  const built = await buildReadyAssessment(database, assessment);
  const result = await resultOf(database, built, assessment.stage ?? 'signing');
  await build(database, async (query) => {
    for (const group of assessment.highGroups ?? []) {
      await query(
        `INSERT INTO risk_treatment (assessment_id, group_id, criterion_id, measure, owner, due_on, expected_score, planned_by)
         VALUES ($1, $2, $3, 'Khắc phục theo kế hoạch', 'Phòng Hạ tầng', app_today() + 30, 4, $4)`,
        [built.id, group, allCriteria.find((criterion) => criterion.startsWith(group)), assessor.id],
      );
    }
    const agreement = assessment.processingAgreement === undefined ? 'Điều 12 dự thảo hợp đồng' : assessment.processingAgreement;
    const verdict = {
      worstLevel: assessment.worstLevel ?? result.worstLevel, highGroups: assessment.highGroups ?? [], veryHighGroups: assessment.veryHighGroups ?? [],
      failedA: assessment.failedA ?? result.failedA, failedB: assessment.failedB ?? result.failedB,
    };
    await query(
      `UPDATE risk_assessment SET status = 'submitted', processing_agreement = $2, sections = '{}', result = $3, inputs_hash = repeat('a', 64),
              assessed_on = app_today(), worst_level = $4, worst_group = $5, residual_level = $6, high_groups = $7, very_high_groups = $8, failed_a = $9, failed_b = $10,
              submitted_by = $11, submitted_at = app_now(), version = version + 1
        WHERE id = $1`,
      [
        built.id, agreement, JSON.stringify({ ...result, ...verdict }), verdict.worstLevel, result.worstGroup, result.residual.worstLevel, verdict.highGroups, verdict.veryHighGroups,
        verdict.failedA, verdict.failedB, assessor.id,
      ],
    );
  });
  return built;
}

/** Asks the head, after the approval, to waive a failed criterion until `endsOn`. @returns the identifier of the waiver */
export async function askForWaiver(database: TestDatabase, waiver: { assessment: BuiltAssessment; by: BuiltPerson; criterion: string; endsOn: string }): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO risk_waiver (id, assessment_id, kind, target_id, ground, compensating, ends_on, requested_by) VALUES ($1, $2, 'knock-out', $3, 'Chờ thiết bị', 'Kiểm tra tay hằng tuần', $4, $5)`,
      [id, waiver.assessment.id, waiver.criterion, waiver.endsOn, waiver.by.id],
    );
  });
  return id;
}

/** An assessment that the head approved today; its records HS-01 and HS-03 are not registered yet (see {@link registerAssessmentRecords}). */
export async function buildApprovedAssessment(
  database: TestDatabase,
  assessment: { contract: { readonly id: string }; agency: BuiltAgency; opener: BuiltPerson; assessor: BuiltPerson; head: BuiltPerson; stage?: BuiltStage } & AssessmentVerdict,
): Promise<BuiltAssessment> {
  const built = await buildSubmittedAssessment(database, assessment);
  await build(database, async (query) => {
    if ((assessment.highGroups ?? []).length > 0) {
      await query(
        `INSERT INTO risk_opinion (assessment_id, giver, outcome, opinion, document_number, document_day, issuing_body, document_sha256, given_by)
         VALUES ($1, 'security-unit', 'agrees', 'Đồng ý', '5/CV', app_today(), 'Đơn vị chuyên trách', repeat('c', 64), $2)`,
        [built.id, assessment.assessor.id],
      );
    }
    const decision = randomUUID();
    await query(
      `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by)
       VALUES ($1, $2, 'risk-assessment', $3, 'approve-assessment', 'assessments', 'approved', $4, $5, 'own', 'click', $5)`,
      [decision, assessment.agency.id, built.id, assessment.assessor.id, assessment.head.id],
    );
    await query(
      `UPDATE risk_assessment SET status = 'approved', decision_id = $2, approved_by = $3, approved_on = app_today(), valid_until = app_today() + 365, version = version + 1 WHERE id = $1`,
      [built.id, decision, assessment.head.id],
    );
  });
  return built;
}

let numbered = 0;

/** The report HS-01 and the decision HS-03 of an assessment as the clerk registered them on `on`, without their documents: only for what reads published_record. */
export async function registerAssessmentRecords(
  database: TestDatabase,
  records: { assessment: { readonly id: string }; agency: BuiltAgency; clerk: BuiltPerson; on: string },
): Promise<void> {
  for (const [kind, form, title] of [['HS-01', 'report', 'Báo cáo'], ['HS-03', 'decision-approving', 'Quyết định']] as const) {
    numbered += 1;
    const id = randomUUID();
    const model = Buffer.from(JSON.stringify({ id }));
    await build(database, async (query) => {
      await query(`ALTER TABLE record DISABLE TRIGGER USER`);
      await query(
        `INSERT INTO record (id, product_code, kind, agency_id, subject_kind, subject_id, form, title, subject, symbol, model, model_sha256, library_versions, prepared_by, prepared_at, prepared_on,
                             status, number, issued_on, registered_by, registered_at, signed_medium, signed_sha256)
         VALUES ($1, $2, $3, $4, 'risk-assessment', $5, $6, $7, 'đánh giá rủi ro', $8, $9, encode(sha256($9), 'hex'), '[]', $10, app_now(), $11::date, 'registered', $12, $11::date, $10, app_now(), 'scan', repeat('d', 64))`,
        [id, `VB-TEST-${String(numbered).padStart(4, '0')}`, kind, records.agency.id, records.assessment.id, form, title, `${kind}-TN`, model, records.clerk.id, records.on, numbered],
      );
      await query(`ALTER TABLE record ENABLE TRIGGER USER`);
    });
  }
}
