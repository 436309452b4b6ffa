import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { insertUser } from '../persistence/user-accounts.js';
import type { Authorize } from './authorize.js';
import { userRegistered } from './events.js';
import { hashPassword, oneTimePassword } from './passwords.js';

export interface RegisterUser {
  readonly login: string;
  readonly fullName: string;
  readonly post: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/**
 * Opens an account with a password for one use, which the caller shows once and nobody keeps.
 * @throws the wall user_account_login_unique where the login is taken
 */
export function createRegisterUser(work: UnitOfWork, authorize: Authorize) {
  return async (context: ActContext, principal: Principal, command: RegisterUser): Promise<{ readonly id: string; readonly password: string }> => {
    authorize(principal, 'register', 'User', {});
    const password = oneTimePassword(command);
    const passwordHash = await hashPassword(password);
    const id = await work.run(context, async (tx) => {
      const userId = await insertUser(tx, {
        ...command,
        email: command.email ?? null,
        phone: command.phone ?? null,
        passwordHash,
        passwordChangedOn: today({ now: () => tx.at }),
        mustChangePassword: true,
      });
      await recordEvent(tx, userRegistered(userId, personalOf(command)));
      return userId;
    });
    return { id, password };
  };
}

function personalOf({ login, fullName, post, email, phone }: RegisterUser): Record<string, string> {
  return { login, fullName, post, ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }) };
}
