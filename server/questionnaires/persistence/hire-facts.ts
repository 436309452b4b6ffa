import type { Source } from './questionnaires.js';

/** What decides which criteria are asked: the facts of the assessment that is being worked on, or else of the contract as it is now. */
export interface HireBasis {
  readonly assessmentId: string | null;
  readonly level: number;
  readonly personalData: boolean;
  readonly cloud: boolean;
  /** The version of the criteria that the assessment was begun with; null without one. */
  readonly criteriaEdition: string | null;
}

/** One statement over what the room of risk assessments publishes. @throws when there is no such contract */
export async function hireBasis(source: Source, contractId: string): Promise<HireBasis> {
  const [row] = await source.query<HireBasis>(
    `SELECT s.id AS "assessmentId", greatest(b.level, s.level) AS level, b.has_personal_data OR coalesce(s.personal_data, false) AS "personalData",
            b.in_cloud OR coalesce(s.cloud, false) AS cloud, s.criteria_edition AS "criteriaEdition"
       FROM assessment_basis($1) b
       LEFT JOIN LATERAL (SELECT * FROM published_assessment a WHERE a.contract_id = $1 AND a.status IN ('draft', 'returned') ORDER BY a.seq DESC LIMIT 1) s ON true`,
    [contractId],
  );
  if (row === undefined) throw new Error('a contract has no basis');
  return row;
}
