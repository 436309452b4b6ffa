import { randomUUID } from 'node:crypto';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { VendorPersonEntity, VendorRepresentativeEntity, VendorSubcontractorEntity } from './entities.js';

/** What belongs to a vendor is always found by its vendor too, so that an address cannot mix two. */

export type Representative = Readonly<Omit<VendorRepresentativeEntity, never>>;
export type RepresentativeChanges = Omit<Representative, 'id' | 'vendorId' | 'version'>;
export type Subcontractor = Readonly<Omit<VendorSubcontractorEntity, never>>;
export type SubcontractorChanges = Omit<Subcontractor, 'id' | 'vendorId' | 'version'>;
export type VendorPerson = Readonly<Omit<VendorPersonEntity, never>>;
export type VendorPersonChanges = Omit<VendorPerson, 'id' | 'vendorId' | 'version'>;

/** Loads a representative and locks it. @throws NotFound */
export async function lockRepresentative(tx: Transaction, vendorId: string, id: string): Promise<Representative> {
  const found = await tx.manager.findOne(VendorRepresentativeEntity, { where: { id, vendorId }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('representative');
  return found;
}

export async function insertRepresentative(tx: Transaction, vendorId: string, values: RepresentativeChanges): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(VendorRepresentativeEntity, { ...values, id, vendorId, version: 1 });
  return id;
}

/** Saves a representative if nobody saved since `version` was read. @throws Conflict */
export async function saveRepresentative(tx: Transaction, id: string, version: number, values: RepresentativeChanges): Promise<void> {
  const result = await tx.manager.update(VendorRepresentativeEntity, { id, version }, { ...values, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'representative', id });
}

/** Loads a subcontractor of a vendor and locks it. @throws NotFound */
export async function lockSubcontractor(tx: Transaction, vendorId: string, id: string): Promise<Subcontractor> {
  const found = await tx.manager.findOne(VendorSubcontractorEntity, { where: { id, vendorId }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('subcontractor');
  return found;
}

export async function insertSubcontractor(tx: Transaction, vendorId: string, values: SubcontractorChanges): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(VendorSubcontractorEntity, { ...values, id, vendorId, version: 1 });
  return id;
}

/** Saves a subcontractor if nobody saved since `version` was read. @throws Conflict */
export async function saveSubcontractor(tx: Transaction, id: string, version: number, values: SubcontractorChanges): Promise<void> {
  const result = await tx.manager.update(VendorSubcontractorEntity, { id, version }, { ...values, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'subcontractor', id });
}

/** Loads somebody who works for a vendor and locks them. @throws NotFound */
export async function lockVendorPerson(tx: Transaction, id: string): Promise<VendorPerson> {
  const found = await tx.manager.findOne(VendorPersonEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (found === null) throw new NotFound('vendor-person');
  return found;
}

export async function insertVendorPerson(tx: Transaction, vendorId: string, values: VendorPersonChanges): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(VendorPersonEntity, { ...values, id, vendorId, version: 1 });
  return id;
}

/** Saves a person if nobody saved since `version` was read. @throws Conflict */
export async function saveVendorPerson(tx: Transaction, id: string, version: number, values: Partial<VendorPersonChanges>): Promise<void> {
  const result = await tx.manager.update(VendorPersonEntity, { id, version }, { ...values, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'vendor-person', id });
}
