import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { pageProblems } from '../harness/browser.js';
import { factsOf, soundPage } from './page-facts.js';
import { PageWalk, shownPaths } from './page-walk.js';

let walk: PageWalk;
let phone: Page;
let withoutScripts: Page;

beforeAll(async () => {
  walk = await PageWalk.begin();
  [phone, withoutScripts] = await Promise.all([walk.browser.newPage('phone'), walk.browser.newPage('phone', { javascript: false })]);
}, 120_000);
afterAll(() => walk.end());

describe.each(shownPaths)('%s', (path) => {
  test('is accessible on the phone, and shows itself whole without scripts', async () => {
    await walk.see(phone, path, 'phone');
    const before = pageProblems(withoutScripts).length;
    await walk.open(withoutScripts, path);
    expect(await factsOf(withoutScripts)).toEqual(soundPage);
    expect(pageProblems(withoutScripts).slice(before)).toEqual([]);
  });
});
