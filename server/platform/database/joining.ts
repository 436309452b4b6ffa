import type { Clock } from '../../kernel/clock.js';
import type { Reader } from './reading.js';
import type { Transaction, UnitOfWork } from './transactions.js';

/**
 * A unit of work whose acts all join one open transaction: they stand or fall together with it. Each act keeps its own actor, its own declared
 * events and its own instant. Nothing is tried again by itself; whoever opened the transaction is the one who commits.
 */
export function joinTransaction(tx: Transaction, clock: Clock): UnitOfWork {
  return { run: (context, story) => story({ ...tx, context, at: clock.now() }) };
}

/** A reader that sees what the open transaction has written so far. Closing it does nothing: the transaction has its own end. */
export function readWithin(tx: Transaction): Reader {
  return {
    rows: <Row extends object>(sql: string, parameters?: readonly unknown[]) => tx.query<Row>(sql, parameters),
    rowsPlannedAnew: <Row extends object>(sql: string, parameters: readonly unknown[]) => tx.query<Row>(sql, parameters),
    snapshot: (_signal, story) =>
      story({
        row: async <Row extends object>(sql: string, parameters: readonly unknown[]) => (await tx.query<Row>(sql, parameters))[0],
        async *batches<Row extends object>(sql: string, parameters: readonly unknown[]) {
          yield await tx.query<Row>(sql, parameters);
        },
      }),
    row: async <Row extends object>(sql: string, parameters?: readonly unknown[]) => (await tx.query<Row>(sql, parameters))[0],
    close: async () => undefined,
  };
}
