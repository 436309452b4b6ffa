import { recordEvent } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { lockContractFor, moveContract, type ContractRow } from '../../contracts/index.js';
import { compareDays, formatDay, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { InvalidInput, Refused } from '../../kernel/errors.js';
import { allow, refuse, type Verdict } from '../../kernel/refusal.js';
import { decide, type PaperDecision } from '../../people/index.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { openConditions, reviewGate } from '../domain/gate.js';
import { conditionsOf, insertMilestone, insertPlanDeployment, insertTrialResult, lastTrialResult } from '../persistence/signatures.js';
import { signingEvent } from './events.js';
import type { SigningNeeds } from './signing-needs.js';

/** A paper of going live: its number, day, what it says, and the paper itself. */
export interface RecordPaper {
  readonly contractId: string;
  readonly number: string;
  readonly day: CalendarDay;
  readonly summary: string;
  readonly file: StoredFile;
}

export interface GoLive {
  readonly contractId: string;
  /** Absent: the acting head decides. Present: the acting person records what the head signed. */
  readonly paper?: (Omit<PaperDecision, 'sha256'> & { readonly scan: StoredFile }) | undefined;
}

/** From signing to operation (khoản 3 Điều 5; NĐ 331 Điều 30.6; NĐ 224 Điều 67.5): trial, its result in writing, the plan deployed, the head's decision. */
export function createPutIntoOperation({ work, rolesThatMay, library }: SigningNeeds) {
  return {
    /**
     * Begins trial operation of a signed contract; from then on the vendor has access under grants of that phase only.
     * @throws NotFound, Forbidden, Refused ('no-such-move'), InvalidInput ('day-impossible')
     */
    beginTrial(context: ActContext, principal: Principal, command: { readonly contractId: string; readonly day: CalendarDay }): Promise<void> {
      return work.run(context, async (tx) => {
        const contract = await lockContractFor(tx, principal, command.contractId, 'begin-trial', rolesThatMay);
        refuseUnless(contract, 'signed', 'begin-trial');
        requirePossibleDay(tx, contract, command.day, 'day');
        await insertMilestone(tx, { contractId: contract.id, milestone: 'trial-began', onDay: command.day, decisionId: null, recordedBy: principal.userId });
        await moveContract(tx, contract, 'begin-trial');
        await recordEvent(tx, signingEvent('contract.trial-began', contract, { from: contract.phase, to: 'trial', day: command.day }));
      });
    },

    /**
     * Records the result of trial operation in writing; a failed one is followed by another.
     * @throws NotFound, Forbidden, Refused ('not-in-trial'), InvalidInput ('day-impossible')
     */
    recordTrialResult(context: ActContext, principal: Principal, command: RecordPaper & { readonly outcome: 'passed' | 'failed' }): Promise<void> {
      return work.run(context, async (tx) => {
        const contract = await lockContractFor(tx, principal, command.contractId, 'record-trial', rolesThatMay);
        refuseUnless(contract, 'trial', 'record-trial');
        requirePossibleDay(tx, contract, command.day, 'documentOn');
        const ordinal = ((await lastTrialResult(tx, contract.id))?.ordinal ?? 0) + 1;
        await insertTrialResult(tx, { ...paperOf(command, principal), outcome: command.outcome, ordinal });
        const files = await attachPaper(tx, contract, command, `Kết quả vận hành thử số ${command.number}`);
        await recordEvent(tx, signingEvent('signing.trial-result-recorded', contract, { ordinal, outcome: command.outcome, number: command.number, day: command.day, summary: command.summary, files }));
      });
    },

    /**
     * Records in writing that the approved security plan is deployed in full.
     * @throws NotFound, Forbidden, Refused ('not-in-trial'), InvalidInput ('day-impossible')
     */
    recordPlanDeployment(context: ActContext, principal: Principal, command: RecordPaper): Promise<void> {
      return work.run(context, async (tx) => {
        const contract = await lockContractFor(tx, principal, command.contractId, 'record-trial', rolesThatMay);
        refuseUnless(contract, 'trial', 'record-trial');
        requirePossibleDay(tx, contract, command.day, 'documentOn');
        await insertPlanDeployment(tx, paperOf(command, principal));
        const files = await attachPaper(tx, contract, command, `Triển khai phương án bảo đảm an ninh mạng, văn bản số ${command.number}`);
        await recordEvent(tx, signingEvent('signing.plan-deployment-recorded', contract, { number: command.number, day: command.day, summary: command.summary, files }));
      });
    },

    /**
     * The head puts the service into operation when every condition of the gate holds, by click today, or on paper on the day of signing; the head, and who records the
     * paper, are others than who recorded the trial. A refused attempt leaves an event of its own.
     * @throws NotFound, Forbidden, Refused ('go-live-blocked', 'no-such-move' and the codes of people's decisions), InvalidInput ('day-impossible', before the trial's result)
     */
    async goLive(context: ActContext, principal: Principal, { contractId, paper }: GoLive): Promise<void> {
      const verdict = await work.run(context, async (tx): Promise<Verdict> => {
        const contract = await lockContractFor(tx, principal, contractId, paper === undefined ? 'go-live' : 'record-go-live-paper', rolesThatMay);
        refuseUnless(contract, 'trial', 'go-live');
        const now = today({ now: () => tx.at });
        const day = paper?.date ?? now;
        if (paper !== undefined) requirePossibleDay(tx, contract, day, 'date');
        const gates = library().libraryOn('gates', now);
        const conditions = await conditionsOf(tx, contract.id, 'operation');
        const gate = reviewGate('operation', conditions, gates.entries);
        if (!gate.allowed) {
          await recordEvent(tx, signingEvent('signing.go-live-refused', contract, { reason: gate.reason, conditions: openConditions(conditions).map(({ code }) => code) }));
          return gate;
        }
        const trial = await lastTrialResult(tx, contract.id);
        if (trial === undefined) throw new Error('the gate of going live is open without a trial');
        if (compareDays(day, trial.documentOn) < 0) throw new InvalidInput({ date: `Ngày ký không được trước ngày kết quả vận hành thử (${formatDay(trial.documentOn)}).` });
        const decided = await decide(tx, {
          agencyId: contract.agencyId, area: 'contracts', subject: { kind: 'contract', id: contract.id }, act: 'go-live', outcome: 'approved', requestedBy: trial.recordedBy,
          paper: paper === undefined ? undefined : { number: paper.number, date: paper.date, signerId: paper.signerId, sha256: paper.scan.sha256 },
        });
        await insertMilestone(tx, { contractId: contract.id, milestone: 'went-live', onDay: day, decisionId: decided.id, recordedBy: principal.userId });
        await moveContract(tx, contract, 'go-live');
        if (paper !== undefined) {
          await attachFiles(tx, { subjectKind: 'contract', subjectId: contract.id, agencyId: contract.agencyId, purpose: `Quyết định đưa vào vận hành số ${paper.number}` }, [paper.scan]);
        }
        const facts = { ...decided.facts, from: contract.phase, to: 'active', day, gatesVersion: gates.id, conditions: conditions.map(({ code, outcome, reason }) => ({ code, outcome, reason })) };
        await recordEvent(tx, signingEvent('contract.went-live', contract, facts));
        return allow;
      });
      if (!verdict.allowed) throw new Refused(verdict);
    },
  };
}

function refuseUnless(contract: ContractRow, phase: 'signed' | 'trial', act: string): void {
  if (contract.phase !== phase) throw new Refused(refuse(act === 'record-trial' ? 'not-in-trial' : 'no-such-move', { facts: { act, phase: contract.phase } }));
}

function requirePossibleDay(tx: Transaction, contract: ContractRow, day: CalendarDay, field: string): void {
  const now = today({ now: () => tx.at });
  if (compareDays(day, now) > 0) throw new InvalidInput({ [field]: `Ngày không được sau hôm nay (${formatDay(now)}).` });
  if (contract.signedOn !== null && compareDays(day, contract.signedOn) < 0) throw new InvalidInput({ [field]: `Ngày không được trước ngày ký hợp đồng (${formatDay(contract.signedOn)}).` });
}

function paperOf(command: RecordPaper, principal: Principal): { contractId: string; documentNumber: string; documentOn: CalendarDay; summary: string; fileSha256: string; recordedBy: string } {
  return { contractId: command.contractId, documentNumber: command.number, documentOn: command.day, summary: command.summary, fileSha256: command.file.sha256, recordedBy: principal.userId };
}

function attachPaper(tx: Transaction, contract: ContractRow, { file }: RecordPaper, purpose: string): ReturnType<typeof attachFiles> {
  return attachFiles(tx, { subjectKind: 'contract', subjectId: contract.id, agencyId: contract.agencyId, purpose }, [file]);
}
