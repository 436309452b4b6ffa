/** How much of a file is read before it is refused. Bytes are counted while they are unpacked, never taken from what the file says. */
export interface SpreadsheetLimits {
  /** The file as it was uploaded. */
  readonly fileBytes: number;
  /** Any one part of an .xlsx, unpacked. */
  readonly partBytes: number;
  /** How many times larger a part may grow by unpacking, once it is larger than 16 MB. */
  readonly ratio: number;
  readonly sheets: number;
  /** Rows that hold something. */
  readonly rows: number;
  readonly columns: number;
  /** Characters in one cell. */
  readonly cellCharacters: number;
  /** Bytes of shared texts kept in memory; the rest waits in a temporary file. */
  readonly textBytesInMemory: number;
}

/** Enough for 100,000 rows of any list seen so far; Excel's own bound for a cell. */
export const DEFAULT_LIMITS: SpreadsheetLimits = {
  fileBytes: 50 * 1024 * 1024,
  partBytes: 400 * 1024 * 1024,
  ratio: 300,
  sheets: 200,
  rows: 200_000,
  columns: 500,
  cellCharacters: 32_767,
  textBytesInMemory: 16 * 1024 * 1024,
};
