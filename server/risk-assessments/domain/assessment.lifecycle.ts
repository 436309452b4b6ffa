import { defineLifecycle } from '../../kernel/lifecycle.js';

/**
 * An assessment from draft to approval. Whether an approval has lapsed (its term is over, something has happened since) is derived from facts
 * and never a state. The database holds the same arrows (risk_assessment_move).
 */
export const assessmentLifecycle = defineLifecycle({
  states: ['draft', 'submitted', 'returned', 'approved', 'superseded'],
  initial: 'draft',
  final: ['superseded'],
  moves: [
    { from: 'draft', to: 'submitted', act: 'submit', clause: { article: 6, clause: 1 } },
    { from: 'submitted', to: 'returned', act: 'return' },
    { from: 'returned', to: 'submitted', act: 'submit', clause: { article: 6, clause: 1 } },
    { from: 'submitted', to: 'approved', act: 'approve', clause: { article: 6, clause: 1 } },
    { from: 'approved', to: 'superseded', act: 'supersede' },
  ],
});

export type AssessmentStatus = (typeof assessmentLifecycle.states)[number];

/** Whether answers, evidence, impacts and treatments may still be written. */
export function isOpen(status: AssessmentStatus): boolean {
  return status === 'draft' || status === 'returned';
}
