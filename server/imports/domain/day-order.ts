import type { Cell } from '../../kernel/cell.js';
import type { DayOrder } from './columns.js';

const NUMERIC_DAY = /^\D{0,20}?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\b/u;
/** A handful of cells proves nothing about how a list was opened. */
const FEWEST_FOR_SWAP = 3;

/**
 * Looks over the cells of a day column for how its days are written. Days are read day first, as Vietnam writes them, unless the column
 * itself shows otherwise: `month-first-seen` when some text can only be month first (03/25/2026); `swapped-seen` when the texts are all past
 * the 12th and the date cells all up to the 12th, the trace of a list opened with American settings, which swaps just those.
 */
export function dayOrderOf(cells: Iterable<Cell>): DayOrder {
  const tally = new DayOrderTally();
  for (const cell of cells) tally.see(cell);
  return tally.order();
}

/** The same for callers who see the cells one by one. */
export class DayOrderTally {
  private dayFirst = 0;
  private monthFirst = 0;
  private either = 0;
  private earlyCells = 0;
  private lateCells = 0;

  see(cell: Cell): void {
    if (cell.kind === 'day') {
      if (Number(cell.day.slice(8, 10)) > 12) this.lateCells += 1;
      else this.earlyCells += 1;
      return;
    }
    const parts = cell.kind === 'text' ? NUMERIC_DAY.exec(cell.text) : null;
    if (parts === null) return;
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    if (first > 12 && second <= 12) this.dayFirst += 1;
    else if (second > 12 && first <= 12) this.monthFirst += 1;
    else this.either += 1;
  }

  order(): DayOrder {
    if (this.monthFirst > 0) return 'month-first-seen';
    const traces = this.dayFirst > 0 && this.earlyCells > 0 && this.dayFirst + this.earlyCells >= FEWEST_FOR_SWAP;
    return traces && this.either === 0 && this.lateCells === 0 ? 'swapped-seen' : 'day-first';
  }
}
