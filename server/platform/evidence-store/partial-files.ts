/** Files that come in pieces, over several requests, days and starts of the server: what arrived stays until the file is whole. */
import { constants, link, lstat, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { bytesOf, errorCode, isOutOfRoom, NO_LINK, writeFully } from './disk.js';
import type { Appended, EvidenceDeclaration, EvidenceRefusalReason, PartialFiles, Piece, PieceRefusalReason, StoredEvidence } from './evidence-store.js';

/** What a folder of parts asks of the store it lies in. */
export interface StoreAround {
  /** Whether so many bytes more fit on the volume. */
  hasRoomFor(bytes: number): Promise<boolean>;
  keepWhole(path: string, declaration: EvidenceDeclaration): Promise<StoredEvidence | Refusal<EvidenceRefusalReason>>;
}

const IDENTIFIER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Parts as files of a folder on the same volume as the store. */
export class FolderOfParts implements PartialFiles {
  /** Parts that are being written or moved now. */
  private readonly held = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly store: StoreAround,
  ) {}

  append(id: string, piece: Piece): Promise<Appended | Refusal<PieceRefusalReason>> {
    return this.alone(id, async (path) => {
      const lying = await partAt(path);
      // Whole and taken into the store, but its caller did not live to note it: there is nothing more to write.
      if (lying.taken) return { allowed: true, received: lying.size, brokenOff: false };
      if (lying.size < piece.from) return refuse('gap');
      // What lies there takes its room already, even where it is written over.
      if (!(await this.store.hasRoomFor(Math.max(0, piece.wholeSize - lying.size)))) return refuse('disk-full');
      try {
        return await writePiece(path, piece);
      } catch (error) {
        if (isOutOfRoom(error)) return refuse('disk-full');
        throw error;
      }
    });
  }

  keep(id: string, wholeSize: number, declaration: EvidenceDeclaration): Promise<StoredEvidence | Refusal<EvidenceRefusalReason | 'incomplete' | 'busy'>> {
    return this.alone(id, async (path) => {
      if ((await partAt(path)).size !== wholeSize) return refuse('incomplete');
      // The store takes a second name of the same bytes away; the part itself stays until its caller has noted what became of it.
      const second = `${path}.whole`;
      await rm(second, { force: true });
      await link(path, second);
      try {
        return await this.store.keepWhole(second, declaration);
      } finally {
        await rm(second, { force: true });
      }
    });
  }

  async discard(id: string): Promise<void> {
    if (IDENTIFIER.test(id) && !this.held.has(id)) await rm(join(this.folder, id), { force: true });
  }

  async list(): Promise<string[]> {
    return (await readdir(this.folder)).filter((name) => IDENTIFIER.test(name));
  }

  /** One request at a time writes to a part: a browser that tries again while its first try still runs must not mix the two. */
  private async alone<T>(id: string, story: (path: string) => Promise<T>): Promise<T | Refusal<'busy'>> {
    if (!IDENTIFIER.test(id)) throw new TypeError('A part is named by an identifier.');
    if (this.held.has(id)) return refuse('busy');
    this.held.add(id);
    try {
      return await story(join(this.folder, id));
    } finally {
      this.held.delete(id);
    }
  }
}

async function writePiece(path: string, { content, from, wholeSize }: Piece): Promise<Appended | Refusal<'too-large'>> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | NO_LINK, 0o600);
  try {
    await file.truncate(from);
    let received = from;
    let brokenOff = false;
    try {
      for await (const bytes of bytesOf(content)) {
        if (received + bytes.length > wholeSize) return refuse('too-large');
        await writeFully(file, bytes, received);
        received += bytes.length;
      }
    } catch (error) {
      if (!isSenderGone(error)) throw error;
      brokenOff = true;
    }
    await file.sync();
    return { allowed: true, received, brokenOff };
  } finally {
    await file.close();
  }
}

/** What lies there; `taken` once the store has made the bytes read-only. */
async function partAt(path: string): Promise<{ readonly size: number; readonly taken: boolean }> {
  try {
    const lying = await lstat(path);
    return lying.isFile() ? { size: lying.size, taken: (lying.mode & 0o200) === 0 } : { size: 0, taken: false };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { size: 0, taken: false };
    throw error;
  }
}

function isSenderGone(error: unknown): boolean {
  return ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ABORT_ERR'].includes(errorCode(error) ?? '');
}
