import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { buildRecord, prepareRecordIn, untilRecord } from '../builders/records.js';
import { buildWorld, type BuiltPerson, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser, type ViewportName } from '../harness/browser.js';

let app: TestApp;
let world: World;
let browser: TestBrowser;
let printed: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await buildWorld(app.database);
  browser = await openTestBrowser();
  const [agency, by] = [world.department, world.at.procurement_officer];
  printed = (await prepareRecordIn(app, { agency, by, signer: world.at.unit_head })).id;
  await buildRecord(app.database, { agency, by, status: 'registered', number: 4 });
  await buildRecord(app.database, { agency, by, status: 'withdrawn', kind: 'HS-03', symbol: 'QĐ-SO' });
  await untilRecord(app.database, printed, 'printed');
}, 60_000);
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function signedIn(who: BuiltPerson, viewport: ViewportName): Promise<Page> {
  const page = await browser.newPage(viewport);
  await visit(page, `${app.url}/dang-nhap`);
  await page.type('#login', who.login);
  await page.type('#password', who.password);
  await follow(page, () => page.click('form[action="/dang-nhap"] button[type=submit]'));
  return page;
}

test.each<ViewportName>(['desktop', 'phone'])('the clerk finds a record, reads it and comes to its number (%s)', async (viewport) => {
  const page = await signedIn(world.at.records_clerk, viewport);
  for (const [name, address] of [['register', '/van-ban'], ['record', `/van-ban/${printed}`], ['number', `/van-ban/${printed}/vao-so`], ['withdraw', `/van-ban/${printed}/thu-hoi`]] as const) {
    await visit(page, `${app.url}${address}`);
    await screenshot(page, `records-${name}-${viewport}`);
    expect([address, await axeViolations(page), pageProblems(page)]).toEqual([address, [], []]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  }
}, 60_000);
