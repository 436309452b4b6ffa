import path from 'node:path';
import { parseArgs } from 'node:util';
import { readApplicationDatabaseUrl } from './config.js';
import { InvalidInput, Refused } from './kernel/errors.js';
import { systemClock, type Clock } from './kernel/clock.js';
import { normalizeText } from './kernel/text.js';
import * as people from './people/index.js';
import { openDataSource } from './platform/database/data-source.js';
import { brokenWallOf, createUnitOfWork } from './platform/database/transactions.js';
import { productFolder } from './platform/startup/product-folder.js';
import { StartupProblem } from './platform/startup/startup-problem.js';

/** What the command is given: arguments, environment, the first line of standard input, and where it prints. */
export interface AdministratorCommand {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readLine: () => Promise<string>;
  readonly say: (line: string) => void;
  readonly clock?: Clock;
}

const USAGE = 'npm run create-administrator -- --login=quantri --name="Họ và tên" [--post="Chức vụ"] [--password-stdin]';

/**
 * Makes the first administrator of an installation under the application's database role. The password comes from standard input
 * (--password-stdin) or is made up and printed once; either must be changed at the first sign-in.
 * @throws StartupProblem in one line: wrong arguments, a weak password, an administrator who exists already
 */
export async function createAdministrator(command: AdministratorCommand): Promise<void> {
  const { login, name, post, fromStdin } = argumentsOf(command.args);
  const source = await openDataSource(readApplicationDatabaseUrl(command.environment), [people.AgencyEntity, people.UserAccountEntity], 2);
  try {
    const work = createUnitOfWork(source, command.clock ?? systemClock);
    await people.loadAgencies(work, path.join(productFolder, 'seeds', 'agencies', 'hai-phong.yaml'));
    const password = fromStdin ? (await command.readLine()).normalize('NFC') : undefined;
    const given = await people.createFirstAdministrator(work)({ login, fullName: name, post, password });
    command.say(`Đã tạo quản trị hệ thống ${name}, tên đăng nhập ${login}.`);
    if (!fromStdin) command.say(`Mật khẩu dùng một lần (chỉ hiện lần này): ${given}`);
    command.say('Mật khẩu phải được đổi khi đăng nhập lần đầu.');
  } catch (error) {
    throw problemOf(error);
  } finally {
    await source.destroy();
  }
}

function argumentsOf(args: readonly string[]): { login: string; name: string; post: string; fromStdin: boolean } {
  const parsed = parse(args);
  const login = normalizeText(parsed.login ?? '').toLowerCase();
  const name = normalizeText(parsed.name ?? '');
  if (!/^[a-z0-9][a-z0-9._-]{2,59}$/.test(login) || name === '') throw new StartupProblem(`Cần tên đăng nhập và họ tên: ${USAGE} (login and name are needed).`);
  return { login, name, post: normalizeText(parsed.post ?? '') || 'Quản trị hệ thống', fromStdin: parsed['password-stdin'] ?? false };
}

function parse(args: readonly string[]) {
  try {
    const options = { login: { type: 'string' }, name: { type: 'string' }, post: { type: 'string' }, 'password-stdin': { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new StartupProblem(`Tham số không hợp lệ; cách dùng: ${USAGE} (unknown arguments).`, { cause: error });
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof Refused && error.refusal.reason === 'administrator-exists') {
    return new StartupProblem('Đã có quản trị hệ thống; người này thêm các quản trị khác trên trang Người dùng (an administrator exists already).');
  }
  if (error instanceof Refused) return new StartupProblem('Chưa có cơ quan gốc trong cơ sở dữ liệu (the database has no root agency).');
  if (error instanceof InvalidInput) return new StartupProblem(`${people.passwordErrorText(error.fieldErrors['password'] ?? '')} (the password is too weak).`);
  if (brokenWallOf(error) === 'user_account_login_unique') return new StartupProblem('Tên đăng nhập này đã có người dùng (the login is taken).');
  return error;
}
