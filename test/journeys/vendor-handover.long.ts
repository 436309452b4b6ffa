import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HTTPRequest, Page } from 'puppeteer';
import { buildHandover, buildHandoverLink, endHandoverLink, type BuiltHandover } from '../builders/handover-files.js';
import { pdfFile, zipFile } from '../builders/sample-files.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, pageProblems, screenshot, viewports, visit, type TestBrowser } from '../harness/browser.js';

/** The vendor hands over by its link, with scripts over a line that breaks, on a phone and without scripts; the auditor looks at what came. */

let app: TestApp;
let world: World;
let browser: TestBrowser;
let handover: BuiltHandover;
let token: string;
let folder: string;
/** Twenty megabytes: three pieces. */
const large = zipFile({ 'du-lieu.sql': randomBytes(10 * 2 ** 20).toString('hex') });
const pdf = pdfFile('danh mục dữ liệu');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dieu6-vendor-'));
  app = await startTestApp({ idleMinutes: 600_000 });
  world = await buildWorld(app.database);
  handover = await buildHandover(app.database, world);
  ({ token } = await buildHandoverLink(app.database, handover));
  await writeFile(path.join(folder, 'du-lieu.zip'), large);
  await writeFile(path.join(folder, 'danh-muc.pdf'), pdf);
  browser = await openTestBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const at = (page: Page, address: string): Promise<unknown> => visit(page, `${app.url}${address}`);
const itemPage = (code: string): string => `/giao/${token}/hang-muc/${handover.item(code)}`;
const textOf = async (page: Page, selector = 'main'): Promise<string> => String(await page.evaluate(`[...document.querySelectorAll('${selector}')].map((found) => found.textContent).join(' ')`)).replaceAll(/\s+/g, ' ');

async function choose(page: Page, name: string): Promise<void> {
  await (await page.waitForSelector('input[type=file]'))?.uploadFile(path.join(folder, name));
}

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    await page.evaluate(`document.querySelector('[name="${name}"]').value = ''`);
    await page.type(`[name="${name}"]`, value);
  }
}

async function send(page: Page): Promise<string> {
  await follow(page, () => page.click('main form button[type=submit]'));
  return textOf(page);
}

