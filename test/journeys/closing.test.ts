import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { buildEndingContract, buildHandedOver, type BuiltClosing } from '../builders/closings.js';
import { untilRecord } from '../builders/records.js';
import { pdfFile } from '../builders/sample-files.js';
import type { ReadyContract } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, screenshot, type TestBrowser } from '../harness/browser.js';
import { hrefOf, peopleAtWork, textOf } from './people-at-work.js';

/** The end of a hire from the request to the closed contract, by the people who do it and the vendor who holds a link (khoản 4 Điều 6). */

let app: TestApp;
let world: World;
let browser: TestBrowser;
let contract: ReadyContract;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dieu6-closing-'));
  app = await startTestApp({ idleMinutes: 600_000 });
  world = await buildWorld(app.database);
  await app.setNow('2026-12-07T09:00:00+07:00');
  contract = await buildEndingContract(app.database, world);
  browser = await openTestBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const { pageOf, at } = peopleAtWork(() => app, () => browser);

type Fields = Readonly<Record<string, string>>;

/** Fills fields of the form that sends to `action` by their names, gives it the file where it asks for one, and sends it with its first button. */
async function submit(page: Page, action: string, fields: Fields = {}, file?: { readonly name: string; readonly content: Buffer }): Promise<void> {
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
  if (file !== undefined) {
    const kept = path.join(folder, file.name);
    await writeFile(kept, file.content);
    await (await page.waitForSelector('input[type=file]'))?.uploadFile(kept);
    // Files of any size go out as soon as they are chosen; the form waits for them.
    if ((await page.$('[data-large-files]')) !== null) await page.waitForSelector('[data-large-files-list] li[data-done]');
  }
  await follow(page, () => page.evaluate(`document.querySelector('form[action="${action}"] button[type=submit]').click()`));
  if ((await page.$('.error-summary')) !== null) throw new Error(`${action}: ${await textOf(page, '.error-summary')}`);
}

const paper = (text: string): { readonly name: string; readonly content: Buffer } => ({ name: 'minh-chung.pdf', content: pdfFile(text) });

