import { defineLifecycle } from '../../kernel/lifecycle.js';

/**
 * The life of a request for access. What was asked for never changes: a returned request is asked for anew. One that nobody decided within its own term
 * has lapsed, which is read off the clock and is no state.
 * The database holds the same arrows (table access_request_move); a test keeps them equal.
 */
export const accessRequestLifecycle = defineLifecycle({
  states: ['submitted', 'approved', 'returned', 'withdrawn'],
  initial: 'submitted',
  final: ['approved', 'returned', 'withdrawn'],
  moves: [
    { from: 'submitted', to: 'approved', act: 'approve', clause: { article: 6, clause: 2, point: 'c' } },
    { from: 'submitted', to: 'returned', act: 'return', clause: 'internal' },
    { from: 'submitted', to: 'withdrawn', act: 'withdraw', clause: 'internal' },
  ],
});

/** 'opened' is the state of what was opened in an emergency: nobody asks first. */
export type AccessRequestState = (typeof accessRequestLifecycle.states)[number] | 'opened';
