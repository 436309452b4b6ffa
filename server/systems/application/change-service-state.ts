import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayMoveTo } from '../domain/state-policy.js';
import type { SystemState } from '../domain/system.lifecycle.js';
import { approvedLevelOf, insertStateChange, lockSystem, saveSystem } from '../persistence/systems.js';
import { factsOf, requireMay, type RolesThatMay } from './access.js';
import { aboutSystem, systemEvents } from './events.js';

export interface ChangeServiceState {
  readonly to: SystemState;
  readonly ground: string;
}

/**
 * Moves the service of a system along its life cycle, with the ground kept; beneficiary agencies are told.
 * @throws NotFound, Forbidden, Conflict, Refused as mayMoveTo says
 */
export function createChangeServiceState(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function changeServiceState(context: ActContext, principal: Principal, id: string, version: number | undefined, command: ChangeServiceState): Promise<void> {
    await work.run(context, async (tx) => {
      const system = await lockSystem(tx, id);
      requireMay(principal, 'change-state', factsOf(system), rolesThatMay);
      if (system.version !== version) throw new Conflict({ subject: 'system', id });
      const verdict = mayMoveTo({ serviceState: system.serviceState, levelApproved: (await approvedLevelOf(tx, id)) !== null }, command.to);
      if (!verdict.allowed) throw new Refused(verdict);
      await insertStateChange(tx, { systemId: id, fromState: system.serviceState, toState: command.to, ground: command.ground, changedBy: principal.userId });
      await saveSystem(tx, id, version, { serviceState: command.to });
      await recordEvent(tx, aboutSystem(systemEvents.stateChanged, system, { name: system.name, from: system.serviceState, to: command.to, ground: command.ground }));
    });
  };
}
