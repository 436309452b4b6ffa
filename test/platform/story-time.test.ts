import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fixedClock } from '../../server/kernel/clock.js';
import { tellStory } from '../../server/platform/database/story-time.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

const PRESENT = '2026-03-01T08:00:00+07:00';
const nobody = { actorId: null, records: [] };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

const present = async (): Promise<{ definition: string; now: string }[]> =>
  database.asApplication(`SELECT pg_get_functiondef('app_now()'::regprocedure) AS definition, (app_now() AT TIME ZONE 'UTC')::text AS now`);

test('a story goes back, twice if it must, and comes back; nobody else sees another time, not even meanwhile', async () => {
  await database.setNow(PRESENT);
  const before = await present();
  const told = await tellStory(database.ownerUrl, [], fixedClock(PRESENT), nobody, async (tx, time) => {
    const seen = async (): Promise<(string | undefined)[]> => [
      (await tx.query<{ now: string }>(`SELECT to_char(app_now() AT TIME ZONE 'UTC', 'DD HH24:MI') AS now`))[0]?.now,
      time.now().toISOString().slice(8, 16).replace('T', ' '),
    ];
    const instants = [await seen()];
    await time.goBack(20);
    instants.push(await seen());
    expect(await present()).toEqual(before);
    await time.goBack(3);
    instants.push(await seen());
    await time.comeBack();
    return [...instants, await seen()];
  });
  expect(told).toEqual([['01 01:00', '01 01:00'], ['28 05:00', '28 05:00'], ['28 22:00', '28 22:00'], ['01 01:00', '01 01:00']]);
  expect(await present()).toEqual(before);
});

test('a story that fails in the past, or stays there, leaves nothing of itself', async () => {
  const before = await present();
  const failing = tellStory(database.ownerUrl, [], fixedClock(PRESENT), nobody, async (_tx, time) => {
    await time.goBack(20);
    throw new Error('the power went out');
  });
  await expect(failing).rejects.toThrow('the power went out');
  await expect(tellStory(database.ownerUrl, [], fixedClock(PRESENT), nobody, (_tx, time) => time.goBack(20))).rejects.toThrow('the story ended 20 hours before the true time');
  expect(await present()).toEqual(before);
});

test('the role of the application cannot tell one', async () => {
  await expect(tellStory(database.appUrl, [], fixedClock(PRESENT), nobody, (_tx, time) => time.goBack(1))).rejects.toThrow('permission denied');
});
