import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { lockVendor } from '../persistence/vendors.js';
import { requireVendorRight, type RolesThatMay } from './access.js';
import { vendorSubject } from './events.js';

export interface AttachVendorFiles {
  readonly vendorId: string;
  /** What the files are to prove: registration certificate, capacity file … */
  readonly purpose: string;
  readonly files: readonly StoredFile[];
}

/** Attaches files to a vendor, for the whole city to read. @throws NotFound, Forbidden, InvalidInput {file: 'missing'} */
export function createAttachVendorFiles(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function attachVendorFiles(context: ActContext, principal: Principal, command: AttachVendorFiles): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const vendor = await lockVendor(tx, command.vendorId);
      if (command.files.length === 0) throw new InvalidInput({ file: 'missing' });
      const files = await attachFiles(tx, { subjectKind: 'vendor', subjectId: vendor.id, agencyId: null, purpose: command.purpose }, command.files);
      await recordEvent(tx, { type: 'vendor.files-attached', agencyId: null, subjects: [vendorSubject(vendor.id)], facts: { purpose: command.purpose, files } });
    });
  };
}
