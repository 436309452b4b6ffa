import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { assessmentLifecycle } from '../../server/risk-assessments/index.js';
import { foreseenGates } from '../../server/risk-assessments/domain/gates.js';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { buildPlannedContract, type BuiltContract } from '../builders/contracts.js';
import {
  buildApprovedAssessment, buildDraftAssessment, buildSubmittedAssessment, registerAssessmentRecords, type AssessmentVerdict, type BuiltAssessment,
} from '../builders/risk-assessments.js';
import { approveLevel, buildDataAsset, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let vendor: BuiltVendor;
let application: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  world = await buildWorld(database);
  vendor = await buildVendor(database, { by: world.at.procurement_officer });
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.drop();
});

type Statement = readonly [sql: string, values?: readonly unknown[]];

/** Runs statements under the application role in one audited transaction. @returns the wall that refused them, or 'done' */
async function attempt(...statements: readonly Statement[]): Promise<string> {
  try {
    await application.query('BEGIN');
    await application.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.tried', app_now(), '{}', sha256('{}'))`);
    for (const [sql, values = []] of statements) await application.query(sql, [...values]);
    await application.query('COMMIT');
    return 'done';
  } catch (error) {
    await application.query('ROLLBACK');
    return brokenWallOf(error) ?? sqlStateOf(error) ?? String(error);
  }
}

const plan = (systems?: readonly BuiltSystem[]): Promise<BuiltContract> =>
  buildPlannedContract(database, { agency: world.department, by: world.at.procurement_officer, vendor, scope: 'Vận hành hệ thống', ...(systems === undefined ? {} : { systems }) });
const makers = () => ({ opener: world.at.procurement_officer, assessor: world.at.it_officer });
const submitted = async (verdict: AssessmentVerdict = {}, contract?: BuiltContract): Promise<BuiltAssessment> =>
  buildSubmittedAssessment(database, { contract: contract ?? (await plan()), ...makers(), ...verdict });
const approved = async (verdict: AssessmentVerdict = {}, contract?: BuiltContract): Promise<BuiltAssessment> =>
  buildApprovedAssessment(database, { contract: contract ?? (await plan()), agency: world.department, head: world.at.unit_head, ...makers(), ...verdict });
const change = (assessment: BuiltAssessment, what: string, values: readonly unknown[] = []): Statement => [`UPDATE risk_assessment SET ${what}, version = version + 1 WHERE id = '${assessment.id}'`, values];

/** A decision about an assessment by `by`, and the approval that rests on it. */
function approval(assessment: BuiltAssessment, by: BuiltPerson, outcome = 'approved'): readonly Statement[] {
  const decision = randomUUID();
  return [
    [
      `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, ground, requested_by, decided_by, capacity, medium, recorded_by)
       VALUES ($1, $2, 'risk-assessment', $3, 'approve-assessment', 'assessments', $6, 'x', $4, $5, 'own', 'click', $5)`,
      [decision, world.department.id, assessment.id, world.at.it_officer.id, by.id, outcome],
    ],
    change(assessment, `status = 'approved', decision_id = $1, approved_by = $2, approved_on = app_today(), valid_until = app_today() + 300`, [decision, by.id]),
  ];
}

test('the arrows of the life cycle are those of the database', async () => {
  const rows = await database.asApplication<{ from_status: string; to_status: string }>('SELECT from_status, to_status FROM risk_assessment_move');
  const moves = assessmentLifecycle.moves.map(({ from, to }) => `${from} ${to}`);
  expect(rows.map(({ from_status, to_status }) => `${from_status} ${to_status}`).sort()).toEqual(moves.sort());
});

