import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { clauseReviewLifecycle } from '../../server/signing/domain/clause-review.lifecycle.js';
import { buildAnnex, buildActiveContract, buildReadyContract, buildReview, buildSignedContract, buildTrialContract, loadLibraries, type ContractToBuild, type ReadyContract } from '../builders/signing.js';
import { buildPlannedContract } from '../builders/contracts.js';
import { buildApprovedAssessment } from '../builders/risk-assessments.js';
import { approveLevel, buildDataAsset, buildSystem } from '../builders/systems.js';
import { build, buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let application: pg.Client;
let world: World;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  await loadLibraries(database);
  world = await buildWorld(database);
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
}, 60_000);
afterAll(async () => {
  await application.end();
  await database.drop();
});

const wanted = (): ContractToBuild => ({ agency: world.department, people: world.at });

/** Runs statements as the application in one audited transaction that is taken back, and names the wall that refused. */
async function attempt(...statements: readonly (readonly [string, (readonly unknown[])?])[]): Promise<string> {
  await application.query('BEGIN');
  try {
    await application.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.attempt', app_now(), '{}', sha256('{}'))`);
    for (const [sql, values = []] of statements) await application.query(sql, [...values]);
    await application.query('SET CONSTRAINTS ALL IMMEDIATE');
    return 'done';
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.constraint ?? error.message) : String(error);
  } finally {
    await application.query('ROLLBACK');
  }
}

type Statement = readonly [string, (readonly unknown[])?];

/** Signing as plain SQL: the signature and the move. */
function sign(contract: ReadyContract, changes: { readonly signedOn?: string; readonly number?: string; readonly signer?: string; readonly review?: string } = {}): Statement[] {
  const { signedOn = '2026-11-20', number = 'K-1', signer = world.at.unit_head.id, review = contract.review.id } = changes;
  return [
    [
      `INSERT INTO contract_signature (contract_id, number, signed_on, agency_signer_id, vendor_signer_name, vendor_signer_post, file_sha256, gates_version, assessment_record_id, approval_record_id, clause_review_id, recorded_by)
       SELECT $1, $2, $3, $4, 'Đại Diện', 'Giám đốc', repeat('a', 64), 'gates@2026-11-21', (SELECT id FROM published_record WHERE kind = 'HS-01' AND subject_id = $5),
              (SELECT id FROM published_record WHERE kind = 'HS-03' AND subject_id = $5), $6, $7`,
      [contract.id, number, signedOn, signer, contract.assessment.id, review, world.at.procurement_officer.id],
    ],
    move(contract, 'signed', `number = 'K-1', signed_on = '${signedOn}'`),
  ];
}

function move(contract: { readonly id: string }, phase: string, more = ''): Statement {
  return [`UPDATE contract SET phase = $2, version = version + 1${more === '' ? '' : `, ${more}`} WHERE id = $1`, [contract.id, phase]];
}

/** Lets the owner add a fact. */
async function adding(sql: string, values: readonly unknown[]): Promise<void> {
  await build(database, async (query) => {
    await query(sql, values);
  });
}

