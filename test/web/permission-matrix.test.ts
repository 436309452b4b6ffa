import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { roleNames, roles, type Role } from '../../server/people/index.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller, type Reply } from './callers.js';
import { contentOfTables } from './kept-rows.js';
import { decidedBySubject, permissionMatrix, type Comer } from './permission-matrix.js';
import { addressOf, buildSamples, type Samples } from './route-samples.js';

let app: TestApp;
let world: World;
/** What nobody may change who is refused: one set serves all of them. */
let untouched: Samples;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  untouched = await buildSamples(app, world);
}, 180_000);
afterAll(() => app.close());

const entries = Object.entries(permissionMatrix).map(([entry, comers]) => {
  const [method = '', path = ''] = entry.split(' ');
  return { entry, method, path, comers };
});

/** Acts that end what others are tried on come last, parts before their wholes. */
const inOrder = entries.toSorted((first, second) => endsSomething(first) - endsSomething(second) || second.path.length - first.path.length);

function endsSomething({ method, path }: { method: string; path: string }): number {
  return method === 'POST' && /(xoa|huy|dang-xuat)$/.test(path) ? 1 : 0;
}

async function come(caller: Caller, { method, path }: { method: string; path: string }, samples: Samples): Promise<Reply> {
  const address = addressOf(path, samples);
  return method === 'GET' ? caller.get(address) : caller.post(address);
}

/** What is wrong with the answer to somebody who may not come; nothing when it is as it should be. */
function wrongRefusal(entry: string, comers: readonly Comer[], reply: Reply): string | undefined {
  const wanted = decidedBySubject.includes(entry) ? 404 : 403;
  if (reply.status !== wanted) return `${entry}: ${reply.status} instead of ${wanted}`;
  const unnamed = comers.filter((comer): comer is Role => comer !== 'visitor').filter((role) => !reply.text.includes(roleNames[role]));
  return wanted === 403 && unnamed.length > 0 ? `${entry}: the page does not name ${unnamed.join(', ')}` : undefined;
}

describe('the matrix of who may do what', () => {
  test('names exactly the addresses of the product', () => {
    const addresses = app.application.routes.map((route) => `${route.method.toUpperCase()} ${route.path}`);
    expect(Object.keys(permissionMatrix).toSorted()).toEqual(addresses.toSorted());
  });

  test('a visitor is asked to sign in everywhere else, and changes nothing', async () => {
    const visitor = Caller.visitor(app);
    await visitor.readToken('/dang-nhap');
    const before = await contentOfTables(app.database);
    const wrong: string[] = [];
    for (const { entry, comers, ...route } of inOrder) {
      const reply = await come(visitor, route, untouched);
      const welcome = comers.includes('visitor');
      if (welcome ? ![200, 303, 422].includes(reply.status) : reply.status !== 303 || !reply.location.startsWith('/dang-nhap?')) {
        wrong.push(`${entry}: ${reply.status} ${reply.location}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await contentOfTables(app.database)).toEqual(before);
  });

  test.each(roles)('%s is kept from everything else, told who may, and changes nothing', async (role) => {
    const caller = await Caller.signedIn(app, world.at[role]);
    const before = await contentOfTables(app.database);
    const wrong: (string | undefined)[] = [];
    for (const { entry, comers, ...route } of inOrder.filter(({ comers }) => !comers.includes(role))) {
      wrong.push(wrongRefusal(entry, comers, await come(caller, route, untouched)));
    }
    expect(wrong.filter((text) => text !== undefined)).toEqual([]);
    expect(await contentOfTables(app.database)).toEqual(before);
  });

  /** Whose acts end what others are tried on: each of them finds things of their own. */
  const deciding: readonly Role[] = ['procurement_officer', 'it_officer', 'unit_head'];

  test.each([...roles.filter((role) => !deciding.includes(role)), ...deciding])('%s comes to everything the matrix gives, in the own agency', async (role) => {
    const samples = deciding.includes(role) ? await buildSamples(app, world) : untouched;
    const caller = await Caller.signedIn(app, world.at[role]);
    const wrong: string[] = [];
    for (const { entry, ...route } of inOrder.filter(({ comers }) => comers.includes(role))) {
      const reply = await come(caller, route, samples);
      const right = route.method === 'GET' ? [200, 303] : [200, 303, 409, 422];
      if (!right.includes(reply.status) || reply.location.startsWith('/dang-nhap?')) wrong.push(`${entry}: ${reply.status} ${reply.location}`);
    }
    expect(wrong).toEqual([]);
    expect(app.loggedErrors).toEqual([]);
  });
});
