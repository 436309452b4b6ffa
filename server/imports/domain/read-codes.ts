/** Codes: tax codes that lost their leading zero, numbers of tender packages with their revision. */
import type { Cell } from '../../kernel/cell.js';
import { checkTaxCode, type TaxCodeFault } from '../../kernel/tax-code.js';
import { normalizeText } from '../../kernel/text.js';
import { plainTextOf } from './cell-text.js';
import { asked, remark, understood, wrong, type RemarkCode, type Said, type Understanding, type WrongReason } from './understanding.js';

const WRONG_TAX_CODE: Readonly<Record<TaxCodeFault, WrongReason>> = {
  length: 'tax-code-length',
  characters: 'tax-code-characters',
  'check-digit': 'tax-code-check-digit',
  branch: 'tax-code-branch',
  province: 'tax-code-province',
};

/**
 * Understands a tax code as people keep it: with spaces, dots and labels ("MST: 0100109106"), as a number without its leading zero. A zero is put
 * back only when the check digit then fits, and said in a remark; where the digits fit with and without, it is asked.
 */
export function readTaxCodeCell(cell: Cell): Understanding<string> {
  const text = plainTextOf(cell);
  if (text === undefined || (cell.kind === 'number' && !/^\d+$/u.test(text))) return wrong('tax-code-characters');
  const entered = normalizeText(text)
    .replace(/^[:'"\s]*(?:mst|mã số thuế|mã số dn|mã số doanh nghiệp|msdn)?[\s:.]*/iu, '')
    .replace(/[–—−]/gu, '-')
    .replace(/[\s.'"]/gu, '');
  const plain = checkTaxCode(entered);
  const restored = restoreZero(entered);
  if (plain.ok && restored !== undefined) return asked('several-values', [restored, plain.value]);
  if (plain.ok) return understood(plain.value, hyphenRemark(entered, plain.value));
  if (restored !== undefined) return understood(restored, [remark('leading-zero-restored', { code: restored }), ...hyphenRemark(`0${entered}`, restored)]);
  return wrong(WRONG_TAX_CODE[plain.reason], { code: entered });
}

/** A code of a unit or branch that lacks only its first zero. Personal numbers have no check digit that could prove it. */
function restoreZero(entered: string): string | undefined {
  if (!/^\d{9}(?:-?\d{3})?$/u.test(entered)) return undefined;
  const check = checkTaxCode(`0${entered}`);
  return check.ok ? check.value : undefined;
}

function hyphenRemark(entered: string, value: string): readonly Said<RemarkCode>[] {
  return entered === value ? [] : [remark('branch-hyphen-added', { code: value })];
}

/** The number of a tender package without its revision, and the revision: IB2300167606-01 is revision 1. */
export interface PackageCode {
  readonly number: string;
  readonly revision: number;
}

const PACKAGE_CODE = /^(?:(?:mã|số)\s*(?:tbmt|thông báo mời thầu|khlcnt|gói thầu)?\s*:?\s*)?((?:IB|PL)?\d{10})\s*(?:-\s*(\d{1,2}))?$/iu;

/** Understands the number of a notice of the national bidding network: IB and ten digits (older ones: eleven), "-" and the revision; none is the first. */
export function readPackageCodeCell(cell: Cell): Understanding<PackageCode> {
  const text = normalizeText(plainTextOf(cell) ?? '').replace(/^[:\s]+|[;.\s]+$/gu, '').replace(/[–—−]/gu, '-');
  const parts = PACKAGE_CODE.exec(text);
  if (parts === null) return wrong('not-a-package-code', { code: text });
  const number = (parts[1] ?? '').toUpperCase();
  const code = { number: /^\d/u.test(number) ? `IB${number}` : number, revision: Number(parts[2] ?? 0) };
  // Digits alone are a number of the network only when somebody says so.
  return /^\d/u.test(number) ? asked('looks-like-other', [code], { looksLike: 'number' }) : understood(code);
}
