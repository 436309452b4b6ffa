import { changesBetween, recordEvent, type EventFact } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { AgencyKind } from '../domain/agency.js';
import { findAgency, lockAgency, saveAgency, type Agency } from '../persistence/agencies.js';
import type { Authorize } from './authorize.js';
import { agencyEvent } from './events.js';

export interface AmendAgency {
  readonly id: string;
  readonly version: number;
  readonly kind: AgencyKind;
  /** undefined only for the root, which has none. */
  readonly parentId: string | undefined;
  readonly placeName: string;
  readonly recordSymbol: string;
  readonly aliases: readonly string[];
  readonly nameSince: CalendarDay | undefined;
  readonly adoptedOn: CalendarDay | undefined;
}

/**
 * Changes what an agency is, all but its name (an act of its own) and its end.
 * @throws NotFound, Conflict; InvalidInput 'unknown-parent'; the wall agency_tree_has_no_loop
 */
export function createAmendAgency(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: AmendAgency): Promise<void> =>
    work.run(context, async (tx) => {
      const agency = await lockAgency(tx, command.id);
      authorize(principal, 'amend', 'Agency', { agencyId: agency.id });
      const parentId = agency.parentId === null ? null : await parentOf(tx, agency, command.parentId);
      const next = {
        kind: command.kind,
        parentId,
        placeName: command.placeName,
        recordSymbol: command.recordSymbol,
        aliases: [...command.aliases],
        nameSince: command.nameSince ?? null,
        adoptedOn: command.adoptedOn ?? null,
      };
      await saveAgency(tx, agency.id, command.version, next);
      await recordEvent(tx, agencyEvent('agency.amended', agency.id, { changes: changesBetween(factsOf(agency), next) }));
    });
}

async function parentOf(tx: Transaction, agency: Agency, wanted: string | undefined): Promise<string> {
  if (wanted === undefined) throw new InvalidInput({ parentId: 'unknown-parent' });
  if (wanted === agency.parentId) return wanted;
  const parent = await findAgency(tx, wanted);
  if (parent === undefined || parent.endedOn !== null) throw new InvalidInput({ parentId: 'unknown-parent' });
  return wanted;
}

function factsOf(agency: Agency): Record<string, EventFact> {
  const { kind, parentId, placeName, recordSymbol, aliases, nameSince, adoptedOn } = agency;
  return { kind, parentId, placeName, recordSymbol, aliases, nameSince, adoptedOn };
}
