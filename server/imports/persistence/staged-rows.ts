import type { Cell, SheetRow } from '../../kernel/cell.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { RowOutcome } from '../domain/list-kinds.js';

/** Rows as the file says them, and what each was understood as. Nothing is parsed twice: previews and the work itself read from here. */

/** Rows taken at once; memory holds no more than this of a list. */
export const ROWS_AT_ONCE = 1_000;

export async function stageRows(tx: Transaction, importId: string, rows: readonly SheetRow[]): Promise<void> {
  await tx.change(
    'INSERT INTO import_row (import_id, row_number, cells, broken_quotes) SELECT $1, n, cells, broken FROM unnest($2::int[], $3::jsonb[], $4::boolean[]) AS r (n, cells, broken)',
    [importId, rows.map(({ number }) => number), rows.map(({ cells }) => JSON.stringify(cells)), rows.map(({ brokenQuotes }) => brokenQuotes === true)],
  );
}

interface StagedRow {
  readonly number: number;
  readonly cells: readonly Cell[];
  readonly broken: boolean;
}

const rowsSql = `SELECT row_number AS number, cells, broken_quotes AS broken FROM import_row WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3`;

function sheetRow({ number, cells, broken }: StagedRow): SheetRow {
  return broken ? { number, cells, brokenQuotes: true } : { number, cells };
}

/** The staged rows behind row `after`, in their order, batch by batch. */
export async function* stagedRows(tx: Transaction, importId: string, after: number, atOnce = ROWS_AT_ONCE): AsyncGenerator<SheetRow[]> {
  for (let last = after; ; ) {
    const rows = await tx.query<StagedRow>(rowsSql, [importId, last, atOnce]);
    if (rows.length === 0) return;
    last = rows.at(-1)?.number ?? last;
    yield rows.map(sheetRow);
    if (rows.length < atOnce) return;
  }
}

/** The first rows of the sheet, for the page that matches columns. */
export async function selectFirstRows(reader: Reader, importId: string, count: number): Promise<SheetRow[]> {
  return (await reader.rows<StagedRow>(rowsSql, [importId, 0, count])).map(sheetRow);
}

export async function countStagedRows(tx: Transaction, importId: string): Promise<number> {
  const [row] = await tx.query<{ found: number }>('SELECT count(*)::int AS found FROM import_row WHERE import_id = $1', [importId]);
  return row?.found ?? 0;
}

/** Removes everything that was staged of a list: its rows, what they were understood as, its questions. */
export async function sweepStaging(tx: Transaction, importId: string): Promise<void> {
  await tx.change('DELETE FROM import_reading WHERE import_id = $1', [importId]);
  await tx.change('DELETE FROM import_question WHERE import_id = $1', [importId]);
  await tx.change('DELETE FROM import_row WHERE import_id = $1', [importId]);
}

/** A code with what its sentence speaks of, at a column; null: at the row as a whole. */
export interface SaidOfRow {
  readonly column: string | null;
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What a row was understood as, ready to be shown. */
export interface ReadingOfRow {
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly said: {
    /** What the row is about: a name. */
    readonly title: string;
    /** Each column as it was understood, as a person reads it. */
    readonly values: Readonly<Record<string, string>>;
    readonly faults: readonly SaidOfRow[];
    readonly remarks: readonly SaidOfRow[];
    /** What stands there now and what the list says, where they differ. */
    readonly changes: Readonly<Record<string, { readonly from: string; readonly to: string }>>;
  };
  /** What is there already. */
  readonly subjectId: string | null;
}

export async function clearReadings(tx: Transaction, importId: string): Promise<void> {
  await tx.change('DELETE FROM import_reading WHERE import_id = $1', [importId]);
}

export async function insertReadings(tx: Transaction, importId: string, readings: readonly ReadingOfRow[]): Promise<void> {
  await tx.change(
    'INSERT INTO import_reading (import_id, row_number, outcome, said, subject_id) SELECT $1, n, outcome, said, subject FROM unnest($2::int[], $3::text[], $4::jsonb[], $5::uuid[]) AS r (n, outcome, said, subject)',
    [importId, readings.map(({ row }) => row), readings.map(({ outcome }) => outcome), readings.map(({ said }) => JSON.stringify(said)), readings.map(({ subjectId }) => subjectId)],
  );
}

const readingColumns = 'r.row_number AS row, r.outcome, r.said, r.subject_id AS "subjectId"';

/** One page of what the rows were understood as; of one outcome, or of all. */
export async function selectReadings(reader: Reader, importId: string, outcome: RowOutcome | undefined, offset: number, limit: number): Promise<ReadingOfRow[]> {
  const condition = outcome === undefined ? '' : 'AND r.outcome = $4';
  return reader.rows<ReadingOfRow>(
    `SELECT ${readingColumns} FROM import_reading r WHERE r.import_id = $1 ${condition} ORDER BY r.row_number LIMIT $2 OFFSET $3`,
    [importId, limit, offset, ...(outcome === undefined ? [] : [outcome])],
  );
}

/** Rows that did not come in, with the cells they have in the file, batch by batch. */
export async function* rejectedRows(tx: Transaction, importId: string): AsyncGenerator<{ readonly cells: readonly Cell[]; readonly reading: ReadingOfRow }[]> {
  for (let last = 0; ; ) {
    const rows = await tx.query<ReadingOfRow & { readonly cells: readonly Cell[] }>(
      `SELECT ${readingColumns}, s.cells FROM import_reading r JOIN import_row s ON s.import_id = r.import_id AND s.row_number = r.row_number
        WHERE r.import_id = $1 AND r.outcome IN ('wrong', 'asked') AND r.row_number > $2 ORDER BY r.row_number LIMIT ${ROWS_AT_ONCE}`,
      [importId, last],
    );
    if (rows.length === 0) return;
    last = rows.at(-1)?.row ?? last;
    yield rows.map(({ cells, ...reading }) => ({ cells, reading }));
  }
}
