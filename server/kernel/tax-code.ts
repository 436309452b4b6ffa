/**
 * Why a text is not a tax code: it has the wrong number of digits, holds something else than digits, its check digit does not
 * fit, its branch part is not "-" and three digits from 001, or its first three digits are no province.
 */
export type TaxCodeFault = 'length' | 'characters' | 'check-digit' | 'branch' | 'province';

/** A tax code in the form in which it is kept, or why there is none. */
export type TaxCodeCheck = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: TaxCodeFault };

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;
const MODULUS = 11;
const UNIT_LENGTH = 10;
const LAST_PROVINCE = 96;

/**
 * Checks a Vietnamese tax code (mã số thuế): 10 digits with a check digit; the same with "-" and a branch number (`0100109106-001`; the
 * hyphen may be left out); or the 12 digits of a personal identification number, which has no check digit, so only the province
 * prefix 001 to 096 is checked. Spaces around it do not matter. The value of a branch always has the hyphen.
 *
 * The check digit promises to notice any one wrong digit and any two neighbouring digits exchanged; a code can pass and still not exist.
 */
export function checkTaxCode(text: string): TaxCodeCheck {
  const entered = text.trim();
  if (!/^[\d-]*$/u.test(entered)) {
    return refused('characters');
  }
  return /^\d{12}$/u.test(entered) ? checkPersonalNumber(entered) : checkUnitCode(entered);
}

function checkUnitCode(entered: string): TaxCodeCheck {
  const unit = entered.slice(0, UNIT_LENGTH);
  if (!/^\d{10}$/u.test(unit)) {
    return refused('length');
  }
  const rest = entered.slice(UNIT_LENGTH);
  if (/^\d+$/u.test(rest) && rest.length !== 3) {
    return refused('length');
  }
  const branch = /^-?(\d{3})$/u.exec(rest)?.[1];
  if (rest !== '' && (branch === undefined || branch === '000')) {
    return refused('branch');
  }
  if (Number(unit.at(-1)) !== checkDigitOf(unit)) {
    return refused('check-digit');
  }
  return { ok: true, value: branch === undefined ? unit : `${unit}-${branch}` };
}

function checkPersonalNumber(entered: string): TaxCodeCheck {
  const province = Number(entered.slice(0, 3));
  return province >= 1 && province <= LAST_PROVINCE ? { ok: true, value: entered } : refused('province');
}

/** 10 minus the weighted sum modulo 11. A sum divisible by 11 would give 10, which is no digit: such a code is never issued. */
function checkDigitOf(unit: string): number {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(unit[index]), 0);
  return 10 - (sum % MODULUS);
}

function refused(reason: TaxCodeFault): TaxCodeCheck {
  return { ok: false, reason };
}
