import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { loadLibraryFiles } from '../../server/library/index.js';
import { openReader } from '../../server/platform/database/reading.js';
import { brokenWallOf, sqlStateOf } from '../../server/platform/database/transactions.js';
import { buildContractWith } from '../builders/questionnaire-scene.js';
import { buildQuestionnaire, sendAnswersIn, type BuiltQuestionnaire } from '../builders/questionnaires.js';
import { build, buildWorld, type World } from '../builders/world.js';
import type { BuiltContract } from '../builders/contracts.js';
import type { BuiltVendor } from '../builders/vendors.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let world: World;
let application: pg.Client;
let contract: BuiltContract;
let vendor: BuiltVendor;
let asked: BuiltQuestionnaire;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-11-20T12:00:00+07:00');
  const owner = openReader(database.ownerUrl, 1);
  await loadLibraryFiles(owner, path.resolve('seeds', 'library'));
  await owner.close();
  world = await buildWorld(database);
  application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.drop();
});
beforeEach(async () => {
  await database.setNow('2026-11-20T12:00:00+07:00');
  ({ contract, vendor } = await buildContractWith(database, { agency: world.department, by: world.at.procurement_officer }));
  asked = await ask();
});

const ask = (): Promise<BuiltQuestionnaire> => buildQuestionnaire(database, { agency: world.department, contract, vendor, by: world.at.procurement_officer });

type Statement = readonly [sql: string, values?: readonly unknown[]];

/** Runs statements under the application role in one transaction. @returns the wall that refused them, or 'done' */
async function attempt(statements: readonly Statement[], audited = true): Promise<string> {
  try {
    await application.query('BEGIN');
    if (audited) await application.query(`INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.tried', app_now(), '{}', sha256('{}'))`);
    for (const [sql, values = []] of statements) await application.query(sql, [...values]);
    await application.query('COMMIT');
    return 'done';
  } catch (error) {
    await application.query('ROLLBACK');
    return brokenWallOf(error) ?? sqlStateOf(error) ?? String(error);
  }
}
const once = (sql: string, values: readonly unknown[] = []): Promise<string> => attempt([[sql, values]]);

