import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, Forbidden } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { saveShortPathLimit } from '../persistence/short-path-limit.js';
import type { RolesThatMay } from './access.js';
import { shortPathLimitSet } from './events.js';

/**
 * Says below which contract value (đồng) an assessment may take the short path; undefined: only contracts without a system may (quy định nội bộ).
 * Holds for assessments that are worked on from now on; what was submitted keeps its path.
 * @throws Forbidden, Conflict when somebody saved since `version` was read
 */
export function createSetShortPathLimit(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function setShortPathLimit(context: ActContext, principal: Principal, limit: bigint | undefined, version: number): Promise<void> {
    if (!may(principal.ability, 'amend', 'Setting', {})) throw new Forbidden({ action: 'amend', neededRoles: rolesThatMay('amend', 'Setting') });
    await work.run(context, async (tx) => {
      const saved = await saveShortPathLimit(tx, limit, version);
      if (saved === undefined) throw new Conflict({ subject: 'setting', id: 'short-path-value' });
      await recordEvent(tx, { type: shortPathLimitSet, agencyId: null, subjects: [{ kind: 'setting', id: saved }], facts: { limit: limit ?? null } });
    });
  };
}
