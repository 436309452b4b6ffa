import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from 'cheerio';
import pino, { type Logger } from 'pino';
import request from 'supertest';
import type { Config } from '../../server/config.js';
import { compose, type Application } from '../../server/compose.js';
import { findChromium } from '../../server/platform/browser/chromium-folder.js';
import { fixedClock, type FixedClock } from '../../server/kernel/clock.js';
import type { MailSettings } from '../../server/platform/mail/index.js';
import type { BuiltPerson } from '../builders/world.js';
import { openTestDatabase, type TestDatabase } from './postgres.js';

export const NOON = '2026-11-20T12:00:00+07:00';

/** The whole product on a database of its own, its clock and the database's standing at the same instant. */
export interface TestApp {
  readonly application: Application;
  readonly database: TestDatabase;
  readonly clock: FixedClock;
  readonly url: string;
  /** Where its evidence lies. */
  readonly dataDir: string;
  /** Everything the product logged as an error since it started, one JSON text each: a sound test ends with an empty list. */
  readonly loggedErrors: readonly string[];
  /** Puts both clocks on an instant. */
  setNow(iso: string): Promise<void>;
  visitor(): Visitor;
  /** Signs a person in through the page, as a browser does. */
  signIn(person: Pick<BuiltPerson, 'login' | 'password'>): Promise<Visitor>;
  close(): Promise<void>;
}

/** Somebody with a browser: keeps cookies, finds the token of the page they are on. */
export interface Visitor {
  get(address: string): Promise<request.Response>;
  /** Posts a form from the page at `from` (its own address unless said), with that page's token. */
  post(address: string, fields: Readonly<Record<string, string | readonly string[]>>, from?: string): Promise<request.Response>;
  /** Posts a form with files. */
  postFiles(address: string, fields: Readonly<Record<string, string>>, files: Readonly<Record<string, { content: Buffer; name: string }>>): Promise<request.Response>;
  readonly agent: ReturnType<typeof request.agent>;
}

export async function startTestApp(options: { idleMinutes?: number; maxUploadMegabytes?: number; trustProxy?: number; cookieSecure?: boolean; demonstration?: boolean; mail?: MailSettings; now?: string } = {}): Promise<TestApp> {
  const database = await openTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'dieu6-app-'));
  const { now = NOON } = options;
  const clock = fixedClock(now);
  await database.setNow(now);
  const config: Config = {
    environment: 'test',
    host: '127.0.0.1',
    port: 0,
    dataDir,
    databaseUrl: database.appUrl,
    databaseOwnerUrl: database.ownerUrl,
    sessionSecret: 'for-tests-only-for-tests-only-for-tests-only',
    trustProxy: options.trustProxy ?? false,
    sessionIdleMinutes: options.idleMinutes ?? 10,
    maxUploadMegabytes: options.maxUploadMegabytes ?? 2,
    chromiumPath: await unpackedChromium(),
    logLevel: 'silent',
    cookieSecure: options.cookieSecure ?? false,
    demonstration: options.demonstration ?? false,
    mail: options.mail,
    publicUrl: 'https://dieu6.example',
  };
  const loggedErrors: string[] = [];
  const application = await compose(config, { databaseUrl: database.appUrl, databaseOwnerUrl: database.ownerUrl }, clock, errorLog(loggedErrors));
  await application.prepare();
  const server = createServer(application.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = addressOf(server);
  const visitor = (): Visitor => visitorOf(url);
  return {
    application,
    database,
    clock,
    url,
    dataDir,
    loggedErrors,
    async setNow(iso) {
      clock.set(iso);
      await database.setNow(iso);
    },
    visitor,
    async signIn(person) {
      const browser = visitor();
      const answer = await browser.post('/dang-nhap', { login: person.login, password: person.password });
      if (answer.status !== 303) throw new Error(`${person.login} could not sign in: ${answer.status}`);
      return browser;
    },
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await application.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The Chromium that the journeys unpack once below `.local/`, so that not every application of the tests unpacks its own (200 MB). */
async function unpackedChromium(): Promise<string | undefined> {
  if (process.env['CHROMIUM_PATH'] !== undefined) return process.env['CHROMIUM_PATH'];
  const program = await findChromium({ dataDir: path.resolve('.local', 'test-browser') }).catch(() => undefined);
  return program?.executable;
}

/** A log that keeps what goes wrong for the test; TEST_LOG=1 shows it as it happens. */
function errorLog(kept: string[]): Logger {
  const write = (entry: string): void => {
    kept.push(entry);
    if (process.env['TEST_LOG'] !== undefined) process.stdout.write(entry);
  };
  return pino({ level: 'error' }, { write });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Somebody with a browser of their own at a server, wherever it runs. */
export function visitorOf(url: string): Visitor {
  const agent = request.agent(url);
  const tokenOn = async (page: string): Promise<string> => {
    const shown = await agent.get(page);
    return String(load(shown.text)('input[name="_csrf"]').first().val() ?? '');
  };
  return {
    agent,
    get: (address) => agent.get(address),
    async post(address, fields, from = address) {
      const token = await tokenOn(from);
      return agent.post(address).type('form').send({ ...fields, _csrf: token });
    },
    async postFiles(address, fields, files) {
      const token = await tokenOn(address);
      const form = agent.post(address).field('_csrf', token);
      for (const [name, value] of Object.entries(fields)) form.field(name, value);
      for (const [name, file] of Object.entries(files)) form.attach(name, file.content, file.name);
      return form;
    },
  };
}
