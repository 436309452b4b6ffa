import { recordEvent } from '../../audit-trail/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { lockVendor, saveVendor } from '../persistence/vendors.js';
import { requireVendorRight, requireVersion, type RolesThatMay } from './access.js';
import { amended, personalFields, vendorSubject } from './events.js';
import { refuseTakenTaxCode, vendorValues, type VendorParticulars } from './register-vendor.js';

export interface AmendVendor {
  readonly id: string;
  /** The version that the officer saw. */
  readonly version: number | undefined;
  readonly particulars: VendorParticulars;
}

/**
 * Changes what is known of a vendor; the same values again change nothing and leave no event.
 * @throws NotFound, Forbidden, Conflict when somebody saved meanwhile, InvalidInput {taxCode: 'taken'}
 */
export function createAmendVendor(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function amendVendor(context: ActContext, principal: Principal, command: AmendVendor): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const vendor = await lockVendor(tx, command.id);
      await refuseTakenTaxCode(tx, command.particulars.taxCode, vendor.id);
      const after = vendorValues(command.particulars);
      // Whatever was a person's own before or is now stays out of the hashed bytes.
      const personal = [...new Set([...personalFields.vendor(vendor.kind), ...personalFields.vendor(after.kind)])];
      const event = amended('vendor.amended', [vendorSubject(vendor.id)], vendorValues(particularsOf(vendor)), after, personal);
      if (event === undefined) return;
      await saveVendor(tx, vendor.id, requireVersion(command.version, 'vendor', vendor.id), after);
      await recordEvent(tx, event);
    });
  };
}

function particularsOf(vendor: Awaited<ReturnType<typeof lockVendor>>): VendorParticulars {
  return {
    taxCode: vendor.taxCode,
    name: vendor.name,
    shortName: vendor.shortName ?? undefined,
    kind: vendor.kind,
    address: vendor.address,
    phone: vendor.phone ?? undefined,
    email: vendor.email ?? undefined,
    note: vendor.note ?? undefined,
    ceasedOn: vendor.ceasedOn ?? undefined,
  };
}