/** A page that is right to look at. */
async function examine(page: Page, name: string): Promise<void> {
  await screenshot(page, `closing-${name}`);
  expect([name, await axeViolations(page)]).toEqual([name, []]);
  expect([name, await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')]).toEqual([name, 0]);
}

test('asked for, handed over by link and by hand, tried, run alone, settled, destroyed, closed', async () => {
  const { procurement_officer: officer, it_officer: it, unit_head: head, auditor } = world.at;
  const page = `/hop-dong/${contract.id}/ban-giao`;

  // The officer starts; the list comes from the facts, and the page says what stands in the way.
  const desk = await pageOf(officer);
  await at(desk, `/hop-dong/${contract.id}`);
  await at(desk, await hrefOf(desk, 'Kết thúc, bàn giao', 'main a'));
  await at(desk, await hrefOf(desk, 'Bắt đầu kết thúc hợp đồng'));
  await examine(desk, 'start');
  await submit(desk, `${page}/moi`, { reason: 'end-of-term', requestedOn: '07/12/2026', dueOn: '31/12/2026', plan: 'Giao tại trụ sở của cơ quan' });
  expect(await textOf(desk, '.gate')).toContain('chưa được bàn giao');
  await examine(desk, 'begun');
  const [row] = await app.database.asOwner<{ id: string }>('SELECT id FROM closing WHERE contract_id = $1', [contract.id]);
  const closing: BuiltClosing = { id: row?.id ?? '', contract };

  // Most items are handed over as usual; three are left to be seen here.
  await buildHandedOver(app.database, closing, ['BG-01', 'BG-02', 'BG-16']);

  // The vendor hands one over through its link, without an account.
  await at(desk, await hrefOf(desk, 'Đường liên kết của bên cung cấp'));
  await submit(desk, `/ban-giao/${closing.id}/duong-lien-ket`, { recipientName: 'Trần Văn Mẫu', recipientEmail: 'ban.giao@minh-hoa.example', days: '30' });
  const link = new URL(String(await desk.evaluate(`document.querySelector('#duong-lien-ket').value`))).pathname;
  const outside = await browser.newPage('desktop');
  await at(outside, link);
  await examine(outside, 'vendor');
  const given = await hrefOf(outside, 'BG-01');
  await at(outside, given);
  await submit(outside, given, { giverName: 'Trần Văn Mẫu', contents: 'Bảng danh mục đã ký', place: 'Gửi kèm', effectiveOn: '07/12/2026' });
  await at(desk, page);
  const byLink = await hrefOf(desk, 'BG-01', '#hang-muc a');
  await at(desk, byLink);
  const confirm = await hrefOf(desk, 'Xác nhận bàn giao');
  await at(desk, confirm);
  await submit(desk, confirm, { side: 'agency' });

  // Another one is written down by the officer; a name that does not exist is left out by the head.
  await at(desk, page);
  const byHand = await hrefOf(desk, 'BG-02', '#hang-muc a');
  await at(desk, `${byHand}/tiep-nhan`);
  await examine(desk, 'receive');
  await submit(desk, `${byHand}/tiep-nhan`, { giverName: 'Trần Văn Mẫu', contents: 'Tệp xuất', place: 'Kho lưu trữ của Sở', effectiveOn: '07/12/2026', vendorSigned: 'co' }, paper('Danh mục tệp'));
  await at(desk, page);
  const none = await hrefOf(desk, 'BG-16', '#hang-muc a');
  await at(desk, `${none}/khong-co`);
  await submit(desk, `${none}/khong-co`, { kind: 'none', ground: 'Dịch vụ không dùng tên miền riêng' });
  const phone = await pageOf(head, 'phone');
  await at(phone, page);
  await examine(phone, 'open');
  await at(phone, `/ban-giao/${closing.id}/ket-thuc`);
  await examine(phone, 'barred');
  await at(phone, `${none}/quyet-dinh`);
  await examine(phone, 'absence');
  await submit(phone, `${none}/quyet-dinh`, { decision: 'approved' });

  // Whoever received does not try: the IT officer does, on equipment of the agency.
  const room = await pageOf(it);
  for (const item of [byLink, byHand]) {
    await at(room, item);
    const trial = await hrefOf(room, 'Ghi nhận kiểm tra');
    await at(room, trial);
    await submit(room, trial, { equipment: 'Máy trắng của Sở', outcome: 'passed', result: 'Số lượng và mẫu khớp' }, paper('Kết quả'));
    expect(await textOf(room, '.page-head')).toContain('Đạt');
  }
  await examine(room, 'item');

  // The system runs without the vendor; five working days later it has passed.
  await at(room, `/ban-giao/${closing.id}/chay-thu`);
  await examine(room, 'run');
  await submit(room, `/ban-giao/${closing.id}/chay-thu`, { confirmed: 'yes' });
  expect(await textOf(room, '#chay-thu')).toContain('Đang chạy thử');
  await app.setNow('2026-12-16T09:00:00+07:00');
  await at(room, `/ban-giao/${closing.id}/chay-thu/ket-qua`);
  await submit(room, `/ban-giao/${closing.id}/chay-thu/ket-qua`, { outcome: 'passed', note: 'Hệ thống hoạt động ổn định' }, paper('Nhật ký chạy thử'));

  // A key that nobody had named is rotated; the system's own list shows nothing of the vendor.
  await at(room, `/ban-giao/${closing.id}/them-tai-khoan`);
  await submit(room, `/ban-giao/${closing.id}/them-tai-khoan`, { name: 'khoa-tich-hop', kind: 'api-key' });
  const account = room.url().slice(app.url.length);
  await at(room, `${account}/xu-ly`);
  await submit(room, `${account}/xu-ly`, { action: 'rotated', signInFailed: 'co', proof: 'Gọi bằng khóa cũ bị từ chối' }, paper('Nhật ký'));
  await at(room, `/ban-giao/${closing.id}/ra-soat-tai-khoan`);
  await examine(room, 'survey');
  await submit(room, `/ban-giao/${closing.id}/ra-soat-tai-khoan`, { source: 'passwd', agencyNames: 'root\nquantri' }, {
    name: 'passwd.txt', content: Buffer.from('root:x:0:0:root:/root:/bin/bash\nquantri:x:1000:1000::/home/quantri:/bin/bash\nbaotri:x:1001:1001::/home/baotri:/usr/sbin/nologin\n'),
  });
  expect(await textOf(room, '.page-head')).toContain('Không còn tài khoản của bên cung cấp');
  expect(await textOf(room, '#danh-sach')).toContain('baotri');
  await examine(room, 'surveyed');
  await at(room, account);
  await examine(room, 'account');

  // Only now are the vendor's copies destroyed; then nothing stands in the way and the head closes.
  await at(desk, `/ban-giao/${closing.id}/xoa-huy`);
  await submit(desk, `/ban-giao/${closing.id}/xoa-huy`, { scope: 'Cơ sở dữ liệu và bản sao lưu', method: 'Ghi đè ba lần', minutesNumber: '12/BB', subcontractors: 'Không có' }, paper('Xác nhận'));
  await at(phone, page);
  expect(await textOf(phone, '.gate__count')).toBe('9/9 điều kiện đạt');
  await examine(phone, 'settled');
  await at(phone, `/ban-giao/${closing.id}/ket-thuc`);
  await examine(phone, 'close');
  await submit(phone, `/ban-giao/${closing.id}/ket-thuc`, { confirmed: 'yes' });
  expect(await textOf(phone, '.page-head')).toContain('Đã kết thúc');

  // The auditor opens a proof beside what it must prove, and judges it.
  const desk2 = await pageOf(auditor);
  await at(desk2, page);
  await at(desk2, await hrefOf(desk2, 'Minh chứng bàn giao'));
  await examine(desk2, 'review');

  // The papers as they are printed, and the contract's own page.
  await at(desk, page);
  await examine(desk, 'closed');
  for (const slug of ['bien-ban-ban-giao', 'bien-ban-kiem-tra', 'bien-ban-xoa-huy', 'thanh-ly', 'bao-cao-ket-thuc']) {
    await at(desk, page);
    await submit(desk, `/ban-giao/${closing.id}/van-ban/${slug}`);
  }
  const records = await app.database.asOwner<{ id: string; kind: string }>(`SELECT id, kind FROM record WHERE subject_kind = 'closing' ORDER BY kind`);
  expect(records.map(({ kind }) => kind)).toEqual(['HS-25', 'HS-26', 'HS-27', 'HS-28', 'HS-29', 'HS-30']);
  for (const { id } of records) await untilRecord(app.database, id, 'printed');
  await at(desk, `/hop-dong/${contract.id}`);
  expect(await textOf(desk, '.page-head')).toContain('Đã thanh lý');
  await at(desk, '/ket-thuc');
  await examine(desk, 'register');
}, 300_000);
