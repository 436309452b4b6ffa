import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { buildDestruction, buildSettledClosing, itemsOf, type BuiltClosing } from '../builders/closings.js';
import { loadLibraries } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import type { Statement } from './access-statements.js';
import { openMeeting, type Meeting } from './meeting.js';

/** The head closes a contract while somebody learns of something that stands in its way: either it is seen, or it comes to a closed contract. */
let database: TestDatabase;
let world: World;
let meeting: Meeting;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-12-07T09:00:00+07:00');
  await loadLibraries(database);
  world = await buildWorld(database);
  meeting = await openMeeting(database);
}, 60_000);
afterAll(async () => {
  await meeting.close();
  await database.drop();
});

/** Nothing stands in the way any more. */
async function settled(): Promise<BuiltClosing> {
  const closing = await buildSettledClosing(database, world);
  await buildDestruction(database, closing);
  return closing;
}

const close = ({ id, contract }: BuiltClosing): Statement[] => [
  ['INSERT INTO contract_close (closing_id, closed_by) VALUES ($1, $2)', [id, world.at.unit_head.id]],
  [`UPDATE contract SET phase = 'liquidated', version = version + 1 WHERE id = $1`, [contract.id]],
];

/** An account that nobody had named signs in, an hour ago. */
const session = ({ contract }: BuiltClosing, account: string): Statement => [
  `INSERT INTO access_session (id, contract_id, system_id, person_name, account_name, began_at, ended_at, work_done, supervision, marks, recorded_by)
   VALUES ($1, $2, $3, 'Người Lạ', $4, app_now() - interval '2 hours', app_now() - interval '1 hour', 'Đăng nhập', 'none', '{without-grant}', $5)`,
  [randomUUID(), contract.id, contract.system.id, account, world.at.it_officer.id],
];

const look = ({ id, contract }: BuiltClosing): Statement[] => {
  const survey = randomUUID();
  return [
    [`INSERT INTO account_survey (id, closing_id, system_id, taken_at, source, file_sha256, recorded_by) VALUES ($1, $2, $3, app_now(), 'passwd', repeat('d', 64), $4)`, [survey, id, contract.system.id, world.at.it_officer.id]],
    [`INSERT INTO account_survey_row (survey_id, ordinal, name, enabled, belongs) VALUES ($1, 1, 'la', true, 'vendor')`, [survey]],
  ];
};

const failedTest = async (closing: BuiltClosing): Promise<Statement[]> => [
  [
    `INSERT INTO handover_test (id, delivery_id, tester_id, equipment, ran_at, passed, result, files, recorded_by)
     SELECT gen_random_uuid(), d.id, $2, 'Máy trắng', app_now(), false, 'Không khôi phục được', ARRAY[repeat('a', 64)], $2 FROM handover_delivery d WHERE d.item_id = $1`,
    [(await itemsOf(database, closing))['BG-02'], world.at.it_officer.id],
  ],
];

const anotherItem = ({ id }: BuiltClosing): Statement[] => [
  [`INSERT INTO handover_item (closing_id, name, step, requirement, acceptance_test, added_by) VALUES ($1, 'Khóa tủ mạng', 'rights-and-rotation', 'added', 'Mở được tủ', $2)`, [id, world.at.procurement_officer.id]],
];

/** What may be learnt in the moment of closing, and what becomes of it on a contract that was closed the moment before. */
const learnt: readonly [name: string, what: (closing: BuiltClosing) => Statement[] | Promise<Statement[]>, after: string][] = [
  ['an account that signed in', (closing) => [session(closing, 'la')], 'done'],
  ['a look at the accounts that finds one alive', look, 'closing_closed_stays'],
  ['a test that failed', failedTest, 'closing_closed_stays'],
  ['an item that was added', anotherItem, 'closing_closed_stays'],
];

test.each(learnt)('%s keeps the contract from being closed a moment later', async (_name, what) => {
  const closing = await settled();
  expect(await meeting.meet(await what(closing), close(closing))).toBe('contract_closes_when_settled');
  expect(await database.asOwner('SELECT closed_at FROM closing WHERE id = $1', [closing.id])).toEqual([{ closed_at: null }]);
});

test.each(learnt)('%s comes to a contract that was closed a moment before', async (_name, what, after) => {
  const closing = await settled();
  expect(await meeting.meet(close(closing), await what(closing))).toBe(after);
  expect(await database.asOwner('SELECT closed_at IS NOT NULL AS closed FROM closing WHERE id = $1', [closing.id])).toEqual([{ closed: true }]);
});

test('two who close: the second finds it closed', async () => {
  const closing = await settled();
  expect(await meeting.meet(close(closing), close(closing))).toBe('closing_closed_stays');
});
