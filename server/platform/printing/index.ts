/** Printing: a closed HTML document drawn to a tagged PDF by the kept browser, with scripts off and every request refused. */
import type { Browser } from '../browser/index.js';
import { paperHtml, type PaperDocument } from './document.js';

export type { PageSeries, PaperDocument } from './document.js';
export { paperHtml } from './document.js';

/** A drawn document. */
export interface PrintedPaper {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

export interface Printer {
  /** Draws a document. Rejects with what the browser says (a crash, BrowserTimeout, BrowserClosed); nothing is left then. */
  print(document: PaperDocument): Promise<PrintedPaper>;
}

/** Long enough for a table of thousands of rows. */
const TIMEOUT_MS = 60_000;

export function createPrinter(browser: Browser): Printer {
  return {
    async print(document) {
      const html = paperHtml(document);
      const bytes = await browser.withPage(async (page) => {
        await page.setContent(html, { waitUntil: 'load' });
        return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
      }, { timeoutMs: TIMEOUT_MS });
      return { bytes, pages: countPages(bytes) };
    },
  };
}

/** How many pages a PDF of Chromium has: it writes its page objects in the open. */
function countPages(bytes: Uint8Array): number {
  return Buffer.from(bytes).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}
