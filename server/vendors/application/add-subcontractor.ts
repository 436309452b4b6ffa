import { recordEvent } from '../../audit-trail/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { insertSubcontractor, type SubcontractorChanges } from '../persistence/vendor-parts.js';
import { findVendorByTaxCode, lockVendor } from '../persistence/vendors.js';
import { requireVendorRight, type RolesThatMay } from './access.js';
import { entered, personalFields, vendorSubject } from './events.js';

/** The company: a registered vendor, or one known by its name and perhaps its tax code. */
export type SubcontractingCompany =
  | { readonly kind: 'registered'; readonly vendorId: string; readonly name: string }
  | { readonly kind: 'named'; readonly name: string; readonly taxCode: string | undefined };

export interface SubcontractorParticulars {
  readonly company: SubcontractingCompany;
  /** The part of the work that it takes over. */
  readonly service: string;
  /** The first day on which it no longer takes part. */
  readonly endedOn?: CalendarDay | undefined;
}

/**
 * Enters a subcontractor of a vendor.
 * @throws NotFound, Forbidden; InvalidInput {company: 'itself'}, {company: 'unknown'} or {companyTaxCode: 'registered'} when the code is a registered vendor's
 */
export function createAddSubcontractor(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function addSubcontractor(context: ActContext, principal: Principal, vendorId: string, particulars: SubcontractorParticulars): Promise<void> {
    await work.run(context, async (tx) => {
      requireVendorRight(principal, 'amend', rolesThatMay);
      const vendor = await lockVendor(tx, vendorId);
      await checkCompany(tx, vendor.id, particulars.company);
      await insertSubcontractor(tx, vendor.id, subcontractorValues(particulars));
      const subjects = [vendorSubject(vendor.id), ...companySubject(particulars.company)];
      await recordEvent(tx, entered('vendor.subcontractor-added', subjects, subcontractorFacts(particulars), personalFields.subcontractor));
    });
  };
}

/** A vendor does not subcontract to itself, and a company that is registered is named by its registration. */
export async function checkCompany(tx: Transaction, vendorId: string, company: SubcontractingCompany): Promise<void> {
  if (company.kind === 'registered') {
    if (company.vendorId === vendorId) throw new InvalidInput({ company: 'itself' });
    await lockVendor(tx, company.vendorId).catch((error: unknown) => {
      throw error instanceof NotFound ? new InvalidInput({ company: 'unknown' }) : error;
    });
    return;
  }
  if (company.taxCode !== undefined && (await findVendorByTaxCode(tx, company.taxCode)) !== undefined) throw new InvalidInput({ companyTaxCode: 'registered' });
}

/** The particulars as they are kept. */
export function subcontractorValues(particulars: SubcontractorParticulars): SubcontractorChanges {
  const { company, service, endedOn } = particulars;
  return {
    companyId: company.kind === 'registered' ? company.vendorId : null,
    companyName: company.kind === 'named' ? company.name : null,
    companyTaxCode: company.kind === 'named' ? (company.taxCode ?? null) : null,
    service,
    endedOn: endedOn ?? null,
  };
}

/** The particulars as the audit trail tells them: the company by its name on that day. */
export function subcontractorFacts(particulars: SubcontractorParticulars): Readonly<Record<string, string | null>> {
  const { companyId, companyTaxCode, service, endedOn } = subcontractorValues(particulars);
  return { company: particulars.company.name, companyId, companyTaxCode, service, endedOn };
}

/** A registered company finds the act in its own history too. */
export function companySubject(company: SubcontractingCompany): ReturnType<typeof vendorSubject>[] {
  return company.kind === 'registered' ? [vendorSubject(company.vendorId)] : [];
}
