import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';

/** Vietnamese names of the roles that may do this; filled by compose from all permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/** Lets pass only who may do `action` to questionnaires of an agency. @throws NotFound, Forbidden */
export function requireMay(principal: Principal, action: string, agencyId: string, rolesThatMay: RolesThatMay): void {
  if (!may(principal.ability, 'read', 'Questionnaire', { agencyId })) throw new NotFound('questionnaire');
  if (!may(principal.ability, action, 'Questionnaire', { agencyId })) throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'Questionnaire') });
}

/** Lets pass who may read the contract and send its vendor questions. @throws NotFound, Forbidden */
export function requireMaySend(principal: Principal, contract: { readonly agencyId: string; readonly beneficiaryIds: readonly string[] }, rolesThatMay: RolesThatMay): void {
  if (!may(principal.ability, 'read', 'Contract', { agencyId: contract.agencyId, beneficiaryIds: contract.beneficiaryIds })) throw new NotFound('contract');
  if (!may(principal.ability, 'send', 'Questionnaire', { agencyId: contract.agencyId })) {
    throw new Forbidden({ action: 'send', neededRoles: rolesThatMay('send', 'Questionnaire') });
  }
}

/** The role in which somebody sends: the tasks that follow go to those who hold it at the agency. */
export function senderRole(principal: Principal, agencyId: string): 'procurement_officer' | 'it_officer' {
  const roles = principal.held.filter(({ agencyIds }) => agencyIds === undefined || agencyIds.includes(agencyId)).map(({ role }) => role);
  return roles.includes('procurement_officer') ? 'procurement_officer' : 'it_officer';
}
