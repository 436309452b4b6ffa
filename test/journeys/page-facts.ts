import type { Page } from 'puppeteer';

/** What every page must have, as the browser sees it. */
export interface PageFacts {
  readonly language: string;
  readonly hasTitle: boolean;
  readonly headings: number;
  /** What makes the page scroll sideways; tables that scroll by themselves are meant to. */
  readonly tooWide: readonly string[];
}

export const soundPage: PageFacts = { language: 'vi', hasTitle: true, headings: 1, tooWide: [] };

const FACTS = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const { right, width } = element.getBoundingClientRect();
    return width > 0 && right > clientWidth + 1 && element.closest('.register__scroll, .visually-hidden, .skip-link') === null;
  });
  return {
    language: document.documentElement.lang,
    hasTitle: document.title.trim() !== '',
    headings: document.querySelectorAll('h1').length,
    tooWide: scrollWidth > clientWidth ? ['the page: ' + scrollWidth + ' of ' + clientWidth + ' px', ...wide.map((element) => element.tagName + ' ' + element.className)] : [],
  };
})()`;

/** Reads the facts of the page as it stands; scripts of the page may be off. */
export async function factsOf(page: Page): Promise<PageFacts> {
  const found: unknown = await page.evaluate(FACTS);
  return { language: String(fieldOf(found, 'language')), hasTitle: fieldOf(found, 'hasTitle') === true, headings: Number(fieldOf(found, 'headings')), tooWide: textsOf(found, 'tooWide') };
}

/** A list of texts in what a page answered. @throws when there is none of that name */
export function textsOf(answer: unknown, field: string): string[] {
  const list = fieldOf(answer, field);
  if (!Array.isArray(list)) throw new Error(`the page did not answer with ${field}`);
  return list.map(String);
}

function fieldOf(answer: unknown, field: string): unknown {
  return typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : undefined;
}
