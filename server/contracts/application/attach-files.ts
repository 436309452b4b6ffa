import { recordEvent } from '../../audit-trail/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { lockContract } from '../persistence/contracts.js';
import { requireMay, type RolesThatMay } from './access.js';
import { contractEvent } from './events.js';

/**
 * Attaches files to a contract, in any phase: evidence is added, never taken away.
 * @throws NotFound, Forbidden
 */
export function createAttachContractFiles(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function attachContractFiles(context: ActContext, principal: Principal, command: { readonly id: string; readonly purpose: string }, files: readonly StoredFile[]): Promise<void> {
    return work.run(context, async (tx) => {
      const contract = await lockContract(tx, command.id);
      requireMay(principal, 'attach', contract, rolesThatMay);
      const attached = await attachFiles(tx, { subjectKind: 'contract', subjectId: contract.id, agencyId: contract.agencyId, purpose: command.purpose }, files);
      await recordEvent(tx, contractEvent('contract.files-attached', contract, { purpose: command.purpose, files: attached }));
    });
  };
}
