import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { buildPlannedContract, buildTransitionalContract } from '../builders/contracts.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendor, buildVendorPerson } from '../builders/vendors.js';
import { build, buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser, type ViewportName } from '../harness/browser.js';

let app: TestApp;
let world: World;
let browser: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  browser = await openTestBrowser();
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(app.database, { by, name: 'Công ty cổ phần Giải pháp Dịch vụ công', shortName: 'DVC' });
  await buildVendorPerson(app.database, { vendor, fullName: 'Trần Dịch Vụ' });
  const system = await buildSystem(app.database, { agency: world.department, code: 'CDVC', name: 'Cổng dịch vụ công trực tuyến' });
  await buildDataAsset(app.database, { system, name: 'Hồ sơ dịch vụ công' });
  await buildTransitionalContract(app.database, { agency: world.department, by, vendor, systems: [system], number: '15/2025/HĐ-DVC', name: 'Thuê vận hành, bảo trì cổng dịch vụ công trực tuyến' });
  await buildPlannedContract(app.database, { agency: world.department, by, name: 'Thuê dịch vụ công nghệ thông tin giám sát an ninh mạng', packageCode: 'IB2600012345-01' });
  await build(app.database, async (query) => {
    await query(
      `INSERT INTO contract (entry_kind, phase, agency_id, origin_agency_id, name, created_by) SELECT 'new', 'planned', $1, $1, 'Gói đại trà số ' || n, $2 FROM generate_series(1, 210) n`,
      [world.department.id, by.id],
    );
  });
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

describe.each(['desktop', 'phone'] as const)('on a %s', (viewport) => {
  test('what is found can be read, whatever was typed', async () => {
    const page = await signedIn(world.at.procurement_officer, viewport);
    const typed: readonly (readonly [string, string])[] = [
      ['start', ''], ['found', 'dich vu cong'], ['near', 'dihc vu cong truc tuyen'], ['none', 'khongcogi'], ['short', '15'], ['many', 'dai tra'], ['long', 'x'.repeat(200)],
    ];
    const wrong: unknown[] = [];
    for (const [name, text] of typed) {
      await visit(page, `${app.url}/tim-kiem?q=${encodeURIComponent(text)}`);
      await screenshot(page, `search-${name}-${viewport}`);
      const wider: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      const violations = await axeViolations(page);
      if (wider !== 0 || violations.length > 0) wrong.push({ name, wider, violations });
    }
    expect(wrong).toEqual([]);
    await visit(page, `${app.url}/hop-dong?gia-tri-tu=1.000&sap-xep=-gia-tri`);
    await screenshot(page, `contract-register-filters-${viewport}`);
    expect(await axeViolations(page)).toEqual([]);
    expect(pageProblems(page)).toEqual([]);
    await page.close();
  });
});

test('from the top bar by keyboard to a contract, without JavaScript', async () => {
  const page = await signedIn(world.at.procurement_officer, 'desktop', false);
  await page.focus('#tim-kiem');
  await page.keyboard.type('15/2025');
  await follow(page, () => page.keyboard.press('Enter'));
  expect(new URL(page.url()).pathname).toBe('/tim-kiem');
  await page.focus('.hit__title a');
  await follow(page, () => page.keyboard.press('Enter'));
  expect(await page.evaluate('document.querySelector("h1").textContent')).toContain('Thuê vận hành, bảo trì cổng dịch vụ công trực tuyến');
  await page.close();
});
