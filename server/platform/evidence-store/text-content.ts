/** Rules for files that have no magic bytes: plain text, CSV and XML. Only UTF-8 is taken, with or without a byte order mark; of tables the older encodings too. */
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

/** C0 and C1 controls save tab, line breaks and form feed. */
const CONTROLS = /(?![\t\n\f\r])\p{Cc}/u;
/** What browsers and shells would take for a page, a drawing, a script or another kind of document at the start of a text. */
const DISGUISED: readonly RegExp[] = [
  /^(?:#!|%PDF-|\{\\rtf|<!doctype|<!--|<\?)/iu,
  /^<\/?(?:html|head|body|script|iframe|svg|style|title|div|table|font|h1|meta|link|img|object|embed|form|a|b|br|p)[\s/>]/iu,
];
/** What makes an XML file act when a browser opens it, or reach for other files when a program reads it. */
const ACTIVE_XML = /<!doctype|<!entity|<\?xml-stylesheet|http:\/\/www\.w3\.org\/1999\/xhtml|http:\/\/www\.w3\.org\/2000\/svg/iu;
const OVERLAP = 64;
const START = 1_024;

/** Whether the file is UTF-8 text without control characters that does not pretend to be text (no page, script or drawing). */
export function isPlainText(path: string): Promise<boolean> {
  return holdsForText(path, {
    start: (text) => !DISGUISED.some((disguise) => disguise.test(text)),
    everywhere: () => true,
  });
}

/**
 * Whether the file is a table of text (.csv) as programs of this country write it: UTF-8, UTF-16 with its byte order mark, or the single bytes of
 * Windows; without control characters, and no page, script or drawing.
 */
export async function isPlainTable(path: string): Promise<boolean> {
  const rules = { start: (text: string) => !DISGUISED.some((disguise) => disguise.test(text)), everywhere: () => true };
  const encodings = (await isUtf16(path)) ?? ['utf-8', 'windows-1258'];
  for (const encoding of encodings) {
    if (await holdsForText(path, rules, encoding)) return true;
  }
  return false;
}

/** The encoding that a UTF-16 byte order mark announces. */
async function isUtf16(path: string): Promise<readonly string[] | undefined> {
  for await (const piece of createReadStream(path, { end: 1 })) {
    const mark = Buffer.isBuffer(piece) ? piece.toString('hex') : '';
    if (mark === 'fffe') return ['utf-16le'];
    if (mark === 'feff') return ['utf-16be'];
  }
  return undefined;
}

/** Whether the file is UTF-8 XML that is only data: no DOCTYPE, no style sheet, no XHTML or SVG anywhere in it. */
export function isPlainXml(path: string): Promise<boolean> {
  return holdsForText(path, {
    start: (text) => /^<(?:\?xml\s|!--|[\p{L}_])/u.test(text) && !/^<(?:html|svg)[\s/>]/iu.test(text),
    everywhere: (text) => !ACTIVE_XML.test(text),
  });
}

/** `start` sees the first characters without leading white space; `everywhere` sees every stretch, overlapping at the seams. */
async function holdsForText(
  path: string,
  rules: { start: (text: string) => boolean; everywhere: (text: string) => boolean },
  encoding = 'utf-8',
): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let beginning = '';
  let seam = '';
  for await (const text of decoded(createReadStream(path), decoder)) {
    if (text === undefined || CONTROLS.test(text) || !rules.everywhere(seam + text)) return false;
    if (beginning.length < START) beginning = (beginning + text).trimStart().slice(0, START);
    seam = (seam + text).slice(-OVERLAP);
  }
  return rules.start(beginning);
}

/** The pieces of a file as text; undefined once, and then nothing more, where it is not UTF-8. */
async function* decoded(bytes: AsyncIterable<Buffer>, decoder: TextDecoder): AsyncGenerator<string | undefined> {
  for await (const piece of bytes) {
    const text = tryDecode(() => decoder.decode(piece, { stream: true }));
    yield text;
    if (text === undefined) return;
  }
  yield tryDecode(() => decoder.decode());
}

function tryDecode(decode: () => string): string | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
