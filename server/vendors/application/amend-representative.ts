import { recordEvent } from '../../audit-trail/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { lockRepresentative, saveRepresentative } from '../persistence/vendor-parts.js';
import { requireVendorRight, requireVersion, type RolesThatMay } from './access.js';
import { representativeValues, type RepresentativeParticulars } from './add-representative.js';
import { amended, personalFields, vendorSubject } from './events.js';

export interface AmendRepresentative {
  readonly vendorId: string;
  readonly id: string;
  readonly version: number | undefined;
  readonly particulars: RepresentativeParticulars;
}

/** Changes what is known of a representative, its last day included. @throws NotFound, Forbidden, Conflict */
export function createAmendRepresentative(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function amendRepresentative(context: ActContext, principal: Principal, command: AmendRepresentative): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const found = await lockRepresentative(tx, command.vendorId, command.id);
      const before = representativeValues({ ...found, validUntil: found.validUntil ?? undefined });
      const after = representativeValues(command.particulars);
      const event = amended('vendor.representative-amended', [vendorSubject(found.vendorId)], before, after, personalFields.representative);
      if (event === undefined) return;
      await saveRepresentative(tx, found.id, requireVersion(command.version, 'representative', found.id), after);
      await recordEvent(tx, event);
    });
  };
}
