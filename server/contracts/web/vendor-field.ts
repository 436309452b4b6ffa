import { InvalidInput } from '../../kernel/errors.js';
import type { FieldErrors, FormBody, FormValues } from '../../platform/http/forms.js';
import { typedVendor, vendorChoiceError, vendorChoiceModel, vendorChoiceText, type VendorChoiceModel, type VendorResolution } from '../../vendors/index.js';
import type { ContractUseCases } from '../application/use-cases.js';

/** The field that names the vendor of a contract: by tax code or name, the vendors room's choice (partials/vendor-choice). */

const FIELD = 'vendor';

/** What the posted field stands for, to show the form again; undefined on a form that was not posted or names nobody. */
export async function readVendorTyped(contracts: Pick<ContractUseCases, 'resolveVendor'>, body: FormBody): Promise<VendorResolution | undefined> {
  const typed = typedVendor(body, FIELD);
  return typed === '' ? undefined : contracts.resolveVendor(typed);
}

/** The tax code of the vendor that was meant; undefined when the field is empty. @throws InvalidInput at the field when it names nobody or several */
export async function vendorMeant(contracts: Pick<ContractUseCases, 'resolveVendor'>, body: FormBody): Promise<string | undefined> {
  const resolution = await readVendorTyped(contracts, body);
  if (resolution === undefined) return undefined;
  if (resolution.kind !== 'found') throw new InvalidInput({ [FIELD]: vendorChoiceError(resolution, typedVendor(body, FIELD)) ?? '' });
  return resolution.vendor.taxCode;
}

/**
 * The model of the field. What was typed stays; where the form comes back for another field after a candidate was ticked, the
 * field holds that vendor, so that the choice need not be made twice.
 */
export function vendorField(body: FormBody, values: FormValues, errors: FieldErrors, resolution: VendorResolution | undefined, optional: boolean): VendorChoiceModel {
  const ticked = resolution?.kind === 'found' && typedVendor(body, FIELD) !== typedVendor({ [FIELD]: body[FIELD] }, FIELD);
  const shown = ticked ? { ...values, [FIELD]: vendorChoiceText(resolution.vendor) } : values;
  return vendorChoiceModel({ name: FIELD, label: 'Bên cung cấp', optional }, shown, errors, resolution);
}
