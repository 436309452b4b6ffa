import { afterAll, beforeAll, test } from '@jest/globals';
import pg from 'pg';
import { loadLibraries } from '../builders/signing.js';
import { buildVendor } from '../builders/vendors.js';
import { buildWorld } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { emptyTally, type Ground, prepareHistories, runHistories } from './access-histories.js';

/** As access-histories.test.ts, with more and longer histories that differ from run to run; the seed of a failing one is printed. */
let database: TestDatabase;
let ground: Ground;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.setNow('2026-10-31T08:00:00+07:00');
  await loadLibraries(database);
  const world = await buildWorld(database);
  await prepareHistories(database);
  const application = new pg.Client({ connectionString: database.appUrl });
  await application.connect();
  ground = { database, world, vendor: await buildVendor(database, { by: world.at.procurement_officer }), application, tally: emptyTally() };
}, 60_000);
afterAll(async () => {
  await ground.application.end();
  await database.drop();
});

test('no history leads to live access that breaks a wall, or to an end that owes nothing', async () => {
  await runHistories(ground, { histories: 150, steps: 120 });
}, 3_600_000);
