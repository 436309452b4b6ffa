import { chmod, mkdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { StartupProblem } from '../startup/startup-problem.js';
import { isReachable, type ServerAccount } from './account.js';

/**
 * A folder of ours that the server's account can reach, for what cannot lie below a closed folder: /var/lib/dieu6, else
 * (not root) dieu6-<uid> in the temporary folder. Only we can write it. Throws a StartupProblem when there is none.
 */
export async function openPlace(account: ServerAccount | undefined): Promise<string> {
  const own = process.getuid?.() ?? 0;
  for (const place of ['/var/lib/dieu6', path.join(os.tmpdir(), `dieu6-${own}`), `/tmp/dieu6-${own}`]) {
    try {
      await mkdir(place, { recursive: true, mode: 0o755 });
      const facts = await stat(place);
      // A folder that somebody else made or can write (a planted one in the shared temporary folder) is left alone.
      if (facts.uid !== own || (facts.mode & 0o022) !== 0) continue;
      if ((facts.mode & 0o755) !== 0o755) await chmod(place, 0o755);
      if (await isReachable(place, account)) return place;
    } catch {
      continue;
    }
  }
  throw new StartupProblem(
    'Không có nơi nào tài khoản chạy PostgreSQL đọc được, kể cả /var/lib/dieu6 ' +
      '(the database server, which cannot run as root, finds no folder it can reach; run as an ordinary user or set DATABASE_URL).',
  );
}
