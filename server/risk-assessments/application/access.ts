import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';

/** Vietnamese names of the roles that may do this; filled by compose from all permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/**
 * Lets pass only who may read this assessment (or the assessments of this contract) and do `action` to it.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export function requireMay(principal: Principal, action: string, { agencyId }: { readonly agencyId: string }, rolesThatMay: RolesThatMay): void {
  if (!may(principal.ability, 'read', 'RiskAssessment', { agencyId })) throw new NotFound('risk assessment');
  if (!may(principal.ability, action, 'RiskAssessment', { agencyId })) throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'RiskAssessment') });
}
