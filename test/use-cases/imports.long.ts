import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { csvOf, idOf, sendStep, untilSettled, uploadList } from '../builders/lists.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';
import { growthDuring } from '../harness/memory.js';

const ROWS = 100_000;
/** What may stay in use while everything comes in: the keys by which a row said twice is told (some 200 bytes a row), the uploaded file and one batch; the rows themselves would be some 300 MB. */
const KEPT_BYTES = 120 * 2 ** 20;

let app: TestApp;
let world: World;
let officer: Visitor;
let vendor: BuiltVendor;

beforeAll(async () => {
  app = await startTestApp({ maxUploadMegabytes: 50 });
  world = await buildWorld(app.database);
  officer = await app.signIn(world.at.procurement_officer);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
});
afterAll(() => app.close());

/** Waits as long as a large list takes. */
async function untilStanding(place: string, wanted: string): Promise<void> {
  for (;;) {
    const standing = await untilSettled(app, idOf(place)).catch(() => undefined);
    if (standing === wanted) return;
    if (standing !== undefined) throw new Error(`the list stands at ${standing} instead of ${wanted}`);
    await pause(50);
  }
}

test('100,000 contracts come in, all of them, in flat memory', async () => {
  const list = csvOf([
    ['Số hợp đồng', 'Tên hợp đồng', 'Mã số thuế', 'Giá trị', 'Ngày ký', 'Ngày bắt đầu', 'Ngày kết thúc'],
    ...Array.from({ length: ROWS }, (_, place) => [`${String(place)}/NHAP`, `Thuê dịch vụ số ${String(place)}`, vendor.taxCode, '1.234.567.890', '15/06/2025', '01/07/2025', '30/06/2027']),
  ]);
  let place = '';
  const growth = await growthDuring(async () => {
    place = await uploadList(app, officer, 'contracts', { content: list, name: 'hop-dong.csv' });
    await sendStep(app, officer, place, 'cot', { ground: 'Theo sổ theo dõi hợp đồng' }).catch(() => undefined);
    await untilStanding(place, 'review');
    await sendStep(app, officer, place, 'nhap').catch(() => undefined);
    await untilStanding(place, 'done');
  });
  process.stdout.write(`${String(ROWS)} rows: ${String(Math.round(growth.kept / 2 ** 20))} MB more in use at most, resident memory ${String(Math.round(growth.resident / 2 ** 20))} MB\n`);
  expect(await app.database.asOwner('SELECT count(*)::int AS contracts FROM contract')).toEqual([{ contracts: ROWS }]);
  expect(growth.kept).toBeLessThan(KEPT_BYTES);
  expect(app.loggedErrors).toEqual([]);
}, 900_000);
