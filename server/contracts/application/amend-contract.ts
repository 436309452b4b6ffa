import { changesBetween, recordEvent } from '../../audit-trail/index.js';
import { compareDays, today, type CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, InvalidInput, Refused } from '../../kernel/errors.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import { attachFiles } from '../../attachments/index.js';
import { mayAmend } from '../domain/gate.js';
import { amend, changedTerms, checkTerms, type Terms, type TermsChange } from '../domain/terms.js';
import { amendmentStop, insertAmendment, lastAmendmentDay, lockContract, saveContract, type ContractRow } from '../persistence/contracts.js';
import { requireMay, type RolesThatMay } from './access.js';
import { contractEvent } from './events.js';

export interface AmendContract extends TermsChange {
  readonly id: string;
  readonly version: number | undefined;
  readonly number: string;
  readonly signedOn: CalendarDay;
  readonly ground: string;
}

/**
 * Records an amendment (phụ lục) of a running contract: term, scope or value from then on, what stood before is kept for ever.
 * @throws NotFound, Forbidden, Conflict, Refused ('not-running', 'assessment-lapsed' and the faults of terms.ts), InvalidInput ('changes-nothing', 'amendment-before-contract', 'amendment-in-future')
 */
export function createAmendContract(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function amendContract(context: ActContext, principal: Principal, command: AmendContract, files: readonly StoredFile[] = []): Promise<void> {
    return work.run(context, async (tx) => {
      const contract = await lockContract(tx, command.id);
      requireMay(principal, 'amend', contract, rolesThatMay);
      if (command.version !== contract.version) throw new Conflict({ subject: 'contract', id: command.id });
      const verdict = mayAmend(contract.phase, await amendmentStop(tx, contract.id));
      if (!verdict.allowed) throw new Refused(verdict);
      const before = termsOf(contract);
      const after = amend(before, command);
      await check(tx, contract, command, before, after);
      await insertAmendment(tx, {
        contractId: contract.id,
        ordinal: contract.amendments + 1,
        number: command.number,
        signedOn: command.signedOn,
        ground: command.ground,
        terms: { before, after },
        recordedBy: principal.userId,
      });
      await saveContract(tx, contract.id, contract.version, { ...after });
      const attached = await attachFiles(tx, { subjectKind: 'contract', subjectId: contract.id, agencyId: contract.agencyId, purpose: `Phụ lục ${command.number}` }, files);
      const facts = { number: command.number, signedOn: command.signedOn, ground: command.ground, changes: changesBetween({ ...before }, { ...after }), files: attached };
      await recordEvent(tx, contractEvent('contract.amended', contract, facts));
    });
  };
}

function termsOf({ endsOn, scope, value, securityValue }: ContractRow): Terms {
  return { endsOn, scope, value, securityValue };
}

async function check(tx: Transaction, contract: ContractRow, command: AmendContract, before: Terms, after: Terms): Promise<void> {
  if (changedTerms(before, after).length === 0) throw new InvalidInput({ '': 'changes-nothing' });
  const last = (await lastAmendmentDay(tx, contract.id)) ?? contract.signedOn;
  if (last !== null && compareDays(command.signedOn, last) < 0) throw new InvalidInput({ signedOn: 'amendment-before-contract' });
  if (compareDays(command.signedOn, today({ now: () => tx.at })) > 0) throw new InvalidInput({ signedOn: 'amendment-in-future' });
  const terms = checkTerms({ signedOn: contract.signedOn, startsOn: contract.startsOn, endsOn: after.endsOn, value: after.value, securityValue: after.securityValue });
  if (!terms.allowed) throw new Refused(terms);
}
