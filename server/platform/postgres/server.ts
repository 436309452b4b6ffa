import { spawn } from 'node:child_process';
import { chown, open, readFile, stat, truncate } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { folderProblem, StartupProblem } from '../startup/startup-problem.js';
import type { ServerAccount } from './account.js';
import type { PostgresBinaries } from './binaries.js';
import { rememberedPort, rememberPort, type ClusterHome } from './cluster-home.js';
import { lastLine } from './initialise.js';
import { readPostmaster, stopPostmaster, type Postmaster } from './postmaster.js';

/** What a server is started with. */
export interface ServerStart {
  readonly home: ClusterHome;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  /** Server settings beside the product's own, name → value. */
  readonly settings: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const LOOK_EVERY_MS = 20;
const PORT_ATTEMPTS = 5;

/** TCP on the loopback address only: no socket file whose path could be too long or shared. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Sessions count in UTC as on any server; Vietnamese days are asked for by name (app_today).
  timezone: 'UTC',
  log_timezone: 'Asia/Ho_Chi_Minh',
  jit: 'off',
};

/**
 * Starts a server on an existing cluster and waits until it takes connections. The port of the last start is used again when
 * it is free. When `signal` aborts in between, the server is stopped before this rejects. Throws a StartupProblem with the
 * server's own last words.
 */
export async function startServer(start: ServerStart): Promise<Postmaster> {
  let port = await freePort(await rememberedPort(start.home));
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryPort(start, port);
    if (typeof outcome !== 'string') {
      try {
        await rememberPort(start.home, port, start.account);
      } catch (error) {
        await stopPostmaster(outcome.pid);
        throw error;
      }
      return outcome;
    }
    // Somebody took the port between our look and the server's.
    if (attempt === PORT_ATTEMPTS || !/could not (bind|create any TCP)|Address already in use/i.test(outcome)) {
      throw folderProblem(start.home.cluster, { message: lastLine(outcome) });
    }
    port = await freePort(undefined);
  }
}

/** The server, or what its log says when it gave up. */
async function tryPort(start: ServerStart, port: number): Promise<Postmaster | string> {
  const { home, binaries, account, signal } = start;
  signal.throwIfAborted();
  const log = await openLog(home, account);
  const logStart = (await log.stat()).size;
  const settings = Object.entries({ ...SETTINGS, port: String(port), ...start.settings });
  const child = spawn(
    binaries.postgres,
    ['-D', home.cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Detached: Ctrl-C at the terminal reaches the application, which stops the server when its own work is done.
    { cwd: home.cluster, detached: true, stdio: ['ignore', log.fd, log.fd], ...(account ?? {}) },
  );
  await log.close();
  const process = { ended: false };
  const failed = new Promise<never>((_, reject) => child.on('error', reject));
  failed.catch(() => undefined);
  child.on('exit', () => {
    process.ended = true;
  });
  child.unref();
  while (!process.ended) {
    if (signal.aborted && child.pid !== undefined) await stopPostmaster(child.pid, 1_000);
    signal.throwIfAborted();
    const postmaster = await readPostmaster(home.cluster);
    if (postmaster?.ready === true && postmaster.pid === child.pid) return postmaster;
    await Promise.race([pause(LOOK_EVERY_MS), failed]);
  }
  return (await readFile(home.log, 'utf8').catch(() => '')).slice(logStart);
}

async function openLog(home: ClusterHome, account: ServerAccount | undefined) {
  const size = (await stat(home.log).catch(() => undefined))?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) await truncate(home.log);
  const log = await open(home.log, 'a', 0o600).catch((error: unknown) => {
    throw folderProblem(home.log, error);
  });
  if (account !== undefined) await chown(home.log, account.uid, account.gid);
  return log;
}

/** The wished port when it is free, else one that the system picks. */
async function freePort(wished: number | undefined): Promise<number> {
  if (wished !== undefined && (await portOf(wished)) === wished) return wished;
  const picked = await portOf(0);
  if (picked === undefined) {
    throw new StartupProblem('Không mở được cổng TCP nào trên 127.0.0.1 (no free TCP port on 127.0.0.1 for the database).');
  }
  return picked;
}

function portOf(wished: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(wished, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? undefined) : undefined));
    });
  });
}
