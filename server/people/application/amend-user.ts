import { changesBetween, recordEvent } from '../../audit-trail/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { lockUser, saveUser } from '../persistence/user-accounts.js';
import type { Authorize } from './authorize.js';
import { userAmended } from './events.js';

export interface AmendUser {
  readonly id: string;
  readonly version: number;
  readonly fullName: string;
  readonly post: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** Changes name, post and addresses of a person; the login stays. @throws NotFound, Conflict */
export function createAmendUser(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: AmendUser): Promise<void> =>
    work.run(context, async (tx) => {
      const user = await lockUser(tx, command.id);
      authorize(principal, 'amend', 'User', {});
      const next = { fullName: command.fullName, post: command.post, email: command.email ?? null, phone: command.phone ?? null };
      await saveUser(tx, user.id, command.version, next);
      const changes = changesBetween({ fullName: user.fullName, post: user.post, email: user.email, phone: user.phone }, next);
      const personal = Object.fromEntries(Object.entries(changes).map(([field, { from, to }]) => [field, `${textOf(from)} → ${textOf(to)}`]));
      await recordEvent(tx, userAmended(user.id, Object.keys(changes), personal));
    });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '(trống)';
}
