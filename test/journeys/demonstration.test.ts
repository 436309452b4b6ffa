import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import type { Page } from 'puppeteer';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, follow, openTestBrowser, pageProblems, resizeTo, screenshot, visit, type TestBrowser } from '../harness/browser.js';

let app: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startTestApp({ demonstration: true }), openTestBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** From the sign-in page, by the button of an account. */
async function enterAs(page: Page, login: string): Promise<void> {
  await visit(page, `${app.url}/dang-nhap`);
  const answer = await follow(page, () => page.click(`form:has(input[name="login"][value="${login}"]) button`));
  expect(answer.status()).toBe(200);
}

/** The page as it stands, to be read like any other. */
async function shown(page: Page): Promise<CheerioAPI> {
  return load(await page.content());
}

async function titlesOfCards(page: Page): Promise<string[]> {
  const $ = await shown(page);
  return $('.tour__card h3').map((_, title) => $(title).text()).get();
}

async function fitsTheScreen(page: Page): Promise<boolean> {
  return (await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')) === true;
}

describe('somebody who has never seen the product', () => {
  test('chooses a role on the sign-in page and follows the tour from card to card', async () => {
    const page = await browser.newPage();
    await visit(page, `${app.url}/dang-nhap`);
    await screenshot(page, 'demonstration-sign-in-desktop');
    expect(await axeViolations(page)).toEqual([]);
    const button = await page.$('.demonstration-accounts button ::-p-text(Cán bộ đầu mối hợp đồng)');
    expect((await follow(page, async () => button?.click())).status()).toBe(200);

    expect((await shown(page))('.demonstration').text()).toContain('DỮ LIỆU MINH HỌA');
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, 'demonstration-home-desktop');
    const cards = await titlesOfCards(page);
    expect(cards.length).toBeGreaterThanOrEqual(5);
    for (const [index, title] of cards.entries()) {
      const answer = await follow(page, () => page.click(`.tour__card:nth-child(${index + 1}) a`));
      expect({ title, status: answer.status() }).toEqual({ title, status: 200 });
      expect((await shown(page))('.demonstration').text()).toContain('DỮ LIỆU MINH HỌA');
      await visit(page, app.url);
    }
    expect(pageProblems(page)).toEqual([]);
  });

  test('sees each role on its home page, on a desk and on a phone', async () => {
    for (const login of ['so-cntt', 'so-giam-doc', 'so-thanh-tra', 'ca-thanh-pho', 'so-van-thu', 'quan-tri', 'phuong-chu-tich']) {
      const page = await browser.newPage();
      await enterAs(page, login);
      expect({ login, cards: (await titlesOfCards(page)).length >= 5 }).toEqual({ login, cards: true });
      await screenshot(page, `demonstration-home-${login}-desktop`);
      await resizeTo(page, 'phone');
      expect({ login, fits: await fitsTheScreen(page) }).toEqual({ login, fits: true });
      await screenshot(page, `demonstration-home-${login}-phone`);
      expect(pageProblems(page)).toEqual([]);
      await page.close();
    }
  });

  test('needs no scripts for it', async () => {
    const page = await browser.newPage('phone', { javascript: false });
    await enterAs(page, 'phuong-dau-moi');
    const answer = await follow(page, () => page.click('.tour__card a'));
    expect(answer.status()).toBe(200);
  });
});
