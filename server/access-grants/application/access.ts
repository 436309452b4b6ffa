import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import { ACCESS_SUBJECT } from '../domain/access.js';

/** Whether this person may do `action` about access of an agency's contracts. */
export function mayAccess(principal: Principal, action: string, agencyId: string): boolean {
  return may(principal.ability, action, ACCESS_SUBJECT, { agencyId });
}

/**
 * Lets pass only who may read about this access and do `action`.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export function requireAccess(principal: Principal, action: string, of: { readonly agencyId: string } | undefined, rolesThatMay: (action: string, subject: string) => readonly string[]): void {
  if (of === undefined || !mayAccess(principal, 'read', of.agencyId)) throw new NotFound('access grant');
  if (!mayAccess(principal, action, of.agencyId)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, ACCESS_SUBJECT) });
}
