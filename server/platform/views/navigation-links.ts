import Handlebars from 'handlebars';
import type { NavigationItem } from './page-model.js';

const escape = Handlebars.escapeExpression;

/** What was written for a list; forgotten with the list. */
const written = new WeakMap<readonly NavigationItem[], string>();

/** The places of the navigation as escaped HTML. A list (the same object) is written once: whoever has the same rights sees the same places on every page of a section. */
export function navigationLinks(items: readonly NavigationItem[], assetVersion: string): string {
  const html = written.get(items) ?? items.map((item) => linkOf(item, assetVersion)).join('\n');
  written.set(items, html);
  return html;
}

function linkOf({ label, href, icon, current }: NavigationItem, assetVersion: string): string {
  const drawing = `<svg class="icon" aria-hidden="true" focusable="false"><use href="/assets/icons.svg?v=${assetVersion}#${icon}"></use></svg>`;
  return `<li><a class="navigation__link" href="${escape(href)}"${current ? ' aria-current="page"' : ''}>${drawing}<span>${escape(label)}</span></a></li>`;
}
