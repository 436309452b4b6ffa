import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axeViolations, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser } from '../../harness/browser.js';
import { openGallery, type Gallery } from './gallery/gallery-server.js';
import { galleryPages } from './gallery/gallery-pages.js';

let gallery: Gallery;
let browser: TestBrowser;

beforeAll(async () => {
  gallery = await openGallery();
  browser = await openTestBrowser();
});

afterAll(async () => {
  await browser.close();
  await gallery.close();
});

describe.each(galleryPages.map((page) => page.name))('the gallery page %s', (name) => {
  test.each(['desktop', 'phone'] as const)('is accessible, never wider than the screen and refused nothing by its own policy on a %s', async (viewport) => {
    const page = await browser.newPage(viewport);
    await visit(page, `${gallery.origin}/${name}`);
    await screenshot(page, `gallery-${name}-${viewport}`);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(pageProblems(page)).toEqual([]);
    await page.close();
  });
});
