import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';

/** What permissions call the subjects of this room: clocks and the reports sent for them. */
export const CLOCK_SUBJECT = 'DutyClock';

/** Whether this person may do `action` about clocks of an agency. */
export function mayClock(principal: Principal, action: string, agencyId: string): boolean {
  return may(principal.ability, action, CLOCK_SUBJECT, { agencyId });
}

/**
 * Lets pass only who may read the clock and do `action`.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export function requireClock(principal: Principal, action: string, of: { readonly agencyId: string } | undefined, rolesThatMay: (action: string, subject: string) => readonly string[]): void {
  if (of === undefined || !mayClock(principal, 'read', of.agencyId)) throw new NotFound('duty clock');
  if (!mayClock(principal, action, of.agencyId)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, CLOCK_SUBJECT) });
}
