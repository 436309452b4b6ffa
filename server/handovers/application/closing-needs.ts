import type { Clock } from '../../kernel/clock.js';
import type { Library } from '../../library/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { RolesThatMay } from './access.js';

/** What this room needs from the rest of the product. */
export interface ClosingNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly rolesThatMay: RolesThatMay;
  readonly library: () => Library;
}
