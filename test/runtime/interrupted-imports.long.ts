import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildVendor } from '../builders/vendors.js';
import { csvOf, idOf, sendStep, untilSettled, uploadList } from '../builders/lists.js';
import { buildWorld, type World } from '../builders/world.js';
import { visitorOf, type Visitor } from '../harness/app.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { builtServer, newDataFolder, startServer, type ServerProcess } from '../harness/server-process.js';
import { until } from './facts.js';

const ROWS = 4_000;

let database: TestDatabase;
let world: World;
let folder: string;
let running: ServerProcess | undefined;

beforeAll(async () => {
  await builtServer();
  database = await openTestDatabase();
  world = await buildWorld(database);
  folder = await newDataFolder();
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await running?.ended;
  await database.drop();
});

/** The server on the test's database; after a death the same folder again. */
async function start(): Promise<{ readonly server: ServerProcess; readonly officer: Visitor }> {
  const server = await startServer({ DATA_DIR: folder, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl });
  running = server;
  const officer = visitorOf(new URL(await server.address).origin);
  const { login, password } = world.at.procurement_officer;
  const answer = await officer.post('/dang-nhap', { login, password });
  if (answer.status !== 303) throw new Error(`the officer could not sign in: ${answer.status}`);
  return { server, officer };
}

/** What of an import is there: contracts, what it did, and the events of its contracts. */
async function brought(): Promise<{ contracts: number; effects: number; events: number } | undefined> {
  const [row] = await database.asOwner<{ contracts: number; effects: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM contract) AS contracts, (SELECT count(*)::int FROM import_effect) AS effects,
            (SELECT count(*)::int FROM audit_event WHERE type = 'contract.entered-as-transitional') AS events`,
  );
  return row;
}

test('kill -9 in the middle of an import leaves nothing of it; after the next start it is carried out whole, once', async () => {
  const vendor = await buildVendor(database, { by: world.at.procurement_officer });
  const { server, officer } = await start();
  const list = csvOf([
    ['Số hợp đồng', 'Tên hợp đồng', 'Mã số thuế', 'Giá trị', 'Ngày ký', 'Ngày bắt đầu', 'Ngày kết thúc'],
    ...Array.from({ length: ROWS }, (_, place) => [`${String(place)}/NHAP`, `Thuê dịch vụ số ${String(place)}`, vendor.taxCode, '1.234.567.890', '15/06/2025', '01/07/2025', '30/06/2027']),
  ]);
  const place = await uploadList({ database }, officer, 'contracts', { content: list, name: 'hop-dong.csv' });
  expect((await sendStep({ database }, officer, place, 'cot', { ground: 'Theo sổ theo dõi hợp đồng' })).standing).toBe('review');

  // What follows the button is done in the background; it is in the middle when some sets of rows are in and others are not.
  const step = sendStep({ database }, officer, place, 'nhap').catch(() => undefined);
  let done = 0;
  await until(async () => {
    const [told] = await database.asOwner<{ done: number }>(`SELECT done FROM import_progress WHERE import_id = $1 AND stage = 'running'`, [idOf(place)]);
    done = told?.done ?? 0;
    return done > 0;
  });
  server.kill('SIGKILL');
  await server.ended;
  expect(done).toBeLessThan(ROWS);
  expect(await database.asOwner('SELECT status FROM import_list')).toEqual([{ status: 'running' }]);
  expect(await brought()).toEqual({ contracts: 0, effects: 0, events: 0 });

  await start();
  expect(await untilSettledLong(place)).toBe('done');
  expect(await brought()).toEqual({ contracts: ROWS, effects: ROWS, events: ROWS });
  await step;
}, 300_000);

/** The queue notices a death after its heartbeat, and then begins anew: longer than other steps take. */
async function untilSettledLong(place: string): Promise<string> {
  return untilSettled({ database }, idOf(place)).catch(() => untilSettled({ database }, idOf(place)));
}
