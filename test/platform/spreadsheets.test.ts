/** Lists as files: what is read, what is refused, and what goes out. Hostile files are built here, byte by byte. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { calendarDay } from '../../server/kernel/calendar-day.js';
import { EMPTY_CELL, type Cell, type SheetRow } from '../../server/kernel/cell.js';
import {
  openWorkbook,
  SpreadsheetRefused,
  writeCsv,
  writeWorkbook,
  type SpreadsheetLimits,
  type Workbook,
  type WrittenCell,
} from '../../server/platform/spreadsheets/index.js';
import { exactDecimal } from '../../server/platform/spreadsheets/cell-texts.js';
import { ZipWriter } from '../../server/platform/spreadsheets/zip-writer.js';
import { windowsProgram, zipFile } from '../builders/sample-files.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spreadsheets-'));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

let count = 0;
async function fileOf(bytes: Buffer | string): Promise<string> {
  const path = join(folder, `file-${String((count += 1))}`);
  await writeFile(path, bytes);
  return path;
}

/** Zips parts, packed, straight to a file; a part may come in pieces without end. */
async function packed(parts: Readonly<Record<string, string | Iterable<string>>>): Promise<string> {
  const path = join(folder, `file-${String((count += 1))}`);
  const zip = new ZipWriter(createWriteStream(path));
  for (const [name, part] of Object.entries(parts)) await zip.add(name, typeof part === 'string' ? [part] : part);
  await zip.end();
  return path;
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
function workbookParts(): Record<string, string> {
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${REL}"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${REL}/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`,
  };
}
const sheetOf = (rows: string): string => `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`;

async function opened(path: string, limits: Partial<SpreadsheetLimits> = {}): Promise<Workbook> {
  const answer = await openWorkbook(path, limits);
  if (!answer.ok) throw new Error(`Refused: ${answer.reason} ${JSON.stringify(answer.facts)}`);
  return answer.workbook;
}

async function rowsOf(workbook: Workbook, sheet = 0): Promise<SheetRow[]> {
  const info = workbook.sheets[sheet];
  if (info === undefined) throw new Error('No such sheet');
  const rows: SheetRow[] = [];
  for await (const row of workbook.rows(info)) rows.push(row);
  return rows;
}

/** The reason of a refusal, at the door or among the rows. */
async function refusalOf(path: string, limits: Partial<SpreadsheetLimits> = {}): Promise<{ reason: string; facts: Readonly<Record<string, string>> }> {
  const answer = await openWorkbook(path, limits);
  if (!answer.ok) return answer;
  try {
    await rowsOf(answer.workbook);
  } catch (error) {
    if (error instanceof SpreadsheetRefused) return error.refusal;
    throw error;
  } finally {
    await answer.workbook.close();
  }
  throw new Error('Not refused');
}

const text = (value: string): Cell => ({ kind: 'text', text: value });

