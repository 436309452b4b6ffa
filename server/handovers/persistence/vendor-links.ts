import { randomUUID } from 'node:crypto';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { MailState } from '../../platform/mail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** The closing that a link is for, as the officer who sends it sees it. */
export interface LinkedClosing {
  readonly id: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly closed: boolean;
  readonly links: readonly LinkRow[];
}

/** A link, newest first; of its token nothing is known. */
export interface LinkRow {
  readonly id: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly issuedByName: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly revokeGround: string | null;
  readonly openedCount: number;
  /** What became of the message that brings it; null when there is none. */
  readonly mail: MailState | null;
}

const linkedClosing = `SELECT k.id, k.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName", k.agency_id AS "agencyId",
       a.name AS "agencyName", k.closed_at IS NOT NULL AS closed,
       coalesce((SELECT json_agg(json_build_object('id', l.id, 'recipientName', l.recipient_name, 'recipientEmail', l.recipient_email, 'issuedByName', u.full_name, 'issuedAt', l.issued_at,
                                                   'expiresAt', l.expires_at, 'revokedAt', l.revoked_at, 'revokeGround', l.revoke_ground, 'openedCount', coalesce(x.opened_count, 0),
                                                   'mail', (SELECT m.state FROM outbox_message m WHERE m.about_kind = 'handover-link' AND m.about_id = l.id ORDER BY m.created_at DESC LIMIT 1))
                                 ORDER BY l.issued_at DESC)
                   FROM handover_link l JOIN user_account u ON u.id = l.issued_by LEFT JOIN handover_link_use x ON x.link_id = l.id WHERE l.closing_id = k.id), '[]') AS links
  FROM closing k JOIN contract c ON c.id = k.contract_id JOIN published_vendor v ON v.id = k.vendor_id JOIN agency a ON a.id = k.agency_id WHERE k.id = $1`;

/** A closing with its links; undefined when there is none. */
export function selectLinkedClosing(reader: Reader, closingId: string): Promise<LinkedClosing | undefined> {
  return reader.row<LinkedClosing>(linkedClosing, [closingId]);
}

/** The same, with the closing locked, so that two links are never issued at once. */
export async function lockLinkedClosing(tx: Transaction, closingId: string): Promise<LinkedClosing | undefined> {
  await tx.query('SELECT 1 FROM contract c JOIN closing k ON k.contract_id = c.id WHERE k.id = $1 FOR UPDATE OF c', [closingId]);
  return (await tx.query<LinkedClosing>(linkedClosing, [closingId]))[0];
}

/** What a new link is made of; `days` of 24 hours. */
export interface NewLink {
  readonly closingId: string;
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
    `INSERT INTO handover_link (id, closing_id, token_hash, recipient_name, recipient_email, issued_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, app_now() + make_interval(days => $7)) RETURNING expires_at AS "expiresAt"`,
    [id, link.closingId, link.tokenHash, link.recipientName, link.recipientEmail, link.issuedBy, link.days],
  );
  if (row === undefined) throw new Error('an insert returned no row');
  return { id, expiresAt: row.expiresAt };
}

/** Ends a link for good. */
export async function revokeLink(tx: Transaction, linkId: string, by: string, ground: string): Promise<void> {
  await tx.change('UPDATE handover_link SET revoked_at = app_now(), revoked_by = $2, revoke_ground = $3 WHERE id = $1 AND revoked_at IS NULL', [linkId, by, ground]);
}

/** Counts a visit of the vendor's page. */
export async function countOpening(reader: Reader, linkId: string): Promise<void> {
  await reader.rows(
    `INSERT INTO handover_link_use AS u (link_id) VALUES ($1)
     ON CONFLICT (link_id) DO UPDATE SET opened_count = u.opened_count + 1, last_opened_at = app_now()`,
    [linkId],
  );
}

/** One item as the vendor sees it. */
export interface VendorItem {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly step: string;
  readonly acceptanceTest: string;
  readonly evidence: string | null;
  readonly absent: boolean;
  /** What was handed over for it, newest first. */
  readonly deliveries: readonly {
    readonly ordinal: number;
    readonly contents: string;
    readonly effectiveOn: CalendarDay;
    readonly uploadedAt: string;
    readonly received: boolean;
    /** Whether the newest test passed; null: not tested. */
    readonly passed: boolean | null;
    /** Why it went back. */
    readonly result: string | null;
    readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
  }[];
  /** Large files of this link that no delivery has taken yet. */
  readonly uploads: readonly { readonly id: string; readonly name: string; readonly size: number; readonly received: number; readonly sha256: string | null }[];
}

/** What stands behind a link that is in force. */
export interface VendorHandover {
  readonly linkId: string;
  readonly closingId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly agencyName: string;
  readonly recipientName: string;
  readonly expiresAt: Date;
  readonly dueOn: CalendarDay;
  readonly items: readonly VendorItem[];
}

