import { recordEvent } from '../../audit-trail/index.js';
import { Conflict } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { deleteSystem, lockSystem } from '../persistence/systems.js';
import { factsOf, requireMay, type RolesThatMay } from './access.js';
import { aboutSystem, systemEvents } from './events.js';
import type { Deletion, WhatRefersTo } from './references.js';

/**
 * Deletes a system that was registered by mistake. What anything refers to stays: the answer lists what does.
 * @param referencesOf own parts of the system (data assets, decisions, changes of state) and what later rooms know
 * @throws NotFound, Forbidden, Conflict
 */
export function createDeleteSystem(work: UnitOfWork, rolesThatMay: RolesThatMay, referencesOf: WhatRefersTo) {
  return async function removeSystem(context: ActContext, principal: Principal, id: string, version: number | undefined): Promise<Deletion> {
    return work.run(context, async (tx) => {
      const system = await lockSystem(tx, id);
      requireMay(principal, 'delete', factsOf(system), rolesThatMay);
      if (system.version !== version) throw new Conflict({ subject: 'system', id });
      const references = await referencesOf(principal, id);
      if (references.length > 0) return { deleted: false, references };
      await deleteSystem(tx, id, version);
      await recordEvent(tx, aboutSystem(systemEvents.deleted, system, { code: system.code, name: system.name }));
      return { deleted: true };
    });
  };
}
