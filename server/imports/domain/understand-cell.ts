import type { Cell } from '../../kernel/cell.js';
import type { CellValue, ColumnContent, ColumnEvidence } from './columns.js';
import { NOTHING, type Understanding } from './understanding.js';

/**
 * Understands one cell as what its column holds. Pure and total: whatever is in the cell, it answers. A value that belongs into another
 * column (an amount under a date) is asked about or wrong, never taken.
 */
export function understandCell(content: ColumnContent, cell: Cell, evidence: ColumnEvidence = {}): Understanding<CellValue> {
  void content;
  void cell;
  void evidence;
  return NOTHING;
}
