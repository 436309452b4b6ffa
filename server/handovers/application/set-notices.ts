import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, Forbidden, InvalidInput } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import { noticeFaults } from '../domain/notices.js';
import { saveNotices } from '../persistence/notices.js';
import type { ClosingNeeds } from './closing-needs.js';
import type { ClosingActs } from './closing-use-cases.js';
import { noticesSet } from './events.js';

/** How long before the end of a term its people are reminded: one setting of the whole installation. */
export function createSetNotices({ work, rolesThatMay }: Pick<ClosingNeeds, 'work' | 'rolesThatMay'>): Pick<ClosingActs, 'setNotices'> {
  return {
    async setNotices(context, principal, notices, version) {
      if (!may(principal.ability, 'amend', 'Setting', {})) throw new Forbidden({ action: 'amend', neededRoles: rolesThatMay('amend', 'Setting') });
      const faults = noticeFaults(notices);
      if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
      await work.run(context, async (tx) => {
        const saved = await saveNotices(tx, notices, version);
        if (saved === undefined) throw new Conflict({ subject: 'setting', id: 'closing-notices' });
        await recordEvent(tx, { type: noticesSet, agencyId: null, subjects: [{ kind: 'setting', id: saved }], facts: { first: notices.first, second: notices.second, last: notices.last } });
      });
    },
  };
}
