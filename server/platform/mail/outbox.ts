import { randomUUID } from 'node:crypto';
import type { Reader } from '../database/reading.js';
import type { Transaction } from '../database/transactions.js';
import type { Jobs } from '../jobs/index.js';
import type { Seal } from './seal.js';
import type { MailSettings } from './smtp.js';

/** The queue of messages to send. */
export const MAIL_QUEUE = 'mail';
/** How often a message is tried before its sender is told that it failed; the pauses grow from 2 seconds to about half an hour. */
export const MAIL_ATTEMPTS = 13;

/** What became of a message. */
export type MailState = 'waiting' | 'sent' | 'failed' | 'not-configured' | 'withdrawn';

/** A message as a room asks for it. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What the message is about: the room's own thing, by which it finds the message again. */
  readonly about: { readonly kind: string; readonly id: string };
  readonly agencyId: string | null;
}

/** Mail that rooms send. */
export interface Outbox {
  /** Whether this installation sends mail at all; where it does not, a room shows what is to be passed on by hand. */
  readonly configured: boolean;
  /**
   * Puts a message into the outbox within the business transaction: no commit, no mail. Where no mail server is set it is noted as 'not-configured' and its text
   * is not kept.
   */
  post(tx: Transaction, mail: OutgoingMail): Promise<{ readonly id: string; readonly state: MailState }>;
  /** Takes back what has not gone out yet about a thing, e.g. a link that was revoked. */
  withdraw(tx: Transaction, about: OutgoingMail['about']): Promise<void>;
}

/** The outbox of this installation. @param settings undefined: no mail server is set */
export function createOutbox({ jobs, seal, settings }: { readonly jobs: Jobs; readonly seal: Seal; readonly settings: MailSettings | undefined }): Outbox {
  return {
    configured: settings !== undefined,
    async post(tx, { to, subject, text, about, agencyId }) {
      const id = randomUUID();
      const state: MailState = settings === undefined ? 'not-configured' : 'waiting';
      await tx.change(
        `INSERT INTO outbox_message (id, agency_id, about_kind, about_id, sender_id, recipient, subject, sealed_text, message_id, state, settled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $10 = 'waiting' THEN NULL ELSE app_now() END)`,
        [id, agencyId, about.kind, about.id, tx.context.actorId, to, subject, state === 'waiting' ? seal.close(id, text) : null, `<${id}@${domainOf(settings)}>`, state],
      );
      if (state === 'waiting') await jobs.enqueue(tx, MAIL_QUEUE, { id }, { key: id });
      return { id, state };
    },
    async withdraw(tx, { kind, id }) {
      await tx.change(
        `UPDATE outbox_message SET state = 'withdrawn', sealed_text = NULL, settled_at = app_now() WHERE about_kind = $1 AND about_id = $2 AND state = 'waiting'`,
        [kind, id],
      );
    },
  };
}

function domainOf(settings: MailSettings | undefined): string {
  return /@([^\s>@]+)>?\s*$/.exec(settings?.from ?? '')?.[1] ?? 'localhost';
}

/**
 * Asks again for the messages that have waited for a quarter of an hour: one whose job was lost (a restored database, a last attempt that was killed) does not wait for
 * ever. Jobs that still stand are left as they are.
 */
export async function wakeWaiting(tx: Transaction, jobs: Jobs): Promise<void> {
  const rows = await tx.query<{ id: string }>(`SELECT id FROM outbox_message WHERE state = 'waiting' AND created_at < app_now() - interval '15 minutes' ORDER BY created_at LIMIT 1000`);
  for (const { id } of rows) await jobs.enqueue(tx, MAIL_QUEUE, { id }, { key: id });
}

/** The outbox as an administrator may see it: how many, when and why not; neither to whom nor about what. */
export interface OutboxStanding {
  readonly counts: readonly { readonly state: MailState; readonly count: number; readonly oldest: Date }[];
  readonly failed: readonly { readonly id: string; readonly createdAt: Date; readonly attempts: number; readonly problem: string | null }[];
}

const FAILED_SHOWN = 50;

/** Counts by state and the latest failures, in one statement. */
export async function readOutboxStanding(reader: Reader): Promise<OutboxStanding> {
  interface Row {
    readonly counts: readonly { readonly state: MailState; readonly count: number; readonly oldest: string }[];
    readonly failed: readonly { readonly id: string; readonly createdAt: string; readonly attempts: number; readonly problem: string | null }[];
  }
  const row = await reader.row<Row>(
    `SELECT coalesce((SELECT json_agg(json_build_object('state', s.state, 'count', s.n, 'oldest', s.oldest))
                        FROM (SELECT state, count(*)::int AS n, min(created_at) AS oldest FROM outbox_message GROUP BY state) s), '[]') AS counts,
            coalesce((SELECT json_agg(json_build_object('id', f.id, 'createdAt', f.created_at, 'attempts', f.attempts, 'problem', f.last_problem) ORDER BY f.created_at DESC)
                        FROM (SELECT * FROM outbox_message WHERE state = 'failed' ORDER BY created_at DESC LIMIT ${FAILED_SHOWN}) f), '[]') AS failed`,
  );
  return {
    counts: (row?.counts ?? []).map((count) => ({ ...count, oldest: new Date(count.oldest) })),
    failed: (row?.failed ?? []).map((failed) => ({ ...failed, createdAt: new Date(failed.createdAt) })),
  };
}
