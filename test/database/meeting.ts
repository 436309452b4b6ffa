import { expect } from '@jest/globals';
import pg from 'pg';
import type { TestDatabase } from '../harness/postgres.js';
import { begin, type Statement, wallOf } from './access-statements.js';

/** Two people at once: one has changed something and not committed yet, the other comes and has to wait. */
export interface Meeting {
  /** A connection of the application's role, for what is tried alone. */
  readonly first: pg.Client;
  /** `one` runs and stays open; `other` comes and has to wait; then `one` commits and `other` goes on. @returns how the other ended */
  meet(one: readonly Statement[], other: readonly Statement[]): Promise<string>;
  close(): Promise<void>;
}

export async function openMeeting(database: TestDatabase): Promise<Meeting> {
  const [first, second] = [new pg.Client({ connectionString: database.appUrl }), new pg.Client({ connectionString: database.appUrl })];
  const watcher = new pg.Client({ connectionString: database.superUrl });
  await Promise.all([first.connect(), second.connect(), watcher.connect()]);

  /** Whether one connection waits for a lock of another. */
  async function isWaiting(): Promise<boolean> {
    return (await watcher.query(`SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'`, [database.name])).rows.length > 0;
  }

  return {
    first,
    async meet(one, other) {
      const opened = await wallOf(begin(first, ...one));
      if (opened !== 'done') await first.query('ROLLBACK');
      expect(opened).toBe('done');
      const story = { settled: false };
      const waiting = wallOf(begin(second, ...other, ['COMMIT'])).finally(() => {
        story.settled = true;
      });
      while (!story.settled && !(await isWaiting()));
      const waited = !story.settled;
      await first.query('COMMIT');
      expect(waited).toBe(true);
      const wall = await waiting;
      await second.query('ROLLBACK');
      return wall;
    },
    async close() {
      await Promise.all([first.end(), second.end(), watcher.end()]);
    },
  };
}
