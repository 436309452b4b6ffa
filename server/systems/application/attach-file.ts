import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { lockSystem } from '../persistence/systems.js';
import { factsOf, requireMay, type RolesThatMay } from './access.js';
import { aboutSystem, systemEvents } from './events.js';

/** Attaches files to a system. @throws NotFound, Forbidden, InvalidInput 'file-missing' (file) */
export function createAttachFile(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function attachFile(context: ActContext, principal: Principal, id: string, purpose: string, files: readonly StoredFile[]): Promise<void> {
    await work.run(context, async (tx) => {
      const system = await lockSystem(tx, id);
      requireMay(principal, 'attach', factsOf(system), rolesThatMay);
      if (files.length === 0) throw new InvalidInput({ file: 'file-missing' });
      const attached = await attachFiles(tx, { subjectKind: 'system', subjectId: id, agencyId: system.managingAgencyId, purpose }, files);
      await recordEvent(tx, aboutSystem(systemEvents.fileAttached, system, { name: system.name, purpose, files: attached }));
    });
  };
}
