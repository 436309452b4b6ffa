import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';

import { isRunning } from '../../server/platform/postgres/postmaster.js';
import { builtServer, newDataFolder, startServer } from '../harness/server-process.js';
import { databaseServer, isInitialising, linesOf, ownerUrlOf, processesOn, until } from './facts.js';

beforeAll(async () => {
  await builtServer();
});

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('one data folder through its days', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await newDataFolder();
  });

  test('the first start answers, keeps its passwords to itself, and Ctrl-C leaves nothing running', async () => {
    const server = await startServer({ DATA_DIR: folder });
    const address = await server.address;
    expect((await fetch(new URL('/healthz', address))).status).toBe(200);
    expect((await stat(path.join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    await query(ownerUrlOf(folder), 'CREATE TABLE left_by_the_first_start AS SELECT 6 AS article');
    const database = await databaseServer(folder);

    server.kill('SIGINT');
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(database === undefined || (await isRunning(database))).toBe(false);
    expect(await processesOn(folder)).toEqual([]);
  });

  test('a second start finds its data; after kill -9 the next one takes over the database that lived on', async () => {
    const killed = await startServer({ DATA_DIR: folder });
    await killed.address;
    expect(await query(ownerUrlOf(folder), 'SELECT article FROM left_by_the_first_start')).toEqual([{ article: 6 }]);
    const left = await databaseServer(folder);
    killed.kill('SIGKILL');
    await killed.ended;

    const next = await startServer({ DATA_DIR: folder });
    await next.address;
    expect(await databaseServer(folder)).toBe(left);
    expect(await query(ownerUrlOf(folder), 'SELECT article FROM left_by_the_first_start')).toEqual([{ article: 6 }]);

    // Two more that must not get in its way, each with one line: the same port, the same data folder.
    const nextPort = new URL(await next.address).port;
    const samePort = await startServer({ DATA_DIR: await newDataFolder(), PORT: nextPort });
    const sameFolder = await startServer({ DATA_DIR: folder });
    expect((await samePort.ended).code).toBe(1);
    expect(linesOf(samePort.output())).toEqual([expect.stringContaining(`Cổng ${nextPort}`)]);
    expect((await sameFolder.ended).code).toBe(1);
    expect(linesOf(sameFolder.output())).toEqual([expect.stringContaining('đang dùng')]);
    expect((await fetch(new URL('/healthz', await next.address))).status).toBe(200);

    next.kill('SIGTERM');
    expect(await next.ended).toEqual({ code: 0, signal: null });
    expect(await processesOn(folder)).toEqual([]);
  });
});

test('Ctrl-C in the middle of the first start leaves neither a process nor half a database', async () => {
  const folder = await newDataFolder();
  const server = await startServer({ DATA_DIR: folder });
  await until(() => isInitialising(folder));
  server.kill('SIGINT');
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(await processesOn(folder)).toEqual([]);
  expect(isInitialising(folder)).toBe(false);
  expect(existsSync(path.join(folder, 'postgres/cluster'))).toBe(false);
});
