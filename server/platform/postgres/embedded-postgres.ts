import { setTimeout as pause } from 'node:timers/promises';

import pg from 'pg';

import { requireFreeSpace } from '../startup/data-folder.js';
import { errorCode, errorLine, StartupProblem } from '../startup/startup-problem.js';
import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { hasCluster, prepareClusterHome, HOME_IN_DATA_FOLDER, type ClusterHome } from './cluster-home.js';
import { initialiseCluster, SUPERUSER } from './initialise.js';
import { livingPostmaster, isGoneWithin, stopPostmaster, type Postmaster } from './postmaster.js';
import { APPLICATION_ROLE, DATABASE, ensureClusterRoles, ensureDatabase, OWNER_ROLE, type RolePasswords } from './roles.js';
import { startServer } from './server.js';

/** How the embedded server is started. */
export interface EmbeddedPostgresOptions {
  /** An existing, writable folder (absolute path); everything of the server goes below its `postgres`. */
  readonly dataFolder: string;
  readonly passwords: RolePasswords & { readonly superuser: string };
  /** false for throw-away clusters of tests: fast, and lost when the machine goes down. */
  readonly durable: boolean;
  /** Ends a start that is under way: nothing is left running, the call rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** A running embedded server that this process answers for. */
export interface EmbeddedPostgres {
  readonly pid: number;
  readonly port: number;
  /** It was left behind by a process that died, and taken over. */
  readonly adopted: boolean;
  /** Address of the application's database as the application role. */
  readonly databaseUrl: string;
  /** Address of the same database as its owner, for migrations. */
  readonly databaseOwnerUrl: string;
  /** Address of a database as the superuser: tests and administration of the cluster only. */
  superuserUrl(database: string): string;
  /** Calls back once when the server goes away without having been asked to. */
  onLost(listener: () => void): void;
  /** Stops the server and waits until its process is gone; `patienceMs` for a clean shutdown. May be called twice. */
  stop(patienceMs?: number): Promise<void>;
  /** Gives up the use of the server without stopping it: whoever starts next on this folder adopts it. */
  leave(): Promise<void>;
  /** Ends the server at once; the next start recovers from its log. */
  kill(): Promise<void>;
}

/** A new cluster takes some 40 MB and its first log segments; an existing one needs room to go on. */
const SPACE_FOR_FIRST_START = 150 * 1024 * 1024;
const SPACE_TO_GO_ON = 40 * 1024 * 1024;

/** Held as long as an application uses the server: a second application on the same data folder is refused. */
const USE_LOCK = 6_020_261_121;
const ADOPTION_ATTEMPTS = 60;
const ADOPTION_PAUSE_MS = 50;

/** No one waits for the disk: the cluster is thrown away after the run. */
const THROW_AWAY: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_wal_size: '4GB',
  checkpoint_timeout: '1d',
  max_connections: '200',
};

