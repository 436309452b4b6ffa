import { Forbidden, NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { VIOLATION_SUBJECT, type ViolationAction } from '../domain/violation.js';
import type { RunQuery } from '../persistence/cases.js';

/** Whether this person may do `action` about the cases of an agency. */
export function mayAboutCases(principal: Principal, action: string, agencyId: string): boolean {
  return may(principal.ability, action, VIOLATION_SUBJECT, { agencyId });
}

/**
 * Lets pass only who may read cases of this agency and do `action` about them.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export function requireAboutCases(principal: Principal, action: ViolationAction, agencyId: string | undefined, rolesThatMay: (action: string, subject: string) => readonly string[]): void {
  if (agencyId === undefined || !mayAboutCases(principal, 'read', agencyId)) throw new NotFound('violation case');
  if (!mayAboutCases(principal, action, agencyId)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, VIOLATION_SUBJECT) });
}

/** The statements of a transaction, for reading what pages read as well. */
export function queryOf(tx: Transaction): RunQuery {
  return (sql, parameters) => tx.query(sql, parameters);
}
