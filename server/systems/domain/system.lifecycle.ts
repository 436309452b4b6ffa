import { defineLifecycle } from '../../kernel/lifecycle.js';

/**
 * The service of an information system. The codes are those of the library service-states, which gives their names; the table
 * system_state_move in the database holds the same arrows. Pausing and stopping by khoản 3 Điều 6 are facts of their own, not states.
 * - a trial comes before operation, and operation needs an approved level (khoản 3 Điều 5);
 * - a trial that fails goes back to preparation; a retired system never comes back, its successor is another system.
 */
export const systemLifecycle = defineLifecycle({
  states: ['preparing', 'trial', 'in-service', 'retired'],
  initial: 'preparing',
  final: ['retired'],
  moves: [
    { from: 'preparing', to: 'trial', act: 'begin-trial', clause: { article: 5, clause: 3 } },
    { from: 'preparing', to: 'retired', act: 'retire' },
    { from: 'trial', to: 'in-service', act: 'begin-service', clause: { article: 5, clause: 3 } },
    { from: 'trial', to: 'preparing', act: 'resume-preparation', clause: { article: 5, clause: 3 } },
    { from: 'trial', to: 'retired', act: 'retire' },
    { from: 'in-service', to: 'retired', act: 'retire' },
  ],
});

export type SystemState = (typeof systemLifecycle.states)[number];