/**
 * Gives a PostgreSQL that runs on the data folder, with the product's two roles and its empty or earlier database:
 * a server left behind by a killed process is adopted (or stopped, when it does not answer), else the cluster is made if
 * there is none and a server started. Throws a StartupProblem of one line: folder full, read-only, not permitted, cluster
 * of another major version, folder in use by another running application.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataFolder, passwords, durable, signal } = options;
  const account = await serverAccount(dataFolder, `${dataFolder}/${HOME_IN_DATA_FOLDER}/cluster`);
  const binaries = await findBinaries(account);
  const home = await prepareClusterHome(dataFolder, account);
  const existing = await hasCluster(home, binaries.major);
  await requireFreeSpace(home.folder, existing ? SPACE_TO_GO_ON : SPACE_FOR_FIRST_START);

  let session = existing ? await adopt(home, passwords.superuser, signal) : undefined;
  const adopted = session !== undefined;
  if (session === undefined) {
    if (!existing) {
      await initialiseCluster({ home, binaries, account, superuserPassword: passwords.superuser, durable, signal });
    }
    const postmaster = await startServer({ home, binaries, account, settings: durable ? {} : THROW_AWAY, signal });
    session = await useOrStop(postmaster, passwords.superuser);
  }
  const server = runningServer(session, passwords, adopted);
  try {
    await ensureClusterRoles(session.client, passwords);
    signal.throwIfAborted();
    await ensureDatabase(session.client, DATABASE);
    signal.throwIfAborted();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

interface Session {
  readonly client: pg.Client;
  readonly postmaster: Postmaster;
}

/** Takes over the server that runs on this cluster; undefined when none does (any more). */
async function adopt(home: ClusterHome, password: string, signal: AbortSignal): Promise<Session | undefined> {
  let inUse = false;
  for (let attempt = 0; attempt < ADOPTION_ATTEMPTS; attempt += 1) {
    signal.throwIfAborted();
    const postmaster = await livingPostmaster(home.cluster);
    if (postmaster === undefined) return undefined;
    const session = await openSession(postmaster, password).catch((error: unknown) => {
      if (errorCode(error) === '28P01') return 'stranger' as const;
      return undefined;
    });
    // Its process works in our folder but does not know our password: it can only be stopped.
    if (session === 'stranger') break;
    if (session !== undefined) {
      if (await takeUse(session.client)) return session;
      inUse = true;
      await session.client.end();
    }
    // Starting, stopping, or its last user is only just gone.
    await pause(ADOPTION_PAUSE_MS);
  }
  if (inUse) {
    throw new StartupProblem(
      `Một tiến trình khác của chương trình đang dùng ${home.folder} ` +
        '(another running copy of the application uses this data folder; stop it or set DATA_DIR).',
    );
  }
  const wedged = await livingPostmaster(home.cluster);
  if (wedged !== undefined) {
    await stopPostmaster(wedged.pid);
    await isGoneWithin(wedged.pid, 1_000);
  }
  return undefined;
}

async function useOrStop(postmaster: Postmaster, password: string): Promise<Session> {
  try {
    const session = await openSession(postmaster, password);
    if (await takeUse(session.client)) return session;
    await session.client.end();
    throw new Error('the new server is already in use');
  } catch (error) {
    await stopPostmaster(postmaster.pid);
    if (errorCode(error) === '28P01') {
      throw new StartupProblem(
        'Mật khẩu trong secrets.json không mở được cơ sở dữ liệu của thư mục dữ liệu ' +
          '(the passwords kept in secrets.json do not fit the database; restore secrets.json from the backup of the same data folder).',
      );
    }
    throw new StartupProblem(`Không kết nối được PostgreSQL: ${errorLine(error)} (cannot connect to the embedded database).`);
  }
}

async function openSession(postmaster: Postmaster, password: string): Promise<Session> {
  const client = new pg.Client({
    connectionString: address(postmaster.port, SUPERUSER, password, 'postgres'),
    connectionTimeoutMillis: 3_000,
    application_name: 'dieu6 (data folder in use)',
  });
  client.on('error', () => undefined);
  await client.connect();
  return { client, postmaster };
}

async function takeUse(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [USE_LOCK]);
  return rows[0]?.taken === true;
}

function runningServer(session: Session, passwords: EmbeddedPostgresOptions['passwords'], adopted: boolean): EmbeddedPostgres {
  const { client, postmaster } = session;
  const { pid, port } = postmaster;
  let stopping: Promise<void> | undefined;
  return {
    pid,
    port,
    adopted,
    databaseUrl: address(port, APPLICATION_ROLE, passwords.application, DATABASE),
    databaseOwnerUrl: address(port, OWNER_ROLE, passwords.owner, DATABASE),
    superuserUrl: (database) => address(port, SUPERUSER, passwords.superuser, database),
    onLost: (listener) => {
      client.once('end', () => {
        if (stopping === undefined) listener();
      });
    },
    stop: (patienceMs) => {
      stopping ??= (async () => {
        await client.end().catch(() => undefined);
        await stopPostmaster(pid, patienceMs);
      })();
      return stopping;
    },
    leave: async () => {
      stopping ??= client.end();
      await stopping;
    },
    kill: async () => {
      stopping ??= Promise.resolve();
      await stopPostmaster(pid, 0);
    },
  };
}

function address(port: number, role: string, password: string, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}
