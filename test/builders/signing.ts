import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { loadLibraryFiles } from '../../server/library/index.js';
import { openReader } from '../../server/platform/database/reading.js';
import { productFolder } from '../../server/platform/startup/product-folder.js';
import type { TestDatabase } from '../harness/postgres.js';
import { buildPlannedContract, type BuiltContract } from './contracts.js';
import { buildApprovedAssessment, registerAssessmentRecords, type AssessmentVerdict, type BuiltAssessment } from './risk-assessments.js';
import { approveLevel, buildSystem, type BuiltSystem } from './systems.js';
import { buildVendor, type BuiltVendor } from './vendors.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

const VERSION = '2026-11-21';

/** The people of an agency who bring a contract to its signing: everybody another person, as the walls ask. */
export interface Signers {
  readonly procurement_officer: BuiltPerson;
  readonly it_officer: BuiltPerson;
  readonly unit_head: BuiltPerson;
  readonly records_clerk: BuiltPerson;
}

/** Loads the libraries as the product does at its start; for tests that run without the product. Before anything that names a version. */
export async function loadLibraries(database: TestDatabase): Promise<void> {
  const owner = openReader(database.ownerUrl, 1);
  try {
    await loadLibraryFiles(owner, path.join(productFolder, 'seeds', 'library'));
  } finally {
    await owner.close();
  }
}

export interface BuiltReview {
  readonly id: string;
  readonly contractId: string;
}

/** The next review of a contract's clauses, every clause located save those that are left out, in one of its states. */
export async function buildReview(
  database: TestDatabase,
  review: { contract: { readonly id: string }; agency: BuiltAgency; by: BuiltPerson; head?: BuiltPerson; state?: 'draft' | 'submitted' | 'confirmed'; without?: readonly string[]; sourceScope?: string | null },
): Promise<BuiltReview> {
  const id = randomUUID();
  const state = review.state ?? 'confirmed';
  const scope = review.sourceScope === undefined ? 'made-for-agency' : review.sourceScope;
  await build(database, async (query) => {
    await query(
      `INSERT INTO clause_review (id, contract_id, round, library_version, source_scope, source_statement, opened_by)
       SELECT $1, $2, 1 + coalesce(max(round), 0), 'mandatory-clauses@${VERSION}', $3, CASE WHEN $3::text IS NULL THEN NULL ELSE 'Điều 12 hợp đồng' END, $4 FROM clause_review WHERE contract_id = $2`,
      [id, review.contract.id, scope, review.by.id],
    );
    await query(
      `INSERT INTO clause_finding (review_id, clause_id, standing, article, paragraph, found_by)
       SELECT $1, entry_id, 'located', 'Điều ' || position, '1', $2 FROM library_entry WHERE version_id = 'mandatory-clauses@${VERSION}' AND entry_id <> ALL ($3::text[])`,
      [id, review.by.id, review.without ?? []],
    );
    if (state === 'draft') return;
    await query(`UPDATE clause_review SET state = 'submitted', submitted_by = $2, submitted_at = app_now(), version = version + 1 WHERE id = $1`, [id, review.by.id]);
    if (state === 'submitted' || review.head === undefined) return;
    const decision = randomUUID();
    await query(
      `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by)
       VALUES ($1, $2, 'clause-review', $3, 'confirm-clauses', 'contracts', 'approved', $4, $5, 'own', 'click', $5)`,
      [decision, review.agency.id, id, review.by.id, review.head.id],
    );
    await query(`UPDATE clause_review SET state = 'confirmed', decision_id = $2, version = version + 1 WHERE id = $1`, [id, decision]);
  });
  return { id, contractId: review.contract.id };
}

