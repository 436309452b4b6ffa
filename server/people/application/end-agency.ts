import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { reviewAgencyEnd } from '../domain/administration-policy.js';
import { countAgenciesBelow, findAgency, lockAgency, saveAgency } from '../persistence/agencies.js';
import type { Authorize } from './authorize.js';
import { agencyEnded } from './events.js';

export interface EndAgency {
  readonly id: string;
  readonly version: number;
  readonly endedOn: CalendarDay;
  readonly successorId: string | undefined;
  readonly ground: string;
}

/**
 * Records that an agency ended (merged, dissolved) and which one follows it. The contracts change hands by a recorded transfer of the contracts room,
 * which reads the succession from here.
 * @throws NotFound, Conflict; InvalidInput 'unknown-successor' | 'end-in-future'; Refused with a code of administration-policy.ts
 */
export function createEndAgency(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: EndAgency): Promise<void> =>
    work.run(context, async (tx) => {
      const agency = await lockAgency(tx, command.id);
      authorize(principal, 'end', 'Agency', { agencyId: agency.id });
      const successor = command.successorId === undefined ? undefined : await findAgency(tx, command.successorId);
      if (command.successorId !== undefined && successor === undefined) throw new InvalidInput({ successorId: 'unknown-successor' });
      if (compareDays(command.endedOn, today({ now: () => tx.at })) > 0) throw new InvalidInput({ endedOn: 'end-in-future' });
      const verdict = reviewAgencyEnd({
        agencyId: agency.id,
        isRoot: agency.parentId === null,
        endedOn: agency.endedOn ?? undefined,
        below: await countAgenciesBelow(tx, agency.id),
        successor: successor === undefined ? undefined : { id: successor.id, endedOn: successor.endedOn ?? undefined },
      });
      if (!verdict.allowed) throw new Refused(verdict);
      await saveAgency(tx, agency.id, command.version, { endedOn: command.endedOn, successorId: successor?.id ?? null, endGround: command.ground });
      await recordEvent(
        tx,
        agencyEnded(agency.id, successor?.id ?? null, { name: agency.name, endedOn: command.endedOn, successorName: successor?.name ?? null, ground: command.ground }),
      );
    });
}
