import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { meet, openRaceGround, others, type RaceGround } from './containment-races.js';

/** As containment-race.test.ts, sixty times each. */
let ground: RaceGround;
const ROUNDS = 60;

beforeAll(async () => {
  ground = await openRaceGround();
}, 90_000);
afterAll(() => ground.scene.close());

test.each(Object.entries(others))('%s leaves no live grant, whichever comes first', async (name, other) => {
  const outcomes = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const met = await meet(ground, other, round);
    expect(met).toEqual({ contained: 'done', other: expect.any(String), live: 0, held: 0, suspended: 1 });
    outcomes.set(met.other, (outcomes.get(met.other) ?? 0) + 1);
  }
  process.stdout.write(`${name}: ${[...outcomes].map(([how, times]) => `${how} ${String(times)}`).join('; ')}\n`);
}, 3_600_000);
