import type { Transaction } from '../../platform/database/transactions.js';
import type { Reader } from '../../platform/database/reading.js';
import type { EventSubject } from '../domain/audit-event.js';

export interface EventRow {
  readonly type: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly agencyId: string | null;
  readonly bytes: Buffer;
  readonly hash: string;
  readonly subjects: readonly EventSubject[];
  readonly labels: readonly { readonly field: string; readonly salt: string; readonly label: string }[];
}

const insert = `
  WITH event AS (
    INSERT INTO audit_event (type, occurred_at, actor_id, agency_id, canonical, hash)
    VALUES ($1, $2, $3, $4, $5, decode($6, 'hex')) RETURNING id
  ), subjects AS (
    INSERT INTO audit_event_subject (event_id, subject_kind, subject_id)
    SELECT event.id, kind, subject FROM event, unnest($7::text[], $8::uuid[]) AS named (kind, subject)
  )
  INSERT INTO audit_event_label (event_id, field, salt, label)
  SELECT event.id, field, salt, label FROM event, unnest($9::text[], $10::text[], $11::text[]) AS labelled (field, salt, label)`;

export async function insertEvent(tx: Transaction, event: EventRow): Promise<void> {
  await tx.query(insert, [
    event.type,
    event.at,
    event.actorId,
    event.agencyId,
    event.bytes,
    event.hash,
    event.subjects.map((subject) => subject.kind),
    event.subjects.map((subject) => subject.id),
    event.labels.map((label) => label.field),
    event.labels.map((label) => label.salt),
    event.labels.map((label) => label.label),
  ]);
}

/** Several events of one act, in their order; all of one actor at one instant. Three statements without a join: their time grows with the rows and no faster. */
export async function insertEvents(tx: Transaction, events: readonly EventRow[]): Promise<void> {
  const [first] = events;
  if (first === undefined) return;
  const ids = await insertManyEvents(tx, first, events);
  const of = (index: number): bigint | undefined => ids[index];
  const subjects = events.flatMap((event, index) => event.subjects.map((subject) => ({ ...subject, event: of(index) })));
  await tx.change('INSERT INTO audit_event_subject (event_id, subject_kind, subject_id) SELECT * FROM unnest($1::bigint[], $2::text[], $3::uuid[])', [
    subjects.map(({ event }) => event),
    subjects.map(({ kind }) => kind),
    subjects.map(({ id }) => id),
  ]);
  const labels = events.flatMap((event, index) => event.labels.map((label) => ({ ...label, event: of(index) })));
  if (labels.length === 0) return;
  await tx.change('INSERT INTO audit_event_label (event_id, field, salt, label) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])', [
    labels.map(({ event }) => event),
    labels.map(({ field }) => field),
    labels.map(({ salt }) => salt),
    labels.map(({ label }) => label),
  ]);
}

/** The identifiers of the events, in their order: they are given out ascending, as the rows are written. */
async function insertManyEvents(tx: Transaction, { at, actorId }: EventRow, events: readonly EventRow[]): Promise<bigint[]> {
  const rows = await tx.query<{ id: bigint }>(
    `INSERT INTO audit_event (type, occurred_at, actor_id, agency_id, canonical, hash)
     SELECT type, $5, $6, agency_id, canonical, decode(hash, 'hex')
       FROM unnest($1::text[], $2::uuid[], $3::bytea[], $4::text[]) WITH ORDINALITY AS given (type, agency_id, canonical, hash, n) ORDER BY n RETURNING id`,
    [events.map(({ type }) => type), events.map(({ agencyId }) => agencyId), events.map(({ bytes }) => bytes), events.map(({ hash }) => hash), at, actorId],
  );
  return rows.map(({ id }) => id).sort((one, other) => (one < other ? -1 : 1));
}

export interface HistoryRow {
  readonly id: bigint;
  readonly type: string;
  readonly at: Date;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly actor_post: string | null;
  readonly canonical: Buffer;
  readonly hash: string;
  readonly labels: Readonly<Record<string, string>> | null;
}

/** The newest events that concern a subject; `beforeId` pages further back, `kinds` (what stands before the dot of a type) leaves others out. */
export async function selectHistory(reader: Reader, subject: EventSubject, limit: number, beforeId: bigint | null, kinds: readonly string[] | null): Promise<HistoryRow[]> {
  return reader.rows<HistoryRow>(
    `SELECT e.id, e.type, e.occurred_at AS at, e.actor_id, p.full_name AS actor_name, p.post AS actor_post, e.canonical, encode(e.hash, 'hex') AS hash,
            (SELECT jsonb_object_agg(l.field, l.label) FROM audit_event_label l WHERE l.event_id = e.id) AS labels
       FROM audit_event_subject s JOIN audit_event e ON e.id = s.event_id LEFT JOIN person_name p ON p.id = e.actor_id
      WHERE s.subject_kind = $1 AND s.subject_id = $2 AND ($3::bigint IS NULL OR e.id < $3)
        AND ($5::text[] IS NULL OR split_part(e.type, '.', 1) = ANY ($5))
      ORDER BY e.id DESC LIMIT $4`,
    [subject.kind, subject.id, beforeId, limit, kinds],
  );
}
