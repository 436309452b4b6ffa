/**
 * Why a file cannot be read as a list. Facts by name, where they are known:
 *
 * - `empty-file`; `file-too-large` (megabytes); `not-a-list` (no table in any form that is read); `program` (.exe or a script, whatever it is called);
 * - `other-document` (document: 'pdf' | 'word' | 'presentation' | 'image' | 'zip'); `web-page` (an HTML table called .xls); `open-document` (.ods);
 * - `old-excel` (.xls before 2007, or the XML of 2003); `binary-workbook` (.xlsb); `macros` (.xlsm and whatever carries macros); `password` (encrypted);
 * - `damaged` (part); `unpacks-too-large` (part, megabytes): a zip bomb or a file beyond all measure; `unsafe-xml` (part): a DTD, an entity, nesting without end;
 *   `unsafe-path`: a name in the package that points outside of it;
 * - `no-sheet`; `unknown-sheet`; `too-many-sheets` (most); `too-many-rows` (sheet, most); `too-many-columns` (sheet, row, most);
 * - `cell-too-long` (sheet, row, column as letters, most); `quote-not-closed` (row): a .csv whose quote opens and never closes.
 */
export type SpreadsheetFault =
  | 'empty-file'
  | 'file-too-large'
  | 'not-a-list'
  | 'program'
  | 'other-document'
  | 'web-page'
  | 'open-document'
  | 'old-excel'
  | 'binary-workbook'
  | 'macros'
  | 'password'
  | 'damaged'
  | 'unpacks-too-large'
  | 'unsafe-xml'
  | 'unsafe-path'
  | 'no-sheet'
  | 'unknown-sheet'
  | 'too-many-sheets'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'cell-too-long'
  | 'quote-not-closed';

/** Why a file is not read: a code and what its sentence speaks of, ready to be shown. */
export interface SpreadsheetRefusal {
  readonly ok: false;
  readonly reason: SpreadsheetFault;
  readonly facts: Readonly<Record<string, string>>;
}

/** Refuses a file for `reason`. */
export function refuseFile(reason: SpreadsheetFault, facts: Readonly<Record<string, string>> = {}): SpreadsheetRefusal {
  return { ok: false, reason, facts };
}

/** Thrown out of the rows of a sheet when something in it is refused: what came before was already given. `refusal` says what. */
export class SpreadsheetRefused extends Error {
  constructor(readonly refusal: SpreadsheetRefusal) {
    super(`The file is refused: ${refusal.reason}`);
    this.name = 'SpreadsheetRefused';
  }
}

/** Stops reading with a refusal, from within a stream. */
export function refuseReading(reason: SpreadsheetFault, facts: Readonly<Record<string, string>> = {}): SpreadsheetRefused {
  return new SpreadsheetRefused(refuseFile(reason, facts));
}
