import { canonicalBytes, commitTo, newSalt, sha256 } from '../../kernel/canonical.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { AuditEvent } from '../domain/audit-event.js';
import { insertEvent, insertEvents, type EventRow } from '../persistence/audit-events.js';

/**
 * Writes the event of an act into its transaction: canonical bytes (RFC 8785), their SHA-256, the subjects it concerns and, beside
 * the hashed bytes, the personal labels.
 * @throws when the route that started the act does not declare this event: what an auditor reads in the route table must be true
 */
export async function recordEvent(tx: Transaction, event: AuditEvent): Promise<void> {
  await insertEvent(tx, sealedRow(tx, event));
}

/** Events written with one statement, where one act concerns very many subjects. */
const EVENTS_AT_ONCE = 1_000;

/**
 * Writes the events of an act upon many subjects (an imported list), one event a subject, exactly as {@link recordEvent} would one by one, in
 * the order given.
 * @throws as recordEvent does
 */
export async function recordEvents(tx: Transaction, events: readonly AuditEvent[]): Promise<void> {
  for (let first = 0; first < events.length; first += EVENTS_AT_ONCE) {
    await insertEvents(tx, events.slice(first, first + EVENTS_AT_ONCE).map((event) => sealedRow(tx, event)));
  }
}

function sealedRow(tx: Transaction, event: AuditEvent): EventRow {
  const { actorId, records } = tx.context;
  if (records !== null && !records.includes(event.type)) {
    throw new Error(`the route declares ${records.join(', ') || 'no audit event'} but the act records ${event.type}`);
  }
  const labels = Object.entries(event.personal ?? {}).map(([field, label]) => ({ field, label, salt: newSalt() }));
  const bytes = canonicalBytes({
    type: event.type,
    at: tx.at,
    actor: actorId,
    agency: event.agencyId,
    subjects: event.subjects.map(({ kind, id }) => ({ kind, id })),
    facts: event.facts,
    personal: Object.fromEntries(labels.map(({ field, label, salt }) => [field, commitTo(label, salt)])),
  });
  return { type: event.type, at: tx.at, actorId, agencyId: event.agencyId, bytes, hash: sha256(bytes), subjects: event.subjects, labels };
}
