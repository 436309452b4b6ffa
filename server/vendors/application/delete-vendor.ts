import { recordEvent } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import { brokenWallOf, sqlStateOf, type ActContext, type UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { selectVendorReferences, type VendorReferences } from '../persistence/vendor-references.js';
import { lockVendor, removeVendor } from '../persistence/vendors.js';
import { requireVendorRight, requireVersion, type RolesThatMay } from './access.js';
import { entered, personalFields, vendorSubject } from './events.js';
import type { WhatRefersTo } from './ports.js';
import { vendorValues } from './register-vendor.js';

/** What still refers to a vendor: within this room, and in later ones as they say it. */
export interface VendorHolders extends VendorReferences {
  readonly elsewhere: readonly { readonly text: string; readonly href: string }[];
}

export type DeleteVendorResult = { readonly outcome: 'deleted'; readonly name: string } | { readonly outcome: 'refused'; readonly holders: VendorHolders };

const FOREIGN_KEY_VIOLATION = '23503';
const EVIDENCE_WALL = 'vendor_evidence_stays';

/** Reads what refers to a vendor. Two statements, of which one is a later room's. */
export function createReadVendorHolders(reader: Reader, whatRefersTo: WhatRefersTo) {
  return async function readVendorHolders(principal: Principal, id: string): Promise<VendorHolders> {
    const [own, elsewhere] = await Promise.all([selectVendorReferences(reader, id), whatRefersTo(principal, id)]);
    return { ...own, elsewhere };
  };
}

/** Whether anything refers to the vendor. */
export function isHeld(holders: VendorHolders): boolean {
  return holders.peopleCount > 0 || holders.fileCount > 0 || holders.worksFor.length > 0 || holders.elsewhere.length > 0;
}

/**
 * Deletes a vendor that nothing refers to, with its representatives and its list of subcontractors; otherwise says what does. The database
 * is the last wall: what somebody added in the same moment refuses it too.
 * @throws NotFound, Forbidden, Conflict
 */
export function createDeleteVendor(work: UnitOfWork, rolesThatMay: RolesThatMay, readHolders: ReturnType<typeof createReadVendorHolders>) {
  return async function deleteVendor(context: ActContext, principal: Principal, command: { readonly id: string; readonly version: number | undefined }): Promise<DeleteVendorResult> {
    requireVendorRight(principal, 'delete', rolesThatMay);
    const holders = await readHolders(principal, command.id);
    if (isHeld(holders)) return { outcome: 'refused', holders };
    try {
      return await work.run(context, async (tx) => {
        const vendor = await lockVendor(tx, command.id);
        await removeVendor(tx, vendor.id, requireVersion(command.version, 'vendor', vendor.id));
        const values = vendorValues({
          ...vendor,
          shortName: vendor.shortName ?? undefined,
          phone: vendor.phone ?? undefined,
          email: vendor.email ?? undefined,
          note: vendor.note ?? undefined,
          ceasedOn: vendor.ceasedOn ?? undefined,
        });
        await recordEvent(tx, entered('vendor.deleted', [vendorSubject(vendor.id)], values, personalFields.vendor(vendor.kind)));
        return { outcome: 'deleted', name: vendor.name };
      });
    } catch (error) {
      if (sqlStateOf(error) !== FOREIGN_KEY_VIOLATION && brokenWallOf(error) !== EVIDENCE_WALL) throw error;
      return { outcome: 'refused', holders: await readHolders(principal, command.id) };
    }
  };
}
