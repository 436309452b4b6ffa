import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { StoredFile } from '../../platform/http/uploads.js';

export interface Attachment {
  readonly id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly purpose: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: bigint;
  readonly sha256: string;
  readonly uploaded_by_name: string;
  readonly uploaded_at: Date;
}

export async function insertAttachments(
  tx: Transaction,
  place: { readonly subjectKind: string; readonly subjectId: string; readonly agencyId: string | null; readonly purpose: string },
  files: readonly StoredFile[],
  uploadedBy: string,
): Promise<void> {
  for (const file of files) {
    await tx.change(
      `INSERT INTO attachment (subject_kind, subject_id, agency_id, purpose, name, media_type, size, sha256, uploaded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [place.subjectKind, place.subjectId, place.agencyId, place.purpose, file.name, file.mediaType, file.size, file.sha256, uploadedBy],
    );
  }
}

/** Files that somebody without an account brought, named in words. @returns their identifiers, in the order of the files */
export async function insertBroughtAttachments(
  tx: Transaction,
  place: { readonly subjectKind: string; readonly subjectId: string; readonly agencyId: string | null; readonly purpose: string },
  files: readonly StoredFile[],
  broughtBy: string,
): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO attachment (subject_kind, subject_id, agency_id, purpose, name, media_type, size, sha256, brought_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [place.subjectKind, place.subjectId, place.agencyId, place.purpose, file.name, file.mediaType, file.size, file.sha256, broughtBy],
    );
    if (row === undefined) throw new Error('an insert returned no row');
    ids.push(row.id);
  }
  return ids;
}

const columns = `a.id, a.subject_kind, a.subject_id, a.purpose, a.name, a.media_type, a.size, a.sha256, coalesce(u.full_name, a.brought_by) AS uploaded_by_name, a.uploaded_at`;

export function selectAttachments(reader: Reader, subjectKind: string, subjectId: string): Promise<Attachment[]> {
  return reader.rows<Attachment>(
    `SELECT ${columns} FROM attachment a LEFT JOIN user_account u ON u.id = a.uploaded_by
      WHERE a.subject_kind = $1 AND a.subject_id = $2 ORDER BY a.uploaded_at DESC, a.id`,
    [subjectKind, subjectId],
  );
}

/** The files of several subjects of one kind, newest first; one statement. */
export function selectAttachmentsOf(reader: Reader, subjectKind: string, subjectIds: readonly string[]): Promise<Attachment[]> {
  return reader.rows<Attachment>(
    `SELECT ${columns} FROM attachment a LEFT JOIN user_account u ON u.id = a.uploaded_by
      WHERE a.subject_kind = $1 AND a.subject_id = ANY ($2::uuid[]) ORDER BY a.uploaded_at DESC, a.id`,
    [subjectKind, subjectIds],
  );
}

export function selectAttachment(reader: Reader, id: string): Promise<Attachment | undefined> {
  return reader.row<Attachment>(`SELECT ${columns} FROM attachment a LEFT JOIN user_account u ON u.id = a.uploaded_by WHERE a.id = $1`, [id]);
}
