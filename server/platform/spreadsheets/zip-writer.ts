/** Writes a zip file as a stream (APPNOTE 6.3): parts are packed while they are made, and nothing is made faster than it is taken. */
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** UTF-8 names, and sizes that follow the content because they are not known before. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980: a list is not dated by its parts. */
const NO_DATE = 0x0021;
const LARGEST = 0xffff_ffff;

interface WrittenEntry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** A zip file being written into a stream. */
export class ZipWriter {
  private offset = 0;
  private readonly entries: WrittenEntry[] = [];

  constructor(private readonly out: Writable) {}

  /** Adds a part from pieces of text, taken one by one as the stream has room. Throws RangeError for parts of 4 GB and more. */
  async add(name: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const nameBytes = Buffer.from(name);
    const offset = this.offset;
    await this.write(localHeader(nameBytes));
    const start = this.offset;
    let crc = 0;
    let size = 0;
    const deflate = createDeflateRaw({ level: 6 });
    const drained = this.drain(deflate);
    // Heard below; this only keeps a failure that comes while the pieces are awaited from going unheard until then.
    drained.catch(() => undefined);
    try {
      for await (const piece of pieces) {
        const bytes = Buffer.from(piece);
        crc = crc32(bytes, crc);
        size += bytes.length;
        if (!deflate.write(bytes)) await Promise.race([once(deflate, 'drain'), drained]);
      }
      deflate.end();
      await drained;
    } catch (error) {
      deflate.destroy();
      await drained.catch(() => undefined);
      throw error;
    }
    const packed = this.offset - start;
    if (size > LARGEST || this.offset > LARGEST) throw new RangeError('A part of a zip file is too large');
    await this.write(descriptor(crc, packed, size));
    this.entries.push({ name: nameBytes, crc, packed, size, offset });
  }

  /** Writes the table of contents and ends the stream. */
  async end(): Promise<void> {
    const directory = Buffer.concat(this.entries.flatMap((entry) => [directoryHeader(entry), entry.name]));
    const start = this.offset;
    await this.write(directory);
    await this.write(endRecord(this.entries.length, directory.length, start));
    const ended = finished(this.out, { readable: false });
    this.out.end();
    await ended;
  }

  private async drain(packed: AsyncIterable<unknown>): Promise<void> {
    for await (const piece of packed) {
      if (Buffer.isBuffer(piece)) await this.write(piece);
    }
  }

  private async write(bytes: Buffer): Promise<void> {
    this.offset += bytes.length;
    await writeAll(this.out, bytes);
  }
}

/** Writes and waits until the stream has room again. Rejects when it fails or closes. */
export async function writeAll(out: Writable, bytes: Buffer | string): Promise<void> {
  if (out.destroyed || out.writableEnded) throw new Error('The stream is closed');
  if (out.write(bytes)) return;
  const given = new AbortController();
  const closed = once(out, 'close', { signal: given.signal }).then(() => {
    throw new Error('The stream is closed');
  });
  try {
    await Promise.race([once(out, 'drain', { signal: given.signal }), closed]);
  } finally {
    closed.catch(() => undefined);
    given.abort();
  }
}

function localHeader(name: Buffer): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(FLAGS, 6);
  bytes.writeUInt16LE(DEFLATE, 8);
  bytes.writeUInt16LE(NO_DATE, 12);
  bytes.writeUInt16LE(name.length, 26);
  return Buffer.concat([bytes, name]);
}

function descriptor(crc: number, packed: number, size: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
}

function directoryHeader(entry: WrittenEntry): Buffer {
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(20, 6);
  bytes.writeUInt16LE(FLAGS, 8);
  bytes.writeUInt16LE(DEFLATE, 10);
  bytes.writeUInt16LE(NO_DATE, 14);
  bytes.writeUInt32LE(entry.crc, 16);
  bytes.writeUInt32LE(entry.packed, 20);
  bytes.writeUInt32LE(entry.size, 24);
  bytes.writeUInt16LE(entry.name.length, 28);
  bytes.writeUInt32LE(entry.offset, 42);
  return bytes;
}

function endRecord(entries: number, length: number, start: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(entries, 8);
  bytes.writeUInt16LE(entries, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(start, 16);
  return bytes;
}
