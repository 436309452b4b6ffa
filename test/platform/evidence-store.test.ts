import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  EvidenceCorrupt,
  EvidenceMissing,
  contentDisposition,
  displayFileName,
  openFolderStore,
  type EvidenceStore,
} from '../../server/platform/evidence-store/index.js';
import { docxFile, pdfFile, pngFile, windowsProgram, xlsxFile, zipFile } from '../builders/sample-files.js';

const MAX = 1_000_000;
let dataDir: string;
let store: EvidenceStore;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'evidence-'));
  store = await openFolderStore({ dataDir });
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

const bytes = (content: Buffer | string): Readable => Readable.from([Buffer.from(content)]);
const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}

const keptFiles = (): Promise<string[]> => filesIn(join(dataDir, 'evidence'));

/** Begins to keep a file and resolves when its first piece has been taken; the rest is for the test to send. */
async function startPutting(): Promise<{ content: PassThrough; putting: ReturnType<EvidenceStore['put']> }> {
  const content = new PassThrough({ highWaterMark: 1 });
  const putting = store.put(content, { maxBytes: MAX, declaredName: 'a.pdf' });
  content.write(pdfFile());
  await once(content, 'drain');
  return { content, putting };
}

async function put(content: Buffer | string, declaredName: string, declaredType?: string): Promise<unknown> {
  const result = await store.put(bytes(content), { maxBytes: MAX, declaredName, declaredType });
  return result.allowed ? result.mediaType : result.reason;
}

describe('keeping a file', () => {
  test('names it by its content, read-only, and gives the same bytes back', async () => {
    const content = pdfFile();
    const kept = await store.put(bytes(content), { maxBytes: MAX, declaredName: 'HĐ.pdf' });
    const name = sha256(content);
    expect(kept).toEqual({ allowed: true, sha256: name, size: content.length, mediaType: 'application/pdf' });
    const path = join(dataDir, 'evidence', name.slice(0, 2), name.slice(2, 4), name);
    expect(await keptFiles()).toEqual([path]);
    expect((await stat(path)).mode & 0o777).toBe(0o400);
    const opened = await store.open(name);
    expect(opened.size).toBe(content.length);
    expect(await buffer(opened.stream)).toEqual(content);
    expect(await store.verify(name)).toBe('intact');
  });

  test('keeps the same bytes once, one after the other and at the same moment', async () => {
    const content = pdfFile('hai lần');
    const results = await Promise.all([1, 2, 3, 4].map(() => store.put(bytes(content), { maxBytes: MAX, declaredName: 'a.pdf' })));
    const again = await store.put(bytes(content), { maxBytes: MAX, declaredName: 'tên khác.PDF' });
    for (const result of [...results, again]) expect(result).toMatchObject({ allowed: true, sha256: sha256(content) });
    expect(await keptFiles()).toHaveLength(1);
  });

  test('replaces a kept file that was cut short by whole bytes of the same name', async () => {
    const content = pdfFile();
    await put(content, 'a.pdf');
    const [path = ''] = await keptFiles();
    await rm(path);
    await writeFile(path, content.subarray(0, 5));
    expect(await put(content, 'a.pdf')).toBe('application/pdf');
    expect(await readFile(path)).toEqual(content);
  });

  test('leaves nothing when the sender breaks off in the middle', async () => {
    const { content, putting } = await startPutting();
    expect(await keptFiles()).toHaveLength(1);
    content.destroy();
    await expect(putting).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    expect(await keptFiles()).toEqual([]);
  });

  test('sweeps what a crash left when it opens, but not what is being written', async () => {
    await writeFile(join(dataDir, 'evidence', 'incoming', 'left-by-a-crash'), 'half');
    const { content, putting } = await startPutting();
    expect(await keptFiles()).toHaveLength(2);
    await openFolderStore({ dataDir });
    expect(await keptFiles()).toHaveLength(1);
    content.end();
    expect(await putting).toMatchObject({ allowed: true });
  });
});

