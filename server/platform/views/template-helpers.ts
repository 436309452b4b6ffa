import type { HelperOptions } from 'handlebars';

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
  /** The values as one text; nothing for what is missing. The result is escaped where it is shown. */
  concat: (...given) =>
    withoutOptions(given)
      .map((value) => (value === undefined || value === null ? '' : String(value)))
      .join(''),
};

/** Handlebars' own helpers that templates may use; `log` and the hooks for missing helpers are left out. */
export const builtInHelpers = ['if', 'unless', 'each', 'with', 'lookup'] as const;

function withoutOptions(given: readonly unknown[]): readonly unknown[] {
  return isHelperOptions(given.at(-1)) ? given.slice(0, -1) : given;
}

function isHelperOptions(value: unknown): value is HelperOptions {
  return typeof value === 'object' && value !== null && 'hash' in value && 'data' in value;
}

function isPresent(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
