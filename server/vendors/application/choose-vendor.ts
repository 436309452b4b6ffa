import { checkTaxCode } from '../../kernel/tax-code.js';
import { foldText, hasControlCharacters, normalizeText } from '../../kernel/text.js';
import type { Reader } from '../../platform/database/reading.js';
import { selectVendorByTaxCode, selectVendorsByWords, type VendorChoice } from '../persistence/vendor-choices.js';

export type { VendorChoice } from '../persistence/vendor-choices.js';

/** How many vendors are offered at once; beyond that the person types more. */
export const CHOICES_SHOWN = 20;
const LONGEST_TYPED = 200;

/** What a typed tax code or name stands for. */
export type VendorResolution =
  | { readonly kind: 'found'; readonly vendor: VendorChoice }
  /** `more`: there are others beside the first {@link CHOICES_SHOWN}. */
  | { readonly kind: 'candidates'; readonly vendors: readonly VendorChoice[]; readonly more: boolean }
  | { readonly kind: 'none' };

/**
 * Finds the vendor that somebody means by a tax code or (part of) a name, with or without diacritics: the holder of the tax code, the
 * only one of exactly this name, or the only one that holds every word; otherwise the candidates to choose from. Also takes what
 * {@link vendorChoiceText} shows. Works for any number of vendors and without scripts: at most two statements.
 */
export async function resolveVendor(reader: Reader, typed: string): Promise<VendorResolution> {
  const text = normalizeText(typed).slice(0, LONGEST_TYPED);
  if (text === '' || hasControlCharacters(text)) return { kind: 'none' };
  const byCode = await findByLeadingTaxCode(reader, text);
  if (byCode !== undefined) return { kind: 'found', vendor: byCode };
  const found = await selectVendorsByWords(reader, text, CHOICES_SHOWN + 1);
  const [first] = found;
  if (first === undefined) return { kind: 'none' };
  const exact = found.filter(({ name }) => foldText(name) === foldText(text));
  if (found.length === 1 || exact.length === 1) return { kind: 'found', vendor: exact[0] ?? first };
  return { kind: 'candidates', vendors: found.slice(0, CHOICES_SHOWN), more: found.length > CHOICES_SHOWN };
}

/** The vendors that hold every word of what was typed, for lists of suggestions; one statement, at most {@link CHOICES_SHOWN}. */
export function readVendorChoices(reader: Reader, typed: string): Promise<VendorChoice[]> {
  const text = normalizeText(typed).slice(0, LONGEST_TYPED);
  return text === '' || hasControlCharacters(text) ? Promise.resolve([]) : selectVendorsByWords(reader, text, CHOICES_SHOWN);
}

/** The registered vendor of a tax code as it was typed; one statement, none for what is no tax code. */
export async function findVendorOfTaxCode(reader: Reader, typed: string): Promise<VendorChoice | undefined> {
  const checked = checkTaxCode(normalizeText(typed));
  return checked.ok ? selectVendorByTaxCode(reader, checked.value) : undefined;
}

/** A vendor as it stands in the text field that names one: its tax code settles which it is. */
export function vendorChoiceText(vendor: Pick<VendorChoice, 'taxCode' | 'name'>): string {
  return `${vendor.taxCode} – ${vendor.name}`;
}

async function findByLeadingTaxCode(reader: Reader, text: string): Promise<VendorChoice | undefined> {
  const leading = /^[\d-]{10,14}(?= |$)/.exec(text)?.[0];
  return leading === undefined ? undefined : findVendorOfTaxCode(reader, leading);
}
