import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { personDayFaults } from '../domain/person-policy.js';
import { lockVendorPerson, saveVendorPerson } from '../persistence/vendor-parts.js';
import { requireVendorRight, requireVersion, type RolesThatMay } from './access.js';
import { personValues, type PersonParticulars } from './add-person.js';
import { amended, personalFields, personSubject, vendorSubject } from './events.js';

export interface AmendPerson {
  readonly id: string;
  readonly version: number | undefined;
  readonly particulars: PersonParticulars;
}

/**
 * Changes what is known of a vendor's person; leaving is an act of its own.
 * @throws NotFound, Forbidden, Conflict, InvalidInput {joinedOn: 'after-leaving'}
 */
export function createAmendPerson(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function amendPerson(context: ActContext, principal: Principal, command: AmendPerson): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const found = await lockVendorPerson(tx, command.id);
      const after = personValues(command.particulars);
      const faults = personDayFaults({ joinedOn: command.particulars.joinedOn ?? null, leftOn: found.leftOn });
      if (faults.leftOn !== undefined) throw new InvalidInput({ joinedOn: 'after-leaving' });
      const { fullName, identityTail, birthYear, nationality, post, phone, email, joinedOn } = found;
      const before = { fullName, identityTail, birthYear, nationality, post, phone, email, joinedOn };
      const event = amended('vendor-person.amended', [vendorSubject(found.vendorId), personSubject(found.id)], before, after, personalFields.person);
      if (event === undefined) return;
      await saveVendorPerson(tx, found.id, requireVersion(command.version, 'vendor-person', found.id), after);
      await recordEvent(tx, event);
    });
  };
}