describe('refusing a file', () => {
  afterEach(async () => {
    expect(await keptFiles()).toEqual([]);
  });

  test('too large: stops reading early', async () => {
    let read = 0;
    const endless = new Readable({
      read() {
        read += 1;
        this.push(Buffer.alloc(64 * 1024, '%PDF-1.7 '));
      },
    });
    const result = await store.put(endless, { maxBytes: MAX, declaredName: 'a.pdf' });
    expect(result).toEqual({ allowed: false, reason: 'too-large' });
    expect(read * 64 * 1024).toBeLessThan(2 * MAX);
    endless.destroy();
  });

  test('takes a file of exactly the limit and refuses one byte more', async () => {
    const content = pdfFile();
    const declaredName = 'a.pdf';
    expect(await store.put(bytes(content), { maxBytes: content.length - 1, declaredName })).toMatchObject({ reason: 'too-large' });
    const kept = await store.put(bytes(content), { maxBytes: content.length, declaredName });
    expect(kept.allowed).toBe(true);
    for (const path of await keptFiles()) await rm(path);
  });

  test.each([
    ['empty', '', 'a.pdf', undefined, 'empty'],
    ['a program called .pdf', windowsProgram(), 'báo cáo.pdf', 'application/pdf', 'type-mismatch'],
    ['a program called .txt', windowsProgram(), 'a.txt', undefined, 'type-mismatch'],
    ['a program', windowsProgram(), 'cài đặt.exe', undefined, 'type-not-allowed'],
    ['a program behind a second extension', windowsProgram(), 'a.pdf.exe', undefined, 'type-not-allowed'],
    ['a page called .pdf', '<!doctype html><title>x</title>', 'a.pdf', 'application/pdf', 'type-mismatch'],
    ['a page called .txt', ' \n<HTML><script>1</script>', 'a.txt', undefined, 'type-mismatch'],
    ['a page', '<!doctype html>', 'a.html', undefined, 'type-not-allowed'],
    ['a page that the browser calls one', 'a;b', 'a.csv', 'text/html', 'type-mismatch'],
    ['a shell script called .csv', '#!/bin/sh\nrm', 'a.csv', undefined, 'type-mismatch'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', undefined, 'type-not-allowed'],
    ['a drawing called .xml', '<?xml version="1.0"?><x:svg xmlns:x="http://www.w3.org/2000/svg"/>', 'a.xml', undefined, 'type-mismatch'],
    ['an xml file with entities', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'a.xml', undefined, 'type-mismatch'],
    ['text that is not UTF-8', Buffer.from([0x48, 0xd0, 0x41]), 'a.txt', undefined, 'type-mismatch'],
    ['a picture called .pdf', pngFile(), 'a.pdf', undefined, 'type-mismatch'],
    ['a pdf called .png', pdfFile(), 'a.png', undefined, 'type-mismatch'],
    ['a Word file with macros', docxFile({ 'word/vbaProject.bin': 'x' }), 'a.docx', undefined, 'type-not-allowed'],
    ['an Excel file with a macro sheet', xlsxFile({ 'xl/macrosheets/sheet1.xml': 'x' }), 'a.xlsx', undefined, 'type-not-allowed'],
    ['a Word file cut short', docxFile().subarray(0, -10), 'a.docx', undefined, 'type-mismatch'],
    ['any zip called .docx', zipFile({ 'a.txt': 'x' }), 'a.docx', undefined, 'type-mismatch'],
    ['a Word file called .xlsx', docxFile(), 'a.xlsx', undefined, 'type-mismatch'],
    ['a macro file by its name', docxFile(), 'a.docm', undefined, 'type-not-allowed'],
    ['a zip where nobody asked for one', zipFile({ 'a.txt': 'x' }), 'a.zip', undefined, 'type-not-allowed'],
    ['no extension', pdfFile(), 'pdf', undefined, 'type-not-allowed'],
  ])('%s', async (_what, content, name, type, reason) => {
    expect(await put(content, name, type)).toBe(reason);
  });

  test('no room left on the disk', async () => {
    store = await openFolderStore({ dataDir, reserveBytes: Number.MAX_SAFE_INTEGER });
    expect(await put(pdfFile(), 'a.pdf')).toBe('disk-full');
    expect(await store.probe()).toEqual({ ready: false, reason: 'no-room' });
  });
});

test.each([
  ['a.docx', docxFile(), 'application/zip', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['a.xlsx', xlsxFile(), undefined, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ảnh.PNG', pngFile(), 'image/png', 'image/png'],
  ['a.csv', '\uFEFFTên;Số\nHợp đồng;1\n', 'application/vnd.ms-excel', 'text/csv'],
  ['a.csv', 'MZ;BM\n1;2\n', 'text/plain', 'text/csv'],
  ['a.txt', 'Điều 6\t<Tên đơn vị>\r\n', undefined, 'text/plain'],
  ['hóa đơn.xml', '\uFEFF<?xml version="1.0" encoding="UTF-8"?><HDon><Ten>Cảng</Ten></HDon>', 'text/xml', 'application/xml'],
])('takes %s', async (name, content, type, mediaType) => {
  expect(await put(content, name, type)).toBe(mediaType);
});

test('takes a zip where it is asked for', async () => {
  const accept = ['application/zip' as const];
  const content = zipFile({ 'src/a.ts': 'x' });
  expect(await store.put(bytes(content), { maxBytes: MAX, declaredName: 'mã nguồn.zip', accept })).toMatchObject({ allowed: true });
  expect(await store.put(bytes(pdfFile()), { maxBytes: MAX, declaredName: 'a.pdf', accept })).toMatchObject({ reason: 'type-not-allowed' });
});

describe('reading', () => {
  test('says so when there is no such file, and takes no path for a name', async () => {
    await expect(store.open('0'.repeat(64))).rejects.toThrow(EvidenceMissing);
    await expect(store.open('../../etc/passwd')).rejects.toThrow(EvidenceMissing);
    expect(await store.verify('1'.repeat(64))).toBe('missing');
  });

  test('notices changed bytes, and holds the end back', async () => {
    const content = Buffer.concat([pdfFile(), Buffer.alloc(600_000, 'a')]);
    await put(content, 'a.pdf');
    const [path = ''] = await keptFiles();
    await chmod(path, 0o600);
    await writeFile(path, Buffer.concat([content.subarray(0, -1), Buffer.from('b')]));
    expect(await store.verify(sha256(content))).toBe('corrupt');
    const opened = await store.open(sha256(content));
    let received = 0;
    await expect(async () => {
      for await (const piece of opened.stream) received += Buffer.from(piece).length;
    }).rejects.toThrow(EvidenceCorrupt);
    expect(received).toBeLessThan(content.length);
  });

  test('is ready while it can write', async () => {
    expect(await store.probe()).toMatchObject({ ready: true });
    expect(await keptFiles()).toEqual([]);
    await rm(dataDir, { recursive: true });
    expect(await store.probe()).toEqual({ ready: false, reason: 'not-writable' });
  });
});

describe('names of files', () => {
  test.each([
    ['Hợp đồng.pdf', 'Hợp đồng.pdf'],
    ['Hợp đồng.pdf'.normalize('NFD'), 'Hợp đồng.pdf'],
    ['..\\..\\Windows\\a.pdf', 'a.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a\0b\r\nSet-Cookie: x.pdf', 'abSet-Cookie: x.pdf'],
    ['hóa đơn\u202Efdp.exe', 'hóa đơnfdp.exe'],
    ['  ...  ', 'tep-dinh-kem'],
    ['a/', 'tep-dinh-kem'],
    ['lẻ\uD800.pdf', 'lẻ\uFFFD.pdf'],
  ])('%j is shown as %j', (declared, shown) => {
    expect(displayFileName(declared)).toBe(shown);
    expect(displayFileName(displayFileName(declared))).toBe(shown);
  });

  test('are cut to 200 characters with their extension', () => {
    const name = displayFileName(`${'ệ'.repeat(300)}.docx`);
    expect(Array.from(name)).toHaveLength(200);
    expect(name.endsWith('ệ.docx')).toBe(true);
  });

  test('go into the header in both forms', () => {
    expect(contentDisposition('attachment', 'Đơn "A" (1)\'.pdf')).toBe(
      'attachment; filename="Don _A_ (1)\'.pdf"; filename*=UTF-8\'\'%C4%90%C6%A1n%20%22A%22%20%281%29%27.pdf',
    );
  });
});
