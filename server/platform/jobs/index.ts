/** Background work: a job is a row written in the business transaction, done at least once after it commits. */
import { PgBoss, type JobResult, type JobWithMetadata } from 'pg-boss';
import type { Transaction } from '../database/transactions.js';

/** What a job knows: identifiers and small facts, never a document or a secret. */
export type JobPayload = Readonly<Record<string, string | number | boolean | null>>;

export interface EnqueueOptions {
  /** Not before this instant. */
  readonly startAfter?: Date;
  /** At most one job of this key waits or runs in the queue; another one asked for meanwhile is left out. */
  readonly key?: string;
}

/** What rooms need in order to have something done later. */
export interface Jobs {
  /** Puts a job into the queue within the business transaction: no commit, no job. @throws when no work is declared for the queue */
  enqueue(tx: Transaction, queue: string, payload: JobPayload, options?: EnqueueOptions): Promise<void>;
}

/** One attempt at a job. */
export interface JobRun {
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
  /** Aborted when the product is being stopped. */
  readonly signal: AbortSignal;
}

/** How the jobs of one queue are done. A job may be run again after a crash: the handler looks at the facts first. */
export interface JobWork {
  readonly queue: string;
  /** How often a job is tried before it counts as failed; the pause between two attempts grows from 2 seconds on. */
  readonly attempts: number;
  /** How many jobs of the queue run at once in this process; 1 unless said. */
  readonly concurrency?: number;
  /** An attempt without an end after this time counts as failed; 15 minutes unless said. */
  readonly minutesAtMost?: number;
  handle(payload: JobPayload, run: JobRun): Promise<void>;
}

export interface RunningJobs extends Jobs {
  /** Makes the queues of these works; from then on jobs can be put into them. Called once. */
  declare(works: readonly JobWork[]): Promise<void>;
  /** Begins to work on the declared queues. */
  work(): Promise<void>;
  /** Lets the jobs under way end (20 seconds at most), then lets go of the database. */
  close(): Promise<void>;
}

const CONNECTIONS = 3;
/** Jobs taken at once, and done one after the other. */
const BATCH = 5;
/** What the connections of the queue call themselves in the database: they are not those of a page. */
export const QUEUE_CONNECTION = 'dieu-6-jobs';
/** A new job is told of at once; what waits for its time, or for another attempt, is looked for this often. */
const POLL_SECONDS = 2;
/** A process that died lets go of its jobs after this long. */
const HEARTBEAT_SECONDS = 15;
const LONGEST_STOP_MS = 20_000;

/**
 * Opens the queue; nothing is worked on before `work`.
 * @param url the address with the application role's credentials; the owner made the schema by a migration
 * @param report hears of failed attempts and of what goes wrong within the queue itself
 */
export async function openJobs(url: string, report: (error: unknown, queue?: string) => void): Promise<RunningJobs> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: QUEUE_CONNECTION,
    max: CONNECTIONS,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: HEARTBEAT_SECONDS,
    monitorIntervalSeconds: HEARTBEAT_SECONDS,
  });
  boss.on('error', (error) => {
    report(error);
  });
  await boss.start();
  const declared = new Map<string, JobWork>();

  return {
    async declare(works) {
      for (const work of works) {
        const { queue, attempts, minutesAtMost = 15 } = work;
        const options = { retryLimit: attempts - 1, retryDelay: 2, retryBackoff: true, retryDelayMax: 3_600, expireInSeconds: minutesAtMost * 60, heartbeatSeconds: HEARTBEAT_SECONDS, notify: true };
        await boss.createQueue(queue, { ...options, policy: 'exclusive' });
        await boss.updateQueue(queue, options);
        declared.set(queue, work);
      }
    },
    async enqueue(tx, queue, payload, options = {}) {
      if (!declared.has(queue)) throw new Error(`nobody works on the queue ${queue}`);
      const { startAfter, key } = options;
      await boss.send(queue, payload, {
        db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values ?? []) }) },
        // The queue lets one job of a key wait or run; without a key of its own every job has one to itself.
        singletonKey: key ?? crypto.randomUUID(),
        ...(startAfter === undefined ? {} : { startAfter }),
      });
    },
    async work() {
      for (const work of declared.values()) {
        const options = { includeMetadata: true, perJobResults: true, batchSize: BATCH, burstWhenBatchFull: true, pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS, localConcurrency: work.concurrency ?? 1 } as const;
        await boss.work<JobPayload, JobResult[], typeof options>(work.queue, options, async (jobs) => {
          const results: JobResult[] = [];
          for (const job of jobs) results.push(await attempt(work, job, report));
          return results;
        });
      }
    },
    async close() {
      await boss.stop({ graceful: true, timeout: LONGEST_STOP_MS });
    },
  };
}

/** One attempt; what goes wrong is reported and makes the queue try again. */
async function attempt(work: JobWork, job: JobWithMetadata<JobPayload>, report: (error: unknown, queue?: string) => void): Promise<JobResult> {
  try {
    await work.handle(job.data, { id: job.id, attempt: job.retryCount + 1, lastAttempt: job.retryCount >= job.retryLimit, signal: job.signal });
    return { id: job.id, status: 'completed' };
  } catch (error) {
    report(error, work.queue);
    return { id: job.id, status: 'failed', output: { message: error instanceof Error ? error.message : 'unknown' } };
  }
}
