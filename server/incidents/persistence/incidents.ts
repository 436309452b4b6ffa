import type { DutyClockCode, ReportChannel, StartKind } from '../../clocks/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { IncidentCondition } from '../domain/incident.js';

export type RunQuery = <Row extends object>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

export interface NewIncident {
  readonly id: string;
  readonly agencyId: string;
  readonly contractId: string | undefined;
  readonly kind: string;
  readonly form: string | undefined;
  readonly title: string;
  readonly what: string;
  readonly place: string;
  readonly occurredAt: Date | undefined;
  readonly detectedAt: Date;
  readonly foundBy: string;
  readonly vendorDetectedAt: Date | undefined;
  readonly systemIds: readonly string[];
  readonly kindsEdition: string;
  readonly levelsEdition: string;
  readonly recordedBy: string;
}

/** Writes an incident with its systems. @returns the code that people call it by */
export async function insertIncident(tx: Transaction, incident: NewIncident): Promise<{ readonly code: string }> {
  const [row] = await tx.query<{ code: string }>(
    `INSERT INTO incident (id, agency_id, contract_id, kind, form, title, what, place, occurred_at, detected_at, found_by, vendor_detected_at, kinds_edition, levels_edition, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING code`,
    [
      incident.id, incident.agencyId, incident.contractId ?? null, incident.kind, incident.form ?? null, incident.title, incident.what, incident.place, incident.occurredAt ?? null,
      incident.detectedAt, incident.foundBy, incident.vendorDetectedAt ?? null, incident.kindsEdition, incident.levelsEdition, incident.recordedBy,
    ],
  );
  if (row === undefined) throw new Error('an insert returned no row');
  await tx.change('INSERT INTO incident_system (incident_id, system_id) SELECT $1, unnest($2::uuid[])', [incident.id, incident.systemIds]);
  return row;
}

export async function insertLevel(tx: Transaction, level: { readonly id: string; readonly incidentId: string; readonly level: string; readonly ground: string; readonly gradedBy: string }): Promise<void> {
  await tx.change('INSERT INTO incident_level (id, incident_id, level, ground, graded_by) VALUES ($1, $2, $3, $4, $5)', [level.id, level.incidentId, level.level, level.ground, level.gradedBy]);
}

export async function insertCondition(
  tx: Transaction,
  condition: { readonly incidentId: string; readonly condition: IncidentCondition; readonly note: string; readonly recordedBy: string },
): Promise<void> {
  await tx.change('INSERT INTO incident_condition (incident_id, condition, note, recorded_by) VALUES ($1, $2, $3, $4)', [condition.incidentId, condition.condition, condition.note, condition.recordedBy]);
}

export interface NewFirstNotice {
  readonly incidentId: string;
  readonly noticedAt: Date;
  readonly channel: ReportChannel;
  readonly fromWhom: string;
  readonly takenBy: string;
  readonly content: string;
  readonly recordedBy: string;
}

export async function insertFirstNotice(tx: Transaction, notice: NewFirstNotice): Promise<void> {
  await tx.change(
    'INSERT INTO incident_first_notice (incident_id, noticed_at, channel, from_whom, taken_by, content, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [notice.incidentId, notice.noticedAt, notice.channel, notice.fromWhom, notice.takenBy, notice.content, notice.recordedBy],
  );
}

export async function insertHandling(tx: Transaction, handling: { readonly id: string; readonly incidentId: string; readonly doneAt: Date; readonly what: string; readonly recordedBy: string }): Promise<void> {
  await tx.change('INSERT INTO incident_handling (id, incident_id, done_at, what, recorded_by) VALUES ($1, $2, $3, $4, $5)', [handling.id, handling.incidentId, handling.doneAt, handling.what, handling.recordedBy]);
}

/** A clock that an incident asks for, and from when. */
export interface IncidentDuty {
  readonly clock: DutyClockCode;
  readonly startKind: StartKind;
  readonly startedAt: Date;
}

/** The clocks that an incident asks for as it stands in this transaction. */
export function selectDuties(tx: Transaction, incidentId: string): Promise<IncidentDuty[]> {
  return tx.query<IncidentDuty>('SELECT clock, start_kind AS "startKind", started_at AS "startedAt" FROM incident_duties($1) ORDER BY clock', [incidentId]);
}