describe('working on an assessment', () => {
  test('one at a time for a contract and stage, in a phase that is assessed', async () => {
    const draft = await buildDraftAssessment(database, { contract: await plan(), by: world.at.procurement_officer });
    const again = (stage: string, status = 'draft'): Statement => [
      `INSERT INTO risk_assessment (contract_id, agency_id, stage, status, criteria_edition, groups_edition, scoring_edition, gates_edition, opened_by)
       SELECT contract_id, agency_id, $2, $3, criteria_edition, groups_edition, scoring_edition, gates_edition, opened_by FROM risk_assessment WHERE id = $1`,
      [draft.id, stage, status],
    ];
    expect(await attempt(again('signing'))).toBe('risk_assessment_one_open');
    expect(await attempt(again('operation'))).toBe('risk_assessment_fits_phase');
    expect(await attempt(again('signing', 'approved'))).toBe('risk_assessment_begins_as_draft');
  });

  test('facts come from the contract alone, whatever is written', async () => {
    const system = await buildSystem(database, { agency: world.department, servesProcedures: true });
    await buildDataAsset(database, { system, personalData: 'sensitive', subjects: 5 });
    const draft = await buildDraftAssessment(database, { contract: await plan([system]), by: world.at.procurement_officer });
    expect(await attempt(change(draft, 'level = 1, personal_data = false, personal_data_said = false, sensitive_data = false'))).toBe('done');
    const [row] = await database.asApplication('SELECT level, personal_data, sensitive_data FROM risk_assessment WHERE id = $1', [draft.id]);
    expect(row).toEqual({ level: 3, personal_data: true, sensitive_data: true });
  });

  test('answers are whole, evidence stays, versions count up, nothing without an audit event', async () => {
    const draft = await buildDraftAssessment(database, { contract: await plan(), by: world.at.procurement_officer });
    const answer = (values: string): Statement => [`INSERT INTO risk_answer (assessment_id, criterion_id, score, not_applicable_reason, answered_by) VALUES ('${draft.id}', ${values}, '${world.at.it_officer.id}')`];
    expect(await attempt(answer(`'DL-01', 5, NULL`))).toBe('risk_answer_score_range');
    expect(await attempt(answer(`'DL-01', 3, 'không có'`))).toBe('risk_answer_score_or_not_applicable');
    expect(await attempt(answer(`'DL-01', NULL, ' '`))).toBe('risk_answer_texts_not_empty');
    expect(await attempt([`UPDATE risk_assessment SET state_secret = false WHERE id = '${draft.id}'`])).toBe('risk_assessment_version_counts_up');
    expect(await attempt(change(draft, `stage = 'operation'`))).toBe('risk_assessment_entry_is_history');
    expect(await attempt(change(draft, `status = 'submitted'`))).toBe('risk_assessment_submitted_now');
    expect(await attempt(change(draft, `status = 'submitted', submitted_at = app_now()`))).toBe('submitted_assessment_is_whole');
    expect(await attempt(change(draft, `status = 'approved'`))).toBe('risk_assessment_arrow');
    expect(await database.asApplication(`UPDATE risk_assessment SET state_secret = true, version = version + 1 WHERE id = '${draft.id}'`).then(() => 'done', brokenWallOf)).toBe('change_is_audited');
    expect(await attempt([`DELETE FROM risk_assessment WHERE id = '${draft.id}'`])).toBe('42501');
  });
});

describe('what was submitted', () => {
  test('stays, with all its parts', async () => {
    const assessment = await submitted();
    expect(await attempt(change(assessment, `worst_level = 'low'`))).toBe('submitted_assessment_stays');
    expect(await attempt(change(assessment, `result = '{}'`))).toBe('submitted_assessment_stays');
    for (const table of ['risk_answer', 'risk_evidence', 'risk_impact', 'risk_treatment']) {
      expect(`${table} ${await attempt([`UPDATE ${table} SET version = version + 1 WHERE assessment_id = $1`, [assessment.id]])}`).toBe(`${table} submitted_assessment_stays`);
    }
    expect(await attempt([`DELETE FROM risk_treatment WHERE assessment_id = $1`, [assessment.id]])).toBe('submitted_assessment_stays');
    expect(await attempt([`INSERT INTO risk_exposure VALUES ($1, 'shared-infrastructure', false, $2)`, [assessment.id, world.at.it_officer.id]])).toBe('submitted_assessment_stays');
  });

  test('is approved by a decision about it, of somebody who neither opened, scored nor submitted it', async () => {
    const assessment = await submitted();
    expect(await attempt(change(assessment, `status = 'approved', decision_id = NULL, approved_by = $1, approved_on = app_today(), valid_until = app_today()`, [world.at.unit_head.id]))).toBe('risk_assessment_approved_by_decision');
    expect(await attempt(...approval(assessment, world.at.unit_head, 'returned'))).toBe('risk_assessment_approved_by_decision');
    expect(await attempt(...approval(assessment, world.at.procurement_officer))).toBe('decision_by_authority');
    const own = await buildSubmittedAssessment(database, { contract: await plan(), opener: world.at.unit_head, assessor: world.at.it_officer });
    expect(await attempt(...approval(own, world.at.unit_head))).toBe('risk_assessment_approver_is_another');
    expect(await attempt(change(assessment, `status = 'returned'`))).toBe('returned_assessment_names_its_ground');
    expect(await attempt(...approval(assessment, world.at.unit_head))).toBe('done');
    expect(await attempt(change(assessment, `valid_until = app_today() + 700`))).toBe('submitted_assessment_stays');
    expect(await attempt(change(assessment, `status = 'superseded', superseded_by = id`))).toBe('risk_assessment_superseded_by_later');
  });

  test('with a high group is approved after the opinion that the gate asks for', async () => {
    const assessment = await submitted({ worstLevel: 'high', highGroups: ['TC'] });
    expect(await attempt(...approval(assessment, world.at.unit_head))).toBe('risk_assessment_has_its_opinion');
    const opinion = (giver: string): Statement => [`INSERT INTO risk_opinion (assessment_id, giver, outcome, opinion, given_by) VALUES ($1, $2, 'agrees', 'Đồng ý', $3)`, [assessment.id, giver, world.at.it_officer.id]];
    expect(await attempt(opinion('security-unit'))).toBe('risk_opinion_of_unit_is_a_document');
    expect(await attempt(opinion('officer'), ...approval(assessment, world.at.unit_head))).toBe('done');
    expect(await attempt(opinion('officer'))).toBe('risk_opinion_on_submitted');
  });
});

