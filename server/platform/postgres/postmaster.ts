import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What a running server says of itself in its data directory (postmaster.pid). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Accepts connections. */
  readonly ready: boolean;
}

const LOOK_EVERY_MS = 20;

/** Reads postmaster.pid of a data directory; undefined when there is none or it is only half written. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '');
  // Lines: pid, data directory, start, port, socket folder, address, shared memory, status.
  const [pid, , , port, , , , status] = text.split('\n');
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0) return undefined;
  return { pid: number, port: Number(port ?? 0), ready: status?.trim() === 'ready' };
}

/**
 * The server that runs on this data directory, if one does: the process named in postmaster.pid lives and works in this
 * folder. A number that another program has got since is not mistaken for it; its stale file is removed.
 */
export async function livingPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const written = await readPostmaster(cluster);
  if (written === undefined) return undefined;
  if ((await isRunning(written.pid)) && (await worksIn(written.pid, cluster))) return written;
  await rm(pidFile(cluster), { force: true });
  return undefined;
}

/** Whether a process with this number exists and is not a corpse that nobody collected. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The state follows the program's name in brackets, which may itself contain brackets and spaces.
  const state = text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3);
  return state !== '' && state !== 'Z' && state !== 'X';
}

/**
 * Stops a server: at once for its sessions ("fast", a clean shutdown), after `patienceMs` without a clean shutdown
 * ("immediate", recovered at the next start), at last by force. Returns when the process is gone.
 */
export async function stopPostmaster(pid: number, patienceMs = 4_000): Promise<void> {
  for (const [signal, wait] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!send(pid, signal)) return;
    if (await isGoneWithin(pid, wait)) return;
  }
}

/** Waits until the process is gone; false when it still runs after `waitMs`. */
export async function isGoneWithin(pid: number, waitMs: number): Promise<boolean> {
  for (let waited = 0; waited <= waitMs; waited += LOOK_EVERY_MS) {
    if (!(await isRunning(pid))) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** A postmaster's working directory is its data directory; where that cannot be seen, its command line names it. */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') {
    const [folder, wanted] = await Promise.all([readlink(`/proc/${pid}/cwd`).catch(() => ''), realpath(cluster)]);
    return folder === wanted;
  }
  return new Promise((resolve) => {
    execFile('ps', ['-p', String(pid), '-o', 'command='], (error, output) => {
      resolve(error === null && output.includes('postgres') && output.includes(cluster));
    });
  });
}

function pidFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}