describe('an .xlsx', () => {
  test('gives typed cells: texts, exact numbers, days, formulas by their saved value', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Hợp đồng');
    sheet.getCell('A1').value = 'Tên\r\ngói';
    sheet.getCell('B1').value = { richText: [{ text: 'Số ' }, { text: '01/HĐ', font: { bold: true } }] };
    sheet.getCell('C1').value = 1_234_567_890;
    sheet.getCell('D1').value = new Date(Date.UTC(2026, 2, 5));
    sheet.getCell('D1').numFmt = 'dd/mm/yyyy';
    sheet.getCell('E1').value = new Date(Date.UTC(2026, 2, 5, 14, 30));
    sheet.getCell('E1').numFmt = '[$-42A]dd mmmm yyyy hh:mm';
    sheet.getCell('F1').value = { formula: 'HYPERLINK("http://evil")', result: 'xem' };
    sheet.getCell('G1').value = true;
    sheet.getCell('H1').value = { error: '#REF!' };
    sheet.getCell('I1').value = 100_109_106;
    sheet.getCell('I1').numFmt = '0000000000';
    sheet.getCell('J1').value = 45_000;
    sheet.getCell('J1').numFmt = '#,##0 "đồng/ngày"';
    sheet.getCell('C3').value = 'dưới';
    book.addWorksheet('Ẩn', { state: 'hidden' });
    const path = await fileOf(Buffer.from(await book.xlsx.writeBuffer()));
    const workbook = await opened(path);
    expect(workbook.sheets).toEqual([
      { index: 0, name: 'Hợp đồng', hidden: false },
      { index: 1, name: 'Ẩn', hidden: true },
    ]);
    expect(await rowsOf(workbook)).toEqual([
      {
        number: 1,
        cells: [
          text('Tên\ngói'),
          text('Số 01/HĐ'),
          { kind: 'number', literal: '1234567890' },
          { kind: 'day', day: '2026-03-05' },
          { kind: 'day', day: '2026-03-05', time: '14:30:00' },
          { ...text('xem'), fromFormula: true },
          { kind: 'boolean', value: true },
          { kind: 'error', code: '#REF!' },
          { kind: 'number', literal: '100109106', shown: '0100109106' },
          { kind: 'number', literal: '45000' },
        ],
      },
      { number: 3, cells: [EMPTY_CELL, EMPTY_CELL, text('dưới')] },
    ]);
    await workbook.close();
  });

  test('tells the merged ranges, which stand behind the rows', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('S');
    for (let row = 1; row <= 500; row += 1) sheet.getCell(row, 1).value = `<mergeCell ref="A1:B2"> ${String(row)}`;
    sheet.mergeCells('C2:E2');
    sheet.mergeCells('A3:A4');
    const workbook = await opened(await fileOf(Buffer.from(await book.xlsx.writeBuffer())));
    const [info] = workbook.sheets;
    expect(info === undefined ? [] : await workbook.merges(info)).toEqual([
      { firstRow: 2, firstColumn: 3, lastRow: 2, lastColumn: 5 },
      { firstRow: 3, firstColumn: 1, lastRow: 4, lastColumn: 1 },
    ]);
    await workbook.close();
  });

  test('counts days from 1904 where the file says so, and knows the day that never was', async () => {
    const styles = `<styleSheet ${MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`;
    const parts = workbookParts();
    const rows = sheetOf('<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>60</v></c><c r="C1" s="1"><v>61</v></c><c r="D1" s="1"><v>46086.9999999</v></c></row>');
    const relations = parts['xl/_rels/workbook.xml.rels']?.replace('</Relationships>', `<Relationship Id="s" Type="${REL}/styles" Target="/xl/styles.xml"/></Relationships>`) ?? '';
    const build = async (book: string): Promise<SheetRow[]> =>
      rowsOf(await opened(await packed({ ...parts, 'xl/workbook.xml': book, 'xl/_rels/workbook.xml.rels': relations, 'xl/styles.xml': styles, 'xl/worksheets/sheet1.xml': rows })));
    const plain = parts['xl/workbook.xml'] ?? '';
    const [since1900] = await build(plain);
    expect(since1900?.cells).toEqual([{ kind: 'number', literal: '0' }, { kind: 'number', literal: '60' }, { kind: 'day', day: '1900-03-01' }, { kind: 'day', day: '2026-03-06' }]);
    const [since1904] = await build(plain.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'));
    expect(since1904?.cells[0]).toEqual({ kind: 'day', day: '1904-01-01' });
  });

  test('keeps numbers exact', () => {
    expect(exactDecimal('1.5E9')).toBe('1500000000');
    expect(exactDecimal('12345678901234567890')).toBe('12345678901234567890');
    expect(exactDecimal('0.30000000000000004')).toBe('0.3');
    expect(exactDecimal('1234567.8899999999')).toBe('1234567.89');
    expect(exactDecimal('99999999999999.99999')).toBe('100000000000000');
    expect(exactDecimal('-0')).toBe('0');
    expect(exactDecimal('-1.5e-3')).toBe('-0.0015');
    expect(exactDecimal('.5')).toBe('0.5');
    for (const no of ['', '.', '1,5', 'abc', '1e9999', '0x10']) expect(exactDecimal(no)).toBeUndefined();
  });

  test('gives shared texts from disk as from memory', async () => {
    const texts = Array.from({ length: 4_000 }, (_, index) => `Văn bản ${String(index)} ${'ế'.repeat(index % 90)}`);
    const strings = `<sst ${MAIN}>${texts.map((one) => `<si><t>${one}</t><rPh><t>bỏ</t></rPh></si>`).join('')}</sst>`;
    const rows = texts.map((_, index) => `<row r="${String(index + 1)}"><c r="A${String(index + 1)}" t="s"><v>${String(texts.length - 1 - index)}</v></c></row>`).join('');
    const path = await packed({ ...workbookParts(), 'xl/sharedStrings.xml': strings, 'xl/worksheets/sheet1.xml': sheetOf(rows) });
    const workbook = await opened(path, { textBytesInMemory: 1_000 });
    const read = await rowsOf(workbook);
    expect(read.map((row) => row.cells[0])).toEqual(texts.toReversed().map(text));
    await workbook.close();
  });
});

