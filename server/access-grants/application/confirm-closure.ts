import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { ClosureAction } from '../domain/access.js';
import { closureTimeFault, mayConfirmClosure } from '../domain/closure-policy.js';
import { insertClosure } from '../persistence/grants.js';
import { selectLine } from '../persistence/read-grant.js';
import { requireAccess } from './access.js';
import type { AccessNeeds } from './access-needs.js';
import { accessEvent } from './events.js';
import { queryOf } from './locked-grant.js';

/** What was done to an account so that nobody uses it any more. */
export interface ConfirmClosure {
  readonly lineId: string;
  readonly action: ClosureAction;
  readonly doneAt: Date;
  readonly proof: string;
  readonly file: StoredFile;
}

/** Confirming that access is really over (điểm b khoản 3, điểm b khoản 4 Điều 6). */
export function createConfirmClosure({ work, rolesThatMay }: Pick<AccessNeeds, 'work' | 'rolesThatMay'>) {
  /**
   * Confirms with proof that an account was disabled, its password changed, or the account removed, after whoever held it lost it.
   * @returns the grant, and what of it is to be closed next
   * @throws NotFound, Forbidden, Refused (codes of mayConfirmClosure), InvalidInput ({doneTime: 'future' | 'before-start'})
   */
  return function confirmClosure(context: ActContext, principal: Principal, command: ConfirmClosure): Promise<{ grantId: string; nextLineId: string | undefined; left: number }> {
    return work.run(context, async (tx) => {
      await tx.query('SELECT id FROM access_line WHERE id = $1 FOR UPDATE', [command.lineId]);
      const line = await selectLine(queryOf(tx), command.lineId);
      requireAccess(principal, 'confirm-closure', line, rolesThatMay);
      if (line === undefined) throw new NotFound('access line');
      const verdict = mayConfirmClosure(line, line.now);
      if (!verdict.allowed) throw new Refused(verdict);
      const fault = closureTimeFault(command.doneAt, line, line.now);
      if (fault !== undefined) throw new InvalidInput({ doneTime: fault });
      await insertClosure(tx, { ...command, sha256: command.file.sha256, by: principal.userId });
      const files = await attachFiles(tx, { subjectKind: 'access-grant', subjectId: line.grantId, agencyId: line.agencyId, purpose: `Minh chứng khóa tài khoản ${line.account}` }, [command.file]);
      await recordEvent(tx, accessEvent(
        'access.closure-confirmed', { ...line, grantIds: [line.grantId] },
        {
          lineId: line.id, accountId: line.accountId, account: line.account, action: command.action, doneAt: command.doneAt.toISOString(), overSince: line.heldUntil.toISOString(),
          proof: command.proof, files, system: line.systemName, personId: line.personId,
        },
        { [line.personId]: line.personName },
      ));
      return { grantId: line.grantId, nextLineId: line.others[0]?.id, left: line.others.length };
    });
  };
}
