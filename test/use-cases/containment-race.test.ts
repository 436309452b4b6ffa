import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildAccessGrant } from '../builders/access.js';
import { buildCase } from '../builders/violations.js';
import { contain, count, DELAYS, meet, openRaceGround, others, outcome, runningContract, type RaceGround } from './containment-races.js';

/** Containing against everything that others do at the same moment; containment-race.long.ts does it many times more. */
let ground: RaceGround;

beforeAll(async () => {
  ground = await openRaceGround();
}, 90_000);
afterAll(() => ground.scene.close());

test.each(Object.entries(others))('%s leaves no live grant, whichever comes first', async (name, other) => {
  const outcomes: string[] = [];
  // Together, while it holds the contract, and when it is done.
  for (let round = 0; round < DELAYS.length; round += 2) {
    const met = await meet(ground, other, round);
    expect(met).toEqual({ contained: 'done', other: expect.any(String), live: 0, held: 0, suspended: 1 });
    outcomes.push(met.other);
  }
  // Whoever comes after finds the contract contained; an earlier case lets its own suspension go, and the later one holds.
  expect(outcomes.at(-1)).toMatch(name.includes('earlier case') ? /^done$/ : /^Refused: (contract-contained|system-suspended|access-over)$/);
}, 120_000);

test('two who contain at once: one does, the other is told', async () => {
  for (let round = 0; round < 3; round += 1) {
    const contract = await runningContract(ground);
    await buildAccessGrant(ground.scene.database, { contract });
    const of = await buildCase(ground.scene.database, { contract, sign: 'DH-18', level: 'V4' });
    const outcomes = await Promise.all([outcome(contain(ground, of)), outcome(contain(ground, of))]);
    expect(outcomes.toSorted()).toEqual([expect.stringMatching(/Changed by somebody else|already-contained/), 'done']);
    expect(await count(ground, 'SELECT 1 FROM containment WHERE case_id = $1', [of.id])).toBe(1);
  }
}, 120_000);
