import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Principal } from '../../platform/http/principal.js';
import type { ContractRow } from '../persistence/contracts.js';

/** Vietnamese names of the roles that may do this; filled by compose from all permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/** The agencies a contract's permissions look at. */
export interface ContractReach extends Record<string, unknown> {
  readonly agencyId: string;
  readonly beneficiaryIds: readonly string[];
}

/**
 * Lets pass only who may read this contract and do `action` to it.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export function requireMay(principal: Principal, action: string, contract: Pick<ContractRow, 'agencyId' | 'beneficiaryIds'>, rolesThatMay: RolesThatMay): void {
  const reach: ContractReach = { agencyId: contract.agencyId, beneficiaryIds: contract.beneficiaryIds };
  if (!may(principal.ability, 'read', 'Contract', reach)) throw new NotFound('contract');
  if (!may(principal.ability, action, 'Contract', reach)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'Contract') });
}

/** Whether this person sees the files and amounts of a contract of that agency, which its beneficiaries do not. */
export function mayExamineContractOf(principal: Principal, agencyId: string): boolean {
  return may(principal.ability, 'examine', 'Contract', { agencyId, beneficiaryIds: [] });
}

/** The agencies for which the holder may register contracts: those an officer's role reaches. */
export function agenciesToRegisterFor(principal: Principal): string[] {
  const reached = principal.held.filter(({ role }) => role === 'procurement_officer').flatMap(({ agencyId, agencyIds }) => agencyIds ?? [agencyId]);
  return [...new Set(reached)];
}
