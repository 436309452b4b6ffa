import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, NotFound, Refused } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayWithdraw } from '../domain/registration-policy.js';
import { lockRecord, saveWithdrawal } from '../persistence/records.js';
import { requireMay, type RolesThatMay } from './access.js';
import { recordEvents } from './events.js';

/**
 * Takes a record back before it has a number: what was composed stays readable, and its subject can have another composed.
 * @throws NotFound, Forbidden, Conflict, Refused 'record-not-open'
 */
export function createWithdrawRecord(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function withdrawRecord(context: ActContext, principal: Principal, id: string, version: number | undefined, ground: string): Promise<void> {
    await work.run(context, async (tx) => {
      const record = await lockRecord(tx, id);
      if (record === undefined) throw new NotFound('record');
      requireMay(principal, 'withdraw', record.agencyId, rolesThatMay);
      if (record.version !== version) throw new Conflict({ subject: 'record', id });
      const verdict = mayWithdraw(record.status);
      if (!verdict.allowed) throw new Refused(verdict);
      if (!(await saveWithdrawal(tx, id, version, { by: principal.userId, ground }))) throw new Conflict({ subject: 'record', id });
      await recordEvent(tx, {
        type: recordEvents.withdrawn,
        agencyId: record.agencyId,
        subjects: [{ kind: 'record', id }, { kind: record.subjectKind, id: record.subjectId }],
        facts: { kind: record.kind, title: record.title, subject: record.subject, ground },
      });
    });
  };
}
