import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { QueryFailedError } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';

/** Who acts, and which audit events the route allows this act to leave (null: any, for start-up work of the product itself). */
export interface ActContext {
  readonly actorId: string | null;
  readonly records: readonly string[] | null;
}

/** One business transaction: everything in it commits together with its audit event, or nothing does. */
export interface Transaction {
  readonly manager: EntityManager;
  readonly context: ActContext;
  /** The instant of the act; the database refuses audit events whose time is not the true one. */
  readonly at: Date;
  /** Rows of a SELECT or of a RETURNING clause. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Number of rows an INSERT, UPDATE or DELETE touched. */
  change(sql: string, parameters?: readonly unknown[]): Promise<number>;
}

export interface UnitOfWork {
  /**
   * Runs a use case in one transaction. Commits when the story returns (a refusal is a value and commits nothing that the story did not write),
   * rolls back when it throws. Deadlocks and serialisation failures are tried again twice.
   */
  run<T>(context: ActContext, story: (tx: Transaction) => Promise<T>): Promise<T>;
}

const RETRYABLE = new Set(['40001', '40P01']);
const ATTEMPTS = 3;

export function createUnitOfWork(source: DataSource, clock: Clock): UnitOfWork {
  return {
    async run(context, story) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await runOnce(source, clock, context, story);
        } catch (error) {
          if (attempt >= ATTEMPTS || !RETRYABLE.has(sqlStateOf(error) ?? '')) throw error;
        }
      }
    },
  };
}

async function runOnce<T>(
  source: DataSource,
  clock: Clock,
  context: ActContext,
  story: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    await runner.startTransaction();
    const result = await story(transactionOver(runner, context, clock.now()));
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

function transactionOver(runner: QueryRunner, context: ActContext, at: Date): Transaction {
  return {
    manager: runner.manager,
    context,
    at,
    async query<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      const result: { readonly records: Row[] } = await runner.query(sql, [...parameters], true);
      return result.records;
    },
    async change(sql, parameters = []) {
      const result = await runner.query(sql, [...parameters], true);
      return result.affected ?? 0;
    },
  };
}

/** The SQLSTATE of a failed statement, if the error came from the database. */
export function sqlStateOf(error: unknown): string | undefined {
  return databaseErrorField(error, 'code');
}

/** The name of the wall (constraint or trigger) that refused a statement, if one did. */
export function brokenWallOf(error: unknown): string | undefined {
  return databaseErrorField(error, 'constraint');
}

function databaseErrorField(error: unknown, field: 'code' | 'constraint'): string | undefined {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof source !== 'object' || source === null || !(field in source)) return undefined;
  const value: unknown = Reflect.get(source, field);
  return typeof value === 'string' ? value : undefined;
}
