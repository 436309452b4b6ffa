import type { Principal } from '../../platform/http/principal.js';
import type { StateModel } from '../../platform/views/page-model.js';

/** A contract as the pages of its vendor show it. */
export interface VendorContract {
  readonly id: string;
  readonly agencyId: string;
  readonly agencyName: string;
  /** Number and name: "12/2026/HĐ-CNTT, Thuê dịch vụ …". */
  readonly text: string;
  readonly state: StateModel;
  readonly href: string;
}

/** The contracts of a vendor that the reader may see, newest first; one statement. Filled by the room of contracts. */
export type ContractsOfVendor = (principal: Principal, vendorId: string) => Promise<readonly VendorContract[]>;

/** What still refers to a vendor, said in a line each, with where it is; what the reader may not see is counted, not named. Filled by later rooms. */
export type WhatRefersTo = (principal: Principal, vendorId: string) => Promise<readonly { readonly text: string; readonly href: string }[]>;
