import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;
const LONGEST_WAIT_MS = 60_000;

/** The temporary folder of this Jest run; it disappears with the run, and what was started below it ends. */
export function runFolder(): string {
  const run = process.env['DIEU6_TEST_RUN'];
  if (run === undefined) throw new Error('DIEU6_TEST_RUN is not set: run this through Jest (npm test), which makes the folder of the run');
  return run;
}

/**
 * Does something once in the whole run, whichever worker asks first; the others wait for its result, a text. When it fails,
 * it fails for everybody, with the same reason.
 */
export async function onceInRun(name: string, work: () => Promise<string>): Promise<string> {
  const result = path.join(runFolder(), `${name}.result`);
  const failure = path.join(runFolder(), `${name}.failure`);
  const first = await mkdir(path.join(runFolder(), `${name}.begun`)).then(
    () => true,
    () => false,
  );
  if (first) {
    try {
      const text = await work();
      await writeFile(`${result}.new`, text, { mode: 0o600 });
      await rename(`${result}.new`, result);
      return text;
    } catch (error) {
      await writeFile(failure, String(error));
      throw error;
    }
  }
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += LOOK_EVERY_MS) {
    const text = await readFile(result, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
    const why = await readFile(failure, 'utf8').catch(() => undefined);
    if (why !== undefined) throw new Error(`${name}, done once for the whole run, has failed: ${why}`);
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`${name} was not ready within ${LONGEST_WAIT_MS / 1000} s`);
}