/** The hand-over behind a live link, in one statement; undefined for unknown, ended and revoked links alike. Only items that the vendor delivers. */
export function selectVendorHandover(reader: Reader, tokenHash: Buffer): Promise<VendorHandover | undefined> {
  return reader.row<VendorHandover>(
    `SELECT l.id AS "linkId", k.id AS "closingId", c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName", a.name AS "agencyName", l.recipient_name AS "recipientName",
            l.expires_at AS "expiresAt", k.due_on AS "dueOn",
            (SELECT coalesce(json_agg(json_build_object(
                      'id', i.id, 'code', i.item, 'name', i.name, 'step', i.step, 'acceptanceTest', i.acceptance_test, 'evidence', i.evidence,
                      'absent', EXISTS (SELECT 1 FROM handover_absence_in_force b WHERE b.item_id = i.id),
                      'deliveries', (SELECT coalesce(json_agg(json_build_object(
                          'ordinal', d.ordinal, 'contents', d.contents, 'effectiveOn', d.effective_on, 'uploadedAt', d.uploaded_at,
                          'received', EXISTS (SELECT 1 FROM handover_delivery_confirmation x WHERE x.delivery_id = d.id AND x.side = 'agency'),
                          'passed', t.passed, 'result', t.result,
                          'files', (SELECT coalesce(json_agg(json_build_object('name', f.name, 'size', f.size, 'sha256', f.sha256) ORDER BY f.name), '[]')
                                      FROM attachment f WHERE f.subject_kind = 'handover-delivery' AND f.subject_id = d.id)) ORDER BY d.ordinal DESC), '[]')
                        FROM handover_delivery d
                        LEFT JOIN LATERAL (SELECT y.passed, y.result FROM handover_test y WHERE y.delivery_id = d.id ORDER BY y.seq DESC LIMIT 1) t ON true
                       WHERE d.item_id = i.id),
                      'uploads', (SELECT coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'size', u.size, 'received', p.received, 'sha256', u.sha256) ORDER BY u.begun_at), '[]')
                                    FROM handover_upload u JOIN handover_upload_progress p ON p.upload_id = u.id WHERE u.item_id = i.id AND u.link_id = l.id AND u.ended IS NULL)
                    ) ORDER BY i.item NULLS LAST, i.name), '[]')
               FROM handover_item i WHERE i.closing_id = k.id AND i.step NOT IN ('account-revocation', 'deletion')) AS items
       FROM handover_link l JOIN closing k ON k.id = l.closing_id JOIN contract c ON c.id = k.contract_id JOIN published_vendor v ON v.id = k.vendor_id JOIN agency a ON a.id = k.agency_id
      WHERE l.token_hash = $1 AND handover_link_alive(l.id, k.id)`,
    [tokenHash],
  );
}

/** What an act of the vendor is about, locked. */
export interface HeldItem {
  readonly linkId: string;
  readonly itemId: string;
  readonly itemCode: string | null;
  readonly closingId: string;
  readonly contractId: string;
  readonly agencyId: string;
  readonly vendorName: string;
  readonly absent: boolean;
}

/** Holds an item of the closing of a live link; link and closing are locked, so that a revocation or the close comes before or after. @throws NotFound */
export async function holdLinkedItem(tx: Transaction, tokenHash: Buffer, itemId: string): Promise<HeldItem> {
  const [found] = await tx.query<HeldItem>(
    `SELECT l.id AS "linkId", i.id AS "itemId", i.item AS "itemCode", k.id AS "closingId", k.contract_id AS "contractId", k.agency_id AS "agencyId", v.name AS "vendorName",
            EXISTS (SELECT 1 FROM handover_absence_in_force b WHERE b.item_id = i.id) AS absent
       FROM handover_link l JOIN closing k ON k.id = l.closing_id JOIN published_vendor v ON v.id = k.vendor_id JOIN handover_item i ON i.closing_id = k.id AND i.id = $2
      WHERE l.token_hash = $1 AND l.revoked_at IS NULL AND l.expires_at > app_now() AND k.closed_at IS NULL AND i.step NOT IN ('account-revocation', 'deletion') FOR UPDATE OF l`,
    [tokenHash, itemId],
  );
  if (found === undefined) throw new NotFound('handover link');
  return found;
}

/** What the vendor says of one hand-over. */
export interface LinkedDelivery {
  readonly itemId: string;
  readonly linkId: string;
  readonly giverName: string;
  readonly contents: string;
  readonly versionText: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly effectiveOn: CalendarDay;
}

/** Writes a hand-over that came by a link, with the vendor's own confirmation: who gives it says that it is given. @returns its identifier */
export async function insertLinkedDelivery(tx: Transaction, delivery: LinkedDelivery): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO handover_delivery (id, item_id, giver_name, giver_person_id, contents, version_text, place, note, effective_on, via, link_id, recorded_by)
     VALUES ($1, $2, $3, NULL, $4, $5, $6, $7, $8, 'link', $9, NULL)`,
    [id, delivery.itemId, delivery.giverName, delivery.contents, delivery.versionText, delivery.place, delivery.note, delivery.effectiveOn, delivery.linkId],
  );
  await tx.change(`INSERT INTO handover_delivery_confirmation (delivery_id, side, name, via, by_user) VALUES ($1, 'vendor', $2, 'link', NULL)`, [id, delivery.giverName]);
  return id;
}
