import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { InvalidInput, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import { insertRoleAssignment } from '../persistence/role-assignments.js';
import { insertUser } from '../persistence/user-accounts.js';
import { passwordFaults } from './change-password.js';
import { administratorCreated, roleEvent } from './events.js';
import { hashPassword, oneTimePassword } from './passwords.js';

export interface FirstAdministrator {
  readonly login: string;
  readonly fullName: string;
  readonly post: string;
  /** undefined: one is made up and returned. */
  readonly password: string | undefined;
}

/**
 * Makes the first administrator of an installation, over the root agency and everything below; the password must be changed at the first sign-in.
 * @returns the password, to be shown once
 * @throws Refused 'administrator-exists' | 'no-root-agency'; InvalidInput with the faults of the password (Điều 9.1đ)
 */
export function createFirstAdministrator(work: UnitOfWork) {
  return async (command: FirstAdministrator): Promise<string> => {
    const faults = command.password === undefined ? [] : passwordFaults(command.password, command);
    if (faults.length > 0) throw new InvalidInput({ password: faults.join(',') });
    const password = command.password ?? oneTimePassword(command);
    const passwordHash = await hashPassword(password);
    await work.run({ actorId: null, records: ['user.administrator-created', 'role.granted'] }, async (tx) => {
      // The lock of the wall "last administrator stays": two of these commands at once take turns.
      await tx.query('SELECT pg_advisory_xact_lock(662007)');
      const administrators = await tx.query(`SELECT 1 FROM role_assignment WHERE role = 'administrator' LIMIT 1`);
      if (administrators.length > 0) throw new Refused(refuse('administrator-exists'));
      const root = (await tx.query<{ id: string; name: string }>('SELECT id, name FROM agency WHERE parent_id IS NULL'))[0];
      if (root === undefined) throw new Refused(refuse('no-root-agency'));
      const day = today({ now: () => tx.at });
      const { login, fullName, post } = command;
      const id = await insertUser(tx, { login, fullName, post, email: null, phone: null, passwordHash, passwordChangedOn: day, mustChangePassword: true });
      const assignmentId = await insertRoleAssignment(tx, { userId: id, role: 'administrator', agencyId: root.id, withSubtree: true, validFrom: day, validUntil: undefined, grantedBy: null });
      await recordEvent(tx, administratorCreated(id, { login, fullName, post }));
      await recordEvent(tx, roleEvent('role.granted', id, root.id, { assignmentId, role: 'administrator', agencyName: root.name, withSubtree: true, validFrom: day, validUntil: null }));
    });
    return password;
  };
}
