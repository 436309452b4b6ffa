import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { axeViolations, follow, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser } from '../../harness/browser.js';
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
  test('is accessible, never wider than the screen and refused nothing by its own policy on a phone', async () => {
    const page = await browser.newPage('phone');
    await visit(page, `${gallery.origin}/${name}`);
    await screenshot(page, `gallery-${name}-phone`);
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(pageProblems(page)).toEqual([]);
    await page.close();
  });
});

describe('with scripts', () => {
  test('the error summary is read first, and each line leads to its field', async () => {
    const page = await browser.newPage();
    await visit(page, `${gallery.origin}/form-errors`);
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    await page.click('[role=alert] a[href="#operator"]');
    expect(await page.evaluate('document.activeElement.value')).toBe('vendor');
  });

  test('amounts are grouped on leaving the field; what is no amount stays as typed', async () => {
    const page = await browser.newPage();
    await visit(page, `${gallery.origin}/form`);
    const afterTyping = async (text: string): Promise<unknown> => {
      await page.click('#value', { count: 3 });
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
      return page.evaluate('document.querySelector("#value").value');
    };
    expect(await afterTyping('1234567890')).toBe('1.234.567.890');
    expect(await afterTyping('0012000 đ')).toBe('12.000');
    expect(await afterTyping('1.234.567')).toBe('1.234.567');
    expect(await afterTyping('12,5 tỷ')).toBe('12,5 tỷ');
    expect(await afterTyping('12.34')).toBe('12.34');
  });

  test('a chosen day is written the way it is typed', async () => {
    const page = await browser.newPage();
    await visit(page, `${gallery.origin}/form`);
    await page.evaluate(`{
      const calendar = document.querySelector('#start').closest('[data-date-field]').querySelector('[type=date]');
      calendar.value = '2026-12-31';
      calendar.dispatchEvent(new Event('change'));
    }`);
    expect(await page.evaluate('document.querySelector("#start").value')).toBe('31/12/2026');
    expect(await page.evaluate('document.querySelector("[data-date-field] button").getAttribute("aria-label")')).toBe('Chọn ngày: Ngày bắt đầu');
  });

  test('leaving with typed input warns, leaving without does not', async () => {
    const page = await browser.newPage();
    const warnings: string[] = [];
    page.on('dialog', (dialog) => {
      warnings.push(dialog.type());
      void dialog.accept();
    });
    await visit(page, `${gallery.origin}/form`);
    await visit(page, `${gallery.origin}/form`);
    expect(warnings).toEqual([]);
    await page.type('#note', 'x');
    await visit(page, `${gallery.origin}/tasks`);
    expect(warnings).toEqual(['beforeunload']);
    await visit(page, `${gallery.origin}/form-errors`);
    await page.click('#note');
    await visit(page, `${gallery.origin}/tasks`);
    expect(warnings).toEqual(['beforeunload', 'beforeunload']);
  });

  test('a password can be looked at and is hidden again', async () => {
    const page = await browser.newPage();
    await visit(page, `${gallery.origin}/sign-in`);
    const kind = (): Promise<unknown> => page.evaluate('document.querySelector("#password").type');
    await page.click('[data-password-field] button');
    expect(await kind()).toBe('text');
    await page.click('[data-password-field] button');
    expect(await kind()).toBe('password');
  });
});

describe('without scripts', () => {
  test('navigation stands open on a desktop and folds on a phone', async () => {
    const visible = 'document.querySelector(".navigation__link").checkVisibility({ contentVisibilityAuto: true })';
    const desktop = await browser.newPage('desktop', { javascript: false });
    await visit(desktop, `${gallery.origin}/register`);
    expect(await desktop.evaluate(visible)).toBe(true);
    await follow(desktop, () => desktop.click('.navigation__link[href="/tasks"]'));
    expect(new URL(desktop.url()).pathname).toBe('/tasks');

    const phone = await browser.newPage('phone', { javascript: false });
    await visit(phone, `${gallery.origin}/register`);
    expect(await phone.evaluate(visible)).toBe(false);
    await phone.click('.side > summary');
    expect(await phone.evaluate(visible)).toBe(true);
    await screenshot(phone, 'gallery-menu-phone');
    await follow(phone, () => phone.click('.navigation__link[href="/tasks"]'));
    expect(new URL(phone.url()).pathname).toBe('/tasks');
  });

  test('dates, amounts and passwords are ordinary fields', async () => {
    const page = await browser.newPage('desktop', { javascript: false });
    await visit(page, `${gallery.origin}/form`);
    await page.type('#days', '5');
    expect(await page.$$('[data-date-field] button')).toHaveLength(0);
    expect(await page.evaluate('document.querySelector("#days").type')).toBe('text');
    expect(pageProblems(page)).toEqual([]);
  });
});
