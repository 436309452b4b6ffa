import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
});
afterAll(() => app.close());

/** A browser goes on as soon as it has the head of an answer; it does not wait for its last byte. */
async function hastyVisitor(): Promise<{ go(address: string, form?: Readonly<Record<string, string>>): Promise<Response> }> {
  const cookies = new Map<string, string>();
  return {
    async go(address, form) {
      const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
      const answer = await fetch(app.url + address, { headers, redirect: 'manual', ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }) });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      return answer;
    },
  };
}

test('who signed in is known to the very next request, however soon it comes', async () => {
  const { login, password } = world.at.it_officer;
  const answers: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const visitor = await hastyVisitor();
    const token = String(load(await (await visitor.go('/dang-nhap')).text())('input[name="_csrf"]').first().val());
    expect((await visitor.go('/dang-nhap', { login, password, _csrf: token })).status).toBe(303);
    answers.push((await visitor.go('/')).status);
  }
  expect(answers).toEqual(answers.map(() => 200));
});
