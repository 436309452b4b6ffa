import { recordEvent } from '../../audit-trail/index.js';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { answersAreAwaited, holdContract, insertQuestionnaire, type AskedContract } from '../persistence/questionnaires.js';
import { insertRound } from '../persistence/rounds.js';
import { requireMaySend, senderRole, type RolesThatMay } from './access.js';
import { questionnaireEvent } from './events.js';
import { issueLink, recipientLabels, type Delivery, type Issued, type Recipient } from './issue-link.js';
import type { CriteriaOf } from './ports.js';

export interface SendNeeds extends Delivery {
  readonly work: UnitOfWork;
  readonly rolesThatMay: RolesThatMay;
  readonly criteriaOf: CriteriaOf;
}

/**
 * Sends the vendor's part of the questionnaire: the criteria that apply to the contract now, to one named person, by a one-time link.
 * @throws NotFound, Forbidden, Refused ('questionnaire-no-vendor', 'questionnaire-contract-closed', 'questionnaire-awaited')
 */
export function createSendQuestionnaire(needs: SendNeeds) {
  const { work, rolesThatMay, criteriaOf } = needs;
  return function sendQuestionnaire(context: ActContext, principal: Principal, contractId: string, recipient: Recipient): Promise<Issued> {
    return work.run(context, async (tx) => {
      const contract = await holdContract(tx, contractId);
      requireMaySend(principal, contract, rolesThatMay);
      const vendorId = requireAskable(contract);
      if (await answersAreAwaited(tx, contractId)) throw new Refused(refuse('questionnaire-awaited'));
      const asked = await criteriaOf(tx, contractId);
      const id = await insertQuestionnaire(tx, {
        contractId,
        agencyId: contract.agencyId,
        vendorId,
        assessmentId: asked.assessmentId,
        criteriaEdition: asked.edition,
        criteria: asked.criteria,
        originRoundId: null,
        senderId: principal.userId,
        senderRole: senderRole(principal, contract.agencyId),
      });
      await insertRound(tx, { questionnaireId: id, ordinal: 1, openedBy: principal.userId, reopenReason: null });
      const issued = await issueLink(tx, needs, { questionnaireId: id, contract, recipient, issuedBy: principal.userId, replaces: null, reopenReason: undefined });
      const ties = { id, agencyId: contract.agencyId, contractId, assessmentId: asked.assessmentId };
      const facts = { linkId: issued.linkId, criteriaEdition: asked.edition, criteria: asked.criteria, expiresAt: issued.expiresAt.toISOString() };
      await recordEvent(tx, questionnaireEvent('questionnaire.sent', ties, facts, recipientLabels(recipient)));
      return issued;
    });
  };
}

/** The vendor of a contract that may still be assessed. @throws Refused */
export function requireAskable({ vendorId, phase }: Pick<AskedContract, 'vendorId' | 'phase'>): string {
  if (['cancelled', 'liquidated', 'archived'].includes(phase)) throw new Refused(refuse('questionnaire-contract-closed'));
  if (vendorId === null) throw new Refused(refuse('questionnaire-no-vendor'));
  return vendorId;
}
