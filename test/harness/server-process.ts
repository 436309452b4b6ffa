import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { onceInRun, runFolder } from './once-in-run.js';

const CHECKOUT = path.resolve(import.meta.dirname, '../..');

/** The real server in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Everything printed so far, on both outputs, in order. */
  output(): string;
  /** Resolves with the address when the server says that it runs; rejects with its output when it ends before. */
  readonly address: Promise<string>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Builds the server once for the whole run, into the run's folder, so that nobody's dist/ is in the way. Returns the folder
 * that looks like a checkout: dist, templates, client, seeds and node_modules.
 */
export async function builtServer(): Promise<string> {
  return onceInRun('build', async () => {
    const folder = path.join(runFolder(), 'build');
    await mkdir(folder);
    for (const name of ['node_modules', 'templates', 'client', 'seeds', 'package.json']) {
      if (existsSync(path.join(CHECKOUT, name))) await symlink(path.join(CHECKOUT, name), path.join(folder, name));
    }
    await promisify(execFile)(
      process.execPath,
      ['node_modules/@swc/cli/bin/swc.js', 'server', 'migrations', '-d', path.join(folder, 'dist'), '--quiet'],
      { cwd: CHECKOUT },
    );
    return folder;
  });
}

/** A new, empty data folder below the run's; what a server leaves there ends with the run at the latest. */
export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(runFolder(), 'app-'));
  await rm(folder, { recursive: true });
  return folder;
}

/**
 * Starts the built server with these settings and nothing of the surrounding environment but PATH and HOME. PORT is a free
 * one unless given. `node` is the program to run it with.
 */
export async function startServer(environment: Readonly<Record<string, string>>, node = process.execPath): Promise<ServerProcess> {
  const folder = await builtServer();
  const inherited = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }));
  const child = spawn(node, [path.join(folder, 'dist/server/main.js')], {
    cwd: folder,
    env: { ...inherited, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${node} could not be started`);
  const processes = path.join(runFolder(), 'processes');
  await mkdir(processes, { recursive: true });
  await writeFile(path.join(processes, String(pid)), '');
  let text = '';
  const ended = once(child, 'close').then(async () => {
    await rm(path.join(processes, String(pid)), { force: true });
    return { code: child.exitCode, signal: child.signalCode };
  });
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        // The last line of a complete start; the address stands in the first.
        if (text.includes('Ctrl-C')) resolve(/http:\/\/\S+/.exec(text)?.[0] ?? '');
      });
    }
    child.once('close', (code) => reject(new Error(`the server ended with ${code} before it ran:\n${text}`)));
  });
  // Whoever expects a failure never looks at the address.
  address.catch(() => undefined);
  return {
    pid,
    output: () => text,
    address,
    ended,
    kill: (signal) => child.kill(signal),
  };
}
