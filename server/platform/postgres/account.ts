import { lstat, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { errorCode, StartupProblem } from '../startup/startup-problem.js';

/** The operating-system account the database server runs as when the application itself runs as root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Started by root, the server runs as whoever owns the existing cluster, else the owner
 * of the data folder, else `nobody`. Started by anybody else (or on Windows) it runs as that person: undefined.
 */
export async function serverAccount(dataFolder: string, clusterFolder: string): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await knownAccounts();
  for (const place of [clusterFolder, dataFolder]) {
    const owner = await ownerOf(place);
    // initdb looks its account up by name, so an owner without an entry (a volume of another machine) cannot serve.
    if (owner !== undefined && owner.uid !== 0 && accounts.some(({ uid }) => uid === owner.uid)) return owner;
  }
  const nobody = accounts.find(({ name }) => name === 'nobody');
  if (nobody !== undefined) return { uid: nobody.uid, gid: nobody.gid };
  throw new StartupProblem(
    'PostgreSQL không chạy được bằng tài khoản root và máy không có tài khoản nobody ' +
      '(run as an ordinary user, or set DATABASE_URL).',
  );
}

/**
 * Whether the account can pass through every folder above `target` and use `target` itself (`bits`: 4 read, 1 enter or run;
 * both unless told), judged by owner, group and mode. Without an account to judge for, the answer is yes.
 */
export async function isReachable(target: string, account: ServerAccount | undefined, bits = 0o5): Promise<boolean> {
  if (account === undefined) return true;
  const permits = (facts: { uid: number; gid: number; mode: number }, needed: number): boolean => {
    const shift = facts.uid === account.uid ? 6 : facts.gid === account.gid ? 3 : 0;
    return ((facts.mode >> shift) & needed) === needed;
  };
  const absolute = path.resolve(target);
  for (let folder = path.dirname(absolute); ; folder = path.dirname(folder)) {
    if (!permits(await stat(folder), 0o1)) return false;
    if (folder === path.dirname(folder)) break;
  }
  return permits(await stat(absolute), bits);
}

async function ownerOf(place: string): Promise<ServerAccount | undefined> {
  try {
    const { uid, gid } = await lstat(place);
    return { uid, gid };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function knownAccounts(): Promise<{ name: string; uid: number; gid: number }[]> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name === undefined || uid === undefined || gid === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
