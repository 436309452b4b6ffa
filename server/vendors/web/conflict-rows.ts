import type { FormState } from '../../platform/http/routes.js';
import { isVendorKind } from '../domain/vendor.js';
import { capitalised, fieldNames } from './field-names.js';
import { vendorKindNames } from './words.js';

/** The rows of partials/conflict: each field that differs, by its name on screen. */
export function conflictRows(conflict: FormState<unknown>['conflict']): { label: string; theirs: string; yours: string }[] {
  return conflict.map(({ field, theirs, yours }) => ({ label: capitalised(fieldNames[field] ?? field), theirs: valueText(theirs), yours: valueText(yours) }));
}

function valueText(value: string): string {
  return isVendorKind(value) ? vendorKindNames[value] : value;
}
