import { InvalidInput } from '../../kernel/errors.js';
import { page, type Answer, type PageAnswer } from '../../platform/http/answers.js';
import type { FormState } from '../../platform/http/routes.js';
import { presentFields, sayErrors, type FieldSpec } from './form-fields.js';

/** The frame of a form page of this room: templates/people/form.hbs. */
export interface FormFrame {
  readonly section: 'administration' | 'delegations';
  readonly title: string;
  readonly crumbs: readonly { readonly href: string; readonly text: string }[];
  readonly action: string;
  readonly submit: string;
  readonly cancelHref: string;
  readonly fields: readonly FieldSpec[];
  readonly lead?: string;
  /** What will happen, in order: for acts that cannot be taken back. */
  readonly steps?: readonly string[];
  readonly danger?: boolean;
  readonly multipart?: boolean;
  readonly hidden?: readonly { readonly name: string; readonly value: string }[];
  /** The act is refused now, and why. */
  readonly closed?: string | undefined;
}

export function formView(frame: FormFrame, state: FormState<unknown> & { readonly version: number | undefined }): PageAnswer {
  const { section, title, ...rest } = frame;
  const model = { ...rest, heading: title, version: state.version, kept: state.kept, general: state.errors[''], closed: frame.closed === undefined ? undefined : { reason: frame.closed } };
  return page('people/form', title, { ...model, ...presentFields(frame.fields, state) }, { section });
}

/** Performs an act and says its field errors in words. */
export async function inWords(texts: Readonly<Record<string, string>>, perform: () => Promise<Answer>): Promise<Answer> {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof InvalidInput) throw new InvalidInput(sayErrors(error.fieldErrors, texts));
    throw error;
  }
}
