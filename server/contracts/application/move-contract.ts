import { Refused } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { contractLifecycle, type ContractAct } from '../domain/contract.lifecycle.js';
import { mayMove } from '../domain/gate.js';
import { lockContract, saveContract, type ContractFields, type ContractRow } from '../persistence/contracts.js';
import { requireMay, type RolesThatMay } from './access.js';

/**
 * Loads a contract for an act of a later room and locks it until the transaction ends.
 * @throws NotFound when the holder may not know it exists, Forbidden with the roles that may when the holder may only read it
 */
export async function lockContractFor(tx: Transaction, principal: Principal, id: string, action: string, rolesThatMay: RolesThatMay): Promise<ContractRow> {
  const contract = await lockContract(tx, id);
  requireMay(principal, action, contract, rolesThatMay);
  return contract;
}

/**
 * Takes a locked contract along one arrow of its life cycle, for the room that keeps the gate of that arrow and has found it open; the wall
 * contract_gate_open looks again. The caller records the event.
 * @throws Refused ('no-such-move'), Conflict
 */
export async function moveContract(tx: Transaction, contract: ContractRow, act: ContractAct, changes: Partial<Pick<ContractFields, 'number' | 'signedOn'>> = {}): Promise<void> {
  const verdict = mayMove(contract.phase, act);
  const move = contractLifecycle.moveBy(contract.phase, act);
  if (!verdict.allowed) throw new Refused(verdict);
  if (move === undefined) throw new Error(`${act} leads nowhere from ${contract.phase}`);
  await saveContract(tx, contract.id, contract.version, { ...changes, phase: move.to });
}
