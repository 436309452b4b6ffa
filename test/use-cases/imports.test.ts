import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { countsOf, csvOf, faultsOf, sendStep, uploadList } from '../builders/lists.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;
let officer: Visitor;
let vendor: BuiltVendor;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  officer = await app.signIn(world.at.procurement_officer);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
});
afterAll(() => app.close());

const header = ['Số hợp đồng', 'Tên hợp đồng', 'Mã số thuế', 'Giá trị', 'Ngày ký', 'Ngày bắt đầu', 'Ngày kết thúc'];
const row = (number: string, change: Partial<Record<number, string>> = {}): string[] =>
  [number, `Thuê dịch vụ của hợp đồng ${number}`, vendor.taxCode, '1.234.567.890', '15/06/2025', '01/07/2025', '30/06/2027'].map((cell, place) => change[place] ?? cell);
const file = (rows: readonly (readonly string[])[], name = 'hop-dong.csv') => ({ content: csvOf([header, ...rows]), name });
const ground = { ground: 'Theo sổ theo dõi hợp đồng năm 2025' };

async function contractsOf(numbers: readonly string[]): Promise<{ number: string; phase: string; entry_kind: string; value: bigint; version: number }[]> {
  return app.database.asOwner('SELECT number, phase, entry_kind, value, version FROM contract WHERE number = ANY ($1) ORDER BY number', [numbers]);
}

describe('a list of running contracts', () => {
  test('comes in as hợp đồng chuyển tiếp, each contract with its event', async () => {
    const place = await uploadList(app, officer, 'contracts', file([row('1/A'), row('2/A', { 3: '850 triệu đồng' })]));
    const matched = await sendStep(app, officer, place, 'cot', ground);
    expect([matched.status, matched.standing, await faultsOf(app, place)]).toEqual([303, 'review', []]);
    expect(await countsOf(app, place)).toEqual({ new: 2, changed: 0, unchanged: 0, asked: 0, wrong: 0, 'left-out': 0 });
    expect((await contractsOf(['1/A', '2/A'])).length).toBe(0);
    const started = await sendStep(app, officer, place, 'nhap');
    expect([started.status, started.standing]).toEqual([303, 'done']);
    expect(await contractsOf(['1/A', '2/A'])).toEqual([
      expect.objectContaining({ number: '1/A', phase: 'active', entry_kind: 'transitional', value: '1234567890' }),
      expect.objectContaining({ number: '2/A', value: '850000000' }),
    ]);
    expect(app.loggedErrors).toEqual([]);
  });
});
