import { accountJson, accountOf } from './read-account.js';
import type { ClosingDetail, CopiesRow, GuestRow, ItemRow, RunRow, StartingGround, SurveyRow, SystemOfClosing } from './closing-rows.js';
import { moment, type RunQuery, type Stored } from './stored.js';

/** An item of the list as JSON; `i` is the item, `s` its standing. */
export const itemJson = `jsonb_build_object('id', i.id, 'code', i.item, 'name', i.name, 'step', i.step, 'requirement', i.requirement, 'acceptanceTest', i.acceptance_test, 'evidence', i.evidence,
    'systemName', (SELECT y.name FROM published_system y WHERE y.id = i.system_id), 'facts', (SELECT count(*) FROM handover_item_fact f WHERE f.item_id = i.id), 'standing', s.standing, 'since', s.since,
    'deliveries', (SELECT count(*) FROM handover_delivery d WHERE d.item_id = i.id),
    'absenceWaiting', EXISTS (SELECT 1 FROM handover_absence a WHERE a.item_id = i.id AND NOT EXISTS (SELECT 1 FROM handover_absence_decision e WHERE e.absence_id = a.id)),
    'absence', (SELECT f.kind FROM handover_absence_in_force f WHERE f.item_id = i.id), 'mayBeNone', handover_item_may_be_none(i.id))`;

/** A look at the accounts of a system as JSON; `v` is the look. */
export const surveyJson = `jsonb_build_object('id', v.id, 'systemId', v.system_id, 'systemName', (SELECT y.name FROM published_system y WHERE y.id = v.system_id), 'takenAt', v.taken_at, 'source', v.source,
    'by', (SELECT p.full_name FROM person_name p WHERE p.id = v.recorded_by), 'accounts', (SELECT count(*) FROM account_survey_row r WHERE r.survey_id = v.id),
    'alive', (SELECT count(*) FROM account_survey_row r WHERE r.survey_id = v.id AND r.enabled AND r.belongs = 'vendor'),
    'unclear', (SELECT count(*) FROM account_survey_row r WHERE r.survey_id = v.id AND r.enabled AND r.belongs = 'unclear'))`;

/** Guests as JSON; `g` is the guest. */
export const guestJson = `jsonb_build_object('id', g.id, 'name', g.name, 'organisation', g.organisation, 'ground', g.ground,
    'namedBy', (SELECT p.full_name FROM person_name p WHERE p.id = g.named_by), 'namedAt', g.named_at)`;

/** What an obstacle is, in words; `o` is the obstacle. */
const obstacleTitle = `coalesce(CASE o.subject_kind
    WHEN 'handover-item' THEN (SELECT concat_ws(' ', x.item, x.name) FROM handover_item x WHERE x.id = o.subject_id)
    WHEN 'closing-account' THEN (SELECT x.name FROM closing_account x WHERE x.id = o.subject_id)
    WHEN 'access-grant' THEN (SELECT y.name FROM published_access_grant x JOIN published_system y ON y.id = x.system_id WHERE x.id = o.subject_id)
    WHEN 'access-line' THEN (SELECT x.name || ' – ' || y.name FROM access_line l JOIN system_account x ON x.id = l.account_id JOIN published_system y ON y.id = l.system_id WHERE l.id = o.subject_id)
    WHEN 'system' THEN (SELECT y.name FROM published_system y WHERE y.id = o.subject_id)
    WHEN 'account-survey' THEN (SELECT y.name FROM account_survey x JOIN published_system y ON y.id = x.system_id WHERE x.id = o.subject_id)
    WHEN 'violation-case' THEN (SELECT x.code FROM violation_case x WHERE x.id = o.subject_id)
    WHEN 'system-suspension' THEN (SELECT y.name FROM system_suspension x JOIN published_system y ON y.id = x.system_id WHERE x.id = o.subject_id) END, '')`;

