import { load, type CheerioAPI } from 'cheerio';
import type { Fields } from './callers.js';

/** A form as a page shows it. */
export interface ShownForm {
  /** What a browser would send if nothing were changed, but for the token; choices not made yet take their first option. */
  readonly fields: Fields;
  /** Names of the fields that a person types text into, and sees again. */
  readonly texts: readonly string[];
  /** Those of them that take a day, and those that take an amount of money. */
  readonly days: readonly string[];
  readonly amounts: readonly string[];
  /** Names of the fields that take files. */
  readonly files: readonly string[];
}

/** The form of a page that posts to `address`. @throws when the page has none */
export function formOn(html: string, address: string): ShownForm {
  const page = load(html);
  // A form may also carry in its address which file lies open beside it.
  const form = page(`form[method="post"][action="${address}"], form[method="post"][action^="${address}?"]`).first();
  if (form.length === 0) throw new Error(`the page at ${address} shows no form that posts there: ${page('h1').first().text()}`);
  const fields: Record<string, string | string[]> = {};
  const texts: string[] = [];
  const days: string[] = [];
  const amounts: string[] = [];
  const files: string[] = [];
  form.find('input[name], textarea[name], select[name]').each((_, element) => {
    const field = page(element);
    const name = field.attr('name') ?? '';
    const kind = element.tagName === 'input' ? (field.attr('type') ?? 'text') : element.tagName;
    if (kind === 'file') files.push(name);
    if (field.hasClass('input--date')) days.push(name);
    if (field.hasClass('input--money')) amounts.push(name);
    if (name === '_csrf' || kind === 'file') return;
    if (kind === 'checkbox') {
      if (field.is('[checked]')) fields[name] = [...asList(fields[name]), field.attr('value') ?? ''];
    } else if (kind === 'radio') {
      if (fields[name] === undefined || field.is('[checked]')) fields[name] = field.attr('value') ?? '';
    } else if (kind === 'select') {
      fields[name] = chosenOption(page, name);
    } else {
      fields[name] = valueOf(page, name);
      if (['text', 'email', 'tel', 'search', 'textarea'].includes(kind)) texts.push(name);
    }
  });
  return { fields, texts, days, amounts, files };
}

/** What stands in the text field of a page. */
export function valueOf(page: CheerioAPI, name: string): string {
  return String(page(`form[method="post"] [name="${name}"]`).first().val() ?? '').replace(/^\n/, '');
}

function chosenOption(page: CheerioAPI, name: string): string {
  const options = page(`form[method="post"] select[name="${name}"] option`);
  const chosen = options.filter('[selected]').first();
  return (chosen.length > 0 ? chosen : options.filter('[value!=""]').first()).attr('value') ?? '';
}

function asList(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
