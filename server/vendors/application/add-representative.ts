import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { insertRepresentative, type RepresentativeChanges } from '../persistence/vendor-parts.js';
import { lockVendor } from '../persistence/vendors.js';
import { requireVendorRight, type RolesThatMay } from './access.js';
import { entered, personalFields, vendorSubject } from './events.js';

/** Who may bind a vendor: by which post, on what ground (registration certificate, letter of authority), from when to when. */
export interface RepresentativeParticulars {
  readonly fullName: string;
  readonly post: string;
  readonly authorityGround: string;
  readonly validFrom: CalendarDay;
  readonly validUntil?: CalendarDay | undefined;
}

/** Enters a representative of a vendor. @throws NotFound, Forbidden */
export function createAddRepresentative(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function addRepresentative(context: ActContext, principal: Principal, vendorId: string, particulars: RepresentativeParticulars): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const vendor = await lockVendor(tx, vendorId);
      const values = representativeValues(particulars);
      await insertRepresentative(tx, vendor.id, values);
      await recordEvent(tx, entered('vendor.representative-added', [vendorSubject(vendor.id)], values, personalFields.representative));
    });
  };
}

/** The particulars as they are kept. */
export function representativeValues(particulars: RepresentativeParticulars): RepresentativeChanges & Readonly<Record<string, string | null>> {
  const { fullName, post, authorityGround, validFrom, validUntil } = particulars;
  return { fullName, post, authorityGround, validFrom, validUntil: validUntil ?? null };
}
