import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { buildAccessGrant, buildBoundPerson } from '../builders/access.js';
import { untilRecord } from '../builders/records.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildActiveContract, type ReadyContract } from '../builders/signing.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, screenshot, type TestBrowser } from '../harness/browser.js';
import { hrefOf, peopleAtWork, textOf } from './people-at-work.js';

/** A violation from its signs to the system that runs again, by the people who do it, each with a browser of their own (khoản 3 Điều 6). */

let app: TestApp;
let world: World;
let browser: TestBrowser;
let contract: ReadyContract;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dieu6-violation-'));
  app = await startTestApp({ idleMinutes: 6000 });
  world = await buildWorld(app.database);
  contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
  const [engineer, supporter] = [await buildBoundPerson(app.database, { contract, fullName: 'Kỹ Sư Minh Họa' }), await buildBoundPerson(app.database, { contract, fullName: 'Hỗ Trợ Minh Họa' })];
  await buildAccessGrant(app.database, { contract, people: [engineer], accounts: ['vh.kysu'], hours: 240 });
  await buildAccessGrant(app.database, { contract, people: [supporter], accounts: ['vh.hotro'], hours: 240 });
  browser = await openTestBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const { pageOf, at, where } = peopleAtWork(() => app, () => browser);

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Fills fields of the form that sends to `action` by their names, gives it the `paper` where it asks for a file, and sends it with its first button. */
async function submit(page: Page, action: string, fields: Fields = {}, paper?: string): Promise<void> {
  await page.evaluate(`(() => {
    const form = document.querySelector('form[action="${action}"]');
    if (form === null) throw new Error('no form sends to ${action}: ' + document.querySelector('h1')?.textContent);
    for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
      const found = [...form.elements].filter((element) => element.name === name);
      if (found.length === 0) throw new Error('no field ' + name);
      for (const element of found) {
        if (element.type === 'radio' || element.type === 'checkbox') element.checked = [value].flat().includes(element.value);
        else element.value = value;
      }
    }
  })()`);
  if (paper !== undefined) {
    const file = path.join(folder, 'minh-chung.pdf');
    await writeFile(file, pdfFile(paper));
    await (await page.waitForSelector('input[type=file]'))?.uploadFile(file);
  }
  await follow(page, () => page.evaluate(`document.querySelector('form[action="${action}"] button[type=submit]').click()`));
  if ((await page.$('.error-summary')) !== null) throw new Error(`${action}: ${await textOf(page, '.error-summary')}`);
}

/** A page that is right to look at. */
async function examine(page: Page, name: string): Promise<void> {
  await screenshot(page, `violation-${name}`);
  expect([name, await axeViolations(page)]).toEqual([name, []]);
}

/** A moment some hours from now in Vietnam, as it is typed. */
function typed(hours: number): { readonly day: string; readonly time: string } {
  const iso = new Date(app.clock.now().getTime() + (hours + 7) * 3_600_000).toISOString();
  return { day: iso.slice(0, 10).split('-').toReversed().join('/'), time: iso.slice(11, 16) };
}

