import { CLOSING_KIND } from '../domain/closing.js';
import type { SurveyDetail } from './closing-rows.js';
import type { RunQuery } from './stored.js';

/** A longer list is read in its file; what stands in the way comes first in any case. */
const MOST_ROWS = 500;

/** A look at the accounts of a system, row by row, with the list it rests on; undefined when there is none. One statement. */
export async function selectSurvey(run: RunQuery, id: string): Promise<SurveyDetail | undefined> {
  const [row] = await run<SurveyDetail>(
    `SELECT v.id, v.system_id AS "systemId", y.name AS "systemName", v.taken_at AS "takenAt", v.source, p.full_name AS by, k.id AS "closingId", k.agency_id AS "agencyId", k.contract_id AS "contractId",
            c.number AS "contractNumber", c.name AS "contractName", v.recorded_at AS "recordedAt", EXISTS (SELECT 1 FROM account_survey_that_counts n WHERE n.id = v.id) AS counts,
            jsonb_build_object('sha256', v.file_sha256, 'attachmentId', f.id, 'name', f.name) AS file, r.accounts, r.alive, r.unclear, r."agencyNames", w.rows
       FROM account_survey v JOIN closing k ON k.id = v.closing_id JOIN published_contract c ON c.id = k.contract_id JOIN published_system y ON y.id = v.system_id JOIN person_name p ON p.id = v.recorded_by
            LEFT JOIN LATERAL (SELECT x.id, x.name FROM attachment x WHERE x.subject_kind = '${CLOSING_KIND}' AND x.subject_id = k.id AND x.sha256 = v.file_sha256 ORDER BY x.id LIMIT 1) f ON true
            CROSS JOIN LATERAL (SELECT count(*)::int AS accounts, (count(*) FILTER (WHERE x.enabled AND x.belongs = 'vendor'))::int AS alive, (count(*) FILTER (WHERE x.enabled AND x.belongs = 'unclear'))::int AS unclear,
                                       coalesce(string_agg(x.name, E'\\n' ORDER BY x.ordinal) FILTER (WHERE x.enabled AND x.belongs = 'agency'), '') AS "agencyNames"
                                  FROM account_survey_row x WHERE x.survey_id = v.id) r
            CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('name', x.name, 'kind', x.kind, 'enabled', x.enabled, 'belongs', x.belongs) ORDER BY x.place), '[]') AS rows
                                  FROM (SELECT l.name, l.kind, l.enabled, l.belongs, row_number() OVER (ORDER BY NOT l.enabled, array_position(ARRAY['vendor', 'unclear', 'agency'], l.belongs), l.ordinal) AS place
                                          FROM account_survey_row l WHERE l.survey_id = v.id ORDER BY place LIMIT ${String(MOST_ROWS)}) x) w
      WHERE v.id = $1`,
    [id],
  );
  return row;
}
