import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { lockRecord } from '../persistence/records.js';
import { requireMay, type RolesThatMay } from './access.js';
import { recordEvents } from './events.js';

/** Keeps a further copy with a record, such as the scan beside the digital original; what is registered does not change. @throws NotFound, Forbidden, InvalidInput 'file-missing' (file) */
export function createAttachFile(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return async function attachFile(context: ActContext, principal: Principal, id: string, purpose: string, files: readonly StoredFile[]): Promise<void> {
    await work.run(context, async (tx) => {
      const record = await lockRecord(tx, id);
      if (record === undefined) throw new NotFound('record');
      requireMay(principal, 'attach', record.agencyId, rolesThatMay);
      if (files.length === 0) throw new InvalidInput({ file: 'file-missing' });
      const attached = await attachFiles(tx, { subjectKind: 'record', subjectId: id, agencyId: record.agencyId, purpose }, files);
      await recordEvent(tx, {
        type: recordEvents.fileAttached, agencyId: record.agencyId, subjects: [{ kind: 'record', id }],
        facts: { kind: record.kind, title: record.title, subject: record.subject, purpose, files: attached },
      });
    });
  };
}
