import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { folderProblem, StartupProblem } from '../startup/startup-problem.js';
import type { ServerAccount } from './account.js';
import type { PostgresBinaries } from './binaries.js';
import type { ClusterHome } from './cluster-home.js';

const DRAFT = 'initialising-';
export const SUPERUSER = 'postgres';

/** What a new cluster is made with. */
export interface NewCluster {
  readonly home: ClusterHome;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  readonly superuserPassword: string;
  /** false only for throw-away clusters of tests: nothing is synced to the disk. */
  readonly durable: boolean;
  readonly signal: AbortSignal;
}

/**
 * Makes the cluster: UTF-8, sorted by ICU as Vietnamese (vi-VN), TCP with scram passwords only. It is made under another
 * name and renamed when whole, so an interrupted start leaves no half cluster behind; drafts of earlier interruptions go.
 * The password file that initdb insists on lives for that second only, in a folder closed to others.
 */
export async function initialiseCluster(options: NewCluster): Promise<void> {
  const { home, account } = options;
  const draft = path.join(home.folder, `${DRAFT}${randomUUID()}`);
  try {
    for (const entry of await readdir(home.folder)) {
      if (entry.startsWith(DRAFT)) await rm(path.join(home.folder, entry), { recursive: true, force: true });
    }
    await mkdir(draft, { mode: 0o700 });
    const passwordFile = path.join(draft, 'password');
    await writeFile(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600 });
    if (account !== undefined) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const cluster = path.join(draft, 'cluster');
    // Letters and case follow ICU; the C library's own locale matters to little else, and not every machine has C.UTF-8.
    let outcome = await runInitdb(options, cluster, passwordFile, 'C.UTF-8');
    if (outcome.code !== 0 && /invalid locale/i.test(outcome.errors)) {
      await rm(cluster, { recursive: true, force: true });
      outcome = await runInitdb(options, cluster, passwordFile, 'C');
    }
    options.signal.throwIfAborted();
    if (outcome.code !== 0) throw folderProblem(home.folder, { message: lastLine(outcome.errors) });
    await rm(passwordFile);
    await rename(cluster, home.cluster);
  } catch (error) {
    if (error instanceof StartupProblem || options.signal.aborted) throw error;
    throw folderProblem(home.folder, error);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function runInitdb(
  options: NewCluster,
  cluster: string,
  passwordFile: string,
  locale: string,
): Promise<{ code: number | null; errors: string }> {
  const { binaries, account, signal } = options;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(
      binaries.initdb,
      [
        `--pgdata=${cluster}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale-provider=icu',
        '--icu-locale=vi-VN',
        `--locale=${locale}`,
        '--lc-messages=C',
        '--auth=scram-sha-256',
        '--no-instructions',
        ...(options.durable ? [] : ['--no-sync']),
      ],
      // A process group of its own: Ctrl-C reaches the application only, and what initdb starts can be ended with it.
      { cwd: path.dirname(cluster), detached: true, stdio: ['ignore', 'ignore', 'pipe'], ...(account ?? {}) },
    );
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    const stop = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself in the meantime.
      }
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      resolve({ code, errors });
    });
  });
}

/** The line of a program's complaint that says most: the last that is an error, without its label. */
export function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /error:|FATAL:|PANIC:|could not/.test(line)).at(-1) ?? lines.at(-1) ?? 'unknown error';
  return telling.replace(/^.*?(error|FATAL|PANIC):\s*/, '').trim();
}
