import { constants } from 'node:fs';
import { access, chmod, mkdir, open, readdir, realpath, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

import { folderProblem, StartupProblem } from './startup-problem.js';

const PROBE_BYTES = 64 * 1024;

/**
 * Makes the data folder if it is missing and proves that it can be read, written and synced. Returns its real, absolute
 * path. Throws a StartupProblem that says in one line what is wrong (full, read-only, no permission, not a folder).
 *
 * A new folder is closed to others; run as root it may still be passed through (0711), because the database server below
 * it belongs to another account. Nothing above the folder is ever changed.
 */
export async function prepareDataFolder(folder: string): Promise<string> {
  const wanted = path.resolve(folder);
  const asRoot = process.getuid?.() === 0;
  try {
    await mkdir(wanted, { recursive: true, mode: asRoot ? 0o711 : 0o700 });
    const real = await realpath(wanted);
    const facts = await stat(real);
    if (asRoot && facts.uid === 0 && (facts.mode & 0o001) === 0) await chmod(real, (facts.mode & 0o7777) | 0o011);
    await access(real, constants.R_OK | constants.W_OK | constants.X_OK);
    await readdir(real);
    await writeProbe(real);
    return real;
  } catch (error) {
    throw error instanceof StartupProblem ? error : folderProblem(wanted, error);
  }
}

/** Throws a StartupProblem when less than `bytes` are free where `folder` lies. */
export async function requireFreeSpace(folder: string, bytes: number): Promise<void> {
  const facts = await statfs(folder).catch((error: unknown) => {
    throw folderProblem(folder, error);
  });
  const free = facts.bavail * facts.bsize;
  if (free >= bytes) return;
  const megabytes = (count: number) => Math.floor(count / 1024 / 1024);
  throw new StartupProblem(
    `Thư mục dữ liệu đã đầy: ${folder} còn ${megabytes(free)} MB, cần ít nhất ${megabytes(bytes)} MB ` +
      `(the data folder is full: ${megabytes(free)} MB left, ${megabytes(bytes)} MB needed; free some space or set DATA_DIR).`,
  );
}

async function writeProbe(folder: string): Promise<void> {
  const probe = path.join(folder, `.probe-${process.pid}`);
  try {
    const file = await open(probe, 'w', 0o600);
    try {
      await file.write(Buffer.alloc(PROBE_BYTES, 1));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(probe, { force: true });
  }
}
