import { recordEvent } from '../../audit-trail/index.js';
import { today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Forbidden, InvalidInput } from '../../kernel/errors.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { signingFaults } from '../domain/commitment-policy.js';
import { insertCommitment } from '../persistence/commitments.js';
import { lockVendorPerson } from '../persistence/vendor-parts.js';
import { requireCommitmentRight, requireVendorRight, type RolesThatMay } from './access.js';
import { commitmentSubject } from './events.js';
import type { ContractsOfVendor } from './ports.js';

/** A commitment as it was signed; it belongs to the agency that the officer acts for. */
export interface RecordCommitment {
  readonly personId: string;
  readonly contractId?: string | undefined;
  readonly signedOn: CalendarDay;
  /** The last day in force; undefined: without a term, in force after the contract too. */
  readonly validUntil?: CalendarDay | undefined;
  readonly scope: string;
  /** The signed file, already in the evidence store; at least one. */
  readonly files: readonly StoredFile[];
}

/** What the file of a commitment is to prove. */
export const COMMITMENT_PURPOSE = 'Bản cam kết bảo mật đã ký';

/**
 * Records the confidentiality commitment of a vendor's person towards an agency, with its signed file (điểm a khoản 2 Điều 6, điểm a khoản 2 Điều 10).
 * @returns its identifier
 * @throws NotFound, Forbidden; InvalidInput with the codes of signingFaults, {file: 'missing'} or {contractId: 'unknown'}
 */
export function createRecordCommitment(work: UnitOfWork, rolesThatMay: RolesThatMay, contractsOfVendor: ContractsOfVendor) {
  return async function recordCommitment(context: ActContext, principal: Principal, command: RecordCommitment): Promise<string> {
    return work.run(context, async (tx) => {
      requireVendorRight(principal, 'read', rolesThatMay);
      const agencyId = principal.agency?.id;
      if (agencyId === undefined) throw new Forbidden({ action: 'record', neededRoles: rolesThatMay('record', 'Commitment') });
      const person = await lockVendorPerson(tx, command.personId);
      requireCommitmentRight(principal, 'record', agencyId, rolesThatMay);
      const validUntil = command.validUntil ?? null;
      const faults = { ...signingFaults({ signedOn: command.signedOn, validUntil }, person, today({ now: () => tx.at })), ...(command.files.length === 0 ? { file: 'missing' } : {}) };
      if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
      const contractId = command.contractId ?? null;
      if (contractId !== null) await requireContract(contractsOfVendor, principal, person.vendorId, { contractId, agencyId });

      const { signedOn, scope } = command;
      const id = await insertCommitment(tx, { personId: person.id, agencyId, contractId, signedOn, validUntil, scope, recordedBy: principal.userId });
      const files = await attachFiles(tx, { subjectKind: 'commitment', subjectId: id, agencyId, purpose: COMMITMENT_PURPOSE }, command.files);
      await recordEvent(tx, {
        type: 'commitment.recorded',
        agencyId,
        subjects: [commitmentSubject(id)],
        facts: { personId: person.id, vendorId: person.vendorId, ...(contractId === null ? {} : { contractId }), signedOn, ...(validUntil === null ? {} : { validUntil }), scope, files },
        personal: { fullName: person.fullName },
      });
      return id;
    });
  };
}

/** The contract is one of this vendor with this agency. @throws InvalidInput {contractId: 'unknown'} */
async function requireContract(
  contractsOfVendor: ContractsOfVendor,
  principal: Principal,
  vendorId: string,
  wanted: { readonly contractId: string; readonly agencyId: string },
): Promise<void> {
  const contracts = await contractsOfVendor(principal, vendorId);
  if (!contracts.some(({ id, agencyId }) => id === wanted.contractId && agencyId === wanted.agencyId)) throw new InvalidInput({ contractId: 'unknown' });
}
