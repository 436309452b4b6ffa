import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { formText, type Caller } from './callers.js';
import { comersOf, newDefects, pagePaths, visitorOf, wrongWith } from './hostile.js';
import { contentOfTables } from './kept-rows.js';
import { addressOf, buildSamples, parametersOf, sampleKey, type Samples } from './route-samples.js';

const oddAddresses = [
  '/khong-co', '//noi-khac.example', '/..', '/%2e%2e/%2e%2e/etc/passwd', '/%E0%A4%A', '/ben-cung-cap/%ff', '/%00', '/ben-cung-cap/%00/sua', '/he-thong/..%5c..%5c',
  '/assets', '/assets/', '/assets/khong-co.css', '/assets/%E0%A4%A', '/assets/%00', '/assets/..%2f..%2fpackage.json', '/assets/....//package.json',
  '/fonts', '/fonts/%2e%2e%2f%2e%2e%2fpackage.json', '/fonts/be-vietnam-pro/package.json', `/${'a/'.repeat(3_000)}`, '/constructor', '/__proto__',
];
const oddCookies = [
  'dieu6=x', 'dieu6=s%3Ax.y', 'dieu6=%zz', 'dieu6=j%3A%7B%22a%22%3A1%7D', 'dieu6=', 'dieu6-csrf=j%3A%7B%22a%22%3A1%7D', 'dieu6-csrf=j%3A%5B1%5D', 'dieu6-csrf=j%3Anull',
  'dieu6-csrf=%00', 'dieu6-csrf=s%3Ax', '__proto__=x', 'constructor=x; toString=y', ';;;===', `dieu6=${'x'.repeat(8_000)}`,
];

const noIdentifiers = ['khong-phai-ma', '1', 'a'.repeat(36), '%00', '..%2f..%2fetc', '__proto__', "1'--", '00000000-0000-0000-0000-00000000000G'];

let app: TestApp;
let world: World;
let samples: Samples;
let comerTo: (entry: string) => Promise<Caller>;
let defects: () => readonly string[];
let before: Readonly<Record<string, string>>;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  samples = await buildSamples(app, world);
  comerTo = comersOf(app, world);
  await Promise.all(pagePaths.map((path) => comerTo(`GET ${path}`)));
  before = await contentOfTables(app.database);
  defects = newDefects(app);
});
afterAll(() => app.close());
afterEach(() => {
  expect(defects()).toEqual([]);
});