describe('waivers', () => {
  const ask = (assessment: BuiltAssessment, kind: string, target: string, endsOn: string): Statement => [
    `INSERT INTO risk_waiver (assessment_id, kind, target_id, ground, compensating, ends_on, requested_by) VALUES ($1, $2, $3, 'Chờ', 'Khóa riêng', $4, $5)`,
    [assessment.id, kind, target, endsOn, world.at.procurement_officer.id],
  ];
  function grant(assessment: BuiltAssessment, target: string, by: BuiltPerson = world.at.unit_head, set = ''): readonly Statement[] {
    const decision = randomUUID();
    return [
      [
        `INSERT INTO decision (id, agency_id, subject_kind, subject_id, act, area, outcome, requested_by, decided_by, capacity, medium, recorded_by)
         SELECT $1, $2, 'risk-waiver', w.id, 'waive-risk', 'assessments', 'approved', w.requested_by, $4, 'own', 'click', $4 FROM risk_waiver w WHERE w.assessment_id = $3 AND w.target_id = $5`,
        [decision, world.department.id, assessment.id, by.id, target],
      ],
      [`UPDATE risk_waiver SET outcome = 'granted', decision_id = $2, decided_by = $3, score = 2, granted_on = app_today()${set} WHERE assessment_id = $1 AND target_id = $4`, [assessment.id, decision, by.id, target]],
    ];
  }

  test('only of what failed, never of a knock-out A, for at most 90 days, by a decision', async () => {
    const assessment = await approved({ failedA: ['DL-01'], failedB: ['DL-04', 'SC-01'] });
    expect(await attempt(ask(assessment, 'knock-out', 'DL-01', '2027-01-01'), ...grant(assessment, 'DL-01'))).toBe('risk_waiver_of_what_failed');
    expect(await attempt(ask(assessment, 'knock-out', 'DL-04', '2027-02-19'), ...grant(assessment, 'DL-04'))).toBe('risk_waiver_at_most_90_days');
    expect(await attempt(ask(assessment, 'knock-out', 'DL-04', '2027-02-18'))).toBe('done');
    expect(await attempt([`UPDATE risk_waiver SET outcome = 'granted', granted_on = app_today(), score = 2, decided_by = $2, decision_id = (SELECT id FROM decision LIMIT 1) WHERE assessment_id = $1`, [assessment.id, world.at.unit_head.id]])).toBe('risk_waiver_granted_by_decision');
    expect(await attempt(...grant(assessment, 'DL-04', world.at.unit_head, `, ends_on = '2028-01-01'`))).toBe('risk_waiver_stays');
    expect(await attempt(...grant(assessment, 'DL-04'))).toBe('done');
    expect(await attempt([`UPDATE risk_waiver SET ends_on = '2027-02-01' WHERE assessment_id = $1`, [assessment.id]])).toBe('risk_waiver_stays');
    expect(await attempt([`INSERT INTO risk_waiver (assessment_id, kind, target_id, ground, compensating, ends_on, requested_by) VALUES ($1, 'knock-out', 'SC-01', ' ', 'x', '2027-01-01', $2)`, [assessment.id, world.at.procurement_officer.id]])).toBe('risk_waiver_texts_not_empty');
  });
});

