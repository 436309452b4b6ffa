import { allow, refuse, type Verdict } from '../../kernel/refusal.js';
import { contractLifecycle, isRunning, type ContractAct, type ContractPhase } from './contract.lifecycle.js';

/**
 * Whether an arrow leads on by `act`. Only cancelling a planned contract has no gate: the rooms that know the facts keep those of signing, going live,
 * handover and closing, and the database keeps them too (`contract_gate_open`).
 */
export function mayMove(phase: ContractPhase, act: ContractAct): Verdict<'no-such-move'> {
  return contractLifecycle.moveBy(phase, act) === undefined ? refuse('no-such-move', { facts: { act, phase } }) : allow;
}

/** Why the approved assessment of a contract no longer covers an amendment: its term is over, or something happened that asks for a new one. */
export type AmendmentStop = 'term-over' | 'triggered';

/**
 * Whether an amendment may be recorded: only while the contract runs, and not on an assessment that has lapsed (the agency's own rule, gate G-12: what is
 * agreed anew is assessed anew). `stop` is null where an assessment is current, and for transitional contracts until their review is due.
 */
export function mayAmend(phase: ContractPhase, stop: AmendmentStop | null): Verdict<'not-running' | 'assessment-lapsed'> {
  if (!isRunning(phase)) return refuse('not-running', { clause: 'internal', facts: { phase } });
  return stop === null ? allow : refuse('assessment-lapsed', { clause: 'internal', facts: { stop } });
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
