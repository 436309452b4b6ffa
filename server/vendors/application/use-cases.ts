import type { Clock } from '../../kernel/clock.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { RolesThatMay } from './access.js';
import { createAmendVendor } from './amend-vendor.js';
import { findVendorOfTaxCode, resolveVendor } from './choose-vendor.js';
import type { ContractsOfVendor, WhatRefersTo } from './ports.js';
import { createVendorReading } from './read-vendors.js';
import { createRegisterVendor } from './register-vendor.js';

/** What this room needs of the rest of the product; later rooms fill the ports. */
export interface VendorRoomNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly rolesThatMay: RolesThatMay;
  readonly contractsOfVendor?: ContractsOfVendor;
  readonly whatRefersTo?: WhatRefersTo;
}

/** What this room can do, wired once. */
export function createVendorUseCases(needs: VendorRoomNeeds) {
  const { reader, work, clock, rolesThatMay } = needs;
  const contractsOfVendor: ContractsOfVendor = needs.contractsOfVendor ?? (async () => []);
  return {
    ...createVendorReading(reader, clock, contractsOfVendor),
    vendorWithTaxCode: (typed: string) => findVendorOfTaxCode(reader, typed),
    resolveVendor: (typed: string) => resolveVendor(reader, typed),
    registerVendor: createRegisterVendor(work, rolesThatMay),
    amendVendor: createAmendVendor(work, rolesThatMay),
  };
}

export type VendorUseCases = ReturnType<typeof createVendorUseCases>;
