import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { buildBoundPerson } from '../builders/access.js';
import { untilRecord } from '../builders/records.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildActiveContract, type ReadyContract } from '../builders/signing.js';
import type { BuiltVendorPerson } from '../builders/vendors.js';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, screenshot, type TestBrowser } from '../harness/browser.js';
import { hrefOf, peopleAtWork, textOf } from './people-at-work.js';

/** A vendor's access from the request to the closed account, by the people who do it, each with a browser of their own (khoản 2 Điều 6). */

let app: TestApp;
let world: World;
let browser: TestBrowser;
let contract: ReadyContract;
let engineer: BuiltVendorPerson;
let supporter: BuiltVendorPerson;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dieu6-access-'));
  app = await startTestApp({ idleMinutes: 600 });
  world = await buildWorld(app.database);
  contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
  engineer = await buildBoundPerson(app.database, { contract, fullName: 'Kỹ Sư Minh Họa' });
  supporter = await buildBoundPerson(app.database, { contract, fullName: 'Hỗ Trợ Minh Họa' });
  browser = await openTestBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const { pageOf, at, where } = peopleAtWork(() => app, () => browser);

/** Fills fields of the form that sends to `action` by their names, gives it the `paper` where it asks for a file, and sends it with its button. */
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
    const file = path.join(folder, 'minh-chung.pdf');
    await writeFile(file, pdfFile(paper));
    await (await page.waitForSelector('input[type=file]'))?.uploadFile(file);
  }
  await follow(page, () => page.evaluate(`document.querySelector('form[action="${action}"] button[type=submit]').click()`));
  if ((await page.$('.error-summary')) !== null) throw new Error(`${action}: ${await textOf(page, '.error-summary')}`);
}

/** A page that is right to look at. */
async function examine(page: Page, name: string): Promise<void> {
  await screenshot(page, `access-${name}`);
  expect([name, await axeViolations(page)]).toEqual([name, []]);
}

/** A moment some hours from now in Vietnam, as it is typed. */
function typed(hours: number): { readonly day: string; readonly time: string } {
  const iso = new Date(app.clock.now().getTime() + (hours + 7) * 3_600_000).toISOString();
  return { day: iso.slice(0, 10).split('-').toReversed().join('/'), time: iso.slice(11, 16) };
}