const closingSql = `
  SELECT k.id, k.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.phase AS "contractPhase", c.ends_on AS "contractEndsOn", k.agency_id AS "agencyId", a.name AS "agencyName",
         k.vendor_id AS "vendorId", v.name AS "vendorName", k.reason, k.ground, k.requested_on AS "requestedOn", k.plan, k.due_on AS "dueOn", k.run_days AS "runDays", k.items_edition AS "itemsEdition",
         p.full_name AS "startedBy", k.started_at AS "startedAt", app_now() AS now,
         (SELECT jsonb_agg(${itemJson} ORDER BY array_position(ARRAY['export-and-restore', 'software-and-documents', 'rights-and-rotation', 'accompanying', 'account-revocation', 'deletion'], i.step), i.item NULLS LAST, i.added_at, i.id)
            FROM handover_item i JOIN handover_item_standing s ON s.item_id = i.id AND s.closing_id = k.id WHERE i.closing_id = k.id) AS items,
         coalesce((SELECT jsonb_agg(${accountJson} ORDER BY (SELECT y.name FROM published_system y WHERE y.id = a.system_id) NULLS LAST, a.name, a.id)
                     FROM closing_account a JOIN closing_account_standing t ON t.id = a.id AND t.closing_id = k.id WHERE a.closing_id = k.id), '[]') AS accounts,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', y.id, 'code', y.code, 'name', y.name, 'surveyId', w.id, 'surveyedAt', w.taken_at, 'surveyCounts', n.id IS NOT NULL) ORDER BY y.name COLLATE vietnamese)
                     FROM closing_system l JOIN published_system y ON y.id = l.system_id
                          LEFT JOIN LATERAL (SELECT x.id, x.taken_at FROM account_survey x WHERE x.closing_id = k.id AND x.system_id = y.id ORDER BY x.taken_at DESC, x.seq DESC LIMIT 1) w ON true
                          LEFT JOIN account_survey_that_counts n ON n.closing_id = k.id AND n.system_id = y.id
                    WHERE l.closing_id = k.id), '[]') AS systems,
         coalesce((SELECT jsonb_agg(${surveyJson} ORDER BY v.taken_at DESC, v.seq DESC) FROM account_survey v WHERE v.closing_id = k.id), '[]') AS surveys,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'ordinal', r.ordinal, 'beganAt', r.began_at, 'beganBy', rp.full_name, 'days', r.days, 'endsOn', r.ends_on,
                     'finish', CASE WHEN e.run_id IS NOT NULL THEN jsonb_build_object('at', e.finished_at, 'by', ep.full_name, 'outcome', e.outcome, 'note', e.note) END) ORDER BY r.ordinal DESC)
                     FROM independent_run r JOIN person_name rp ON rp.id = r.began_by LEFT JOIN independent_run_end e ON e.run_id = r.id LEFT JOIN person_name ep ON ep.id = e.finished_by
                    WHERE r.closing_id = k.id), '[]') AS runs,
         jsonb_build_object(
           'destructions', coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'scope', d.scope, 'method', d.method, 'doneAt', d.done_at, 'minutesNumber', d.minutes_number, 'subcontractors', d.subcontractors,
                              'by', dp.full_name, 'at', d.recorded_at) ORDER BY d.seq) FROM destruction d JOIN person_name dp ON dp.id = d.recorded_by WHERE d.closing_id = k.id), '[]'),
           'retained', coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'what', d.what, 'ground', d.ground, 'until', d.until, 'by', dp.full_name, 'at', d.recorded_at) ORDER BY d.seq)
                          FROM retained_copy d JOIN person_name dp ON dp.id = d.recorded_by WHERE d.closing_id = k.id), '[]')) AS copies,
         coalesce((SELECT jsonb_agg(${guestJson} ORDER BY g.named_at, g.id) FROM handover_guest g WHERE g.closing_id = k.id), '[]') AS guests,
         coalesce((SELECT jsonb_agg(jsonb_build_object('code', o.code, 'subjectKind', o.subject_kind, 'subjectId', o.subject_id, 'since', o.since, 'title', ${obstacleTitle}) ORDER BY o.clause, o.code, o.since, o.subject_id)
                     FROM closing_obstacles(k.contract_id) o), '[]') AS obstacles,
         (SELECT jsonb_build_object('by', xp.full_name, 'at', x.closed_at) FROM contract_close x JOIN person_name xp ON xp.id = x.closed_by WHERE x.closing_id = k.id) AS close,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'title', r.title, 'subject', r.subject, 'productCode', r.product_code, 'status', r.status, 'number', r.number_text,
                     'preparedOn', r.prepared_on) ORDER BY r.prepared_on DESC, r.kind DESC, r.product_code)
                     FROM published_record r WHERE r.subject_kind = 'closing' AND r.subject_id = k.id), '[]') AS records
    FROM closing k JOIN published_contract c ON c.id = k.contract_id JOIN agency a ON a.id = k.agency_id JOIN published_vendor v ON v.id = k.vendor_id JOIN person_name p ON p.id = k.started_by`;

