import type { EventFact } from '../../audit-trail/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { insertAttachments, insertBroughtAttachments, selectAttachment, selectAttachments, selectAttachmentsOf, type Attachment } from '../persistence/attachments.js';

export type { Attachment } from '../persistence/attachments.js';

/** Where files belong: a subject, and the agency whose business it is (null for what is city-wide). */
export interface AttachmentPlace {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly agencyId: string | null;
  /** What the files are to prove, in the product's words. */
  readonly purpose: string;
}

/** Attaches stored files to a subject, inside the transaction that records why. @returns what the audit event says of them */
export async function attachFiles(tx: Transaction, place: AttachmentPlace, files: readonly StoredFile[]): Promise<EventFact[]> {
  const uploadedBy = tx.context.actorId;
  if (uploadedBy === null) throw new Error('files are attached by a person');
  await insertAttachments(tx, place, files, uploadedBy);
  return files.map(({ sha256, size, mediaType }) => ({ sha256, size, mediaType, purpose: place.purpose }));
}

/**
 * Attaches files that somebody outside brought, who has no account: `broughtBy` names them in words.
 * @returns the identifiers of the attachments, in the order of the files
 */
export function attachBroughtFiles(tx: Transaction, place: AttachmentPlace, files: readonly StoredFile[], broughtBy: string): Promise<string[]> {
  return insertBroughtAttachments(tx, place, files, broughtBy);
}

/** The files of a subject, newest first. */
export function readAttachments(reader: Reader, subjectKind: string, subjectId: string): Promise<Attachment[]> {
  return selectAttachments(reader, subjectKind, subjectId);
}

/** The files of several subjects of one kind, newest first; `subject_id` says whose each is. */
export function readAttachmentsOf(reader: Reader, subjectKind: string, subjectIds: readonly string[]): Promise<Attachment[]> {
  return selectAttachmentsOf(reader, subjectKind, subjectIds);
}

/** One attachment by its identifier; whether the reader may have it is decided by its subject. */
export function readAttachment(reader: Reader, id: string): Promise<Attachment | undefined> {
  return selectAttachment(reader, id);
}
