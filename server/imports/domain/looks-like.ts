/** What a text looks like, for noticing that a value stands in the wrong column. */
import type { Cell } from '../../kernel/cell.js';
import { checkTaxCode } from '../../kernel/tax-code.js';
import { normalizeText } from '../../kernel/text.js';

export type Likeness = 'money' | 'day' | 'tax-code' | 'package-code' | 'email' | 'phone' | 'number' | 'address-of-a-page';

/** What a whole cell looks like when it is clearly of one kind and no name or description; undefined otherwise. */
export function likenessOf(cell: Cell): Likeness | undefined {
  if (cell.kind === 'day') return 'day';
  if (cell.kind === 'number') return 'number';
  if (cell.kind !== 'text' || cell.text.length > 100) return undefined;
  const text = normalizeText(cell.text).replace(/^[:\s]+|[;\s]+$/gu, '');
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?:[\s-]+\d{1,2}[:h]\d{2})?$/u.test(text)) return 'day';
  if (/^(?:IB|PL)\d{10}(?:-\d{2})?$/iu.test(text)) return 'package-code';
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text)) return 'email';
  if (/^https?:\/\/\S+$/iu.test(text)) return 'address-of-a-page';
  if (/^\d{1,3}(?:[.,]\d{3})+(?:\s*(?:đồng|đ|vnđ|vnd|₫))?$/iu.test(text) || /^\d+(?:[.,]\d+)?\s*(?:tỷ|tỉ|triệu)(?:\s*đồng)?$/iu.test(text)) return 'money';
  if (/^\d{10}(?:-\d{3})?$/u.test(text) && checkTaxCode(text).ok) return 'tax-code';
  if (/^(?:\+84|0)[\d .-]{8,13}$/u.test(text)) return 'phone';
  return /^\d+$/u.test(text) ? 'number' : undefined;
}
