import { buildPlannedContract, buildTransitionalContract, type BuiltContract } from './contracts.js';
import { buildVendor, type BuiltVendor } from './vendors.js';
import type { TestDatabase } from '../harness/postgres.js';
import type { BuiltAgency, BuiltPerson } from './world.js';

/** A contract to ask about: with a vendor of its own, or one that is known already, or none. */
export async function buildContractWith(
  database: TestDatabase,
  { agency, by, vendorId, withoutVendor = false }: { agency: BuiltAgency; by: BuiltPerson; vendorId?: string; withoutVendor?: boolean },
): Promise<{ readonly contract: BuiltContract; readonly vendor: BuiltVendor }> {
  const vendor = vendorId === undefined ? await buildVendor(database, { by }) : { id: vendorId, name: '', taxCode: '' };
  const contract = withoutVendor ? await buildPlannedContract(database, { agency, by }) : await buildTransitionalContract(database, { agency, by, vendor });
  return { contract, vendor };
}
