import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { requireFreeSpace } from '../../server/platform/startup/data-folder.js';
import { nodeVersionProblem } from '../../server/platform/startup/node-version.js';
import { folderProblem } from '../../server/platform/startup/startup-problem.js';
import { runFolder } from '../harness/once-in-run.js';
import { newDataFolder, startServer } from '../harness/server-process.js';
import { linesOf, processesOn } from './facts.js';

/** Starts with these settings, expects exit code 1 and returns the single line that was printed. */
async function refusal(environment: Readonly<Record<string, string>>, node?: string): Promise<string> {
  const server = await startServer(environment, node);
  const { code } = await server.ended;
  const lines = linesOf(server.output());
  expect({ code, lines: lines.length }).toEqual({ code: 1, lines: 1 });
  return lines[0] ?? '';
}

/** The first program called node on the machine that is older than 24; the tests' own is 24. */
function oldNode(): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'];
  return places
    .map((place) => path.join(place, 'node'))
    .filter((program) => existsSync(program))
    .find((program) => {
      try {
        return nodeVersionProblem(execFileSync(program, ['--version'], { encoding: 'utf8' }).trim()) !== undefined;
      } catch {
        return false;
      }
    });
}

describe('the data folder', () => {
  // Permission bits do not bind root, so the folder that cannot be written is one below a file: nobody can make that.
  test('that cannot be written is one line', async () => {
    const place = await mkdtemp(path.join(runFolder(), 'place-'));
    await writeFile(path.join(place, 'file'), '');
    expect(await refusal({ DATA_DIR: path.join(place, 'file/data') })).toContain(path.join(place, 'file/data'));
  });

  (process.getuid?.() === 0 ? test.skip : test)('without permission to write is one line (root has every permission: not tried as root)', async () => {
    const place = await mkdtemp(path.join(runFolder(), 'place-'));
    await chmod(place, 0o500);
    expect(await refusal({ DATA_DIR: path.join(place, 'data') })).toContain('Không có quyền');
  });

  test('of another PostgreSQL is left alone and named', async () => {
    const folder = await newDataFolder();
    await mkdir(path.join(folder, 'postgres/cluster'), { recursive: true });
    await writeFile(path.join(folder, 'postgres/cluster/PG_VERSION'), '17\n');
    expect(await refusal({ DATA_DIR: folder })).toContain('PostgreSQL 17');
    expect(await processesOn(folder)).toEqual([]);
  });

  test('without room is full, and says how much is missing', async () => {
    await expect(requireFreeSpace(runFolder(), Number.MAX_SAFE_INTEGER)).rejects.toThrow(/đã đầy.*MB/);
    await expect(requireFreeSpace(runFolder(), 1)).resolves.toBeUndefined();
  });

  test.each([
    ['ENOSPC', 'đã đầy'],
    ['EDQUOT', 'đã đầy'],
    ['EROFS', 'chỉ cho đọc'],
    ['EACCES', 'Không có quyền'],
  ])('%s is said as what it is', (code, words) => {
    const problem = folderProblem('/data', Object.assign(new Error(code), { code }));
    expect(problem.message).toContain(words);
    expect(problem.message).not.toContain('\n');
  });
});

describe('settings', () => {
  test('production names everything that it misses, in one line', async () => {
    const line = await refusal({ NODE_ENV: 'production' });
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'SESSION_SECRET', 'DATA_DIR']) expect(line).toContain(name);
  });

  test('a named database that is not there is one line, without its password', async () => {
    const line = await refusal({ DATA_DIR: await newDataFolder(), DATABASE_URL: 'postgres://dieu6_app:geheim@127.0.0.1:1/dieu6' });
    expect(line).toContain('DATABASE_URL');
    expect(line).not.toContain('geheim');
  });
});

describe('Node', () => {
  test.each([
    ['20.20.2', true],
    ['v22.1.0', true],
    ['24.0.0', false],
    ['26.1.0', false],
  ])('%s: refused %s', (version, refused) => {
    expect(nodeVersionProblem(version) !== undefined).toBe(refused);
  });

  const old = oldNode();
  (old === undefined ? test.skip : test)('an old one is refused with a sentence (skipped where the machine has none below 24)', async () => {
    expect(await refusal({ DATA_DIR: await newDataFolder() }, old)).toContain('Node 24');
  });
});