test('asked for, granted, used, opened at night and in an emergency, ended, and really closed', async () => {
  const { procurement_officer: officer, it_officer: it, unit_head: head } = world.at;
  const access = `/hop-dong/${contract.id}/quyen-truy-cap`;

  // The officer sees what may be asked for and for how long, then asks for the daily operation.
  const desk = await pageOf(officer);
  await at(desk, `${access}/de-nghi`);
  expect(await textOf(desk)).toContain('Quyền quản trị dữ liệu không được cấp cho bên cung cấp');
  await examine(desk, 'choose');
  await at(desk, `${access}/de-nghi/moi?systemId=${contract.system.id}&form=grant&purpose=operation-support&phase=operation`);
  const [start, end] = [typed(0), typed(24 * 30)];
  const common = {
    privilege: 'Xem nhật ký, khởi động lại dịch vụ', method: 'bastion', sourceAddresses: '203.0.113.0/28', environment: 'production', supervision: 'recorded', supervisorId: it.id, kind1: 'personal',
  };
  await submit(desk, `${access}/de-nghi/moi`, {
    ...common, plane: 'application', ground: 'Theo hợp đồng', person1: engineer.id, account1: 'vh.kysu', startDay: start.day, startTime: start.time, endDay: end.day, endTime: end.time,
  });
  const request = where(desk);
  expect(await textOf(desk)).toContain('Chờ phê duyệt');
  await examine(desk, 'request');

  // The head reads it as one sentence on the phone and grants it.
  const phone = await pageOf(head, 'phone');
  await at(phone, '/quyen-truy-cap/cho-duyet');
  expect(await textOf(phone, '.request__sentence')).toContain('Kỹ Sư Minh Họa');
  await examine(phone, 'inbox');
  await at(phone, request);
  await submit(phone, `${request}/phe-duyet`);
  const grant = where(phone);
  expect(await textOf(phone)).toContain('Đang có hiệu lực');
  await examine(phone, 'grant');

  // For the nights a standing grant is approved beforehand; the IT officer opens it by one act, and the head is told.
  await at(desk, `${access}/de-nghi/moi?systemId=${contract.system.id}&form=standing&purpose=incident-handling&phase=operation`);
  await submit(desk, `${access}/de-nghi/moi`, {
    ...common, plane: 'infrastructure', ground: 'Trực sự cố ngoài giờ', person1: engineer.id, account1: 'truc.suco', startDay: start.day, startTime: start.time, endDay: end.day, endTime: end.time, useHours: '4',
  });
  const standingRequest = where(desk);
  await at(phone, standingRequest);
  await submit(phone, `${standingRequest}/phe-duyet`);
  const standing = where(phone);
  const room = await pageOf(it);
  await at(room, `${standing}/mo`);
  await submit(room, `${standing}/mo`, { ground: 'Máy chủ ngừng trả lời lúc nửa đêm', people: engineer.id });
  expect(await textOf(room, '#luot-mo')).toContain('Kỹ Sư Minh Họa');
  await examine(room, 'standing');
  await at(phone, '/viec-can-lam');
  expect(await textOf(phone)).toContain('trực');

  // Where none is at hand the IT officer breaks the glass: red on every page of the contract until another person has looked at it.
  await at(room, `${access}/khan-cap`);
  await examine(room, 'emergency');
  await submit(room, `${access}/khan-cap`, {
    ...common, systemId: contract.system.id, hours: '2', plane: 'application', supervision: 'attended', ground: 'Người dùng không tra cứu được hồ sơ', person1: supporter.id, account1: 'kc.hotro', kind1: 'break-glass',
  });
  const emergency = where(room);
  for (const address of [`/hop-dong/${contract.id}`, `/hop-dong/${contract.id}/dieu-khoan`, access]) {
    await at(desk, address);
    expect([address, await textOf(desk, '.notice--stop')]).toEqual([address, expect.stringContaining('Quyền truy cập khẩn cấp chưa được rà soát')]);
  }
  await at(phone, `${emergency}/ra-soat`);
  await submit(phone, `${emergency}/ra-soat`, { outcome: 'justified', ground: 'Sự cố có thật, đã khắc phục' });
  await at(desk, `/hop-dong/${contract.id}/dieu-khoan`);
  expect(await textOf(desk)).not.toContain('chưa được rà soát');

  // Two hours later a session from a wrong address with another's account is written down and marked.
  await app.setNow(new Date(app.clock.now().getTime() + 2 * 3_600_000).toISOString());
  await at(room, `${access}/phien/moi`);
  const [began, ended] = [typed(-1), typed(-0.5)];
  await submit(room, `${access}/phien/moi`, {
    grantId: grant.slice('/quyen-truy-cap/'.length), personId: supporter.id, account: 'vh.kysu', beganDay: began.day, beganTime: began.time, endedDay: ended.day, endedTime: ended.time, sourceAddress: '198.51.100.9',
    workDone: 'Khởi động lại dịch vụ', supervision: 'recorded',
  });
  expect(await textOf(room)).toContain('địa chỉ nguồn không được phép');
  await examine(room, 'session');

  // The head revokes everything of the contract in one act; what ended stays red until each account is proven closed.
  await at(phone, `${access}/thu-hoi`);
  await examine(phone, 'revoke');
  await submit(phone, `${access}/thu-hoi`, { ground: 'Hết nhu cầu hỗ trợ' });
  await at(room, access);
  expect(await textOf(room, '#tai-khoan-chua-khoa')).toContain('vh.kysu');
  const [day] = await app.database.asOwner<{ lines: number }>('SELECT count(*)::int AS lines FROM live_access');
  expect(day?.lines).toBe(0);
  for (let open = await hrefOf(room, 'Xác nhận đã khóa'); open !== ''; open = await hrefOf(room, 'Xác nhận đã khóa')) {
    await at(room, open);
    const done = typed(0);
    await submit(room, open, { action: 'disabled', doneDay: done.day, doneTime: done.time, proof: 'Đăng nhập bị từ chối' }, 'Đăng nhập bị từ chối');
    await at(room, access);
  }
  expect(await app.database.asOwner('SELECT 1 FROM access_closure_due')).toHaveLength(0);
  await at(desk, `/hop-dong/${contract.id}`);
  expect(await textOf(desk, '.rail')).toContain('Không còn quyền nào');

  // The revocation decision is drawn up for signature.
  const [paper] = await app.database.asOwner<{ id: string }>(`SELECT id FROM record WHERE kind = 'HS-14'`);
  expect(paper).toBeDefined();
  await untilRecord(app.database, paper?.id ?? '', 'printed');
  await at(desk, '/quyen-truy-cap');
  expect(await textOf(desk, '.register')).toContain('Đã kết thúc');
  await examine(desk, 'register');
}, 240_000);
