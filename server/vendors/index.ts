/** Vendors: the city's register of those who provide services, their people, and the commitments each agency received. The room's only door. */
export { createVendorUseCases, type VendorRoomNeeds, type VendorUseCases } from './application/use-cases.js';
export { readVendorChoices, resolveVendor, vendorChoiceText, type VendorChoice, type VendorResolution } from './application/choose-vendor.js';
export {
  changeListedPeople, changeListedVendors, importVendorPeople, importVendors, listedPersonChanges, listedVendorChanges, mayKeepVendors, vendorsOfLists,
  type ListedPersonChange, type ListedVendorChange,
} from './application/import-vendors.js';
export type { VendorParticulars } from './application/register-vendor.js';
export type { PersonParticulars } from './application/add-person.js';
export { vendorKinds, type VendorKind } from './domain/vendor.js';
export type { ContractsOfVendor, VendorContract, WhatRefersTo } from './application/ports.js';
export { vendorPermissions } from './domain/permissions.js';
export { commitmentStanding, isInForce, LAPSING_DAYS, type CommitmentDays, type CommitmentStanding } from './domain/commitment-standing.js';
export { vendorEntities } from './persistence/entities.js';
export { vendorRoutes } from './web/routes.js';
export { typedVendor, vendorChoiceError, vendorChoiceModel, type VendorChoiceModel } from './web/vendor-choice-field.js';
export { vendorEventTexts } from './web/event-texts.js';
export { vendorTaskTexts } from './web/task-texts.js';
export { vendorPaths } from './web/paths.js';
export { vendorPersonSearchSql, vendorSearchSql } from './persistence/search-vendors.js';
export { vendorPersonSearchWords, vendorSearchWords } from './web/search-sources.js';
export { commitmentState, vendorKindNames } from './web/words.js';
