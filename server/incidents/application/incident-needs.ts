import type { Clock } from '../../kernel/clock.js';
import type { Library } from '../../library/index.js';
import type { Regulation } from '../../people/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { PrepareRecordStory } from '../../records/index.js';
import type { IncidentRecordComposer } from './record-material.js';

/** What this room needs from the rest of the product. */
export interface IncidentNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
  readonly library: () => Library;
  readonly regulation: () => Regulation;
  readonly prepareRecord: PrepareRecordStory;
  /** Words the records of this room (web/records). */
  readonly composeRecord: IncidentRecordComposer;
}
