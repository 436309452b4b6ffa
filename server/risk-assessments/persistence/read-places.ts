import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Reader } from '../../platform/database/reading.js';

/** The contract of a page that opens assessments. */
export interface AssessableContractPage {
  readonly id: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly number: string | null;
  readonly name: string;
  readonly phase: string;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly hireOutcome: string | null;
  readonly level: number;
  readonly systems: number;
  /** By when a transitional contract is reviewed; null for others. */
  readonly reviewDueOn: CalendarDay | null;
}

/** A contract as far as opening an assessment of it asks; undefined when there is none. Whether the holder may read it is asked by the caller. */
export function selectAssessable(reader: Reader, contractId: string): Promise<AssessableContractPage | undefined> {
  return reader.row<AssessableContractPage>(
    `SELECT c.id, c.agency_id AS "agencyId", g.name AS "agencyName", c.number, c.name, c.phase, c.vendor_id AS "vendorId", v.name AS "vendorName", c.hire_outcome AS "hireOutcome",
            b.level, cardinality(b.system_ids) AS systems, c.review_due_on AS "reviewDueOn"
       FROM published_contract c JOIN agency g ON g.id = c.agency_id CROSS JOIN LATERAL assessment_basis(c.id) b LEFT JOIN published_vendor v ON v.id = c.vendor_id
      WHERE c.id = $1`,
    [contractId],
  );
}

/** The assessment of a waiver. */
export async function selectWaiverPlace(reader: Reader, waiverId: string): Promise<string | undefined> {
  return (await reader.row<{ id: string }>('SELECT assessment_id AS id FROM risk_waiver WHERE id = $1', [waiverId]))?.id;
}
