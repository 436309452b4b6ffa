import type { ContractUseCases } from '../../contracts/index.js';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';
import type { Regulation } from '../../people/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { PrepareRecordStory } from '../../records/index.js';

/** What this room needs from the rest of the product. */
export interface SigningNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
  readonly today: () => CalendarDay;
  readonly library: () => Library;
  readonly regulation: () => Regulation;
  readonly contracts: Pick<ContractUseCases, 'contract'>;
  readonly prepareRecord: PrepareRecordStory;
  /** Keeps bytes that the product made in the evidence store, under the name they are offered by. */
  readonly keepFile: (bytes: Buffer, name: string) => Promise<StoredFile>;
}
