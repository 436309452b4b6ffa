import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { loadLibraries } from '../builders/signing.js';
import { buildVendor } from '../builders/vendors.js';
import { buildWorld } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { emptyTally, type Ground, prepareHistories, runHistories } from './access-histories.js';

/**
 * Random histories of grants, contracts, people and clocks against the real database: after each step live access is what an independent model says, no live
 * line breaks a wall, and what should have ended has ended and owes one closure. Many more in access-histories.long.ts.
 */
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
  await runHistories(ground, { histories: 24, steps: 60, seed: 20_261_122 });
  // A run in which nobody held anything would prove nothing.
  const { live, due, walls } = ground.tally;
  expect(live).toBeGreaterThan(150);
  expect(due).toBeGreaterThan(100);
  expect(walls.size).toBeGreaterThan(8);
}, 120_000);
