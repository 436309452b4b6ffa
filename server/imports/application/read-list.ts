import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordEvent } from '../../audit-trail/index.js';
import type { CellRange, SheetRow } from '../../kernel/cell.js';
import { openWorkbook, SpreadsheetRefused, type SpreadsheetRefusal, type Workbook } from '../../platform/spreadsheets/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { KnownColumn } from '../domain/columns.js';
import { findHeader, HEADER_SEARCH_ROWS } from '../domain/find-header.js';
import { rejectedRowColumns } from '../domain/list-kinds.js';
import { matchColumns, type RememberedColumns } from '../domain/match-columns.js';
import { lockImport, rememberedColumns, saveImport, selectImport, tellProgress, type HeaderPlace, type ImportRow, type SetColumn } from '../persistence/imports.js';
import { ROWS_AT_ONCE, stageRows } from '../persistence/staged-rows.js';
import { allowLongStatements } from './check-list.js';
import { cellText } from './row-judgement.js';
import { importEvent, importEvents } from './events.js';
import { knownColumns, type ImportRoomNeeds } from './import-room.js';

/** A file of the evidence store as a workbook, for as long as `read` takes; a file that is refused comes back as why. */
export async function withWorkbook<T>(needs: Pick<ImportRoomNeeds, 'evidence' | 'scratchFolder'>, sha256: string, read: (workbook: Workbook) => Promise<T>): Promise<T | SpreadsheetRefusal> {
  await mkdir(needs.scratchFolder, { recursive: true });
  const folder = await mkdtemp(path.join(needs.scratchFolder, 'danh-sach-'));
  try {
    const file = path.join(folder, 'danh-sach');
    await pipeline((await needs.evidence.open(sha256)).stream, createWriteStream(file));
    const opened = await openWorkbook(file);
    if (!opened.ok) return opened;
    try {
      return await read(opened.workbook);
    } finally {
      await opened.workbook.close();
    }
  } catch (error) {
    if (error instanceof SpreadsheetRefused) return error.refusal;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether what came back is a refusal of the file. */
export function isRefused(result: unknown): result is SpreadsheetRefusal {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}

/**
 * Reads the chosen sheet of a list into the staging tables, row by row with flat memory, finds its header and matches its columns. In one
 * transaction; run again after a crash it begins anew. A file that is refused midway leaves nothing but why.
 */
export async function readList(needs: ImportRoomNeeds, importId: string, principal: Principal): Promise<void> {
  const waiting = await selectImport(needs.reader, importId);
  if (waiting?.status !== 'reading') return;
  const result = await withWorkbook(needs, waiting.fileSha256, (workbook) => stageSheet(needs, importId, principal, workbook));
  if (isRefused(result)) await giveUpReading(needs, importId, principal, result);
}

async function stageSheet(needs: ImportRoomNeeds, importId: string, principal: Principal, workbook: Workbook): Promise<'staged'> {
  await needs.work.run({ actorId: principal.userId, records: [importEvents.read] }, async (tx) => {
    const list = await lockImport(tx, importId);
    const sheet = workbook.sheets.find(({ index }) => index === list.sheetIndex);
    if (list.status !== 'reading' || sheet === undefined) return;
    await allowLongStatements(tx);
    const first: SheetRow[] = [];
    let batch: SheetRow[] = [];
    let rows = 0;
    for await (const row of workbook.rows(sheet)) {
      if (first.length < HEADER_SEARCH_ROWS) first.push(row);
      batch.push(row);
      rows += 1;
      if (batch.length < ROWS_AT_ONCE) continue;
      await stageRows(tx, list.id, batch);
      batch = [];
      await tellProgress(needs.reader, list.id, 'reading', rows, 0);
    }
    if (batch.length > 0) await stageRows(tx, list.id, batch);
    const header = placeHeader(first, knownColumns(needs, list.kind), await workbook.merges(sheet));
    const columns = autoColumns(header, knownColumns(needs, list.kind), await rememberedColumns(tx, list.agencyId, list.kind));
    await saveImport(tx, list.id, { status: 'matching', header, columns });
    await recordEvent(tx, importEvent(importEvents.read, list, { rows, sheet: sheet.name, headerRow: header.firstRow }));
  });
  return 'staged';
}

async function giveUpReading(needs: ImportRoomNeeds, importId: string, principal: Principal, { reason, facts }: SpreadsheetRefusal): Promise<void> {
  await needs.work.run({ actorId: principal.userId, records: [importEvents.unreadable] }, async (tx) => {
    const list = await lockImport(tx, importId);
    if (list.status !== 'reading') return;
    await saveImport(tx, list.id, { status: 'unreadable', trouble: { reason, facts } });
    await recordEvent(tx, importEvent(importEvents.unreadable, list, { reason, facts }));
  });
}

/** Where the table begins; where no header was found, the first row that holds something is taken for one and must be looked at. */
function placeHeader(first: readonly SheetRow[], known: readonly KnownColumn[], merges: readonly CellRange[]): HeaderPlace {
  const found = findHeader(first, known, merges);
  if (found !== undefined) return { firstRow: found.firstRow, lastRow: found.lastRow, texts: found.texts, moneyUnit: found.moneyUnit?.toString() ?? null, certainty: found.certainty };
  const [row] = first;
  return { firstRow: row?.number ?? 1, lastRow: row?.number ?? 1, texts: headerTexts(row), moneyUnit: null, certainty: 'not-found' };
}

/** A header that somebody set by hand: one row of the sheet. */
export function headerAt(row: SheetRow): HeaderPlace {
  return { firstRow: row.number, lastRow: row.number, texts: headerTexts(row), moneyUnit: null, certainty: 'by-hand' };
}

function headerTexts(row: SheetRow | undefined): string[] {
  return (row?.cells ?? []).map((cell) => cellText(cell));
}

/** What each column of the file means, as far as its name tells; the columns of a file of rejected rows are left out. */
export function autoColumns(header: HeaderPlace, known: readonly KnownColumn[], remembered: RememberedColumns): SetColumn[] {
  const ours: readonly string[] = [rejectedRowColumns.row, rejectedRowColumns.faults];
  const texts = header.texts.map((text) => (ours.includes(text) ? '' : text));
  return matchColumns(texts, known, remembered).matched.map(({ index, header: text, key, ground, moneyUnit }) => ({ index, key, header: text, ground, moneyUnit: moneyUnit?.toString() ?? null }));
}

/** The sheets of an uploaded file, or why it is refused. */
export async function sheetsOf(needs: Pick<ImportRoomNeeds, 'evidence' | 'scratchFolder'>, sha256: string): Promise<ImportRow['sheets'] | SpreadsheetRefusal> {
  return withWorkbook(needs, sha256, async (workbook) => workbook.sheets.map(({ index, name, hidden }) => ({ index, name, hidden })));
}
