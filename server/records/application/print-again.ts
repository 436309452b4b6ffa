import { recordEvent } from '../../audit-trail/index.js';
import { NotFound, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Jobs } from '../../platform/jobs/index.js';
import { editionToPrint } from '../domain/registration-policy.js';
import { keptEditions } from '../persistence/prints.js';
import { lockRecord } from '../persistence/records.js';
import { requireMay, type RolesThatMay } from './access.js';
import { recordEvents } from './events.js';
import { enqueuePrint } from './print-queue.js';

export interface PrintAgainNeeds {
  readonly work: UnitOfWork;
  readonly rolesThatMay: RolesThatMay;
  readonly jobs: Jobs;
}

/**
 * Has a record printed again whose printing failed for good: for signature, or with its number once it is registered. Asked for twice it is printed once.
 * @throws NotFound, Forbidden, Refused 'record-printed-already'
 */
export function createPrintAgain({ work, rolesThatMay, jobs }: PrintAgainNeeds) {
  return async function printAgain(context: ActContext, principal: Principal, id: string): Promise<void> {
    await work.run(context, async (tx) => {
      const record = await lockRecord(tx, id);
      if (record === undefined) throw new NotFound('record');
      requireMay(principal, 'print-again', record.agencyId, rolesThatMay);
      const edition = editionToPrint(record.status, await keptEditions(tx, id));
      if (typeof edition !== 'string') throw new Refused(edition);
      await enqueuePrint(tx, jobs, id, edition);
      await recordEvent(tx, { type: recordEvents.printAsked, agencyId: record.agencyId, subjects: [{ kind: 'record', id }], facts: { edition } });
    });
  };
}
