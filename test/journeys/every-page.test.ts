import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { focusByKeyboard, followSkipLink } from './keyboard.js';
import { PageWalk, shownPaths } from './page-walk.js';

/** Every page at the width of a desk; on the phone and without scripts they are looked at in every-page-on-phone.long.ts. */

let walk: PageWalk;
let desktop: Page;

beforeAll(async () => {
  walk = await PageWalk.begin();
  desktop = await walk.browser.newPage('desktop');
}, 120_000);
afterAll(() => walk.end());

describe.each(shownPaths)('%s', (path) => {
  test('is accessible on the desktop and used from the keyboard', async () => {
    await walk.see(desktop, path, 'desktop');
    expect(await followSkipLink(desktop)).toBe('noi-dung');
    expect(await focusByKeyboard(desktop)).toEqual({ unreachable: [], withoutFocusRing: [] });
  });
});
