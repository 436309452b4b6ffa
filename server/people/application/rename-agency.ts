import { recordEvent } from '../../audit-trail/index.js';
import { addDays, compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { insertFormerName, lockAgency, saveAgency } from '../persistence/agencies.js';
import type { Authorize } from './authorize.js';
import { agencyEvent } from './events.js';

export interface RenameAgency {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** The first day of the new name. */
  readonly since: CalendarDay;
  readonly ground: string;
}

/**
 * Gives an agency a new name; the old one becomes a former name that ended the day before.
 * @throws NotFound, Conflict; InvalidInput 'same-name' | 'since-in-future' | 'since-before-present-name'; Refused 'agency-has-ended'; the wall agency_name_unique
 */
export function createRenameAgency(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: RenameAgency): Promise<void> =>
    work.run(context, async (tx) => {
      const agency = await lockAgency(tx, command.id);
      authorize(principal, 'rename', 'Agency', { agencyId: agency.id });
      if (agency.endedOn !== null) throw new Refused(refuse('agency-has-ended', { clause: 'internal' }));
      if (command.name === agency.name) throw new InvalidInput({ name: 'same-name' });
      if (compareDays(command.since, today({ now: () => tx.at })) > 0) throw new InvalidInput({ since: 'since-in-future' });
      if (agency.nameSince !== null && compareDays(command.since, agency.nameSince) <= 0) throw new InvalidInput({ since: 'since-before-present-name' });
      await saveAgency(tx, agency.id, command.version, { name: command.name, nameSince: command.since });
      await insertFormerName(tx, {
        agencyId: agency.id,
        name: agency.name,
        relation: 'renamed',
        since: agency.nameSince,
        until: addDays(command.since, -1),
        ground: command.ground,
        verified: true,
      });
      await recordEvent(tx, agencyEvent('agency.renamed', agency.id, { from: agency.name, to: command.name, since: command.since, ground: command.ground }));
    });
}
