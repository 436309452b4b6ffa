import { recordEvent } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { lockContractFor, moveContract } from '../../contracts/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, Refused } from '../../kernel/errors.js';
import { allow, type Verdict } from '../../kernel/refusal.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { maySignOn, openConditions, reviewGate } from '../domain/gate.js';
import { newestReview } from '../persistence/reviews.js';
import { conditionsOf, insertSignature, signingRecords, type ConditionRow, type SigningRecords } from '../persistence/signatures.js';
import { signingEvent } from './events.js';
import type { SigningNeeds } from './signing-needs.js';

export interface SignContract {
  readonly contractId: string;
  readonly version: number | undefined;
  readonly number: string;
  readonly signedOn: CalendarDay;
  readonly agencySignerId: string;
  readonly vendorSignerName: string;
  readonly vendorSignerPost: string;
  /** The signed copy, of which the hash is kept with the signature. */
  readonly signedCopy: StoredFile;
}

/**
 * Records that a contract was signed: only when every condition of the gate holds, with a date not before the registered report and its approval. A refused attempt
 * leaves an event of its own, which commits while nothing else does.
 * @throws NotFound, Forbidden, Conflict, Refused ('signing-blocked' and the codes of maySignOn)
 */
export function createSignContract({ work, rolesThatMay, library }: SigningNeeds) {
  return async function signContract(context: ActContext, principal: Principal, command: SignContract): Promise<void> {
    const verdict = await work.run(context, async (tx): Promise<Verdict> => {
      const contract = await lockContractFor(tx, principal, command.contractId, 'sign', rolesThatMay);
      if (command.version !== contract.version) throw new Conflict({ subject: 'contract', id: contract.id });
      const day = today({ now: () => tx.at });
      const gates = library().libraryOn('gates', day);
      const conditions = await conditionsOf(tx, contract.id, 'signing');
      const records = await recordsUnder(tx, conditions);
      const reviewed = contract.phase === 'planned' ? reviewGate('signing', conditions, gates.entries) : allow;
      const days = { assessmentOn: records?.reportOn ?? null, approvalOn: records?.approvalOn ?? null };
      const refusal = reviewed.allowed ? maySignOn(command.signedOn, day, days, contract.endsOn) : reviewed;
      if (!refusal.allowed) {
        const codes = openConditions(conditions).map(({ code }) => code);
        await recordEvent(tx, signingEvent('signing.refused', contract, { reason: refusal.reason, conditions: codes, signedOn: command.signedOn, number: command.number }));
        return refusal;
      }
      const review = await newestReview(tx, contract.id);
      if (records === undefined || review === undefined) throw new Error('the gate of signing is open without records or review');
      const purpose = `Hợp đồng đã ký số ${command.number}`;
      const attached = await attachFiles(tx, { subjectKind: 'contract', subjectId: contract.id, agencyId: contract.agencyId, purpose }, [command.signedCopy]);
      await insertSignature(tx, {
        contractId: contract.id,
        number: command.number,
        signedOn: command.signedOn,
        agencySignerId: command.agencySignerId,
        vendorSignerName: command.vendorSignerName,
        vendorSignerPost: command.vendorSignerPost,
        fileSha256: command.signedCopy.sha256,
        gatesVersion: gates.id,
        records,
        clauseReviewId: review.id,
        recordedBy: principal.userId,
      });
      await moveContract(tx, contract, 'sign', { number: command.number, signedOn: command.signedOn });
      const facts = {
        from: contract.phase, to: 'signed', number: command.number, signedOn: command.signedOn, agencySignerId: command.agencySignerId, gatesVersion: gates.id,
        reportRecordId: records.reportId, approvalRecordId: records.approvalId, reviewRound: review.round, sha256: command.signedCopy.sha256, files: attached,
        conditions: conditions.map(({ code, outcome, reason }) => ({ code, outcome, reason })),
      };
      await recordEvent(tx, signingEvent('contract.signed', contract, facts, { vendorSigner: `${command.vendorSignerName} (${command.vendorSignerPost})` }));
      return allow;
    });
    if (!verdict.allowed) throw new Refused(verdict);
  };
}

/** The registered records of the assessment that the gate looked at. */
async function recordsUnder(tx: Transaction, conditions: readonly ConditionRow[]): Promise<SigningRecords | undefined> {
  const assessmentId = conditions.find((condition) => condition.assessmentId !== null)?.assessmentId;
  return assessmentId === undefined || assessmentId === null ? undefined : signingRecords(tx, assessmentId);
}
