/** Opens a .csv as a workbook of one sheet. */
import { findEncoding, readText } from './csv-encoding.js';
import { CSV_SHEET, readCsvRows } from './csv-rows.js';
import { findSeparator } from './csv-separator.js';
import type { SpreadsheetLimits } from './limits.js';
import { refuseFile, refuseReading } from './refusals.js';
import type { OpenedWorkbook } from './workbook.js';

const BEGINNING = 64 * 1024;
/** Control characters that stand in no list; many of them mean that the file is no text. */
const CONTROL = /(?![\t\n\r\f\u0085])\p{Cc}/gu;
const MOST_CONTROLS = 0.01;

/** Finds encoding and separator; what is no text at all is refused as `not-a-list`. */
export async function openCsv(path: string, head: Buffer, limits: SpreadsheetLimits): Promise<OpenedWorkbook> {
  const found = await findEncoding(path, head);
  if (found === undefined) return refuseFile('not-a-list');
  const beginning = await beginningOf(path, found.encoding);
  if (beginning.trim() === '') return refuseFile('empty-file');
  if ((beginning.match(CONTROL)?.length ?? 0) > beginning.length * MOST_CONTROLS) return refuseFile('not-a-list');
  const { separator, guessed, skip } = findSeparator(beginning);
  return {
    ok: true,
    workbook: {
      format: 'csv',
      sheets: [{ index: 0, name: CSV_SHEET, hidden: false }],
      remarks: [
        { kind: 'encoding', ...found },
        { kind: 'separator', separator, guessed },
      ],
      rows: (sheet) => {
        if (sheet.index !== 0) throw refuseReading('unknown-sheet', { sheet: sheet.name });
        return readCsvRows(skipping(readText(path, found.encoding), skip), separator, limits);
      },
      merges: async () => Promise.resolve([]),
      close: async () => Promise.resolve(),
    },
  };
}

async function beginningOf(path: string, encoding: Parameters<typeof readText>[1]): Promise<string> {
  let beginning = '';
  for await (const piece of readText(path, encoding)) {
    beginning += piece;
    if (beginning.length >= BEGINNING) break;
  }
  return beginning.slice(0, BEGINNING);
}

async function* skipping(pieces: AsyncIterable<string>, characters: number): AsyncGenerator<string> {
  let left = characters;
  for await (const piece of pieces) {
    yield piece.slice(left);
    left = Math.max(0, left - piece.length);
  }
}
