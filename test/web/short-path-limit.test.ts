import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';

const path = '/quan-tri/thiet-lap/danh-gia-rut-gon';
let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
});
afterAll(() => app.close());

async function stored(): Promise<unknown> {
  return (await app.database.asOwner<{ value: unknown }>(`SELECT value FROM setting WHERE key = 'short-path-value'`))[0]?.value;
}

test('an administrator sets below which value contracts take the short path, takes it back, and the page tells both', async () => {
  const administrator = await app.signIn(world.at.administrator);
  expect((await administrator.post(path, { open: 'yes', limit: '500.000.000', _version: '0' })).status).toBe(303);
  expect(await stored()).toBe(500_000_000);
  const shown = load((await administrator.get(path)).text);
  expect(shown('input[name=limit]').val()).toBe('500.000.000');
  expect((await administrator.post(path, { open: 'no', limit: '', _version: '1' })).status).toBe(303);
  expect(await stored()).toBeNull();
  const history = load((await administrator.get(path)).text)('main').text();
  expect(history).toContain('cho phép đánh giá rút gọn với hợp đồng dưới 500.000.000');
  expect(history).toContain('bỏ giá trị hợp đồng được đánh giá rút gọn');
});

test('two at once: the second sees what the first set', async () => {
  const administrator = await app.signIn(world.at.administrator);
  const answer = await administrator.post(path, { open: 'yes', limit: '900.000.000', _version: '1' });
  expect(answer.status).toBe(409);
  expect(load(answer.text)('input[name=limit]').val()).toBe('900.000.000');
});

test('amounts that are none are said at the field', async () => {
  const administrator = await app.signIn(world.at.administrator);
  for (const limit of ['', '-1', 'nhiều', '9'.repeat(30)]) {
    expect((await administrator.post(path, { open: 'yes', limit, _version: '2' })).status).toBe(422);
  }
});
