import { randomUUID } from 'node:crypto';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** Who sends a large file: the holder of a link, or an officer; an officer may go on with what a colleague began. */
export type UploadSender = { readonly kind: 'link'; readonly linkId: string } | { readonly kind: 'officer'; readonly userId: string };

/** A large file as its sender describes it before its first byte: two that differ in any of these are two files. */
export type SentFile = Pick<UploadRow, 'name' | 'size' | 'modifiedAt'>;

/** A large file under way, or whole and waiting for its delivery. Sizes in bytes. */
export interface UploadRow {
  readonly id: string;
  readonly itemId: string;
  readonly closingId: string;
  readonly agencyId: string;
  readonly linkId: string | null;
  readonly userId: string | null;
  readonly name: string;
  readonly size: number;
  /** When it was last changed where it comes from; null where its sender did not say. */
  readonly modifiedAt: Date | null;
  /** Bytes that are safe on disk. */
  readonly received: number;
  readonly sha256: string | null;
  readonly mediaType: string | null;
  readonly ended: 'delivered' | 'given-up' | null;
}

interface StoredRow extends Omit<UploadRow, 'size' | 'received'> {
  readonly size: string | bigint;
  readonly received: string | bigint;
}

const columns = `u.id, u.item_id AS "itemId", i.closing_id AS "closingId", k.agency_id AS "agencyId", u.link_id AS "linkId", u.user_id AS "userId", u.name, u.size, u.modified_at AS "modifiedAt", p.received, u.sha256,
       u.media_type AS "mediaType", u.ended`;
const tables = `handover_upload u JOIN handover_upload_progress p ON p.upload_id = u.id JOIN handover_item i ON i.id = u.item_id JOIN closing k ON k.id = i.closing_id`;
/** Of the officers of the agency, one for all of them; or of that link, while it is in force. */
const ofSender = `((u.user_id IS NOT NULL AND $2::uuid IS NOT NULL) OR (u.link_id = $3 AND handover_link_alive(u.link_id, k.id)))`;

function sized(row: StoredRow): UploadRow {
  return { ...row, size: Number(row.size), received: Number(row.received) };
}

function senderValues(sender: UploadSender): readonly [string | null, string | null] {
  return sender.kind === 'officer' ? [sender.userId, null] : [null, sender.linkId];
}

/** A file of this sender's; undefined for everybody else's. */
export async function selectUpload(reader: Reader, id: string, sender: UploadSender): Promise<UploadRow | undefined> {
  const row = await reader.row<StoredRow>(`SELECT ${columns} FROM ${tables} WHERE u.id = $1 AND ${ofSender}`, [id, ...senderValues(sender)]);
  return row === undefined ? undefined : sized(row);
}

/** The open files of an item, of every sender. */
export async function selectOpenUploads(tx: Transaction, itemId: string): Promise<UploadRow[]> {
  return (await tx.query<StoredRow>(`SELECT ${columns} FROM ${tables} WHERE u.item_id = $1 AND u.ended IS NULL ORDER BY u.begun_at, u.id`, [itemId])).map(sized);
}

/** Begins a file. @returns its identifier, under which its bytes are kept meanwhile */
export async function insertUpload(tx: Transaction, upload: { readonly itemId: string; readonly sender: UploadSender } & SentFile): Promise<string> {
  const id = randomUUID();
  const [userId, linkId] = senderValues(upload.sender);
  await tx.change('INSERT INTO handover_upload (id, item_id, link_id, user_id, name, size, modified_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [id, upload.itemId, linkId, userId, upload.name, upload.size, upload.modifiedAt]);
  await tx.change('INSERT INTO handover_upload_progress (upload_id) VALUES ($1)', [id]);
  return id;
}

/** Notes how many bytes are safe. */
export async function saveProgress(reader: Reader, id: string, received: number): Promise<void> {
  await reader.rows('UPDATE handover_upload_progress SET received = $2, changed_at = app_now() WHERE upload_id = $1', [id, received]);
}

/** Notes that a file is whole. @returns false when it was noted before */
export async function markKept(tx: Transaction, id: string, kept: { readonly sha256: string; readonly mediaType: string }): Promise<boolean> {
  return (await tx.change('UPDATE handover_upload SET sha256 = $2, media_type = $3, kept_at = app_now() WHERE id = $1 AND sha256 IS NULL AND ended IS NULL', [id, kept.sha256, kept.mediaType])) === 1;
}

/** Ends files for good. @returns how many were still open */
export function endUploads(tx: Transaction, ids: readonly string[], ended: 'delivered' | 'given-up'): Promise<number> {
  return tx.change('UPDATE handover_upload SET ended = $2, ended_at = app_now() WHERE id = ANY ($1::uuid[]) AND ended IS NULL', [ids, ended]);
}

/** The open files of a sender's for an item among `ids`, locked. */
export async function lockUploads(tx: Transaction, itemId: string, sender: UploadSender, ids: readonly string[]): Promise<UploadRow[]> {
  const rows = await tx.query<StoredRow>(
    `SELECT ${columns} FROM ${tables} WHERE u.item_id = $1 AND ${ofSender} AND u.id = ANY ($4::uuid[]) AND u.ended IS NULL ORDER BY u.begun_at, u.id FOR UPDATE OF u`,
    [itemId, ...senderValues(sender), ids],
  );
  return rows.map(sized);
}

/** Files without a byte for `days` days that no delivery took; at most 100. */
export function selectIdleUploads(tx: Transaction, days: number): Promise<{ readonly id: string; readonly itemId: string; readonly closingId: string; readonly agencyId: string }[]> {
  return tx.query(
    `SELECT u.id, u.item_id AS "itemId", i.closing_id AS "closingId", k.agency_id AS "agencyId" FROM ${tables}
      WHERE u.ended IS NULL AND p.changed_at < app_now() - make_interval(days => $1) ORDER BY u.begun_at LIMIT 100 FOR UPDATE OF u SKIP LOCKED`,
    [days],
  );
}

/** Which of these identifiers are files that are still open. */
export async function selectStillOpen(reader: Reader, ids: readonly string[]): Promise<string[]> {
  return (await reader.rows<{ id: string }>('SELECT id FROM handover_upload WHERE id = ANY ($1::uuid[]) AND ended IS NULL AND sha256 IS NULL', [ids])).map(({ id }) => id);
}

/** An item that an officer receives files for. */
export interface ReceivedItem {
  readonly itemId: string;
  readonly closingId: string;
  readonly agencyId: string;
  readonly closed: boolean;
}

/** The item and whether its closing takes anything still; undefined when there is none. */
export async function selectReceivedItem(tx: Transaction, itemId: string): Promise<ReceivedItem | undefined> {
  return (await tx.query<ReceivedItem>(
    `SELECT i.id AS "itemId", k.id AS "closingId", k.agency_id AS "agencyId", k.closed_at IS NOT NULL AS closed FROM handover_item i JOIN closing k ON k.id = i.closing_id WHERE i.id = $1`,
    [itemId],
  ))[0];
}
