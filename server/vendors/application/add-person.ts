import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { insertVendorPerson, type VendorPersonChanges } from '../persistence/vendor-parts.js';
import { lockVendor } from '../persistence/vendors.js';
import { requireVendorRight, type RolesThatMay } from './access.js';
import { entered, personalFields, personSubject, vendorSubject } from './events.js';

/** What is kept of somebody who works for a vendor: no more than tells them apart and reaches them. */
export interface PersonParticulars {
  readonly fullName: string;
  /** The last four characters of the identity document, letters as capitals. */
  readonly identityTail: string;
  readonly birthYear?: number | undefined;
  readonly nationality: string;
  readonly post: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly joinedOn?: CalendarDay | undefined;
}

/** Enters somebody who works for a vendor. @returns their identifier @throws NotFound, Forbidden */
export function createAddPerson(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function addPerson(context: ActContext, principal: Principal, vendorId: string, particulars: PersonParticulars): Promise<string> {
    return work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const vendor = await lockVendor(tx, vendorId);
      const values = personValues(particulars);
      const id = await insertVendorPerson(tx, vendor.id, { ...values, leftOn: null });
      await recordEvent(tx, entered('vendor-person.added', [vendorSubject(vendor.id), personSubject(id)], values, personalFields.person));
      return id;
    });
  };
}

/** The particulars as they are kept. */
export function personValues(particulars: PersonParticulars): Omit<VendorPersonChanges, 'leftOn'> & Readonly<Record<string, string | number | null>> {
  return {
    fullName: particulars.fullName,
    identityTail: particulars.identityTail,
    birthYear: particulars.birthYear ?? null,
    nationality: particulars.nationality,
    post: particulars.post,
    phone: particulars.phone ?? null,
    email: particulars.email ?? null,
    joinedOn: particulars.joinedOn ?? null,
  };
}
