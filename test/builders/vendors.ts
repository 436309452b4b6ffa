import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

export interface BuiltVendor {
  readonly id: string;
  readonly taxCode: string;
  readonly name: string;
}

export interface BuiltVendorPerson {
  readonly id: string;
  readonly vendorId: string;
  readonly fullName: string;
}

export interface BuiltCommitment {
  readonly id: string;
  readonly personId: string;
}

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** An invented tax code with a right check digit; each number gives another one. */
export function inventedTaxCode(number: number): string {
  for (let stem = 900_000_000 - number * 11; ; stem -= 1) {
    const digits = String(stem).padStart(9, '0');
    const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
    if (sum % 11 !== 0) return `${digits}${10 - (sum % 11)}`;
  }
}

let built = 0;

/** A vendor of the city, registered by `by`. Its name and tax code are invented unless said. */
export async function buildVendor(
  database: TestDatabase,
  vendor: { by: BuiltPerson; name?: string; shortName?: string; taxCode?: string; kind?: string; address?: string; ceasedOn?: string },
): Promise<BuiltVendor> {
  built += 1;
  const id = randomUUID();
  const name = vendor.name ?? `Công ty TNHH Minh Họa số ${built}`;
  const taxCode = vendor.taxCode ?? inventedTaxCode(built);
  await build(database, async (query) => {
    await query(
      `INSERT INTO vendor (id, tax_code, name, short_name, kind, address, ceased_on, registered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, taxCode, name, vendor.shortName ?? null, vendor.kind ?? 'domestic_company', vendor.address ?? 'Số 1 đường Minh Họa, Hải Phòng', vendor.ceasedOn ?? null, vendor.by.id],
    );
  });
  return { id, taxCode, name };
}

/** Somebody who works for a vendor, from the first of January 2026 on unless said. */
export async function buildVendorPerson(
  database: TestDatabase,
  person: { vendor: BuiltVendor; fullName?: string; identityTail?: string; post?: string; joinedOn?: string; leftOn?: string },
): Promise<BuiltVendorPerson> {
  built += 1;
  const id = randomUUID();
  const fullName = person.fullName ?? `Nhân Sự Minh Họa ${built}`;
  await build(database, async (query) => {
    await query(
      `INSERT INTO vendor_person (id, vendor_id, full_name, identity_tail, nationality, post, joined_on, left_on) VALUES ($1, $2, $3, $4, 'Việt Nam', $5, $6, $7)`,
      [id, person.vendor.id, fullName, person.identityTail ?? String(1000 + (built % 9000)), person.post ?? 'Kỹ sư vận hành', person.joinedOn ?? '2026-01-01', person.leftOn ?? null],
    );
  });
  return { id, vendorId: person.vendor.id, fullName };
}

/** A signed commitment of a vendor's person towards an agency, with its file; without a term unless `validUntil` says one. */
export async function buildCommitment(
  database: TestDatabase,
  commitment: { person: BuiltVendorPerson; agency: BuiltAgency; by: BuiltPerson; signedOn?: string; validUntil?: string; contractId?: string; scope?: string },
): Promise<BuiltCommitment> {
  const id = randomUUID();
  await build(database, async (query) => {
    await query(
      `INSERT INTO commitment (id, person_id, agency_id, contract_id, signed_on, valid_until, scope, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        commitment.person.id,
        commitment.agency.id,
        commitment.contractId ?? null,
        commitment.signedOn ?? '2026-01-05',
        commitment.validUntil ?? null,
        commitment.scope ?? 'Thông tin, dữ liệu, mã nguồn và tài liệu thiết kế của hệ thống',
        commitment.by.id,
      ],
    );
    await query(
      `INSERT INTO attachment (subject_kind, subject_id, agency_id, purpose, name, media_type, size, sha256, uploaded_by)
       VALUES ('commitment', $1, $2, 'Bản cam kết bảo mật đã ký', 'cam-ket.pdf', 'application/pdf', 60, encode(sha256($4::bytea), 'hex'), $3)`,
      [id, commitment.agency.id, commitment.by.id, Buffer.from(id)],
    );
  });
  return { id, personId: commitment.person.id };
}
