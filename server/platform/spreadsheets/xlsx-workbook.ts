/** Opens an .xlsx package as a workbook. */
import type { SpreadsheetLimits } from './limits.js';
import { readMergedRanges } from './merged-ranges.js';
import { mainPartOf, readStyles, readWorkbookParts, type SheetPart } from './package-parts.js';
import { refuseFile, refuseReading, type SpreadsheetRefusal } from './refusals.js';
import { NO_SHARED_TEXTS, readSharedTexts } from './shared-texts.js';
import { readSheetRows } from './sheet-rows.js';
import type { SheetInfo, Workbook } from './workbook.js';
import type { ZipPackage } from './zip-package.js';

/** Parts that run or bring programs along: VBA, Excel 4 macro sheets, ActiveX, attached toolbars. */
const ACTIVE_PARTS = /(?:^|\/)(?:vbaproject|vbadata)[^/]*$|(?:^|\/)(?:macrosheets|activex)\/|(?:^|\/)attachedtoolbars\.bin$/iu;

/** What a package is that is no .xlsx; undefined when it may be one. */
export function refusalOfPackage(names: ReadonlySet<string>): SpreadsheetRefusal | undefined {
  const some = (pattern: RegExp): boolean => [...names].some((name) => pattern.test(name));
  if (some(ACTIVE_PARTS)) return refuseFile('macros');
  if (names.has('xl/workbook.bin')) return refuseFile('binary-workbook');
  if (names.has('content.xml') && names.has('mimetype')) return refuseFile('open-document');
  if (some(/^word\//u)) return refuseFile('other-document', { document: 'word' });
  if (some(/^ppt\//u)) return refuseFile('other-document', { document: 'presentation' });
  if (!names.has('[Content_Types].xml')) return refuseFile('other-document', { document: 'zip' });
  return undefined;
}

/** Reads what stands before the rows: sheets, styles, shared texts. Throws SpreadsheetRefused. */
export async function openXlsx(zip: ZipPackage, limits: SpreadsheetLimits): Promise<Workbook> {
  const main = await mainPartOf(zip);
  const parts = await readWorkbookParts(zip, main);
  if (parts.sheets.length === 0) throw refuseReading('no-sheet');
  if (parts.sheets.length > limits.sheets) throw refuseReading('too-many-sheets', { most: String(limits.sheets) });
  const styles = await readStyles(zip, parts.styles);
  const texts = parts.sharedTexts === undefined ? NO_SHARED_TEXTS : await readSharedTexts(parts.sharedTexts, zip.read(parts.sharedTexts), limits);
  const sources = { texts, styles, since1904: parts.since1904 };
  const partOf = (sheet: SheetInfo): SheetPart => {
    const part = parts.sheets[sheet.index];
    if (part?.name !== sheet.name) throw refuseReading('unknown-sheet', { sheet: sheet.name });
    return part;
  };
  return {
    format: 'xlsx',
    sheets: parts.sheets.map(({ name, hidden }, index) => ({ index, name, hidden })),
    remarks: [],
    async *rows(sheet) {
      const { name, part } = partOf(sheet);
      yield* readSheetRows({ name, part, sources, limits }, zip.read(part));
    },
    merges: async (sheet) => readMergedRanges(zip.read(partOf(sheet).part)),
    close: async () => {
      texts.close();
      zip.close();
      return Promise.resolve();
    },
  };
}
