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

/** The identifiers are given out in the order of the rows, so that counting them leads each subject and label to its event. */
const insertMany = `
  WITH given AS (
    SELECT * FROM unnest($1::text[], $2::uuid[], $3::bytea[], $4::text[]) WITH ORDINALITY AS g (type, agency_id, canonical, hash, n)
  ), event AS (
    INSERT INTO audit_event (type, occurred_at, actor_id, agency_id, canonical, hash)
    SELECT type, $5, $6, agency_id, canonical, decode(hash, 'hex') FROM given ORDER BY n RETURNING id
  ), placed AS (
    SELECT id, row_number() OVER (ORDER BY id) AS n FROM event
  ), subjects AS (
    INSERT INTO audit_event_subject (event_id, subject_kind, subject_id)
    SELECT placed.id, named.kind, named.subject FROM unnest($7::bigint[], $8::text[], $9::uuid[]) AS named (n, kind, subject) JOIN placed USING (n)
  )
  INSERT INTO audit_event_label (event_id, field, salt, label)
  SELECT placed.id, field, salt, label FROM unnest($10::bigint[], $11::text[], $12::text[], $13::text[]) AS labelled (n, field, salt, label) JOIN placed USING (n)`;

/** Several events of one act, in their order; all of one actor at one instant. */
export async function insertEvents(tx: Transaction, events: readonly EventRow[]): Promise<void> {
  const [first] = events;
  if (first === undefined) return;
  const subjects = events.flatMap((event, index) => event.subjects.map((subject) => ({ ...subject, n: index + 1 })));
  const labels = events.flatMap((event, index) => event.labels.map((label) => ({ ...label, n: index + 1 })));
  await tx.query(insertMany, [
    events.map(({ type }) => type),
    events.map(({ agencyId }) => agencyId),
    events.map(({ bytes }) => bytes),
    events.map(({ hash }) => hash),
    first.at,
    first.actorId,
    subjects.map(({ n }) => n),
    subjects.map(({ kind }) => kind),
    subjects.map(({ id }) => id),
    labels.map(({ n }) => n),
    labels.map(({ field }) => field),
    labels.map(({ salt }) => salt),
    labels.map(({ label }) => label),
  ]);
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
