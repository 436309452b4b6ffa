import type { Library } from '../../library/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';

/** What this room needs from the rest of the product. */
export interface ClockNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
  readonly library: () => Library;
}