describe('the gate of signing', () => {
  let ready: ReadyContract;
  beforeAll(async () => {
    ready = await buildReadyContract(database, wanted());
  });

  test('lets a contract pass at which nothing stands in the way', async () => {
    expect(await attempt(...sign(ready))).toBe('done');
  });

  test('asks for the signature, with the number, day and signed copy of the contract', async () => {
    expect(await attempt(move(ready, 'signed', `number = 'K-1', signed_on = '2026-11-20'`))).toBe('contract_signs_with_signature');
    expect(await attempt(...sign(ready, { number: 'K-2' }))).toBe('contract_signs_with_signature');
    expect(await attempt(sign(ready)[0] ?? ['SELECT 1'])).toBe('contract_signature_signs');
  });

  test('keeps the date after the registered report and approval, not of tomorrow, and the signer in authority', async () => {
    const later = await buildReadyContract(database, { ...wanted(), recordsOn: '2026-11-18' });
    expect(await attempt(...sign(later, { signedOn: '2026-11-17' }))).toBe('contract_signature_not_before_report');
    expect(await attempt(...sign(later, { signedOn: '2026-11-18' }))).toBe('done');
    expect(await attempt(...sign(ready, { signedOn: '2026-11-21' }))).toBe('contract_signature_not_of_tomorrow');
    expect(await attempt(...sign(ready, { signer: world.at.procurement_officer.id }))).toBe('contract_signature_by_authority');
  });

  test('is shut when the contract itself lacks vendor, value, term, operator, system or an allowed hire', async () => {
    const missing: readonly (readonly [string, string])[] = [
      ['vendor_id = NULL', 'contract_signs_vendor'],
      ['value = NULL, security_value = NULL', 'contract_signs_value'],
      ['ends_on = NULL', 'contract_signs_term'],
      ['operator_kind = NULL', 'contract_signs_g_08'],
      [`hire_outcome = 'needs-legal-answer', hire_answer = 'unclear'`, 'contract_signs_g_09'],
    ];
    for (const [set, wall] of missing) {
      const statements: Statement[] = [[`UPDATE contract SET ${set}, version = version + 1 WHERE id = $1`, [ready.id]], ...sign(ready)];
      expect(`${set}: ${await attempt(...statements)}`).toBe(`${set}: ${wall}`);
    }
    expect(await attempt([`DELETE FROM contract_system WHERE contract_id = $1`, [ready.id]], ...sign(ready))).toBe('contract_signs_system');
  });

  test('is shut without the assessment, its records, its currency, or with a level of risk that blocks', async () => {
    const bare = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer, vendor: ready.vendor, systems: [ready.system], value: 1n, startsOn: '2026-12-01', endsOn: '2027-12-01' });
    expect(await attempt(move(bare, 'signed', `number = 'K-9', signed_on = '2026-11-20'`))).toBe('contract_signs_g_01');
    const veryHigh = await buildReadyContract(database, { ...wanted(), worstLevel: 'very-high', veryHighGroups: ['DL'] });
    expect(await attempt(...sign(veryHigh))).toBe('contract_signs_g_02');
    const failedA = await buildReadyContract(database, { ...wanted(), failedA: ['DL-01'] });
    expect(await attempt(...sign(failedA))).toBe('contract_signs_g_05');
    const failedB = await buildReadyContract(database, { ...wanted(), failedB: ['DL-05'] });
    expect(await attempt(...sign(failedB))).toBe('contract_signs_g_06');
    const high = await buildReadyContract(database, { ...wanted(), worstLevel: 'high', highGroups: ['TC'] });
    expect(await attempt(...sign(high))).toBe('contract_signs_g_04');
    await database.setNow('2027-03-01T12:00:00+07:00');
    expect(await attempt(...sign(ready, { signedOn: '2027-03-01' }))).toBe('contract_signs_g_12');
    await database.setNow('2026-11-20T12:00:00+07:00');
  });

  test('is shut with personal data and no processing agreement, and when the scope changes after the assessment', async () => {
    const system = await buildSystem(database, { agency: world.department, state: 'trial' });
    await buildDataAsset(database, { system, personalData: 'basic', subjects: 100 });
    const personal = await buildReadyContract(database, { ...wanted(), system, processingAgreement: null });
    expect(await attempt(...sign(personal))).toBe('contract_signs_g_10');
    expect(await attempt([`UPDATE contract SET scope = 'Phạm vi khác', version = version + 1 WHERE id = $1`, [ready.id]], ...sign(ready))).toBe('contract_signs_g_12');
  });

  test('is shut while a mandatory clause is not located in the newest, confirmed review', async () => {
    const people = world.at;
    const reopened = await buildReadyContract(database, wanted());
    await buildReview(database, { contract: reopened, agency: world.department, by: people.procurement_officer, state: 'draft', without: ['CT-07'] });
    expect(await attempt(move(reopened, 'signed', `number = 'K-3', signed_on = '2026-11-20'`))).toBe('contract_signs_g_07');
    expect(await attempt(...sign(reopened))).toBe('contract_signature_names_its_review');
  });

  test('is shut when the contract changes so that a clause became mandatory that nobody located', async () => {
    const people = world.at;
    const system = await buildSystem(database, { agency: world.department, state: 'trial', proposedLevel: 2 });
    const contract = await buildReadyContract(database, { ...wanted(), system });
    const second = await buildReview(database, { contract, agency: world.department, by: people.procurement_officer, head: people.unit_head, without: ['CT-25', 'CT-26', 'CT-27', 'CT-29', 'CT-31'] });
    expect(await attempt(...sign(contract, { review: second.id }))).toBe('done');
    await buildDataAsset(database, { system, personalData: 'basic', subjects: 10 });
    expect(await attempt(move(contract, 'signed', `number = 'K-4', signed_on = '2026-11-20'`))).toBe('contract_signs_g_12');
    const conditions = await database.asOwner<{ code: string; outcome: string; reason: string }>(
      `SELECT k.code, k.outcome, k.reason FROM contract c, contract_conditions(c, 'signing') k WHERE c.id = $1 AND k.code = 'G-07'`, [contract.id]);
    expect(conditions).toEqual([{ code: 'G-07', outcome: 'unmet', reason: 'clauses-missing' }]);
  });

  test('lets a missing level pass, which only warns at signing', async () => {
    const [row] = await database.asOwner<{ outcome: string; blocks: boolean }>(`SELECT k.outcome, k.blocks FROM contract c, contract_conditions(c, 'signing') k WHERE c.id = $1 AND k.code = 'G-11'`, [ready.id]);
    expect(row).toEqual({ outcome: 'unmet', blocks: false });
  });

  test('has one exception, which is named: hợp đồng chuyển tiếp enters as signed', async () => {
    const enter = (kind: string, ground: string | null): Statement => [
      `INSERT INTO contract (id, entry_kind, phase, agency_id, origin_agency_id, name, number, vendor_id, operator_kind, value, signed_on, starts_on, ends_on, transition_ground, review_due_on, created_by, without_system)
       VALUES ($1, $2, 'signed', $3, $3, 'Thuê thử', $4, $5, 'vendor', 1, '2025-12-01', '2025-12-01', '2027-01-01', $6, $7, $8, true)`,
      [randomUUID(), kind, world.department.id, `CT-${kind}`, ready.vendor.id, ground, ground === null ? null : '2027-02-18', world.at.procurement_officer.id],
    ];
    expect(await attempt(enter('transitional', 'Ký trước ngày sử dụng hệ thống'))).toBe('done');
    expect(await attempt(enter('new', null))).toBe('new_contract_enters_planned');
  });
});

