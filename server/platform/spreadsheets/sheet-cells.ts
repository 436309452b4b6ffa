/** Turns what a sheet's XML says of one cell into a cell. */
import { EMPTY_CELL, type Cell } from '../../kernel/cell.js';
import { exactDecimal, sheetText } from './cell-texts.js';
import { isoDayCell, PLAIN_STYLE, styledNumber, type NumberStyle } from './number-formats.js';
import type { SharedTexts } from './shared-texts.js';

/** What all cells of a workbook rest on. */
export interface CellSources {
  readonly texts: SharedTexts;
  readonly styles: readonly NumberStyle[];
  readonly since1904: boolean;
}

/** A cell as the XML has it: its type, its style, its value and whether a formula made it. */
export interface RawCell {
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly fromFormula: boolean;
}

/** The cell, or 'too-long' when its shared text is longer than a cell may be. A formula without a saved value is an error cell. */
export function cellOf(raw: RawCell, sources: CellSources): Cell | 'too-long' {
  const cell = valueOf(raw, sources);
  if (!raw.fromFormula || cell === 'too-long') return cell;
  return cell.kind === 'empty' ? { kind: 'error', code: '#CALC!', fromFormula: true } : { ...cell, fromFormula: true };
}

function valueOf(raw: RawCell, sources: CellSources): Cell | 'too-long' {
  if (raw.value === '') return EMPTY_CELL;
  switch (raw.type) {
    case 's':
      return sharedCell(sources.texts.at(Number(raw.value)));
    case 'str':
    case 'inlineStr':
      return textCell(sheetText(raw.value));
    case 'b':
      return { kind: 'boolean', value: raw.value.trim() === '1' || raw.value.trim() === 'true' };
    case 'e':
      return { kind: 'error', code: raw.value.trim() };
    case 'd':
      return isoDayCell(raw.value) ?? textCell(raw.value);
    default:
      return numberCell(raw, sources);
  }
}

function sharedCell(text: ReturnType<SharedTexts['at']>): Cell | 'too-long' {
  if (text === 'too-long') return text;
  return text === undefined ? { kind: 'error', code: '#REF!' } : textCell(text.text);
}

function textCell(text: string): Cell {
  return text.trim() === '' ? EMPTY_CELL : { kind: 'text', text };
}

function numberCell(raw: RawCell, sources: CellSources): Cell {
  const literal = exactDecimal(raw.value);
  if (literal === undefined) return textCell(sheetText(raw.value));
  return styledNumber(literal, sources.styles[raw.style] ?? PLAIN_STYLE, sources.since1904);
}

/** The column of a cell reference, from 0 ("AB12" is 27); undefined when it has none. */
export function columnOfReference(reference: string): number | undefined {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column === 0 ? undefined : column - 1;
}
