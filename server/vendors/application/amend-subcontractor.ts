import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { lockSubcontractor, saveSubcontractor } from '../persistence/vendor-parts.js';
import { requireVendorRight, requireVersion, type RolesThatMay } from './access.js';
import { amended, personalFields, vendorSubject } from './events.js';

export interface AmendSubcontractor {
  readonly vendorId: string;
  readonly id: string;
  readonly version: number | undefined;
  readonly service: string;
  readonly endedOn?: CalendarDay | undefined;
}

/** Changes what a subcontractor does and until when; the company itself stays: another company is another row. @throws NotFound, Forbidden, Conflict */
export function createAmendSubcontractor(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function amendSubcontractor(context: ActContext, principal: Principal, command: AmendSubcontractor): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const found = await lockSubcontractor(tx, command.vendorId, command.id);
      const after = { service: command.service, endedOn: command.endedOn ?? null };
      const before = { service: found.service, endedOn: found.endedOn };
      const subjects = [vendorSubject(found.vendorId), ...(found.companyId === null ? [] : [vendorSubject(found.companyId)])];
      const event = amended('vendor.subcontractor-amended', subjects, before, after, personalFields.subcontractor);
      if (event === undefined) return;
      const { companyId, companyName, companyTaxCode } = found;
      await saveSubcontractor(tx, found.id, requireVersion(command.version, 'subcontractor', found.id), { companyId, companyName, companyTaxCode, ...after });
      await recordEvent(tx, event);
    });
  };
}
