import type { Reader } from '../../platform/database/reading.js';
import { containsWords } from '../../platform/database/register-query.js';

/** A vendor as other forms offer it. */
export interface VendorChoice {
  readonly id: string;
  readonly taxCode: string;
  readonly name: string;
  /** Whether it does business today; one that ceased may still be named in a contract of the past. */
  readonly active: boolean;
}

const columns = 'v.id, v.tax_code AS "taxCode", v.name, (v.ceased_on IS NULL OR v.ceased_on > app_today()) AS active';

export function selectVendorByTaxCode(reader: Reader, taxCode: string): Promise<VendorChoice | undefined> {
  return reader.row<VendorChoice>(`SELECT ${columns} FROM vendor v WHERE v.tax_code = $1`, [taxCode]);
}

/** Vendors that hold every word in name, short name or tax code; those of exactly this name first. */
export function selectVendorsByWords(reader: Reader, typed: string, limit: number): Promise<VendorChoice[]> {
  const parameters: unknown[] = [typed];
  const condition = containsWords('v.folded_search', typed, (value) => `$${parameters.push(value)}`);
  if (condition === undefined) return Promise.resolve([]);
  return reader.rows<VendorChoice>(
    `SELECT ${columns} FROM vendor v WHERE ${condition}
      ORDER BY v.folded_name <> fold_text($1), NOT (v.ceased_on IS NULL OR v.ceased_on > app_today()), v.name COLLATE vietnamese, v.id LIMIT ${limit}`,
    parameters,
  );
}
