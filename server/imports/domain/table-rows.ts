import type { Cell, SheetRow } from '../../kernel/cell.js';
import { foldText, normalizeText } from '../../kernel/text.js';

/**
 * What a row below the header is: an `entry` of the list, a `total` ("Tổng cộng"), a `section` line that names a group ("I. Sở Tài chính"),
 * the `header` repeated on a new page or its column numbers, or part of the `closing` (place and date, signatures, notes), after which no
 * entry comes. Anything in doubt is an entry: it is looked at, never lost.
 */
export type RowRole = 'entry' | 'total' | 'section' | 'header' | 'closing';

/** "Tổng" and "Cộng" alone; with more behind them only what no entry is called ("Tổng công ty", "Tổng đài" are entries). */
const TOTAL =
  /^(?:(?:cong|tong|bang chu)\s*:?$|bang chu\s*:|(?:tong cong(?! ty)|tong so|tong gia tri|cong chung|cong don|cong trang|luy ke|tong so tien|tong (?:hop dong|goi thau))(?![\p{L}\p{N}]))/u;
const CLOSING =
  /^(?:nguoi lap(?: bieu| bang)?|nguoi tong hop|ke toan(?: truong)?|thu truong(?: don vi| co quan)?|lanh dao|giam doc|pho giam doc|chu tich|tm\.|kt\.|tl\.|tuq\.|ky ten|\(ky|\(ky, ?(?:ghi ro )?ho ten|noi nhan|ghi chu ?:|luu y ?:|xac nhan cua|can bo tong hop|[\p{L} ]{0,30},? ?ngay [\d. …]+thang [\d. …]+nam)/u;
const SECTION_NUMBER = /^(?:[ivx]{1,5}|[a-z])[.)]?$|^(?:[ivx]{1,5}|[a-z])[.)/]\s|^(?:phan|muc|nhom)\s/u;

/** Tells what one row below the header is; `headerTexts` as findHeader gave them. */
export function roleOfRow(row: SheetRow, headerTexts: readonly string[]): RowRole {
  const texts = row.cells.map(foldedText);
  const filled = texts.flatMap((text, index) => (text === '' ? [] : [{ text, index }]));
  const [first] = filled;
  if (first === undefined) return 'closing';
  if (repeatsHeader(texts, headerTexts) || isColumnNumbers(texts)) return 'header';
  const hasTotal = filled.slice(0, 3).some(({ text }) => TOTAL.test(text));
  // A total has its word and amounts; an entry called "Tổng đài…" has other texts beside it.
  if (hasTotal && filled.filter(({ text }) => !TOTAL.test(text) && !/^[\d.,\s]*(?:dong|vnd|d)?$/u.test(text)).length === 0) return 'total';
  const columns = headerTexts.filter((text) => text !== '').length;
  if (columns >= 3 && filled.length <= 3 && filled.every(({ text }) => CLOSING.test(text) || text.startsWith('('))) return 'closing';
  if (columns >= 4 && isSection(filled.map(({ text }) => text), row)) return 'section';
  return 'entry';
}

/** A group's line: a Roman number or letter and a name and nothing else. */
function isSection(texts: readonly string[], row: SheetRow): boolean {
  const [first = '', ...others] = texts;
  if (texts.length > 2 || row.cells.some((cell) => cell.kind === 'number' || cell.kind === 'day')) return false;
  if (!SECTION_NUMBER.test(first)) return false;
  return others.length === 1 ? first.length <= 6 : /\s/u.test(first);
}

function repeatsHeader(texts: readonly string[], headerTexts: readonly string[]): boolean {
  const wanted = headerTexts.map((text) => foldText(normalizeText(text)));
  const given = texts.filter((text) => text !== '');
  if (given.length < 2) return false;
  const same = texts.filter((text, index) => text !== '' && (wanted[index] === text || (wanted[index] ?? '').endsWith(` / ${text}`))).length;
  return same >= 2 && same >= given.length * 0.8;
}

/** "(1) (2) (3)", "1 2 3", "A B 1 2 (3=1+2)" below a header. */
export function isColumnNumbers(foldedTexts: readonly string[]): boolean {
  const given = foldedTexts.filter((text) => text !== '');
  if (given.length < 3) return false;
  const numbers = given.map((text) => Number(/^[([]?(\d{1,2})(?:\s*=[^)\]]*)?[)\]]?$/u.exec(text)?.[1] ?? Number.NaN));
  const counted = numbers.filter((number) => !Number.isNaN(number));
  const rising = counted.every((number, index) => index === 0 || number === (counted[index - 1] ?? 0) + 1);
  const others = given.filter((_, index) => Number.isNaN(numbers[index] ?? Number.NaN));
  return counted.length >= 3 && rising && (counted[0] ?? 9) <= 2 && others.every((text) => /^[([]?[a-d][)\]]?$/u.test(text));
}

/** A cell's text for comparing: folded, one line. */
export function foldedText(cell: Cell): string {
  switch (cell.kind) {
    case 'text':
      return foldText(normalizeText(cell.text));
    case 'number':
      return cell.literal;
    case 'day':
      return cell.day;
    default:
      return '';
  }
}
