import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

export interface BuiltPackage {
  readonly id: string;
  readonly code: string;
}

let built = 0;

/** A package code that nothing else has. */
export function inventedPackageCode(revision = 0): string {
  built += 1;
  return `IB26${String(9_000_000 + built).padStart(8, '0')}-${String(revision).padStart(2, '0')}`;
}

interface PackageFields {
  readonly code?: string;
  readonly name?: string;
  readonly invitingBody?: string;
  /** Left out: whose it is is not known. */
  readonly agency?: BuiltAgency;
  readonly status?: 'awarded' | 'cancelled' | 'open' | 'evaluating' | 'failed';
  readonly value?: bigint;
}

/** A list of packages, brought in by `by` for an agency, published in 2026. */
export async function buildPublishedList(
  database: TestDatabase,
  list: { agency: BuiltAgency; by: BuiltPerson; source?: string; packages: readonly PackageFields[] },
): Promise<{ readonly id: string; readonly packages: readonly BuiltPackage[] }> {
  const id = randomUUID();
  const packages = list.packages.map((one) => ({ ...one, id: randomUUID(), code: one.code ?? inventedPackageCode() }));
  await build(database, async (query) => {
    await query(
      `INSERT INTO published_list (id, agency_id, source, from_on, to_on, file_name, file_sha256, sheet_name, packages, published_by)
       VALUES ($1::uuid, $2, $3, '2026-01-01', '2026-12-31', 'goi-thau.csv', encode(sha256($1::uuid::text::bytea), 'hex'), 'CSV', $4, $5)`,
      [id, list.agency.id, list.source ?? 'Hệ thống mạng đấu thầu quốc gia', packages.length, list.by.id],
    );
    for (const [index, one] of packages.entries()) {
      await query(
        `INSERT INTO published_package (id, list_id, row_number, code, name, inviting_body, agency_id, unplaced_for, published_on, status, value)
         VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $7::uuid IS NULL THEN $8::uuid END, '2026-03-01', $9, $10)`,
        [one.id, id, index + 2, one.code, one.name ?? `Thuê dịch vụ minh họa ${one.code}`, one.invitingBody ?? one.agency?.name ?? 'Đơn vị Không Rõ', one.agency?.id ?? null, list.by.id, one.status ?? 'awarded', one.value?.toString() ?? null],
      );
    }
  });
  return { id, packages: packages.map(({ id: packageId, code }) => ({ id: packageId, code })) };
}
