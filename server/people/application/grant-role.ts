import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { reviewRoleGrant, reviewRolesOf } from '../domain/administration-policy.js';
import type { Role } from '../domain/role.js';
import { findAgency } from '../persistence/agencies.js';
import { endRoleAssignment, insertRoleAssignment, lockRoleAssignment } from '../persistence/role-assignments.js';
import { lockUser } from '../persistence/user-accounts.js';
import type { Authorize } from './authorize.js';
import { roleEvent } from './events.js';

export interface GrantRole {
  readonly userId: string;
  readonly role: Role;
  readonly agencyId: string;
  readonly withSubtree: boolean;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay | undefined;
}

/**
 * Gives a person a role at an agency for a term; both its days count.
 * @throws NotFound; InvalidInput 'unknown-agency'; Refused with a code of administration-policy.ts; the wall role_assignment_once_at_a_time
 */
export function createGrantRole(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: GrantRole): Promise<void> =>
    work.run(context, async (tx) => {
      const user = await lockUser(tx, command.userId);
      authorize(principal, 'grant-role', 'User', {});
      const agency = await findAgency(tx, command.agencyId);
      if (agency === undefined) throw new InvalidInput({ agencyId: 'unknown-agency' });
      const verdict = reviewRoleGrant({
        ...command,
        actorId: principal.userId,
        accountIsOpen: user.closedAt === null,
        today: today({ now: () => tx.at }),
        agency: { isRoot: agency.parentId === null, endedOn: agency.endedOn ?? undefined },
      });
      if (!verdict.allowed) throw new Refused(verdict);
      const assignmentId = await insertRoleAssignment(tx, { ...command, grantedBy: principal.userId });
      const { role, withSubtree, validFrom, validUntil } = command;
      await recordEvent(
        tx,
        roleEvent('role.granted', user.id, agency.id, { assignmentId, role, agencyName: agency.name, withSubtree, validFrom, validUntil: validUntil ?? null }),
      );
    });
}

/**
 * Ends a role from today on (one that has not begun never begins).
 * @throws NotFound, Conflict (ended meanwhile); Refused 'own-roles'; the wall last_administrator_stays
 */
export function createEndRole(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: { readonly userId: string; readonly assignmentId: string }): Promise<void> =>
    work.run(context, async (tx) => {
      const assignment = await lockRoleAssignment(tx, command.assignmentId);
      if (assignment === undefined || assignment.userId !== command.userId) throw new NotFound('role');
      authorize(principal, 'end-role', 'User', {});
      const verdict = reviewRolesOf(assignment.userId, principal.userId);
      if (!verdict.allowed) throw new Refused(verdict);
      if (assignment.endedOn !== null) throw new Conflict({ subject: 'role', id: assignment.id });
      const day = today({ now: () => tx.at });
      const endedOn = compareDays(day, assignment.validFrom) < 0 ? assignment.validFrom : day;
      await endRoleAssignment(tx, assignment.id, endedOn, principal.userId);
      await recordEvent(tx, roleEvent('role.ended', assignment.userId, assignment.agencyId, { assignmentId: assignment.id, role: assignment.role, agencyName: assignment.agencyName, endedOn }));
    });
}
