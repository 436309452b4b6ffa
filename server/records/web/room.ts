import type { Clock } from '../../kernel/clock.js';
import type { Library } from '../../library/index.js';
import type { Browser } from '../../platform/browser/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Route } from '../../platform/http/routes.js';
import type { Jobs, JobWork } from '../../platform/jobs/index.js';
import { createPrinter } from '../../platform/printing/index.js';
import type { Views } from '../../platform/views/views.js';
import type { RecordReaders, RolesThatMay } from '../application/access.js';
import { createAttachFile } from '../application/attach-file.js';
import { createPrintAgain } from '../application/print-again.js';
import { printWork } from '../application/print-record.js';
import { createRecordReadings } from '../application/read-record.js';
import { createRegisterRecord } from '../application/register-record.js';
import { createWithdrawRecord } from '../application/withdraw-record.js';
import { createDrawRecord } from './draw-record.js';
import type { RecordPorts } from './record-presenter.js';
import { recordRoutes } from './record-routes.js';

/** What the room of records needs of the product, and of the rooms whose subjects it keeps records about. */
export interface RecordRoomNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly library: () => Library;
  readonly jobs: Jobs;
  readonly evidence: EvidenceStore;
  readonly browser: Browser;
  readonly views: Pick<Views, 'renderAlone'>;
  readonly rolesThatMay: RolesThatMay;
  /** The Vietnamese name of the records clerk's role. */
  readonly clerkRole: string;
  readonly readers: RecordReaders;
  readonly ports: RecordPorts;
}

/** The room of records as compose.ts wires it; preparing a record is apart (createPrepareRecord), because rooms do it within their own transactions. */
export interface RecordRoom {
  readonly routes: readonly Route[];
  readonly works: readonly JobWork[];
  /** For the attachments of records. */
  readonly mayRead: (principal: Principal, recordId: string) => Promise<boolean>;
}

export function openRecordRoom(needs: RecordRoomNeeds): RecordRoom {
  const { reader, work, clock, library, jobs, evidence, browser, views, rolesThatMay, clerkRole, readers, ports } = needs;
  const readings = createRecordReadings({ reader, evidence, recordReaders: readers, rolesThatMay });
  const acts = {
    clock,
    register: createRegisterRecord({ work, rolesThatMay, jobs, evidence }),
    withdraw: createWithdrawRecord(work, rolesThatMay),
    printAgain: createPrintAgain({ work, rolesThatMay, jobs }),
    attach: createAttachFile(work, rolesThatMay),
  };
  return {
    routes: recordRoutes({ readings, acts, library, clock, ports, clerkRole }),
    works: [printWork({ reader, work, evidence, draw: createDrawRecord(createPrinter(browser), views) })],
    mayRead: (principal, recordId) => readings.mayRead(principal, recordId),
  };
}
