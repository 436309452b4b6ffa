import type { Response } from 'express';
import { dayOf, formatInstant } from '../../kernel/calendar-day.js';
import { foldText } from '../../kernel/text.js';
import { writeCsv, writeWorkbook, type WrittenSheet } from '../spreadsheets/index.js';
import { page, type PageAnswer } from './answers.js';
import type { Principal } from './principal.js';
import type { ExportAnswer, ExportedList, ExportedRows } from './exported-list.js';
import type { Site } from './site.js';

/** A sheet of Excel has 1,048,576 rows, the header among them. */
const LONGEST_SHEET = 1_048_575;
/** A reader who takes nothing for this long is gone. */
const STALLED_MS = 90_000;
const mediaTypes = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const;

/**
 * Counts the list, records who takes it, then sends it row by row from one snapshot. Whatever goes wrong before the first byte is a page;
 * afterwards the connection breaks off, so that no part of a file passes for the whole. When the reader goes away the reading stops.
 * @returns a page to show instead, when the list cannot go out
 */
export async function sendExport(site: Site, response: Response, principal: Principal, answer: ExportAnswer): Promise<PageAnswer | undefined> {
  const leave = site.exportPlaces.take(principal.userId);
  if (leave === undefined) return refusal('Đang có danh sách khác được xuất. Chờ tệp trước tải xong rồi xuất lại.', 429);
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  response.setTimeout(STALLED_MS, () => response.destroy());
  try {
    return await answer.list.open(gone.signal, (rows) => send(site, response, principal, answer, rows));
  } catch (error) {
    if (gone.signal.aborted) return undefined;
    if (!response.headersSent) throw error;
    site.log.error({ err: error, register: answer.list.register }, 'a list that was going out broke off');
    response.destroy();
    return undefined;
  } finally {
    leave();
  }
}

async function send(site: Site, response: Response, principal: Principal, { format, list, act }: ExportAnswer, rows: ExportedRows): Promise<PageAnswer | undefined> {
  if (format === 'xlsx' && rows.total > LONGEST_SHEET) {
    return refusal(`Danh sách có ${rows.total.toLocaleString('vi-VN')} dòng, nhiều hơn một trang tính Excel chứa được. Lọc bớt, hoặc xuất tệp .csv.`, 422);
  }
  const at = await site.recordExport(act, principal, { list, format, total: rows.total });
  const name = `${foldText(list.noun).replaceAll(/[^a-z0-9]+/g, '-')}-${dayOf(at)}.${format}`;
  response.status(200).set({ 'Content-Type': mediaTypes[format], 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'no-store' });
  const sheet: WrittenSheet = { name: 'Danh sách', columns: list.columns, rows: rows.cells };
  if (format === 'csv') await writeCsv(response, sheet);
  else await writeWorkbook(response, [sheet, originSheet(list, originLines(site, principal, at, list, rows.total))]);
  return undefined;
}

/** Who took out what, when: beside the list and not above it, so that the file can be read in again. */
function originSheet(list: ExportedList, lines: readonly (readonly [string, string])[]): WrittenSheet {
  return {
    name: 'Thông tin',
    columns: [{ title: 'Nội dung', kind: 'text' }, { title: list.caption, kind: 'text', width: 80 }],
    rows: lines.map((line) => line.map((text) => ({ kind: 'text', text }) as const)),
  };
}

function originLines(site: Site, principal: Principal, at: Date, list: ExportedList, total: number): [string, string][] {
  return [
    ['Người xuất', principal.post === '' ? principal.displayName : `${principal.displayName}, ${principal.post}`],
    ...(principal.agency === undefined ? [] : [['Cơ quan', principal.agency.name] satisfies [string, string]]),
    ['Thời điểm', formatInstant(at)],
    ['Bộ lọc', list.filters.length === 0 ? 'Không lọc' : list.filters.map(({ label, word }) => `${label}: ${word}`).join('; ')],
    ['Sắp xếp', list.order],
    ['Số dòng', total.toLocaleString('vi-VN')],
    ...(site.demonstration() ? [['Lưu ý', 'DỮ LIỆU MINH HỌA'] satisfies [string, string]] : []),
  ];
}

function refusal(reason: string, status: 422 | 429): PageAnswer {
  return page('errors/export-refused', 'Chưa xuất được danh sách', { reason }, { status });
}
