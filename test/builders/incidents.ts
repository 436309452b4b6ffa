import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '../harness/postgres.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

/** The editions that are loaded. */
export const CLOCKS = 'clocks@2026-11-21';
const KINDS = 'incident-kinds@2026-11-21';
const LEVELS = 'incident-levels@2026-11-21';

export interface BuiltIncident {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  /** Its clocks by their codes. */
  readonly clocks: Readonly<Record<string, string>>;
}

export interface IncidentToBuild {
  readonly agency: BuiltAgency;
  readonly by: BuiltPerson;
  readonly contract?: { readonly id: string };
  readonly systems?: readonly { readonly id: string }[];
  readonly title?: string;
  /** Hours before now of the database at which it occurred and was detected; null where nobody knows when it occurred. */
  readonly occurred?: number | null;
  readonly detected?: number;
  readonly vendorDetected?: number;
  readonly level?: string;
  readonly conditions?: readonly ('personal-data' | 'national-security' | 'serious-interruption' | 'beyond-capacity')[];
}

/** The clocks that an incident asks for by now, as the product starts them. */
export const startIncidentClocks = `
  INSERT INTO duty_clock (id, clock, subject_kind, subject_id, subject_title, agency_id, contract_id, start_kind, started_at, due_at, immediate, edition, recorded_by)
  SELECT gen_random_uuid(), d.clock, 'incident', i.id, i.code || ' – ' || i.title, i.agency_id, i.contract_id, d.start_kind, d.started_at,
         d.started_at + make_interval(hours => CASE WHEN e.content ->> 'kind' = 'immediate' OR e.content ->> 'startsAt' <> d.start_kind THEN 0 ELSE (e.content -> 'lengths' -> 0 ->> 'amount')::integer END),
         e.content ->> 'kind' = 'immediate', e.version_id, $2
    FROM incident i, incident_duties(i.id) d JOIN library_entry e ON e.version_id = '${CLOCKS}' AND e.entry_id = d.clock
   WHERE i.id = $1 ON CONFLICT ON CONSTRAINT duty_clock_once DO NOTHING`;

/** An incident with its clocks: a failing server that occurred two hours and was detected one hour ago, without a level, unless said. Libraries must be loaded. */
export async function buildIncident(database: TestDatabase, wanted: IncidentToBuild): Promise<BuiltIncident> {
  const id = randomUUID();
  const title = wanted.title ?? 'Máy chủ ngừng trả lời';
  const occurred = wanted.occurred === undefined ? 2 : wanted.occurred;
  await build(database, async (query) => {
    await query(
      `INSERT INTO incident (id, agency_id, contract_id, kind, title, what, place, occurred_at, detected_at, found_by, vendor_detected_at, kinds_edition, levels_edition, recorded_by)
       VALUES ($1, $2, $3, 'fault', $4, 'Máy chủ dịch vụ không phản hồi yêu cầu', 'Trung tâm dữ liệu', date_trunc('milliseconds', app_now()) - make_interval(secs => $5::float8 * 3600),
               date_trunc('milliseconds', app_now()) - make_interval(secs => $6::float8 * 3600), 'Người Minh Họa', date_trunc('milliseconds', app_now()) - make_interval(secs => $7::float8 * 3600), '${KINDS}', '${LEVELS}', $8)`,
      [id, wanted.agency.id, wanted.contract?.id ?? null, title, occurred, wanted.detected ?? 1, wanted.vendorDetected ?? null, wanted.by.id],
    );
    await query('INSERT INTO incident_system (incident_id, system_id) SELECT $1, unnest($2::uuid[])', [id, (wanted.systems ?? []).map((system) => system.id)]);
    if (wanted.level !== undefined) await query(`INSERT INTO incident_level (id, incident_id, level, ground, graded_by) VALUES ($1, $2, $3, 'Dịch vụ công gián đoạn', $4)`, [randomUUID(), id, wanted.level, wanted.by.id]);
    for (const condition of wanted.conditions ?? []) await query(`INSERT INTO incident_condition (incident_id, condition, note, recorded_by) VALUES ($1, $2, 'Theo kiểm tra ban đầu', $3)`, [id, condition, wanted.by.id]);
    await query(startIncidentClocks, [id, wanted.by.id]);
  });
  const [incident] = await database.asOwner<{ code: string }>('SELECT code FROM incident WHERE id = $1', [id]);
  const clocks = await database.asOwner<{ clock: string; id: string }>('SELECT clock, id FROM duty_clock WHERE subject_id = $1', [id]);
  return { id, title, code: incident?.code ?? '', clocks: Object.fromEntries(clocks.map((clock) => [clock.clock, clock.id])) };
}
