import { median } from './load.js';

/** What a page costs on a small set and on a large one: one request after the other, in turn on both, the medians compared. */
export interface Growth {
  readonly shape: string;
  /** Milliseconds. */
  readonly few: number;
  readonly many: number;
}

/** Somebody who is signed in to a server. */
export interface Visitor {
  readonly base: string;
  readonly cookies: string;
}

const REQUESTS = 21;
const WARM_UP = 6;

export async function compare(shape: string, address: string, few: Visitor, many: Visitor): Promise<Growth> {
  const times = { few: [] as number[], many: [] as number[] };
  for (let turn = 0; turn < REQUESTS + WARM_UP; turn += 1) {
    const [first, second] = [await timeOf(few, address), await timeOf(many, address)];
    if (turn < WARM_UP) continue;
    times.few.push(first);
    times.many.push(second);
  }
  return { shape, few: median(times.few), many: median(times.many) };
}

async function timeOf({ base, cookies }: Visitor, address: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${base}${address}`, { headers: { cookie: cookies } });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${address} answered ${String(answer.status)}`);
  return performance.now() - started;
}

/** Prints the median growth over all shapes, with the worst one named, and then every shape by itself. */
export function report(name: string, growths: readonly Growth[]): void {
  const sorted = growths.toSorted((one, other) => ratioOf(other) - ratioOf(one));
  const [worst] = sorted;
  if (worst === undefined) return;
  process.stdout.write(`${name} ratio=${median(sorted.map(ratioOf)).toFixed(2)} goal=<=1.3 worst=${ratioOf(worst).toFixed(2)} (${worst.shape})\n`);
  for (const growth of sorted) process.stdout.write(`# ${ratioOf(growth).toFixed(2)} ${growth.shape}: ${growth.few.toFixed(1)} ms, ${growth.many.toFixed(1)} ms\n`);
}

function ratioOf({ few, many }: Growth): number {
  return many / few;
}
