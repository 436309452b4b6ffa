import { Forbidden } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';

/**
 * Shows a form only to those whose act would pass; the use case asks again, under its lock.
 * @throws Forbidden with the roles that may
 */
export function requireRoleHere(
  principal: Principal,
  action: string,
  contract: { readonly agencyId: string; readonly beneficiaryIds: readonly string[] },
  rolesThatMay: (action: string, subject: string) => readonly string[],
): void {
  if (!may(principal.ability, action, 'Contract', { agencyId: contract.agencyId, beneficiaryIds: contract.beneficiaryIds })) {
    throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'Contract') });
  }
}
