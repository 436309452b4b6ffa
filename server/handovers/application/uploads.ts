import type { Readable } from 'node:stream';
import { recordEvent } from '../../audit-trail/index.js';
import { Forbidden, InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { may } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import { displayFileName, EVIDENCE_MEDIA_TYPES, isMediaType, type EvidenceDeclaration, type EvidenceRefusalReason, type EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { CLOSING_SUBJECT } from '../domain/closing.js';
import { IDLE_DAYS, LARGEST_FILE, mayBeginUpload } from '../domain/uploads.js';
import {
  endUploads, insertUpload, lockUploads, markKept, saveProgress, selectIdleUploads, selectOpenUploads, selectReceivedItem, selectStillOpen, selectUpload, type SentFile, type UploadRow, type UploadSender,
} from '../persistence/uploads.js';
import { fileEvent } from './file-events.js';

export type { SentFile, UploadSender } from '../persistence/uploads.js';


/** What large files need: the database, the store their bytes go to, and who may receive. */
export interface UploadNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly evidence: EvidenceStore;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
}

/** How far a file is. Sizes in bytes. */
export interface UploadState {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  /** Of the whole file; null until it is whole and checked. */
  readonly sha256: string | null;
}

/** A piece as it arrives; `from` is undefined when it does not say where it begins. */
export interface SentPiece {
  readonly from: number | undefined;
  readonly content: Readable;
}

/** What came of a piece: how far the file is now, and why the piece or the file was not taken, if so. */
export interface PieceOutcome extends UploadState {
  readonly refused: 'elsewhere' | 'busy' | 'too-large' | 'disk-full' | EvidenceRefusalReason | undefined;
}

/** Where a file may begin: found and locked by whoever checks the sender. */
export interface UploadPlace {
  readonly itemId: string;
  readonly closingId: string;
  readonly agencyId: string;
}

/**
 * Large files in pieces. A sender begins a file, sends its bytes from where the server says it is, as often as the line or the server breaks; the last
 * piece makes the server hash and check the whole. A file counts for nothing until a delivery takes it (`takeUploads`).
 */
export function createUploads({ reader, work, evidence, rolesThatMay }: UploadNeeds) {
  function requireReceive(principal: Principal, agencyId: string): void {
    if (!may(principal.ability, 'read', CLOSING_SUBJECT, { agencyId })) throw new NotFound('handover item');
    if (!may(principal.ability, 'receive', CLOSING_SUBJECT, { agencyId })) throw new Forbidden({ action: 'receive', neededRoles: rolesThatMay('receive', CLOSING_SUBJECT) });
  }

  /** An officer's item, while it can receive something. @throws NotFound, Forbidden ('receive'), Refused ('closing-closed') */
  async function officerPlace(tx: Transaction, principal: Principal, itemId: string): Promise<UploadPlace> {
    const item = await selectReceivedItem(tx, itemId);
    if (item === undefined) throw new NotFound('handover item');
    requireReceive(principal, item.agencyId);
    if (item.closed) throw new Refused(refuse('closing-closed'));
    return item;
  }

  /** Begins a file, or finds the one that the sender began before: same item, name, size and moment of its last change. @throws Refused, InvalidInput {name} */
  async function begin(tx: Transaction, place: UploadPlace, sender: UploadSender, file: SentFile): Promise<UploadState> {
    const name = displayFileName(file.name);
    if (!Number.isSafeInteger(file.size) || file.size < 1) throw new InvalidInput({ size: 'empty' });
    const open = await selectOpenUploads(tx, place.itemId);
    const before = open.find((row) => isOf(row, sender) && isSame(row, { ...file, name }));
    if (before !== undefined) return stateOf(before);
    const verdict = mayBeginUpload({ open: open.length, size: file.size });
    if (!verdict.allowed) throw new Refused(verdict);
    const id = await insertUpload(tx, { ...file, itemId: place.itemId, sender, name });
    await recordEvent(tx, fileEvent('closing.upload-begun', place, { itemId: place.itemId, uploadId: id, size: file.size, via: sender.kind }));
    return { id, name, size: file.size, received: 0, sha256: null };
  }

  async function find(id: string, sender: UploadSender): Promise<UploadRow> {
    const row = await selectUpload(reader, id, sender);
    if (row === undefined || row.ended === 'given-up') throw new NotFound('upload');
    return row;
  }

  /** Hashes and checks a file that has all its bytes; tells a refusal to its sender and gives the file up. */
  async function finish(context: ActContext, row: UploadRow): Promise<PieceOutcome> {
    const declaration: EvidenceDeclaration = { maxBytes: LARGEST_FILE, declaredName: row.name, accept: EVIDENCE_MEDIA_TYPES };
    const kept = await evidence.partials.keep(row.id, row.size, declaration);
    if (kept.allowed) {
      await work.run(context, async (tx) => {
        if (await markKept(tx, row.id, kept)) {
          await recordEvent(tx, fileEvent('closing.upload-kept', row, { itemId: row.itemId, uploadId: row.id, sha256: kept.sha256, size: kept.size, mediaType: kept.mediaType }));
        }
      });
      await evidence.partials.discard(row.id);
      return { ...stateOf(row), received: row.size, sha256: kept.sha256, refused: undefined };
    }
    return fail(context, row, kept);
  }

  async function fail(context: ActContext, row: UploadRow, { reason }: Refusal<EvidenceRefusalReason | 'incomplete' | 'busy'>): Promise<PieceOutcome> {
    if (reason === 'busy' || reason === 'disk-full') return { ...stateOf(row), refused: reason };
    if (reason === 'incomplete') {
      // Bytes that were there are gone (a restored disk): the sender begins anew.
      await saveProgress(reader, row.id, 0);
      return { ...stateOf(row), received: 0, refused: 'elsewhere' };
    }
    await work.run(context, async (tx) => {
      if ((await endUploads(tx, [row.id], 'given-up')) > 0) await recordEvent(tx, fileEvent('closing.upload-given-up', row, { itemId: row.itemId, uploadId: row.id, reason }));
    });
    await evidence.partials.discard(row.id);
    return { ...stateOf(row), refused: reason };
  }

  async function append(context: ActContext, row: UploadRow, piece: SentPiece): Promise<PieceOutcome> {
    if (piece.from === undefined) throw new InvalidInput({ '': 'malformed' });
    if (row.sha256 !== null) return { ...stateOf(row), received: row.size, refused: undefined };
    if (piece.from !== row.received) return { ...stateOf(row), refused: 'elsewhere' };
    if (row.received === row.size) return finish(context, row);
    const appended = await evidence.partials.append(row.id, { content: piece.content, from: row.received, wholeSize: row.size });
    if (!appended.allowed) {
      // What is not taken is read past, so that the sender hears the answer instead of a line that breaks.
      piece.content.resume();
      if (appended.reason !== 'gap') return { ...stateOf(row), refused: appended.reason };
      await saveProgress(reader, row.id, 0);
      return { ...stateOf(row), received: 0, refused: 'elsewhere' };
    }
    await saveProgress(reader, row.id, appended.received);
    const now = { ...row, received: appended.received };
    return now.received === now.size && !appended.brokenOff ? finish(context, now) : { ...stateOf(now), refused: undefined };
  }

  return {
    begin,

    /** An officer begins a file for an item. @throws NotFound, Forbidden, Refused, InvalidInput */
    beginAsOfficer(context: ActContext, principal: Principal, itemId: string, file: SentFile): Promise<UploadState> {
      return work.run(context, async (tx) => begin(tx, await officerPlace(tx, principal, itemId), { kind: 'officer', userId: principal.userId }, file));
    },

    /**
     * Takes a piece that begins at `from`. What arrives of it before the line breaks counts. A piece that begins elsewhere than the file has come to is not
     * read ('elsewhere'); one while another is still written neither ('busy').
     * @throws NotFound, InvalidInput when the piece does not say where it begins
     */
    async receive(context: ActContext, id: string, sender: UploadSender, piece: SentPiece): Promise<PieceOutcome> {
      return append(context, await find(id, sender), piece);
    },

    /** The same for an officer. @throws NotFound, Forbidden ('receive'), InvalidInput */
    async receiveAsOfficer(context: ActContext, principal: Principal, id: string, piece: SentPiece): Promise<PieceOutcome> {
      const row = await find(id, { kind: 'officer', userId: principal.userId });
      requireReceive(principal, row.agencyId);
      return append(context, row, piece);
    },

    /** Gives up what has not moved for two weeks and removes bytes that belong to no file under way. Called by the clock. */
    async sweep(): Promise<void> {
      const idle = await work.run({ actorId: null, records: ['closing.upload-given-up'] }, async (tx) => {
        const rows = await selectIdleUploads(tx, IDLE_DAYS);
        for (const row of rows) await recordEvent(tx, fileEvent('closing.upload-given-up', row, { itemId: row.itemId, uploadId: row.id, reason: 'idle' }));
        await endUploads(tx, rows.map(({ id }) => id), 'given-up');
        return rows;
      });
      for (const { id } of idle) await evidence.partials.discard(id);
      const lying = await evidence.partials.list();
      const open = new Set(await selectStillOpen(reader, lying));
      for (const id of lying) if (!open.has(id)) await evidence.partials.discard(id);
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;

/**
 * Takes whole files into a delivery, within its transaction; each only once.
 * @throws InvalidInput {uploads: 'unfinished' | 'unknown'}
 */
export async function takeUploads(tx: Transaction, itemId: string, sender: UploadSender, ids: readonly string[]): Promise<StoredFile[]> {
  if (ids.length === 0) return [];
  const rows = await lockUploads(tx, itemId, sender, ids);
  if (rows.length !== new Set(ids).size) throw new InvalidInput({ uploads: 'unknown' });
  const files = rows.flatMap(({ name, sha256, size, mediaType }) => (sha256 === null || mediaType === null || !isMediaType(mediaType) ? [] : [{ field: 'uploads', name, sha256, size, mediaType }]));
  if (files.length !== rows.length) throw new InvalidInput({ uploads: 'unfinished' });
  await endUploads(tx, ids, 'delivered');
  return files;
}

function isOf(row: UploadRow, sender: UploadSender): boolean {
  return sender.kind === 'link' ? row.linkId === sender.linkId : row.userId !== null;
}

/** A corrected file of the same name and size is another one: what was sent of the one before is not its beginning. */
function isSame(row: SentFile, file: SentFile): boolean {
  return row.name === file.name && row.size === file.size && row.modifiedAt?.getTime() === file.modifiedAt?.getTime();
}

function stateOf({ id, name, size, received, sha256 }: UploadRow): UploadState {
  return { id, name, size, received, sha256 };
}
