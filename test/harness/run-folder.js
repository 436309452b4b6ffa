/**
 * One run of Jest: a temporary folder, and a watchdog that outlives the run by a moment.
 *
 * No database is started here: the first test file that asks for one starts the cluster (test/harness/postgres.ts), so a
 * run of test/domain alone pays 40 ms for this and nothing for PostgreSQL. Whatever was started below the folder is ended
 * by the watchdog as soon as this process is gone, cleanly or by kill -9: it waits for the end of its standard input.
 *
 * Plain JavaScript, since Jest loads its global files without the transform.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** @type {import('node:child_process').ChildProcess | undefined} */
let watchdog;

/** Makes the run's folder and names it to the workers in DIEU6_TEST_RUN. */
export function openRun() {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), 'dieu6-test-'));
  // Under root the database server belongs to another account, which must get through.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  process.env['DIEU6_TEST_RUN'] = folder;
  watchdog = spawn(process.execPath, [path.join(import.meta.dirname, 'watchdog.js'), folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  watchdog.unref();
  watchdog.stdin?.unref?.();
}

/** Lets the watchdog stop and remove everything, and waits until it has. */
export async function closeRun() {
  if (watchdog === undefined) return;
  const ended = once(watchdog, 'exit');
  watchdog.ref();
  watchdog.stdin?.end();
  await ended;
}
