import { mkdtemp, rm } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { EMPTY_CELL, type SheetRow } from '../../kernel/cell.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import { openWorkbook, SpreadsheetRefused, type SheetInfo, type SpreadsheetFault, type Workbook } from '../../platform/spreadsheets/index.js';
import {
  findHeader, HEADER_SEARCH_ROWS, matchColumns, PACKAGE_COLUMNS, roleOfRow, understandCell, understandPackageRow,
  type CellValue, type ColumnMatch, type FoundHeader, type KnownColumn, type PackageColumn, type Understanding,
} from '../../imports/index.js';
import { packageStatuses, type PublishedStatus } from '../domain/reconciliation.js';

/** A package as its row says it; the agency is still a name. */
export interface ReadPackage {
  readonly row: number;
  readonly code: string;
  readonly root: string;
  readonly revision: number;
  readonly name: string;
  readonly invitingBody: string;
  readonly place: string | undefined;
  readonly publishedOn: CalendarDay | null;
  readonly method: string | null;
  readonly status: PublishedStatus | null;
  readonly value: bigint | null;
}

/** A list that could be read, or why not: a fault of the file, or no sheet with the columns that are needed. */
export type ReadList =
  | { readonly ok: true; readonly sheetName: string; readonly packages: readonly ReadPackage[]; readonly unread: readonly { readonly row: number; readonly text: string }[] }
  | { readonly ok: false; readonly reason: SpreadsheetFault | 'no-columns' | 'no-packages' };

type Column = PackageColumn | 'value';
const needed: readonly Column[] = ['code', 'name', 'invitingBody'];
const valueColumn: KnownColumn<Column> = {
  key: 'value',
  title: 'Giá gói thầu',
  synonyms: ['Giá trị gói thầu', 'Giá trúng thầu', 'Dự toán gói thầu', 'Giá trị'],
  content: { kind: 'money' },
  required: false,
};
const columns: readonly KnownColumn<Column>[] = [...PACKAGE_COLUMNS, valueColumn];
const MOST_ROWS = 50_000;
const MOST_UNREAD = 200;
const MOST_SHEETS = 10;

/**
 * Reads a list of published packages out of a kept file, with the reading of the imports room: what is not understood for certain is not taken.
 * Of several rows about one package the highest revision stands.
 */
export async function readPackageList(evidence: EvidenceStore, sha256: string): Promise<ReadList> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dieu6-list-'));
  try {
    const filePath = path.join(folder, 'list');
    await pipeline((await evidence.open(sha256)).stream, createWriteStream(filePath));
    const opened = await openWorkbook(filePath, { rows: MOST_ROWS });
    if (!opened.ok) return { ok: false, reason: opened.reason };
    try {
      return await readWorkbook(opened.workbook);
    } finally {
      await opened.workbook.close();
    }
  } catch (error) {
    if (error instanceof SpreadsheetRefused) return { ok: false, reason: error.refusal.reason };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readWorkbook(workbook: Workbook): Promise<ReadList> {
  for (const sheet of workbook.sheets.filter(({ hidden }) => !hidden).slice(0, MOST_SHEETS)) {
    const header = findHeader(await firstRows(workbook, sheet), columns, await workbook.merges(sheet));
    if (header === undefined) continue;
    const match = matchColumns(header.texts, columns);
    const found = new Set(match.matched.map(({ key }) => key));
    if (needed.every((key) => found.has(key))) return readSheet(workbook, sheet, header, match);
  }
  return { ok: false, reason: 'no-columns' };
}

async function firstRows(workbook: Workbook, sheet: SheetInfo): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of workbook.rows(sheet)) if (rows.push(row) >= HEADER_SEARCH_ROWS) break;
  return rows;
}

async function readSheet(workbook: Workbook, sheet: SheetInfo, header: FoundHeader, match: ColumnMatch<Column>): Promise<ReadList> {
  const packages = new Map<string, ReadPackage>();
  const unread: { row: number; text: string }[] = [];
  for await (const row of workbook.rows(sheet)) {
    if (row.number <= header.lastRow) continue;
    const role = roleOfRow(row, header.texts);
    if (role === 'closing') break;
    if (role !== 'entry') continue;
    const read = readRow(row, match);
    if (typeof read === 'string') {
      if (unread.length < MOST_UNREAD) unread.push({ row: row.number, text: read });
      continue;
    }
    const standing = packages.get(read.root);
    if (standing === undefined || read.revision >= standing.revision) packages.set(read.root, read);
  }
  if (packages.size === 0) return { ok: false, reason: 'no-packages' };
  return { ok: true, sheetName: sheet.name, packages: [...packages.values()], unread };
}

/** The package of a row, or what could not be read of it. */
function readRow(row: SheetRow, match: ColumnMatch<Column>): ReadPackage | string {
  const cells = understandPackageRow(row, packageMatch(match)).cells;
  const code = valueOf(cells.code, 'package-code');
  const name = valueOf(cells.name, 'text')?.text;
  const invitingBody = valueOf(cells.invitingBody, 'text')?.text;
  if (code === undefined || name === undefined || invitingBody === undefined) {
    const missing = [...(code === undefined ? ['mã gói thầu'] : []), ...(name === undefined ? ['tên gói thầu'] : []), ...(invitingBody === undefined ? ['bên mời thầu'] : [])];
    return `chưa đọc được ${missing.join(', ')}`;
  }
  const status = valueOf(cells.status, 'choice')?.value;
  return {
    row: row.number,
    code: `${code.number}-${String(code.revision).padStart(2, '0')}`,
    root: code.number,
    revision: code.revision,
    name,
    invitingBody,
    place: valueOf(cells.place, 'text')?.text,
    publishedOn: valueOf(cells.publishedOn, 'day')?.day ?? null,
    method: valueOf(cells.method, 'text')?.text ?? valueOf(cells.method, 'choice')?.label ?? null,
    status: packageStatuses.find((known) => known === status) ?? null,
    value: amountOf(row, match),
  };
}

function packageMatch(match: ColumnMatch<Column>): ColumnMatch<PackageColumn> {
  const isPackageColumn = (key: Column): key is PackageColumn => key !== 'value';
  return {
    matched: match.matched.flatMap((column) => (isPackageColumn(column.key) ? [{ ...column, key: column.key }] : [])),
    unmatched: match.unmatched,
    missing: PACKAGE_COLUMNS.filter(({ key }) => match.missing.some((column) => column.key === key)),
  };
}

function amountOf(row: SheetRow, match: ColumnMatch<Column>): bigint | null {
  const column = match.matched.find(({ key }) => key === 'value');
  if (column === undefined) return null;
  const evidence = { header: column.header, ...(column.moneyUnit === undefined ? {} : { moneyUnit: column.moneyUnit }) };
  return valueOf(understandCell({ kind: 'money' }, row.cells[column.index] ?? EMPTY_CELL, evidence), 'money')?.amount ?? null;
}

/** The value of a cell that is understood for certain and holds this kind of thing. */
function valueOf<Kind extends CellValue['kind']>(cell: Understanding<CellValue> | undefined, kind: Kind): Extract<CellValue, { kind: Kind }> | undefined {
  if (cell?.kind !== 'understood') return undefined;
  const { value } = cell;
  return isKind(value, kind) ? value : undefined;
}

function isKind<Kind extends CellValue['kind']>(value: CellValue, kind: Kind): value is Extract<CellValue, { kind: Kind }> {
  return value.kind === kind;
}
