import { formatMoney, LARGEST_AMOUNT } from '../../kernel/money.js';
import type { Cell } from '../../kernel/cell.js';
import { foldText, normalizeText } from '../../kernel/text.js';
import { plainTextOf } from './cell-text.js';
import { asked, remark, understood, wrong, type Understanding } from './understanding.js';

/** Words behind an amount and what one of them is worth. */
const UNITS: readonly (readonly [RegExp, bigint])[] = [
  [/^(?:nghin|ngan) ty$/u, 1_000_000_000_000n],
  [/^(?:ty|ti)$/u, 1_000_000_000n],
  [/^(?:trieu|tr)$/u, 1_000_000n],
  [/^(?:nghin|ngan|k)$/u, 1_000n],
];
const DONG = /\s*(?:viet nam\s+)?(?:dong(?: viet nam)?|vnd|d|₫)\.?$/u;
const FOREIGN = /\$|€|£|¥|\b(?:usd|eur|euro|gbp|jpy|do la|dollar)\b/u;
/** Below this an amount without unit is rather in millions or thousands than in đồng. */
const SMALLEST_LIKELY = 100_000n;
const CERTAIN_DIGITS = 15;

/** A number with whatever separates it, and the words around it. */
const AMOUNT = /^([+−-]?)\s*(\d[\d.,' ]*)\s*(.*)$/u;

/**
 * Understands an amount in đồng: `1.234.567.890`, `1,234,567,890 VNĐ`, `1,5 tỷ`, `850 triệu đồng`, `1 tỷ 200 triệu`, a number cell. `columnUnit` is what one
 * is worth where the cell names no unit. Asked: `1.234` and `1,234` (thousand or fraction), fractions of a đồng, amounts too small or too large for
 * their column's unit, numbers with more digits than a spreadsheet keeps.
 */
export function readMoneyCell(cell: Cell, columnUnit?: bigint): Understanding<bigint> {
  const text = plainTextOf(cell);
  if (text === undefined) return wrong('not-money');
  return cell.kind === 'number' ? readNumber(cell.literal, columnUnit) : readText(text, columnUnit);
}

function readNumber(literal: string, columnUnit: bigint | undefined): Understanding<bigint> {
  if (literal.startsWith('-')) return wrong('negative');
  const exact = scaled(literal, columnUnit ?? 1n);
  if (exact === undefined) return wrong('not-money');
  const digits = literal.replace(/^0*\.?0*|\./gu, '').replace(/0+$/u, '').length;
  if (digits > CERTAIN_DIGITS) return asked('imprecise-number', [exact.whole]);
  if (!exact.fraction) return weighed(exact.whole, columnUnit);
  // 1.234 in a number cell is what English settings make of a typed 1.234.
  const grouped = /^\d{1,3}\.\d{1,3}$/u.test(literal) && columnUnit === undefined ? [BigInt(literal.replace('.', '').padEnd(literal.indexOf('.') + 3, '0'))] : [];
  return asked('fraction-of-dong', [...grouped, exact.whole]);
}

function readText(text: string, columnUnit: bigint | undefined): Understanding<bigint> {
  const folded = foldText(normalizeText(text)).replace(/^[:\s]+/u, '').replace(/^(?:vnd|d|₫)\s*(?=\d)/u, '').replace(/\s*[/.;]+$/u, '').replace(/\/\s*(?:nam|thang|goi|hop dong)$/u, '');
  if (FOREIGN.test(folded)) return wrong('foreign-currency');
  const saidDong = DONG.test(folded);
  const bare = folded.replace(/\s*\((?:bang chu|da bao gom|bao gom|gom|chua bao gom).*\)?$/u, '').replace(DONG, '').trim();
  const parts = AMOUNT.exec(bare);
  if (parts === null) return wrong('not-money');
  const [, sign = '', digits = '', words = ''] = parts;
  if (sign === '-' || sign === '−') return wrong('negative');
  if (words.trim() === '') return readDigits(digits.trim(), saidDong ? 1n : columnUnit, saidDong);
  return readWithUnits(bare);
}

/** An amount with units, largest first: "1 tỷ 200 triệu", "1,5 tỷ". */
function readWithUnits(text: string): Understanding<bigint> {
  let rest = text;
  let sum = 0n;
  let smallest: bigint | undefined;
  while (rest !== '') {
    const part = /^(\d+(?:[.,]\d+)*)\s*((?:nghin|ngan) ty|ty|ti|trieu|tr|nghin|ngan|k)\b\s*/u.exec(rest);
    const unit = UNITS.find(([word]) => word.test(part?.[2] ?? ''))?.[1];
    if (part === null || unit === undefined || (smallest !== undefined && unit >= smallest)) return wrong('not-money');
    const number = decimalBeforeUnit(part[1] ?? '');
    if (number === undefined) return asked('separator-ambiguous', bothReadings(part[1] ?? '', unit));
    const amount = scaled(number, unit);
    if (amount === undefined || amount.fraction) return wrong('not-money');
    sum += amount.whole;
    smallest = unit;
    rest = rest.slice(part[0].length).replace(/^dong\b\s*/u, '');
  }
  return sum > LARGEST_AMOUNT ? wrong('too-large', { amount: formatMoney(sum) }) : understood(sum, [remark('unit-applied', { amount: formatMoney(sum) })]);
}

/** Before a unit "1,5" and "1.5" are fractions, "1.500.000" is grouped; three digits behind one sign could be both. */
function decimalBeforeUnit(digits: string): string | undefined {
  if (/^\d+$/u.test(digits)) return digits;
  if (/^\d{1,3}(?:\.\d{3}){2,}$/u.test(digits) || /^\d{1,3}(?:,\d{3}){2,}$/u.test(digits)) return digits.replace(/[.,]/gu, '');
  if (/^\d{1,3}\.\d{3},\d+$/u.test(digits)) return digits.replace('.', '').replace(',', '.');
  if (/^\d{1,3},\d{3}\.\d+$/u.test(digits)) return digits.replace(',', '');
  if (/^[1-9]\d{0,2}[.,]\d{3}$/u.test(digits)) return undefined;
  return /^\d+[.,]\d+$/u.test(digits) ? digits.replace(',', '.') : undefined;
}

function readDigits(entered: string, unit: bigint | undefined, saidDong: boolean): Understanding<bigint> {
  const digits = entered.replace(/(?<=\d)[' ](?=\d{3}(?:\D|$))/gu, '.').replace(/\.+$/u, '');
  if (/^\d+$/u.test(digits)) return weighed(BigInt(digits) * (unit ?? 1n), unit, saidDong);
  // One sign twice or more can only group: 1.234.567, 1,234,567; with it the other one can only be the fraction.
  const dots = /^([1-9]\d{0,2}(?:\.\d{3}){2,}|[1-9]\d{0,2}\.\d{3}(?=,))(?:,(\d+))?$/u.exec(digits);
  const commas = /^([1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2},\d{3}(?=\.))(?:\.(\d+))?$/u.exec(digits);
  const found = dots ?? commas;
  if (found !== null) return withFraction((found[1] ?? '').replace(/[.,]/gu, ''), found[2] ?? '', unit, saidDong);
  if (/^[1-9]\d{0,2}[.,]\d{3}$/u.test(digits)) {
    return saidDong ? weighed(BigInt(digits.replace(/[.,]/u, '')), unit, saidDong) : asked('separator-ambiguous', bothReadings(digits, unit ?? 1n));
  }
  const fraction = /^(\d+)[.,](\d+)$/u.exec(digits);
  return fraction === null ? wrong('not-money') : withFraction(fraction[1] ?? '', fraction[2] ?? '', unit, saidDong);
}

function withFraction(whole: string, fraction: string, unit: bigint | undefined, saidDong: boolean): Understanding<bigint> {
  const amount = scaled(`${whole}.${fraction === '' ? '0' : fraction}`, unit ?? 1n);
  if (amount === undefined) return wrong('not-money');
  if (amount.fraction) return asked('fraction-of-dong', [amount.whole]);
  const weighedAmount = weighed(amount.whole, unit, saidDong);
  return fraction === '' || (unit ?? 1n) !== 1n || weighedAmount.kind !== 'understood'
    ? weighedAmount
    : { ...weighedAmount, remarks: [...weighedAmount.remarks, remark('fraction-dropped')] };
}

/** Whether an amount fits its column's unit: 850 alone is hardly 850 đồng, 850000000 under "triệu đồng" hardly 850 billion. */
function weighed(amount: bigint, unit: bigint | undefined, saidDong = false): Understanding<bigint> {
  if (unit !== undefined && unit > 1n) {
    const inDong = amount / unit;
    if (inDong >= 10_000_000n) return asked('unit-doubtful', [inDong, amount].filter((one) => one <= LARGEST_AMOUNT));
    if (amount > LARGEST_AMOUNT) return wrong('too-large', { amount: formatMoney(amount) });
    return understood(amount, [remark('unit-applied', { amount: formatMoney(amount) })]);
  }
  if (amount > LARGEST_AMOUNT) return wrong('too-large', { amount: formatMoney(amount) });
  if (amount > 0n && amount < SMALLEST_LIKELY && unit === undefined && !saidDong) return asked('unit-doubtful', [amount, amount * 1_000n, amount * 1_000_000n]);
  return understood(amount);
}

function bothReadings(digits: string, unit: bigint): readonly bigint[] {
  const grouped = BigInt(digits.replace(/[.,]/u, '')) * unit;
  const decimal = scaled(digits.replace(',', '.'), unit);
  return [grouped, decimal?.whole ?? grouped].filter((one) => one <= LARGEST_AMOUNT);
}

/** A plain decimal times a unit, exactly; `fraction` tells that less than one đồng was left. */
function scaled(decimal: string, unit: bigint): { readonly whole: bigint; readonly fraction: boolean } | undefined {
  const parts = /^(\d+)(?:\.(\d+))?$/u.exec(decimal);
  if (parts === null) return undefined;
  const [, whole = '0', fraction = ''] = parts;
  const scale = 10n ** BigInt(fraction.length);
  const times = BigInt(whole + fraction) * unit;
  return { whole: times / scale, fraction: times % scale !== 0n };
}
