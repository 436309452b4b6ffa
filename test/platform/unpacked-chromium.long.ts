import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findChromium } from '../../server/platform/browser/chromium-folder.js';

/** The packaged Chromium is unpacked anew for each thing that is tried against it. */

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'browser-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const hash = async (path: string): Promise<string> => createHash('sha256').update(await readFile(path)).digest('hex');

test('lies in a private folder of the data folder; nothing planted there or in the temporary folder is used', async () => {
  const { executable } = await findChromium({ dataDir });
  const honest = await hash(executable);
  const folder = join(executable, '..');
  expect(executable.startsWith(join(dataDir, 'chromium'))).toBe(true);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);

  const planted = '#!/bin/sh\nexit 0\n';
  // In the temporary folder, where the package itself would look first.
  const elsewhere = await mkdtemp(join(tmpdir(), 'planted-'));
  await writeFile(join(elsewhere, 'chromium'), planted, { mode: 0o755 });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = elsewhere;
  await rm(folder, { recursive: true });
  try {
    expect(await hash((await findChromium({ dataDir })).executable)).toBe(honest);
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(elsewhere, { recursive: true });
  }

  // In place of the program, of the same length; and a file more beside it, such as a library that would be loaded.
  const changed = await readFile(executable);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  await writeFile(executable, changed);
  expect(await hash((await findChromium({ dataDir })).executable)).toBe(honest);
  await writeFile(join(folder, 'libnss3.so'), planted);
  await findChromium({ dataDir });
  expect(await readdir(folder)).not.toContain('libnss3.so');

  // A folder that others may write to, a link in its place, a folder without its list.
  await chmod(folder, 0o777);
  await findChromium({ dataDir });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await rename(folder, `${folder}-moved`);
  await symlink(`${folder}-moved`, folder);
  await findChromium({ dataDir });
  expect((await readdir(join(dataDir, 'chromium'), { withFileTypes: true })).some((entry) => entry.isSymbolicLink())).toBe(false);
  await rm(`${folder}-moved`, { recursive: true });
  await rm(join(folder, 'manifest.json'));
  await writeFile(executable, planted);
  expect(await hash((await findChromium({ dataDir })).executable)).toBe(honest);
  const left = await readdir(join(dataDir, 'chromium'));
  expect(left.filter((name) => name !== 'font-cache')).toHaveLength(1);
});

test('is unpacked once when two ask for it at the same moment', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'browser-'));
  try {
    const [first, second] = await Promise.all([findChromium({ dataDir: fresh }), findChromium({ dataDir: fresh })]);
    expect(first).toEqual(second);
    expect(await readdir(join(fresh, 'chromium'))).toHaveLength(1);
  } finally {
    await rm(fresh, { recursive: true });
  }
});

test('is not unpacked into a folder that others may enter', async () => {
  const open = await mkdtemp(join(tmpdir(), 'browser-'));
  try {
    await mkdir(join(open, 'chromium'));
    await chmod(join(open, 'chromium'), 0o755);
    await expect(findChromium({ dataDir: open })).rejects.toThrow('mode 0700');
  } finally {
    await rm(open, { recursive: true });
  }
});
