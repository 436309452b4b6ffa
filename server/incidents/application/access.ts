import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import { INCIDENT_SUBJECT } from '../domain/incident.js';

/** Whether this person may do `action` about incidents of an agency. */
export function mayIncident(principal: Principal, action: string, agencyId: string): boolean {
  return may(principal.ability, action, INCIDENT_SUBJECT, { agencyId });
}

/**
 * Lets pass only who may read the incident and do `action`.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export function requireIncident(principal: Principal, action: string, of: { readonly agencyId: string } | undefined, rolesThatMay: (action: string, subject: string) => readonly string[]): void {
  if (of === undefined || !mayIncident(principal, 'read', of.agencyId)) throw new NotFound('incident');
  if (!mayIncident(principal, action, of.agencyId)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, INCIDENT_SUBJECT) });
}
