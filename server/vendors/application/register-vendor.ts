import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { VendorKind } from '../domain/vendor.js';
import { findVendorByTaxCode, insertVendor, type VendorChanges } from '../persistence/vendors.js';
import { requireVendorRight, type RolesThatMay } from './access.js';
import { entered, personalFields, vendorSubject } from './events.js';

/** What an officer says of a vendor; `taxCode` in the form that checkTaxCode gives. */
export interface VendorParticulars {
  readonly taxCode: string;
  readonly name: string;
  readonly shortName?: string | undefined;
  readonly kind: VendorKind;
  readonly address: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly note?: string | undefined;
  /** The day from which the vendor no longer does business. */
  readonly ceasedOn?: CalendarDay | undefined;
}

/** Enters a vendor for the whole city. @returns its identifier @throws InvalidInput {taxCode: 'taken'} when the code is registered */
export function createRegisterVendor(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function registerVendor(context: ActContext, principal: Principal, particulars: VendorParticulars): Promise<string> {
    return work.run(context, async (tx) => {
      requireVendorRight(principal, 'register', rolesThatMay);
      await refuseTakenTaxCode(tx, particulars.taxCode, undefined);
      const values = vendorValues(particulars);
      const id = await insertVendor(tx, { ...values, registeredBy: principal.userId });
      await recordEvent(tx, entered('vendor.registered', [vendorSubject(id)], values, personalFields.vendor(values.kind)));
      return id;
    });
  };
}

/** The particulars as they are kept. */
export function vendorValues(particulars: VendorParticulars): VendorChanges & Readonly<Record<string, string | null>> {
  return {
    taxCode: particulars.taxCode,
    name: particulars.name,
    shortName: particulars.shortName ?? null,
    kind: particulars.kind,
    address: particulars.address,
    phone: particulars.phone ?? null,
    email: particulars.email ?? null,
    note: particulars.note ?? null,
    ceasedOn: particulars.ceasedOn ?? null,
  };
}

/** A tax code names one vendor. @throws InvalidInput {taxCode: 'taken'} when it is another's */
export async function refuseTakenTaxCode(tx: Transaction, taxCode: string, ownId: string | undefined): Promise<void> {
  const holder = await findVendorByTaxCode(tx, taxCode);
  if (holder !== undefined && holder.id !== ownId) throw new InvalidInput({ taxCode: 'taken' });
}
