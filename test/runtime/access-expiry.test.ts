import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from 'cheerio';
import { compose } from '../../server/compose.js';
import { fixedClock } from '../../server/kernel/clock.js';
import { buildAccessClosure, buildAccessGrant, buildAccessUse, buildBoundPerson } from '../builders/access.js';
import { buildActiveContract, type ReadyContract } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from '../harness/postgres.js';
import { Caller } from '../web/callers.js';

/**
 * Access ends whether or not the product runs at that moment: nothing has to be done by a job, so that nothing is missed while it stands still, and nothing
 * is done twice when it starts again, or twice at once.
 */
const BEFORE = '2026-12-07T12:00:00+07:00';
const AFTER = '2026-12-10T12:00:00+07:00';
const clock = fixedClock(BEFORE);
let database: TestDatabase;
let dataDir: string;
let world: World;
let contract: ReadyContract;
const started = new Set<Running>();

beforeAll(async () => {
  database = await openTestDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'dieu6-expiry-'));
}, 60_000);
beforeEach(() => database.setNow(BEFORE));
afterAll(async () => {
  await Promise.all([...started].map((running) => running.stop()));
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the product on the database, its background work with it. */
async function start(): Promise<Running> {
  const application = await compose(
    {
      environment: 'test', host: '127.0.0.1', port: 0, dataDir, databaseUrl: database.appUrl, databaseOwnerUrl: database.ownerUrl, sessionSecret: 'for-tests-only-for-tests-only-for-tests-only', trustProxy: false,
      sessionIdleMinutes: 10, maxUploadMegabytes: 2, chromiumPath: undefined, logLevel: 'silent', cookieSecure: false, demonstration: false, mail: undefined, publicUrl: 'https://dieu6.example',
    },
    { databaseUrl: database.appUrl, databaseOwnerUrl: database.ownerUrl },
    clock,
  );
  await application.prepare();
  const server = createServer(application.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const running: Running = {
    url: `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`,
    async stop() {
      started.delete(running);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await application.close();
    },
  };
  started.add(running);
  return running;
}

async function at(instant: string): Promise<void> {
  clock.set(instant);
  await database.setNow(instant);
}

interface Task {
  readonly kind: string;
  readonly subject_id: string;
  readonly role: string;
}
const tasks = (): Promise<Task[]> => database.asApplication<{ kind: string; subject_id: string; role: string }>(`SELECT kind, subject_id, role FROM access_task ORDER BY kind, subject_id, role`);
/** The tasks about these lines on the task page of the IT officer, by where they lead. */
async function shown(running: Running, lines: readonly { readonly id: string }[]): Promise<string[]> {
  const officer = await Caller.signedIn({ url: running.url }, world.at.it_officer);
  const page = load((await officer.get('/viec-can-lam')).text);
  return page('main a[href]').toArray().map((link) => page(link).attr('href') ?? '').filter((href) => lines.some(({ id }) => href.includes(id)));
}

test('what ends while the product stands still is over when it starts, and its tasks are there once', async () => {
  const first = await start();
  world = await buildWorld(database);
  contract = await buildActiveContract(database, { agency: world.department, people: world.at });
  const people = await Promise.all([buildBoundPerson(database, { contract }), buildBoundPerson(database, { contract, validUntil: '2026-12-08' })]);
  const dated = await buildAccessGrant(database, { contract, hours: 24, people: people.slice(0, 1), accounts: ['het-han-1'] });
  const bound = await buildAccessGrant(database, { contract, hours: 24 * 20, people: people.slice(1), accounts: ['het-han-2'] });
  const standing = await buildAccessGrant(database, { contract, form: 'standing', hours: 24 * 20, people: people.slice(0, 1), accounts: ['het-han-3'] });
  await buildAccessUse(database, { grant: standing, by: world.at.it_officer });
  const emergency = await buildAccessGrant(database, { contract, form: 'emergency', people: people.slice(0, 1), accounts: ['het-han-4'] });
  const running = await buildAccessGrant(database, { contract, hours: 24 * 20, people: people.slice(0, 1), accounts: ['het-han-5'] });
  expect((await tasks()).filter(({ kind }) => kind === 'access.account-open')).toEqual([]);
  await first.stop();

  await at(AFTER);
  const stopped = await tasks();
  expect((await database.asApplication<{ grant_id: string }>('SELECT grant_id FROM live_access')).map(({ grant_id }) => grant_id)).toEqual([running.grantId]);
  const owed = await database.asApplication<{ id: string }>('SELECT id FROM access_line WHERE grant_id = ANY ($1) ORDER BY id', [[dated.grantId, bound.grantId, standing.grantId, emergency.grantId]]);
  expect(stopped.filter(({ kind }) => kind === 'access.account-open').map(({ subject_id: id }) => id)).toEqual(owed.map(({ id }) => id));
  expect(stopped).toHaveLength(new Set(stopped.map((task) => JSON.stringify(task))).size);

  const [second, third] = await Promise.all([start(), start()]);
  expect(await tasks()).toEqual(stopped);
  const onPage = await shown(second, owed);
  expect(onPage).toHaveLength(owed.length);
  expect(new Set(onPage).size).toBe(owed.length);
  expect(await shown(third, owed)).toEqual(onPage);
  await Promise.all([second.stop(), third.stop()]);

  for (const { id } of owed) await buildAccessClosure(database, { lineId: id, by: world.at.it_officer });
  const last = await start();
  expect((await tasks()).filter(({ kind }) => kind === 'access.account-open')).toEqual([]);
  expect(await shown(last, owed)).toEqual([]);
  await last.stop();
}, 120_000);
