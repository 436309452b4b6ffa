/** The texts and decimal numbers of a sheet's XML, in the form in which cells give them. */

const ESCAPED = /_x([0-9A-Fa-f]{4})_/gu;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/u;
/** A double has no more certain digits; what comes behind is the noise of its binary form (0.30000000000000004). */
const CERTAIN_DIGITS = 15;

/** A text as Excel shows it: `_x000D_` escapes resolved (ECMA-376 22.9.2.19), NFC, line breaks as "\n". */
export function sheetText(raw: string): string {
  const text = raw.includes('_x') ? raw.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : raw;
  return text.normalize('NFC').replace(/\r\n?/gu, '\n');
}

/**
 * A number as the file has it, as an exact decimal without exponent: "1.5E9" is "1500000000". Fractions with more than 15 digits are rounded to
 * 15 as Excel shows them; whole numbers never are. Undefined when it is no number.
 */
export function exactDecimal(raw: string): string | undefined {
  const parts = DECIMAL.exec(raw.trim());
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  if (whole + fraction === '') return undefined;
  const point = whole.length + Number(exponent);
  const digits = roundDigits(whole + fraction, point);
  const shifted = place(digits.digits, digits.point);
  return sign === '-' && /[1-9]/u.test(shifted) ? `-${shifted}` : shifted;
}

function roundDigits(digits: string, point: number): { digits: string; point: number } {
  const leading = /^0*/u.exec(digits)?.[0].length ?? 0;
  const significant = digits.slice(leading).replace(/0+$/u, '');
  const isWhole = leading + significant.length <= point;
  if (isWhole || significant.length <= CERTAIN_DIGITS) return { digits, point };
  const kept = BigInt(significant.slice(0, CERTAIN_DIGITS)) + (significant.charAt(CERTAIN_DIGITS) >= '5' ? 1n : 0n);
  const text = String(kept);
  return { digits: text, point: point - leading + (text.length - CERTAIN_DIGITS) };
}

function place(digits: string, point: number): string {
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const fraction = (point < 0 ? '0'.repeat(-point) : '') + digits.slice(Math.max(0, point));
  const shownWhole = whole.replace(/^0+(?=\d)/u, '');
  const shownFraction = fraction.replace(/0+$/u, '');
  return shownFraction === '' ? shownWhole : `${shownWhole}.${shownFraction}`;
}
