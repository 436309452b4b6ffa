/**
 * Waits for the end of standard input, that is of the test run, then ends the run's PostgreSQL at once and removes the run's
 * folder. It works alone, without the product's code, so that it cannot fail together with it.
 */
import { readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const folder = process.argv[2];
if (folder === undefined || !path.basename(folder).startsWith('dieu6-test-')) process.exit(2);

// The watchdog is told by the end of its input, not by signals meant for the run.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));

// Copies of the application first: they would otherwise miss their databases. Each is named by an empty file in processes/.
for (const name of entries(path.join(folder, 'processes'))) send(Number(name), 'SIGKILL');

// A worker that the run's end caught in the middle of a start may still bring a server up: look twice.
for (let look = 0; look < 2; look += 1) {
  for (const home of homes()) {
    const pid = postmaster(home);
    if (pid !== undefined) {
      send(pid, 'SIGQUIT');
      for (let waited = 0; waited < 200 && isRunning(pid); waited += 1) await pause(10);
      send(pid, 'SIGKILL');
    }
    remove(home);
  }
  remove(folder);
}

/** @returns {string[]} every PostgreSQL home of the run: the shared one and those of started applications */
function homes() {
  return ['.', ...entries(folder)].flatMap((name) => {
    try {
      return [realpathSync(path.join(folder, name, 'postgres'))];
    } catch {
      return [];
    }
  });
}

/** @param {string} place @returns {string[]} */
function entries(place) {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

/** @param {string} place */
function remove(place) {
  rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
}

/** @param {string} home @returns {number | undefined} the server's process number */
function postmaster(home) {
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
