import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { reviewAccountOf } from '../domain/administration-policy.js';
import { endSessionsOf, lockUser, saveUser } from '../persistence/user-accounts.js';
import type { Authorize } from './authorize.js';
import { userChanged } from './events.js';

/**
 * Closes an account: its sessions end at once, its roles stay as history and give nothing any more.
 * @throws NotFound, Conflict (closed meanwhile); Refused 'own-account'; the wall last_administrator_stays
 */
export function createCloseUser(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: { readonly id: string; readonly ground: string }): Promise<void> =>
    work.run(context, async (tx) => {
      const user = await lockUser(tx, command.id);
      authorize(principal, 'close', 'User', {});
      const verdict = reviewAccountOf(user.id, principal.userId);
      if (!verdict.allowed) throw new Refused(verdict);
      if (user.closedAt !== null) throw new Conflict({ subject: 'user', id: user.id });
      await saveUser(tx, user.id, user.version, { closedAt: tx.at });
      await endSessionsOf(tx, user.id);
      await recordEvent(tx, userChanged('user.closed', user.id, { ground: command.ground }));
    });
}

/** Opens a closed account again. @throws NotFound, Conflict (open meanwhile) */
export function createReopenUser(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, id: string): Promise<void> =>
    work.run(context, async (tx) => {
      const user = await lockUser(tx, id);
      authorize(principal, 'close', 'User', {});
      if (user.closedAt === null) throw new Conflict({ subject: 'user', id });
      await saveUser(tx, id, user.version, { closedAt: null });
      await recordEvent(tx, userChanged('user.reopened', id));
    });
}
