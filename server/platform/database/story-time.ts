import type { Clock } from '../../kernel/clock.js';
import { openDataSource, type Entities } from './data-source.js';
import { createUnitOfWork, type ActContext, type Transaction } from './transactions.js';

/** The time within one transaction of the owner's: the true one, or so many hours before it. */
export interface StoryTime extends Clock {
  /** From now on the transaction's acts happen `hours` (whole ones) before the true time, for the product and for every wall and default of the database alike. */
  goBack(hours: number): Promise<void>;
  /** The true time again. Must be called before the transaction commits: what was changed would stay. */
  comeBack(): Promise<void>;
}

/**
 * Tells a story of days that never were, in one transaction. The walls refuse every act whose time is not the true one, which is what `app_now()` says; only the
 * owner of the schema can say otherwise, and here does so within a transaction that others see nothing of until the true time is back. The application's
 * role has no such way, so the walls have no hole. Killed in the middle, nothing is left, the changed time included.
 * @throws Error when the story ends without having come back; what it throws itself. Nothing is kept then.
 */
export async function tellStory<T>(ownerUrl: string, entities: Entities, clock: Clock, context: ActContext, story: (tx: Transaction, time: StoryTime) => Promise<T>): Promise<T> {
  const source = await openDataSource(ownerUrl, entities, 1);
  try {
    return await createUnitOfWork(source, clock).run(context, async (tx) => {
      const present = await textFrom(tx, `SELECT pg_get_functiondef('app_now()'::regprocedure) AS text`);
      let hoursBack = 0;
      const told = await story(tx, {
        now: () => new Date(clock.now().getTime() - hoursBack * 3_600_000),
        goBack: async (hours) => {
          await tx.query(present);
          // The present of a transaction does not move while it runs: an instant is enough.
          const instant = await textFrom(tx, 'SELECT (app_now() - make_interval(hours => $1))::text AS text', [hours]);
          await tx.query(`CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT timestamptz '${instant}' $$`);
          hoursBack = hours;
        },
        comeBack: async () => {
          await tx.query(present);
          hoursBack = 0;
        },
      });
      if (hoursBack !== 0) throw new Error(`the story ended ${String(hoursBack)} hours before the true time`);
      return told;
    });
  } finally {
    await source.destroy();
  }
}

async function textFrom(tx: Transaction, sql: string, parameters: readonly unknown[] = []): Promise<string> {
  const [row] = await tx.query<{ text: string }>(sql, parameters);
  if (row === undefined) throw new Error(`nothing came back from ${sql}`);
  return row.text;
}
