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
    const indexes = await dropIndexes(client, 'contract');
    for (const statement of statements) await client.query(statement);
    for (const index of indexes) await client.query(index);
    await settle(client);
  } finally {
    await client.end();
  }
}

/** Indexes that no rule needs are built after the rows, at a tenth of the time. @returns the statements that build them again */
async function dropIndexes(client: pg.Client, table: string): Promise<string[]> {
  await client.query(`SET maintenance_work_mem = '256MB'`);
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i WHERE i.indrelid = $1::regclass AND NOT i.indisunique`,
    [table],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
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
