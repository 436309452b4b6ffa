/** The texts that the cells of a workbook share: the first in memory, the others in a temporary file. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sheetText } from './cell-texts.js';
import type { SpreadsheetLimits } from './limits.js';
import { readXml } from './xml-reading.js';

/** The shared texts by their number. Close it: it may hold a temporary file. */
export interface SharedTexts {
  at(index: number): { readonly text: string } | 'too-long' | undefined;
  close(): void;
}

export const NO_SHARED_TEXTS: SharedTexts = { at: () => undefined, close: () => undefined };

/** Reads all shared texts of a workbook. What is beyond the limit for memory is written to disk and read again when a cell needs it. */
export async function readSharedTexts(part: string, pieces: AsyncIterable<Buffer>, limits: SpreadsheetLimits): Promise<SharedTexts> {
  const texts = new TextShelf(limits.textBytesInMemory);
  let current = '';
  let length = 0;
  let inText = false;
  let phonetic = 0;
  const handlers = {
    opened(name: string) {
      if (name === 'si') [current, length] = ['', 0];
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(text: string) {
      if (!inText) return;
      length += text.length;
      if (length <= limits.cellCharacters) current += text;
    },
    closed(name: string) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') texts.add(length > limits.cellCharacters ? undefined : sheetText(current));
    },
  };
  try {
    await readXml(part, pieces, handlers);
  } catch (error) {
    texts.close();
    throw error;
  }
  return texts;
}

const PAGE_BYTES = 64 * 1024;
const KEPT_PAGES = 32;

/** Texts by number. Beyond `bytesInMemory` they go to a file as UTF-8, of which only offsets and some pages are kept. */
class TextShelf implements SharedTexts {
  private readonly inMemory: (string | undefined)[] = [];
  private memoryLeft: number;
  private readonly offsets: number[] = [];
  private file: { readonly descriptor: number; readonly folder: string } | undefined;
  private written = 0;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private readonly pages = new Map<number, Buffer>();

  constructor(bytesInMemory: number) {
    this.memoryLeft = bytesInMemory;
  }

  /** Adds the next text; undefined stands for one that is too long. */
  add(text: string | undefined): void {
    if (this.memoryLeft > 0) {
      this.memoryLeft -= 2 * (text?.length ?? 0) + 16;
      this.inMemory.push(text);
      return;
    }
    // A leading byte tells a text from the mark for "too long".
    const bytes = Buffer.from(text === undefined ? '-' : `+${text}`);
    this.offsets.push(this.written + this.pendingBytes);
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes >= PAGE_BYTES) this.flush();
  }

  at(index: number): { readonly text: string } | 'too-long' | undefined {
    if (index < this.inMemory.length) {
      const text = this.inMemory[index];
      return text === undefined ? 'too-long' : { text };
    }
    const place = index - this.inMemory.length;
    const start = this.offsets[place];
    if (start === undefined) return undefined;
    this.flush();
    const bytes = this.readBytes(start, this.offsets[place + 1] ?? this.written);
    return bytes[0] === 0x2d ? 'too-long' : { text: bytes.toString('utf8', 1) };
  }

  close(): void {
    if (this.file === undefined) return;
    closeSync(this.file.descriptor);
    rmSync(this.file.folder, { recursive: true, force: true });
    this.file = undefined;
  }

  private flush(): void {
    if (this.pendingBytes === 0) return;
    this.file ??= openTemporaryFile();
    const bytes = Buffer.concat(this.pending);
    let done = 0;
    while (done < bytes.length) done += writeSync(this.file.descriptor, bytes, done, bytes.length - done, this.written + done);
    this.written += bytes.length;
    this.pages.clear();
    [this.pending, this.pendingBytes] = [[], 0];
  }

  private readBytes(start: number, end: number): Buffer {
    const parts: Buffer[] = [];
    for (let page = Math.floor(start / PAGE_BYTES); page * PAGE_BYTES < end; page += 1) {
      const from = page * PAGE_BYTES;
      parts.push(this.page(page).subarray(Math.max(0, start - from), Math.min(PAGE_BYTES, end - from)));
    }
    return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
  }

  private page(number: number): Buffer {
    const kept = this.pages.get(number);
    if (kept !== undefined) return kept;
    const bytes = Buffer.alloc(PAGE_BYTES);
    const length = this.file === undefined ? 0 : readSync(this.file.descriptor, bytes, 0, PAGE_BYTES, number * PAGE_BYTES);
    const oldest = this.pages.keys().next();
    if (this.pages.size >= KEPT_PAGES && oldest.done !== true) this.pages.delete(oldest.value);
    const page = bytes.subarray(0, length);
    this.pages.set(number, page);
    return page;
  }
}

/** A file of its own in a folder only this account may enter; its name is taken away at once where the system lets it. */
function openTemporaryFile(): { descriptor: number; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'dieu-6-texts-'));
  const descriptor = openSync(join(folder, 'texts'), 'wx+', 0o600);
  if (process.platform !== 'win32') rmSync(folder, { recursive: true, force: true });
  return { descriptor, folder };
}
