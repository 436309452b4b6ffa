import { expect } from '@jest/globals';
import type { Page } from 'puppeteer';
import { buildWorld, type World } from '../builders/world.js';
import { startTestApp, type TestApp } from '../harness/app.js';
import { axeViolations, openTestBrowser, pageProblems, screenshot, visit, type TestBrowser } from '../harness/browser.js';
import { Caller } from '../web/callers.js';
import { permissionMatrix, type Comer } from '../web/permission-matrix.js';
import { addressOf, buildSamples, type Samples } from '../web/route-samples.js';
import { factsOf, soundPage } from './page-facts.js';

/** Addresses that answer with a file instead of a page. */
const files = ['/tep/:id', '/tep/:id/xem', '/van-ban/:id/ban-in', '/van-ban/:id/ban-in-chinh-thuc', '/nhap-danh-sach/mau/:kind', '/nhap-danh-sach/:id/tep-goc', '/nhap-danh-sach/:id/dong-chua-nhap'];

/** Every address that shows a page. */
export const shownPaths = Object.keys(permissionMatrix)
  .filter((entry) => entry.startsWith('GET '))
  .map((entry) => entry.slice('GET '.length))
  .filter((path) => !files.includes(path));

/** Who sees most on a page: of those who may come, the one who may come to most of the same room. */
function bestComer(path: string): Comer {
  const room = `/${path.split('/')[1] ?? ''}`;
  const reach = (comer: Comer): number => Object.entries(permissionMatrix).filter(([entry, comers]) => entry.includes(` ${room}`) && comers.includes(comer)).length;
  return (permissionMatrix[`GET ${path}`] ?? []).toSorted((first, second) => reach(second) - reach(first))[0] ?? 'visitor';
}

function nameOf(path: string): string {
  const name = path.replaceAll(/[/:]+/g, '-').replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().replaceAll(/^-|-$/g, '');
  return name === '' ? 'home' : name;
}

/** A product with one of everything, and a browser that goes through all its pages as who sees most on each. */
export class PageWalk {
  readonly #callers = new Map<Comer, Promise<Caller>>();
  readonly #shownTo = new Map<Page, Comer>();

  private constructor(
    private readonly app: TestApp,
    private readonly world: World,
    private readonly samples: Samples,
    readonly browser: TestBrowser,
  ) {}

  static async begin(): Promise<PageWalk> {
    const [app, browser] = await Promise.all([startTestApp(), openTestBrowser()]);
    const world = await buildWorld(app.database);
    return new PageWalk(app, world, await buildSamples(app, world, [world.ward]), browser);
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.app.close();
  }

  /** Opens a page as who sees most of it; it must come. */
  async open(page: Page, path: string): Promise<void> {
    await this.#become(page, bestComer(path));
    expect((await visit(page, this.app.url + addressOf(path, this.samples))).status()).toBe(200);
  }

  /** Opens a page and checks what no page may lack: its parts, and that nothing in it failed. */
  async find(page: Page, path: string): Promise<void> {
    const before = pageProblems(page).length;
    await this.open(page, path);
    expect(await factsOf(page)).toEqual(soundPage);
    expect(pageProblems(page).slice(before)).toEqual([]);
  }

  /** The same, keeps a picture named after it and `width`, and lets axe look (WCAG 2.2 A and AA). */
  async see(page: Page, path: string, width: 'desktop' | 'phone'): Promise<void> {
    await this.find(page, path);
    await screenshot(page, `${nameOf(path)}-${width}`);
    expect(await axeViolations(page)).toEqual([]);
  }

  /** Gives a browser page the session of somebody; they signed in once. */
  async #become(page: Page, comer: Comer): Promise<void> {
    if (this.#shownTo.get(page) === comer) return;
    this.#shownTo.set(page, comer);
    const caller = this.#callers.get(comer) ?? Promise.resolve(comer === 'visitor' ? Caller.visitor(this.app) : Caller.signedIn(this.app, this.world.at[comer]));
    this.#callers.set(comer, caller);
    const context = page.browserContext();
    await context.deleteCookie(...(await context.cookies()));
    await context.setCookie(...[...(await caller).cookies].map(([name, value]) => ({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true })));
  }
}
