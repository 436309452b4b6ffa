import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { buildPlannedContract, buildTransitionalContract } from '../builders/contracts.js';
import { buildDataAsset, buildSystem } from '../builders/systems.js';
import { buildVendor } from '../builders/vendors.js';
import { build, buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, openTestBrowser, screenshot, visit, type TestBrowser } from '../harness/browser.js';

let app: TestApp;
let world: World;
let browser: TestBrowser;
let pages: Readonly<Record<string, string>>;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  const by = world.at.procurement_officer;
  const vendor = await buildVendor(app.database, { by, name: 'Công ty TNHH Giải pháp số Minh Họa' });
  const system = await buildSystem(app.database, { agency: world.department, name: 'Hệ thống hồ sơ thử nghiệm', beneficiaries: [world.ward] });
  await buildDataAsset(app.database, { system, name: 'Hồ sơ công dân', personalData: 'basic', subjects: 12_000 });
  const name = 'Thuê vận hành hệ thống hồ sơ và hỗ trợ kỹ thuật cho các đơn vị trực thuộc';
  const running = await buildTransitionalContract(app.database, { agency: world.department, by, vendor, systems: [system], name, number: '07/2025/HĐ-TN', endsOn: '2026-12-31', securityValue: 120_000_000n });
  const planned = await buildPlannedContract(app.database, { agency: world.department, by, name: 'Thuê phần mềm quản lý hồ sơ', packageCode: 'IB2600012345-00', systems: [system], value: 850_000_000n, hireOutcome: 'needs-legal-answer' });
  let transfer = '';
  await build(app.database, async (query) => {
    await query(
      `INSERT INTO contract_amendment (contract_id, ordinal, number, signed_on, ground, ends_on_before, ends_on_after, scope_before, scope_after, value_before, value_after, security_value_before, security_value_after, recorded_by)
       SELECT id, 1, '01/PL', '2026-03-01', 'Gia hạn', ends_on, '2027-12-31', scope, scope, value, value, security_value, security_value, responsible_id FROM contract WHERE id = $1`,
      [running.id],
    );
    await query(`UPDATE contract SET ends_on = '2027-12-31', version = version + 1 WHERE id = $1`, [running.id]);
    const inserted = await query(
      `INSERT INTO contract_transfer (contract_id, from_agency_id, to_agency_id, effective_on, document_number, document_day, reason, requested_by)
       VALUES ($1, $2, $3, '2026-11-01', '15/NQ-HĐND', '2026-10-01', 'Sắp xếp tổ chức', $4) RETURNING id`,
      [running.id, world.department.id, world.ward.id, by.id],
    );
    transfer = String(inserted.rows[0].id);
  });
  pages = {
    register: '/hop-dong',
    running: `/hop-dong/${running.id}`,
    planned: `/hop-dong/${planned.id}`,
    new: '/hop-dong/moi',
    transitional: '/hop-dong/chuyen-tiep/moi',
    change: `/hop-dong/${running.id}/sua`,
    amendment: `/hop-dong/${running.id}/phu-luc/moi`,
    attach: `/hop-dong/${running.id}/tep`,
    cancel: `/hop-dong/${planned.id}/huy`,
    'request-transfer': `/hop-dong/${planned.id}/chuyen-co-quan`,
    spending: '/hop-dong/chi-cho-an-ninh-mang',
    transfer: `/chuyen-co-quan/${transfer}`,
    'transfer-paper': `/chuyen-co-quan/${transfer}/quyet-dinh-giay`,
  };
  browser = await openTestBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function signIn(page: Page, person: BuiltPerson): Promise<void> {
  await visit(page, `${app.url}/dang-nhap`);
  await page.type('#login', person.login);
  await page.type('#password', person.password);
  await Promise.all([page.waitForNavigation(), page.click('main button[type=submit]')]);
}

describe.each(['desktop', 'phone'] as const)('every page of contracts on a %s', (viewport) => {
  test('passes axe, fits its width, and is there to be looked at', async () => {
    const readers: readonly [BuiltPerson, readonly string[]][] = [
      [world.at.procurement_officer, ['register', 'running', 'planned', 'new', 'transitional', 'change', 'amendment', 'attach', 'cancel', 'request-transfer', 'spending']],
      [world.atWard.unit_head, ['transfer', 'running']],
      [world.atWard.records_clerk, ['transfer-paper']],
    ];
    for (const [person, names] of readers) {
      const page = await browser.newPage(viewport);
      await signIn(page, person);
      for (const name of names) {
        await visit(page, app.url + String(pages[name]));
        await screenshot(page, `contracts-${name}-${viewport}`);
        expect({ name, faults: await axeViolations(page) }).toEqual({ name, faults: [] });
        expect({ name, wide: await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth') }).toEqual({ name, wide: false });
      }
      await page.close();
    }
  });
});
