import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import { foldText } from '../../kernel/text.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { AgencyKind } from '../domain/agency.js';
import { findAgency, freeAgencyCode, insertAgency } from '../persistence/agencies.js';
import type { Authorize } from './authorize.js';
import { agencyEvent } from './events.js';

export interface RegisterAgency {
  readonly name: string;
  readonly kind: AgencyKind;
  readonly parentId: string;
  readonly placeName: string;
  readonly recordSymbol: string;
  readonly aliases: readonly string[];
  readonly nameSince: CalendarDay | undefined;
  readonly adoptedOn: CalendarDay | undefined;
}

/**
 * Enters an agency below a living one. Its code is made from the name and never changes.
 * @throws InvalidInput 'unknown-parent' at parentId; the wall agency_name_unique where a living agency bears the name
 * @returns the new identifier
 */
export function createRegisterAgency(work: UnitOfWork, authorize: Authorize) {
  return (context: ActContext, principal: Principal, command: RegisterAgency): Promise<string> =>
    work.run(context, async (tx) => {
      authorize(principal, 'register', 'Agency', {});
      const parent = await findAgency(tx, command.parentId);
      if (parent === undefined || parent.endedOn !== null) throw new InvalidInput({ parentId: 'unknown-parent' });
      const code = await freeAgencyCode(tx, codeFrom(command.name));
      const facts = { ...command, aliases: [...command.aliases], nameSince: command.nameSince ?? null, adoptedOn: command.adoptedOn ?? null };
      const id = await insertAgency(tx, { ...facts, code });
      await recordEvent(tx, agencyEvent('agency.registered', id, { ...facts, code, parentName: parent.name }));
      return id;
    });
}

function codeFrom(name: string): string {
  const code = foldText(name).replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80).replace(/-+$/, '');
  return code === '' ? 'co-quan' : code;
}
