import { openCsv } from './csv-workbook.js';
import { kindOfFile } from './file-kind.js';
import { DEFAULT_LIMITS, type SpreadsheetLimits } from './limits.js';
import { SpreadsheetRefused } from './refusals.js';
import type { OpenedWorkbook } from './workbook.js';
import { openXlsx, refusalOfPackage } from './xlsx-workbook.js';
import { openPackage } from './zip-package.js';

/**
 * Opens a list, .xlsx or .csv by what is in the file and not by its name. Answers within seconds whatever the file is: hostile,
 * encrypted, old and foreign files come back as a refusal with a code. Rejects only when the disk fails. `limits` replaces single
 * limits of DEFAULT_LIMITS.
 */
export async function openWorkbook(filePath: string, limits: Partial<SpreadsheetLimits> = {}): Promise<OpenedWorkbook> {
  const all = { ...DEFAULT_LIMITS, ...limits };
  const file = await kindOfFile(filePath, all.fileBytes);
  if (!file.ok) return file;
  return file.kind === 'text' ? openCsv(filePath, file.head, all) : openZipped(filePath, all);
}

async function openZipped(filePath: string, limits: SpreadsheetLimits): Promise<OpenedWorkbook> {
  const opened = await openPackage(filePath, limits);
  if (!opened.ok) return opened;
  const zip = opened.package;
  const foreign = refusalOfPackage(zip.names);
  if (foreign !== undefined) {
    zip.close();
    return foreign;
  }
  try {
    return { ok: true, workbook: await openXlsx(zip, limits) };
  } catch (error) {
    zip.close();
    if (error instanceof SpreadsheetRefused) return error.refusal;
    throw error;
  }
}
