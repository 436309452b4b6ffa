import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Page } from 'puppeteer';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, pageProblems, resizeTo, screenshot, visit, type TestBrowser } from '../harness/browser.js';

/** The procurement officer brings the real list of tender packages in, puts right what was rejected, finds it again and takes it out. */

let app: TestApp;
let world: World;
let browser: TestBrowser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dieu6-lists-'));
  [app, browser] = await Promise.all([startTestApp(), openTestBrowser()]);
  world = await buildWorld(app.database);
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const REAL_LIST = path.resolve('test/imports/procurement-packages.csv');

async function signIn(page: Page, person: BuiltPerson): Promise<void> {
  await visit(page, `${app.url}/dang-nhap`);
  await page.type('#login', person.login);
  await page.type('#password', person.password);
  await follow(page, () => page.click('form[action="/dang-nhap"] button[type=submit]'));
}

/** Sends the form of this action as it stands. */
async function send(page: Page, action: string): Promise<void> {
  await follow(page, () => page.click(`form[action$="${action}"] .buttons button[type=submit]`));
}

/** Work in the background shows how far it is, and leads on to what came of it by itself. */
async function until(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector, { timeout: 30_000 });
}

async function upload(page: Page, file: string): Promise<void> {
  await visit(page, `${app.url}/nhap-danh-sach/moi?loai=packages`);
  const field = await page.waitForSelector('input[type=file]');
  await field?.uploadFile(file);
  await send(page, '/nhap-danh-sach/moi');
  await until(page, 'form[action$="/cot"]');
}

/** What an expression comes to in the page. */
async function inPage(page: Page, expression: string): Promise<unknown> {
  const found: unknown = await page.evaluate(expression);
  return found;
}

async function textInPage(page: Page, expression: string): Promise<string> {
  return String(await inPage(page, expression));
}

function tallies(page: Page): Promise<unknown> {
  return inPage(page, `Object.fromEntries([...document.querySelectorAll('.tallies__one')].map((one) =>
    [one.querySelector('.state').textContent.trim(), Number(one.querySelector('.tallies__count').textContent.replaceAll('.', ''))]))`);
}

/** The bytes that the browser is given for an address, or for a form that is posted. */
async function download(page: Page, address: string, form?: Readonly<Record<string, string>>): Promise<Buffer> {
  const text = await textInPage(page, `fetch(${JSON.stringify(address)}, ${form === undefined ? '{}' : `{ method: 'POST', body: new URLSearchParams(${JSON.stringify(form)}) }`})
    .then((answer) => answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(String(answer.status))))
    .then((bytes) => Array.from(new Uint8Array(bytes)).join(','))`);
  return Buffer.from(text.split(',').map(Number));
}

async function sheetOf(bytes: Buffer): Promise<{ readonly workbook: ExcelJS.Workbook; readonly sheet: ExcelJS.Worksheet }> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.read(Readable.from([bytes]));
  const [sheet] = workbook.worksheets;
  if (sheet === undefined) throw new Error('the workbook has no sheet');
  return { workbook, sheet };
}

/** Every page of the way is accessible and never wider than the screen, on a desktop and on a phone. */
async function lookAt(page: Page, name: string): Promise<void> {
  for (const viewport of ['phone', 'desktop'] as const) {
    await resizeTo(page, viewport);
    await screenshot(page, `imports-${name}-${viewport}`);
    const wider: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect({ name, viewport, wider, violations: await axeViolations(page) }).toEqual({ name, viewport, wider: 0, violations: [] });
  }
}

const nothing = { 'Nhập mới': 0, 'Đã có, khác': 0, 'Đã có, không đổi': 0, 'Chờ trả lời': 0, 'Có lỗi': 0, 'Bỏ qua': 0 };

