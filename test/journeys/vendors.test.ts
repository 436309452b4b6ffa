import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { buildCommitment, buildVendor, buildVendorPerson, inventedTaxCode, type BuiltCommitment, type BuiltVendor, type BuiltVendorPerson } from '../builders/vendors.js';
import { build, buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser, type ViewportName } from '../harness/browser.js';

let app: TestApp;
let world: World;
let browser: TestBrowser;
let vendor: BuiltVendor;
let free: BuiltVendor;
let person: BuiltVendorPerson;
let commitment: BuiltCommitment;
const parts = { representative: '', subcontractor: '' };

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  browser = await openTestBrowser();
  const by = world.at.procurement_officer;
  vendor = await buildVendor(app.database, { by, name: 'Công ty Cổ phần Giải pháp Chuyển đổi số và Dịch vụ Công nghệ thông tin Minh Họa', shortName: 'MINHHOA-DX' });
  free = await buildVendor(app.database, { by, name: 'Trung tâm Dữ liệu Minh Họa', kind: 'public_unit' });
  await buildVendor(app.database, { by, name: 'Công ty TNHH Giải pháp số Minh Họa', kind: 'foreign_invested_company', ceasedOn: '2026-10-01' });
  person = await buildVendorPerson(app.database, { vendor, fullName: 'Hoàng Minh Họa Vận Hành', post: 'Trưởng nhóm vận hành' });
  commitment = await buildCommitment(app.database, { person, agency: world.department, by, validUntil: '2026-12-10' });
  await buildCommitment(app.database, { person, agency: world.department, by, signedOn: '2025-01-02', validUntil: '2025-12-31' });
  await buildVendorPerson(app.database, { vendor, fullName: 'Đỗ Minh Họa Đã Nghỉ', leftOn: '2026-06-01' });
  await buildVendorPerson(app.database, { vendor, fullName: 'Ninh Minh Họa Mới' });
  await build(app.database, async (query) => {
    const one = await query(
      `INSERT INTO vendor_representative (vendor_id, full_name, post, authority_ground, valid_from) VALUES ($1, 'Tạ Minh Họa Giám Đốc', 'Tổng Giám đốc', 'Người đại diện theo pháp luật', '2024-01-01') RETURNING id`,
      [vendor.id],
    );
    const other = await query(`INSERT INTO vendor_subcontractor (vendor_id, company_id, service) VALUES ($1, $2, 'Cho thuê chỗ đặt máy chủ') RETURNING id`, [vendor.id, free.id]);
    parts.representative = String(one.rows[0].id);
    parts.subcontractor = String(other.rows[0].id);
  });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function signedIn(who: BuiltPerson, viewport: ViewportName, javascript = true): Promise<Page> {
  const page = await browser.newPage(viewport, { javascript });
  await visit(page, `${app.url}/dang-nhap`);
  await page.type('#login', who.login);
  await page.type('#password', who.password);
  await follow(page, () => page.click('form[action="/dang-nhap"] button[type=submit]'));
  return page;
}

// The same at a desk, for every page of the product: every-page-in-depth.long.ts.
describe.each(['phone'] as const)('on a %s', (viewport) => {
  test('every page of the room is accessible and never wider than the screen', async () => {
    const page = await signedIn(world.at.procurement_officer, viewport);
    const of = (rest: string): string => `/ben-cung-cap/${vendor.id}${rest}`;
    const at = (rest: string): string => `/nhan-su-ben-cung-cap/${person.id}${rest}`;
    const pages: readonly (readonly [string, string])[] = [
      ['register', '/ben-cung-cap'],
      ['register-filtered', '/ben-cung-cap?q=giai+phap&tinh-trang=active'],
      ['register-empty', '/ben-cung-cap?q=khong+co'],
      ['new', '/ben-cung-cap/moi'],
      ['detail', of('')],
      ['edit', of('/sua')],
      ['attach', of('/tep')],
      ['representative-new', of('/nguoi-dai-dien/moi')],
      ['representative-edit', of(`/nguoi-dai-dien/${parts.representative}/sua`)],
      ['subcontractor-new', of('/nha-thau-phu/moi')],
      ['subcontractor-edit', of(`/nha-thau-phu/${parts.subcontractor}/sua`)],
      ['person-new', of('/nhan-su/moi')],
      ['person', at('')],
      ['person-edit', at('/sua')],
      ['leaving', at('/thoi-lam-viec')],
      ['commitment-new', at('/cam-ket/moi')],
      ['commitment', `/cam-ket-bao-mat/${commitment.id}`],
      ['commitment-end', `/cam-ket-bao-mat/${commitment.id}/ket-thuc`],
      ['delete-refused', of('/xoa')],
    ];
    const found: unknown[] = [];
    for (const [name, address] of pages) {
      const answer = await visit(page, app.url + address);
      await screenshot(page, `vendors-${name}-${viewport}`);
      const wider: unknown = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      const violations = await axeViolations(page);
      if (answer.status() !== 200 || wider !== 0 || violations.length > 0) found.push({ name, status: answer.status(), wider, violations });
    }
    expect(found).toEqual([]);
    expect(pageProblems(page)).toEqual([]);
    await page.close();
  });
});

test('a vendor is registered without JavaScript, and a mistake comes back at its field', async () => {
  const page = await signedIn(world.at.procurement_officer, 'desktop', false);
  await visit(page, `${app.url}/ben-cung-cap/moi`);
  await page.type('#taxCode', vendor.taxCode);
  await page.type('#name', 'Công ty Không Kịch Bản Minh Họa');
  await page.type('#address', 'Số 3 phố Minh Họa');
  await page.click('#kind');
  const refused = await follow(page, () => page.click('main form button[type=submit]'));
  expect(refused.status()).toBe(422);
  await screenshot(page, 'vendors-new-taken-desktop');
  expect(await axeViolations(page)).toEqual([]);
  await page.evaluate('document.querySelector("#taxCode").value = ""');
  await page.type('#taxCode', inventedTaxCode(700));
  const done = await follow(page, () => page.click('main form button[type=submit]'));
  expect(done.status()).toBe(200);
  expect(await page.title()).toContain('Công ty Không Kịch Bản Minh Họa');
  await page.close();
});

test('several companies that fit a typed name are offered without JavaScript', async () => {
  const page = await signedIn(world.at.procurement_officer, 'phone', false);
  await visit(page, `${app.url}/ben-cung-cap/${free.id}/nha-thau-phu/moi`);
  await page.type('#company', 'giai phap');
  await page.type('#service', 'Bảo trì phần mềm');
  const asked = await follow(page, () => page.click('main form button[type=submit]'));
  expect(asked.status()).toBe(422);
  await screenshot(page, 'vendors-choice-phone');
  expect(await axeViolations(page)).toEqual([]);
  await page.click('#companyCandidate');
  expect((await follow(page, () => page.click('main form button[type=submit]'))).status()).toBe(200);
  expect(await page.title()).toContain(free.name);
  await page.close();
});
