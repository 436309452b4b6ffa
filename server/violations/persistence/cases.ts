import { Conflict } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ViolationLevelCode } from '../../library/index.js';
import type { CaseState } from '../domain/case.lifecycle.js';
import type { LevelStep } from '../domain/level-step.js';
import type { CaseSource } from '../domain/violation.js';

/** Runs one statement: a reader's for pages, a transaction's for acts. */
export type RunQuery = <Row extends object>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

export interface NewCase {
  readonly id: string;
  readonly contractId: string;
  readonly seen: string;
  readonly occurredAt: Date | undefined;
  readonly detectedAt: Date;
  readonly foundBy: string;
  readonly openedBy: string;
  readonly source: { readonly kind: CaseSource; readonly id: string };
  readonly refusesCooperation: boolean;
  readonly signsEdition: string;
  readonly levelsEdition: string;
}

/** Opens a case; agency, vendor, time and code are the database's. @returns its code and its moment */
export async function insertCase(tx: Transaction, opened: NewCase): Promise<{ code: string; openedAt: Date }> {
  const rows = await tx.query<{ code: string; openedAt: Date }>(
    `INSERT INTO violation_case (id, contract_id, agency_id, vendor_id, seen, occurred_at, detected_at, found_by, opened_by, source_kind, source_id, refuses_cooperation, signs_edition, levels_edition)
     SELECT $1, c.id, c.agency_id, c.vendor_id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM published_contract c WHERE c.id = $2 RETURNING code, opened_at AS "openedAt"`,
    [
      opened.id, opened.contractId, opened.seen, opened.occurredAt ?? null, opened.detectedAt, opened.foundBy, opened.openedBy, opened.source.kind, opened.source.id,
      opened.refusesCooperation, opened.signsEdition, opened.levelsEdition,
    ],
  );
  const [written] = rows;
  if (written === undefined) throw new Error('the case was not written');
  return written;
}

/** Signs and systems of a case; those it has already stay as they are. */
export async function insertSigns(
  tx: Transaction,
  recorded: { readonly caseId: string; readonly signs: readonly { readonly sign: string; readonly graver: boolean }[]; readonly systemIds: readonly string[]; readonly by: string },
): Promise<void> {
  await tx.change(
    'INSERT INTO case_sign (case_id, sign, graver, recorded_by) SELECT DISTINCT $1::uuid, s.sign, s.graver, $4::uuid FROM unnest($2::text[], $3::boolean[]) s (sign, graver) ON CONFLICT DO NOTHING',
    [recorded.caseId, recorded.signs.map(({ sign }) => sign), recorded.signs.map(({ graver }) => graver), recorded.by],
  );
  await tx.change('INSERT INTO case_system (case_id, system_id) SELECT DISTINCT $1::uuid, s FROM unnest($2::uuid[]) s ON CONFLICT DO NOTHING', [recorded.caseId, recorded.systemIds]);
}

/** The level of a case from now on. */
export async function insertLevel(
  tx: Transaction,
  found: { readonly caseId: string; readonly level: ViolationLevelCode; readonly steps: readonly LevelStep[]; readonly ground: string; readonly by: string; readonly reportId?: string },
): Promise<void> {
  await tx.change('INSERT INTO case_level (case_id, ordinal, level, steps, ground, report_id, recorded_by) VALUES ($1, 0, $2, $3, $4, $5, $6)', [
    found.caseId, found.level, JSON.stringify(found.steps), found.ground, found.reportId ?? null, found.by,
  ]);
}

