import type { ReportChannel } from '../../clocks/index.js';
import type { IncidentCondition } from '../domain/incident.js';
import type { RunQuery } from './incidents.js';

/** Everything about one incident but its clocks, files and history. */
export interface IncidentDetail {
  readonly id: string;
  readonly code: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyKind: string;
  readonly contractId: string | null;
  readonly contractNumber: string | null;
  readonly contractName: string | null;
  readonly vendorName: string | null;
  readonly kind: string;
  readonly form: string | null;
  readonly title: string;
  readonly what: string;
  readonly place: string;
  readonly occurredAt: Date | null;
  readonly detectedAt: Date;
  readonly foundBy: string;
  readonly vendorDetectedAt: Date | null;
  readonly kindsEdition: string;
  readonly levelsEdition: string;
  readonly recordedByName: string;
  readonly recordedAt: Date;
  /** When the first report went out, and when the first was received; null before. */
  readonly reportedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly systems: readonly { readonly id: string; readonly code: string; readonly name: string; readonly level: number; readonly managedHere: boolean }[];
  /** Newest first. */
  readonly levels: readonly { readonly level: string; readonly ground: string; readonly byName: string; readonly at: Date }[];
  readonly conditions: readonly { readonly condition: IncidentCondition; readonly note: string; readonly byName: string; readonly at: Date }[];
  readonly firstNotice: {
    readonly noticedAt: Date; readonly channel: ReportChannel; readonly fromWhom: string; readonly takenBy: string; readonly content: string; readonly recordedByName: string;
  } | null;
  /** Newest first. */
  readonly handlings: readonly { readonly doneAt: Date; readonly what: string; readonly byName: string }[];
  readonly records: readonly { readonly id: string; readonly kind: string; readonly title: string; readonly status: string; readonly number: string | null; readonly code: string }[];
  /** The violation cases that it is linked to. */
  readonly cases: readonly { readonly id: string; readonly code: string; readonly title: string }[];
}

/** Moments within JSON arrive as texts. */
type Told<Part> = { readonly [Key in keyof Part]: Part[Key] extends Date ? string : Part[Key] };
interface DetailRow extends Omit<IncidentDetail, 'levels' | 'conditions' | 'firstNotice' | 'handlings'> {
  readonly levels: readonly Told<IncidentDetail['levels'][number]>[];
  readonly conditions: readonly Told<IncidentDetail['conditions'][number]>[];
  readonly firstNotice: Told<NonNullable<IncidentDetail['firstNotice']>> | null;
  readonly handlings: readonly Told<IncidentDetail['handlings'][number]>[];
}

/** Which reports `r` are those of the agency about incident `i`: the vendor's duty towards the agency (D-07) is none of them. */
export const agencyReports = `r.subject_kind = 'incident' AND r.subject_id = i.id AND r.clock <> 'D-07'`;

/** One incident, whoever asks; one statement. */
export async function selectIncident(run: RunQuery, id: string): Promise<IncidentDetail | undefined> {
  const [row] = await run<DetailRow>(
    `SELECT i.id, i.code, i.agency_id AS "agencyId", a.name AS "agencyName", a.kind AS "agencyKind", i.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName",
            v.name AS "vendorName", i.kind, i.form, i.title, i.what, i.place, i.occurred_at AS "occurredAt", i.detected_at AS "detectedAt", i.found_by AS "foundBy",
            i.vendor_detected_at AS "vendorDetectedAt", i.kinds_edition AS "kindsEdition", i.levels_edition AS "levelsEdition", p.full_name AS "recordedByName", i.recorded_at AS "recordedAt",
            (SELECT min(r.sent_at) FROM published_duty_report r WHERE ${agencyReports}) AS "reportedAt", (SELECT min(r.received_at) FROM published_duty_report r WHERE ${agencyReports}) AS "receivedAt",
            coalesce((SELECT json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'level', s.effective_level, 'managedHere', s.managing_agency_id = i.agency_id) ORDER BY s.name COLLATE vietnamese)
                        FROM incident_system l JOIN published_system s ON s.id = l.system_id WHERE l.incident_id = i.id), '[]') AS systems,
            coalesce((SELECT json_agg(json_build_object('level', l.level, 'ground', l.ground, 'byName', b.full_name, 'at', l.graded_at) ORDER BY l.seq DESC)
                        FROM incident_level l JOIN person_name b ON b.id = l.graded_by WHERE l.incident_id = i.id), '[]') AS levels,
            coalesce((SELECT json_agg(json_build_object('condition', x.condition, 'note', x.note, 'byName', b.full_name, 'at', x.recorded_at) ORDER BY x.recorded_at, x.condition)
                        FROM incident_condition x JOIN person_name b ON b.id = x.recorded_by WHERE x.incident_id = i.id), '[]') AS conditions,
            (SELECT json_build_object('noticedAt', n.noticed_at, 'channel', n.channel, 'fromWhom', n.from_whom, 'takenBy', n.taken_by, 'content', n.content, 'recordedByName', b.full_name)
               FROM incident_first_notice n JOIN person_name b ON b.id = n.recorded_by WHERE n.incident_id = i.id) AS "firstNotice",
            coalesce((SELECT json_agg(json_build_object('doneAt', h.done_at, 'what', h.what, 'byName', b.full_name) ORDER BY h.done_at DESC, h.recorded_at DESC)
                        FROM incident_handling h JOIN person_name b ON b.id = h.recorded_by WHERE h.incident_id = i.id), '[]') AS handlings,
            coalesce((SELECT json_agg(json_build_object('id', d.id, 'kind', d.kind, 'title', d.title || ' ' || d.subject, 'status', d.status, 'number', d.number_text, 'code', d.product_code)
                                      ORDER BY d.prepared_on DESC, d.id)
                        FROM published_record d WHERE d.subject_kind = 'incident' AND d.subject_id = i.id AND d.status <> 'withdrawn'), '[]') AS records,
            incident_cases(i.id) AS cases
       FROM incident i JOIN agency a ON a.id = i.agency_id JOIN person_name p ON p.id = i.recorded_by
            LEFT JOIN published_contract c ON c.id = i.contract_id LEFT JOIN published_vendor v ON v.id = c.vendor_id
      WHERE i.id = $1`,
    [id],
  );
  if (row === undefined) return undefined;
  return {
    ...row,
    levels: row.levels.map((level) => ({ ...level, at: new Date(level.at) })),
    conditions: row.conditions.map((condition) => ({ ...condition, at: new Date(condition.at) })),
    firstNotice: row.firstNotice === null ? null : { ...row.firstNotice, noticedAt: new Date(row.firstNotice.noticedAt) },
    handlings: row.handlings.map((handling) => ({ ...handling, doneAt: new Date(handling.doneAt) })),
  };
}

/** Whose an incident is; undefined when there is none. */
export async function selectAgencyOfIncident(run: RunQuery, id: string): Promise<string | undefined> {
  return (await run<{ agencyId: string }>('SELECT agency_id AS "agencyId" FROM incident WHERE id = $1', [id]))[0]?.agencyId;
}

/** Name and post of somebody who works here, as records name them. @throws when the account does not exist */
export async function selectOfficial(run: RunQuery, userId: string): Promise<{ readonly name: string; readonly post: string }> {
  const [row] = await run<{ name: string; post: string }>('SELECT full_name AS name, post FROM person_name WHERE id = $1', [userId]);
  if (row === undefined) throw new Error('who draws up a record has an account');
  return row;
}
