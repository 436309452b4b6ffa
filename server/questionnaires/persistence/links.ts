import { randomUUID } from 'node:crypto';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

export interface NewLink {
  readonly questionnaireId: string;
  readonly tokenHash: Buffer;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly issuedBy: string;
  readonly days: number;
}

/** Issues a link that ends `days` days of 24 hours after this moment. @returns its identifier and end */
export async function insertLink(tx: Transaction, link: NewLink): Promise<{ readonly id: string; readonly expiresAt: Date }> {
  const id = randomUUID();
  const [row] = await tx.query<{ expiresAt: Date }>(
    `INSERT INTO questionnaire_link (id, questionnaire_id, token_hash, recipient_name, recipient_email, issued_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, app_now() + make_interval(days => $7)) RETURNING expires_at AS "expiresAt"`,
    [id, link.questionnaireId, link.tokenHash, link.recipientName, link.recipientEmail, link.issuedBy, link.days],
  );
  if (row === undefined) throw new Error('an insert returned no row');
  return { id, expiresAt: row.expiresAt };
}

/** Ends a link for good. */
export async function revokeLink(tx: Transaction, linkId: string, by: string, ground: string): Promise<void> {
  await tx.change('UPDATE questionnaire_link SET revoked_at = app_now(), revoked_by = $2, revoke_ground = $3 WHERE id = $1 AND revoked_at IS NULL', [linkId, by, ground]);
}

/** Counts a visit of the vendor's page. */
export async function countOpening(reader: Reader, linkId: string): Promise<void> {
  await reader.rows(
    `INSERT INTO questionnaire_link_use AS u (link_id) VALUES ($1)
     ON CONFLICT (link_id) DO UPDATE SET opened_count = u.opened_count + 1, last_opened_at = app_now()`,
    [linkId],
  );
}
