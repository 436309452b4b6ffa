import type { Principal } from '../../platform/http/principal.js';

/** Something that refers to a system or a data asset, so that it cannot be deleted. */
export interface Reference {
  readonly text: string;
  readonly href: string;
}

/** Asks later rooms what refers to a thing of this room; what the reader may not see is counted, not named. Filled by compose.ts. */
export type WhatRefersTo = (principal: Principal, id: string) => Promise<readonly Reference[]>;

/** The answer to an attempt to delete. */
export type Deletion = { readonly deleted: true } | { readonly deleted: false; readonly references: readonly Reference[] };
