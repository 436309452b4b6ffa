import { randomUUID } from 'node:crypto';
import { recordEvents } from '../../audit-trail/index.js';
import { Conflict } from '../../kernel/errors.js';
import { maySome } from '../../platform/authorization/ability.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import {
  findVendorPeople, findVendors, insertVendorPeople, insertVendors, lockVendorPeople, lockVendors, saveVendorPeople, saveVendors,
} from '../persistence/listed-vendors.js';
import type { VendorPerson } from '../persistence/vendor-parts.js';
import type { Vendor } from '../persistence/vendors.js';
import { personValues, type PersonParticulars } from './add-person.js';
import { amended, entered, personalFields, personSubject, vendorSubject } from './events.js';
import { vendorValues, type VendorParticulars } from './register-vendor.js';

/** Whether this person may enter vendors and their people, or put them right. */
export function mayKeepVendors(principal: Principal, action: 'register' | 'amend'): boolean {
  return maySome(principal.ability, action, 'Vendor');
}

/** Enters the vendors of a list, set by set and each with its event. @returns their identifiers, in the order given */
export async function importVendors(tx: Transaction, by: string, vendors: readonly VendorParticulars[]): Promise<string[]> {
  const rows = vendors.map((vendor) => ({ id: randomUUID(), values: vendorValues(vendor) }));
  await insertVendors(tx, rows.map(({ id, values }) => ({ ...values, id, registeredBy: by })));
  await recordEvents(tx, rows.map(({ id, values }) => entered('vendor.registered', [vendorSubject(id)], values, personalFields.vendor(values.kind))));
  return rows.map(({ id }) => id);
}

/** What a list says of a vendor that is registered: all of it as it stands afterwards. */
export interface ListedVendorChange {
  readonly vendor: Vendor;
  readonly particulars: VendorParticulars;
}

/** The names of what a list would change of a vendor. */
export function listedVendorChanges({ vendor, particulars }: ListedVendorChange): string[] {
  return differences(valuesOfVendor(vendor), vendorValues(particulars));
}

/** Puts vendors right that a list names, each with its event. @throws Conflict when one of them is no longer what was read */
export async function changeListedVendors(tx: Transaction, changes: readonly ListedVendorChange[]): Promise<void> {
  const saved = await saveVendors(tx, changes.map(({ vendor, particulars }) => ({ ...vendorValues(particulars), id: vendor.id, version: vendor.version })));
  if (saved !== changes.length) throw new Conflict({ subject: 'vendor', id: changes[0]?.vendor.id ?? '' });
  await recordEvents(tx, changes.flatMap(({ vendor, particulars }) => {
    const after = vendorValues(particulars);
    const personal = [...new Set([...personalFields.vendor(vendor.kind), ...personalFields.vendor(after.kind)])];
    return amended('vendor.amended', [vendorSubject(vendor.id)], valuesOfVendor(vendor), after, personal) ?? [];
  }));
}

function valuesOfVendor(vendor: Vendor): ReturnType<typeof vendorValues> {
  return vendorValues({
    ...vendor,
    shortName: vendor.shortName ?? undefined,
    phone: vendor.phone ?? undefined,
    email: vendor.email ?? undefined,
    note: vendor.note ?? undefined,
    ceasedOn: vendor.ceasedOn ?? undefined,
  });
}

/** Enters the people of a list, set by set and each with their event. @returns their identifiers, in the order given */
export async function importVendorPeople(tx: Transaction, people: readonly { readonly vendorId: string; readonly particulars: PersonParticulars }[]): Promise<string[]> {
  const rows = people.map(({ vendorId, particulars }) => ({ id: randomUUID(), vendorId, values: personValues(particulars) }));
  await insertVendorPeople(tx, rows.map(({ id, vendorId, values }) => ({ ...values, id, vendorId })));
  await recordEvents(tx, rows.map(({ id, vendorId, values }) => entered('vendor-person.added', [vendorSubject(vendorId), personSubject(id)], values, personalFields.person)));
  return rows.map(({ id }) => id);
}

/** What a list says of somebody who is entered: all of it as it stands afterwards. */
export interface ListedPersonChange {
  readonly person: VendorPerson;
  readonly particulars: PersonParticulars;
}

/** The names of what a list would change of a person. */
export function listedPersonChanges({ person, particulars }: ListedPersonChange): string[] {
  return differences(valuesOfPerson(person), personValues(particulars));
}

/** Puts people right that a list names, each with their event. @throws Conflict when one of them is no longer what was read */
export async function changeListedPeople(tx: Transaction, changes: readonly ListedPersonChange[]): Promise<void> {
  const saved = await saveVendorPeople(tx, changes.map(({ person, particulars }) => ({ ...personValues(particulars), id: person.id, version: person.version })));
  if (saved !== changes.length) throw new Conflict({ subject: 'vendor-person', id: changes[0]?.person.id ?? '' });
  await recordEvents(tx, changes.flatMap(({ person, particulars }) =>
    amended('vendor-person.amended', [vendorSubject(person.vendorId), personSubject(person.id)], valuesOfPerson(person), personValues(particulars), personalFields.person) ?? []));
}

function valuesOfPerson({ fullName, identityTail, birthYear, nationality, post, phone, email, joinedOn }: VendorPerson): ReturnType<typeof personValues> {
  return { fullName, identityTail, birthYear, nationality, post, phone, email, joinedOn };
}

function differences(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(after).filter((name) => (before[name] ?? null) !== (after[name] ?? null));
}

/** Looks for vendors and people that a list names, in one statement each. */
export const vendorsOfLists = { find: findVendors, lock: lockVendors, findPeople: findVendorPeople, lockPeople: lockVendorPeople };
