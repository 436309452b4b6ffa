import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { untilRecord } from '../builders/records.js';
import { buildApprovedAssessment, fillIn } from '../builders/risk-assessments.js';
import { pdfFile } from '../builders/sample-files.js';
import { approveLevel, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildVendor, type BuiltVendor } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, screenshot, type TestBrowser } from '../harness/browser.js';
import { peopleAtWork } from './people-at-work.js';

/** A contract from the published list to its operation, by the people who do it, each with a browser of their own. */

let app: TestApp;
let world: World;
let browser: TestBrowser;
let vendor: BuiltVendor;
let system: BuiltSystem;
let folder: string;
let row: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dieu6-signing-'));
  const list: Record<string, string>[] = parse(await readFile(path.join('test', 'imports', 'procurement-packages.csv'), 'utf8'), { columns: true, bom: true });
  row = list.find(({ 'Mã TBMT': code = '' }) => /^IB\d{10}-\d\d$/.test(code)) ?? {};
  app = await startTestApp();
  world = await buildWorld(app.database);
  vendor = await buildVendor(app.database, { by: world.at.procurement_officer, name: 'Công ty TNHH Giải pháp số Minh Họa' });
  system = await buildSystem(app.database, { agency: world.department, name: 'Hệ thống một cửa thử nghiệm', state: 'trial' });
  browser = await openTestBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const { pageOf, at, where } = peopleAtWork(() => app, () => browser);
/** The text of what stands first for this selector. */
const textOf = async (page: Page, selector = 'main'): Promise<string> => String(await page.evaluate(`document.querySelector('${selector}')?.textContent ?? ''`)).replaceAll(/\s+/g, ' ');
const attributeOf = async (page: Page, selector: string, name: string): Promise<string> => String(await page.evaluate(`document.querySelector('${selector}').getAttribute('${name}')`));

/** Fills fields of the form that sends to `action` by their names, gives it the signed `paper` where it asks for one, and sends it with its button. */
async function submit(page: Page, action: string, fields: Readonly<Record<string, string>> = {}, paper?: string): Promise<void> {
  await page.evaluate(`(() => {
    const form = document.querySelector('form[action="${action}"]');
    if (form === null) throw new Error('no form sends to ${action}: ' + document.querySelector('h1')?.textContent);
    for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
      const found = [...form.elements].filter((element) => element.name === name);
      if (found.length === 0) throw new Error('no field ' + name);
      for (const element of found) {
        if (element.type === 'radio' || element.type === 'checkbox') element.checked = element.value === value;
        else element.value = value;
      }
    }
  })()`);
  if (paper !== undefined) {
    const file = path.join(folder, 'ban-da-ky.pdf');
    await writeFile(file, pdfFile(paper));
    const field = await page.waitForSelector('input[type=file]');
    await field?.uploadFile(file);
  }
  await follow(page, () => page.evaluate(`document.querySelector('form[action="${action}"] button[type=submit]').click()`));
  const problem = await page.$('.error-summary');
  if (problem !== null) throw new Error(`${action}: ${await textOf(page, '.error-summary')}`);
}

/** A page that decides is right to look at. */
async function examine(page: Page, name: string): Promise<void> {
  await screenshot(page, `signing-${name}`);
  expect([name, await axeViolations(page)]).toEqual([name, []]);
}

