import type { Clock } from '../../kernel/clock.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Jobs } from '../../platform/jobs/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { SystemWords } from '../../systems/index.js';
import type { KnownColumn } from '../domain/columns.js';
import type { ListKind } from '../domain/list-kinds.js';
import type { SaidOfRow } from '../persistence/staged-rows.js';
import { columnsOf, type Vocabulary } from './columns-of-kinds.js';
import { runningContracts, tenderPackages } from './contract-lists.js';
import type { ListWork } from './list-work.js';
import { dataAssetList, systemList } from './system-lists.js';
import { vendorList, vendorPeopleList } from './vendor-lists.js';

/** Vietnamese names of the roles that may do something; compose answers from the permission tables. */
export type RolesThatMay = (action: string, subject: string) => readonly string[];

/** What this room needs of the rest of the product. */
export interface ImportRoomNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly evidence: EvidenceStore;
  /** A folder of the product's own for files that are being read; nothing in it outlives the reading. */
  readonly scratchFolder: string;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly rolesThatMay: RolesThatMay;
  /** Somebody with the rights they have now; undefined when the account is closed. */
  readonly principal: (userId: string) => Promise<Principal | undefined>;
  readonly reviewDays: () => number;
  readonly vocabulary: () => Vocabulary;
  readonly systemWords: SystemWords;
  /** The sentence of what is said of a row; `title` is that of the column. */
  readonly sentenceOf: (said: SaidOfRow, columns: readonly KnownColumn[]) => string;
}

export const importQueue = 'imports';

const works: Readonly<Record<ListKind, ListWork>> = {
  contracts: runningContracts,
  packages: tenderPackages,
  vendors: vendorList,
  'vendor-people': vendorPeopleList,
  systems: systemList,
  'data-assets': dataAssetList,
};

/** How the rows of a kind of list are judged and brought in. */
export function workOf(kind: ListKind): ListWork {
  return works[kind];
}

/** The columns of a kind as the libraries call their values today. */
export function knownColumns(needs: Pick<ImportRoomNeeds, 'vocabulary'>, kind: ListKind): readonly KnownColumn[] {
  return columnsOf(kind, needs.vocabulary());
}
