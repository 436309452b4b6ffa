import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { systemClock } from '../../server/kernel/clock.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { createUnitOfWork, type UnitOfWork } from '../../server/platform/database/transactions.js';
import { openJobs, type JobPayload, type JobWork, type RunningJobs } from '../../server/platform/jobs/index.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';

let database: TestDatabase;
let source: DataSource;
let work: UnitOfWork;
let jobs: RunningJobs | undefined;
let reported: unknown[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  source = await openDataSource(database.appUrl, []);
  work = createUnitOfWork(source, systemClock);
});

afterEach(async () => {
  await jobs?.close();
  jobs = undefined;
  reported = [];
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const nobody = { actorId: null, records: null };

/** A queue that notes what it is given, and something to wait for. */
function noting(queue: string, attempts: number, handle: (payload: JobPayload, attempt: number) => Promise<void> = async () => undefined) {
  const seen: JobPayload[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const declared: JobWork = {
    queue,
    attempts,
    async handle(payload, { attempt }) {
      await handle(payload, attempt);
      seen.push(payload);
      for (const { resolve } of waiting.filter(({ count }) => seen.length >= count)) resolve();
    },
  };
  const done = (count: number): Promise<void> => (seen.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })));
  return { declared, seen, done };
}

async function open(...works: JobWork[]): Promise<RunningJobs> {
  jobs = await openJobs(database.appUrl, (error) => reported.push(error));
  await jobs.declare(works);
  return jobs;
}

describe('background work', () => {
  test('is done after the transaction that asked for it, and never without it', async () => {
    const queue = noting('committed', 1);
    const running = await open(queue.declared);
    await running.work();
    const lost = work.run(nobody, async (tx) => {
      await running.enqueue(tx, 'committed', { name: 'lost' });
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    await work.run(nobody, (tx) => running.enqueue(tx, 'committed', { name: 'kept' }));
    await queue.done(1);
    expect(queue.seen).toEqual([{ name: 'kept' }]);
    expect(reported).toEqual([]);
  });

  test('is done job after job, however many come at once', async () => {
    const queue = noting('many', 1);
    const running = await open(queue.declared);
    await running.work();
    await work.run(nobody, async (tx) => {
      for (let number = 0; number < 23; number += 1) await running.enqueue(tx, 'many', { number });
    });
    await queue.done(23);
    expect(queue.seen.map(({ number }) => Number(number)).toSorted((one, other) => one - other)).toEqual([...Array(23).keys()]);
  });

  test('waits for whoever comes later when nobody works yet', async () => {
    const queue = noting('later', 1);
    const before = await open(queue.declared);
    await work.run(nobody, (tx) => before.enqueue(tx, 'later', { name: 'from an earlier process' }));
    await before.close();
    const running = await open(queue.declared);
    await running.work();
    await queue.done(1);
    expect(queue.seen).toEqual([{ name: 'from an earlier process' }]);
  });

  test('lets one job of a key wait, so that asking twice does it once', async () => {
    const queue = noting('keyed', 1);
    const running = await open(queue.declared);
    await work.run(nobody, async (tx) => {
      await running.enqueue(tx, 'keyed', { number: 1 }, { key: 'one thing' });
      await running.enqueue(tx, 'keyed', { number: 2 }, { key: 'one thing' });
      await running.enqueue(tx, 'keyed', { number: 3 }, { key: 'another' });
    });
    await running.work();
    await queue.done(2);
    expect(queue.seen.map(({ number }) => number).toSorted()).toEqual([1, 3]);
  });

  test('is tried again after a failure, and every failure is reported', async () => {
    const queue = noting('failing', 3, async (_payload, attempt) => {
      if (attempt < 2) throw new Error(`attempt ${String(attempt)} fails`);
    });
    const running = await open(queue.declared);
    await running.work();
    await work.run(nobody, (tx) => running.enqueue(tx, 'failing', { name: 'hard' }));
    await queue.done(1);
    expect(reported).toEqual([new Error('attempt 1 fails')]);
  });

  test('is refused where nobody declared the queue', async () => {
    const running = await open(noting('known', 1).declared);
    await expect(work.run(nobody, (tx) => running.enqueue(tx, 'unknown', {}))).rejects.toThrow('nobody works on the queue unknown');
  });
});
