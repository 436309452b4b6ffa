import type { Cell } from '../../kernel/cell.js';
import { foldText, hasControlCharacters, normalizeParagraphs, normalizeText } from '../../kernel/text.js';
import { remark, wrong, type RemarkCode, type Said, type Understanding } from './understanding.js';

/** What people write into a cell to say that there is nothing. */
const NOTHING_SAID = new Set(['-', '--', '---', '–', '—', '_', '.', '..', '...', '…', '/', '\\', 'x', '?', 'n/a', 'na', 'null', 'none', '#n/a', 'khong co', 'chua co', 'khong', 'chua xac dinh', 'chua ro', 'khong ro', 'trong']);
/** "không" alone is an answer in some columns; these say it for themselves. */
const ANSWERS = new Set(['khong', 'x']);

/** A cell as text, as far as it has one; a day and a boolean are left to their columns. */
export function plainTextOf(cell: Cell): string | undefined {
  if (cell.kind === 'text') return cell.text;
  return cell.kind === 'number' ? (cell.shown ?? cell.literal) : undefined;
}

/** Whether a cell says nothing: empty, or a sign for it ("-", "…", "không có"). "Không" and "x" count as well unless they are answers here. */
export function saysNothing(cell: Cell, areAnswers: 'answers' | 'nothing' = 'nothing'): boolean {
  if (cell.kind === 'empty') return true;
  if (cell.kind !== 'text') return false;
  const folded = foldText(normalizeText(cell.text));
  if (areAnswers === 'answers' && ANSWERS.has(folded)) return false;
  return folded === '' || NOTHING_SAID.has(folded);
}

/** What is wrong with any cell, whatever its column: Excel's error, control characters, broken characters. */
export function faultOfCell(cell: Cell): Understanding<never> | undefined {
  if (cell.kind === 'error') return wrong('error-cell', { code: cell.code });
  if (cell.kind === 'text' && (hasControlCharacters(cell.text) || cell.text.includes('\uFFFD'))) return wrong('control-characters');
  return undefined;
}

/** Remarks that a cell brings along, whatever its column. */
export function remarksOfCell(cell: Cell): readonly Said<RemarkCode>[] {
  return cell.kind !== 'empty' && cell.fromFormula === true ? [remark('from-formula')] : [];
}

/**
 * Takes away what a copied web page or form leaves around a value: the column's own name as a label ("Địa điểm : …"), one of the other
 * labels given, leading colons and closing semicolons. The remark says what was taken away, when it was more than a colon or a space.
 */
export function withoutLabel(text: string, labels: readonly string[], paragraphs = false): { readonly text: string; readonly remarks: readonly Said<RemarkCode>[] } {
  const clean = paragraphs ? normalizeParagraphs(text) : normalizeText(text);
  const bare = clean.replace(/^[\s:;]+/u, '').replace(/[\s;]+$/u, '');
  const colon = bare.search(/[:：]/u);
  if (colon <= 0) return { text: bare, remarks: [] };
  const before = bare.slice(0, colon);
  const folded = labelKey(before);
  if (!labels.some((label) => labelKey(label) === folded)) return { text: bare, remarks: [] };
  return { text: bare.slice(colon + 1).replace(/^[\s:]+/u, ''), remarks: [remark('label-removed', { label: before.trim() })] };
}

function labelKey(label: string): string {
  return foldText(label).replace(/\([^)]*\)/gu, ' ').replace(/[^a-z0-9]+/gu, ' ').trim();
}
