import type { Reader } from '../../platform/database/reading.js';

/** What refers to a vendor within this room; names are cut off at {@link REFERENCES_SHOWN}. */
export interface VendorReferences {
  readonly people: readonly { readonly id: string; readonly fullName: string }[];
  readonly peopleCount: number;
  readonly worksFor: readonly { readonly id: string; readonly name: string }[];
  /** Evidence is never deleted, so what it belongs to stays. */
  readonly fileCount: number;
}

const REFERENCES_SHOWN = 10;

/** One statement. */
export async function selectVendorReferences(reader: Reader, id: string): Promise<VendorReferences> {
  const row = await reader.row<VendorReferences>(
    `SELECT (SELECT coalesce(json_agg(json_build_object('id', p.id, 'fullName', p.full_name)), '[]')
               FROM (SELECT id, full_name FROM vendor_person WHERE vendor_id = $1 ORDER BY full_name COLLATE vietnamese, id LIMIT ${REFERENCES_SHOWN}) p) AS people,
            (SELECT count(*)::int FROM vendor_person WHERE vendor_id = $1) AS "peopleCount",
            (SELECT coalesce(json_agg(json_build_object('id', v.id, 'name', v.name) ORDER BY v.name COLLATE vietnamese), '[]')
               FROM vendor_subcontractor s JOIN vendor v ON v.id = s.vendor_id WHERE s.company_id = $1) AS "worksFor",
            (SELECT count(*)::int FROM attachment WHERE subject_kind = 'vendor' AND subject_id = $1) AS "fileCount"`,
    [id],
  );
  return row ?? { people: [], peopleCount: 0, worksFor: [], fileCount: 0 };
}
