import Joi from 'joi';
import type { Reader } from '../../platform/database/reading.js';
import type { EventFact, EventSubject } from '../domain/audit-event.js';
import { selectHistory } from '../persistence/audit-events.js';

/** One event as history shows it: facts parsed back from the very bytes that were hashed. */
export interface PastEvent {
  readonly id: bigint;
  readonly type: string;
  readonly at: Date;
  readonly actorId: string | null;
  /** Name and post of who did it, as they are now; null for the product itself. */
  readonly actorName: string | null;
  readonly actorPost: string | null;
  readonly facts: Readonly<Record<string, EventFact>>;
  readonly personal: Readonly<Record<string, string>>;
  /** SHA-256 of the canonical bytes, hex. */
  readonly hash: string;
}

const sealed = Joi.object<{ facts: Record<string, EventFact> }>({ facts: Joi.object().required() }).unknown(true);

export interface HistoryPage {
  readonly limit?: number;
  readonly beforeId?: bigint;
  /**
   * Only events whose type begins with one of these ('vendor' for 'vendor.registered'). What many agencies share (a vendor, a system) is named by
   * events of theirs that not every reader of it may know: its page shows the events about itself.
   */
  readonly kinds?: readonly string[];
}

/** The events that concern a subject, newest first: a hundred unless said. */
export async function readHistory(reader: Reader, subject: EventSubject, page: HistoryPage = {}): Promise<PastEvent[]> {
  const rows = await selectHistory(reader, subject, page.limit ?? 100, page.beforeId ?? null, page.kinds ?? null);
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorPost: row.actor_post,
    facts: Joi.attempt(JSON.parse(row.canonical.toString('utf8')), sealed).facts,
    personal: row.labels ?? {},
    hash: row.hash,
  }));
}
