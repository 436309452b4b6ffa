import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, formatDay, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Forbidden, InvalidInput, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { decide, type PaperDecision } from '../../people/index.js';
import { may } from '../../platform/authorization/ability.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { lockContract, saveContract } from '../persistence/contracts.js';
import { agencyDays } from '../persistence/neighbours.js';
import { insertTransfer, lockTransfer, settleTransfer, type NewTransfer, type TransferRow } from '../persistence/transfers.js';
import { requireMay, type RolesThatMay } from './access.js';
import { contractEvent } from './events.js';

export type RequestTransfer = Omit<NewTransfer, 'contractId' | 'fromAgencyId' | 'requestedBy'>;

/**
 * Asks another agency (a successor) to take a contract over, on the ground of a document. It changes hands when that agency's head accepts.
 * @throws NotFound, Forbidden, InvalidInput ('transfer-to-itself', 'transfer-to-ended'); the wall contract_transfer_one_open when one is open
 */
export function createRequestTransfer(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function requestTransfer(context: ActContext, principal: Principal, contractId: string, command: RequestTransfer, files: readonly StoredFile[] = []): Promise<string> {
    return work.run(context, async (tx) => {
      const contract = await lockContract(tx, contractId);
      requireMay(principal, 'request-transfer', contract, rolesThatMay);
      if (command.toAgencyId === contract.agencyId) throw new InvalidInput({ toAgencyId: 'transfer-to-itself' });
      const receiver = await agencyDays(tx, command.toAgencyId);
      if (receiver?.endedOn !== null) throw new InvalidInput({ toAgencyId: 'transfer-to-ended' });
      const id = await insertTransfer(tx, { ...command, contractId, fromAgencyId: contract.agencyId, requestedBy: principal.userId });
      const attached = await attachFiles(tx, { subjectKind: 'contract', subjectId: contractId, agencyId: contract.agencyId, purpose: `Văn bản chuyển cơ quan số ${command.documentNumber}` }, files);
      const names = await lockTransfer(tx, id);
      const facts = { transferId: id, fromAgency: names.fromName, toAgency: names.toName, toAgencyId: command.toAgencyId, effectiveOn: command.effectiveOn, documentNumber: command.documentNumber, documentDay: command.documentDay, reason: command.reason, files: attached };
      await recordEvent(tx, contractEvent('contract.transfer-requested', contract, facts));
      return id;
    });
  };
}

export interface DecideTransfer {
  readonly id: string;
  readonly outcome: 'accepted' | 'returned';
  /** Why; required when returned. */
  readonly ground?: string | undefined;
  /** Absent: the acting head decides. Present: the acting person records what the head signed. */
  readonly paper?: (Omit<PaperDecision, 'sha256'> & { readonly scan: StoredFile }) | undefined;
}

/**
 * Decides on taking a contract over, as the receiving agency's head or by recording the head's paper: accepted, the contract is that agency's
 * from then on with its whole history, and the giving agency goes on reading it. The responsible officer is named anew afterwards.
 * @throws NotFound, Forbidden, Refused ('transfer-settled', 'transfer-not-yet' and the codes of people's decisions)
 */
export function createDecideTransfer(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function decideTransfer(context: ActContext, principal: Principal, command: DecideTransfer): Promise<string> {
    return work.run(context, async (tx) => {
      const transfer = await lockTransfer(tx, command.id);
      requireMayDecide(principal, transfer, command.paper === undefined ? 'decide' : 'record-paper', rolesThatMay);
      if (transfer.outcome !== null) throw new Refused(refuse('transfer-settled'));
      if (command.outcome === 'accepted') refuseBefore(transfer.effectiveOn, today({ now: () => tx.at }));
      const contract = await lockContract(tx, transfer.contractId);
      const decided = await decide(tx, {
        agencyId: transfer.toAgencyId,
        area: 'contracts',
        subject: { kind: 'contract-transfer', id: transfer.id },
        act: 'take-contract-over',
        outcome: command.outcome === 'accepted' ? 'approved' : 'returned',
        ground: command.ground,
        requestedBy: transfer.requestedBy,
        paper: command.paper === undefined ? undefined : { number: command.paper.number, date: command.paper.date, signerId: command.paper.signerId, sha256: command.paper.scan.sha256 },
      });
      await settleTransfer(tx, transfer.id, command.outcome, decided.id);
      if (command.outcome === 'accepted') await saveContract(tx, contract.id, contract.version, { agencyId: transfer.toAgencyId, responsibleId: null });
      await attachScan(tx, transfer, command);
      const facts = { ...decided.facts, transferId: transfer.id, fromAgency: transfer.fromName, toAgency: transfer.toName, ground: command.ground ?? null };
      const type = command.outcome === 'accepted' ? 'contract.transferred' : 'contract.transfer-returned';
      await recordEvent(tx, contractEvent(type, { ...contract, agencyId: transfer.toAgencyId }, facts));
      return contract.id;
    });
  };
}

function requireMayDecide(principal: Principal, transfer: TransferRow, action: string, rolesThatMay: RolesThatMay): void {
  const reach = { agencyId: transfer.toAgencyId };
  if (!may(principal.ability, 'read', 'ContractTransfer', reach)) throw new NotFound('contract transfer');
  if (!may(principal.ability, action, 'ContractTransfer', reach)) throw new Forbidden({ action, neededRoles: rolesThatMay(action, 'ContractTransfer') });
}

function refuseBefore(effectiveOn: CalendarDay, day: CalendarDay): void {
  if (compareDays(effectiveOn, day) > 0) throw new Refused(refuse('transfer-not-yet', { facts: { effectiveOn: formatDay(effectiveOn) } }));
}

async function attachScan(tx: Transaction, transfer: TransferRow, { paper }: DecideTransfer): Promise<void> {
  if (paper === undefined) return;
  await attachFiles(tx, { subjectKind: 'contract', subjectId: transfer.contractId, agencyId: transfer.toAgencyId, purpose: `Quyết định tiếp nhận số ${paper.number}` }, [paper.scan]);
}
