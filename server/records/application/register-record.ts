import { attachFiles } from '../../attachments/index.js';
import { recordEvent } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { EvidenceStore } from '../../platform/evidence-store/index.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { Jobs } from '../../platform/jobs/index.js';
import { mayRegister } from '../domain/registration-policy.js';
import { numberText } from '../domain/wording.js';
import { lockRecord, saveRegistration } from '../persistence/records.js';
import { requireMay, type RolesThatMay } from './access.js';
import { recordEvents } from './events.js';
import { enqueuePrint } from './print-queue.js';
import { holdsSignature } from './signed-copy.js';

/** What the clerk enters when the signed record comes back. */
export interface RegisterRecord {
  readonly number?: number | undefined;
  readonly issuedOn: CalendarDay;
  readonly medium: 'digital' | 'scan';
}

export interface RegisterNeeds {
  readonly work: UnitOfWork;
  readonly rolesThatMay: RolesThatMay;
  readonly jobs: Jobs;
  readonly evidence: EvidenceStore;
}

/** What the signed copy is to prove, in the product's words. */
export const signedCopyPurposes = { digital: 'Bản ký số', scan: 'Bản quét của bản ký' } as const;

/**
 * Enters the number and date of a signed record and keeps its signed copy (NĐ 30/2020 Điều 15.2); from then on the record is closed. The issued print follows in the background.
 * @throws NotFound, Forbidden, Conflict, Refused as mayRegister says and 'record-copy-unsigned', InvalidInput 'signed-copy-missing' (file); the walls
 * record_number_unique and record_signed_by_authority
 */
export function createRegisterRecord({ work, rolesThatMay, jobs, evidence }: RegisterNeeds) {
  return async function registerRecord(context: ActContext, principal: Principal, id: string, version: number | undefined, command: RegisterRecord, files: readonly StoredFile[]): Promise<void> {
    const copy = files[0];
    const signed = copy === undefined || command.medium === 'scan' || (await holdsSignature(evidence, copy));
    await work.run(context, async (tx) => {
      const record = await lockRecord(tx, id);
      if (record === undefined) throw new NotFound('record');
      requireMay(principal, 'register', record.agencyId, rolesThatMay);
      if (record.version !== version) throw new Conflict({ subject: 'record', id });
      const verdict = mayRegister({ ...record, today: today({ now: () => tx.at }), number: command.number, issuedOn: command.issuedOn });
      if (!verdict.allowed) throw new Refused(verdict);
      if (copy === undefined) throw new InvalidInput({ file: 'signed-copy-missing' });
      if (!signed) throw new Refused(refuse('record-copy-unsigned'));
      const place = { subjectKind: 'record', subjectId: id, agencyId: record.agencyId, purpose: signedCopyPurposes[command.medium] };
      const attached = await attachFiles(tx, place, [copy]);
      const saved = await saveRegistration(tx, id, version, {
        number: command.number ?? null, issuedOn: command.issuedOn, registeredBy: principal.userId, signedMedium: command.medium, signedSha256: copy.sha256,
      });
      if (!saved) throw new Conflict({ subject: 'record', id });
      await recordEvent(tx, {
        type: recordEvents.registered,
        agencyId: record.agencyId,
        subjects: [{ kind: 'record', id }, { kind: record.subjectKind, id: record.subjectId }],
        facts: {
          kind: record.kind, title: record.title, subject: record.subject, issuedOn: command.issuedOn, medium: command.medium, files: attached,
          number: record.symbol === null || command.number === undefined ? null : numberText(command.number, record.symbol),
        },
      });
      await enqueuePrint(tx, jobs, id, 'issued');
    });
  };
}
