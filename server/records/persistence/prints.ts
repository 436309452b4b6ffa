import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { RecordState } from '../domain/record.lifecycle.js';

/** What the printer needs of a record. */
export interface PrintableRecord {
  readonly id: string;
  readonly agencyId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly status: RecordState;
  readonly model: Buffer;
  readonly modelSha256: string;
  readonly number: number | null;
  readonly issuedOn: CalendarDay | null;
  /** Editions that are kept already. */
  readonly printed: readonly string[];
}

export function selectPrintable(reader: Reader, id: string): Promise<PrintableRecord | undefined> {
  return reader.row<PrintableRecord>(
    `SELECT r.id, r.agency_id AS "agencyId", r.subject_kind AS "subjectKind", r.subject_id AS "subjectId", r.status, r.model, r.model_sha256 AS "modelSha256", r.number,
            r.issued_on AS "issuedOn", ARRAY(SELECT p.edition FROM record_print p WHERE p.record_id = r.id) AS printed
       FROM record r WHERE r.id = $1`,
    [id],
  );
}

/** The editions of a record that are kept. */
export async function keptEditions(tx: Transaction, id: string): Promise<string[]> {
  return (await tx.query<{ edition: string }>('SELECT edition FROM record_print WHERE record_id = $1', [id])).map(({ edition }) => edition);
}

/** Keeps a print. @returns false when this edition of the record is kept already */
export async function insertPrint(tx: Transaction, print: { readonly recordId: string; readonly edition: string; readonly sha256: string; readonly size: number; readonly pages: number }): Promise<boolean> {
  const kept = await tx.change(
    'INSERT INTO record_print (record_id, edition, sha256, size, pages) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (record_id, edition) DO NOTHING',
    [print.recordId, print.edition, print.sha256, print.size, print.pages],
  );
  return kept === 1;
}

/** Moves a prepared record on to printed. @returns false when it was withdrawn meanwhile */
export async function markPrinted(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.change(`UPDATE record SET status = 'printed' WHERE id = $1 AND status = 'prepared'`, [id])) === 1;
}