describe('a hostile file', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'empty-file'],
    ['a renamed .exe', windowsProgram(), 'program'],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'program'],
    ['a PDF', Buffer.from('%PDF-1.7\n...'), 'other-document'],
    ['an HTML table called .xls', Buffer.from('\ufeff<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1'), 'web-page'],
    ['the XML of Excel 2003', Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'), 'old-excel'],
    ['an old .xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('Workbook', 'utf16le')]), 'old-excel'],
    ['a password', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]), 'password'],
    ['bytes', Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * 7_919) % 251)), 'not-a-list'],
    ['control characters', Buffer.from('\u0001\u0002\u0003,\u0004\n'.repeat(50)), 'not-a-list'],
    ['only spaces', Buffer.from(' \n \n'), 'empty-file'],
    ['a cut-off zip', zipFile({ '[Content_Types].xml': '<a/>', 'xl/workbook.xml': '<a/>' }).subarray(0, 90), 'damaged'],
    ['a zip of something else', zipFile({ 'readme.txt': 'x' }), 'other-document'],
    ['a Word document', zipFile({ '[Content_Types].xml': '<a/>', 'word/document.xml': '<a/>' }), 'other-document'],
    ['an .ods', zipFile({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }), 'open-document'],
    ['an .xlsb', zipFile({ '[Content_Types].xml': '<a/>', 'xl/workbook.bin': 'x' }), 'binary-workbook'],
    ['macros', zipFile({ '[Content_Types].xml': '<a/>', 'xl/vbaProject.bin': 'x' }), 'macros'],
    ['Excel 4 macros', zipFile({ '[Content_Types].xml': '<a/>', 'xl/macrosheets/sheet1.xml': 'x' }), 'macros'],
    ['a name that points outside', zipFile({ '[Content_Types].xml': '<a/>', '../../etc/cron.d/x': 'x' }), 'unsafe-path'],
    ['an absolute name', zipFile({ '[Content_Types].xml': '<a/>', '/etc/passwd': 'x' }), 'unsafe-path'],
    ['no workbook', zipFile({ '[Content_Types].xml': '<a/>', '_rels/.rels': '<Relationships/>' }), 'damaged'],
    ['broken XML', zipFile({ ...workbookParts(), 'xl/workbook.xml': '<workbook><sheets>' }), 'damaged'],
  ])('%s is refused', async (_, bytes, reason) => {
    expect(await refusalOf(await fileOf(bytes))).toMatchObject({ reason });
  });

  test('a zip bomb is refused while it unpacks, quickly', async () => {
    function* zeros(): Generator<string> {
      const block = ' '.repeat(1024 * 1024);
      yield `<worksheet ${MAIN}><sheetData>`;
      for (let megabyte = 0; megabyte < 100; megabyte += 1) yield block;
    }
    const path = await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': zeros() });
    expect(await refusalOf(path)).toMatchObject({ reason: 'unpacks-too-large', facts: { part: 'xl/worksheets/sheet1.xml' } });
    // Not by its ratio alone: a part may also simply be too large.
    expect(await refusalOf(path, { ratio: 1e9, partBytes: 8 * 1024 * 1024 })).toMatchObject({ reason: 'unpacks-too-large' });
  });

  test('a part that says it is smaller than it is, is refused', async () => {
    const path = await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': sheetOf('<row/>'.repeat(1_000)) });
    const bytes = await readFile(path);
    const entry = bytes.lastIndexOf(Buffer.from('504b0102', 'hex'));
    bytes.writeUInt32LE(10, entry + 24);
    expect(await refusalOf(await fileOf(bytes))).toMatchObject({ reason: 'damaged' });
  });

  test('a DTD is refused, whether it brings entities or not', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${sheetOf('<row><c t="str"><v>&b;</v></c></row>')}`;
    expect(await refusalOf(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': bomb }))).toMatchObject({ reason: 'unsafe-xml' });
    const outside = `<!DOCTYPE x SYSTEM "file:///etc/passwd">${sheetOf('')}`;
    expect(await refusalOf(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': outside }))).toMatchObject({ reason: 'unsafe-xml' });
    const undeclared = sheetOf('<row><c t="str"><v>&xxe;</v></c></row>');
    expect(await refusalOf(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': undeclared }))).toMatchObject({ reason: 'damaged' });
    const deep = sheetOf('<a>'.repeat(100_000));
    expect(await refusalOf(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': deep }))).toMatchObject({ reason: 'unsafe-xml' });
  });

  test('a million empty rows are nothing, and what stands below them is found', async () => {
    function* rows(): Generator<string> {
      yield `<worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>đầu</t></is></c></row>`;
      for (let block = 0; block < 1_000; block += 1) yield Array.from({ length: 1_000 }, (_, at) => `<row r="${String(block * 1_000 + at + 2)}"/>`).join('');
      yield '<row r="1000002"><c r="A1000002" t="inlineStr"><is><t>cuối</t></is></c></row></sheetData></worksheet>';
    }
    const workbook = await opened(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': rows() }));
    // Time of the processor, which does not depend on who else is working on it.
    const before = process.cpuUsage();
    expect(await rowsOf(workbook)).toEqual([
      { number: 1, cells: [text('đầu')] },
      { number: 1_000_002, cells: [text('cuối')] },
    ]);
    const spent = process.cpuUsage(before);
    expect((spent.user + spent.system) / 1_000_000).toBeLessThan(15);
    await workbook.close();
  });

  test('10 MB in one cell are refused at that cell, however they are stored', async () => {
    const long = 'x'.repeat(10 * 1024 * 1024);
    const inline = sheetOf(`<row r="7"><c r="C7" t="inlineStr"><is><t>${long}</t></is></c></row>`);
    const facts = { row: '7', column: 'C', sheet: 'Danh sách' };
    expect(await refusalOf(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': inline }))).toMatchObject({ reason: 'cell-too-long', facts });
    const strings = `<sst ${MAIN}><si><t>ngắn</t></si><si><t>${long}</t></si></sst>`;
    const shared = sheetOf('<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="7"><c r="C7" t="s"><v>1</v></c></row>');
    const path = await packed({ ...workbookParts(), 'xl/sharedStrings.xml': strings, 'xl/worksheets/sheet1.xml': shared });
    expect(await refusalOf(path)).toMatchObject({ reason: 'cell-too-long', facts });
    expect(await refusalOf(await fileOf(`a,b\n1,"${long}"\n`))).toMatchObject({ reason: 'cell-too-long', facts: { row: '2', column: 'B' } });
  });

  test('too many rows, columns and sheets are refused; empty styled cells far to the right are not', async () => {
    const wide = sheetOf('<row r="2"><c r="ZZZ2"><v>1</v></c></row>');
    expect(await refusalOf(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': wide }))).toMatchObject({ reason: 'too-many-columns', facts: { row: '2' } });
    const styled = sheetOf('<row r="2"><c r="A2"><v>1</v></c><c r="ZZZ2" s="1"/></row>');
    expect(await rowsOf(await opened(await packed({ ...workbookParts(), 'xl/worksheets/sheet1.xml': styled })))).toHaveLength(1);
    expect(await refusalOf(await fileOf('a\nb\nc\n'), { rows: 2 })).toMatchObject({ reason: 'too-many-rows', facts: { most: '2' } });
    expect(await refusalOf(await fileOf('a,b,c\n'), { columns: 2 })).toMatchObject({ reason: 'too-many-columns' });
    expect(await refusalOf(await fileOf('a,b,c\n'), { fileBytes: 3 })).toMatchObject({ reason: 'file-too-large' });
    expect(await refusalOf(await packed(workbookParts()), { sheets: 0 })).toMatchObject({ reason: 'too-many-sheets' });
  });
});

describe('a .csv', () => {
  const list = 'Tên;Ghi chú\r\nSở Nội vụ;"Một ""hai""; ba\nbốn"\r\n';
  const expected = [
    [text('Tên'), text('Ghi chú')],
    [text('Sở Nội vụ'), text('Một "hai"; ba\nbốn')],
  ];
  const utf16be = (value: string): Buffer => Buffer.from(value, 'utf16le').swap16();

  test.each([
    ['UTF-8', Buffer.from(list), { encoding: 'utf-8', guessed: false }],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${list}`), { encoding: 'utf-8', guessed: false }],
    ['UTF-16 LE with BOM', Buffer.from(`\ufeff${list}`, 'utf16le'), { encoding: 'utf-16le', guessed: false }],
    ['UTF-16 BE with BOM', utf16be(`\ufeff${list}`), { encoding: 'utf-16be', guessed: false }],
    ['UTF-16 LE without BOM', Buffer.from(list, 'utf16le'), { encoding: 'utf-16le', guessed: true }],
    ['decomposed text', Buffer.from(list.normalize('NFD')), { encoding: 'utf-8', guessed: false }],
    ['old line ends', Buffer.from(list.replaceAll('\r\n', '\r')), { encoding: 'utf-8', guessed: false }],
  ])('in %s reads the same', async (_, bytes, encoding) => {
    const workbook = await opened(await fileOf(bytes));
    expect((await rowsOf(workbook)).map((row) => row.cells)).toEqual(expected);
    expect(workbook.remarks).toEqual([
      { kind: 'encoding', ...encoding },
      { kind: 'separator', separator: ';', guessed: true },
    ]);
  });

  test('in windows-1258 is read with a remark', async () => {
    // "Sở Nội vụ" as Windows writes it: ơ + hook, ô + dot, u + dot.
    const bytes = Buffer.from([0x53, 0xf5, 0xd2, 0x20, 0x4e, 0xf4, 0xf2, 0x69, 0x20, 0x76, 0x75, 0xf2, 0x2c, 0x31, 0x0a]);
    const workbook = await opened(await fileOf(bytes));
    expect(workbook.remarks[0]).toEqual({ kind: 'encoding', encoding: 'windows-1258', guessed: true });
    expect((await rowsOf(workbook))[0]?.cells).toEqual([text('Sở Nội vụ'), text('1')]);
    const french = await opened(await fileOf(Buffer.from('Soci\xe9t\xe9 \x80,1\n', 'latin1')));
    expect((await rowsOf(french))[0]?.cells).toEqual([text('Société €'), text('1')]);
    expect(french.remarks[0]).toMatchObject({ encoding: 'windows-1252', guessed: true });
  });

  test.each([
    [',', 'a,b,c\n1,"x;y;z",3\n'],
    [';', 'a;b;c\n1,5;2,5;3\n2,5;1;2\n'],
    ['\t', 'a\tb\tc\n1,5\t2\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [';', 'sep=;\na;b;c\n1;2;3\n'],
  ])('is separated by %j', async (separator, bytes) => {
    const workbook = await opened(await fileOf(bytes));
    expect(workbook.remarks[1]).toMatchObject({ separator });
    expect((await rowsOf(workbook)).map((row) => row.cells.length)).toEqual(separator === ';' && bytes.includes('1,5') ? [3, 3, 3] : [3, 3]);
  });

  test('with broken quotes is taken as it stands, and marked; one never closed is refused where it opens', async () => {
    const workbook = await opened(await fileOf('Gói "số 1",a\n"Gói" thầu,b\n"đủ" ,c\n'));
    expect(await rowsOf(workbook)).toEqual([
      { number: 1, cells: [text('Gói "số 1"'), text('a')] },
      { number: 2, cells: [text('"Gói" thầu'), text('b')], brokenQuotes: true },
      { number: 3, cells: [text('đủ'), text('c')] },
    ]);
    expect(await refusalOf(await fileOf('a,b\n1,"mở\n2,3\n'))).toMatchObject({ reason: 'quote-not-closed', facts: { row: '2', column: 'B' } });
  });

  test('counts empty rows, so that a row has the number that Excel shows', async () => {
    const rows = await rowsOf(await opened(await fileOf('\n\na,b\n,,\n1,2\n')));
    expect(rows.map((row) => row.number)).toEqual([3, 5]);
  });
});

