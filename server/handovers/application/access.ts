import { Forbidden, NotFound, Refused } from '../../kernel/errors.js';
import type { Verdict } from '../../kernel/refusal.js';
import { may } from '../../platform/authorization/ability.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { CLOSING_SUBJECT, type ClosingAction } from '../domain/closing.js';
import type { RunQuery } from '../persistence/stored.js';

/** Names, in Vietnamese, the roles that may do something. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/** Whether this person may do `action` about closings of an agency. */
export function mayAboutClosings(principal: Principal, action: string, agencyId: string): boolean {
  return may(principal.ability, action, CLOSING_SUBJECT, { agencyId });
}

/**
 * Lets pass only who may read closings of this agency and do `action` about them.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export function requireAboutClosings(principal: Principal, action: ClosingAction, agencyId: string | undefined, rolesThatMay: RolesThatMay): void {
  if (agencyId === undefined || !mayAboutClosings(principal, 'read', agencyId)) throw new NotFound('closing');
  if (!mayAboutClosings(principal, action, agencyId)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, CLOSING_SUBJECT) });
}

/** The statements of a transaction, for reading what pages read as well. */
export function queryOf(tx: Transaction): RunQuery {
  return (sql, parameters) => tx.query(sql, parameters);
}

/** Passes what a policy allows. @throws Refused */
export function pass(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refused(verdict);
}
