import { randomUUID } from 'node:crypto';
import { chown, lchown, lstat, mkdir, readdir, readFile, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { errorCode, folderProblem, StartupProblem } from '../startup/startup-problem.js';
import { isReachable, type ServerAccount } from './account.js';
import { openPlace } from './open-place.js';

/** Where one embedded PostgreSQL keeps its things; every path is real and absolute. */
export interface ClusterHome {
  /** `DATA_DIR/postgres`, or where its link leads: everything below belongs to the server's account. */
  readonly folder: string;
  /** The PostgreSQL data directory. */
  readonly cluster: string;
  /** The server's log, appended to. */
  readonly log: string;
  /** The port of the last start, tried first by the next one. */
  readonly portFile: string;
}

/** The place in a data folder that holds (or links to) the embedded PostgreSQL. */
export const HOME_IN_DATA_FOLDER = 'postgres';

/** The paths below a home folder. */
export function clusterHome(folder: string): ClusterHome {
  return {
    folder,
    cluster: path.join(folder, 'cluster'),
    log: path.join(folder, 'server.log'),
    portFile: path.join(folder, 'port'),
  };
}

/**
 * Makes or finds the home below the data folder, owned by the account and closed to everybody else. When the account cannot
 * reach the data folder (root's own, below a closed folder), the home is made in an open place and `DATA_DIR/postgres` links
 * to it; permissions above the data folder are never changed.
 */
export async function prepareClusterHome(dataFolder: string, account: ServerAccount | undefined): Promise<ClusterHome> {
  const wanted = path.join(dataFolder, HOME_IN_DATA_FOLDER);
  try {
    if (!(await exists(wanted))) {
      if (await isReachable(dataFolder, account, 0o1)) {
        await mkdir(wanted, { mode: 0o700 });
      } else {
        const elsewhere = path.join(await openPlace(account), randomUUID());
        await mkdir(elsewhere, { mode: 0o700 });
        await symlink(elsewhere, wanted);
      }
    }
    const folder = await realpath(wanted);
    if (account !== undefined) {
      await own(folder, account);
      if (!(await isReachable(folder, account))) {
        throw new StartupProblem(
          `Tài khoản chạy PostgreSQL (uid ${account.uid}) không vào được ${folder} ` +
            '(the database server cannot run as root and its account cannot enter this folder; move the data folder or open the folders above it).',
        );
      }
    }
    return clusterHome(folder);
  } catch (error) {
    if (error instanceof StartupProblem) throw error;
    if (errorCode(error) === 'ENOENT') {
      throw new StartupProblem(
        `Liên kết ${wanted} dẫn tới nơi không còn tồn tại ` +
          '(the database behind this link is gone; restore it, or remove the link to start with an empty database).',
      );
    }
    throw folderProblem(wanted, error);
  }
}

/**
 * Whether a cluster exists here, and that this PostgreSQL can open it. Throws a StartupProblem for a cluster of another
 * major version: its files are left alone.
 */
export async function hasCluster(home: ClusterHome, major: number): Promise<boolean> {
  let text: string;
  try {
    text = await readFile(path.join(home.cluster, 'PG_VERSION'), 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw folderProblem(home.cluster, error);
    if (!(await exists(home.cluster))) return false;
    throw new StartupProblem(
      `Thư mục ${home.cluster} không phải dữ liệu PostgreSQL (not a PostgreSQL data folder; move it away or set DATA_DIR).`,
    );
  }
  if (text.trim() === String(major)) return true;
  throw new StartupProblem(
    `Dữ liệu ở ${home.cluster} thuộc PostgreSQL ${text.trim()}, chương trình mang theo PostgreSQL ${major} ` +
      `(the data folder belongs to another major version; export it with PostgreSQL ${text.trim()} and import it, or set DATA_DIR).`,
  );
}

/** The port of the last start, undefined when none is known. */
export async function rememberedPort(home: ClusterHome): Promise<number | undefined> {
  const text = await readFile(home.portFile, 'utf8').catch(() => '');
  const port = Number(text.trim());
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

/** Keeps the port for the next start, whoever of root and the folder's owner that will be. */
export async function rememberPort(home: ClusterHome, port: number, account: ServerAccount | undefined): Promise<void> {
  try {
    await writeFile(home.portFile, `${port}\n`, { mode: 0o600 });
    if (account !== undefined) await chown(home.portFile, account.uid, account.gid);
  } catch (error) {
    throw folderProblem(home.portFile, error);
  }
}

async function exists(place: string): Promise<boolean> {
  try {
    await lstat(place);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Gives a folder that root made (or copied from a backup) to the account; what already is the account's costs one look. */
async function own(folder: string, account: ServerAccount): Promise<void> {
  const cluster = path.join(folder, 'cluster');
  const copied = (await exists(cluster)) && (await stat(cluster)).uid !== account.uid;
  if (copied) await ownEverything(folder, account);
  else if ((await stat(folder)).uid !== account.uid) await chown(folder, account.uid, account.gid);
}

async function ownEverything(folder: string, account: ServerAccount): Promise<void> {
  await chown(folder, account.uid, account.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) await ownEverything(full, account);
    else await lchown(full, account.uid, account.gid);
  }
}
