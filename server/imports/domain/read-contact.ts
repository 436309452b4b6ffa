/** E-mail addresses, telephone numbers and counts. */
import type { Cell } from '../../kernel/cell.js';
import { normalizeText } from '../../kernel/text.js';
import { plainTextOf } from './cell-text.js';
import { asked, remark, understood, wrong, type RemarkCode, type Said, type Understanding } from './understanding.js';

const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/u;

/** Understands one e-mail address (kept in lower case); of several in one cell the person chooses. */
export function readEmailCell(cell: Cell): Understanding<string> {
  const text = normalizeText(plainTextOf(cell) ?? '').replace(/^(?:e-?mail|thư điện tử)\s*:?\s*/iu, '').replace(/^mailto:/iu, '');
  const addresses = [...new Set(text.split(/[\s,;<>()/]+/u).filter((part) => part.includes('@')).map((part) => part.toLowerCase()))];
  const good = addresses.filter((address) => EMAIL.test(address) && !address.includes('..'));
  const [only] = good;
  if (only === undefined || good.length < addresses.length) return wrong('not-an-email');
  return good.length > 1 ? asked('several-values', good) : understood(only);
}

/**
 * Understands one Vietnamese telephone number, kept as 0…: mobile, fixed line, hotline (1800, 1900). +84 becomes 0 with a remark; a number cell
 * that lost its 0 gets it back with a remark. Of several in one cell the person chooses.
 */
export function readPhoneCell(cell: Cell): Understanding<string> {
  const text = normalizeText(plainTextOf(cell) ?? '').replace(/^(?:đt|sđt|tel|điện thoại|số điện thoại|mobile|hotline)\s*[:.]?\s*/iu, '');
  const parts = text.split(/\s*(?:[;,/]|\bhoặc\b|\s-\s(?=0|\+))\s*/u).filter((part) => part !== '');
  const numbers = parts.map(phoneOf);
  const good = numbers.flatMap((number) => number ?? []);
  const [only] = good;
  if (only === undefined || good.length < parts.length) return wrong('not-a-phone');
  if (good.length > 1) return asked('several-values', good.map((one) => one.number));
  return understood(only.number, only.remarks);
}

function phoneOf(text: string): { number: string; remarks: readonly Said<RemarkCode>[] } | undefined {
  const digits = text.replace(/[\s.()-]/gu, '');
  const international = /^(?:\+|00)84(?:0)?(\d{8,10})$/u.exec(digits)?.[1];
  if (international !== undefined && isNational(`0${international}`)) return { number: `0${international}`, remarks: [remark('country-code-removed')] };
  if (isNational(digits)) return { number: digits, remarks: [] };
  const restored = `0${digits}`;
  return /^[235789]\d{8,9}$/u.test(digits) && isNational(restored) ? { number: restored, remarks: [remark('leading-zero-restored', { code: restored })] } : undefined;
}

/** Mobile 03 05 07 08 09 with ten digits, fixed 02 with ten or eleven, hotlines. */
function isNational(digits: string): boolean {
  return /^0[35789]\d{8}$|^02\d{8,9}$|^1[89]00\d{4,6}$/u.test(digits);
}

/** Understands a whole number of things: 12, "12 người", 1.200. More than `largest` and less than none are wrong. */
export function readCountCell(cell: Cell, largest: number): Understanding<number> {
  const text = normalizeText(plainTextOf(cell) ?? '');
  const literal = cell.kind === 'number' ? cell.literal : text.replace(/\s*\p{L}[\p{L}\s]{0,30}$/u, '');
  if (/^-\d/u.test(literal)) return wrong('negative');
  const digits = cell.kind === 'text' && /^[1-9]\d{0,2}(?:[.,]\d{3})+$/u.test(literal) ? literal.replace(/[.,]/gu, '') : literal;
  if (!/^\d+$/u.test(digits)) return wrong('not-a-count');
  const count = Number(digits);
  return count <= largest ? understood(count) : wrong('too-large', { amount: digits, most: String(largest) });
}
