import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildTransitionalContract } from '../builders/contracts.js';
import { buildVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { watchStatements } from '../harness/statements.js';
import { Caller } from './callers.js';

let app: TestApp;
let world: World;
let caller: Caller;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(app.database, { by, name: 'Công ty <b>Đậm</b> & Con "Số 1"' });
  await buildTransitionalContract(app.database, { agency: world.department, by, vendor, number: '100%_A/HĐ', name: String.raw`Thuê giảm 100% phí \_ năm` });
  await buildTransitionalContract(app.database, { agency: world.department, by, vendor, number: '1000A/HĐ', name: 'Thuê phí khác' });
  caller = await Caller.signedIn(app, by);
});
afterAll(() => app.close());

const titles = (html: string): string[] => load(html)('.hit__title').toArray().map((element) => load(html)(element).text().trim());

async function find(typed: string): Promise<{ status: number; titles: string[]; text: string }> {
  const reply = await caller.get(`/tim-kiem?q=${encodeURIComponent(typed)}`);
  return { status: reply.status, titles: titles(reply.text), text: reply.text };
}

describe('what it asks of the database', () => {
  /** Statements over connections of pages, the session and the count of tasks included. */
  async function statementsOf(address: string): Promise<number> {
    const watch = watchStatements();
    try {
      await caller.get(address);
      return watch.sent.length;
    } finally {
      watch.stop();
    }
  }

  // Fewer than five hits are followed by the look for what comes near: two statements more.
  test.each([['', 2], ['x', 3], ['thue', 5], ['khongcogi', 5]])('"%s" takes at most %i statements', async (typed, most) => {
    const address = `/tim-kiem?q=${typed}`;
    await statementsOf(address);
    expect(await statementsOf(address)).toBeLessThanOrEqual(most);
  });
});

test('the top bar of every page leads here', async () => {
  const $ = load((await caller.get('/')).text);
  expect($('form[role=search]').attr('action')).toBe('/tim-kiem');
  expect($('form[role=search] input[name=q]')).toHaveLength(1);
});

test('without a text the page says what can be typed', async () => {
  for (const address of ['/tim-kiem', '/tim-kiem?q=', '/tim-kiem?q=%20%20']) {
    const reply = await caller.get(address);
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('gõ có dấu hay không dấu đều được');
  }
});

describe('hostile texts', () => {
  test('signs of patterns are only signs', async () => {
    expect((await find('100%')).titles).toEqual([String.raw`Thuê giảm 100% phí \_ năm`]);
    expect((await find('100%_a')).titles).toEqual([String.raw`Thuê giảm 100% phí \_ năm`]);
    expect((await find(String.raw`phí \_`)).titles).toEqual([String.raw`Thuê giảm 100% phí \_ năm`]);
    for (const typed of ['%', '_', '%%%', '___', '\\', String.raw`\\\\`, '%_%']) expect(await find(typed)).toMatchObject({ status: 200, titles: [] });
  });

  test.each([
    "'", "''; DROP TABLE contract; --", '"', '$1', '$$', '; SELECT pg_sleep(10)', '{{this}}', '\u0000', 'thu\u0000ê', '\uD800', '\u202Ethuê', '\u200B', '🙂🙂🙂', '(((', '[a-z]*', '.*', '&|!',
    'a '.repeat(100), 'é'.repeat(200), 'i'.repeat(200),
  ])('%j is answered', async (typed) => {
    const address = `/tim-kiem?q=${encodeURIComponent(typed.toWellFormed())}`;
    expect((await caller.get(address)).status).toBe(200);
  });

  test('bytes that are no text', async () => {
    for (const raw of ['%ED%A0%80', '%00', '%E0%A4%A', '%C0%AF', 'a&q=b', '[]=x']) expect([200, 400]).toContain((await caller.get(`/tim-kiem?q=${raw}`)).status);
    for (const more of ['&loai=khong-co', '&loai=__proto__', '&trang=-1', '&trang=99', '&trang=999999', '&trang=1e9', '&loai=%27', '&loai=a&loai=b']) {
      expect((await caller.get(`/tim-kiem?q=thue${more}`)).status).toBe(200);
    }
  });

  test('ten thousand letters are answered at once, by their first two hundred', async () => {
    const started = performance.now();
    const reply = await caller.get(`/tim-kiem?q=${'thue%20'.repeat(1_400)}`);
    expect(reply.status).toBe(200);
    expect(load(reply.text)('#tu-can-tim').val()?.length).toBeLessThanOrEqual(200);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('what is found and what was typed is shown as text', async () => {
    const reply = await find('<b>đậm</b>');
    expect(reply.text).not.toContain('<b>');
    const found = await find('dam con');
    expect(found.titles).toEqual(['Công ty <b>Đậm</b> & Con "Số 1"']);
    expect(found.text).not.toContain('<b>Đậm');
    expect((await find('"><script>alert(1)</script>')).text).not.toContain('<script>alert');
  });
});

test('a visitor is asked to sign in', async () => {
  const reply = await Caller.visitor(app).get('/tim-kiem?q=thue');
  expect(reply.location).toMatch(/^\/dang-nhap\?/);
});

test('nothing went wrong on the way', () => {
  expect(app.loggedErrors).toEqual([]);
});
