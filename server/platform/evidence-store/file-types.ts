/** Which kinds of file are taken as evidence, and how their content is told from their name. */
import { fileTypeFromFile } from 'file-type';
import { isPlainText, isPlainXml } from './text-content.js';
import { inspectOfficeFile, readZipNames, type ContentFinding } from './zip-content.js';

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
const ACTIVE_TYPE = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/(?:x-)?(?:java|ecma)script|application\/(?:x-msdownload|x-msdos-program|x-dosexec|x-sh|x-executable|hta|java-archive)|.*macroenabled.*)$/u;

/**
 * Whether the sender's Content-Type contradicts the kind. Browsers send the most different types for the same file (Excel's for
 * .csv, none at all without Office installed), so only another kind of this list, and what is active content, contradicts.
 */
export function contradicts(declaredType: string | undefined, type: MediaType): boolean {
  const declared = (declaredType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (ACTIVE_TYPE.test(declared)) return true;
  if (!isMediaType(declared) || declared === type) return false;
  const looselyNamed: readonly MediaType[] = ['text/csv', 'text/plain', 'application/xml'];
  const namedAsZip: readonly MediaType[] = [DOCX, XLSX];
  if (declared === 'application/zip') return !namedAsZip.includes(type);
  return !(looselyNamed.includes(declared) && looselyNamed.includes(type));
}

/** Looks into the file at `path` and says whether its content is of kind `type`. Rejects only when the disk fails. */
export async function inspectContent(path: string, type: MediaType): Promise<ContentFinding> {
  switch (type) {
    case 'text/csv':
    case 'text/plain':
      return (await isPlainText(path)) ? 'as-promised' : 'something-else';
    case 'application/xml':
      return (await isPlainXml(path)) ? 'as-promised' : 'something-else';
    case DOCX:
      return (await hasMagicOf(path, type)) ? inspectOfficeFile(path, 'word/document.xml') : 'something-else';
    case XLSX:
      return (await hasMagicOf(path, type)) ? inspectOfficeFile(path, 'xl/workbook.xml') : 'something-else';
    case 'application/zip':
      return (await readZipNames(path)) === undefined ? 'something-else' : 'as-promised';
    default:
      return (await hasMagicOf(path, type)) ? 'as-promised' : 'something-else';
  }
}

async function hasMagicOf(path: string, type: MediaType): Promise<boolean> {
  // A broken file can make the detector throw (end of file, bad archive): then it is not what it says it is.
  const found = await fileTypeFromFile(path).catch(() => undefined);
  return found?.mime === type;
}
