import type { Clock } from '../../kernel/clock.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { RolesThatMay } from './access.js';
import { createAddPerson } from './add-person.js';
import { createAddRepresentative } from './add-representative.js';
import { createAddSubcontractor } from './add-subcontractor.js';
import { createAmendPerson } from './amend-person.js';
import { createAmendRepresentative } from './amend-representative.js';
import { createAmendSubcontractor } from './amend-subcontractor.js';
import { createAmendVendor } from './amend-vendor.js';
import { createAttachVendorFiles } from './attach-vendor-files.js';
import { findVendorOfTaxCode, resolveVendor } from './choose-vendor.js';
import { createDeleteVendor, createReadVendorHolders } from './delete-vendor.js';
import { createEndCommitment } from './end-commitment.js';
import type { ContractsOfVendor, WhatRefersTo } from './ports.js';
import { createPeopleReading } from './read-people.js';
import { createVendorReading } from './read-vendors.js';
import { createRecordCommitment } from './record-commitment.js';
import { createRecordLeaving } from './record-leaving.js';
import { createRegisterVendor } from './register-vendor.js';

/** What this room needs of the rest of the product; later rooms fill the ports, each empty until then. */
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
  const readVendorHolders = createReadVendorHolders(reader, needs.whatRefersTo ?? (async () => []));
  return {
    ...createVendorReading(reader, clock, contractsOfVendor),
    ...createPeopleReading(reader, clock, contractsOfVendor),
    vendorWithTaxCode: (typed: string) => findVendorOfTaxCode(reader, typed),
    resolveVendor: (typed: string) => resolveVendor(reader, typed),
    registerVendor: createRegisterVendor(work, rolesThatMay),
    amendVendor: createAmendVendor(work, rolesThatMay),
    readVendorHolders,
    deleteVendor: createDeleteVendor(work, rolesThatMay, readVendorHolders),
    attachVendorFiles: createAttachVendorFiles(work, rolesThatMay),
    addRepresentative: createAddRepresentative(work, rolesThatMay),
    amendRepresentative: createAmendRepresentative(work, rolesThatMay),
    addSubcontractor: createAddSubcontractor(work, rolesThatMay),
    amendSubcontractor: createAmendSubcontractor(work, rolesThatMay),
    addPerson: createAddPerson(work, rolesThatMay),
    amendPerson: createAmendPerson(work, rolesThatMay),
    recordLeaving: createRecordLeaving(work, rolesThatMay),
    recordCommitment: createRecordCommitment(work, rolesThatMay, contractsOfVendor),
    endCommitment: createEndCommitment(work, rolesThatMay),
  };
}

export type VendorUseCases = ReturnType<typeof createVendorUseCases>;
