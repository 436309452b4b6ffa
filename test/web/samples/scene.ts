import type { BuiltSystem } from '../../builders/systems.js';
import type { BuiltVendor } from '../../builders/vendors.js';
import type { BuiltAgency, World } from '../../builders/world.js';
import type { TestApp } from '../../harness/app.js';

/** What a set of samples is built for. */
export interface Scene {
  readonly app: TestApp;
  readonly world: World;
  readonly beneficiaries: readonly BuiltAgency[];
  /** The identifier that was made for an earlier path of the table. */
  readonly id: (prefix: string) => string;
}

/** What builders ask for of things that are known by their identifier here. */
export function named(id: string): BuiltSystem & BuiltVendor {
  return { id, code: '', name: '', taxCode: '' };
}

export function missing(prefix: string): never {
  throw new Error(`test/web/samples make nothing that ${prefix} could name`);
}
