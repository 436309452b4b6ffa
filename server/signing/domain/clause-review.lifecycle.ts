import { defineLifecycle } from '../../kernel/lifecycle.js';

/**
 * The life of one review of a contract's clauses. A confirmed review stays as it is; when the contract changes, a new round begins from it.
 * The database holds the same arrows (table clause_review_move); a test keeps them equal.
 */
export const clauseReviewLifecycle = defineLifecycle({
  states: ['draft', 'submitted', 'confirmed'],
  initial: 'draft',
  final: ['confirmed'],
  moves: [
    { from: 'draft', to: 'submitted', act: 'submit', clause: { article: 6, clause: 1 } },
    { from: 'submitted', to: 'confirmed', act: 'confirm', clause: { article: 6, clause: 1 } },
    { from: 'submitted', to: 'draft', act: 'return', clause: 'internal' },
  ],
});

export type ClauseReviewState = (typeof clauseReviewLifecycle.states)[number];
