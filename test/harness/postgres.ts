import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

import pg from 'pg';

import { migrate } from '../../server/platform/database/migrate.js';
import { closeToOthers, DATABASE, OWNER_ROLE, startEmbeddedPostgres } from '../../server/platform/postgres/index.js';
import { randomSecrets } from '../../server/platform/startup/secrets.js';
import { onceInRun, runFolder } from './once-in-run.js';

/** An empty, migrated database of a test file's own, in the run's one PostgreSQL. */
export interface TestDatabase {
  readonly name: string;
  /** Address as the application role, which owns nothing: what the product runs with. */
  readonly appUrl: string;
  /** Address as the owner, who may replace `app_now()`. */
  readonly ownerUrl: string;
  /** Address as the superuser of the cluster. */
  readonly superUrl: string;
  /** Runs SQL under the application role: walls are tried with this. */
  asApplication<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs SQL as the owner: for what only migrations may do. */
  asOwner<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs a story as the owner in one transaction; what comes meanwhile waits for its end. The connection is kept, because a new one compiles every trigger anew. A
   * story within a story has a connection of its own.
   */
  inTransaction(story: (client: pg.Client) => Promise<void>): Promise<void>;
  /** Stops the database's clock at an instant (ISO 8601 with offset), for every connection, from its next statement on. */
  setNow(iso: string): Promise<void>;
  /** Lets the database's clock run again. */
  letTimeRun(): Promise<void>;
  /** Closes what this object opened and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** Where the run's cluster is; written once by the worker that started it. */
interface Coordinates {
  readonly ownerBase: string;
  readonly appBase: string;
  readonly superBase: string;
}

const TEMPLATE = 'dieu6_template';

/**
 * Opens a fresh database for one test file. The first call of a run starts the cluster and migrates the template; every
 * other call costs one clone. Call `drop()` in afterAll.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { ownerBase, appBase, superBase } = await runCluster();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const superUrl = superBase + name;
  await asSuperuser(superBase, async (superuser) => {
    // Copying files is the quickest for a template of this size, and nothing waits for the disk here.
    await superuser.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY OWNER ${OWNER_ROLE}`);
    await closeToOthers(superuser, name);
  });
  const appUrl = appBase + name;
  const ownerUrl = ownerBase + name;
  const application = keptClient(appUrl);
  const owner = keptClient(ownerUrl);
  const stories = keptTransactions(ownerUrl);
  let runningClock: string | undefined;
  return {
    name,
    appUrl,
    ownerUrl,
    superUrl,
    asApplication: application.query,
    asOwner: owner.query,
    inTransaction: stories.run,
    setNow: async (iso) => {
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(iso)) {
        throw new Error(`an instant with its offset is needed, like 2026-03-01T08:00:00+07:00, not ${iso}`);
      }
      runningClock ??= (
        await owner.query<{ definition: string }>(`SELECT pg_get_functiondef('app_now()'::regprocedure) AS definition`)
      )[0]?.definition;
      await owner.query(
        `CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
           AS $$ SELECT timestamptz ${pg.escapeLiteral(iso)} $$`,
      );
    },
    letTimeRun: async () => {
      if (runningClock !== undefined) await owner.query(runningClock);
    },
    drop: async () => {
      await Promise.all([application.end(), owner.end(), stories.end()]);
      await asSuperuser(superBase, (superuser) => superuser.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The run's cluster: started by the first who asks, while the others wait for its coordinates. */
async function runCluster(): Promise<Coordinates> {
  return parseCoordinates(await onceInRun('cluster', async () => JSON.stringify(await startCluster(runFolder()))));
}

async function startCluster(run: string): Promise<Coordinates> {
  const { postgres: passwords } = randomSecrets();
  const server = await startEmbeddedPostgres({
    dataFolder: run,
    passwords,
    durable: false,
    signal: new AbortController().signal,
  });
  try {
    await migrate(server.databaseOwnerUrl);
    await asSuperuser(server.superuserUrl(''), async (superuser) => {
      // A template must have no visitors; migrate has closed its connections, their ends may still be on the way.
      await superuser.query(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${DATABASE}'`);
      await superuser.query(`ALTER DATABASE ${DATABASE} RENAME TO ${TEMPLATE}`);
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  // The watchdog of the run ends the server; this worker may be gone long before.
  await server.leave();
  const base = (url: string) => url.slice(0, url.lastIndexOf('/') + 1);
  return { ownerBase: base(server.databaseOwnerUrl), appBase: base(server.databaseUrl), superBase: server.superuserUrl('') };
}

function parseCoordinates(text: string): Coordinates {
  const value: unknown = JSON.parse(text);
  const found = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const base = (name: keyof Coordinates): string => {
    const url: unknown = found.get(name);
    if (typeof url !== 'string') throw new Error(`the coordinates of the test cluster lack ${name}`);
    return url;
  };
  return { ownerBase: base('ownerBase'), appBase: base('appBase'), superBase: base('superBase') };
}

async function asSuperuser<Result>(base: string, work: (superuser: pg.Client) => Promise<Result>): Promise<Result> {
  const superuser = new pg.Client({ connectionString: `${base}postgres` });
  await superuser.connect();
  try {
    return await work(superuser);
  } finally {
    await superuser.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Transactions one after the other over one kept connection. */
function keptTransactions(url: string) {
  const within = new AsyncLocalStorage<true>();
  let opening: Promise<pg.Client> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: async (story: (client: pg.Client) => Promise<void>): Promise<void> => {
      if (within.getStore() === true) {
        const client = await connect(url);
        return transact(client, story).finally(() => client.end());
      }
      const turn = last.then(async () => {
        opening ??= connect(url);
        const client = await opening;
        await within.run(true, () => transact(client, story));
      });
      // Whoever comes next waits for the end of this one, not for its success.
      last = turn.catch(() => undefined);
      return turn;
    },
    end: async (): Promise<void> => {
      await (await opening)?.end();
    },
  };
}

async function transact(client: pg.Client, story: (client: pg.Client) => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await story(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** A connection that opens with its first statement and stays until the end. */
function keptClient(url: string) {
  let opening: Promise<pg.Client> | undefined;
  return {
    query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => {
      opening ??= connect(url);
      return (await (await opening).query<Row>(sql, [...values])).rows;
    },
    end: async (): Promise<void> => {
      await (await opening)?.end();
    },
  };
}
