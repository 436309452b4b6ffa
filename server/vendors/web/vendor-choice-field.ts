import type { FieldErrors, FormValues } from '../../platform/http/forms.js';
import { vendorChoiceText, type VendorResolution } from '../application/choose-vendor.js';
import { oneText } from './vendor-forms.js';

/**
 * The field that names a vendor in any form, without scripts and with any number of vendors (partials/vendor-choice): a text field takes
 * a tax code or part of a name, the server finds who is meant, and where several fit, the page comes back with them as a choice.
 */
export interface VendorChoiceModel {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly optional: boolean;
  readonly candidates: readonly { readonly value: string; readonly label: string }[];
  readonly more: boolean;
}

/**
 * What was meant by the field: the candidate that was ticked, else the text. A tick counts only while the text is the one that the
 * candidates were offered for: somebody who types another name means that one.
 */
export function typedVendor(body: FormValues, name: string): string {
  const text = oneText(body[name]);
  const ticked = oneText(body[`${name}Candidate`]);
  return ticked !== '' && oneText(body[`${name}Offered`]) === text ? ticked : text;
}

/** The sentence at the field when what was typed names nobody or several. */
export function vendorChoiceError(resolution: VendorResolution, typed: string): string | undefined {
  if (resolution.kind === 'none') return `Không có bên cung cấp nào đã đăng ký khớp với “${typed}”. Kiểm tra mã số thuế hoặc đăng ký bên cung cấp trước.`;
  return resolution.kind === 'candidates' ? `Có nhiều bên cung cấp khớp với “${typed}”. Chọn một bên dưới ô nhập.` : undefined;
}

/** The model of partials/vendor-choice. */
export function vendorChoiceModel(
  field: { readonly name: string; readonly label: string; readonly optional?: boolean },
  values: FormValues,
  errors: FieldErrors,
  resolution: VendorResolution | undefined,
): VendorChoiceModel {
  const candidates = resolution?.kind === 'candidates' ? resolution.vendors : [];
  return {
    name: field.name,
    label: field.label,
    value: oneText(values[field.name]),
    error: errors[field.name],
    optional: field.optional ?? false,
    candidates: candidates.map((vendor) => ({ value: vendor.taxCode, label: vendorChoiceText(vendor) })),
    more: resolution?.kind === 'candidates' && resolution.more,
  };
}
