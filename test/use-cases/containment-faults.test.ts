import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { sqlStateOf, type Transaction, type UnitOfWork } from '../../server/platform/database/transactions.js';
import { buildAccessGrant } from '../builders/access.js';
import { buildCase, type BuiltCase } from '../builders/violations.js';
import { contain, containing, count, held, live, openRaceGround, outcome, runningContract, type RaceGround } from './containment-races.js';
import { acting } from './violation-scene.js';

/** Everything that can fail within containing: all of it is done, or nothing. */
let ground: RaceGround;

beforeAll(async () => {
  ground = await openRaceGround();
}, 90_000);
afterAll(() => ground.scene.close());

describe('what fails within', () => {
  /** A unit of work in which the nth statement of the act fails in a way. */
  function failing(at: number, fail: (tx: Transaction) => Promise<unknown>): { work: UnitOfWork; statements: () => number } {
    let counted = 0;
    const step = async (tx: Transaction): Promise<void> => {
      counted += 1;
      if (counted === at) await fail(tx);
    };
    return {
      statements: () => counted,
      work: {
        run: (context, story) => ground.scene.work.run(context, async (tx) => story({
          ...tx,
          query: async (sql, parameters) => {
            await step(tx);
            return tx.query(sql, parameters);
          },
          change: async (sql, parameters) => {
            await step(tx);
            return tx.change(sql, parameters);
          },
        })),
      },
    };
  }

  /** Everything that an act of containment writes. */
  const traces = (of: BuiltCase): Promise<number> => count(ground,
    `SELECT 1 FROM containment WHERE case_id = $1 UNION ALL SELECT 1 FROM system_suspension WHERE case_id = $1 UNION ALL SELECT 1 FROM case_notice WHERE case_id = $1
     UNION ALL SELECT 1 FROM violation_case WHERE id = $1 AND state <> 'opened' UNION ALL SELECT 1 FROM outbox_message WHERE about_id = $1
     UNION ALL SELECT 1 FROM record WHERE subject_id = $1 UNION ALL SELECT 1 FROM audit_event_subject s JOIN audit_event e ON e.id = s.event_id WHERE s.subject_id = $1
     UNION ALL SELECT 1 FROM access_grant WHERE contract_id = $2 AND ended_at IS NOT NULL UNION ALL SELECT 1 FROM access_line WHERE contract_id = $2 AND held_until <= now()
     UNION ALL SELECT 1 FROM duty_clock WHERE contract_id = $2 AND subject_kind = 'containment'`,
    [of.id, of.contract.id],
  );

  test('at each of its statements: a database error, a lost connection, a killed backend; nothing is left behind and the next try does all', async () => {
    const contract = await runningContract(ground);
    await buildAccessGrant(ground.scene.database, { contract });
    const of = await buildCase(ground.scene.database, { contract, sign: 'DH-18', level: 'V4' });
    // How many statements the act has: a try that fails at none of them would contain; count with one that fails past all writes.
    const superuser = new pg.Client({ connectionString: ground.scene.database.superUrl });
    await superuser.connect();
    superuser.on('error', () => undefined);
    const kinds = {
      'database error': (tx: Transaction): Promise<unknown> => tx.query('SELECT 1 / 0'),
      'killed backend': async (tx: Transaction): Promise<void> => {
        const [row] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await superuser.query('SELECT pg_terminate_backend($1, 5000)', [row?.pid]);
      },
      'lost connection': (): Promise<never> => Promise.reject(Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' })),
    } as const;
    const tried: string[] = [];
    let steps = 0;
    for (const [name, fail] of Object.entries(kinds)) {
      for (let at = 1; ; at += 1) {
        // Every statement fails once with an error; the dearer ways of failing are tried at every third.
        if (name !== 'database error' && at % 3 !== 1) {
          if (at > steps) break;
          continue;
        }
        if (name === 'database error' ? at > 200 : at > steps) break;
        const { work, statements } = failing(at, fail);
        const story = ground.scene.violationsOver(beforeCommit(work, name === 'database error')).contain(acting(ground.scene.world.at.unit_head), ground.head, containing(ground, of));
        const reached = await story.then(() => 'done', (error: unknown) => (error instanceof NeverCommitted ? 'past the last statement' : 'failed'));
        if (name === 'database error' && reached === 'past the last statement') {
          steps = statements();
          break;
        }
        expect([name, at, reached, await traces(of)]).toEqual([name, at, 'failed', 0]);
        tried.push(`${name} ${String(at)}`);
      }
    }
    await superuser.end();
    expect(steps).toBeGreaterThan(25);
    expect(tried.length).toBeGreaterThan(steps);
    expect(await live(ground, contract)).toBe(1);
    expect(await outcome(contain(ground, of))).toBe('done');
    expect([await live(ground, contract), await held(ground, contract)]).toEqual([0, 0]);
    expect(await count(ground, `SELECT 1 FROM record WHERE subject_id = $1`, [of.id])).toBe(2);
  }, 180_000);

  test('a deadlock is tried again and contains once', async () => {
    const contract = await runningContract(ground);
    const of = await buildCase(ground.scene.database, { contract, sign: 'DH-18', level: 'V4' });
    const { work } = failing(10, () => Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' })));
    // The unit of work tries again by itself; the second time nothing fails.
    expect(await outcome(ground.scene.violationsOver(work).contain(acting(ground.scene.world.at.unit_head), ground.head, containing(ground, of)))).toBe('done');
    expect(await count(ground, 'SELECT 1 FROM containment WHERE case_id = $1', [of.id])).toBe(1);
    expect(sqlStateOf(Object.assign(new Error(), { code: '40P01' }))).toBe('40P01');
  });
});

/** Thrown instead of committing: the act came to its end, and nothing of it is kept. */
class NeverCommitted extends Error {}

/** A unit of work whose transactions are taken back at their end, so that the same case can be tried again. */
function beforeCommit(work: UnitOfWork, never: boolean): UnitOfWork {
  return {
    run: (context, story) => work.run(context, async (tx) => {
      const result = await story(tx);
      if (never) throw new NeverCommitted();
      return result;
    }),
  };
}