/** Links a case to an incident. @returns whether it was not linked before */
export async function insertIncidentLink(tx: Transaction, link: { readonly caseId: string; readonly incidentId: string; readonly by: string }): Promise<boolean> {
  return (await tx.change('INSERT INTO case_incident (case_id, incident_id, linked_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [link.caseId, link.incidentId, link.by])) > 0;
}

/** A case locked until the transaction ends, before its contracts and systems: whoever adds to it, contains or ends it waits here. @returns whether there is such a case */
export async function lockCase(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.query('SELECT id FROM violation_case WHERE id = $1 FOR UPDATE', [id])).length > 0;
}

/** Locks the case of a row that hangs on it, by the row's identifier. @returns the case; undefined when there is no such row */
export async function lockCaseOf(tx: Transaction, table: 'system_suspension' | 'case_notice' | 'case_remedy' | 'suspension_proposal', id: string): Promise<string | undefined> {
  const of = table === 'suspension_proposal'
    ? 'SELECT c.case_id FROM suspension_proposal p JOIN containment c ON c.id = p.containment_id WHERE p.id = $1'
    : `SELECT t.case_id FROM ${table} t WHERE t.id = $1`;
  const rows = await tx.query<{ id: string }>(`SELECT k.id FROM violation_case k WHERE k.id = (${of}) FOR UPDATE`, [id]);
  return rows[0]?.id;
}

/** Moves a case along an arrow of its life cycle. @throws Conflict when somebody changed it since `version` was read */
export async function moveCase(tx: Transaction, of: { readonly id: string; readonly version: number }, from: CaseState, to: CaseState): Promise<void> {
  const moved = await tx.change('UPDATE violation_case SET state = $4, version = version + 1 WHERE id = $1 AND version = $2 AND state = $3', [of.id, of.version, from, to]);
  if (moved === 0) throw new Conflict({ subject: 'violation case', id: of.id });
}

/** Counts a case up after something was added to it, and notes that the vendor refuses to cooperate. @throws Conflict */
export async function touchCase(tx: Transaction, of: { readonly id: string; readonly version: number }, refusesCooperation: boolean): Promise<void> {
  const touched = await tx.change('UPDATE violation_case SET refuses_cooperation = refuses_cooperation OR $3, version = version + 1 WHERE id = $1 AND version = $2', [of.id, of.version, refusesCooperation]);
  if (touched === 0) throw new Conflict({ subject: 'violation case', id: of.id });
}

/** What judging a level looks at besides the signs. */
export interface LevelGround {
  readonly systemLevels: readonly number[];
  readonly earlierSecondLevel: number;
  readonly incidentLevel: string | null;
}

/** Levels of systems, earlier cases of the vendor in the agency at Mức 2, and the gravest level of incidents. @param of.months how far back earlier cases count */
export async function selectLevelGround(
  run: RunQuery,
  of: { readonly contractId: string; readonly systemIds: readonly string[]; readonly incidentIds: readonly string[]; readonly months: number; readonly exceptCase: string | undefined },
): Promise<LevelGround> {
  const [row] = await run<LevelGround>(
    `SELECT ARRAY(SELECT s.effective_level FROM published_system s WHERE s.id = ANY ($2::uuid[])) AS "systemLevels",
            (SELECT count(*)::int FROM violation_case k
              WHERE k.vendor_id = c.vendor_id AND k.agency_id = c.agency_id AND k.level = 'V2' AND k.id IS DISTINCT FROM $5::uuid AND k.opened_at > app_now() - make_interval(months => $4::int)
                AND NOT EXISTS (SELECT 1 FROM case_closing e WHERE e.case_id = k.id AND e.outcome = 'unfounded')) AS "earlierSecondLevel",
            (SELECT i.level FROM published_incident i JOIN library_entry e ON e.entry_id = i.level AND e.version_id LIKE 'incident-levels@%'
              WHERE i.id = ANY ($3::uuid[]) ORDER BY (e.content ->> 'order')::int DESC LIMIT 1) AS "incidentLevel"
       FROM published_contract c WHERE c.id = $1`,
    [of.contractId, of.systemIds, of.incidentIds, of.months, of.exceptCase ?? null],
  );
  return row ?? { systemLevels: [], earlierSecondLevel: 0, incidentLevel: null };
}

/** Those of these incidents that belong to an agency. */
export function selectIncidentsOfAgency(run: RunQuery, agencyId: string, ids: readonly string[]): Promise<{ id: string; code: string }[]> {
  return run<{ id: string; code: string }>('SELECT id, code FROM published_incident WHERE agency_id = $1 AND id = ANY ($2::uuid[])', [agencyId, ids]);
}

/** The agency of a case, as a list of one or none. */
export async function selectAgencyOfCase(run: RunQuery, id: string): Promise<string[]> {
  return (await run<{ agencyId: string }>('SELECT agency_id AS "agencyId" FROM violation_case WHERE id = $1', [id])).map(({ agencyId }) => agencyId);
}

/** The agencies that read about a suspension: that of the case, and that whose decision it is. */
export async function selectAgenciesOfSuspension(run: RunQuery, id: string): Promise<string[]> {
  const rows = await run<{ agencyId: string }>(
    'SELECT s.agency_id AS "agencyId" FROM system_suspension s WHERE s.id = $1 UNION SELECT k.agency_id FROM system_suspension s JOIN violation_case k ON k.id = s.case_id WHERE s.id = $1', [id],
  );
  return rows.map(({ agencyId }) => agencyId);
}

/** The case of a containment, with its agency. */
export async function selectCaseOfContainment(run: RunQuery, id: string): Promise<{ caseId: string; agencyId: string } | undefined> {
  const [row] = await run<{ caseId: string; agencyId: string }>('SELECT k.id AS "caseId", k.agency_id AS "agencyId" FROM containment n JOIN violation_case k ON k.id = n.case_id WHERE n.id = $1', [id]);
  return row;
}