test('signs seen, contained in one act, proven, told, reported, put right, running again', async () => {
  const { procurement_officer: officer, it_officer: it, unit_head: head, records_clerk: clerk } = world.at;

  // The officer opens a case from the contract: signs are enough, the level is found by rule and explained.
  const desk = await pageOf(officer);
  await at(desk, `/hop-dong/${contract.id}`);
  const form = await hrefOf(desk, 'Mở vụ vi phạm');
  await at(desk, form);
  await examine(desk, 'open');
  const seen = typed(-1);
  await submit(desk, form, {
    seen: 'Nhật ký ghi nhận truy vấn bảng hồ sơ từ tài khoản hỗ trợ', signs: ['DH-01'], refusesCooperation: 'co', systemIds: contract.system.id, detectedDay: seen.day, detectedTime: seen.time,
    foundBy: 'Hệ thống giám sát an ninh mạng',
  }, 'Nhật ký');
  const address = where(desk);
  expect(await textOf(desk, '#muc-do')).toContain('Vi phạm Mức 3');
  expect(await textOf(desk, '#muc-do')).toContain('Không phối hợp: tăng một mức (từ Mức 2 lên Mức 3)');
  expect(await textOf(desk, '#minh-chung')).toContain('minh-chung.pdf');
  await examine(desk, 'case');

  await app.setNow(new Date(app.clock.now().getTime() + 3_600_000).toISOString());

  // The head sees on the phone exactly what will happen, in order, and does it by one button.
  const phone = await pageOf(head, 'phone');
  await at(phone, '/viec-can-lam');
  expect(await textOf(phone)).toContain('Ngăn chặn vụ vi phạm');
  await at(phone, address);
  await at(phone, await hrefOf(phone, 'Ngăn chặn', '.button--danger'));
  await examine(phone, 'contain');
  const until = typed(24 * 7);
  await submit(phone, `${address}/ngan-chan`, {
    ground: 'Có nguy cơ lộ dữ liệu cá nhân', measure: 'pause', systems: contract.system.id, scope: 'whole', untilDay: until.day, untilTime: until.time, continuity: 'Tiếp nhận hồ sơ trực tiếp tại bộ phận một cửa',
    executorId: it.id,
  });
  const steps = await textOf(phone, '.irreversible__steps');
  for (const said of ['bản lưu chứng cứ', 'Kỹ Sư Minh Họa, tài khoản vh.kysu', 'Hỗ Trợ Minh Họa, tài khoản vh.hotro', 'khóa 2 tài khoản', 'Tạm dừng từ lúc này', 'HS-12', 'HS-13']) expect(steps).toContain(said);
  expect(steps.indexOf('bản lưu chứng cứ')).toBeLessThan(steps.indexOf('Thu hồi ngay'));
  expect(steps.indexOf('Thu hồi ngay')).toBeLessThan(steps.indexOf('Tạm dừng từ lúc này'));
  await examine(phone, 'preview');
  expect(await app.database.asOwner('SELECT 1 FROM containment')).toHaveLength(0);
  await submit(phone, `${address}/ngan-chan`);
  expect(await textOf(phone)).toContain('Đã ngăn chặn');
  await examine(phone, 'contained');
  expect(await app.database.asOwner('SELECT 1 FROM live_access')).toHaveLength(0);

  // Red on top of the contract and of every page below it; nothing can be granted.
  for (const page of [`/hop-dong/${contract.id}`, `/hop-dong/${contract.id}/quyen-truy-cap`]) {
    await at(desk, page);
    expect([page, await textOf(desk, '.notice--stop')]).toEqual([page, expect.stringContaining('Không cấp quyền truy cập theo hợp đồng này')]);
  }
  await at(desk, `/hop-dong/${contract.id}`);
  await examine(desk, 'contract');

  // The IT officer closes the accounts and carries the pause out, each with proof; the clocks say until when.
  const room = await pageOf(it);
  await at(room, address);
  expect(await textOf(room, '#thoi-han')).toContain('Thu hồi quyền truy cập');
  await at(room, `/hop-dong/${contract.id}/quyen-truy-cap`);
  for (let open = await hrefOf(room, 'Xác nhận đã khóa'); open !== ''; open = await hrefOf(room, 'Xác nhận đã khóa')) {
    await at(room, open);
    const done = typed(0);
    await submit(room, open, { action: 'disabled', doneDay: done.day, doneTime: done.time, proof: 'Đăng nhập bị từ chối' }, 'Đăng nhập bị từ chối');
    await at(room, `/hop-dong/${contract.id}/quyen-truy-cap`);
  }
  await at(room, address);
  expect(await textOf(room, '#ngan-chan')).toContain('Mọi tài khoản đã khóa');
  const done = await hrefOf(room, 'Xác nhận đã thực hiện');
  await at(room, done);
  await examine(room, 'done');
  const now = typed(0);
  await submit(room, done, { doneDay: now.day, doneTime: now.time, proof: 'Trang chủ hiện thông báo tạm ngừng phục vụ' }, 'Ảnh chụp màn hình');
  expect(await textOf(room, '#ngan-chan')).toContain('Đang tạm dừng');
  await at(desk, address);
  await submit(desk, `${address}/van-ban/bien-ban-thu-hoi`);
  expect(await textOf(desk)).toContain('Thu hồi quyền truy cập, thay đổi mật khẩu, hủy bỏ tài khoản');

  // The clerk records number and delivery of the notice.
  const registry = await pageOf(clerk);
  await at(registry, address);
  const notice = await hrefOf(registry, 'Ghi nhận đã gửi');
  await at(registry, notice);
  await submit(registry, notice, { number: '05/TB-STN', issuedOn: now.day, deliveredDay: now.day, deliveredTime: now.time, delivery: 'in-person', receiver: 'Đại Diện Minh Họa' });

  // Running again is refused with every reason at once, until the report is in, the remedy proven and the risk assessed afresh.
  await at(phone, address);
  const resume = await hrefOf(phone, 'Cho phép hoạt động trở lại');
  await at(phone, resume);
  for (const obstacle of ['Chưa có báo cáo mức độ vi phạm và thiệt hại', 'Chưa ghi nhận việc khắc phục', 'đánh giá rủi ro lại']) expect(await textOf(phone, '.notice--stop')).toContain(obstacle);
  await examine(phone, 'obstacles');
  await at(desk, `${address}/bao-cao`);
  await submit(desk, `${address}/bao-cao`, { number: '06/BC-STN', issuedOn: now.day, signedBy: head.id, level: 'V2', summary: 'Dữ liệu không bị sao chép; không có thiệt hại bằng tiền' }, 'Báo cáo đã ký');
  expect(await textOf(desk, '#bao-cao')).toContain('06/BC-STN');
  await at(desk, `${address}/khac-phuc/moi`);
  await submit(desk, `${address}/khac-phuc/moi`, { what: 'Bên cung cấp gỡ quyền truy vấn bảng hồ sơ', doneDay: now.day, doneTime: now.time });
  await at(room, address);
  const remedy = await hrefOf(room, 'Kiểm tra', '#khac-phuc a');
  await at(room, remedy);
  await submit(room, remedy, { proof: 'Truy vấn thử bị từ chối' }, 'Kết quả thử');

  await at(phone, resume);
  await submit(phone, resume, { ground: 'Vi phạm đã được khắc phục' });
  expect(await textOf(phone, '#ngan-chan')).toContain('Hoạt động trở lại từ');
  await at(phone, `${address}/ket-thuc`);
  await examine(phone, 'close');
  await submit(phone, `${address}/ket-thuc`, { outcome: 'resumed', ground: 'Đã xử lý xong' });
  expect(await textOf(phone, '.page-head')).toContain('Đã kết thúc');
  expect(await app.database.asOwner('SELECT 1 FROM live_access')).toHaveLength(0);

  // The case in the register, in the history of the vendor, and its papers as they are printed.
  await at(desk, '/vu-vi-pham');
  await examine(desk, 'register');
  expect(await textOf(desk, '.register')).toContain('Đã kết thúc');
  await at(desk, `/ben-cung-cap/${contract.vendor.id}/vi-pham`);
  await examine(desk, 'vendor');
  await at(desk, address);
  await submit(desk, `${address}/van-ban/bien-ban-dau-hieu`);
  const records = await app.database.asOwner<{ id: string; kind: string }>(`SELECT id, kind FROM record WHERE kind IN ('HS-11', 'HS-12', 'HS-13', 'HS-15', 'HS-24') ORDER BY kind`);
  expect(records.map(({ kind }) => kind)).toEqual(['HS-11', 'HS-12', 'HS-13', 'HS-15', 'HS-24']);
  for (const { id } of records) await untilRecord(app.database, id, 'printed');
  await keepPrints(desk, records);
}, 300_000);

/** Keeps the printed drafts beside the screenshots, to be looked at. */
async function keepPrints(page: Page, records: readonly { readonly id: string; readonly kind: string }[]): Promise<void> {
  for (const { id, kind } of records) {
    const bytes = await page.evaluate(`fetch('/van-ban/${id}/ban-in').then((answer) => answer.arrayBuffer()).then((buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))))`);
    const file = path.resolve('.local', 'screenshots', `violation-${kind}.pdf`);
    await writeFile(file, Buffer.from(String(bytes), 'base64'));
    expect((await readFile(file)).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  }
}