describe.each(pagePaths)('the page at %s', (path) => {
  test('shows itself whatever the query asks for', async () => {
    const caller = await comerTo(`GET ${path}`);
    const address = addressOf(path, samples);
    const plain = await caller.get(address);
    const filters = load(plain.text)('form[method="get"] [name]').map((_, field) => field.attribs['name']).get();
    const wrong: string[] = [];
    for (const query of [...queriesForAnyPage, ...(filters.length > 0 ? queriesForRegisters : []), ...filters.flatMap(queriesForFilter)]) {
      const reply = await caller.get(`${address}?${query}`);
      if (reply.status !== plain.status) wrong.push(`${query.slice(0, 80)}: ${reply.status}`);
      if (reply.location.includes('noi-khac.example')) wrong.push(`${query}: leads to ${reply.location}`);
    }
    expect(wrong).toEqual([]);
  });

  test('finds nothing by what is no name of anything', async () => {
    const caller = await comerTo(`GET ${path}`);
    const wrong: string[] = [];
    for (const prefix of parametersOf(path)) {
      for (const text of noIdentifiers) {
        const reply = await caller.get(addressOf(path, { ...samples, [sampleKey(path, prefix, samples)]: text }));
        if (reply.status !== 404) wrong.push(`${prefix} ${text}: ${reply.status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('hears no other method, and no header that speaks for the server in front', async () => {
    const caller = await comerTo(`GET ${path}`);
    const address = addressOf(path, samples);
    const plain = await caller.get(address);
    const head = await caller.send({ method: 'HEAD', address });
    const options = await caller.send({ method: 'OPTIONS', address });
    expect([head.status, head.text, options.headers['access-control-allow-origin']]).toEqual([plain.status, '', undefined]);
    const wrong = [
      ...wrongWith('PUT', await caller.send({ method: 'PUT', address, body: '{}' }), [404]),
      ...wrongWith('DELETE', await caller.send({ method: 'DELETE', address }), [404]),
    ];
    for (const headers of headerGames) {
      const reply = await caller.get(address, headers);
      if (reply.status !== plain.status || (reply.text + reply.location).includes('noi-khac.example')) wrong.push(`${JSON.stringify(headers)}: ${reply.status} ${reply.location}`);
    }
    expect(wrong).toEqual([]);
  });
});

const queriesForAnyPage = ['khong-co=1', '__proto__[x]=1&constructor[prototype][x]=1', 'trang=-1&sap-xep=__proto__&q=%00', '%zz=%E0%A4%A&=&&?', 'tiep=//noi-khac.example&het-phien=%00'];
const queriesForRegisters = [
  ...['trang=0', 'trang=1e9', 'trang=9999', 'trang=99999999999999999999', 'trang=2&trang=3'],
  ...['sap-xep=-constructor', 'sap-xep=khong-co', 'sap-xep=name;DROP%20TABLE%20contract', 'sap-xep=%00', 'sap-xep=a&sap-xep=b'],
  Array.from({ length: 3_000 }, (_, index) => `q${index}`).join('&').slice(0, 12_000),
];
const queriesForFilter = (name: string | undefined): string[] =>
  ['%00', '%ED%A0%80', '__proto__', "'%20OR%201=1%20--", '%25_%5C', 'x'.repeat(7_000), '%E2%80%AE%F0%9F%A7%A8', 'a&*=b'].map((value) => `${name ?? ''}=${value.replace('*', name ?? '')}`);

/** What a proxy would say, a page of elsewhere, and a client that asks for parts and other kinds of answers. */
const headerGames: readonly Record<string, string>[] = [
  {
    'x-forwarded-host': 'noi-khac.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '1.2.3.4', forwarded: 'host=noi-khac.example',
    'x-http-method-override': 'DELETE', 'x-original-url': '/quan-tri', 'x-rewrite-url': '/quan-tri', host: 'noi-khac.example',
  },
  {
    referer: 'https://noi-khac.example/%zz', origin: 'null', 'sec-fetch-site': 'cross-site', range: 'bytes=0-1', 'if-modified-since': 'x',
    'accept-language': 'en', accept: 'application/json', 'accept-encoding': 'x;q=',
  },
];

describe('addresses and cookies that no page of the product gives', () => {
  test.each(oddAddresses.map((address) => [address.slice(0, 60), address]))('%s leads nowhere, and says so', async (_shown, address) => {
    for (const caller of [await visitorOf(app), await comerTo('GET /')]) {
      const reply = await caller.get(address);
      if (reply.location.startsWith('/dang-nhap?')) continue;
      expect(wrongWith(address, reply, [400, 403, 404, 422])).toEqual([]);
    }
  });

  test('an address beyond measure is refused before anything reads it', async () => {
    const caller = await comerTo('GET /');
    expect((await caller.get(`/hop-dong?q=${'x'.repeat(20_000)}`)).status).toBe(431);
    // Of a much longer one the sender may still be sending when the connection is closed.
    const outcome = await caller.get(`/hop-dong?q=${'x'.repeat(100_000)}`).then(({ status }) => status, (error: unknown) => String(error));
    expect(String(outcome)).toMatch(/431|ECONNRESET|EPIPE|hang up/);
    expect((await caller.get('/dang-nhap')).status).toBe(303);
  });

  test.each(oddCookies.map((cookie) => [cookie.slice(0, 60), cookie]))('the cookie %s is nobody', async (_shown, cookie) => {
    const caller = await comerTo('GET /');
    const shown = await caller.get('/dang-nhap', { cookie });
    const asked = await caller.get('/', { cookie });
    const posted = await caller.postText('/dang-nhap', formText({ _csrf: caller.token, login: 'ai-do', password: 'x' }), { cookie });
    expect([shown.status, asked.status, posted.status]).toEqual([200, 303, 403]);
  });

  test('and nothing of all this left a trace', async () => {
    expect(await contentOfTables(app.database)).toEqual(before);
  });
});
