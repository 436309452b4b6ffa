import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { buildDutyReport } from '../builders/clocks.js';
import { buildIncident, CLOCKS, startIncidentClocks, type BuiltIncident } from '../builders/incidents.js';
import { loadLibraries } from '../builders/signing.js';
import { buildPerson, buildWorld, giveRole, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { attempt as attemptBy, carryOut as carryOutBy, type Statement } from './access-statements.js';

/** The walls of clocks and incidents, tried with plain SQL under the application's role. */
const NOW = '2026-12-07T09:00:00+07:00';
let database: TestDatabase;
let application: pg.Client;
let world: World;
let incident: BuiltIncident;
const attempt = (...statements: readonly Statement[]): Promise<string> => attemptBy(application, ...statements);
const carryOut = (...statements: readonly Statement[]): Promise<string> => carryOutBy(application, ...statements);

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow(NOW);
  await loadLibraries(database);
  world = await buildWorld(database);
  incident = await buildIncident(database, { agency: world.department, by: world.at.it_officer, occurred: 30, conditions: ['serious-interruption'] });
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
}, 60_000);
afterAll(async () => {
  await application.end();
  await database.drop();
});

const idOf = (clock: string): string => incident.clocks[clock] ?? '';
const insert = (table: string, row: Readonly<Record<string, unknown>>): Statement => {
  const columns = Object.keys(row);
  return [`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${String(index + 1)}`).join(', ')})`, Object.values(row)];
};
/** A clock of a case, which asks nothing of incidents. */
const clockOf = (row: Readonly<Record<string, unknown>> = {}): Statement =>
  insert('duty_clock', {
    id: randomUUID(), clock: 'D-08', subject_kind: 'containment', subject_id: randomUUID(), subject_title: 'VP-000001', agency_id: world.department.id, start_kind: 'decision-or-sign', level: 'V3',
    started_at: '2026-12-07T08:30:00+07:00', due_at: '2026-12-07T09:30:00+07:00', immediate: false, edition: CLOCKS, recorded_by: world.at.it_officer.id, ...row,
  });
const reportOf = (clock: string, row: Readonly<Record<string, unknown>> = {}): Statement =>
  insert('duty_report', {
    id: randomUUID(), clock_id: idOf(clock), stage: 'final', sent_at: '2026-12-07T08:45:00+07:00', channel: 'document', recipient: 'Công an thành phố', number: '12/BC', summary: 'Báo cáo',
    recorded_by: world.at.it_officer.id, ...row,
  });
const settle = (clock: string, fact: string, kind = 'duty-report'): Statement =>
  insert('duty_clock_settlement', { clock_id: idOf(clock), settled_at: '2026-12-07T08:50:00+07:00', fact_kind: kind, fact_id: fact, settled_by: world.at.it_officer.id });

describe('a clock', () => {
  test('is never changed, deleted or emptied: nobody moves a start', async () => {
    for (const sql of [`UPDATE duty_clock SET started_at = started_at - interval '1 day'`, 'DELETE FROM duty_clock', 'TRUNCATE duty_clock']) expect(await attempt([sql])).not.toBe('done');
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      for (const table of ['duty_clock', 'duty_clock_explanation', 'duty_report', 'duty_report_receipt', 'duty_clock_settlement']) {
        expect([table, await attemptBy(owner, [`TRUNCATE ${table} CASCADE`])]).toEqual([table, expect.stringMatching(/_append_only$/)]);
      }
      for (const sql of [`UPDATE duty_clock SET due_at = due_at + interval '1 hour'`, 'DELETE FROM duty_clock']) expect(await attemptBy(owner, [sql])).toBe('duty_clock_append_only');
    } finally {
      await owner.end();
    }
  });

  test('starts once for each subject, with what has happened and what the library says', async () => {
    expect(await attempt(clockOf())).toBe('done');
    const subject = randomUUID();
    expect(await attempt(clockOf({ subject_id: subject }), clockOf({ subject_id: subject }))).toBe('duty_clock_once');
    expect(await attempt(clockOf({ started_at: '2026-12-07T09:00:01+07:00', due_at: '2026-12-07T10:00:01+07:00' }))).toBe('duty_clock_started');
    expect(await attempt(clockOf({ start_kind: 'detection' }))).toBe('duty_clock_start_kind');
    expect(await attempt(clockOf({ immediate: true, due_at: '2026-12-07T08:30:00+07:00' }))).toBe('duty_clock_of_library');
    expect(await attempt(clockOf({ edition: 'gates@2026-11-21' }))).toBe('duty_clock_of_library');
  });

  test('is due by its rule: hours run on, by the level; days never lie before the start', async () => {
    expect(await attempt(clockOf({ due_at: '2026-12-07T10:30:00+07:00' }))).toBe('duty_clock_due_by_rule');
    expect(await attempt(clockOf({ level: 'V2' }))).toBe('duty_clock_due_by_rule');
    expect(await attempt(clockOf({ level: 'V2', due_at: '2026-12-08T08:30:00+07:00' }))).toBe('done');
    const report = { clock: 'D-10', subject_kind: 'violation-case', start_kind: 'sign-recorded' };
    expect(await attempt(clockOf({ ...report, due_at: '2026-12-15T00:00:00+07:00' }))).toBe('done');
    expect(await attempt(clockOf({ ...report, due_at: '2026-12-06T00:00:00+07:00' }))).toBe('duty_clock_due_after_start');
    expect(await attempt(clockOf({ ...report, due_at: null }))).toBe('duty_clock_due_or_missing_year');
    expect(await attempt(clockOf({ ...report, due_at: null, missing_year: 2027 }))).toBe('done');
  });

  test('leaves an audit event', async () => {
    await application.query('BEGIN');
    const [sql, values] = clockOf();
    await application.query(sql, [...(values ?? [])]);
    await expect(application.query('COMMIT')).rejects.toMatchObject({ constraint: 'change_is_audited' });
  });
});

describe('a clock of an incident', () => {
  test('starts with its own condition and its own moment, and no other does', async () => {
    const other = await buildIncident(database, { agency: world.department, by: world.at.it_officer });
    const row = { subject_kind: 'incident', subject_id: other.id, start_kind: 'detection', level: null, started_at: '2026-12-07T08:00:00+07:00' };
    expect(Object.keys(other.clocks)).toEqual(['D-03']);
    expect(await attempt(clockOf({ ...row, clock: 'D-06', due_at: '2026-12-10T08:00:00+07:00' }))).toBe('incident_clock_by_its_condition');
    const condition = insert('incident_condition', { incident_id: other.id, condition: 'personal-data', note: 'Lộ danh sách', recorded_by: world.at.it_officer.id });
    expect(await attempt(condition, clockOf({ ...row, clock: 'D-06', due_at: '2026-12-10T08:00:00+07:00' }))).toBe('done');
    expect(await attempt(condition, clockOf({ ...row, clock: 'D-06', started_at: '2026-12-07T08:30:00+07:00', due_at: '2026-12-10T08:30:00+07:00' }))).toBe('incident_clock_by_its_condition');
  });

  test('runs as soon as what asks for it is recorded', async () => {
    const other = await buildIncident(database, { agency: world.department, by: world.at.it_officer });
    const level = (code: string): Statement => insert('incident_level', { id: randomUUID(), incident_id: other.id, level: code, ground: 'Dịch vụ gián đoạn', graded_by: world.at.it_officer.id });
    expect(await attempt(level('high'))).toBe('incident_duties_run');
    expect(await attempt(level('medium'))).toBe('done');
    expect(await attempt(level('high'), [startIncidentClocks, [other.id, world.at.it_officer.id]])).toBe('done');
    expect(await attempt(level('worst'))).toBe('incident_level_known');
    for (const [code, clocks] of [['high', ['D-02', 'D-03']], ['serious', ['D-01', 'D-02', 'D-03', 'D-04', 'D-05']]] as const) {
      const made = await buildIncident(database, { agency: world.department, by: world.at.it_officer, level: code });
      expect(Object.keys(made.clocks).toSorted()).toEqual(clocks);
    }
    const whole = await buildIncident(database, { agency: world.department, by: world.at.it_officer, conditions: ['national-security', 'beyond-capacity', 'personal-data'] });
    expect(Object.keys(whole.clocks).toSorted()).toEqual(['D-01', 'D-02', 'D-03', 'D-04', 'D-05', 'D-06']);
  });

  test('starts at the detection where nobody knows when it occurred, and is due there', async () => {
    const unknown = await buildIncident(database, { agency: world.department, by: world.at.it_officer, occurred: null });
    const [row] = await database.asOwner<{ start_kind: string; same: boolean; late: boolean }>('SELECT start_kind, due_at = started_at AS same, late_at_start AS late FROM duty_clock WHERE subject_id = $1', [unknown.id]);
    expect(row).toEqual({ start_kind: 'detection', same: true, late: true });
  });
});

describe('an incident', () => {
  const incidentOf = (row: Readonly<Record<string, unknown>> = {}): Statement[] => {
    const id = randomUUID();
    return [
      insert('incident', {
        id, agency_id: world.department.id, kind: 'attack', form: 'Mã độc', title: 'Nhiễm mã độc', what: 'Máy chủ nhiễm mã độc', place: 'Trung tâm dữ liệu', occurred_at: '2026-12-07T07:00:00+07:00',
        detected_at: '2026-12-07T08:00:00+07:00', found_by: 'Người Minh Họa', kinds_edition: 'incident-kinds@2026-11-21', levels_edition: 'incident-levels@2026-11-21', recorded_by: world.at.it_officer.id, ...row,
      }),
      [startIncidentClocks, [id, world.at.it_officer.id]],
    ];
  };

  test('is written down with what is possible, by its own people, with its clock', async () => {
    expect(await attempt(...incidentOf())).toBe('done');
    expect(await attempt(...incidentOf().slice(0, 1))).toBe('incident_duties_run');
    expect(await attempt(...incidentOf({ occurred_at: '2026-12-07T08:00:01+07:00' }))).toBe('incident_detected_after_it_occurred');
    expect(await attempt(...incidentOf({ detected_at: '2026-12-07T09:00:01+07:00' }))).toBe('incident_detected_by_now');
    expect(await attempt(...incidentOf({ kind: 'fault' }))).toBe('incident_kind_known');
    expect(await attempt(...incidentOf({ kind: 'weather', form: null }))).toBe('incident_kind_known');
    expect(await attempt(...incidentOf({ title: ' ' }))).toBe('incident_texts_not_empty');
    expect(await attempt(...incidentOf({ recorded_by: world.atWard.it_officer.id }))).toBe('incident_recorded_by_agency');
    expect(await attempt(...incidentOf({ recorded_by: world.at.auditor.id }))).toBe('incident_recorded_by_agency');
    const above = await buildPerson(database, { login: 'chu-tich-thanh-pho' });
    await giveRole(database, { person: above, role: 'unit_head', agency: world.city, withSubtree: true, by: world.at.administrator });
    expect(await attempt(...incidentOf({ recorded_by: above.id }))).toBe('done');
    expect(await attempt(...incidentOf({ vendor_detected_at: '2026-12-07T06:00:00+07:00' }))).toBe('incident_vendor_of_contract');
    expect(await attempt(...incidentOf({ levels_edition: 'gates@2026-11-21' }))).toBe('incident_levels_of_library');
  });

  test('and everything of it stays', async () => {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    try {
      for (const table of ['incident', 'incident_condition']) {
        expect(await attemptBy(owner, [`DELETE FROM ${table}`])).toBe(`${table}_append_only`);
        expect(await attemptBy(owner, [`UPDATE ${table} SET recorded_at = app_now()`])).toBe(`${table}_append_only`);
      }
      for (const table of ['incident', 'incident_system', 'incident_level', 'incident_condition', 'incident_first_notice', 'incident_handling']) {
        expect(await attemptBy(owner, [`TRUNCATE ${table} CASCADE`])).toMatch(/_append_only$/);
      }
    } finally {
      await owner.end();
    }
  });

  test('has one first notice, one record of each condition, and was handled after it happened', async () => {
    const notice = insert('incident_first_notice', { incident_id: incident.id, noticed_at: '2026-12-07T08:00:00+07:00', channel: 'hotline', from_whom: 'Người dân', taken_by: 'Trực ban', content: 'Không truy cập được', recorded_by: world.at.it_officer.id });
    expect(await attempt(notice)).toBe('done');
    expect(await attempt(notice, notice)).toBe('incident_first_notice_once');
    expect(await attempt(insert('incident_condition', { incident_id: incident.id, condition: 'serious-interruption', note: 'Lần nữa', recorded_by: world.at.it_officer.id }))).toBe('incident_condition_once');
    const handling = (doneAt: string): Statement => insert('incident_handling', { id: randomUUID(), incident_id: incident.id, done_at: doneAt, what: 'Ngắt kết nối', recorded_by: world.at.it_officer.id });
    expect(await attempt(handling('2026-12-07T08:59:00+07:00'))).toBe('done');
    for (const doneAt of ['2026-12-07T09:01:00+07:00', '2026-12-01T09:00:00+07:00']) expect(await attempt(handling(doneAt))).toBe('incident_handled_in_its_time');
  });
});

describe('a report', () => {
  test('is of a clock that a report stops, sent after its start and not in the future, named and taken', async () => {
    expect(await attempt(reportOf('D-03'))).toBe('done');
    expect(await attempt(reportOf('D-03', { sent_at: '2026-12-07T09:00:01+07:00' }))).toBe('duty_report_time_possible');
    expect(await attempt(reportOf('D-05', { sent_at: '2026-12-07T07:59:59+07:00' }))).toBe('duty_report_time_possible');
    expect(await attempt(reportOf('D-03', { number: null }))).toBe('duty_report_document_named');
    expect(await attempt(reportOf('D-03', { channel: 'hotline' }))).toBe('duty_report_taken_by_somebody');
    expect(await attempt(reportOf('D-03', { channel: 'hotline', receiver_name: 'Trực ban' }))).toBe('done');
    expect(await attempt(reportOf('D-03'), reportOf('D-03'))).toBe('duty_report_once');
    const clock = randomUUID();
    expect(await attempt(clockOf({ id: clock }), reportOf('D-03', { clock_id: clock }))).toBe('duty_report_of_reported_clock');
  });

  test('to Công an thành phố is received by city oversight alone, once, by another person', async () => {
    const report = await buildDutyReport(database, { clockId: idOf('D-03'), by: world.at.it_officer, stage: 'update', stops: false });
    const receive = (by: string, row: Readonly<Record<string, unknown>> = {}): Statement => insert('duty_report_receipt', { report_id: report, received_at: NOW, received_by: by, ...row });
    expect(await attempt(receive(world.at.city_oversight.id))).toBe('done');
    expect(await attempt(receive(world.at.it_officer.id))).toBe('duty_report_received_by_another');
    expect(await attempt(receive(world.at.unit_head.id))).toBe('duty_report_received_by_city');
    expect(await attempt(receive(world.at.city_oversight.id, { received_at: '2026-12-07T08:00:00+07:00' }))).toBe('duty_receipt_time_possible');
    expect(await attempt(receive(world.at.city_oversight.id), receive(world.at.city_oversight.id))).toBe('duty_report_receipt_pkey');
  });

  test('to others is received with proof, as the agency records', async () => {
    const report = await buildDutyReport(database, { clockId: idOf('D-04'), by: world.at.it_officer, stage: 'update', stops: false });
    const receive = (by: string, proof: string | null): Statement => insert('duty_report_receipt', { report_id: report, received_at: NOW, proof, received_by: by });
    expect(await attempt(receive(world.at.it_officer.id, 'Công văn trả lời'))).toBe('done');
    expect(await attempt(receive(world.at.it_officer.id, ' '))).toBe('duty_receipt_proven');
    expect(await attempt(receive(world.atWard.it_officer.id, 'Công văn trả lời'))).toBe('duty_receipt_by_agency');
  });
});

describe('stopping a clock', () => {
  test('asks for a report of this very clock that says enough', async () => {
    const notice = await buildDutyReport(database, { clockId: idOf('D-05'), by: world.at.it_officer, stage: 'notice', stops: false });
    const whole = await buildDutyReport(database, { clockId: idOf('D-05'), by: world.at.it_officer, stage: 'preliminary', stops: false });
    expect(await attempt(settle('D-05', randomUUID()))).toBe('duty_clock_stopped_by_its_fact');
    expect(await attempt(settle('D-05', notice))).toBe('duty_clock_stopped_by_its_fact');
    expect(await attempt(settle('D-04', whole))).toBe('duty_clock_stopped_by_its_fact');
    expect(await attempt(settle('D-05', whole, 'somebody-said-so'))).toBe('duty_clock_stopped_by_its_fact');
    expect(await attempt(settle('D-05', whole))).toBe('done');
    expect(await attempt(settle('D-05', whole), settle('D-05', whole))).toBe('duty_clock_settlement_pkey');
  });

  test('happens at the moment at which the report was sent, and takes the clock off the open ones', async () => {
    const report = await buildDutyReport(database, { clockId: idOf('D-04'), by: world.at.it_officer, sent: 17, stops: false });
    expect(await carryOut(settle('D-04', report))).toBe('done');
    const [row] = await database.asOwner<{ exact: boolean; open: number }>(
      `SELECT s.settled_at = r.sent_at AS exact, (SELECT count(*)::int FROM duty_clock_running WHERE clock_id = s.clock_id) AS open FROM duty_clock_settlement s JOIN duty_report r ON r.id = s.fact_id WHERE s.clock_id = $1`, [idOf('D-04')]);
    expect(row).toEqual({ exact: true, open: 0 });
  });

  test('what is open and what waits is kept by the database alone', async () => {
    for (const sql of ['DELETE FROM duty_clock_running', `UPDATE duty_clock_running SET due_at = 'infinity'`, 'DELETE FROM duty_report_unreceived']) expect(await attempt([sql])).not.toBe('done');
  });
});

describe('lateness', () => {
  test('is explained once, where a clock was overdue when it was recorded', async () => {
    const explain = (clock: string, reason = 'Sự cố xảy ra ngoài giờ'): Statement => insert('duty_clock_explanation', { clock_id: idOf(clock), reason, explained_by: world.at.it_officer.id });
    expect(await attempt(explain('D-03'))).toBe('done');
    expect(await attempt(explain('D-03', ' '))).toBe('duty_clock_explanation_says_why');
    expect(await attempt(explain('D-05'))).toBe('duty_clock_explained_when_late');
    expect(await attempt(explain('D-01'))).toBe('duty_clock_explained_when_late');
  });
});
