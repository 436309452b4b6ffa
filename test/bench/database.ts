import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../server/platform/database/migrate.js';
import { startEmbeddedPostgres } from '../../server/platform/postgres/index.js';
import { randomSecrets } from '../../server/platform/startup/secrets.js';

/** A throw-away database server for one run of the benchmarks. */
export interface BenchDatabase {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly superuserUrl: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export async function openBenchDatabase(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'dieu6-bench-'));
  const server = await startEmbeddedPostgres({ dataFolder: dataDir, passwords: randomSecrets().postgres, durable: false, signal: new AbortController().signal });
  await migrate(server.databaseOwnerUrl);
  return {
    databaseUrl: server.databaseUrl,
    databaseOwnerUrl: server.databaseOwnerUrl,
    superuserUrl: server.superuserUrl(new URL(server.databaseUrl).pathname.slice(1)),
    dataDir,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs statements that no application could: triggers off, so that a large set is there in seconds. */
export async function fill(superuserUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica`);
    for (const statement of statements) await client.query(statement);
    await settle(client);
  } finally {
    await client.end();
  }
}

const VACUUMS = 50;

/** What autovacuum does in its own time: done when every page of the large table is known to be visible to all, which an old snapshot can delay. */
async function settle(client: pg.Client): Promise<void> {
  for (let turn = 0; turn < VACUUMS; turn += 1) {
    await client.query('VACUUM (ANALYZE)');
    const { rows } = await client.query<{ settled: boolean }>(`SELECT relallvisible = relpages AS settled FROM pg_class WHERE relname = 'contract'`);
    if (rows[0]?.settled === true) return;
  }
  throw new Error('the filled table does not settle: something holds an old snapshot');
}
