import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { Caller } from './callers.js';
import { contentOfTables } from './kept-rows.js';
import { permissionMatrix, type Comer } from './permission-matrix.js';
import { addressOf, buildSamples, isOfTheCity, isSharedWithBeneficiaries, parametersOf, sampleKey, type Samples } from './route-samples.js';

type WardRole = keyof World['atWard'];

interface Named {
  readonly entry: string;
  readonly method: string;
  readonly path: string;
  readonly comers: readonly Comer[];
}

let app: TestApp;
let world: World;
let samples: Samples;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  samples = await buildSamples(app, world);
});
afterAll(() => app.close());

/** Every route whose address names something. */
const naming: readonly Named[] = Object.entries(permissionMatrix)
  .map(([entry, comers]) => ({ entry, comers, method: entry.split(' ')[0] ?? '', path: entry.split(' ')[1] ?? '' }))
  .filter(({ path }) => parametersOf(path).length > 0);

const wardRoles: readonly WardRole[] = ['procurement_officer', 'it_officer', 'unit_head', 'auditor', 'records_clerk'];

async function statusOf(caller: Caller, { method }: Pick<Named, 'method'>, address: string): Promise<number> {
  return (method === 'GET' ? await caller.get(address) : await caller.post(address)).status;
}

/** Somebody of the department, or of the whole city, who may come to this route. */
const known = new Map<string, Promise<Caller>>();
function comerTo({ comers }: Named): Promise<Caller> {
  const role = comers.find((comer) => comer !== 'visitor') ?? 'auditor';
  const caller = known.get(role) ?? Caller.signedIn(app, world.at[role]);
  known.set(role, caller);
  return caller;
}

describe('what belongs to the department', () => {
  test.each(wardRoles)('%s of the ward learns nothing of it and changes nothing', async (role) => {
    const caller = await Caller.signedIn(app, world.atWard[role]);
    const before = await contentOfTables(app.database);
    const wrong: string[] = [];
    for (const route of naming.filter(({ path, comers }) => comers.includes(role) && !isOfTheCity(path))) {
      const status = await statusOf(caller, route, addressOf(route.path, samples));
      if (status !== 404) wrong.push(`${route.entry}: ${status}`);
    }
    expect(wrong).toEqual([]);
    expect(await contentOfTables(app.database)).toEqual(before);
  });

  test.each(wardRoles)('%s of a ward that benefits from it reads and cannot act', async (role) => {
    const shared = await buildSamples(app, world, [world.ward]);
    const caller = await Caller.signedIn(app, world.atWard[role]);
    const before = await contentOfTables(app.database);
    const wrong: string[] = [];
    for (const route of naming.filter(({ path, comers }) => comers.includes(role) && isSharedWithBeneficiaries(path))) {
      const wanted = readsOnly(route) ? 200 : 403;
      const status = await statusOf(caller, route, addressOf(route.path, shared));
      if (status !== wanted) wrong.push(`${route.entry}: ${status} instead of ${wanted}`);
    }
    expect(wrong).toEqual([]);
    expect(await contentOfTables(app.database)).toEqual(before);
  });

  function readsOnly({ method, path }: Named): boolean {
    const route = app.application.routes.find((candidate) => candidate.path === path && candidate.method === method.toLowerCase());
    return typeof route?.may === 'object' && route.may.action === 'read';
  }
});

/** What is no identifier at all is tried where hostile addresses are (hostile-addresses.long.ts). */
describe('identifiers', () => {
  /** The samples with one parameter of a route naming something else. */
  function samplesWith({ path }: Named, prefix: string, identifier: string): Samples {
    return { ...samples, [sampleKey(path, prefix, samples)]: identifier };
  }

  test('of nothing lead nowhere', async () => {
    const wrong: string[] = [];
    for (const route of naming) {
      for (const prefix of parametersOf(route.path)) {
        const status = await statusOf(await comerTo(route), route, addressOf(route.path, samplesWith(route, prefix, randomUUID())));
        if (status !== 404) wrong.push(`${route.entry} with an unknown ${prefix}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('of a part lead nowhere below another whole', async () => {
    const other = await buildSamples(app, world);
    const wrong: string[] = [];
    for (const route of naming) {
      const [whole, ...parts] = parametersOf(route.path);
      // Names of the law are the same in every set of samples.
      if (whole === undefined || parts.length === 0 || other[whole] === samples[whole] || parts.some((part) => other[part] === samples[part])) continue;
      const status = await statusOf(await comerTo(route), route, addressOf(route.path, { ...samples, [whole]: other[whole] ?? '' }));
      if (status !== 404) wrong.push(`${route.entry}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test('none of this was a defect in the log', () => {
    expect(app.loggedErrors).toEqual([]);
  });
});
