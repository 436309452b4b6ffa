import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, today } from '../../kernel/calendar-day.js';
import { Conflict, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { lockDelegation, revokeDelegationRow } from '../persistence/delegations.js';
import type { Authorize } from './authorize.js';
import { delegationEvent } from './events.js';

/**
 * Takes a delegation back at once; what was decided under it stays.
 * @throws NotFound, Forbidden, Conflict (revoked meanwhile); Refused 'delegation-already-over'
 */
export function createRevokeDelegation(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: { readonly id: string; readonly ground: string }): Promise<void> =>
    work.run(context, async (tx) => {
      const delegation = await lockDelegation(tx, command.id);
      if (delegation === undefined) throw new NotFound('delegation');
      authorize(principal, 'revoke', 'Delegation', { agencyId: delegation.agencyId });
      if (delegation.revokedAt !== null) throw new Conflict({ subject: 'delegation', id: delegation.id });
      if (compareDays(delegation.validUntil, today({ now: () => tx.at })) < 0) throw new Refused(refuse('delegation-already-over', { clause: 'internal' }));
      await revokeDelegationRow(tx, delegation.id, principal.userId, command.ground);
      await recordEvent(tx, delegationEvent('delegation.revoked', delegation, { ground: command.ground }));
    });
}
