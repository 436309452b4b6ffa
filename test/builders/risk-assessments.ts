import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { productFolder } from '../../server/platform/startup/product-folder.js';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

export interface BuiltAssessment {
  readonly id: string;
  readonly contractId: string;
}

export type BuiltStage = 'signing' | 'operation';

const VERSION = '2026-11-21';

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

/** An assessment that was answered and submitted: every criterion 3, every impact 3; its verdict is what the builder is told, not computed. The contract needs a vendor. */
export async function buildSubmittedAssessment(
  database: TestDatabase,
  assessment: { contract: { readonly id: string }; opener: BuiltPerson; assessor: BuiltPerson; stage?: BuiltStage } & AssessmentVerdict,
): Promise<BuiltAssessment> {
  const { opener, assessor } = assessment;
  const built = await buildDraftAssessment(database, { ...assessment, by: opener });
  await build(database, async (query) => {
    for (const criterion of allCriteria) await query(`INSERT INTO risk_answer (assessment_id, criterion_id, score, answered_by) VALUES ($1, $2, 3, $3)`, [built.id, criterion, assessor.id]);
    for (const group of allGroups) await query(`INSERT INTO risk_impact (assessment_id, group_id, impact, reason, answered_by) VALUES ($1, $2, 3, 'Ảnh hưởng dịch vụ công', $3)`, [built.id, group, assessor.id]);
    for (const group of assessment.highGroups ?? []) {
      await query(
        `INSERT INTO risk_treatment (assessment_id, group_id, criterion_id, measure, owner, due_on, expected_score, planned_by)
         VALUES ($1, $2, $3, 'Khắc phục theo kế hoạch', 'Phòng Hạ tầng', app_today() + 30, 4, $4)`,
        [built.id, group, allCriteria.find((criterion) => criterion.startsWith(group)), assessor.id],
      );
    }
    const agreement = assessment.processingAgreement === undefined ? 'Điều 12 dự thảo hợp đồng' : assessment.processingAgreement;
    await query(
      `UPDATE risk_assessment SET status = 'submitted', state_secret = false, processing_agreement = $2, sections = '{}', result = '{"groups": []}', inputs_hash = repeat('a', 64),
              assessed_on = app_today(), worst_level = $3, worst_group = 'DL', residual_level = 'low', high_groups = $4, very_high_groups = $5, failed_a = $6, failed_b = $7,
              submitted_by = $8, submitted_at = app_now(), version = version + 1
        WHERE id = $1`,
      [built.id, agreement, assessment.worstLevel ?? 'medium', assessment.highGroups ?? [], assessment.veryHighGroups ?? [], assessment.failedA ?? [], assessment.failedB ?? [], assessor.id],
    );
  });
  return built;
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
