/** Which kinds of file are taken as evidence, and how their content is told from their name. */
import { fileTypeFromFile } from 'file-type';
import { isPlainTable, isPlainText, isPlainXml } from './text-content.js';
import { inspectOfficeFile, isWholeZip, type ContentFinding } from './zip-content.js';

type Extension = 'pdf' | 'docx' | 'xlsx' | 'png' | 'jpg' | 'jpeg' | 'tif' | 'tiff' | 'zip' | 'csv' | 'txt' | 'xml';

const mediaTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'application/zip',
  'text/csv',
  'text/plain',
  'application/xml',
] as const;

/** A kind of file that can be kept as evidence. */
export type MediaType = (typeof mediaTypes)[number];

/** Every kind that can be kept, in the order in which a form names them. */
export const EVIDENCE_MEDIA_TYPES: readonly MediaType[] = mediaTypes;

/** Taken where nothing else is said. A zip (of source code, at the end of a contract) is taken only where it is asked for. */
export const DEFAULT_MEDIA_TYPES: readonly MediaType[] = mediaTypes.filter((type) => type !== 'application/zip');

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const typeOfExtension: Readonly<Record<Extension, MediaType>> = {
  pdf: 'application/pdf',
  docx: DOCX,
  xlsx: XLSX,
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  zip: 'application/zip',
  csv: 'text/csv',
  txt: 'text/plain',
  xml: 'application/xml',
};

/** Whether `text` is one of the kinds that can be kept; for reading the kind back from the database. */
export function isMediaType(text: string): text is MediaType {
  return mediaTypes.some((type) => type === text);
}

/** The kind that a file's extension promises; undefined for every other extension and for none. */
export function typeOfName(name: string): MediaType | undefined {
  const extension = /\.([a-z0-9]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
  return isExtension(extension) ? typeOfExtension[extension] : undefined;
}

function isExtension(text: string): text is Extension {
  return Object.hasOwn(typeOfExtension, text);
}

/** Content types by which browsers name pages, drawings and programs; none of them is ever sent along with an honest document. */
const ACTIVE_TYPES: readonly RegExp[] = [
  /^text\/html$|^application\/xhtml\+xml$|^image\/svg\+xml$/u,
  /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/u,
  /^application\/(?:x-msdownload|x-msdos-program|x-dosexec|x-sh|x-executable|hta|java-archive)$/u,
  /macroenabled/u,
];

/** What a sender calls a file when it knows no better: RFC 7578 assumes text/plain where no type is sent at all. */
const SAYS_NOTHING: readonly string[] = ['', 'text/plain', 'application/octet-stream'];

/**
 * Whether the sender's Content-Type contradicts the kind. Browsers send the most different types for the same file (Excel's for
 * .csv, a plain zip's for .docx), so only another kind of this list and active content (pages, programs) contradict.
 */
export function contradicts(declaredType: string | undefined, type: MediaType): boolean {
  const declared = (declaredType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (SAYS_NOTHING.includes(declared)) return false;
  if (ACTIVE_TYPES.some((active) => active.test(declared))) return true;
  if (declared === 'application/zip' && (type === DOCX || type === XLSX)) return false;
  if (declared === 'text/csv' && type === 'text/plain') return false;
  return isMediaType(declared) && declared !== type;
}

/** Looks into the file at `path` and says whether its content is of kind `type`. Rejects only when the disk fails. */
export async function inspectContent(path: string, type: MediaType): Promise<ContentFinding> {
  switch (type) {
    case 'text/csv':
      return (await isPlainTable(path)) ? 'as-promised' : 'something-else';
    case 'text/plain':
      return (await isPlainText(path)) ? 'as-promised' : 'something-else';
    case 'application/xml':
      return (await isPlainXml(path)) ? 'as-promised' : 'something-else';
    case DOCX:
      return (await hasMagicOf(path, type)) ? inspectOfficeFile(path, 'word/document.xml') : 'something-else';
    case XLSX:
      return (await hasMagicOf(path, type)) ? inspectOfficeFile(path, 'xl/workbook.xml') : 'something-else';
    case 'application/zip':
      return (await isWholeZip(path)) ? 'as-promised' : 'something-else';
    default:
      return (await hasMagicOf(path, type)) ? 'as-promised' : 'something-else';
  }
}

async function hasMagicOf(path: string, type: MediaType): Promise<boolean> {
  // A broken file can make the detector throw (end of file, bad archive): then it is not what it says it is.
  const found = await fileTypeFromFile(path).catch(() => undefined);
  return found?.mime === type;
}
