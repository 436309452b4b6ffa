/** The only door to reading and writing lists as files (.xlsx, .csv). What a cell means is the business of the rooms. */
export { DEFAULT_LIMITS, type SpreadsheetLimits } from './limits.js';
export { openWorkbook } from './open-workbook.js';
export { SpreadsheetRefused, type SpreadsheetFault, type SpreadsheetRefusal } from './refusals.js';
export type { OpenedWorkbook, SheetInfo, Workbook, WorkbookRemark } from './workbook.js';
export { writeCsv } from './write-csv.js';
export { writeWorkbook } from './write-workbook.js';
export type { WrittenCell, WrittenColumn, WrittenColumnKind, WrittenSheet } from './written-sheet.js';
