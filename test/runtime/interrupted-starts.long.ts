import { existsSync } from 'node:fs';
import path from 'node:path';

import { afterEach, beforeAll, expect, test } from '@jest/globals';

import { builtServer, newDataFolder, startServer, type ServerProcess } from '../harness/server-process.js';
import { isInitialising, processesOn, until } from './facts.js';

/** What can be seen of a first start from outside, in order. */
const STAGES: readonly (readonly [string, (folder: string) => boolean])[] = [
  ['the data folder exists', existsSync],
  ['the secrets are kept', (folder) => existsSync(path.join(folder, 'secrets.json'))],
  ['initdb is at work', isInitialising],
  ['the cluster stands', (folder) => existsSync(path.join(folder, 'postgres/cluster'))],
  ['the server has begun', (folder) => existsSync(path.join(folder, 'postgres/cluster/postmaster.pid'))],
  ['the server is ready', (folder) => existsSync(path.join(folder, 'postgres/port'))],
];

/** All these stages come before the demonstration, whose making is tried to be whole or nothing in test/use-cases/demonstration.test.ts. */
const bare = { DEMONSTRATION: 'false' };

let running: ServerProcess | undefined;

beforeAll(async () => {
  await builtServer();
});

afterEach(async () => {
  running?.kill('SIGKILL');
  await running?.ended;
});

/** Both signals end in the same place (server/main.ts): one is tried at every stage, the other at two of them. */
const stops = [...STAGES.map(([stage, reached]) => ['SIGINT', stage, reached] as const), ...STAGES.filter((_, index) => index % 3 === 2).map(([stage, reached]) => ['SIGTERM', stage, reached] as const)];

test.each(stops)('%s when %s leaves nothing running, and the next start works', async (signal, _, reached) => {
  const folder = await newDataFolder();
  running = await startServer({ DATA_DIR: folder, ...bare });
  await until(() => reached(folder));
  running.kill(signal);
  expect(await running.ended).toEqual({ code: 0, signal: null });
  expect(await processesOn(folder)).toEqual([]);

  running = await startServer({ DATA_DIR: folder, ...bare });
  await running.address;
  running.kill(signal);
  expect(await running.ended).toEqual({ code: 0, signal: null });
  expect(await processesOn(folder)).toEqual([]);
});

test.each(STAGES)('kill -9 when %s: the next start works and its stop leaves nothing running', async (_, reached) => {
  const folder = await newDataFolder();
  running = await startServer({ DATA_DIR: folder, ...bare });
  await until(() => reached(folder));
  running.kill('SIGKILL');
  await running.ended;

  running = await startServer({ DATA_DIR: folder, ...bare });
  await running.address;
  running.kill('SIGINT');
  expect(await running.ended).toEqual({ code: 0, signal: null });
  await until(async () => (await processesOn(folder)).length === 0);
});

test('ten deaths in a row lose nothing', async () => {
  const folder = await newDataFolder();
  for (let death = 0; death < 10; death += 1) {
    running = await startServer({ DATA_DIR: folder });
    await running.address;
    running.kill('SIGKILL');
    await running.ended;
  }
  running = await startServer({ DATA_DIR: folder });
  expect((await fetch(new URL('/healthz', await running.address))).status).toBe(200);
  running.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
  expect(await processesOn(folder)).toEqual([]);
});
