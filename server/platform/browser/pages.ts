/** Pages of one running Chromium: what a page may do, and the handful of closed-off pages that are kept for the next document. */
import type { Browser, BrowserContext, HTTPRequest, Page } from 'puppeteer';

/** What a page may do. Both are off unless asked for: most pages render text that vendors wrote. */
export interface PageRules {
  /** Scripts in the page run. */
  readonly javascript: boolean;
  /** The page may fetch something other than what its own text carries in `data:` addresses. */
  readonly network: boolean;
}

/** A page handed out, to be given back with `release` whatever happened. */
export interface LentPage {
  readonly page: Page;
  release(outcome: 'fine' | 'failed'): Promise<void>;
}

/** An address nobody listens on: what slips past the request filter (such as a preconnect) ends here, loopback included. */
const DEAD_END = { proxyServer: 'http://127.0.0.1:9', proxyBypassList: ['<-loopback>'] };
const EMPTY = 'about:blank';
const PATIENCE_MS = 5_000;
/** Puts an empty document in place; says no where the head held an order to the browser (a policy, a refresh), which would hold for the next one too. */
const EMPTY_IN_PLACE = `document.querySelector('meta[http-equiv], meta[name=referrer]') === null && (stop(), document.open(), document.close(), true)`;
const KEPT_PAGES = 2;
/** After so many documents a page is led to a new empty one, which frees what the browser remembered of the old ones. */
const DOCUMENTS_A_PAGE = 50;

/** Lends pages of one browser. Closed-off pages are emptied and reused (67–80 ms a document against 267 ms with a start each). */
export class PagePool {
  private readonly idle: Page[] = [];
  private readonly documents = new WeakMap<Page, number>();
  private closedOff: Promise<BrowserContext> | undefined;

  constructor(private readonly browser: Browser) {}

  /** Lends a page that keeps to `rules`. Rejects when the browser has gone. */
  async lend(rules: PageRules): Promise<LentPage> {
    if (rules.javascript || rules.network) return this.lendOnce(rules);
    const page = (await this.takeIdle()) ?? (await this.openClosedOff());
    return { page, release: (outcome) => this.takeBack(page, outcome) };
  }

  /** A kept page that still answers: its browser may have died without a word. */
  private async takeIdle(): Promise<Page | undefined> {
    let page = this.idle.pop();
    while (page?.isClosed() === true) page = this.idle.pop();
    await page?.evaluate('0');
    return page;
  }

  private async openClosedOff(): Promise<Page> {
    this.closedOff ??= this.browser.createBrowserContext({ ...DEAD_END, downloadBehavior: { policy: 'deny' } });
    const page = await (await this.closedOff).newPage();
    await closeOff(page, { javascript: false, network: false });
    page.on('error', () => { void page.close().catch(() => undefined); });
    return page;
  }

  private async lendOnce(rules: PageRules): Promise<LentPage> {
    const context = await this.browser.createBrowserContext({
      ...(rules.network ? {} : DEAD_END),
      downloadBehavior: { policy: 'deny' },
    });
    const page = await context.newPage();
    await closeOff(page, rules);
    return { page, release: async () => { await context.close().catch(() => undefined); } };
  }

  private async takeBack(page: Page, outcome: 'fine' | 'failed'): Promise<void> {
    if (outcome === 'fine' && this.idle.length < KEPT_PAGES && (await this.emptied(page))) {
      this.idle.push(page);
      return;
    }
    await page.close().catch(() => undefined);
  }

  /**
   * Nothing of the document is left for the next one. Where no script ran and nothing was fetched a document is its text alone: an empty one is put in its
   * place, and the browser keeps the fonts it has decoded, which takes half the time of leading the page to the empty address. That is done after a while,
   * to free what was remembered of old documents, and where a document gave orders that outlast it.
   */
  private async emptied(page: Page): Promise<boolean> {
    const documents = (this.documents.get(page) ?? 0) + 1;
    this.documents.set(page, documents);
    try {
      const led = page.url() !== EMPTY || documents % DOCUMENTS_A_PAGE === 0 || (await page.evaluate(EMPTY_IN_PLACE)) !== true;
      if (led) await page.goto(EMPTY, { timeout: PATIENCE_MS });
      return true;
    } catch {
      return false;
    }
  }
}

async function closeOff(page: Page, rules: PageRules): Promise<void> {
  await page.setJavaScriptEnabled(rules.javascript);
  if (rules.network) return;
  await page.setRequestInterception(true);
  page.on('request', (request) => { void answer(request).catch(() => undefined); });
}

/**
 * Lets through only what needs no connection: the empty page, and bytes that the text itself carries. A text that tries to lead
 * away (a refresh) is left standing as it is, where a plain refusal would put Chromium's error page in its place.
 */
async function answer(request: HTTPRequest): Promise<void> {
  const address = request.url();
  if (address.startsWith('data:') || address === EMPTY) await request.continue();
  else await request.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient');
}
