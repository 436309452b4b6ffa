import { randomBytes } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';

import { errorCode, folderProblem, StartupProblem } from './startup-problem.js';

/** What a development machine keeps for itself; production names its own secrets in the environment. */
export interface LocalSecrets {
  /** Passwords of the three roles of the embedded PostgreSQL. */
  readonly postgres: { readonly superuser: string; readonly owner: string; readonly application: string };
  /** Signs session cookies; 64 hexadecimal characters. */
  readonly sessionSecret: string;
}

const FILE = 'secrets.json';

/** New random secrets, 256 bits each. */
export function randomSecrets(): LocalSecrets {
  const secret = () => randomBytes(32).toString('hex');
  return { postgres: { superuser: secret(), owner: secret(), application: secret() }, sessionSecret: secret() };
}

/**
 * The secrets kept in the data folder (`secrets.json`, readable by its owner only); made at random the first time. The file
 * is whole or absent, whatever happens in between. Throws a StartupProblem when it cannot be read, written or understood.
 */
export async function loadLocalSecrets(dataFolder: string): Promise<LocalSecrets> {
  const file = path.join(dataFolder, FILE);
  let text: string | undefined;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw folderProblem(file, error);
  }
  if (text !== undefined) return parseSecrets(file, text);
  const secrets = randomSecrets();
  try {
    const draft = `${file}.${process.pid}.new`;
    const handle = await open(draft, 'w', 0o600);
    try {
      // Started once by root, the folder's owner must still be able to start it later.
      const owner = await stat(dataFolder);
      if (process.getuid?.() === 0 && owner.uid !== 0) await handle.chown(owner.uid, owner.gid);
      await handle.writeFile(`${JSON.stringify(secrets, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    throw folderProblem(dataFolder, error);
  }
  return secrets;
}

function parseSecrets(file: string, text: string): LocalSecrets {
  const damaged = new StartupProblem(
    `Tệp mật khẩu bị hỏng: ${file} (the file of passwords is damaged; restore it from a backup of the data folder).`,
  );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged;
  }
  const field = (holder: unknown, name: string): unknown =>
    typeof holder === 'object' && holder !== null ? Object.entries(holder).find(([key]) => key === name)?.[1] : undefined;
  const secret = (holder: unknown, name: string): string => {
    const found = field(holder, name);
    if (typeof found !== 'string' || found.length < 32) throw damaged;
    return found;
  };
  const postgres = field(value, 'postgres');
  return {
    postgres: {
      superuser: secret(postgres, 'superuser'),
      owner: secret(postgres, 'owner'),
      application: secret(postgres, 'application'),
    },
    sessionSecret: secret(value, 'sessionSecret'),
  };
}
