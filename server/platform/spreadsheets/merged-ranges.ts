/** The merged ranges of a sheet. They stand behind all rows, so the rows are passed over without being read. */
import type { CellRange } from '../../kernel/cell.js';
import { columnOfReference } from './sheet-cells.js';

const MOST_RANGES = 10_000;
/** In the XML of a sheet this can only be the tag itself: within texts "<" is written "&lt;". */
const BEGINNING = /<(?:[A-Za-z0-9]+:)?mergeCells\b/u;
const RANGE = /<(?:[A-Za-z0-9]+:)?mergeCell\s[^>]*?\bref="([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})"/gu;
/** Longer than any of the tags looked for, so that one cut in two by the pieces is still seen. */
const OVERLAP = 200;

/** Finds the merged ranges, at most the first 10,000. The names looked for are ASCII, so pieces are searched byte by byte. */
export async function readMergedRanges(pieces: AsyncIterable<Buffer>): Promise<readonly CellRange[]> {
  const ranges: CellRange[] = [];
  let found = false;
  let text = '';
  for await (const piece of pieces) {
    text += piece.toString('latin1');
    if (!found) {
      const start = text.search(BEGINNING);
      found = start !== -1;
      text = found ? text.slice(start) : text.slice(-OVERLAP);
    }
    if (found) {
      text = text.slice(takeRanges(text, ranges));
      if (ranges.length >= MOST_RANGES || /mergeCells>/u.test(text)) break;
      text = text.slice(-OVERLAP * 2);
    }
  }
  return ranges.slice(0, MOST_RANGES);
}

/** Takes the ranges out of a text; answers where the last one ended. */
function takeRanges(text: string, ranges: CellRange[]): number {
  let end = 0;
  for (const found of text.matchAll(RANGE)) {
    const [whole, firstColumn = '', firstRow = '', lastColumn = '', lastRow = ''] = found;
    const [left, right] = [columnOfReference(firstColumn), columnOfReference(lastColumn)];
    if (left !== undefined && right !== undefined) {
      ranges.push({ firstRow: Number(firstRow), firstColumn: left + 1, lastRow: Number(lastRow), lastColumn: right + 1 });
    }
    end = found.index + whole.length;
  }
  return end;
}
