import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildEndingContract } from '../builders/closings.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';

const path = '/quan-tri/thiet-lap/nhac-ket-thuc';
let app: TestApp;
let world: World;
let contractId: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  contractId = (await buildEndingContract(app.database, world)).id;
});
afterAll(() => app.close());

/** Who is reminded of the end of the term. */
async function reminded(): Promise<string[]> {
  const rows = await app.database.asOwner<{ role: string }>(
    `SELECT role FROM contract_task WHERE kind = 'contract.ends-soon' AND subject_id = $1 UNION ALL SELECT role FROM handover_task WHERE kind IN ('handover.term-nears', 'handover.term-ends') AND subject_id = $1`, [contractId],
  );
  return rows.map(({ role }) => role).sort();
}
const endIn = (days: number): Promise<unknown> => app.database.asOwner(
  `WITH told AS (INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.built', app_now(), '{}', sha256('{}'))) UPDATE contract SET ends_on = app_today() + $2::integer, version = version + 1 WHERE id = $1`, [contractId, days],
);

test('officer, IT officer and head are reminded one after the other as the end of the term comes near', async () => {
  await endIn(91);
  expect(await reminded()).toEqual([]);
  await endIn(90);
  expect(await reminded()).toEqual(['procurement_officer']);
  await endIn(60);
  expect(await reminded()).toEqual(['it_officer', 'procurement_officer']);
  await endIn(30);
  expect(await reminded()).toEqual(['it_officer', 'procurement_officer', 'unit_head']);
});

test('an administrator sets the days; tasks and the earliest beginning follow, and the page tells what was set', async () => {
  const administrator = await app.signIn(world.at.administrator);
  const officer = await app.signIn(world.at.procurement_officer);
  await endIn(100);
  const starting = { reason: 'end-of-term', requestedOn: '', dueOn: '', plan: '' };
  expect((await officer.post(`/hop-dong/${contractId}/ban-giao/moi`, starting)).status).toBe(422);
  expect((await administrator.post(path, { first: '120', second: '100', last: '10', _version: '0' })).status).toBe(303);
  expect(await reminded()).toEqual(['it_officer', 'procurement_officer']);
  expect(load((await administrator.get(path)).text)('main').text()).toContain('120, 100 và 10 ngày');
  const [fits] = await app.database.asOwner<{ fits: boolean }>(`SELECT c.ends_on <= app_today() + closing_notice_days('first') AS fits FROM contract c WHERE c.id = $1`, [contractId]);
  expect(fits?.fits).toBe(true);
});

test('two at once: the second sees what the first set; days in the wrong order are said at their field', async () => {
  const administrator = await app.signIn(world.at.administrator);
  expect((await administrator.post(path, { first: '80', second: '50', last: '20', _version: '0' })).status).toBe(409);
  for (const days of [{ first: '30', second: '60', last: '90' }, { first: '90', second: '60', last: '60' }, { first: '', second: '60', last: '30' }, { first: '400', second: '60', last: '30' }]) {
    const answer = await administrator.post(path, { ...days, _version: '1' });
    expect(answer.status).toBe(422);
    expect(load(answer.text)('.error-summary').length).toBe(1);
  }
});

test('the database keeps days in their order, whoever writes them', async () => {
  await expect(app.database.asApplication(
    `WITH told AS (INSERT INTO audit_event (type, occurred_at, canonical, hash) VALUES ('test.attempt', app_now(), '{}', sha256('{}'))) UPDATE setting SET value = '{"first": 30, "second": 60, "last": 90}' WHERE key = 'closing-notices'`,
  )).rejects.toMatchObject({ constraint: 'setting_closing_notices_possible' });
});
