import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The most that memory grew by while something was done, in bytes. */
export interface Growth {
  /** What stayed in use after the garbage was collected: objects and buffers. This is what must not depend on the number of rows. */
  readonly kept: number;
  /** Resident memory, garbage that was not yet collected included: the collector takes its time on a machine with room. */
  readonly resident: number;
}

const EVERY_MS = 1_000;

/** Collects the garbage once a second while `work` is under way, and looks at what is left each time. */
export async function growthDuring(work: () => Promise<void>): Promise<Growth> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  const keptNow = (): number => {
    if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = { kept: keptNow(), resident: process.memoryUsage.rss() };
  let [kept, resident] = [before.kept, before.resident];
  const watch = setInterval(() => {
    resident = Math.max(resident, process.memoryUsage.rss());
    kept = Math.max(kept, keptNow());
  }, EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return { kept: kept - before.kept, resident: resident - before.resident };
}
