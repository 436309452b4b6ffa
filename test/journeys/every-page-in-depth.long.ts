import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { pageProblems } from '../harness/browser.js';
import { focusByKeyboard, followSkipLink } from './keyboard.js';
import { factsOf, soundPage } from './page-facts.js';
import { PageWalk, shownPaths } from './page-walk.js';

let walk: PageWalk;
let desktop: Page;
let phone: Page;
let withoutScripts: Page;

beforeAll(async () => {
  walk = await PageWalk.begin();
  [desktop, phone, withoutScripts] = await Promise.all([walk.browser.newPage('desktop'), walk.browser.newPage('phone'), walk.browser.newPage('phone', { javascript: false })]);
}, 120_000);
afterAll(() => walk.end());

describe.each(shownPaths)('%s', (path) => {
  test('is accessible at a desk, and used from the keyboard', async () => {
    await walk.see(desktop, path, 'desktop');
    expect(await followSkipLink(desktop)).toBe('noi-dung');
    expect(await focusByKeyboard(desktop)).toEqual({ unreachable: [], withoutFocusRing: [] });
  });

  test('is accessible on the phone, and shows itself whole without scripts', async () => {
    await walk.see(phone, path, 'phone');
    const before = pageProblems(withoutScripts).length;
    await walk.open(withoutScripts, path);
    expect(await factsOf(withoutScripts)).toEqual(soundPage);
    expect(pageProblems(withoutScripts).slice(before)).toEqual([]);
  });
});
