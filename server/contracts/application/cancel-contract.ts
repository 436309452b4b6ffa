import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayMove } from '../domain/gate.js';
import { lockContract, saveContract } from '../persistence/contracts.js';
import { requireMay, type RolesThatMay } from './access.js';
import { contractEvent } from './events.js';

/**
 * Cancels a planned contract, with a ground: it stays in the register and frees its number and package code.
 * @throws NotFound, Forbidden, Conflict, Refused
 */
export function createCancelContract(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function cancelContract(context: ActContext, principal: Principal, command: { readonly id: string; readonly version: number | undefined; readonly ground: string }): Promise<void> {
    return work.run(context, async (tx) => {
      const contract = await lockContract(tx, command.id);
      requireMay(principal, 'cancel', contract, rolesThatMay);
      if (command.version !== contract.version) throw new Conflict({ subject: 'contract', id: command.id });
      const verdict = mayMove(contract.phase, 'cancel');
      if (!verdict.allowed) throw new Refused(verdict);
      await saveContract(tx, command.id, contract.version, { phase: 'cancelled', cancelGround: command.ground });
      await recordEvent(tx, contractEvent('contract.cancelled', contract, { from: contract.phase, to: 'cancelled', ground: command.ground }));
    });
  };
}
