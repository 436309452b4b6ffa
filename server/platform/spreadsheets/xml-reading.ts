/** Reads the XML of a part as it is unpacked, without DTD, entities of its own, endless nesting or endless texts. */
import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { refuseReading, SpreadsheetRefused } from './refusals.js';

const DEEPEST = 64;
const MEGABYTE = 1024 * 1024;
/** So much without any tag, text or comment ending is no spreadsheet; a cell of 10 MB stays below, so that it can be named. */
const LONGEST_SILENCE = 24 * MEGABYTE;

/** What is told of the document. Names come without their namespace prefix. */
export interface XmlHandlers {
  opened?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  closed?(name: string): void;
}

/**
 * Reads a part from beginning to end. Throws SpreadsheetRefused: `unsafe-xml` for a DTD or endless nesting, `damaged` where it is not
 * well-formed.
 */
export async function readXml(part: string, pieces: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const reader = xmlReader(part, handlers);
  for await (const text of decodedPieces(part, pieces)) reader.write(text);
  reader.end();
}

/** Reads XML that comes in pieces of text, for callers who take out what has gathered after each piece. Throws as {@link readXml} does. */
export function xmlReader(part: string, handlers: XmlHandlers): { write(text: string): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: false });
  let depth = 0;
  let silence = 0;
  parser.on('doctype', () => {
    throw refuseReading('unsafe-xml', { part });
  });
  parser.on('opentag', (tag) => {
    silence = 0;
    depth += 1;
    if (depth > DEEPEST) throw refuseReading('unsafe-xml', { part });
    handlers.opened?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    silence = 0;
    depth -= 1;
    handlers.closed?.(localName(tag.name));
  });
  const takeText = (text: string): void => {
    silence = 0;
    handlers.text?.(text);
  };
  parser.on('text', takeText);
  parser.on('cdata', takeText);
  parser.on('comment', () => (silence = 0));
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      throw error instanceof SpreadsheetRefused ? error : refuseReading('damaged', { part });
    }
  };
  return {
    write: (text) =>
      guarded(() => {
        silence += text.length;
        parser.write(text);
        if (silence > LONGEST_SILENCE) throw refuseReading('unpacks-too-large', { part, megabytes: String(LONGEST_SILENCE / MEGABYTE) });
      }),
    end: () => guarded(() => void parser.close()),
  };
}

/** "x:row" is "row": the prefix is the writer's choice. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** The text of a part: XML of a package is UTF-8, or UTF-16 with a byte order mark (ECMA-376 part 2). Throws SpreadsheetRefused `damaged`. */
export async function* decodedPieces(part: string, pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const decode = (piece: Buffer, stream: boolean): string => {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    try {
      return decoder.decode(piece, { stream });
    } catch {
      throw refuseReading('damaged', { part });
    }
  };
  for await (const piece of pieces) yield decode(piece, true);
  yield decode(Buffer.alloc(0), false);
}

function encodingOf(first: Buffer): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8';
}