test('the real list: upload, match, answer, bring in, put right, bring in again, find, take out', async () => {
  const page = await browser.newPage();
  await signIn(page, world.at.procurement_officer);

  await upload(page, REAL_LIST);
  await lookAt(page, 'columns');
  await page.click('input[name=packagesTo][value=all]');
  await send(page, '/cot');
  await until(page, '#cac-dong');
  expect(await tallies(page)).toEqual({ ...nothing, 'Nhập mới': 24, 'Chờ trả lời': 6, 'Bỏ qua': 2 });
  await lookAt(page, 'review');

  // Six places repeat the name of the package: two are put right in the file, four cells are left empty.
  const questions = await page.$$('form[action$="/tra-loi"] fieldset');
  expect(questions).toHaveLength(6);
  for (const [place, question] of questions.entries()) {
    const choice = await question.$(`input[value=${place < 2 ? 'none' : 'de-trong'}]`);
    await choice?.click();
  }
  await send(page, '/tra-loi');
  await until(page, '#cac-dong');
  expect(await tallies(page)).toEqual({ ...nothing, 'Nhập mới': 28, 'Có lỗi': 2, 'Bỏ qua': 2 });
  await send(page, '/nhap');
  await until(page, 'a[href$="/dong-chua-nhap"]');
  await lookAt(page, 'result');
  expect(await app.database.asOwner('SELECT count(*)::int AS planned FROM contract WHERE agency_id = $1 AND phase = $2', [world.department.id, 'planned'])).toEqual([{ planned: 28 }]);

  // The two rejected rows come back with what is wrong beside them; put right, the same file is brought in.
  const { workbook, sheet } = await sheetOf(await download(page, await textInPage(page, `document.querySelector('a[href$="/dong-chua-nhap"]').getAttribute('href')`)));
  expect([sheet.rowCount, sheet.getRow(1).getCell(9).text]).toEqual([3, 'Nội dung cần sửa (khi nhập lại, cột này được bỏ qua)']);
  for (const number of [2, 3]) {
    expect(sheet.getRow(number).getCell(9).text).toContain('Địa điểm');
    sheet.getRow(number).getCell(4).value = 'Thành phố Hải Phòng';
  }
  const corrected = path.join(folder, 'da-sua.xlsx');
  await writeFile(corrected, Buffer.from(await workbook.xlsx.writeBuffer()));
  await upload(page, corrected);
  await page.click('input[name=packagesTo][value=all]');
  await send(page, '/cot');
  await until(page, '#cac-dong');
  expect(await tallies(page)).toEqual({ ...nothing, 'Nhập mới': 2 });
  await send(page, '/nhap');
  await until(page, '#lich-su');

  // The whole list once more changes nothing: what was answered is answered.
  await upload(page, REAL_LIST);
  await page.click('input[name=packagesTo][value=all]');
  await send(page, '/cot');
  await until(page, '#cac-dong');
  expect(await tallies(page)).toMatchObject({ 'Nhập mới': 0, 'Đã có, khác': 0, 'Bỏ qua': 2 });

  // Found with and without diacritics, filtered, and taken out as it is shown.
  await visit(page, `${app.url}/tim-kiem?q=${encodeURIComponent('giai dap thu tuc hanh chinh')}`);
  expect(await textInPage(page, `document.querySelector('main').textContent`)).toContain('Hệ thống tự động giải đáp');
  await visit(page, `${app.url}/hop-dong?q=${encodeURIComponent('thu dien tu')}&giai-doan=planned`);
  const shown = Number(await inPage(page, `document.querySelectorAll('.register__table tbody tr').length`));
  const action = await textInPage(page, `document.querySelector('form.register__exports').getAttribute('action')`);
  const hidden = await textInPage(page, `new URLSearchParams(new FormData(document.querySelector('form.register__exports'))).toString()`);
  const taken = await sheetOf(await download(page, action, { ...Object.fromEntries(new URLSearchParams(hidden)), dang: 'xlsx' }));
  expect(shown).toBeGreaterThan(3);
  const names = taken.sheet.getColumn(1).values.map(String).join('\n').toLocaleLowerCase('vi');
  expect(names).toContain('thư điện tử');
  expect(pageProblems(page)).toEqual([]);
  expect(app.loggedErrors).toEqual([]);
}, 180_000);

test('the same way on a phone without scripts, down to taking it back', async () => {
  const page = await browser.newPage('phone', { javascript: false });
  await signIn(page, world.at.procurement_officer);
  const list = path.join(folder, 'ben-cung-cap.csv');
  await writeFile(list, '\uFEFFDANH SÁCH NHÀ CUNG CẤP\r\n\r\nSTT;MST;Tên công ty;Địa chỉ\r\n1;100109106;Công ty Minh Họa Một;Hải Phòng\r\n2;12;Công ty sai mã;Hải Phòng\r\n;;Tổng cộng: 2;\r\n');
  await visit(page, `${app.url}/nhap-danh-sach/moi?loai=vendors`);
  await lookAtPhone(page, 'upload');
  const field = await page.waitForSelector('input[type=file]');
  await field?.uploadFile(list);
  await send(page, '/nhap-danh-sach/moi');
  await byHand(page, 'form[action$="/cot"]');
  await lookAtPhone(page, 'columns-no-script');
  await send(page, '/cot');
  await byHand(page, '#cac-dong');
  expect(await tallies(page)).toEqual({ ...nothing, 'Nhập mới': 1, 'Có lỗi': 1 });
  await lookAtPhone(page, 'review-no-script');
  await send(page, '/nhap');
  await byHand(page, '#lich-su');
  await lookAtPhone(page, 'result-no-script');
  await follow(page, () => page.click('a[href$="/hoan-tac"]'));
  await lookAtPhone(page, 'undo-no-script');
  await page.type('#ground', 'Nhập thử');
  await send(page, '/hoan-tac');
  await byHand(page, '#lich-su');
  expect(await textInPage(page, `document.querySelector('main').textContent`)).toContain('Đã hoàn tác');
  await visit(page, `${app.url}/nhap-danh-sach`);
  await lookAtPhone(page, 'register');
  expect(await app.database.asOwner(`SELECT name FROM vendor WHERE tax_code = '0100109106'`)).toEqual([]);
}, 120_000);

/** Without scripts the page asks for itself again, or the person does. */
async function byHand(page: Page, selector: string): Promise<void> {
  for (let look = 0; look < 100 && (await page.$(selector)) === null; look += 1) {
    const link = await page.$('a[href^="/nhap-danh-sach/"]:not([href$="tep-goc"]):not([aria-current])');
    if (link === null || (await page.$('progress')) === null) break;
    await visit(page, page.url());
  }
  expect(await page.$(selector)).not.toBeNull();
}

async function lookAtPhone(page: Page, name: string): Promise<void> {
  await screenshot(page, `imports-${name}-phone`);
  const wider: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect({ name, wider, violations: await axeViolations(page) }).toEqual({ name, wider: 0, violations: [] });
}
