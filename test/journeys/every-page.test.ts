import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser } from '../harness/browser.js';
import { Caller } from '../web/callers.js';
import { permissionMatrix, type Comer } from '../web/permission-matrix.js';
import { addressOf, buildSamples, type Samples } from '../web/route-samples.js';
import { focusByKeyboard, followSkipLink } from './keyboard.js';
import { factsOf, soundPage } from './page-facts.js';

let app: TestApp;
let world: World;
let samples: Samples;
let browser: TestBrowser;
let desktop: Page;
let phone: Page;
let withoutScripts: Page;

beforeAll(async () => {
  [app, browser] = await Promise.all([startTestApp(), openTestBrowser()]);
  world = await buildWorld(app.database);
  samples = await buildSamples(app, world, [world.ward]);
  [desktop, phone, withoutScripts] = await Promise.all([browser.newPage('desktop'), browser.newPage('phone'), browser.newPage('phone', { javascript: false })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** Addresses that answer with a file instead of a page. */
const files = ['/tep/:id', '/van-ban/:id/ban-in', '/van-ban/:id/ban-in-chinh-thuc', '/nhap-danh-sach/mau/:kind', '/nhap-danh-sach/:id/tep-goc', '/nhap-danh-sach/:id/dong-chua-nhap'];

/** Every address that shows a page. */
const paths = Object.keys(permissionMatrix)
  .filter((entry) => entry.startsWith('GET '))
  .map((entry) => entry.slice('GET '.length))
  .filter((path) => !files.includes(path));

const callers = new Map<Comer, Promise<Caller>>();

/** Who sees most on a page: of those who may come, the one who may come to most of the same room. */
function bestComer(path: string): Comer {
  const room = `/${path.split('/')[1] ?? ''}`;
  const reach = (comer: Comer): number => Object.entries(permissionMatrix).filter(([entry, comers]) => entry.includes(` ${room}`) && comers.includes(comer)).length;
  return (permissionMatrix[`GET ${path}`] ?? []).toSorted((first, second) => reach(second) - reach(first))[0] ?? 'visitor';
}

const shownTo = new Map<Page, Comer>();

/** Gives a browser page the session of somebody; they signed in once. */
async function become(page: Page, comer: Comer): Promise<void> {
  if (shownTo.get(page) === comer) return;
  shownTo.set(page, comer);
  const caller = callers.get(comer) ?? Promise.resolve(comer === 'visitor' ? Caller.visitor(app) : Caller.signedIn(app, world.at[comer]));
  callers.set(comer, caller);
  const context = page.browserContext();
  await context.deleteCookie(...(await context.cookies()));
  await context.setCookie(...[...(await caller).cookies].map(([name, value]) => ({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true })));
}

function nameOf(path: string): string {
  const name = path.replaceAll(/[/:]+/g, '-').replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().replaceAll(/^-|-$/g, '');
  return name === '' ? 'home' : name;
}

describe.each(paths)('%s', (path) => {
  test('is accessible on the desktop and used from the keyboard', async () => {
    await seeIt(desktop, path, `${nameOf(path)}-desktop`);
    expect(await followSkipLink(desktop)).toBe('noi-dung');
    expect(await focusByKeyboard(desktop)).toEqual({ unreachable: [], withoutFocusRing: [] });
  });

  test('is accessible on the phone, and shows itself whole without scripts', async () => {
    await seeIt(phone, path, `${nameOf(path)}-phone`);
    const before = pageProblems(withoutScripts).length;
    await open(withoutScripts, path);
    expect(await factsOf(withoutScripts)).toEqual(soundPage);
    expect(pageProblems(withoutScripts).slice(before)).toEqual([]);
  });
});

/** Opens a page as who sees most of it, keeps a picture, and checks what no page may lack. */
async function seeIt(page: Page, path: string, picture: string): Promise<void> {
  const before = pageProblems(page).length;
  await open(page, path);
  await screenshot(page, picture);
  expect(await factsOf(page)).toEqual(soundPage);
  expect(await axeViolations(page)).toEqual([]);
  expect(pageProblems(page).slice(before)).toEqual([]);
}

async function open(page: Page, path: string): Promise<void> {
  await become(page, bestComer(path));
  expect((await visit(page, app.url + addressOf(path, samples))).status()).toBe(200);
}