/** Right to look at as wide as on the desk and on the phone, with whatever is under way on it. */
async function examine(page: Page, name: string): Promise<void> {
  for (const viewport of ['phone', 'desktop'] as const) {
    // Emulating touch as well would load the page anew.
    await page.setViewport({ width: viewports[viewport].width, height: viewports[viewport].height });
    await screenshot(page, `${name}-${viewport}`);
    expect([name, viewport, await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')]).toEqual([name, viewport, 0]);
    expect([name, viewport, await axeViolations(page)]).toEqual([name, viewport, []]);
  }
}

/** A page whose warning of what is not sent yet is answered by leaving all the same. */
async function newPage(options: { readonly javascript?: boolean } = {}): Promise<Page> {
  const page = await browser.newPage('desktop', options);
  page.on('dialog', (dialog) => void dialog.accept());
  return page;
}

async function signIn(who: BuiltPerson): Promise<Page> {
  const page = await newPage();
  await at(page, '/dang-nhap');
  await page.type('#login', who.login);
  await page.type('#password', who.password);
  await follow(page, () => page.click('form[action="/dang-nhap"] button[type=submit]'));
  return page;
}

const delivery = { contents: 'Toàn bộ dữ liệu, 12 bảng', place: 'Tệp gửi kèm', effectiveOn: '20/11/2026' };

test('a large file goes over in pieces, on through a broken line, and is delivered with the form', async () => {
  const page = await newPage();
  await at(page, `/giao/${token}`);
  await examine(page, 'vendor-sheet');
  await at(page, itemPage('BG-02'));
  await examine(page, 'vendor-item');
  await fill(page, delivery);

  // The second piece finds no line.
  let pieces = 0;
  await page.setRequestInterception(true);
  const breakOnce = (request: HTTPRequest): void => {
    if (!request.url().includes('/tep/') || request.method() !== 'POST') return void request.continue();
    pieces += 1;
    return void (pieces === 2 ? request.abort('connectionreset') : request.continue());
  };
  page.on('request', breakOnce);
  await choose(page, 'du-lieu.zip');
  await page.waitForFunction(`document.querySelector('[data-large-files-list]').textContent.includes('Mất kết nối. Tự gửi tiếp')`);
  expect(await page.evaluate(`document.querySelector('[data-large-files-list] progress').value`)).toBe(8 * 2 ** 20);
  await examine(page, 'vendor-sending');
  await page.waitForSelector(`[data-done="${sha256(large)}"]`);
  expect(await textOf(page, '[data-large-files-list]')).toContain(`Đã gửi xong. SHA-256: ${sha256(large)}`);
  page.off('request', breakOnce);
  await page.setRequestInterception(false);
  expect(await send(page)).toMatch(/Đã bàn giao hạng mục này.*Đã gửi.*du-lieu\.zip/);
  await examine(page, 'vendor-delivered');
  expect(pageProblems(page).filter((problem) => !problem.includes('ERR_CONNECTION_RESET'))).toEqual([]);
});

test('what was sent and not yet delivered is found again, chosen twice it comes once', async () => {
  const page = await newPage();
  await at(page, itemPage('BG-08'));
  await choose(page, 'du-lieu.zip');
  await page.waitForSelector('[data-done]');
  await at(page, itemPage('BG-08'));
  expect(await textOf(page, 'main form')).toContain('Tệp lớn đã gửi xong, đưa vào lần bàn giao này');
  await examine(page, 'vendor-waiting');
  await choose(page, 'du-lieu.zip');
  await page.waitForSelector('[data-done]');
  await fill(page, delivery);
  expect(await send(page)).toContain('du-lieu.zip');
});

test('a file that is not taken is said beside it, and the rest of the form goes on', async () => {
  await writeFile(path.join(folder, 'chay.exe'), 'MZ');
  const page = await newPage();
  await at(page, itemPage('BG-03'));
  await choose(page, 'chay.exe');
  await page.waitForSelector('[data-large-files-list] .field__error');
  expect(await textOf(page, '[data-large-files-list]')).toContain('Không nhận loại tệp này');
  await fill(page, delivery);
  expect(await send(page)).toContain('Đã bàn giao hạng mục này');
});

test('a form waits for its files, and goes without one that is left out', async () => {
  const page = await newPage();
  await at(page, itemPage('BG-07'));
  await fill(page, delivery);
  await page.setRequestInterception(true);
  page.on('request', (request) => void (request.url().includes('/tep/') ? request.abort('connectionreset') : request.continue()));
  await choose(page, 'du-lieu.zip');
  await page.waitForFunction(`document.querySelector('[data-large-files-list]').textContent.includes('Mất kết nối')`);
  await page.click('main form button.button:not([type=button])');
  await page.waitForSelector('.large-files > [role=alert]');
  expect(await textOf(page, '.large-files > [role=alert]')).toContain('Tệp chưa gửi xong');
  await page.click('[data-large-files-list] button');
  await page.waitForFunction(`document.querySelector('[data-large-files-list]').textContent.includes('Đã bỏ')`);
  expect(await send(page)).toContain('Đã bàn giao hạng mục này');
});

test('a link that ends while a file goes over is said, and nothing is tried for ever', async () => {
  const other = await buildHandover(app.database, world);
  const link = await buildHandoverLink(app.database, other);
  const page = await newPage();
  await at(page, `/giao/${link.token}/hang-muc/${other.item('BG-02')}`);
  await endHandoverLink(app.database, other, link.id);
  await choose(page, 'du-lieu.zip');
  await page.waitForSelector('[data-large-files-list] .field__error');
  expect(await textOf(page, '[data-large-files-list]')).toContain('không còn hiệu lực');
});

test('without scripts the file comes with the form', async () => {
  const page = await newPage({ javascript: false });
  await at(page, itemPage('BG-01'));
  expect(await textOf(page, 'noscript, .large-files')).toContain('không bật JavaScript');
  await examine(page, 'vendor-no-script');
  await choose(page, 'danh-muc.pdf');
  await fill(page, delivery);
  expect(await send(page)).toMatch(/Đã bàn giao hạng mục này.*danh-muc\.pdf/);
});

test('the officer sees who hands over, receives a large file in the same way, and the auditor opens each beside what it must prove', async () => {
  const officer = await signIn(world.at.procurement_officer);
  await at(officer, `/ban-giao/${handover.id}/duong-lien-ket`);
  await examine(officer, 'officer-link');
  await at(officer, `/ban-giao/muc/${handover.item('BG-05')}/tiep-nhan`);
  await choose(officer, 'du-lieu.zip');
  await officer.waitForSelector('[data-done]');
  await examine(officer, 'officer-receive');
  await fill(officer, { giverName: 'Trần Văn Mẫu', contents: 'Nhật ký 12 tháng', place: 'Máy chủ lưu trữ của Sở', effectiveOn: '20/11/2026' });
  expect(await send(officer)).toContain('du-lieu.zip');

  const auditor = await signIn(world.at.auditor);
  await at(auditor, `/ban-giao/${handover.id}/minh-chung`);
  await examine(auditor, 'review-list');
  await at(auditor, `/ban-giao/minh-chung/item/${handover.item('BG-01')}`);
  expect(await auditor.evaluate(`document.querySelector('iframe.proof__paper').getBoundingClientRect().height > 300`)).toBe(true);
  await examine(auditor, 'review-paper');
  await at(auditor, `/ban-giao/minh-chung/item/${handover.item('BG-02')}`);
  await examine(auditor, 'review-packed');

  const file = path.join(app.dataDir, 'evidence', sha256(pdf).slice(0, 2), sha256(pdf).slice(2, 4), sha256(pdf));
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
  await chmod(file, 0o600);
  await writeFile(file, bytes);
  await at(auditor, `/ban-giao/minh-chung/item/${handover.item('BG-01')}`);
  expect(await textOf(auditor, '.notice--stop')).toContain('khác với mã băm');
  await examine(auditor, 'review-changed');
  await at(officer, '/kiem-tra-tep');
  expect(await textOf(officer)).toContain('danh-muc.pdf');
  await examine(officer, 'evidence-checks');
  expect([...pageProblems(officer), ...pageProblems(auditor)]).toEqual([]);
});
