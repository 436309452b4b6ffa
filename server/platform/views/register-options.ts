import Handlebars from 'handlebars';
import type { RegisterFilterField } from './register-model.js';

type Options = NonNullable<RegisterFilterField['options']>;

const escape = Handlebars.escapeExpression;

/** What was written for a list, by the value chosen in it; forgotten with the list. */
const written = new WeakMap<Options, Map<string | undefined, string>>();

/**
 * The choices of a filter as escaped HTML, the one with `value` selected. A screen that offers the same list (the same object) to everybody has it
 * written once: the forty choices above the register of contracts took longer than its twenty-five rows.
 */
export function registerOptions(options: Options, value: string | undefined): string {
  const chosen = options.some((option) => option.value === value) ? value : undefined;
  const known = written.get(options) ?? new Map<string | undefined, string>();
  const html = known.get(chosen) ?? options.map((option) => optionOf(option, option.value === chosen)).join('');
  written.set(options, known.set(chosen, html));
  return html;
}

function optionOf({ value, label }: Options[number], selected: boolean): string {
  return `<option value="${escape(value)}"${selected ? ' selected' : ''}>${escape(label)}</option>`;
}
