/** The evidence store in a folder: whole files or none, named by their content. Why our own: server/decisions/evidence-store.md. */
import { createHash, randomUUID } from 'node:crypto';
import { chmod, constants, lstat, mkdir, open, readdir, rename, rm, statfs, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform, pipeline, type Readable, type TransformCallback } from 'node:stream';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import {
  EvidenceCorrupt,
  EvidenceMissing,
  type EvidenceDeclaration,
  type EvidenceRefusalReason,
  type EvidenceStore,
  type EvidenceStoreHealth,
  type OpenedEvidence,
  type PartialFiles,
  type StoredEvidence,
} from './evidence-store.js';
import { DEFAULT_MEDIA_TYPES, contradicts, inspectContent, typeOfName, type MediaType } from './file-types.js';
import { bytesOf, errorCode, isOutOfRoom, NO_LINK, writeFully } from './disk.js';
import { FolderOfParts } from './partial-files.js';

const SHA256 = /^[0-9a-f]{64}$/u;
/** Left free for the database and the logs that share the disk. */
const RESERVE_BYTES = 256 * 1024 * 1024;
/** Large files that come in pieces leave so many times as much, so that they never take the room of the small files that everybody attaches. */
const LEFT_BY_LARGE_FILES = 8;
const READ_PIECE = 256 * 1024;

/** Files being written by this process: a second store over the same folder must not sweep them away. */
const beingWritten = new Set<string>();

/**
 * Opens the store below `dataDir`/evidence and sweeps away what writes that never ended have left there. One process per data
 * folder. `reserveBytes` of the volume stay free (256 MiB). Throws when the folder cannot be made or is a symbolic link.
 */
