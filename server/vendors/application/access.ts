import { Conflict, Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';

/** Vietnamese names of the roles that may do something to a kind of subject; compose.ts answers from the permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/**
 * Lets somebody act on a vendor or on anything that is the whole city's with it (representatives, subcontractors, people).
 * @throws NotFound when they may not even read it, Forbidden when they may read but not do this
 */
export function requireVendorRight(principal: Principal, action: 'read' | 'register' | 'amend' | 'delete', rolesThatMay: RolesThatMay): void {
  requireRight(principal, action, 'Vendor', {}, rolesThatMay);
}

/** Lets somebody act on a commitment of an agency. @throws NotFound for another agency's, Forbidden when they may only read it */
export function requireCommitmentRight(principal: Principal, action: 'read' | 'record' | 'end', agencyId: string, rolesThatMay: RolesThatMay): void {
  requireRight(principal, action, 'Commitment', { agencyId }, rolesThatMay);
}

function requireRight(principal: Principal, action: string, subject: string, facts: Record<string, unknown>, rolesThatMay: RolesThatMay): void {
  if (!may(principal.ability, 'read', subject, facts)) throw new NotFound(subject);
  if (!may(principal.ability, action, subject, facts)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, subject) });
}

/** The version that the browser saw; a form that lost it cannot know what it overwrites. @throws Conflict */
export function requireVersion(version: number | undefined, subject: string, id: string): number {
  if (version === undefined) throw new Conflict({ subject, id });
  return version;
}
