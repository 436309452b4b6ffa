import { defineLifecycle, type Move } from '../../kernel/lifecycle.js';

/**
 * The phases of a contract and every arrow between them. The database holds the same arrows (trigger `contract_phase_arrow`);
 * a test keeps the two tables equal. Everything else about a contract (being assessed, overdue, with an open case …) is derived
 * from facts and is no phase.
 */
export const contractLifecycle = defineLifecycle({
  states: ['planned', 'signed', 'trial', 'active', 'handing_over', 'liquidated', 'archived', 'cancelled'],
  initial: 'planned',
  final: ['archived', 'cancelled'],
  moves: [
    // Khoản 1 Điều 6: assessed, and every party's duties written down, before it is signed.
    { from: 'planned', to: 'signed', act: 'sign', clause: { article: 6, clause: 1 } },
    { from: 'planned', to: 'cancelled', act: 'cancel', clause: 'internal' },
    // Điểm c khoản 2 Điều 6: in trial operation the vendor has access under grants of that phase only.
    { from: 'signed', to: 'trial', act: 'begin-trial', clause: { article: 6, clause: 2, point: 'c' } },
    // Khoản 3 Điều 5: written trial result, approved level and deployed plan before operation.
    { from: 'trial', to: 'active', act: 'go-live', clause: { article: 5, clause: 3 } },
    { from: 'signed', to: 'handing_over', act: 'begin-handover', clause: { article: 6, clause: 4, point: 'a' } },
    { from: 'trial', to: 'handing_over', act: 'begin-handover', clause: { article: 6, clause: 4, point: 'a' } },
    { from: 'active', to: 'handing_over', act: 'begin-handover', clause: { article: 6, clause: 4, point: 'a' } },
    { from: 'handing_over', to: 'liquidated', act: 'liquidate', clause: { article: 6, clause: 4 } },
    // No clause of the regulation: the completion file of khoản 8 Điều 67 Nghị định 224/2026/NĐ-CP.
    { from: 'liquidated', to: 'archived', act: 'archive' },
  ],
});

export type ContractPhase = (typeof contractLifecycle.states)[number];
export type ContractAct = (typeof contractLifecycle.moves)[number]['act'];
export type ContractMove = Move<ContractPhase, ContractAct>;

/** The phases a running contract may enter in as "hợp đồng chuyển tiếp" (domain reference, life cycles). */
export const transitionalPhases = ['signed', 'active', 'handing_over'] as const satisfies readonly ContractPhase[];

/** Phases in which the contract stands between signing and its end: the only ones that amendments can change. */
export const runningPhases = ['signed', 'trial', 'active', 'handing_over'] as const satisfies readonly ContractPhase[];

/** Whether amendments (phụ lục) may be recorded in this phase. */
export function isRunning(phase: ContractPhase): boolean {
  return runningPhases.some((running) => running === phase);
}