/** A print of the standard annex as the walls see it, without its file. */
export async function buildAnnex(database: TestDatabase, annex: { contract: { readonly id: string }; by: BuiltPerson }): Promise<string> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO security_annex (id, contract_id, ordinal, model_version, clauses_version, sha256, places, made_by)
       SELECT $1, $2, 1 + coalesce(max(ordinal), 0), 'standard-annex@${VERSION}', 'mandatory-clauses@${VERSION}', repeat('e', 64),
              '[{"clauseId": "CT-01", "standing": "located", "article": "Điều 1 Phụ lục bảo đảm an ninh mạng", "paragraph": "1", "page": null, "reason": null}]'::jsonb, $3
         FROM security_annex WHERE contract_id = $2`,
      [id, annex.contract.id, annex.by.id],
    );
  });
  return id;
}

export interface ReadyContract extends BuiltContract {
  readonly agency: BuiltAgency;
  readonly vendor: BuiltVendor;
  readonly system: BuiltSystem;
  readonly assessment: BuiltAssessment;
  readonly review: BuiltReview;
  readonly people: Signers;
}

export interface ContractToBuild extends AssessmentVerdict {
  readonly agency: BuiltAgency;
  readonly people: Signers;
  readonly name?: string;
  readonly number?: string;
  readonly vendor?: BuiltVendor;
  readonly system?: BuiltSystem;
  readonly startsOn?: string;
  readonly endsOn?: string;
  /** The day on which HS-01 and HS-03 were registered; today of the database unless said. */
  readonly recordsOn?: string;
}

/**
 * A planned contract at whose signing nothing stands in the way: system, vendor, value and term, an approved assessment with its records registered, its
 * clauses confirmed. Every fact is made through the walls.
 */
export async function buildReadyContract(database: TestDatabase, wanted: ContractToBuild): Promise<ReadyContract> {
  const { agency, people } = wanted;
  const by = people.procurement_officer;
  const vendor = wanted.vendor ?? (await buildVendor(database, { by }));
  const system = wanted.system ?? (await buildSystem(database, { agency, state: 'trial' }));
  const contract = await buildPlannedContract(database, {
    agency, by, vendor, systems: [system], value: 850_000_000n, startsOn: wanted.startsOn ?? '2026-12-01', endsOn: wanted.endsOn ?? '2028-11-30',
    scope: 'Thuê phần mềm và vận hành thử nghiệm',
    ...(wanted.name === undefined ? {} : { name: wanted.name }), ...(wanted.number === undefined ? {} : { number: wanted.number }),
  });
  const assessment = await buildApprovedAssessment(database, { ...wanted, contract, opener: by, assessor: people.it_officer, head: people.unit_head, stage: 'signing' });
  const on = wanted.recordsOn ?? (await database.asOwner<{ day: string }>('SELECT app_today()::text AS day'))[0]?.day ?? '';
  await registerAssessmentRecords(database, { assessment, agency, clerk: people.records_clerk, on });
  const review = await buildReview(database, { contract, agency, by, head: people.unit_head });
  return { ...contract, agency, vendor, system, assessment, review, people };
}

let numbered = 0;

/** A contract that was signed through its gate: today of the database unless said. */
export async function buildSignedContract(database: TestDatabase, wanted: ContractToBuild & { readonly signedOn?: string }): Promise<ReadyContract> {
  numbered += 1;
  const number = wanted.number ?? `${String(numbered)}/2026/HĐ-KY`;
  const contract = await buildReadyContract(database, { ...wanted, number });
  await build(database, async (query) => {
    await query(
      `INSERT INTO contract_signature (contract_id, number, signed_on, agency_signer_id, vendor_signer_name, vendor_signer_post, file_sha256, gates_version, assessment_record_id,
                                       approval_record_id, clause_review_id, recorded_by)
       SELECT $1, $2, coalesce($3::date, app_today()), $4, 'Đại Diện Minh Họa', 'Giám đốc', repeat('f', 64), 'gates@${VERSION}',
              (SELECT id FROM published_record WHERE kind = 'HS-01' AND subject_id = $5), (SELECT id FROM published_record WHERE kind = 'HS-03' AND subject_id = $5), $6, $7`,
      [contract.id, number, wanted.signedOn ?? null, contract.people.unit_head.id, contract.assessment.id, contract.review.id, contract.people.procurement_officer.id],
    );
    await query(`UPDATE contract SET phase = 'signed', number = $2, signed_on = coalesce($3::date, app_today()), version = version + 1 WHERE id = $1`, [contract.id, number, wanted.signedOn ?? null]);
  });
  return { ...contract, number };
}

/** A signed contract in trial operation since today; with `ready` everything that going live asks for is there but the head's decision. */
export async function buildTrialContract(database: TestDatabase, wanted: ContractToBuild & { readonly signedOn?: string; readonly ready?: boolean }): Promise<ReadyContract> {
  const contract = await buildSignedContract(database, wanted);
  const { people, agency } = contract;
  await build(database, async (query) => {
    await query(`INSERT INTO contract_milestone (contract_id, milestone, on_day, recorded_by) VALUES ($1, 'trial-began', app_today(), $2)`, [contract.id, people.procurement_officer.id]);
    await query(`UPDATE contract SET phase = 'trial', version = version + 1 WHERE id = $1`, [contract.id]);
  });
  if (wanted.ready !== true) return contract;
  await approveLevel(database, { system: contract.system, level: 2, by: people.it_officer });
  await buildApprovedAssessment(database, { contract, agency, opener: people.procurement_officer, assessor: people.it_officer, head: people.unit_head, stage: 'operation' });
  await build(database, async (query) => {
    await query(
      `INSERT INTO trial_result (id, contract_id, ordinal, outcome, document_number, document_on, summary, file_sha256, recorded_by)
       VALUES ($1, $2, 1, 'passed', '5/BB-VHT', app_today(), 'Đạt yêu cầu', repeat('1', 64), $3)`,
      [randomUUID(), contract.id, people.it_officer.id],
    );
    await query(
      `INSERT INTO plan_deployment (id, contract_id, document_number, document_on, summary, file_sha256, recorded_by) VALUES ($1, $2, '6/BC', app_today(), 'Đã triển khai', repeat('2', 64), $3)`,
      [randomUUID(), contract.id, people.it_officer.id],
    );
  });
  return contract;
}

/** A contract in operation: signed, tried, put into operation by the head, today of the database. */
export async function buildActiveContract(database: TestDatabase, wanted: ContractToBuild & { readonly signedOn?: string }): Promise<ReadyContract> {
  const contract = await buildTrialContract(database, { ...wanted, ready: true });
  const { people, agency } = contract;
  await build(database, async (query) => {
    const decision = randomUUID();
    await query(
      `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by)
       VALUES ($1, $2, 'contract', $3, 'go-live', 'contracts', 'approved', $4, $5, 'own', 'click', $5)`,
      [decision, agency.id, contract.id, people.it_officer.id, people.unit_head.id],
    );
    await query(`INSERT INTO contract_milestone (contract_id, milestone, on_day, decision_id, recorded_by) VALUES ($1, 'went-live', app_today(), $2, $3)`, [contract.id, decision, people.unit_head.id]);
    await query(`UPDATE contract SET phase = 'active', version = version + 1 WHERE id = $1`, [contract.id]);
  });
  return contract;
}
