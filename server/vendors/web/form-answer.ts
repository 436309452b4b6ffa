import { page, type PageAnswer } from '../../platform/http/answers.js';
import type { FormState } from '../../platform/http/routes.js';
import { isVendorKind } from '../domain/vendor.js';
import { capitalised, fieldNames } from './field-names.js';
import { vendorSection } from './paths.js';
import { vendorKindNames } from './words.js';

/** What stands around the fields of a form page. */
export interface FormFrame {
  readonly title: string;
  /** What the form is about, above the title. */
  readonly caption?: string;
  readonly action: string;
  readonly submit: string;
  readonly cancelHref: string;
  readonly version?: number | undefined;
}

/** A form page of this room: the frame, what stands in the fields, what is wrong with it, and what the page adds. */
export function formAnswer(template: string, state: FormState<unknown>, frame: FormFrame, more: object = {}): PageAnswer {
  const model = {
    ...frame,
    caption: frame.caption ?? '',
    version: frame.version,
    values: state.values,
    errors: state.errors,
    kept: state.kept,
    conflict: state.conflict.map(({ field, theirs, yours }) => ({ label: capitalised(fieldNames[field] ?? field), theirs: valueText(theirs), yours: valueText(yours) })),
    ...more,
  };
  return page(template, frame.title, model, { section: vendorSection });
}

function valueText(value: string): string {
  return isVendorKind(value) ? vendorKindNames[value] : value;
}
