import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { isRunning, readPostmaster } from '../../server/platform/postgres/postmaster.js';

/** Waits until a fact holds, looking every 5 ms; the test's own time limit ends a wait for what never comes. */
export async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fact())) await pause(5);
}

/** The process number of the database server on a data folder; undefined when none is written down. */
export async function databaseServer(dataFolder: string): Promise<number | undefined> {
  return (await readPostmaster(path.join(dataFolder, 'postgres/cluster')))?.pid;
}

/** Every running process whose command line names the data folder: nothing of it may be left after a stop. */
export async function processesOn(dataFolder: string): Promise<string[]> {
  if (process.platform !== 'linux') {
    const pid = await databaseServer(dataFolder);
    return pid !== undefined && (await isRunning(pid)) ? [String(pid)] : [];
  }
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(dataFolder);
    } catch {
      return false;
    }
  });
}

/** Whether initdb is at work on a data folder. */
export function isInitialising(dataFolder: string): boolean {
  const home = path.join(dataFolder, 'postgres');
  return existsSync(home) && readdirSync(home).some((name) => name.startsWith('initialising-'));
}

/** An address of a started embedded database, as an administrator of the machine could put it together. */
export function ownerUrlOf(dataFolder: string): string {
  const secrets: unknown = JSON.parse(readFileSync(path.join(dataFolder, 'secrets.json'), 'utf8'));
  const password = /"owner":"([0-9a-f]{64})"/.exec(JSON.stringify(secrets))?.[1] ?? '';
  const port = readFileSync(path.join(dataFolder, 'postgres/port'), 'utf8').trim();
  return `postgres://dieu6_owner:${password}@127.0.0.1:${port}/dieu6`;
}

/** The lines a refused start has printed. */
export function linesOf(output: string): string[] {
  return output.split('\n').filter((line) => line !== '');
}
