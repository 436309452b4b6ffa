/** Tells in which encoding a .csv is written, and reads it as text. */
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252';

/** An encoding, and whether it was only inferred from the bytes (no BOM, and not UTF-8). */
export interface FoundEncoding {
  readonly encoding: CsvEncoding;
  readonly guessed: boolean;
}

/** How many bytes a guess looks at. */
const GUESSED_FROM = 256 * 1024;
/** The tone marks that windows-1258 writes behind their vowel. */
const COMBINING_AFTER_VOWEL = /[aeiouyăâêôơư][\u0300\u0301\u0303\u0309\u0323]/iu;

/**
 * Finds the encoding of a file: by its BOM; UTF-16 also by its zero bytes; UTF-8 when all of it is valid; else windows-1258 when its
 * tone marks make Vietnamese, or windows-1252. Undefined when it holds zero bytes and is no UTF-16: not a text.
 */
export async function findEncoding(path: string, head: Buffer): Promise<FoundEncoding | undefined> {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', guessed: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', guessed: false };
  if (head.includes(0)) return utf16ByZeros(head);
  const { valid, zero } = await readThrough(path);
  if (zero) return undefined;
  if (valid) return { encoding: 'utf-8', guessed: false };
  return guessOneByte(head);
}

/** In UTF-16 every ASCII sign (separators, digits, line ends) has a zero byte beside it, on the same side throughout. */
function utf16ByZeros(head: Buffer): FoundEncoding | undefined {
  const zeros = head.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  const odd = head.reduce((count, byte, at) => (byte === 0 && at % 2 === 1 ? count + 1 : count), 0);
  const even = zeros - odd;
  const [few, many] = [Math.min(even, odd), Math.max(even, odd)];
  if (few > many / 20 || many < head.length / 20) return undefined;
  return { encoding: odd > even ? 'utf-16le' : 'utf-16be', guessed: true };
}

async function readThrough(path: string): Promise<{ valid: boolean; zero: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  for await (const piece of createReadStream(path)) {
    if (!Buffer.isBuffer(piece)) continue;
    if (piece.includes(0)) return { valid, zero: true };
    valid &&= decodes(decoder, piece, true);
  }
  return { valid: valid && decodes(decoder, Buffer.alloc(0), false), zero: false };
}

function decodes(decoder: TextDecoder, piece: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(piece, { stream });
    return true;
  } catch {
    return false;
  }
}

function guessOneByte(head: Buffer): FoundEncoding {
  const vietnamese = new TextDecoder('windows-1258').decode(head.subarray(0, GUESSED_FROM));
  return { encoding: COMBINING_AFTER_VOWEL.test(vietnamese) ? 'windows-1258' : 'windows-1252', guessed: true };
}

/** The text of the file in pieces, without BOM. Bytes that the encoding lacks become U+FFFD. */
export async function* readText(path: string, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(path)) {
    if (Buffer.isBuffer(piece)) yield decoder.decode(piece, { stream: true });
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
