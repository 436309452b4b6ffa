import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { approveLevel, buildDataAsset, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser, type ViewportName } from '../harness/browser.js';

let app: TestApp;
let world: World;
let browser: TestBrowser;
let system: BuiltSystem;
let asset: { readonly id: string };

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  browser = await openTestBrowser();
  system = await buildSystem(app.database, { agency: world.department, code: 'QLHS', name: 'Quản lý hồ sơ thủ tục hành chính liên thông', beneficiaries: [world.ward], state: 'trial', servesProcedures: true });
  asset = await buildDataAsset(app.database, { system, name: 'Hồ sơ công dân', kind: 'basic-personal', personalData: 'basic', subjects: 250_000 });
  await approveLevel(app.database, { system, level: 2, by: world.at.it_officer, number: '12/QĐ-UBND' });
  await buildSystem(app.database, { agency: world.department, code: 'CTTDT', name: 'Cổng thông tin điện tử' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function signedIn(person: BuiltPerson, viewport: ViewportName, javascript = true): Promise<Page> {
  const page = await browser.newPage(viewport, { javascript });
  await visit(page, `${app.url}/dang-nhap`);
  await page.type('#login', person.login);
  await page.type('#password', person.password);
  await follow(page, () => page.click('form[action="/dang-nhap"] button[type=submit]'));
  return page;
}

// The same at a desk, for every page of the product: every-page-in-depth.long.ts.
describe.each(['phone'] as const)('on a %s', (viewport) => {
  test('every page of the room is accessible and never wider than the screen', async () => {
    const page = await signedIn(world.at.it_officer, viewport);
    const of = (rest: string): string => `/he-thong/${system.id}${rest}`;
    const pages: readonly (readonly [string, string])[] = [
      ['register', '/he-thong'],
      ['register-filtered', '/he-thong?q=quan+ly&phe-duyet=da'],
      ['register-empty', '/he-thong?q=khong+co'],
      ['new', '/he-thong/moi'],
      ['detail', of('')],
      ['edit', of('/sua')],
      ['level', of('/cap-do')],
      ['state', of('/tinh-trang')],
      ['asset-new', of('/du-lieu/moi')],
      ['asset-remove', of(`/du-lieu/${asset.id}/xoa`)],
      ['attach', of('/tep')],
      ['delete-refused', of('/xoa')],
    ];
    const found: unknown[] = [];
    for (const [name, address] of pages) {
      const answer = await visit(page, app.url + address);
      await screenshot(page, `systems-${name}-${viewport}`);
      const wider: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      const violations = await axeViolations(page);
      if (answer.status() !== 200 || wider !== 0 || violations.length > 0) found.push({ name, status: answer.status(), wider, violations });
    }
    expect(found).toEqual([]);
    expect(pageProblems(page)).toEqual([]);
    await page.close();
  });
});

test('a system is registered without JavaScript, and a mistake comes back at its field', async () => {
  const page = await signedIn(world.at.it_officer, 'desktop', false);
  await visit(page, `${app.url}/he-thong/moi`);
  await page.type('#name', 'Thư điện tử công vụ');
  await page.type('#code', 'THU');
  const answer = await follow(page, () => page.click('main form button[type=submit]'));
  expect(answer.status()).toBe(422);
  await screenshot(page, 'systems-new-errors-desktop');
  expect(await axeViolations(page)).toEqual([]);
  await page.type('#description', 'Gửi, nhận thư công vụ');
  expect(await page.evaluate('document.querySelector("details.disclosure").open')).toBe(false);
  await page.click('#hostingKind');
  const done = await follow(page, () => page.click('main form button[type=submit]'));
  expect(done.status()).toBe(200);
  expect(await page.title()).toContain('Thư điện tử công vụ');
  await page.close();
});