describe('a written list', () => {
  const columns = [
    { title: 'Mã số thuế', kind: 'code' },
    { title: 'Tên', kind: 'text', choices: ['Có', 'Không'], hint: 'Chọn một' },
    { title: 'Ký ngày', kind: 'day' },
    { title: 'Giá trị', kind: 'money' },
  ] as const;
  const rows: WrittenCell[][] = [
    [{ kind: 'code', text: '0100109106' }, { kind: 'text', text: '=HYPERLINK("http://x")' }, { kind: 'day', day: calendarDay('2026-03-05') }, { kind: 'money', amount: 1_234_567_890n }],
    [{ kind: 'code', text: '-1+2' }, { kind: 'text', text: 'a\u0000<b>&"c"\n_x000D_', mark: 'fault' }, { kind: 'instant', instant: new Date('2026-03-05T07:30:00Z') }, { kind: 'number', literal: '12345678901234567' }],
    [{ kind: 'empty', mark: 'fault' }, { kind: 'boolean', value: true }, { kind: 'day', day: calendarDay('1900-02-28') }, { kind: 'number', literal: '9', shown: '009' }],
  ];

  test('keeps its types, for Excel and for this product', async () => {
    const path = join(folder, 'written.xlsx');
    await writeWorkbook(createWriteStream(path), [
      { name: 'Nhà cung cấp/2026: [mới]', lead: ['Danh sách', 'Lọc: tất cả'], columns, rows },
      { name: 'nhà cung cấp 2026   mới', columns, rows: [] },
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const sheet = book.worksheets[0];
    expect(sheet?.getCell('A5').value).toBe('0100109106');
    expect(sheet?.getCell('A5').numFmt).toBe('@');
    expect(sheet?.getCell('B5').value).toBe('=HYPERLINK("http://x")');
    expect(sheet?.getCell('C5').value).toEqual(new Date(Date.UTC(2026, 2, 5)));
    expect(sheet?.getCell('C5').numFmt).toBe('dd/mm/yyyy');
    expect(sheet?.getCell('D5').value).toBe(1_234_567_890);
    expect(sheet?.getCell('D5').numFmt).toBe('#,##0');
    const names = book.worksheets.map((one) => one.name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(2);
    const workbook = await opened(path);
    const read = await rowsOf(workbook);
    expect(read.map((row) => row.number)).toEqual([1, 2, 4, 5, 6, 7]);
    expect(read.slice(3).map((row) => row.cells)).toEqual([
      [text('0100109106'), text('=HYPERLINK("http://x")'), { kind: 'day', day: '2026-03-05' }, { kind: 'number', literal: '1234567890' }],
      [text('-1+2'), text('a\uFFFD<b>&"c"\n_x000D_'), { kind: 'day', day: '2026-03-05', time: '14:30:00' }, text('12345678901234567')],
      [EMPTY_CELL, { kind: 'boolean', value: true }, { kind: 'day', day: '1900-02-28' }, text('009')],
    ]);
    await workbook.close();
  });

  test('goes out as .csv that nothing runs in, and comes back', async () => {
    const path = join(folder, 'written.csv');
    await writeCsv(createWriteStream(path), { name: 'x', columns, rows });
    expect(await readFile(path, 'utf8')).toBe(
      '\ufeffMã số thuế,Tên,Ký ngày,Giá trị\r\n0100109106,"\'=HYPERLINK(""http://x"")",05/03/2026,1234567890\r\n\'-1+2,"a\u0000<b>&""c""\n_x000D_",05/03/2026 14:30,12345678901234567\r\n,TRUE,28/02/1900,009\r\n',
    );
  });

  test('waits for a slow reader, and stops when the reader goes away', async () => {
    let made = 0;
    function* many(): Generator<WrittenCell[]> {
      for (; made < 200_000; made += 1) yield [{ kind: 'text', text: `Dòng ${String(made * 7_919)}` }];
    }
    const reader = new PassThrough({ highWaterMark: 16 * 1024 });
    const writing = writeWorkbook(reader, [{ name: 'S', columns: [{ title: 'T', kind: 'text' }], rows: many() }]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(made).toBeLessThan(100_000);
    reader.destroy();
    await expect(writing).rejects.toThrow();
    const before = made;
    const failing = new Writable({ write: (_piece, _encoding, done) => done(new Error('disk full')) });
    await expect(writeCsv(failing, { name: 'S', columns: [{ title: 'T', kind: 'text' }], rows: many() })).rejects.toThrow('disk full');
    expect(made - before).toBeLessThan(50_000);
  });

  test('that breaks off leaves nobody waiting', async () => {
    async function* broken(): AsyncGenerator<WrittenCell[]> {
      yield await Promise.resolve<WrittenCell[]>([{ kind: 'text', text: 'một' }]);
      throw new Error('the database went away');
    }
    const out = createWriteStream(join(folder, 'broken.xlsx'));
    await expect(writeWorkbook(out, [{ name: 'S', columns: [{ title: 'T', kind: 'text' }], rows: broken() }])).rejects.toThrow('the database went away');
    expect(out.destroyed).toBe(true);
  });
});
