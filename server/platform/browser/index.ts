/** The one Chromium of the server: started when first needed, started again after a crash, gone without trace on `close`. */
import type { Page } from 'puppeteer';
import { launchChromium, type RunningChromium } from './launch.js';
import { PagePool, type LentPage, type PageRules } from './pages.js';

export { launchChromium, type RunningChromium } from './launch.js';
export type { PageRules } from './pages.js';

const READY_CACHE_MS = 3_000;
const READY_PATIENCE_MS = 2_000;
const DEFAULT_TIMEOUT_MS = 30_000;
const PAGES_AT_ONCE = 2;

/** How one use of a page differs from the default: scripts off, every request refused, at most 30 seconds. */
export interface PageOptions extends Partial<PageRules> {
  readonly timeoutMs?: number;
}

/** The server's handle on Chromium. */
export interface Browser {
  /** True when Chromium answers right now; starts it when needed. Answers within 2 seconds and from memory for 3; never rejects. */
  ready(): Promise<boolean>;
  /**
   * Runs `use` with a page of its own and gives back what it returns; the page must not be kept. At most two run at once, the
   * others wait in line. Unless `options` say otherwise the page runs no script and every request is refused. A crash of
   * Chromium rejects the uses under way and the next one finds a new Chromium. Rejects with BrowserTimeout and BrowserClosed.
   */
  withPage<T>(use: (page: Page) => Promise<T>, options?: PageOptions): Promise<T>;
  /** Lets uses under way end (at most their time limit), then stops Chromium; when it resolves no process of it is left. */
  close(): Promise<void>;
}

/** What the browser reports to the log. */
export interface BrowserEvent {
  readonly kind: 'started' | 'start-failed' | 'gone';
  readonly pid?: number;
  readonly error?: unknown;
}

/** A use of a page took longer than its limit; the page was closed. */
export class BrowserTimeout extends Error {
  constructor(readonly timeoutMs: number) {
    super(`The page was not done within ${String(timeoutMs)} ms.`);
    this.name = 'BrowserTimeout';
  }
}

/** The browser was asked for a page after `close`. */
export class BrowserClosed extends Error {
  constructor() {
    super('The browser is closed.');
    this.name = 'BrowserClosed';
  }
}

/**
 * Gives the handle at once; Chromium itself starts with the first `ready` or `withPage`. `dataDir` receives the unpacked Chromium
 * and its profiles; `chromiumPath` (CHROMIUM_PATH) names an installed one instead; `report` hears of starts and crashes.
 */
export function openBrowser(where: {
  dataDir: string;
  chromiumPath?: string | undefined;
  report?: (event: BrowserEvent) => void;
}): Browser {
  return new KeptBrowser(where);
}

interface Started {
  readonly chromium: RunningChromium;
  readonly pages: PagePool;
}

class KeptBrowser implements Browser {
  private started: Promise<Started> | undefined;
  private readonly stopping = new Set<Promise<void>>();
  private closing: Promise<void> | undefined;
  private readonly running = new Set<Promise<unknown>>();
  private readonly waiting: (() => void)[] = [];
  private inUse = 0;
  private readiness: { readonly at: number; readonly answer: Promise<boolean> } | undefined;

  constructor(private readonly where: Parameters<typeof openBrowser>[0]) {}

  ready(): Promise<boolean> {
    if (this.closing !== undefined) return Promise.resolve(false);
    const now = performance.now();
    if (this.readiness === undefined || now - this.readiness.at > READY_CACHE_MS) {
      const probe = this.probe().catch(() => false);
      this.readiness = { at: now, answer: withinTime(probe, READY_PATIENCE_MS).catch(() => false) };
    }
    return this.readiness.answer;
  }

  async withPage<T>(use: (page: Page) => Promise<T>, options: PageOptions = {}): Promise<T> {
    const work = this.inTurn(() => this.usePage(use, options));
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    for (const wake of this.waiting.splice(0)) wake();
    await Promise.allSettled(this.running);
    const started = await this.started?.catch(() => undefined);
    await started?.chromium.stop();
    await Promise.all(this.stopping);
  }

  private async probe(): Promise<boolean> {
    const { chromium } = await this.start();
    await chromium.browser.version();
    return true;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (this.inUse >= PAGES_AT_ONCE && this.closing === undefined) {
      await new Promise<void>((wake) => { this.waiting.push(wake); });
    }
    if (this.closing !== undefined) throw new BrowserClosed();
    this.inUse += 1;
    try {
      return await work();
    } finally {
      this.inUse -= 1;
      this.waiting.shift()?.();
    }
  }

  private async usePage<T>(use: (page: Page) => Promise<T>, options: PageOptions): Promise<T> {
    const lent = await this.lend({ javascript: options.javascript ?? false, network: options.network ?? false });
    let outcome: 'fine' | 'failed' = 'failed';
    try {
      const result = await withinTime(use(lent.page), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      outcome = 'fine';
      return result;
    } finally {
      await this.giveBack(lent, outcome);
    }
  }

  /** Chromium may have died without saying so yet; nothing has run in the page so far, so one more try is safe. */
  private async lend(rules: PageRules): Promise<LentPage> {
    const first = await this.start();
    try {
      return await withinTime(first.pages.lend(rules), DEFAULT_TIMEOUT_MS);
    } catch {
      await this.discard(first);
      return (await this.start()).pages.lend(rules);
    }
  }

  /** A page that cannot even be closed belongs to a Chromium that hangs: it is stopped, the next use starts another. */
  private async giveBack(lent: LentPage, outcome: 'fine' | 'failed'): Promise<void> {
    try {
      await withinTime(lent.release(outcome), 10_000);
    } catch {
      const started = await this.started?.catch(() => undefined);
      if (started !== undefined) await this.discard(started);
    }
  }

  private start(): Promise<Started> {
    this.started ??= this.launch();
    return this.started;
  }

  private async launch(): Promise<Started> {
    try {
      const chromium = await launchChromium(this.where);
      const started: Started = { chromium, pages: new PagePool(chromium.browser) };
      chromium.browser.once('disconnected', () => { void this.discard(started); });
      this.where.report?.({ kind: 'started', pid: chromium.pid });
      return started;
    } catch (error) {
      this.started = undefined;
      this.where.report?.({ kind: 'start-failed', error });
      throw error;
    }
  }

  /** Forgets a Chromium that crashed or hangs and sees to it that nothing of it is left. */
  private async discard(gone: Started): Promise<void> {
    const current = await this.started?.catch(() => undefined);
    if (current === gone && this.closing === undefined) {
      this.started = undefined;
      this.readiness = undefined;
      this.where.report?.({ kind: 'gone', pid: gone.chromium.pid });
    }
    const stop = gone.chromium.stop();
    this.stopping.add(stop);
    await stop.finally(() => { this.stopping.delete(stop); });
  }
}

async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new BrowserTimeout(milliseconds)); }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
