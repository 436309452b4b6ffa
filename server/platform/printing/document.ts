import { fontFaces } from './fonts.js';

/** Pages that begin anew: an annex with page numbers of its own. The element of class `pages-<name>` starts them. */
export interface PageSeries {
  readonly name: string;
  readonly landscape: boolean;
}

/** A document on paper, before it is drawn. `body` is HTML in which everything was escaped by the templates. */
export interface PaperDocument {
  /** The title that readers of the PDF show. */
  readonly title: string;
  readonly styles: string;
  readonly body: string;
  /** Small print at the foot of every page. */
  readonly footNote: string;
  readonly series: readonly PageSeries[];
}

/** The whole HTML page of a document: closed in itself, fonts included. Page boxes are written here because no template may choose a style. */
export function paperHtml(document: PaperDocument): string {
  const { title, styles, body, footNote, series } = document;
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
${fontFaces(title + body + footNote)}
${styles}
@page{@bottom-left{content:${cssText(footNote)}}}
${series.map(seriesRules).join('\n')}
</style></head><body>${body}</body></html>`;
}

function seriesRules({ name, landscape }: PageSeries): string {
  const size = landscape ? 'size:A4 landscape;' : '';
  return `@page ${name}{${size}counter-increment:${name};@top-center{content:counter(${name})}} .pages-${name}{page:${name};break-before:page}`;
}

function cssText(text: string): string {
  const escaped = Array.from(text, (char) => (/[\p{L}\p{N} .,:;·–-]/u.test(char) ? char : `\\${(char.codePointAt(0) ?? 0).toString(16)} `));
  return `"${escaped.join('')}"`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