describe('the gate of going live', () => {
  test('lets a contract pass whose trial, level, plan and assessment are there, by decision of the head', async () => {
    const trial = await buildTrialContract(database, { ...wanted(), ready: true });
    expect(await attempt(...goLive(trial))).toBe('done');
    expect(await attempt(move(trial, 'active'))).toBe('contract_operates_by_decision');
    expect(await attempt(...goLive(trial, { requestedBy: world.at.procurement_officer.id }))).toBe('contract_goes_live_by_head');
    expect(await attempt(...goLive(trial, { decidedBy: world.at.it_officer.id }))).toMatch(/decision_/);
    const active = await buildActiveContract(database, wanted());
    expect((await database.asOwner<{ phase: string }>('SELECT phase FROM contract WHERE id = $1', [active.id]))[0]?.phase).toBe('active');
  });

  test('is shut while each of them alone is missing', async () => {
    const people = world.at;
    const bare = await buildTrialContract(database, wanted());
    const paper = (table: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> => adding(
      `INSERT INTO ${table} (id, contract_id, document_number, document_on, summary, file_sha256, recorded_by${Object.keys(more).map((name) => `, ${name}`).join('')})
       VALUES ($1, $2, '1/BC', app_today(), 'Nội dung', repeat('3', 64), $3${Object.keys(more).map((_, index) => `, $${String(index + 4)}`).join('')})`,
      [randomUUID(), bare.id, people.it_officer.id, ...Object.values(more)]);
    expect(await attempt(...goLive(bare))).toBe('contract_operates_trial');
    await paper('trial_result', { ordinal: 1, outcome: 'failed' });
    expect(await attempt(...goLive(bare))).toBe('contract_operates_trial');
    await paper('trial_result', { ordinal: 2, outcome: 'passed' });
    expect(await attempt(...goLive(bare))).toBe('contract_operates_g_11');
    await approveLevel(database, { system: bare.system, level: 2, by: people.it_officer });
    expect(await attempt(...goLive(bare))).toBe('contract_operates_plan');
    await paper('plan_deployment');
    expect(await attempt(...goLive(bare))).toBe('contract_operates_g_02');
    await buildApprovedAssessment(database, { contract: bare, agency: world.department, opener: people.procurement_officer, assessor: people.it_officer, head: people.unit_head, stage: 'operation' });
    expect(await attempt(...goLive(bare))).toBe('done');
  });

  test('keeps trial operation to signed contracts, its papers to the trial, and all of them for good', async () => {
    const signed = await buildSignedContract(database, wanted());
    expect(await attempt(move(signed, 'trial'))).toBe('contract_trial_has_its_day');
    expect(await attempt([`INSERT INTO contract_milestone (contract_id, milestone, on_day, recorded_by) VALUES ($1, 'trial-began', '2026-11-21', $2)`, [signed.id, world.at.procurement_officer.id]])).toBe('contract_milestone_day_possible');
    expect(await attempt([`INSERT INTO contract_milestone (contract_id, milestone, on_day, decision_id, recorded_by) VALUES ($1, 'went-live', '2026-11-20', $2, $3)`, [signed.id, randomUUID(), world.at.unit_head.id]])).toBe('contract_milestone_in_its_phase');
    expect(await attempt([`INSERT INTO trial_result (id, contract_id, ordinal, outcome, document_number, document_on, summary, file_sha256, recorded_by) VALUES ($1, $2, 1, 'passed', '1', app_today(), 'x', repeat('a', 64), $3)`, [randomUUID(), signed.id, world.at.it_officer.id]])).toBe('trial_result_during_trial');
    for (const table of ['contract_signature', 'contract_milestone', 'trial_result', 'plan_deployment', 'security_annex']) {
      const changed = await attempt([`UPDATE ${table} SET contract_id = contract_id`]);
      expect(`${table} ${changed}`).toMatch(/permission denied/);
      await expect(database.asOwner(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/append-only/);
    }
  });

  function goLive(contract: ReadyContract, changes: { readonly requestedBy?: string; readonly decidedBy?: string } = {}): Statement[] {
    const decision = randomUUID();
    const { requestedBy = world.at.it_officer.id, decidedBy = world.at.unit_head.id } = changes;
    return [
      [
        `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by) VALUES ($1, $2, 'contract', $3, 'go-live', 'contracts', 'approved', $4, $5, 'own', 'click', $5)`,
        [decision, world.department.id, contract.id, requestedBy, decidedBy],
      ],
      [`INSERT INTO contract_milestone (contract_id, milestone, on_day, decision_id, recorded_by) VALUES ($1, 'went-live', app_today(), $2, $3)`, [contract.id, decision, decidedBy]],
      move(contract, 'active'),
    ];
  }
});

describe('a review of clauses', () => {
  let contract: { readonly id: string };
  beforeAll(async () => {
    contract = await buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer });
  });
  const people = (): World['at'] => world.at;

  test('follows the arrows of its life cycle, which the database holds too', async () => {
    const rows = await database.asOwner<{ from_state: string; to_state: string }>('SELECT from_state, to_state FROM clause_review_move ORDER BY 1, 2');
    expect(rows.map(({ from_state: from, to_state: to }) => `${from} ${to}`)).toEqual(clauseReviewLifecycle.moves.map(({ from, to }) => `${from} ${to}`).toSorted());
  });

  test('goes to the head complete, and is decided by the head alone', async () => {
    const open = await buildReview(database, { contract, agency: world.department, by: people().procurement_officer, state: 'draft', without: ['CT-07'], sourceScope: null });
    const submit: Statement = [`UPDATE clause_review SET state = 'submitted', submitted_by = $2, submitted_at = app_now(), version = version + 1 WHERE id = $1`, [open.id, people().procurement_officer.id]];
    const locate: Statement = [`INSERT INTO clause_finding (review_id, clause_id, standing, article, found_by) VALUES ($1, 'CT-07', 'located', 'Điều 9', $2)`, [open.id, people().procurement_officer.id]];
    const state: Statement = [`UPDATE clause_review SET source_scope = 'escrow', source_statement = 'Điều 12', version = version + 1 WHERE id = $1`, [open.id]];
    expect(await attempt(submit)).toBe('clause_review_locates_every_mandatory_clause');
    expect(await attempt(locate, submit)).toBe('clause_review_states_source_code');
    expect(await attempt(locate, state, [`UPDATE contract SET operator_kind = NULL, version = version + 1 WHERE id = $1`, [contract.id]], submit)).toBe('clause_review_names_operator');
    expect(await attempt(locate, state, submit)).toBe('done');
    const confirm: Statement = [`UPDATE clause_review SET state = 'confirmed', decision_id = $2, version = version + 1 WHERE id = $1`, [open.id, randomUUID()]];
    expect(await attempt(confirm)).toBe('clause_review_arrow');
    expect(await attempt(locate, state, submit, confirm)).toBe('clause_review_decided_by_head');
    const own = randomUUID();
    const decide: Statement = [
      `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by) VALUES ($1, $2, 'clause-review', $3, 'confirm-clauses', 'contracts', 'approved', $4, $4, 'own', 'click', $4)`,
      [own, world.department.id, open.id, people().unit_head.id],
    ];
    expect(await attempt(decide)).toBe('decision_maker_is_not_requester');
  });

  test('opens once at a time, changes as a draft only, and stays once confirmed', async () => {
    const other = await buildPlannedContract(database, { agency: world.department, by: people().procurement_officer });
    const open = (round: number): Statement => [`INSERT INTO clause_review (id, contract_id, round, library_version, opened_by) VALUES ($1, $2, $3, 'mandatory-clauses@2026-11-21', $4)`, [randomUUID(), other.id, round, people().procurement_officer.id]];
    expect(await attempt(open(1), open(2))).toBe('clause_review_one_open');
    expect(await attempt(open(3))).toBe('clause_review_begins_as_next_draft');
    expect(await attempt([`INSERT INTO clause_review (id, contract_id, round, library_version, opened_by) VALUES ($1, $2, 1, 'gates@2026-11-21', $3)`, [randomUUID(), other.id, people().procurement_officer.id]])).toBe('clause_review_by_library');
    const confirmed = await buildReview(database, { contract: other, agency: world.department, by: people().procurement_officer, head: people().unit_head });
    expect(await attempt([`UPDATE clause_review SET state = 'draft', version = version + 1 WHERE id = $1`, [confirmed.id]])).toBe('clause_review_confirmed_stays');
    expect(await attempt([`DELETE FROM clause_finding WHERE review_id = $1`, [confirmed.id]])).toBe('clause_finding_of_draft');
    expect(await attempt([`UPDATE clause_finding SET article = 'Điều 99' WHERE review_id = $1`, [confirmed.id]])).toBe('clause_finding_of_draft');
    expect(await attempt([`DELETE FROM clause_review WHERE id = $1`, [confirmed.id]])).toMatch(/permission denied/);
  });

  test('says where a clause stands or why it does not', async () => {
    const other = await buildPlannedContract(database, { agency: world.department, by: people().procurement_officer });
    const review = await buildReview(database, { contract: other, agency: world.department, by: people().procurement_officer, state: 'draft', without: ['CT-01'] });
    const find = (standing: string, article: string | null, reason: string | null, clause = 'CT-01'): Statement => [
      `INSERT INTO clause_finding (review_id, clause_id, standing, article, reason, found_by) VALUES ($1, $2, $3, $4, $5, $6)`, [review.id, clause, standing, article, reason, people().procurement_officer.id]];
    expect(await attempt(find('located', null, null))).toBe('clause_finding_says_where');
    expect(await attempt(find('missing', null, ' '))).toBe('clause_finding_says_why');
    expect(await attempt(find('located', 'Điều 1', null, 'CT-99'))).toBe('clause_finding_of_library');
    expect(await attempt(find('located', 'Điều 1', null))).toBe('done');
    const foreign = await buildAnnex(database, { contract, by: people().procurement_officer });
    expect(await attempt([`UPDATE clause_review SET annex_id = $2, version = version + 1 WHERE id = $1`, [review.id, foreign]])).toBe('clause_review_annex_of_contract');
  });
});
