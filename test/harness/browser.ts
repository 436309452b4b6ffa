/**
 * A real browser for journeys.
 *
 *     const browser = await openTestBrowser();          // beforeAll: one per test file
 *     const page = await browser.newPage('phone');
 *     await visit(page, `${origin}/hop-dong`);
 *     expect(await axeViolations(page)).toEqual([]);
 *     await screenshot(page, 'contract-register-phone');
 *     await browser.close();                            // afterAll
 *
 * Chromium is unpacked once below `.local/`, shared by all test files; each file has a process and a profile of its own.
 */
import { createRequire } from 'node:module';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CDPSession, HTTPResponse, Page } from 'puppeteer';
import { launchChromium } from '../../server/platform/browser/index.js';

const LOCAL = resolve('.local');
const SCREENSHOTS = join(LOCAL, 'screenshots');

/** The two screens that the interface is drawn for. */
export const viewports = {
  desktop: { width: 1366, height: 768 },
  phone: { width: 360, height: 740, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const;

export type ViewportName = keyof typeof viewports;

/** The browser of one test file. */
export interface TestBrowser {
  /** A page with cookies of its own (another person, another machine). `javascript: false` shows what works without scripts. */
  newPage(viewport?: ViewportName, options?: { javascript?: boolean }): Promise<Page>;
  /** Another tab of the same person: shares the cookies of `page`. */
  newTab(page: Page): Promise<Page>;
  /** Ends the browser; no process and no profile folder is left. */
  close(): Promise<void>;
}

/** Starts Chromium for one test file: CHROMIUM_PATH if set, otherwise the packaged one. */
export async function openTestBrowser(): Promise<TestBrowser> {
  const chromium = await launchChromium({
    dataDir: join(LOCAL, 'test-browser'),
    chromiumPath: process.env['CHROMIUM_PATH'],
    extraArguments: ['--lang=vi-VN'],
  });
  return {
    async newPage(viewport = 'desktop', options = {}) {
      const context = await chromium.browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport(viewports[viewport]);
      await useJavaScript(page, options.javascript ?? true);
      page.setDefaultTimeout(15_000);
      listenForProblems(page);
      return page;
    },
    async newTab(page) {
      const tab = await page.browserContext().newPage();
      const viewport = page.viewport();
      if (viewport !== null) await tab.setViewport(viewport);
      await useJavaScript(tab, page.isJavaScriptEnabled());
      tab.setDefaultTimeout(15_000);
      listenForProblems(tab);
      return tab;
    },
    close: () => chromium.stop(),
  };
}

/** Switches the page's own scripts on or off, from the next visit on. `evaluate` and `axeViolations` work either way. */
export async function useJavaScript(page: Page, on: boolean): Promise<void> {
  await page.setJavaScriptEnabled(on);
}

/** Shows the page at another size. */
export async function resizeTo(page: Page, viewport: ViewportName): Promise<void> {
  await page.setViewport(viewports[viewport]);
}

/**
 * Goes to `url` and waits until it is loaded. Returns the answer of the last redirect (its status is for the test to judge);
 * throws when the server gave none.
 */
export async function visit(page: Page, url: string): Promise<HTTPResponse> {
  const response = await page.goto(url, { waitUntil: 'load' });
  if (response === null) throw new Error(`No answer from ${url}`);
  return response;
}

/** Does `act` (such as clicking a link or sending a form) and waits for the page that follows; returns that page's answer. */
export async function follow(page: Page, act: () => Promise<unknown>): Promise<HTTPResponse> {
  const [response] = await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), act()]);
  if (response === null) throw new Error('No answer to what was clicked');
  return response;
}

const problems = new WeakMap<Page, string[]>();

function listenForProblems(page: Page): void {
  const heard: string[] = [];
  problems.set(page, heard);
  page.on('pageerror', (error) => heard.push(`script error: ${String(error)}`));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown reason';
    if (reason !== 'net::ERR_ABORTED') heard.push(`request failed: ${request.url()} (${reason})`);
  });
}

/**
 * What the browser complained about on this page since it was opened: script errors, refused by the content security policy,
 * files that did not load, answers of 400 and above. A sound journey ends with an empty list.
 */
export function pageProblems(page: Page): readonly string[] {
  return problems.get(page) ?? [];
}

/** One accessibility rule broken: where, and what to do about it. */
export interface AxeViolation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly where: readonly string[];
}

/** WCAG 2.0, 2.1 and 2.2, levels A and AA. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/**
 * Runs axe-core over the page as it stands. It runs in a world of its own beside the page, so neither the content security
 * policy nor switched-off scripts stand in its way, and the page's scripts never see it. `exclude` takes CSS selectors.
 */
export async function axeViolations(page: Page, options: { exclude?: readonly string[] } = {}): Promise<AxeViolation[]> {
  const scriptsOn = page.isJavaScriptEnabled();
  if (!scriptsOn) await page.setJavaScriptEnabled(true);
  const session = await page.createCDPSession();
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'accessibility-check',
    });
    await evaluateIn(session, executionContextId, `${await axeSource()}; 0`);
    return parseViolations(await evaluateIn(session, executionContextId, axeCall(options.exclude ?? [])));
  } finally {
    await session.detach();
    if (!scriptsOn) await page.setJavaScriptEnabled(false);
  }
}

/** In the page: runs axe and answers as one JSON text, so that nothing has to cross the border as an object. */
function axeCall(exclude: readonly string[]): string {
  return `axe.run({ include: [['html']], exclude: ${JSON.stringify(exclude.map((selector) => [selector]))} },
    { runOnly: { type: 'tag', values: ${JSON.stringify(AXE_TAGS)} }, resultTypes: ['violations'] })
    .then((found) => JSON.stringify(found.violations.map((violation) => ({
      rule: violation.id,
      impact: String(violation.impact),
      help: violation.help,
      where: violation.nodes.map((node) => node.target.join(' ') + ': ' + node.failureSummary),
    }))))`;
}

async function evaluateIn(session: CDPSession, contextId: number, expression: string): Promise<unknown> {
  const answer = await session.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
  if (answer.exceptionDetails !== undefined) {
    throw new Error(`axe-core failed in the page: ${answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text}`);
  }
  const value: unknown = answer.result.value;
  return value;
}

let source: Promise<string> | undefined;

function axeSource(): Promise<string> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
}

function parseViolations(text: unknown): AxeViolation[] {
  const list: unknown = JSON.parse(String(text));
  if (!Array.isArray(list)) throw new Error('axe-core answered something else than a list');
  return list.map((item: unknown) => {
    const found = fieldsOf(item);
    const where: unknown = found.get('where');
    return {
      rule: String(found.get('rule')),
      impact: String(found.get('impact')),
      help: String(found.get('help')),
      where: Array.isArray(where) ? where.map(String) : [],
    };
  });
}

function fieldsOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

/** Keeps a picture of the whole page as `.local/screenshots/<name>.png` (ignored by git) for people to look at; returns its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`A screenshot is named like contract-register-phone, not ${name}`);
  await mkdir(SCREENSHOTS, { recursive: true });
  const path = join(SCREENSHOTS, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}
