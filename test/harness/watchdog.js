/**
 * Waits for the end of standard input, that is of the test run, then ends the run's PostgreSQL at once and removes the run's
 * folder. It works alone, without the product's code, so that it cannot fail together with it.
 */
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const folder = process.argv[2];
if (folder === undefined || !path.basename(folder).startsWith('dieu6-test-')) process.exit(2);

// The watchdog is told by the end of its input, not by signals meant for the run.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));

const home = realPath(path.join(folder, 'postgres'));
// A worker that the run's end caught in the middle of a start may still bring a server up: look until none appears.
for (let quiet = 0; quiet < 2; quiet += 1) {
  const pid = postmaster();
  if (pid !== undefined) {
    send(pid, 'SIGQUIT');
    for (let waited = 0; waited < 200 && isRunning(pid); waited += 1) await pause(10);
    send(pid, 'SIGKILL');
  }
  for (const place of [home, folder]) {
    if (place !== undefined) rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}

/** @returns {number | undefined} the server's process number */
function postmaster() {
  if (home === undefined) return undefined;
  try {
    const pid = Number(readFileSync(path.join(home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {NodeJS.Signals | 0} signal @returns {boolean} whether the process was there */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** @param {number} pid @returns {boolean} whether it still runs; a corpse that nobody collected (Z) does not */
function isRunning(pid) {
  if (process.platform !== 'linux') return send(pid, 0);
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** @param {string} place @returns {string | undefined} where it really lies, if it exists */
function realPath(place) {
  try {
    return realpathSync(place);
  } catch {
    return undefined;
  }
}
