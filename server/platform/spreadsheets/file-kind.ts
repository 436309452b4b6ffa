/** Tells what a file is from its first bytes, whatever its name says. */
import { open } from 'node:fs/promises';
import { refuseFile, type SpreadsheetRefusal } from './refusals.js';

const SNIFFED_BYTES = 64 * 1024;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const EMPTY_ZIP = Buffer.from('PK\u0005\u0006', 'latin1');

/** Beginnings of files that run: Windows, Linux, macOS (both byte orders and universal), Java, scripts. */
const PROGRAMS = ['MZ', '\x7fELF', '\xcf\xfa\xed\xfe', '\xce\xfa\xed\xfe', '\xca\xfe\xba\xbe', '#!'].map((text) => Buffer.from(text, 'latin1'));

const DOCUMENTS: readonly (readonly [Buffer, string])[] = [
  [Buffer.from('%PDF'), 'pdf'],
  [Buffer.from('{\\rtf'), 'word'],
  [Buffer.from('\x89PNG', 'latin1'), 'image'],
  [Buffer.from('\xff\xd8\xff', 'latin1'), 'image'],
  [Buffer.from('GIF8'), 'image'],
  [Buffer.from('Rar!'), 'zip'],
  [Buffer.from('7z\xbc\xaf', 'latin1'), 'zip'],
  [Buffer.from('\x1f\x8b', 'latin1'), 'zip'],
];

/** A zip package (perhaps an .xlsx), a text (perhaps a .csv), or neither. */
export type FileKind = { readonly ok: true; readonly kind: 'package' | 'text'; readonly head: Buffer } | SpreadsheetRefusal;

/** Looks at the first 64 KB of a file. Rejects when the disk fails. */
export async function kindOfFile(path: string, mostBytes: number): Promise<FileKind> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) return refuseFile('empty-file');
    if (size > mostBytes) return refuseFile('file-too-large', { megabytes: String(Math.floor(mostBytes / 1024 / 1024)) });
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, SNIFFED_BYTES)), 0, undefined, 0);
    return kindOfHead(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function kindOfHead(head: Buffer): FileKind {
  if (startsWith(head, ZIP)) return { ok: true, kind: 'package', head };
  if (startsWith(head, EMPTY_ZIP)) return refuseFile('other-document', { document: 'zip' });
  if (startsWith(head, OLE)) return kindOfOldOffice(head);
  if (PROGRAMS.some((start) => startsWith(head, start))) return refuseFile('program');
  const document = DOCUMENTS.find(([start]) => startsWith(head, start))?.[1];
  if (document !== undefined) return refuseFile('other-document', { document });
  return kindOfText(head);
}

/** The names of an OLE file's streams are UTF-16; its directory is near the beginning in whatever Excel writes. */
function kindOfOldOffice(head: Buffer): SpreadsheetRefusal {
  const has = (name: string): boolean => head.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage') || has('EncryptionInfo')) return refuseFile('password');
  if (has('WordDocument')) return refuseFile('other-document', { document: 'word' });
  if (has('PowerPoint Document')) return refuseFile('other-document', { document: 'presentation' });
  return refuseFile('old-excel');
}

function kindOfText(head: Buffer): FileKind {
  const start = head.subarray(0, 2_048).toString('latin1').replace(/^\xef\xbb\xbf/u, '').trimStart().toLowerCase();
  if (/^<(?:!doctype html|html|head|table|meta|style|body|div)[\s>]/u.test(start)) return refuseFile('web-page');
  if (start.startsWith('<?xml') || start.startsWith('<!doctype')) {
    if (start.includes('urn:schemas-microsoft-com:office:spreadsheet')) return refuseFile('old-excel');
    return refuseFile(start.includes('<html') ? 'web-page' : 'not-a-list');
  }
  return { ok: true, kind: 'text', head };
}

function startsWith(head: Buffer, start: Buffer): boolean {
  return head.subarray(0, start.length).equals(start);
}
