import Handlebars, { type HelperOptions } from 'handlebars';
import { registerCells } from './register-cells.js';
import type { RegisterColumn, RegisterRow } from './register-model.js';

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
  /** Only for partials/register: the cells of one row. */
  registerCells: (columns, row, options) => new Handlebars.SafeString(cellsOf(columns, row, options)),
};

/** Handlebars' own helpers that templates may use; `log` and the hooks for missing helpers are left out. */
export const builtInHelpers = ['if', 'unless', 'each', 'with', 'lookup'] as const;

function cellsOf(columns: unknown, row: unknown, options: unknown): string {
  if (!isColumns(columns) || !isRow(row)) throw new Error('registerCells takes the columns and one row of a RegisterModel.');
  const version: unknown = isHelperOptions(options) ? Reflect.get(options.data, 'assetVersion') : undefined;
  return registerCells(columns, row, String(version));
}

function isColumns(value: unknown): value is readonly RegisterColumn[] {
  return Array.isArray(value) && value.every((column: unknown) => typeof column === 'object' && column !== null && 'label' in column && 'kind' in column);
}

function isRow(value: unknown): value is RegisterRow {
  return typeof value === 'object' && value !== null && 'href' in value && 'cells' in value && Array.isArray(value.cells);
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
