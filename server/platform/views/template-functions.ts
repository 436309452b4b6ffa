import Handlebars, { type HelperOptions } from 'handlebars';
import { navigationLinks } from './navigation-links.js';
import type { NavigationItem } from './page-model.js';
import { registerFields } from './register-fields.js';
import type { RegisterColumn, RegisterFilterField, RegisterRow } from './register-model.js';
import { registerRows } from './register-rows.js';

/**
 * The whole set of helpers a template may call beside Handlebars' own if, unless, each, with and lookup.
 * They compare and choose; they never format. Dates, money and words come ready from presenters.
 */
export const templateHelpers: Readonly<Record<string, (...given: readonly unknown[]) => unknown>> = {
  /** True when both values are the same by ===; text never equals a number. */
  eq: (left, right) => left === right,
  /** True when the value is empty the way `{{#if}}` sees it. */
  not: (value) => !isPresent(value),
  /** The first present value, or the last one: usable as a condition and as a default. */
  or: (...given) => {
    const values = withoutOptions(given);
    return values.find(isPresent) ?? values.at(-1);
  },
  /** The last value when all are present, else the first empty one. */
  and: (...given) => {
    const values = withoutOptions(given);
    return values.every(isPresent) ? values.at(-1) : values.find((value) => !isPresent(value));
  },
  /** True when the value is the item, or a list that holds it: which boxes of a field were ticked. */
  has: (value, item) => (Array.isArray(value) ? value.includes(item) : value !== undefined && value === item),
  /** The values as one text; nothing for what is missing. The result is escaped where it is shown. */
  concat: (...given) =>
    withoutOptions(given)
      .map((value) => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''))
      .join(''),
  /** Only for partials/register: its rows. */
  registerRows: (columns, rows, options) => new Handlebars.SafeString(rowsOf(columns, rows, options)),
  /** Only for parts/register-filters: its fields. */
  registerFields: (fields) => new Handlebars.SafeString(fieldsOf(fields)),
  /** Only for layouts/main: the places of its navigation. */
  navigationLinks: (items, options) => new Handlebars.SafeString(linksOf(items, options)),
};

/** Handlebars' own helpers that templates may use; `log` and the hooks for missing helpers are left out. */
export const builtInHelpers = ['if', 'unless', 'each', 'with', 'lookup'] as const;

function rowsOf(columns: unknown, rows: unknown, options: unknown): string {
  if (!isColumns(columns) || !areRows(rows)) throw new Error('registerRows takes the columns and the rows of a RegisterModel.');
  return registerRows(columns, rows, assetVersionOf(options));
}

function fieldsOf(fields: unknown): string {
  if (!areFields(fields)) throw new Error('registerFields takes the fields of RegisterFilters.');
  return registerFields(fields);
}

function linksOf(items: unknown, options: unknown): string {
  if (!areItems(items)) throw new Error('navigationLinks takes the navigation of a PageModel.');
  return navigationLinks(items, assetVersionOf(options));
}

function assetVersionOf(options: unknown): string {
  return String(isHelperOptions(options) ? Reflect.get(options.data, 'assetVersion') : undefined);
}

function isColumns(value: unknown): value is readonly RegisterColumn[] {
  return Array.isArray(value) && value.every((column: unknown) => typeof column === 'object' && column !== null && 'label' in column && 'kind' in column);
}

function areFields(value: unknown): value is readonly RegisterFilterField[] {
  return Array.isArray(value) && value.every((field: unknown) => typeof field === 'object' && field !== null && 'kind' in field && 'name' in field && 'label' in field);
}

function areItems(value: unknown): value is readonly NavigationItem[] {
  return Array.isArray(value) && value.every((item: unknown) => typeof item === 'object' && item !== null && 'href' in item && 'label' in item && 'icon' in item);
}

function areRows(value: unknown): value is readonly RegisterRow[] {
  return Array.isArray(value) && value.every((row: unknown) => typeof row === 'object' && row !== null && 'href' in row && 'cells' in row && Array.isArray(row.cells));
}

function withoutOptions(given: readonly unknown[]): readonly unknown[] {
  return isHelperOptions(given.at(-1)) ? given.slice(0, -1) : given;
}

function isHelperOptions(value: unknown): value is HelperOptions {
  return typeof value === 'object' && value !== null && 'hash' in value && 'data' in value;
}

function isPresent(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
