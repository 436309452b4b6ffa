import Handlebars from 'handlebars';
import type { RegisterFilterField } from './register-model.js';
import { registerOptions } from './register-options.js';

const escape = Handlebars.escapeExpression;

/** The fields of the form above a register as escaped HTML, each with its label. Written here and not in the template for the same reason as the rows (register-rows.ts). */
export function registerFields(fields: readonly RegisterFilterField[]): string {
  return fields.map(fieldOf).join('');
}

function fieldOf(field: RegisterFilterField): string {
  const { kind, name, label } = field;
  return `<div class="filters__field filters__field--${kind}">
<label class="filters__label" for="loc-${escape(name)}">${escape(label)}</label>
${kind === 'select' ? choice(field) : entry(field)}
</div>
`;
}

function choice({ name, options, value }: RegisterFilterField): string {
  return `<select class="input input--dense" id="loc-${escape(name)}" name="${escape(name)}" autocomplete="off">${registerOptions(options ?? [], value)}</select>`;
}

function entry({ kind, name, value }: RegisterFilterField): string {
  const form = kind === 'date' ? 'inputmode="numeric" maxlength="10" placeholder="dd/mm/yyyy"' : 'maxlength="200"';
  return `<input class="input input--dense" id="loc-${escape(name)}" name="${escape(name)}" type="text" value="${escape(value ?? '')}" autocomplete="off" ${form}>`;
}
