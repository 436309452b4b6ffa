import { randomUUID } from 'node:crypto';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { VendorEntity } from './entities.js';

/** A vendor as it is written. */
export type Vendor = Readonly<Omit<VendorEntity, never>>;
export type NewVendor = Omit<Vendor, 'id' | 'version'>;
/** What an officer may change of a vendor. */
export type VendorChanges = Omit<NewVendor, 'registeredBy'>;

/** Loads a vendor and locks it against others until the transaction ends. @throws NotFound */
export async function lockVendor(tx: Transaction, id: string): Promise<Vendor> {
  const found = await tx.manager.findOne(VendorEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('vendor');
  return found;
}

/** The vendor of a tax code (in the form in which it is kept), if it is registered. */
export async function findVendorByTaxCode(tx: Transaction, taxCode: string): Promise<Vendor | undefined> {
  return (await tx.manager.findOne(VendorEntity, { where: { taxCode } })) ?? undefined;
}

export async function insertVendor(tx: Transaction, vendor: NewVendor): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(VendorEntity, { ...vendor, id, version: 1 });
  return id;
}

/** Saves a vendor if nobody saved since `version` was read. @throws Conflict */
export async function saveVendor(tx: Transaction, id: string, version: number, changes: VendorChanges): Promise<void> {
  const result = await tx.manager.update(VendorEntity, { id, version }, { ...changes, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'vendor', id });
}

/** Deletes a vendor with what is only its own: representatives and its list of subcontractors. @throws Conflict */
export async function removeVendor(tx: Transaction, id: string, version: number): Promise<void> {
  await tx.change('DELETE FROM vendor_representative WHERE vendor_id = $1', [id]);
  await tx.change('DELETE FROM vendor_subcontractor WHERE vendor_id = $1', [id]);
  if ((await tx.change('DELETE FROM vendor WHERE id = $1 AND version = $2', [id, version])) === 0) throw new Conflict({ subject: 'vendor', id });
}