export async function openFolderStore(where: { dataDir: string; reserveBytes?: number }): Promise<EvidenceStore> {
  const root = resolve(where.dataDir, 'evidence');
  const incoming = join(root, 'incoming');
  const parts = join(root, 'partial');
  for (const folder of [incoming, parts]) await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const folder of [root, incoming, parts]) {
    if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} must be a folder, not a link to one.`);
  }
  for (const name of await readdir(incoming)) {
    const leftOver = join(incoming, name);
    if (!beingWritten.has(leftOver)) await rm(leftOver, { recursive: true, force: true });
  }
  return new FolderStore(root, incoming, parts, where.reserveBytes ?? RESERVE_BYTES);
}

/**
 * Looks at the files of a store without writing, sweeping or owning it: for commands beside a running server. Whether the folder exists shows when a file is looked at.
 */
export function openKeptFiles(where: { dataDir: string }): Pick<EvidenceStore, 'open' | 'verify'> {
  const root = resolve(where.dataDir, 'evidence');
  return new FolderStore(root, join(root, 'incoming'), join(root, 'partial'), RESERVE_BYTES);
}

class FolderStore implements EvidenceStore {
  readonly partials: PartialFiles;

  constructor(
    private readonly root: string,
    private readonly incoming: string,
    parts: string,
    private readonly reserveBytes: number,
  ) {
    this.partials = new FolderOfParts(parts, {
      hasRoomFor: async (bytes) => (await this.freeBytes()) - bytes >= LEFT_BY_LARGE_FILES * this.reserveBytes,
      keepWhole: (path, declaration) => this.keepWhole(path, declaration),
    });
  }

  async put(content: Readable, declaration: EvidenceDeclaration): Promise<StoredEvidence | Refusal<EvidenceRefusalReason>> {
    const type = takenType(declaration);
    if (typeof type !== 'string') return type;
    if ((await this.freeBytes()) < this.reserveBytes) return refuse('disk-full');

    const temporary = join(this.incoming, randomUUID());
    beingWritten.add(temporary);
    try {
      return await this.receive(content, temporary, type, declaration.maxBytes);
    } catch (error) {
      if (isOutOfRoom(error)) return refuse('disk-full');
      throw error;
    } finally {
      await rm(temporary, { force: true });
      beingWritten.delete(temporary);
    }
  }

  async open(sha256: string): Promise<OpenedEvidence> {
    const file = await this.openFile(sha256);
    if (file === undefined) throw new EvidenceMissing(sha256);
    const { size } = await file.stat();
    const check = new ContentCheck(sha256);
    // The pipeline closes the file when the reader leaves early; what failed reaches the reader through `check` itself.
    pipeline(file.createReadStream({ highWaterMark: READ_PIECE }), check, () => undefined);
    return { size, stream: check };
  }

  async verify(sha256: string): Promise<'intact' | 'missing' | 'corrupt'> {
    const file = await this.openFile(sha256);
    if (file === undefined) return 'missing';
    const hash = createHash('sha256');
    for await (const piece of bytesOf(file.createReadStream({ highWaterMark: READ_PIECE }))) hash.update(piece);
    return hash.digest('hex') === sha256 ? 'intact' : 'corrupt';
  }

  async probe(): Promise<EvidenceStoreHealth> {
    const trial = join(this.incoming, `probe-${randomUUID()}`);
    beingWritten.add(trial);
    try {
      const freeBytes = await this.freeBytes();
      if (freeBytes < this.reserveBytes) return { ready: false, reason: 'no-room' };
      const file = await open(trial, 'wx', 0o600);
      try {
        await file.writeFile('probe');
        await file.sync();
      } finally {
        await file.close();
      }
      return { ready: true, freeBytes };
    } catch (error) {
      return { ready: false, reason: isOutOfRoom(error) ? 'no-room' : 'not-writable' };
    } finally {
      await rm(trial, { force: true }).catch(() => undefined);
      beingWritten.delete(trial);
    }
  }

  /** Writes, checks and only then names: until the rename nothing of the file is in the store. */
  private async receive(
    content: Readable,
    temporary: string,
    type: MediaType,
    maxBytes: number,
  ): Promise<StoredEvidence | Refusal<EvidenceRefusalReason>> {
    const written = await writeAll(content, temporary, maxBytes);
    if (written === undefined) return refuse('too-large');
    return this.checkAndKeep(temporary, written, type);
  }

  /** Hashes, checks and names a file that lies whole on the volume already; on a refusal it stays where it is. */
  private async keepWhole(path: string, declaration: EvidenceDeclaration): Promise<StoredEvidence | Refusal<EvidenceRefusalReason>> {
    const type = takenType(declaration);
    if (typeof type !== 'string') return type;
    const written = await hashFile(path);
    if (written.size > declaration.maxBytes) return refuse('too-large');
    return this.checkAndKeep(path, written, type);
  }

  private async checkAndKeep(path: string, { sha256, size }: { sha256: string; size: number }, type: MediaType): Promise<StoredEvidence | Refusal<EvidenceRefusalReason>> {
    if (size === 0) return refuse('empty');
    const finding = await inspectContent(path, type);
    if (finding === 'active') return refuse('type-not-allowed');
    if (finding === 'something-else') return refuse('type-mismatch');
    await chmod(path, 0o400);
    await this.keep(path, sha256, size);
    return { allowed: true, sha256, size, mediaType: type };
  }

  /** Moves the whole, synced file to its name. Syncing the folders as well makes the name survive a power cut. */
  private async keep(temporary: string, sha256: string, size: number): Promise<void> {
    const path = this.pathOf(sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const kept = await lstat(path).catch(() => undefined);
    if (!kept?.isFile() || kept.size !== size) await rename(temporary, path);
    for (const folder of [dirname(path), dirname(dirname(path)), this.root]) await syncFolder(folder);
  }

  /** Two levels of folders of 256 each keep every one of them small: ab/cd/abcd…. */
  private pathOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  private async openFile(sha256: string): Promise<FileHandle | undefined> {
    if (!SHA256.test(sha256)) return undefined;
    try {
      return await open(this.pathOf(sha256), constants.O_RDONLY | NO_LINK);
    } catch (error) {
      if (['ENOENT', 'ELOOP'].includes(errorCode(error) ?? '')) return undefined;
      throw error;
    }
  }

  private async freeBytes(): Promise<number> {
    const volume = await statfs(this.root);
    return volume.bavail * volume.bsize;
  }
}

/** The kind that the sender's words promise, if it is taken here. */
function takenType({ declaredName, declaredType, accept = DEFAULT_MEDIA_TYPES }: EvidenceDeclaration): MediaType | Refusal<EvidenceRefusalReason> {
  const type = typeOfName(declaredName);
  if (type === undefined || !accept.includes(type)) return refuse('type-not-allowed');
  return contradicts(declaredType, type) ? refuse('type-mismatch') : type;
}

/** Reads a file through, once. */
async function hashFile(path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  let size = 0;
  for await (const piece of bytesOf(file.createReadStream({ highWaterMark: READ_PIECE }))) {
    size += piece.length;
    hash.update(piece);
  }
  return { sha256: hash.digest('hex'), size };
}

/** Hands the bytes on, always one piece behind, so that the end is held back until the whole is known to be what it was. */
class ContentCheck extends Transform {
  private readonly hash = createHash('sha256');
  private held: Buffer | undefined;

  constructor(private readonly sha256: string) {
    super({ readableHighWaterMark: READ_PIECE });
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(piece);
    if (this.held !== undefined) this.push(this.held);
    this.held = piece;
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.hash.digest('hex') !== this.sha256) {
      done(new EvidenceCorrupt(this.sha256));
      return;
    }
    done(null, this.held);
  }
}

/** Writes and hashes in one go and syncs the file; undefined as soon as there is more than `maxBytes`. */
async function writeAll(content: Readable, path: string, maxBytes: number): Promise<{ sha256: string; size: number } | undefined> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    for await (const piece of bytesOf(content)) {
      size += piece.length;
      if (size > maxBytes) return undefined;
      hash.update(piece);
      await writeFully(file, piece, size - piece.length);
    }
    await file.sync();
    return { sha256: hash.digest('hex'), size };
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // Windows cannot open a folder; there the file system's journal has to do.
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
