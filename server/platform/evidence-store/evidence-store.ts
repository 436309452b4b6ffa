import type { Readable } from 'node:stream';
import type { Allowed, Refusal } from '../../kernel/refusal.js';
import type { MediaType } from './file-types.js';

/** Why a file was not kept. The Vietnamese sentences belong to presenters. */
export type EvidenceRefusalReason = 'too-large' | 'empty' | 'type-mismatch' | 'type-not-allowed' | 'disk-full';

/** A file that is safely on disk, named by the SHA-256 of its bytes (64 lower-case hexadecimal digits). */
export interface StoredEvidence extends Allowed {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** What the bytes are, as checked here; never what the sender said. */
  readonly mediaType: MediaType;
}

/** What the sender says of a file, and what the caller allows. */
export interface EvidenceDeclaration {
  /** The largest file taken, in bytes. */
  readonly maxBytes: number;
  /** The name the sender gave the file; its extension must fit the content. */
  readonly declaredName: string;
  /** The Content-Type the sender gave, if any; refused when it contradicts the content. */
  readonly declaredType?: string | undefined;
  /** The kinds of file taken here; without it every kind but zip. */
  readonly accept?: readonly MediaType[] | undefined;
}

/** The bytes of a kept file. */
export interface OpenedEvidence {
  /** Bytes. */
  readonly size: number;
  /** Ends in EvidenceCorrupt, before its last piece, when the bytes on disk are no longer those of the name. */
  readonly stream: Readable;
}

/** One piece of a file. */
export interface Piece {
  readonly content: Readable;
  /** Where the piece begins: the bytes that are known to be safe. What lies behind them on disk is written over. */
  readonly from: number;
  /** Bytes of the whole file; a piece that goes further is not taken. */
  readonly wholeSize: number;
}

/** How far a file has come. */
export interface Appended extends Allowed {
  /** Bytes from the beginning of the file that survive a power cut. */
  readonly received: number;
  /** The sender broke off within the piece: what had come of it is kept. */
  readonly brokenOff: boolean;
}

/** Why a piece was not taken: another one of the file is being written; bytes before it are missing; it goes beyond the end; the disk is full. */
export type PieceRefusalReason = 'busy' | 'gap' | 'too-large' | 'disk-full';

/**
 * Files under way, each by an identifier of the caller's, who remembers how many bytes are safe (`received`). Nothing of them can be opened as
 * evidence. One process per data folder.
 */
export interface PartialFiles {
  /** Writes a piece and syncs it. On 'too-large' nothing of the piece counts. Rejects when the disk fails otherwise. */
  append(id: string, piece: Piece): Promise<Appended | Refusal<PieceRefusalReason>>;
  /**
   * Hashes the whole file, checks its content and takes it into the store. The part stays until `discard`, so that a caller who did not live to
   * note the outcome asks again and gets the same. 'incomplete': there are not `wholeSize` bytes yet. Reads the file from end to end.
   */
  keep(id: string, wholeSize: number, declaration: EvidenceDeclaration): Promise<StoredEvidence | Refusal<EvidenceRefusalReason | 'incomplete' | 'busy'>>;
  /** Removes what has come of a file. Nothing happens when there is none. */
  discard(id: string): Promise<void>;
  /** Identifiers of everything that lies here. */
  list(): Promise<string[]>;
}

/** Whether the store could take a file right now. */
export type EvidenceStoreHealth =
  | { readonly ready: true; readonly freeBytes: number }
  | { readonly ready: false; readonly reason: 'not-writable' | 'no-room' };

/**
 * Keeps files for good, named by their content, so that a record that holds the name can prove the bytes. There is no removing
 * and no overwriting. Today a folder (see server/decisions/evidence-store.md), later perhaps an object store.
 */
export interface EvidenceStore {
  /** Files that come in pieces and are not evidence yet. */
  readonly partials: PartialFiles;
  /**
   * Keeps the bytes of `content`. When it resolves with `allowed: true` they survive a power cut; otherwise nothing is kept. The
   * same bytes twice are kept once. On a refusal the rest of `content` is left unread: the caller drains or destroys it. Rejects
   * when `content` fails or ends before its end, and when the disk fails; nothing is left then either.
   */
  put(content: Readable, declaration: EvidenceDeclaration): Promise<StoredEvidence | Refusal<EvidenceRefusalReason>>;
  /** Opens a kept file; rejects with EvidenceMissing when there is none of that name. */
  open(sha256: string): Promise<OpenedEvidence>;
  /** Reads a kept file through and says whether its bytes are still those of its name. */
  verify(sha256: string): Promise<'intact' | 'missing' | 'corrupt'>;
  /** For the readiness page: tries to write, and looks whether there is room. Never rejects. */
  probe(): Promise<EvidenceStoreHealth>;
}

/** A record names a file that the store does not have: a defect or a loss, not something a reader did. */
export class EvidenceMissing extends Error {
  constructor(readonly sha256: string) {
    super(`No evidence is kept under ${sha256}`);
    this.name = 'EvidenceMissing';
  }
}

/** The bytes on disk are no longer those that were kept. */
export class EvidenceCorrupt extends Error {
  constructor(readonly sha256: string) {
    super(`The evidence kept under ${sha256} has other bytes now`);
    this.name = 'EvidenceCorrupt';
  }
}
