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
