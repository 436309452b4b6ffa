import type { Writable } from 'node:stream';
import { sheetXml } from './sheet-xml.js';
import { frameParts } from './workbook-xml.js';
import type { WrittenSheet } from './written-sheet.js';
import { ZipWriter } from './zip-writer.js';

const LONGEST_NAME = 31;
const NOT_IN_NAMES = /[[\]:*?/\\\p{Cc}]/gu;

/**
 * Writes an .xlsx into `out` and ends it, row by row: memory stays flat for any number of rows, as it waits for a slow reader.
 * Dates are dates (dd/mm/yyyy), money is a number (#,##0), codes and texts are text and never run as formulas. The header is frozen,
 * bold and filterable. Rejects when `out` fails or closes early, or the rows throw; `out` is destroyed then.
 */
export async function writeWorkbook(out: Writable, sheets: readonly WrittenSheet[]): Promise<void> {
  const failed = watchErrors(out);
  try {
    const zip = new ZipWriter(out);
    for (const [name, xml] of Object.entries(frameParts(sheetNames(sheets)))) await zip.add(name, [xml]);
    for (const [index, sheet] of sheets.entries()) await zip.add(`xl/worksheets/sheet${String(index + 1)}.xml`, sheetXml(sheet));
    await zip.end();
  } catch (error) {
    out.destroy();
    throw failed() ?? error;
  }
}

/** Hears the stream's error, which would end the process if nobody did; the writing notices by itself that the stream has closed. */
function watchErrors(out: Writable): () => Error | undefined {
  let failed: Error | undefined;
  out.once('error', (error) => (failed = error));
  return () => failed;
}

/** Names as Excel takes them: short, without its special characters, no two alike. */
export function sheetNames(sheets: readonly { readonly name: string }[]): readonly string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, index) => {
    const clean = name.replace(NOT_IN_NAMES, ' ').trim().replace(/^'+|'+$/gu, '').slice(0, LONGEST_NAME).trim();
    let unique = clean === '' ? `Trang ${String(index + 1)}` : clean;
    for (let again = 2; taken.has(unique.toLowerCase()); again += 1) {
      const ending = ` (${String(again)})`;
      unique = `${clean.slice(0, LONGEST_NAME - ending.length)}${ending}`;
    }
    taken.add(unique.toLowerCase());
    return unique;
  });
}
