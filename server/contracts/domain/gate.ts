import { allow, refuse, type Verdict } from '../../kernel/refusal.js';
import { contractLifecycle, isRunning, type ContractAct, type ContractPhase } from './contract.lifecycle.js';

export type MoveRefusal = 'no-such-move' | 'gate-not-open';

/**
 * Whether a contract may move on by `act`. Only cancelling a planned contract is open; every other arrow waits for a gate
 * (risk assessment, clauses, trial, handover), closed in the database too (`contract_gate_open`). The reason names the act.
 */
export function mayMove(phase: ContractPhase, act: ContractAct): Verdict<MoveRefusal> {
  const move = contractLifecycle.moveBy(phase, act);
  if (move === undefined) return refuse('no-such-move', { facts: { act, phase } });
  if (act === 'cancel') return allow;
  return refuse('gate-not-open', { ...(move.clause === undefined ? {} : { clause: move.clause }), facts: { act, phase } });
}

/** Whether an amendment may be recorded: only while the contract runs. */
export function mayAmend(phase: ContractPhase): Verdict<'not-running'> {
  return isRunning(phase) ? allow : refuse('not-running', { clause: 'internal', facts: { phase } });
}

export type EditRefusal = 'closed' | 'terms-by-amendment';

/**
 * Whether the facts of a contract may be put right. Before signing everything may; afterwards the signed terms change by an amendment only,
 * but those of a transitional contract may be corrected with a ground until its first amendment, since they were typed from paper.
 */
export function mayEdit(contract: { readonly phase: ContractPhase; readonly entryKind: string; readonly amendments: number }, termsChange: boolean): Verdict<EditRefusal> {
  if (contractLifecycle.isFinal(contract.phase) || contract.phase === 'liquidated') return refuse('closed', { facts: { phase: contract.phase } });
  if (!termsChange || contract.phase === 'planned') return allow;
  return contract.entryKind === 'transitional' && contract.amendments === 0 ? allow : refuse('terms-by-amendment');
}
