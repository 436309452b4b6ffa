import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { watchStatements } from '../harness/statements.js';
import { Caller } from './callers.js';
import { permissionMatrix, type Comer } from './permission-matrix.js';
import { addressOf, buildSamples, type Samples } from './route-samples.js';

const PAGE_LIMIT = 6;
const REGISTER_LIMIT = 3;

const watch = watchStatements();

let app: TestApp;
let world: World;
let samples: Samples;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  for (let sets = 0; sets < 2; sets += 1) samples = await buildSamples(app, world, [world.ward]);
}, 180_000);
afterAll(async () => {
  watch.stop();
  await app.close();
});

const pages = Object.entries(permissionMatrix).flatMap(([entry, comers]) => (entry.startsWith('GET ') ? [{ path: entry.slice('GET '.length), comers }] : []));

const callers = new Map<Comer, Promise<Caller>>();
function callerOf(comer: Comer): Promise<Caller> {
  const caller = callers.get(comer) ?? Promise.resolve(comer === 'visitor' ? Caller.visitor(app) : Caller.signedIn(app, world.at[comer]));
  callers.set(comer, caller);
  return caller;
}

/** Everything one request asks of the database, the session included; prepared and warm, as a page that is in use. */
async function statementsOf(caller: Caller, address: string): Promise<{ readonly status: number; readonly statements: readonly string[]; readonly isRegister: boolean }> {
  await caller.get(address);
  watch.sent.length = 0;
  const reply = await caller.get(address);
  return { status: reply.status, statements: watch.sent.map(({ text }) => text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)), isRegister: load(reply.text)('section.register').length > 0 };
}

const registers: string[] = [];

describe.each(pages)('$path', ({ path, comers }) => {
  test('asks the database no more than a page may', async () => {
    for (const comer of comers) {
      const { status, statements, isRegister } = await statementsOf(await callerOf(comer), addressOf(path, samples));
      const limit = isRegister ? REGISTER_LIMIT : PAGE_LIMIT;
      if (isRegister && !registers.includes(path)) registers.push(path);
      expect({ comer, shown: [200, 303].includes(status), tooMany: statements.length > limit ? statements : [] }).toEqual({ comer, shown: true, tooMany: [] });
      expect(statements.length).toBeGreaterThan(comer === 'visitor' ? -1 : 0);
    }
  });
});

test('the registers were seen as registers', () => {
  expect(registers.toSorted()).toEqual(['/ben-cung-cap', '/danh-gia-rui-ro', '/doi-chieu-goi-thau', '/doi-chieu-goi-thau/:id', '/doi-chieu-goi-thau/:id/hop-dong', '/he-thong', '/hop-dong', '/ket-thuc', '/nhap-danh-sach', '/phieu-hoi', '/quan-tri/co-quan', '/quan-tri/nguoi-dung', '/quyen-truy-cap', '/su-co', '/uy-quyen', '/van-ban', '/vu-vi-pham']);
});
