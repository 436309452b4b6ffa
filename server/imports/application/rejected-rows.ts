import { PassThrough } from 'node:stream';
import type { Cell } from '../../kernel/cell.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { writeWorkbook, type WrittenCell, type WrittenColumn } from '../../platform/spreadsheets/index.js';
import type { KnownColumn } from '../domain/columns.js';
import { rejectedRowColumns } from '../domain/list-kinds.js';
import type { ImportRow } from '../persistence/imports.js';
import { rejectedRows } from '../persistence/staged-rows.js';
import { knownColumns, type ImportRoomNeeds } from './import-room.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LARGEST_RESULT = 400 * 2 ** 20;

/**
 * Writes the rows that do not come in, with the columns of the file as they are and their errors beside them, and keeps the file in the evidence
 * store: it can be put right and brought in again. @returns its SHA-256
 */
export async function keepRejectedRows(needs: ImportRoomNeeds, tx: Transaction, list: ImportRow): Promise<string> {
  const known = knownColumns(needs, list.kind);
  const headers = list.header?.texts ?? [];
  const placed = new Map((list.columns ?? []).map(({ index, key }) => [index, known.find((column) => column.key === key)]));
  const columns: WrittenColumn[] = [
    ...headers.map((title, index) => ({ title, kind: kindOf(placed.get(index)) })),
    { title: rejectedRowColumns.row, kind: 'number' },
    { title: rejectedRowColumns.faults, kind: 'text', width: 80 },
  ];
  const keyAt = (index: number): string | undefined => placed.get(index)?.key;
  return keepWorkbook(needs, (out) => writeWorkbook(out, [{ name: 'Dòng chưa nhập', columns, rows: cellsOf(needs, tx, list, headers.length, known, keyAt) }]));
}

async function* cellsOf(
  needs: ImportRoomNeeds, tx: Transaction, list: ImportRow, width: number, known: readonly KnownColumn[], keyAt: (index: number) => string | undefined,
): AsyncGenerator<WrittenCell[]> {
  for await (const rows of rejectedRows(tx, list.id)) {
    for (const { cells, reading } of rows) {
      const wrong = new Set(reading.said.faults.map(({ column }) => column));
      const said = reading.said.faults.map((fault) => needs.sentenceOf(fault, known));
      const faults = reading.outcome === 'asked' ? [...said, needs.sentenceOf({ column: null, code: 'not-answered', facts: {} }, known)] : said;
      yield [
        ...Array.from({ length: width }, (_, index) => writtenCell(cells[index], wrong.has(keyAt(index) ?? ''))),
        { kind: 'number', literal: String(reading.row) },
        { kind: 'text', text: faults.join('\n') },
      ];
    }
  }
}

/** What was read goes out as it came in; a formula as the value it had. */
function writtenCell(cell: Cell | undefined, wrong: boolean): WrittenCell {
  return { ...(cell ?? { kind: 'empty' }), ...(wrong ? { mark: 'fault' as const } : {}) };
}

function kindOf(column: KnownColumn | undefined): WrittenColumn['kind'] {
  switch (column?.content.kind) {
    case 'day':
      return 'day';
    case 'tax-code':
    case 'package-code':
    case 'phone':
      return 'code';
    default:
      return 'text';
  }
}

/** Keeps a workbook that the product wrote itself in the evidence store, without ever holding it whole. @returns its SHA-256 */
export async function keepWorkbook(needs: Pick<ImportRoomNeeds, 'evidence'>, write: (out: PassThrough) => Promise<void>): Promise<string> {
  const stream = new PassThrough();
  const keeping = needs.evidence.put(stream, { maxBytes: LARGEST_RESULT, declaredName: 'danh-sach.xlsx', declaredType: XLSX });
  const [kept] = await Promise.all([keeping, write(stream)]);
  if (!kept.allowed) throw new Error(`the product's own workbook was not kept: ${kept.reason}`);
  return kept.sha256;
}
