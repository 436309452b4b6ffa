import { allow, refuse, type Verdict } from '../../kernel/refusal.js';
import { systemLifecycle, type SystemState } from './system.lifecycle.js';

export type StateRefusal = 'system-state-not-reachable' | 'system-level-not-approved';

/**
 * Whether the service of a system may move to a state now: only along the life cycle, and into operation only with an approved
 * level (dự thảo Quy chế, khoản 3 Điều 5). Closes the choice on the page and guards the act.
 */
export function mayMoveTo(system: { readonly serviceState: SystemState; readonly levelApproved: boolean }, to: SystemState): Verdict<StateRefusal> {
  if (!systemLifecycle.canMove(system.serviceState, to)) return refuse('system-state-not-reachable', { clause: 'internal' });
  if (to === 'in-service' && !system.levelApproved) return refuse('system-level-not-approved', { clause: { article: 5, clause: 3 } });
  return allow;
}
