/** An .xlsx as a package of parts: nothing is unpacked to disk, and every part is counted while it is unpacked. */
import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { SpreadsheetLimits } from './limits.js';
import { refuseFile, refuseReading, SpreadsheetRefused, type SpreadsheetRefusal } from './refusals.js';

const MOST_ENTRIES = 10_000;
/** Below this a high ratio is no danger: a short sheet of equal rows packs very well. */
const RATIO_MATTERS_FROM = 16 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

/** The parts of an opened package. */
export interface ZipPackage {
  readonly names: ReadonlySet<string>;
  /** The unpacked bytes of a part, in pieces. Throws SpreadsheetRefused when there is no such part, it is damaged or grows beyond the limits. */
  read(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

/** Opens the table of contents of a zip file; broken, split, encrypted ones and ones with names that point outside are refused. */
export async function openPackage(path: string, limits: SpreadsheetLimits): Promise<{ readonly ok: true; readonly package: ZipPackage } | SpreadsheetRefusal> {
  let zip: ZipFile;
  try {
    zip = await openZip(path);
  } catch {
    return refuseFile('damaged', { part: 'zip' });
  }
  try {
    const entries = await readEntries(zip);
    return { ok: true, package: packageOf(zip, entries, limits) };
  } catch (error) {
    zip.close();
    return error instanceof SpreadsheetRefused ? error.refusal : refusalOfZipError(error);
  }
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

function readEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) return reject(refuseReading('password'));
      if (entries.has(entry.fileName)) return reject(refuseReading('damaged', { part: entry.fileName }));
      entries.set(entry.fileName, entry);
      if (entries.size > MOST_ENTRIES) return reject(refuseReading('damaged', { part: 'zip' }));
      zip.readEntry();
    });
    zip.readEntry();
  });
}

/** yauzl refuses absolute names, drive letters and ".." by itself; only its message tells which it was. */
function refusalOfZipError(error: unknown): SpreadsheetRefusal {
  const message = error instanceof Error ? error.message : '';
  return /absolute path|relative path|invalid characters in fileName/u.test(message) ? refuseFile('unsafe-path') : refuseFile('damaged', { part: 'zip' });
}

function packageOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: SpreadsheetLimits): ZipPackage {
  return {
    names: new Set(entries.keys()),
    async *read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw refuseReading('damaged', { part: name });
      if (entry.uncompressedSize > limits.partBytes) throw tooLarge(name, limits);
      yield* readPart(zip, entry, limits);
    },
    close: () => zip.close(),
  };
}

async function* readPart(zip: ZipFile, entry: Entry, limits: SpreadsheetLimits): AsyncGenerator<Buffer> {
  const name = entry.fileName;
  let stream: Readable | undefined;
  try {
    stream = await openStream(zip, entry);
    let unpacked = 0;
    for await (const piece of stream) {
      if (!Buffer.isBuffer(piece)) continue;
      unpacked += piece.length;
      const bloated = unpacked > RATIO_MATTERS_FROM && unpacked > limits.ratio * entry.compressedSize;
      if (unpacked > limits.partBytes || bloated) throw tooLarge(name, limits);
      yield piece;
    }
  } catch (error) {
    throw error instanceof SpreadsheetRefused ? error : refuseReading('damaged', { part: name });
  } finally {
    stream?.destroy();
  }
}

function openStream(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}

function tooLarge(part: string, limits: SpreadsheetLimits): SpreadsheetRefused {
  return refuseReading('unpacks-too-large', { part, megabytes: String(Math.floor(limits.partBytes / MEGABYTE)) });
}