const insertQuestionnaire = (change: Readonly<Record<string, unknown>> = {}): Statement => {
  const row: Record<string, unknown> = {
    contract_id: contract.id, agency_id: world.department.id, vendor_id: vendor.id, criteria_edition: 'risk-criteria@2026-11-21', criteria: ['DL-01'], origin: 'sent',
    sender_id: world.at.procurement_officer.id, sender_role: 'procurement_officer', ...change,
  };
  const names = Object.keys(row);
  return [`INSERT INTO questionnaire (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row)];
};

const insertLink = (change: { readonly hash?: Buffer; readonly expires?: string; readonly of?: string; readonly issued?: string } = {}): Statement => [
  `INSERT INTO questionnaire_link (questionnaire_id, token_hash, recipient_name, recipient_email, issued_by, issued_at, expires_at)
   VALUES ($1, $2, 'Ai đó', 'ai@minh-hoa.example', $3, ${change.issued ?? 'app_now()'}, ${change.expires ?? `app_now() + interval '14 days'`})`,
  [change.of ?? asked.id, change.hash ?? randomBytes(32), world.at.procurement_officer.id],
];
const revoke = (linkId: string): Statement => [`UPDATE questionnaire_link SET revoked_at = app_now(), revoked_by = $2, revoke_ground = 'Nhầm' WHERE id = $1`, [linkId, world.at.procurement_officer.id]];
const answer = (change: { readonly round?: string; readonly criterion?: string; readonly claim?: string | null; readonly text?: string | null; readonly link?: string | null } = {}): Statement => [
  'INSERT INTO questionnaire_answer (round_id, criterion_id, claim, text, link_id) VALUES ($1, $2, $3, $4, $5)',
  [change.round ?? asked.roundId, change.criterion ?? 'DL-01', change.claim === undefined ? '3' : change.claim, change.text === undefined ? 'Đã triển khai' : change.text, change.link === undefined ? asked.linkId : change.link],
];
const submit = (change: Readonly<Record<string, unknown>> = {}): Statement => {
  const row = { submitted_at: '2026-11-20T12:00:00+07:00', submitted_link_id: asked.linkId, declarant_name: 'A', declarant_post: 'B', declarant_email: 'c@d.example', submitted_from: '127.0.0.1', reuse_agreed: false, answers_hash: 'a'.repeat(64), ...change };
  const names = Object.keys(row);
  return [`UPDATE questionnaire_round SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')} WHERE id = $1`, [asked.roundId, ...Object.values(row)]];
};

describe('a questionnaire', () => {
  test('as the tests make it is accepted', async () => {
    expect(await attempt([insertQuestionnaire(), answer(), submit()])).toBe('done');
  });

  test.each<[string, () => Record<string, unknown>]>([
    ['questionnaire_of_contract_agency', () => ({ agency_id: world.ward.id })],
    ['questionnaire_asks_something', () => ({ criteria: [] })],
    ['questionnaire_origin_known', () => ({ origin: 'khac' })],
    ['taken_over_questionnaire_names_its_origin', () => ({ origin: 'taken-over' })],
    ['questionnaire_sender_role_known', () => ({ sender_role: 'unit_head' })],
    ['questionnaire_criteria_edition_fkey', () => ({ criteria_edition: 'risk-criteria@1900-01-01' })],
  ])('%s', async (wall, change) => {
    expect(await attempt([insertQuestionnaire(change())])).toBe(wall);
  });

  test('goes to the vendor of its contract, and serves an assessment of its contract', async () => {
    const other = await buildContractWith(database, { agency: world.department, by: world.at.procurement_officer });
    expect(await attempt([insertQuestionnaire({ vendor_id: other.vendor.id })])).toBe('questionnaire_to_contract_vendor');
    expect(await attempt([insertQuestionnaire({ assessment_id: randomUUID() })])).toBe('questionnaire_of_contract_assessment');
  });

  test('does not change, is not deleted, and leaves an audit event', async () => {
    expect(await once(`UPDATE questionnaire SET agency_id = $2 WHERE id = $1`, [asked.id, world.ward.id])).toBe('questionnaire_of_contract_agency');
    expect(await once(`UPDATE questionnaire SET criteria = '{DL-01}' WHERE id = $1`, [asked.id])).toBe('42501');
    expect(await once('DELETE FROM questionnaire WHERE id = $1', [asked.id])).toBe('42501');
    expect(await attempt([insertQuestionnaire()], false)).toBe('change_is_audited');
    await expect(database.asOwner(`UPDATE questionnaire SET criteria = '{DL-01}' WHERE id = $1`, [asked.id])).rejects.toThrow('does not change');
  });
});

describe('a link', () => {
  test('keeps a hash of 32 bytes and nothing else of its token', async () => {
    expect(await attempt([revoke(asked.linkId), insertLink({ hash: Buffer.from(asked.token) })])).toBe('questionnaire_link_keeps_a_hash_only');
    const [row] = await database.asOwner<{ all: string }>('SELECT l::text AS all FROM questionnaire_link l WHERE id = $1', [asked.linkId]);
    expect(row?.all).not.toContain(asked.token);
  });

  test('ends, is the only one in force, and begins now', async () => {
    expect(await attempt([insertLink()])).toBe('questionnaire_link_one_unrevoked');
    expect(await attempt([revoke(asked.linkId), insertLink({ expires: 'app_now()' })])).toBe('questionnaire_link_ends');
    expect(await attempt([revoke(asked.linkId), insertLink({ expires: `app_now() + interval '1 year'` })])).toBe('questionnaire_link_ends');
    expect(await attempt([revoke(asked.linkId), insertLink({ issued: `app_now() + interval '1 day'`, expires: `app_now() + interval '2 days'` })])).toBe('questionnaire_link_begins_now');
  });

  test('is revoked once, with a ground, and never comes back', async () => {
    expect(await once('UPDATE questionnaire_link SET revoked_at = app_now(), revoked_by = $2 WHERE id = $1', [asked.linkId, world.at.procurement_officer.id])).toBe('questionnaire_link_revoked_whole');
    expect(await once(`UPDATE questionnaire_link SET expires_at = expires_at + interval '1 day' WHERE id = $1`, [asked.linkId])).toBe('42501');
    expect(await attempt([revoke(asked.linkId)])).toBe('done');
    expect(await once('UPDATE questionnaire_link SET revoked_at = NULL, revoked_by = NULL, revoke_ground = NULL WHERE id = $1', [asked.linkId])).toBe('questionnaire_link_is_history');
    expect(await once('DELETE FROM questionnaire_link WHERE id = $1', [asked.linkId])).toBe('42501');
  });
});

describe('answers', () => {
  test.each<[string, Parameters<typeof answer>[0]]>([
    ['questionnaire_answers_what_is_asked', { criterion: 'KT-05' }],
    ['questionnaire_answer_claim_known', { claim: '5' }],
    ['questionnaire_answer_not_applicable_with_reason', { claim: 'not-applicable', text: null }],
    ['questionnaire_answer_text_not_empty', { text: ' ' }],
    ['questionnaire_copied_as_it_stood', { link: null }],
  ])('%s', async (wall, change) => {
    expect(await attempt([answer(change)])).toBe(wall);
  });

  test('come by a link of the same questionnaire that is in force', async () => {
    const other = await buildContractWith(database, { agency: world.department, by: world.at.procurement_officer });
    const neighbour = await buildQuestionnaire(database, { agency: world.department, contract: other.contract, vendor: other.vendor, by: world.at.procurement_officer });
    expect(await attempt([answer({ link: neighbour.linkId })])).toBe('questionnaire_answered_by_a_live_link');
    expect(await attempt([revoke(asked.linkId), answer()])).toBe('questionnaire_answered_by_a_live_link');
    await database.setNow('2026-12-05T12:00:00+07:00');
    expect(await attempt([answer()])).toBe('questionnaire_answered_by_a_live_link');
    expect(await attempt([submit()])).toBe('questionnaire_answered_by_a_live_link');
  });

  test('stay as they were sent in', async () => {
    await sendAnswersIn(database, asked, { evidence: true });
    expect(await once(`UPDATE questionnaire_answer SET claim = '4' WHERE round_id = $1`, [asked.roundId])).toBe('submitted_answers_stay');
    expect(await once('DELETE FROM questionnaire_answer WHERE round_id = $1', [asked.roundId])).toBe('42501');
    expect(await once('DELETE FROM questionnaire_evidence WHERE round_id = $1', [asked.roundId])).toBe('submitted_answers_stay');
    expect(await once(`UPDATE questionnaire_round SET declarant_name = 'Người khác' WHERE id = $1`, [asked.roundId])).toBe('questionnaire_round_is_history');
    expect(await once(`UPDATE questionnaire_round SET submitted_at = NULL, answers_hash = NULL, reuse_agreed = NULL WHERE id = $1`, [asked.roundId])).toBe('questionnaire_round_is_history');
    expect(await once('DELETE FROM questionnaire_round WHERE id = $1', [asked.roundId])).toBe('42501');
  });

  test('have evidence of their own questionnaire only', async () => {
    const stray = randomUUID();
    await build(database, async (query) => {
      await query(
        `INSERT INTO attachment (id, subject_kind, subject_id, purpose, name, media_type, size, sha256, brought_by) VALUES ($1, 'contract', $2, 'x', 'x', 'application/pdf', 1, repeat('c', 64), 'ai')`,
        [stray, contract.id],
      );
    });
    expect(await once(`INSERT INTO questionnaire_evidence (round_id, criterion_id, attachment_id, link_id) VALUES ($1, 'DL-01', $2, $3)`, [asked.roundId, stray, asked.linkId])).toBe('questionnaire_evidence_of_its_own');
  });

  test('a file is brought by a person or by somebody who is named in words', async () => {
    const file = `INSERT INTO attachment (subject_kind, subject_id, purpose, name, media_type, size, sha256, uploaded_by, brought_by) VALUES ('questionnaire', $1, 'x', 'x', 'application/pdf', 1, repeat('c', 64), $2, $3)`;
    expect(await once(file, [asked.id, null, null])).toBe('attachment_names_who_brought_it');
    expect(await once(file, [asked.id, world.at.it_officer.id, 'ai đó'])).toBe('attachment_names_who_brought_it');
    expect(await once(file, [asked.id, null, 'ai đó'])).toBe('done');
  });
});

describe('a round', () => {
  test.each<[string, Record<string, unknown>]>([
    ['questionnaire_round_names_its_declarant', { declarant_name: ' ' }],
    ['questionnaire_round_names_its_declarant', { submitted_from: null }],
    ['questionnaire_answered_by_a_live_link', { submitted_link_id: null }],
    ['questionnaire_round_submitted_whole', { reuse_agreed: null }],
    ['questionnaire_round_hash_form', { answers_hash: 'x' }],
  ])('%s', async (wall, change) => {
    expect(await attempt([submit(change)])).toBe(wall);
  });

  test('is opened after the one before was sent in, with a reason', async () => {
    const open = (ordinal: number, reason: string | null): Statement => [
      'INSERT INTO questionnaire_round (questionnaire_id, ordinal, opened_by, reopen_reason) VALUES ($1, $2, $3, $4)', [asked.id, ordinal, world.at.procurement_officer.id, reason],
    ];
    expect(await attempt([open(2, 'Bổ sung')])).toBe('questionnaire_round_in_order');
    await sendAnswersIn(database, asked);
    expect(await attempt([open(3, 'Bổ sung')])).toBe('questionnaire_round_in_order');
    expect(await attempt([open(2, null)])).toBe('questionnaire_round_reopened_with_reason');
    expect(await attempt([open(2, 'Bổ sung')])).toBe('done');
  });

  test('is received once, after it was sent in', async () => {
    const receive: Statement = [`UPDATE questionnaire_round SET received_at = app_now(), received_by = $2 WHERE id = $1`, [asked.roundId, world.at.procurement_officer.id]];
    expect(await attempt([receive])).toBe('questionnaire_round_received_whole');
    await sendAnswersIn(database, asked);
    expect(await attempt([receive])).toBe('done');
    expect(await attempt([receive])).toBe('questionnaire_round_is_history');
  });
});

describe('taking over', () => {
  test('needs the consent of the same vendor, and copies word for word with the day it had', async () => {
    await sendAnswersIn(database, asked, { reuseAgreed: false });
    expect(await attempt([insertQuestionnaire({ origin: 'taken-over', origin_round_id: asked.roundId })])).toBe('questionnaire_taken_over_with_consent');
    const consenting = await ask();
    const take = (more: readonly Statement[]): Promise<string> => {
      const [id, round] = [randomUUID(), randomUUID()];
      const fill = ([sql, values = []]: Statement): Statement => [sql, values.map((value) => (value === '$round' ? round : value === '$id' ? id : value))];
      return attempt([
        insertQuestionnaire({ id, origin: 'taken-over', origin_round_id: consenting.roundId }),
        ['INSERT INTO questionnaire_round (id, questionnaire_id, ordinal, opened_by) VALUES ($1, $2, 1, $3)', [round, id, world.at.procurement_officer.id]],
        ...more.map(fill),
      ]);
    };
    expect(await take([])).toBe('questionnaire_taken_over_with_consent');
    await sendAnswersIn(database, consenting, { reuseAgreed: true });
    expect(await take([])).toBe('done');
    expect(await take([answer({ round: '$round', link: null, text: 'Đã triển khai DL-01' })])).toBe('done');
    expect(await take([answer({ round: '$round', link: null, text: 'Tốt hơn nhiều' })])).toBe('questionnaire_copied_as_it_stood');
    expect(await take([insertLink({ of: '$id' })])).toBe('questionnaire_link_begins_now');
    const close = (day: string, name: string | null): Statement => [
      `UPDATE questionnaire_round SET submitted_at = $2, reuse_agreed = false, answers_hash = repeat('a', 64), declarant_name = $3 WHERE id = $1`, ['$round', day, name],
    ];
    expect(await take([close('2026-11-19T12:00:00+07:00', null)])).toBe('taken_over_round_keeps_its_date');
    expect(await take([close('2026-11-20T12:00:00+07:00', 'Ai đó')])).toBe('taken_over_round_keeps_its_date');
    expect(await take([close('2026-11-20T12:00:00+07:00', null)])).toBe('done');
  });
});