describe('the gates', () => {
  const gates = async (contract: BuiltContract, day = '2026-11-20', stage = 'signing'): Promise<Record<string, string>> => {
    const rows = await database.asApplication<{ gate: string; outcome: string; reason: string }>('SELECT gate, outcome, reason FROM assessment_gates($1, $2, $3)', [contract.id, stage, day]);
    return Object.fromEntries(rows.filter(({ outcome }) => outcome === 'unmet').map(({ gate, reason }) => [gate, reason]));
  };

  test('are all shut without an assessment, and open with one whose records are registered', async () => {
    const contract = await plan();
    expect(await gates(contract)).toEqual(Object.fromEntries(['G-01', 'G-02', 'G-03', 'G-04', 'G-05', 'G-06', 'G-12', 'G-13'].map((gate) => [gate, 'not-assessed'])));
    const assessment = await approved({}, contract);
    expect(await gates(contract)).toEqual({ 'G-01': 'records-not-issued' });
    await registerAssessmentRecords(database, { assessment, agency: world.department, clerk: world.at.records_clerk, on: '2026-11-20' });
    expect(await gates(contract)).toEqual({});
    expect(await gates(contract, '2026-11-19')).toEqual({ 'G-01': 'report-after-contract' });
    expect(await gates(contract, '2027-02-18')).toEqual({});
    expect(await gates(contract, '2027-02-19')).toEqual({ 'G-12': 'report-too-old' });
    expect(Object.keys(await gates(contract, '2026-11-20', 'operation'))).toEqual(['G-02', 'G-03', 'G-05', 'G-06', 'G-12']);
  });

  test.each<[AssessmentVerdict, Record<string, string>]>([
    [{ veryHighGroups: ['DL'] }, { 'G-02': 'very-high-groups' }],
    [{ highGroups: ['DL'] }, { 'G-04': 'high-not-accepted' }],
    [{ failedA: ['DL-01'] }, { 'G-05': 'failed-a' }],
    [{ failedB: ['DL-04'] }, { 'G-06': 'failed-b' }],
  ])('%j shuts %j, as the page foresees', async (verdict, shut) => {
    const contract = await plan();
    await approved(verdict, contract);
    expect(await gates(contract)).toEqual({ 'G-01': 'records-not-issued', ...shut });
    const foreseen = foreseenGates({
      stage: 'signing', level: 2, personalData: false, agreement: true, treatedGroups: ['DL'], opinions: [{ giver: 'security-unit' }], waivers: [], stateSecret: false,
      highGroups: verdict.highGroups ?? [], veryHighGroups: verdict.veryHighGroups ?? [], failedA: verdict.failedA ?? [], failedB: verdict.failedB ?? [],
    });
    expect(Object.fromEntries(foreseen.filter(({ standing }) => standing === 'unmet').map(({ gate, reason }) => [gate, reason]))).toEqual(shut);
  });

  test('a system of level 4 has no group at "Cao"; personal data needs its agreement; new facts shut at once', async () => {
    const system = await buildSystem(database, { agency: world.department });
    await approveLevel(database, { system, level: 4, by: world.at.it_officer });
    const contract = await plan([system]);
    await approved({ highGroups: ['DL'], processingAgreement: null }, contract);
    expect(await gates(contract)).toMatchObject({ 'G-03': 'high-groups' });
    await buildDataAsset(database, { system, name: 'Hồ sơ mới', personalData: 'basic', subjects: 10 });
    expect(await gates(contract)).toMatchObject({ 'G-10': 'no-agreement', 'G-12': 'triggered' });
  });

  test('the tasks say whose turn it is', async () => {
    const assessment = await submitted({ highGroups: ['DL'] });
    const rows = await database.asApplication<{ kind: string; role: string }>('SELECT kind, role FROM risk_assessment_task WHERE subject_id = $1 ORDER BY kind', [assessment.id]);
    expect(rows).toEqual([{ kind: 'risk-assessment.opinion', role: 'it_officer' }, { kind: 'risk-assessment.to-approve', role: 'unit_head' }]);
  });
});
