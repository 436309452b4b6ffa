import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp, type Visitor } from '../harness/app.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
});
afterAll(() => app.close());

async function messageOn(visitor: Visitor, address: string): Promise<string> {
  return load((await visitor.get(address)).text)('.notice[data-focus-first]').text().trim();
}

/** The cookie that an act gives for the page after it. */
async function actOf(visitor: Visitor): Promise<string> {
  const answer = await visitor.post('/co-quan-lam-viec', { agency: world.department.id }, '/');
  const given: unknown = answer.headers['set-cookie'];
  const cookie = (Array.isArray(given) ? given.map(String) : []).find((text) => text.startsWith('dieu6-flash='));
  return cookie?.split(';')[0] ?? '';
}

describe('the message of an act', () => {
  test('is shown once, on the page after it', async () => {
    const officer = await app.signIn(world.at.procurement_officer);
    expect(await actOf(officer)).toMatch(/^dieu6-flash=./);
    expect(await messageOn(officer, '/')).toContain(`Đang làm việc cho ${world.department.name}.`);
    expect(await messageOn(officer, '/')).toBe('');
  });

  test('is shown to nobody but the one who acted, and not in other words', async () => {
    const [officer, head] = [await app.signIn(world.at.procurement_officer), await app.signIn(world.at.unit_head)];
    const cookie = await actOf(officer);
    const [payload = '', mac = ''] = cookie.replace('dieu6-flash=', '').split('.');
    const forged = Buffer.from(JSON.stringify(['stop', 'Gọi ngay số máy này'])).toString('base64url');
    for (const tried of [cookie, `dieu6-flash=${forged}.${mac}`, `dieu6-flash=${payload}.`, 'dieu6-flash=x', 'dieu6-flash=%00.%00', 'dieu6-flash=j%3A%7B%7D']) {
      const page = await head.agent.get('/').set('Cookie', tried);
      expect({ tried, status: page.status, shown: load(page.text)('.notice[data-focus-first]').text().trim() }).toEqual({ tried, status: 200, shown: '' });
    }
    expect(app.loggedErrors).toEqual([]);
  });
});