test('from a tender package of the published list to operation, every duty of khoản 1 in its order', async () => {
  const { procurement_officer: officer, it_officer: it, unit_head: head, records_clerk: clerk } = world.at;

  // The officer registers the package as a planned contract.
  const desk = await pageOf(officer);
  await at(desk, '/hop-dong/moi');
  await submit(desk, '/hop-dong/moi', {
    agency: world.department.id, name: (row['Tên gói thầu'] ?? '').trim(), packageCode: (row['Mã TBMT'] ?? '').trim(), invitingBody: (row['Bên mời thầu'] ?? '').replace(/^[\s:]+/, ''),
    serviceKind: 'software-hire', hireAnswer: 'not-concerned', vendor: vendor.taxCode, systems: system.id, operator: 'vendor', scope: 'Thuê phần mềm và vận hành', value: '850.000.000',
    startsOn: '01/12/2026', endsOn: '30/11/2028', responsible: officer.id,
  });
  const contract = where(desk);
  const contractId = contract.slice('/hop-dong/'.length);
  await at(desk, `${contract}/ky-ket`);
  expect(await textOf(desk, '.gate__act')).toContain('Chưa thể ký');

  // Assessed: opened by the officer, answered by the vendor, scored by the IT officer, approved by the head on a phone.
  await at(desk, `${contract}/danh-gia-rui-ro`);
  await submit(desk, `${contract}/danh-gia-rui-ro`, { stage: 'signing' });
  const assessment = where(desk);
  await at(desk, `${contract}/phieu-hoi/moi`);
  await submit(desk, `${contract}/phieu-hoi/moi`, { recipientName: 'Đại Diện Minh Họa', recipientEmail: 'dai-dien@minh-hoa.example', days: '14' });
  const link = (await attributeOf(desk, '#duong-lien-ket', 'value')).replace('https://dieu6.example', '');
  const outside = await browser.newPage('desktop');
  await at(outside, `${link}/nhom/DL`);
  await submit(outside, `${link}/nhom/DL`, { 'claim-DL-01': '3', 'text-DL-01': 'Dữ liệu thuộc cơ quan thuê' });
  await at(outside, `${link}/gui`);
  await submit(outside, `${link}/gui`, { name: 'Đại Diện Minh Họa', post: 'Giám đốc', email: 'dai-dien@minh-hoa.example', declared: 'yes', reuse: await attributeOf(outside, 'input[name="reuse"]', 'value') });

  // The forty answers with their evidence come from a builder; one group is scored by hand.
  await fillIn(app.database, { id: assessment.slice('/danh-gia-rui-ro/'.length) }, it);
  const bench = await pageOf(it);
  await at(bench, `${assessment}/nhom/DL`);
  expect(await textOf(bench)).toContain('Dữ liệu thuộc cơ quan thuê');
  await submit(bench, `${assessment}/nhom/DL`, { 'score-DL-01': '3', 'note-DL-01': 'Đã đối chiếu dự thảo hợp đồng' });
  await at(bench, `${assessment}/trinh`);
  await submit(bench, `${assessment}/trinh`);
  const phone = await pageOf(head, 'phone');
  await at(phone, `${assessment}/phe-duyet`);
  await submit(phone, `${assessment}/phe-duyet/dong-y`);

  // Clauses: the standard annex goes into the contract, the scope of source code is stated, the head confirms.
  await at(desk, `${contract}/dieu-khoan`);
  await submit(desk, `${contract}/dieu-khoan/bat-dau`);
  await submit(desk, `${contract}/dieu-khoan/phu-luc-chuan`);
  await submit(desk, await attributeOf(desk, 'form[action*="phu-luc-chuan/"]', 'action'));
  await at(desk, `${contract}/dieu-khoan/nhom/ma-nguon`);
  await submit(desk, `${contract}/dieu-khoan/nhom/ma-nguon`, { sourceScope: 'escrow', sourceStatement: 'Điều 9 Phụ lục: mã nguồn sản phẩm ký gửi tại bên thứ ba' });
  await examine(desk, 'clauses');
  await submit(desk, `${contract}/dieu-khoan/trinh`);
  await at(phone, `${contract}/dieu-khoan`);
  await examine(phone, 'clauses-head-phone');
  await submit(phone, `${contract}/dieu-khoan/xac-nhan`);

  // The clerk registers report and decision with number, day and signed copy.
  await at(desk, `${contract}/ky-ket`);
  expect(await textOf(desk, '.gate__act')).toContain('Văn thư cơ quan');
  const registry = await pageOf(clerk);
  const records = await app.database.asOwner<{ id: string; kind: string }>(`SELECT id, kind FROM published_record WHERE subject_id = $1 AND kind IN ('HS-01', 'HS-03') ORDER BY kind`, [assessment.slice('/danh-gia-rui-ro/'.length)]);
  expect(records.map(({ kind }) => kind)).toEqual(['HS-01', 'HS-03']);
  for (const { id, kind } of records) {
    await untilRecord(app.database, id, 'printed');
    await at(registry, `/van-ban/${id}/vao-so`);
    await submit(registry, `/van-ban/${id}/vao-so`, { number: '5', issuedOn: '20/11/2026', medium: 'scan' }, `bản ký ${kind}`);
  }

  // Nothing stands in the way any more: the officer records number, date, signers and the signed copy.
  await at(desk, `${contract}/ky-ket`);
  await examine(desk, 'gate-open');
  await submit(desk, `${contract}/ky-ket`, { number: '12/2026/HĐ-CNTT', signedOn: '20/11/2026', agencySigner: head.id, vendorSigner: 'Đại Diện Minh Họa', vendorPost: 'Giám đốc' }, 'hợp đồng đã ký');
  expect(where(desk)).toBe(`${contract}/van-hanh`);

  // Trial, its result in writing, the plan deployed, the level approved, assessed for operation; the head puts it into operation.
  await at(desk, `${contract}/van-hanh/bat-dau`);
  await submit(desk, `${contract}/van-hanh/bat-dau`, { day: '20/11/2026' });
  await at(bench, `${contract}/van-hanh/ket-qua`);
  await submit(bench, `${contract}/van-hanh/ket-qua`, { outcome: 'passed', documentNumber: '3/BB-VHT', documentOn: '20/11/2026', summary: 'Đủ chức năng, đạt hiệu năng' }, 'kết quả vận hành thử');
  await at(bench, `${contract}/van-hanh/phuong-an`);
  await submit(bench, `${contract}/van-hanh/phuong-an`, { documentNumber: '4/BC', documentOn: '20/11/2026', summary: 'Đã triển khai đủ các biện pháp' }, 'triển khai phương án');
  await approveLevel(app.database, { system, level: 2, by: it });
  await at(phone, `${contract}/van-hanh`);
  expect(await textOf(phone, '.gate__act')).toContain('Chưa thể đưa vào vận hành');
  await buildApprovedAssessment(app.database, { contract: { id: contractId }, agency: world.department, opener: officer, assessor: it, head, stage: 'operation' });
  await at(phone, `${contract}/van-hanh`);
  await examine(phone, 'operation-phone');
  await submit(phone, `${contract}/van-hanh/dua-vao-van-hanh`);

  // The page of the contract tells all of it, and the records are there to be printed.
  await at(desk, contract);
  expect(await textOf(desk, '.rail')).toContain('Vận hành từ 20/11/2026');
  const told = await textOf(desk, '#ky-ket');
  for (const kind of ['HS-01', 'HS-03', 'HS-04', 'HS-05']) expect(told).toContain(`Văn bản ${kind}`);
  await examine(desk, 'contract-in-operation');
  expect(app.loggedErrors).toEqual([]);
}, 240_000);
