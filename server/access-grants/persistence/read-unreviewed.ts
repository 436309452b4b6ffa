import type { Reader } from '../../platform/database/reading.js';

/** Access that was opened in an emergency and still waits for its review. */
export interface Unreviewed {
  readonly grantId: string;
  readonly agencyId: string;
  readonly systemName: string;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly openedBy: string;
}

/** What waits for its review on one contract; one statement. */
export function selectUnreviewed(reader: Reader, contractId: string): Promise<Unreviewed[]> {
  return reader.rows<Unreviewed>(
    `SELECT d.grant_id AS "grantId", d.agency_id AS "agencyId", s.name AS "systemName", d.opened_at AS "openedAt", d.due_at AS "dueAt", p.full_name AS "openedBy"
       FROM access_review_due d JOIN published_system s ON s.id = d.system_id JOIN person_name p ON p.id = d.opened_by
      WHERE d.contract_id = $1 ORDER BY d.opened_at`,
    [contractId],
  );
}
