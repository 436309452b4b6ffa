import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import { checkPassword, type PasswordFault } from '../../kernel/password.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import { lockUser, saveUser } from '../persistence/user-accounts.js';
import { passwordChanged } from './events.js';
import { hashPassword, verifyPassword } from './passwords.js';

export interface ChangePassword {
  readonly userId: string;
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * Changes the own password (Điều 9.1đ: at least 8 characters with lower case, upper case, digit and special character; a new one at
 * least every 6 months).
 * @throws InvalidInput with codes: 'wrong-password', 'same-password' or the faults of the new one, joined by a comma
 */
export function createChangePassword(work: UnitOfWork) {
  return async function changePassword(context: ActContext, command: ChangePassword): Promise<void> {
    await work.run(context, async (tx) => {
      const user = await lockUser(tx, command.userId);
      if (!(await verifyPassword(user.passwordHash, command.currentPassword))) throw new InvalidInput({ currentPassword: 'wrong-password' });
      if (command.currentPassword === command.newPassword) throw new InvalidInput({ newPassword: 'same-password' });
      const faults = passwordFaults(command.newPassword, user);
      if (faults.length > 0) throw new InvalidInput({ newPassword: faults.join(',') });
      await saveUser(tx, user.id, user.version, {
        passwordHash: await hashPassword(command.newPassword),
        passwordChangedOn: today({ now: () => tx.at }),
        mustChangePassword: false,
      });
      await recordEvent(tx, passwordChanged(user.id));
    });
  };
}

/** What a new password lacks, in the codes of Điều 9.1đ. */
export function passwordFaults(password: string, person: { readonly login: string; readonly fullName: string }): readonly PasswordFault[] {
  const checked = checkPassword(password, person);
  return checked.ok ? [] : checked.missing;
}