/** The parts that JSON brings; the rest come as they are. */
type Parts = 'items' | 'accounts' | 'systems' | 'surveys' | 'runs' | 'copies' | 'guests' | 'obstacles' | 'close';
type StoredClosing = Omit<ClosingDetail, Parts> & { readonly [Part in Parts]: Stored<ClosingDetail[Part]> };

/** Everything about a closing, whoever asks; undefined when there is none. One statement. */
export async function selectClosing(run: RunQuery, id: string): Promise<ClosingDetail | undefined> {
  const [row] = await run<StoredClosing>(`${closingSql} WHERE k.id = $1`, [id]);
  return row === undefined ? undefined : closingOf(row);
}

/** The closing of a contract. One statement. */
export async function selectClosingOfContract(run: RunQuery, contractId: string): Promise<ClosingDetail | undefined> {
  const [row] = await run<StoredClosing>(`${closingSql} WHERE k.contract_id = $1`, [contractId]);
  return row === undefined ? undefined : closingOf(row);
}

function closingOf(row: StoredClosing): ClosingDetail {
  return {
    ...row,
    items: row.items.map(itemOf),
    accounts: row.accounts.map(accountOf),
    systems: row.systems.map((system): SystemOfClosing => ({ ...system, surveyedAt: system.surveyedAt === null ? null : moment(system.surveyedAt) })),
    surveys: row.surveys.map(surveyOf),
    runs: row.runs.map((run): RunRow => ({ ...run, beganAt: moment(run.beganAt), finish: run.finish === null ? null : { ...run.finish, at: moment(run.finish.at) } })),
    copies: copiesOf(row.copies),
    guests: row.guests.map(guestOf),
    obstacles: row.obstacles.map((obstacle) => ({ ...obstacle, since: moment(obstacle.since) })),
    close: row.close === null ? null : { ...row.close, at: moment(row.close.at) },
  };
}

function copiesOf(copies: Stored<CopiesRow>): CopiesRow {
  return {
    destructions: copies.destructions.map((one) => ({ ...one, doneAt: moment(one.doneAt), at: moment(one.at) })),
    retained: copies.retained.map((one) => ({ ...one, at: moment(one.at) })),
  };
}

/** An item as JSON gave it. */
export function itemOf(item: Stored<ItemRow>): ItemRow {
  return { ...item, since: moment(item.since) };
}

/** A look as JSON gave it. */
export function surveyOf(survey: Stored<SurveyRow>): SurveyRow {
  return { ...survey, takenAt: moment(survey.takenAt) };
}

/** A guest as JSON gave it. */
export function guestOf(guest: Stored<GuestRow>): GuestRow {
  return { ...guest, namedAt: moment(guest.namedAt) };
}

/** What closing a contract would begin on; undefined when there is no such contract. One statement. */
export async function selectStartingGround(run: RunQuery, contractId: string): Promise<(StartingGround & { readonly signedOn: string | null }) | undefined> {
  const [row] = await run<StartingGround & { readonly signedOn: string | null }>(
    `SELECT c.id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.phase, c.ends_on AS "endsOn", c.signed_on AS "signedOn", c.agency_id AS "agencyId", a.name AS "agencyName",
            c.vendor_id AS "vendorId", v.name AS "vendorName", k.id AS "closingId", closing_notice_days('first') AS "firstNotice", app_now() AS now,
            (SELECT jsonb_build_object('id', x.id, 'code', x.code) FROM violation_case x JOIN case_closing e ON e.case_id = x.id WHERE x.contract_id = c.id AND e.outcome = 'ended' ORDER BY x.seq DESC LIMIT 1) AS "endedByCase"
       FROM published_contract c JOIN agency a ON a.id = c.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id LEFT JOIN closing k ON k.contract_id = c.id WHERE c.id = $1`,
    [contractId],
  );
  return row;
}
