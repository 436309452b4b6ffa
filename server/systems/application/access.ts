import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may, type Ability } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { SystemFacts } from '../domain/permissions.js';

/** Vietnamese names of the roles that may do this to systems; compose.ts reads them from the permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

export const factsOf = (system: { readonly managingAgencyId: string; readonly beneficiaryIds: readonly string[] }): SystemFacts => ({
  agencyId: system.managingAgencyId,
  beneficiaryIds: system.beneficiaryIds,
});

/** @throws NotFound when the person may not know the system, Forbidden (with the roles it needs) when they may not do this to it */
export function requireMay(principal: Principal, action: string, facts: SystemFacts, rolesThatMay: RolesThatMay): void {
  if (!may(principal.ability, 'read', 'System', facts)) throw new NotFound('system');
  if (!may(principal.ability, action, 'System', facts)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'System') });
}

/** May the holder do this to a system of this agency (without beneficiaries)? */
export function mayAt(ability: Ability, action: string, agencyId: string): boolean {
  return may(ability, action, 'System', { agencyId, beneficiaryIds: [] });
}
