import type { FieldErrors, FormValues } from '../../platform/http/forms.js';
import type { ChoiceModel, FieldWidth } from '../../platform/views/field-models.js';

/** One field of a form as templates/people/form.hbs shows it. */
export interface FieldSpec {
  readonly kind: 'text' | 'textarea' | 'select' | 'radios' | 'checkboxes' | 'date' | 'file';
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly options?: readonly ChoiceModel[];
  readonly placeholder?: string;
  readonly width?: FieldWidth;
  readonly rows?: number;
  readonly maxlength?: number;
  readonly type?: 'email' | 'tel';
  readonly accept?: string;
}

export interface FieldView extends FieldSpec {
  readonly value: string | readonly string[] | undefined;
  readonly error: string | undefined;
}

/** What a form page shows of a state: fields with values and errors, and for a conflict what stands there beside what was typed. */
export function presentFields(
  specs: readonly FieldSpec[],
  state: { readonly values: FormValues; readonly errors: FieldErrors; readonly conflict: readonly { readonly field: string; readonly theirs: string; readonly yours: string }[] },
): { readonly fields: readonly FieldView[]; readonly conflict: readonly { label: string; theirs: string; yours: string }[] } {
  const fields = specs.map((spec) => ({ ...spec, value: state.values[spec.name], error: state.errors[spec.name] }));
  const conflict = state.conflict.flatMap(({ field, theirs, yours }) => {
    const spec = specs.find(({ name }) => name === field);
    return spec === undefined ? [] : [{ label: spec.label, theirs: inWords(spec, theirs), yours: inWords(spec, yours) }];
  });
  return { fields, conflict };
}

/** Codes of choices in the words of their options. */
function inWords(spec: FieldSpec, value: string): string {
  if (spec.options === undefined) return value;
  return value.split(', ').map((code) => spec.options?.find((option) => option.value === code)?.label ?? code).join(', ');
}

/** The sentences of error codes that a use case gives per field; a code without one stays as it is (it is a sentence already). */
export function sayErrors(errors: FieldErrors, texts: Readonly<Record<string, string>>): FieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([field, code]) => [field, texts[code] ?? code]));
}
