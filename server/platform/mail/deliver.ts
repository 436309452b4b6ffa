import type { Reader } from '../database/reading.js';
import type { JobWork } from '../jobs/index.js';
import { MAIL_ATTEMPTS, MAIL_QUEUE } from './outbox.js';
import type { Seal } from './seal.js';
import { LONGEST_ATTEMPT_MS, NotDelivered, type Postman } from './smtp.js';

interface Claimed {
  readonly recipient: string;
  readonly subject: string;
  readonly sealed_text: Buffer;
  readonly message_id: string;
  readonly attempts: number;
}

/** What sending needs: the outbox, its key and, where one is set, the mail server. */
export interface DeliveryNeeds {
  readonly reader: Reader;
  readonly seal: Seal;
  readonly postman: Postman | undefined;
}

/**
 * The work of sending. A message is claimed before it is sent and settled afterwards: two workers never send it at once, and what was sent is not sent again. Only a crash
 * between the mail server's word and our own note of it repeats a message, and then under the Message-ID that the server has already seen.
 */
export function mailWorks({ reader, seal, postman }: DeliveryNeeds): readonly JobWork[] {
  return [
    {
      queue: MAIL_QUEUE,
      attempts: MAIL_ATTEMPTS,
      minutesAtMost: 3,
      async handle(payload) {
        const id = String(payload['id'] ?? '');
        const claimed = await claim(reader, id);
        if (claimed === 'settled') return;
        if (claimed === 'claimed-by-another') throw new Error('another worker is sending this message');
        const text = seal.open(id, claimed.sealed_text);
        if (text === undefined) return settle(reader, id, 'failed', 'sealed-under-another-secret');
        if (postman === undefined) return settle(reader, id, 'failed', 'not-configured');
        try {
          await postman.send({ messageId: claimed.message_id, to: claimed.recipient, subject: claimed.subject, text });
        } catch (error) {
          const failure = error instanceof NotDelivered ? error : new NotDelivered('unknown', false);
          if (failure.permanent || claimed.attempts >= MAIL_ATTEMPTS) return settle(reader, id, 'failed', failure.problem);
          await release(reader, id, failure.problem);
          throw failure;
        }
        return settle(reader, id, 'sent', null);
      },
    },
  ];
}

/** Takes a message for one attempt, counting it; longer than an attempt can last, so that a killed worker's claim runs out by itself. */
async function claim(reader: Reader, id: string): Promise<Claimed | 'settled' | 'claimed-by-another'> {
  const row = await reader.row<Claimed>(
    `UPDATE outbox_message SET attempts = attempts + 1, last_attempt_at = app_now(), claimed_until = app_now() + interval '${String(LONGEST_ATTEMPT_MS + 30_000)} milliseconds'
      WHERE id = $1 AND state = 'waiting' AND attempts < ${String(MAIL_ATTEMPTS)} AND (claimed_until IS NULL OR claimed_until <= app_now())
      RETURNING recipient, subject, sealed_text, message_id, attempts`,
    [id],
  );
  if (row !== undefined) return row;
  const left = await reader.row<{ attempts: number; claimed: boolean }>(
    `SELECT attempts, coalesce(claimed_until > app_now(), false) AS claimed FROM outbox_message WHERE id = $1 AND state = 'waiting'`,
    [id],
  );
  if (left === undefined) return 'settled';
  if (left.claimed) return 'claimed-by-another';
  // Its last attempt was killed: nobody will hear of it any more.
  await settle(reader, id, 'failed', 'interrupted');
  return 'settled';
}

async function settle(reader: Reader, id: string, state: 'sent' | 'failed', problem: string | null): Promise<void> {
  await reader.rows(
    `UPDATE outbox_message SET state = $2, sealed_text = NULL, claimed_until = NULL, last_problem = coalesce($3, last_problem), settled_at = app_now() WHERE id = $1 AND state = 'waiting'`,
    [id, state, problem],
  );
}

async function release(reader: Reader, id: string, problem: string): Promise<void> {
  await reader.rows(`UPDATE outbox_message SET claimed_until = NULL, last_problem = $2 WHERE id = $1 AND state = 'waiting'`, [id, problem]);
}
