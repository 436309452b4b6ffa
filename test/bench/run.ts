import { load as parseHtml } from 'cheerio';
import { accessEnd, accessGrowth } from './access.js';
import { containGrants } from './containment.js';
import { fill, openBenchDatabase } from './database.js';
import { registerAndSearchGrowth } from './growth.js';
import { load, median, startServer } from './load.js';
import { importRows } from './imports.js';
import { recordPrinting } from './record-printing.js';
import { READER, registerSet } from './register-set.js';
import { signIn } from './sign-in.js';

/**
 * Every benchmark in one run. Prints lines `name ratio=0.57 goal=>=0.5` and exits 0 whatever the ratios are: a benchmark is no test.
 * Both sides of a ratio run in turn, several times, and the median of the pairwise ratios counts.
 */
const ROUNDS = 7;
const WARMING = 3;
const SECONDS = 4;
const CONNECTIONS = 16;

async function contractRegister(): Promise<void> {
  const database = await openBenchDatabase();
  const stops: (() => void)[] = [];
  try {
    await fill(database.superuserUrl, await registerSet(100_000));
    const app = await startServer('app-server.js', [database.databaseUrl, database.databaseOwnerUrl, database.dataDir]);
    stops.push(() => app.stop());
    const [agency] = await agencyOf(database.superuserUrl);
    const bare = await startServer('bare-server.js', [database.databaseUrl, 'test/bench/bare-views', agency ?? '']);
    stops.push(() => bare.stop());
    const base = `http://127.0.0.1:${app.port}`;
    const cookie = await signIn(base, READER);
    const page = `${base}/hop-dong?co-quan=${agency ?? ''}`;
    const cookies = await requireRows(page, cookie);
    const measureApp = (): Promise<number> => load(page, { connections: CONNECTIONS, seconds: SECONDS, headers: { cookie: cookies } });
    const measureBare = (): Promise<number> => load(`http://127.0.0.1:${bare.port}/`, { connections: CONNECTIONS, seconds: SECONDS });
    // What is measured is a server that has run for a while; compilers take their time with both.
    for (let warming = 0; warming < WARMING; warming += 1) {
      await measureApp();
      await measureBare();
    }
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) ratios.push((await measureApp()) / (await measureBare()));
    process.stdout.write(`contract-register ratio=${median(ratios).toFixed(2)} goal=>=0.5\n`);
    process.stdout.write(`# rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}\n`);
  } finally {
    for (const stop of stops) stop();
    await database.stop();
  }
}

async function agencyOf(superuserUrl: string): Promise<string[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    return (await client.query<{ id: string }>(`SELECT md5('agency1')::uuid AS id`)).rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

/** The page under load must be the real one, with all its rows. @returns the cookies a browser holds after its first visit */
async function requireRows(page: string, cookie: string): Promise<string> {
  const answer = await fetch(page, { headers: { cookie } });
  const rows = parseHtml(await answer.text())('tbody tr').length;
  if (answer.status !== 200 || rows !== 25) throw new Error(`the register shows ${rows} rows with status ${answer.status}`);
  const held = new Map(cookie.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair]));
  for (const given of answer.headers.getSetCookie()) {
    const pair = given.split(';')[0] ?? '';
    held.set(pair.slice(0, pair.indexOf('=')), pair);
  }
  return [...held.values()].join('; ');
}

await contractRegister();
await registerAndSearchGrowth();
await recordPrinting();
await importRows();
await accessEnd();
await containGrants();
await accessGrowth();
