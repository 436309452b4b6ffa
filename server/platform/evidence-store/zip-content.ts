/** Reads the table of contents of a zip file (APPNOTE 6.3, 4.3.12 and 4.3.16), never the contents, so no zip bomb can go off. */
import { open, type FileHandle } from 'node:fs/promises';

/** What looking into a file found: that it is of its kind, that it is something else, or that it carries macros or programs. */
export type ContentFinding = 'as-promised' | 'something-else' | 'active';

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;

/** Parts that run: VBA projects, Excel 4 macro sheets, ActiveX controls, attached toolbars, and programs put in beside them. */
const ACTIVE_PARTS: readonly RegExp[] = [
  /(?:^|\/)(?:vbaproject|vbadata)[^/]*$/iu,
  /(?:^|\/)(?:macrosheets|activex)\//iu,
  /(?:^|\/)attachedtoolbars\.bin$/iu,
  /\.(?:exe|dll|js|vbs|scr|bat|cmd)$/iu,
];

/**
 * Whether an Office Open XML file has its main part and nothing that runs: `active` when it carries macros or controls,
 * `something-else` when it is no whole zip file or lacks the part. Rejects only when the disk fails.
 */
export async function inspectOfficeFile(path: string, mainPart: string): Promise<ContentFinding> {
  const names = await readZipNames(path);
  if (names === undefined) return 'something-else';
  if (names.some((name) => ACTIVE_PARTS.some((active) => active.test(name)))) return 'active';
  return names.includes(mainPart) && names.includes('[Content_Types].xml') ? 'as-promised' : 'something-else';
}

/** The locator of the 64-bit end record, which stands right before the 32-bit one (APPNOTE 4.3.15). */
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_LENGTH = 20;

/**
 * Whether a file is a whole zip file in one volume, of any size and number of entries (the 64-bit form too): it begins as one and its end record is
 * there, pointing into the file. Its contents are not looked into.
 */
export async function isWholeZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = await readAt(file, 0, 4);
    if (!start.subarray(0, 2).equals(Buffer.from('PK'))) return false;
    const tailStart = Math.max(0, size - END_LENGTH - LONGEST_COMMENT - LOCATOR_LENGTH);
    const tail = await readAt(file, tailStart, size - tailStart);
    const end = findEnd(tail);
    if (end === undefined) return false;
    const [length, offset] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    const needs64 = length === 0xffffffff || offset === 0xffffffff || tail.readUInt16LE(end + 10) === 0xffff;
    const has64 = end >= LOCATOR_LENGTH && tail.readUInt32LE(end - LOCATOR_LENGTH) === LOCATOR_SIGNATURE;
    if (needs64 && has64) return tail.readBigUInt64LE(end - LOCATOR_LENGTH + 8) < BigInt(size);
    return tail.readUInt16LE(end + 4) === 0 && offset + length <= tailStart + end;
  } finally {
    await file.close();
  }
}

/** The names in a zip file; undefined when it is no whole zip file, is split over volumes, or needs the 64-bit form. */
export async function readZipNames(path: string): Promise<string[] | undefined> {
  const file = await open(path, 'r');
  try {
    const start = await readAt(file, 0, 4);
    if (!start.subarray(0, 2).equals(Buffer.from('PK'))) return undefined;
    const directory = await readDirectory(file);
    return directory === undefined ? undefined : namesIn(directory.bytes, directory.entries);
  } finally {
    await file.close();
  }
}

async function readDirectory(file: FileHandle): Promise<{ bytes: Buffer; entries: number } | undefined> {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - END_LENGTH - LONGEST_COMMENT);
  const tail = await readAt(file, tailStart, size - tailStart);
  const end = findEnd(tail);
  if (end === undefined) return undefined;
  const entries = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  const split = tail.readUInt16LE(end + 4) !== 0 || tail.readUInt16LE(end + 8) !== entries;
  if (split || length > LARGEST_DIRECTORY || offset + length > tailStart + end) return undefined;
  return { bytes: await readAt(file, offset, length), entries };
}

/** The end record is the last one whose comment reaches exactly to the end of the file. */
function findEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - END_LENGTH; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGNATURE && at + END_LENGTH + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return undefined;
}

function namesIn(directory: Buffer, entries: number): string[] | undefined {
  const names: string[] = [];
  let at = 0;
  while (names.length < entries) {
    if (at + ENTRY_LENGTH > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return undefined;
    const nameEnd = at + ENTRY_LENGTH + directory.readUInt16LE(at + 28);
    if (nameEnd > directory.length) return undefined;
    names.push(directory.toString('utf8', at + ENTRY_LENGTH, nameEnd).replaceAll('\\', '/'));
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

/** At most `length` bytes from `position`; fewer at the end of the file. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
