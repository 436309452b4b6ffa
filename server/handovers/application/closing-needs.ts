import type { Clock } from '../../kernel/clock.js';
import type { Library } from '../../library/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { Regulation } from '../../people/index.js';
import type { PrepareRecordStory } from '../../records/index.js';
import type { AccountRow, ItemRow } from '../persistence/closing-rows.js';
import type { RolesThatMay } from './access.js';
import type { HandoverRecordComposer } from './record-material.js';

/** What this room needs from the rest of the product. */
export interface ClosingNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly rolesThatMay: RolesThatMay;
  readonly library: () => Library;
  readonly regulation: () => Regulation;
  readonly prepareRecord: PrepareRecordStory;
  /** Words the records of this room (web/records). */
  readonly composeRecord: HandoverRecordComposer;
  /** How pages name what stands in a paper: the state of an item, what was done with an account. */
  readonly words: { readonly standing: (item: ItemRow) => string; readonly settled: (account: AccountRow) => string };
}
