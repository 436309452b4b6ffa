import type { Page } from 'puppeteer';
import type { BuiltPerson } from '../builders/world.js';
import type { TestApp } from '../harness/app.js';
import { follow, visit, type TestBrowser, type ViewportName } from '../harness/browser.js';

/** The people of a journey, each signed in once and in front of a page of their own. */
export interface PeopleAtWork {
  /** The page of somebody; the viewport counts the first time. */
  readonly pageOf: (who: BuiltPerson, viewport?: ViewportName) => Promise<Page>;
  readonly at: (page: Page, address: string) => Promise<unknown>;
  /** The address of a page within the product. */
  readonly where: (page: Page) => string;
}

/** App and browser are asked for when somebody is needed first: a journey opens them before its tests. */
export function peopleAtWork(app: () => Pick<TestApp, 'url'>, browser: () => TestBrowser): PeopleAtWork {
  const pages = new Map<string, Promise<Page>>();

  async function signIn(who: BuiltPerson, viewport: ViewportName): Promise<Page> {
    const page = await browser().newPage(viewport);
    await visit(page, `${app().url}/dang-nhap`);
    await page.type('#login', who.login);
    await page.type('#password', who.password);
    await follow(page, () => page.click('form[action="/dang-nhap"] button[type=submit]'));
    return page;
  }

  return {
    pageOf(who, viewport = 'desktop') {
      const known = pages.get(who.login) ?? signIn(who, viewport);
      pages.set(who.login, known);
      return known;
    },
    at: (page, address) => visit(page, `${app().url}${address}`),
    where: (page) => page.url().slice(app().url.length).replace(/#.*$/, ''),
  };
}

/** The text of all that a selector finds, its white space folded. */
export async function textOf(page: Page, selector = 'main'): Promise<string> {
  return String(await page.evaluate(`[...document.querySelectorAll('${selector}')].map((found) => found.textContent).join(' ')`)).replaceAll(/\s+/g, ' ');
}

/** Where the first link leads that bears this text; empty when there is none. */
export async function hrefOf(page: Page, text: string, selector = 'main a'): Promise<string> {
  return String(await page.evaluate(`[...document.querySelectorAll('${selector}')].find((link) => link.textContent.includes('${text}'))?.getAttribute('href') ?? ''`));
}
