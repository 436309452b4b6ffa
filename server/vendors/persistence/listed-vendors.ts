import type { Transaction } from '../../platform/database/transactions.js';
import type { VendorPerson, VendorPersonChanges } from './vendor-parts.js';
import type { NewVendor, Vendor, VendorChanges } from './vendors.js';

/** Many vendors, or people of vendors, at once, for lists: every statement here takes a whole batch. */

const vendorColumns = `v.id, v.tax_code AS "taxCode", v.name, v.short_name AS "shortName", v.kind, v.address, v.phone, v.email, v.note, v.ceased_on AS "ceasedOn",
  v.registered_by AS "registeredBy", v.version`;

/** The vendors of these tax codes that are registered. */
export function findVendors(tx: Transaction, taxCodes: readonly string[]): Promise<Vendor[]> {
  return tx.query<Vendor>(`SELECT ${vendorColumns} FROM vendor v WHERE v.tax_code = ANY ($1)`, [taxCodes]);
}

/** Locks these vendors and reads them as they are now. */
export function lockVendors(tx: Transaction, ids: readonly string[]): Promise<Vendor[]> {
  return tx.query<Vendor>(`SELECT ${vendorColumns} FROM vendor v WHERE v.id = ANY ($1::uuid[]) ORDER BY v.id FOR UPDATE`, [ids]);
}

export async function insertVendors(tx: Transaction, vendors: readonly (NewVendor & { readonly id: string })[]): Promise<void> {
  await tx.change(
    `INSERT INTO vendor (id, tax_code, name, short_name, kind, address, phone, email, note, ceased_on, registered_by)
     SELECT id, "taxCode", name, "shortName", kind, address, phone, email, note, "ceasedOn", "registeredBy"
       FROM json_to_recordset($1) AS v (id uuid, "taxCode" text, name text, "shortName" text, kind text, address text, phone text, email text, note text, "ceasedOn" date, "registeredBy" uuid)`,
    [JSON.stringify(vendors)],
  );
}

/** Saves vendors whose version is still the one that was read. @returns how many that were */
export function saveVendors(tx: Transaction, vendors: readonly (VendorChanges & { readonly id: string; readonly version: number })[]): Promise<number> {
  return tx.change(
    `UPDATE vendor v SET name = l.name, short_name = l."shortName", kind = l.kind, address = l.address, phone = l.phone, email = l.email, note = l.note,
            ceased_on = l."ceasedOn", version = v.version + 1
       FROM json_to_recordset($1) AS l (id uuid, version integer, name text, "shortName" text, kind text, address text, phone text, email text, note text, "ceasedOn" date)
      WHERE v.id = l.id AND v.version = l.version`,
    [JSON.stringify(vendors)],
  );
}

const personColumns = `p.id, p.vendor_id AS "vendorId", p.full_name AS "fullName", p.identity_tail AS "identityTail", p.birth_year AS "birthYear", p.nationality, p.post, p.phone,
  p.email, p.joined_on AS "joinedOn", p.left_on AS "leftOn", p.version`;

/** For each key (its place among those given, from 0) the person of that vendor who is the same: name, end of the identity document, year of birth. */
export function findVendorPeople(
  tx: Transaction,
  keys: readonly { readonly vendorId: string; readonly fullName: string; readonly identityTail: string; readonly birthYear: number | null }[],
): Promise<(VendorPerson & { readonly key: number })[]> {
  return tx.query(
    `SELECT s.n::int - 1 AS key, ${personColumns}
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) WITH ORDINALITY AS s (vendor_id, full_name, tail, birth_year, n)
       JOIN vendor_person p ON p.vendor_id = s.vendor_id AND p.folded_name = fold_text(s.full_name) AND p.identity_tail = s.tail
        AND coalesce(p.birth_year, 0) = coalesce(s.birth_year, 0) AND p.left_on IS NULL`,
    [keys.map(({ vendorId }) => vendorId), keys.map(({ fullName }) => fullName), keys.map(({ identityTail }) => identityTail), keys.map(({ birthYear }) => birthYear)],
  );
}

/** Locks these people and reads them as they are now. */
export function lockVendorPeople(tx: Transaction, ids: readonly string[]): Promise<VendorPerson[]> {
  return tx.query<VendorPerson>(`SELECT ${personColumns} FROM vendor_person p WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id FOR UPDATE`, [ids]);
}

type PersonValues = Omit<VendorPersonChanges, 'leftOn'>;

export async function insertVendorPeople(tx: Transaction, people: readonly (PersonValues & { readonly id: string; readonly vendorId: string })[]): Promise<void> {
  await tx.change(
    `INSERT INTO vendor_person (id, vendor_id, full_name, identity_tail, birth_year, nationality, post, phone, email, joined_on)
     SELECT id, "vendorId", "fullName", "identityTail", "birthYear", nationality, post, phone, email, "joinedOn"
       FROM json_to_recordset($1) AS p (id uuid, "vendorId" uuid, "fullName" text, "identityTail" text, "birthYear" integer, nationality text, post text, phone text, email text, "joinedOn" date)`,
    [JSON.stringify(people)],
  );
}

/** Saves people whose version is still the one that was read. @returns how many that were */
export function saveVendorPeople(tx: Transaction, people: readonly (PersonValues & { readonly id: string; readonly version: number })[]): Promise<number> {
  return tx.change(
    `UPDATE vendor_person p SET full_name = l."fullName", birth_year = l."birthYear", nationality = l.nationality, post = l.post, phone = l.phone, email = l.email,
            joined_on = l."joinedOn", version = p.version + 1
       FROM json_to_recordset($1) AS l (id uuid, version integer, "fullName" text, "birthYear" integer, nationality text, post text, phone text, email text, "joinedOn" date)
      WHERE p.id = l.id AND p.version = l.version`,
    [JSON.stringify(people)],
  );
}
