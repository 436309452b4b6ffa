import type { Page } from 'puppeteer';
import { textsOf } from './page-facts.js';

/** What a person without a pointer runs into on a page. */
export interface KeyboardFindings {
  /** What can be used and the Tab key never comes to. */
  readonly unreachable: readonly string[];
  /** What shows no sign that it has the focus. */
  readonly withoutFocusRing: readonly string[];
}

/** Follows the first thing the Tab key comes to, the skip link, and gives the id of where the focus is then. */
export async function followSkipLink(page: Page): Promise<string> {
  await page.keyboard.press('Tab');
  const first = String(await page.evaluate('document.activeElement?.className ?? ""'));
  if (first !== 'skip-link') return `the Tab key comes first to ${first}`;
  await page.keyboard.press('Enter');
  return String(await page.evaluate('document.activeElement?.id ?? ""'));
}

/** Marks what can be used, and from then on what gets the focus: with a ring around it, or bare. Answers how many can be used. */
const WATCH = `(() => {
  const usable = [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled, [tabindex="-1"]'));
  for (const element of usable) element.setAttribute('data-test-usable', '');
  document.addEventListener('focusin', ({ target }) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
    const ringed = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    target.setAttribute('data-test-focused', ringed ? 'ringed' : 'bare');
  });
  return usable.length;
})()`;

/** Of a group of radio buttons the Tab key comes to one. */
const FINDINGS = `(() => {
  const nameOf = (element) => element.tagName.toLowerCase() + ' ' + (element.id || element.name || element.getAttribute('href') || '') + ' "' + element.textContent.trim().slice(0, 40) + '"';
  const groupIsReached = (element) => element.type === 'radio' && document.querySelector('[type="radio"][name="' + element.name + '"][data-test-focused]') !== null;
  const found = (selector) => [...document.querySelectorAll(selector)];
  return {
    unreachable: found('[data-test-usable]:not([data-test-focused])').filter((element) => !groupIsReached(element)).map(nameOf),
    withoutFocusRing: found('[data-test-usable][data-test-focused="bare"]').map(nameOf),
  };
})()`;

/** Presses Tab through the whole page and compares where the focus came to with what is there to be used. */
export async function focusByKeyboard(page: Page): Promise<KeyboardFindings> {
  const count = Number(await page.evaluate(WATCH));
  for (let presses = 0; presses < count + 4; presses += 1) await page.keyboard.press('Tab');
  const found: unknown = await page.evaluate(FINDINGS);
  return { unreachable: textsOf(found, 'unreachable'), withoutFocusRing: textsOf(found, 'withoutFocusRing') };
}
