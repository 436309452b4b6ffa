import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { reviewAccountOf } from '../domain/administration-policy.js';
import { clearFailuresOf } from '../persistence/sign-in-failures.js';
import { endSessionsOf, lockUser, saveUser } from '../persistence/user-accounts.js';
import type { Authorize } from './authorize.js';
import { userChanged } from './events.js';
import { hashPassword, oneTimePassword } from './passwords.js';

/**
 * Sets a password for one use on somebody else's account, ends its sessions and lifts its lock.
 * @returns the password, shown once and kept nowhere
 * @throws NotFound; Refused 'own-account'
 */
export function createResetPassword(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, id: string): Promise<{ readonly login: string; readonly password: string }> =>
    work.run(context, async (tx) => {
      const user = await lockUser(tx, id);
      authorize(principal, 'reset-password', 'User', {});
      const verdict = reviewAccountOf(user.id, principal.userId);
      if (!verdict.allowed) throw new Refused(verdict);
      const password = oneTimePassword(user);
      await saveUser(tx, id, user.version, { passwordHash: await hashPassword(password), passwordChangedOn: today({ now: () => tx.at }), mustChangePassword: true });
      await endSessionsOf(tx, id);
      await clearFailuresOf(tx, user.login);
      await recordEvent(tx, userChanged('user.password-reset', id));
      return { login: user.login, password };
    });
}

/** Forgets the wrong passwords of an account, so that its owner can sign in again at once. @throws NotFound */
export function createUnlockUser(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, id: string): Promise<void> =>
    work.run(context, async (tx) => {
      const user = await lockUser(tx, id);
      authorize(principal, 'unlock', 'User', {});
      await clearFailuresOf(tx, user.login);
      await recordEvent(tx, userChanged('user.unlocked', id));
    });
}
