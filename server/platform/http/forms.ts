import Joi from 'joi';
import { hasControlCharacters } from '../../kernel/text.js';

/** What arrives from a form, before anything is believed: names to one text or several. */
export type FormBody = Readonly<Record<string, string | readonly string[]>>;
/** For each field what is wrong with it, as a whole Vietnamese sentence. */
export type FieldErrors = Readonly<Record<string, string>>;
/** What stands in the fields when the page is shown: always text, as typed. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A form: its fields, and what must hold between them. */
export interface Form<Command> {
  readonly fields: readonly string[];
  /** Turns the body into a typed command, or says at which field what is wrong. */
  read(body: FormBody): { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly errors: FieldErrors };
}

/**
 * Declares a form.
 * @param fields one Joi rule a field (see field-types.ts); unknown fields of the body are dropped
 * @param between what must hold between fields that are each right by themselves, e.g. an end after its start
 */
export function defineForm<Command>(
  fields: { readonly [Name in keyof Command]-?: Joi.Schema },
  between: (command: Command) => FieldErrors = () => ({}),
): Form<Command> {
  const schema = Joi.object<Command>(fields).prefs({
    abortEarly: false,
    stripUnknown: true,
    convert: true,
    errors: { wrap: { label: false }, language: 'vi' },
  });
  return {
    fields: Object.keys(fields),
    read(body) {
      const result = schema.validate(body);
      if (result.error !== undefined) return { ok: false, errors: firstErrorPerField(result.error) };
      const errors = between(result.value);
      return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, command: result.value };
    },
  };
}

/** A form whose lists come from the library or a setting: made anew for each request. */
export function lazyForm<Command>(made: () => Form<Command>): Form<Command> {
  return { get fields() { return made().fields; }, read: (body) => made().read(body) };
}

function firstErrorPerField(error: Joi.ValidationError): FieldErrors {
  const errors: Record<string, string> = {};
  for (const detail of error.details) {
    const field = String(detail.path[0] ?? '');
    // Labels stand in the middle of most sentences; where one begins the sentence, it gets its capital.
    errors[field] ??= detail.message.charAt(0).toLocaleUpperCase('vi') + detail.message.slice(1);
  }
  return errors;
}

/** The body as Express parsed it, reduced to texts; anything else (nested objects, numbers) is dropped. */
export function formBodyOf(body: unknown): FormBody {
  if (typeof body !== 'object' || body === null) return {};
  const entries = Object.entries(body).flatMap(([name, value]: [string, unknown]): [string, string | string[]][] => {
    if (typeof value === 'string') return [[name, value]];
    if (Array.isArray(value)) return [[name, value.filter((item): item is string => typeof item === 'string')]];
    return [];
  });
  return Object.fromEntries(entries);
}

/** What was typed, ready to be shown again; control characters that no field can hold are left out. */
export function typedValues(body: FormBody, fields: readonly string[]): FormValues {
  return Object.fromEntries(fields.map((field) => [field, showable(body[field])]));
}

function showable(value: string | readonly string[] | undefined): string | readonly string[] | undefined {
  if (typeof value === 'string') return withoutControls(value);
  return value?.map(withoutControls);
}

function withoutControls(text: string): string {
  return text.split('\n').map((part) => (hasControlCharacters(part) ? Array.from(part).filter((char) => !hasControlCharacters(char)).join('') : part)).join('\n');
}

/** The lines of the error summary, in the order of the fields; errors of no field lead to the form. */
export function errorSummaryOf(errors: FieldErrors): { href: string; text: string }[] {
  return Object.entries(errors).map(([field, text]) => ({ href: field === '' ? '#noi-dung' : `#${field}`, text }));
}
