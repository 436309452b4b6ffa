import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { PageWalk, shownPaths } from './page-walk.js';

/** Every page at the width of a desk comes and is whole. With axe, from the keyboard, on the phone and without scripts they are looked at in every-page-in-depth.long.ts. */

let walk: PageWalk;
let desktop: Page;

beforeAll(async () => {
  walk = await PageWalk.begin();
  desktop = await walk.browser.newPage('desktop');
}, 120_000);
afterAll(() => walk.end());

describe.each(shownPaths)('%s', (path) => {
  test('is whole', async () => {
    await walk.find(desktop, path);
  });
});
