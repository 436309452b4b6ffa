import { recordEvent } from '../../audit-trail/index.js';
import { Conflict, Refused } from '../../kernel/errors.js';
import type { Verdict } from '../../kernel/refusal.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayReceive, mayRenew, mayReopen, mayRevoke, type QuestionnaireFacts } from '../domain/standing.js';
import { holdContract, lockQuestionnaire, type QuestionnaireRow } from '../persistence/questionnaires.js';
import { copyRound, insertRound, receiveRound } from '../persistence/rounds.js';
import { requireMay } from './access.js';
import { questionnaireEvent } from './events.js';
import { endLink, issueLink, recipientLabels, type Issued, type Recipient } from './issue-link.js';
import { requireAskable, type SendNeeds } from './send-questionnaire.js';

/** What the agency does to a questionnaire after sending it. Every act throws NotFound, Forbidden, Refused with the codes of domain/standing.ts. */
export function createChangeQuestionnaire(needs: SendNeeds) {
  const { work, rolesThatMay, outbox } = needs;

  /** Loads and locks what is acted on, for who may; the policy is asked under the lock. */
  async function hold(tx: Transaction, principal: Principal, id: string, policy: (facts: QuestionnaireFacts) => Verdict): Promise<QuestionnaireRow> {
    const row = await lockQuestionnaire(tx, id);
    requireMay(principal, 'send', row.agencyId, rolesThatMay);
    const verdict = policy(factsOf(row));
    if (!verdict.allowed) throw new Refused(verdict);
    return row;
  }

  return {
    /** Sends a new link in place of the one before, to the same person or another; what was answered stays. */
    renewLink(context: ActContext, principal: Principal, id: string, recipient: Recipient): Promise<Issued> {
      return work.run(context, async (tx) => {
        const row = await hold(tx, principal, id, mayRenew);
        const contract = await holdContract(tx, row.contractId);
        requireAskable(contract);
        const issued = await issueLink(tx, needs, { questionnaireId: id, contract, recipient, issuedBy: principal.userId, replaces: row.linkId, reopenReason: undefined });
        const facts = { linkId: issued.linkId, replaces: row.linkId, expiresAt: issued.expiresAt.toISOString() };
        await recordEvent(tx, questionnaireEvent('questionnaire.link-renewed', row, facts, recipientLabels(recipient)));
        return issued;
      });
    },

    /** Ends the link at once: whoever holds it finds nothing any more. */
    revokeLink(context: ActContext, principal: Principal, id: string, ground: string): Promise<void> {
      return work.run(context, async (tx) => {
        const row = await hold(tx, principal, id, mayRevoke);
        if (row.linkId !== null) await endLink(tx, outbox, row.linkId, principal.userId, ground);
        await recordEvent(tx, questionnaireEvent('questionnaire.link-revoked', row, { linkId: row.linkId, ground }));
      });
    },

    /** Asks the vendor again: a new round that begins with the answers as they stood, and a new link; the round that was sent in stays beside it. */
    reopen(context: ActContext, principal: Principal, id: string, reason: string, recipient: Recipient): Promise<Issued> {
      return work.run(context, async (tx) => {
        const row = await hold(tx, principal, id, mayReopen);
        const contract = await holdContract(tx, row.contractId);
        requireAskable(contract);
        const roundId = await insertRound(tx, { questionnaireId: id, ordinal: row.ordinal + 1, openedBy: principal.userId, reopenReason: reason });
        await copyRound(tx, row.roundId, roundId);
        const issued = await issueLink(tx, needs, { questionnaireId: id, contract, recipient, issuedBy: principal.userId, replaces: row.linkId, reopenReason: reason });
        const facts = { linkId: issued.linkId, round: row.ordinal + 1, reason, expiresAt: issued.expiresAt.toISOString() };
        await recordEvent(tx, questionnaireEvent('questionnaire.reopened', row, facts, recipientLabels(recipient)));
        return issued;
      });
    },

    /** Notes that the agency has received the answers: the task of looking at them is done. `version` is that of the round on the page. */
    receive(context: ActContext, principal: Principal, id: string, version: number | undefined): Promise<void> {
      return work.run(context, async (tx) => {
        const row = await hold(tx, principal, id, mayReceive);
        if (version !== row.roundVersion) throw new Conflict({ subject: 'questionnaire', id });
        await receiveRound(tx, { id: row.roundId, version: row.roundVersion, by: principal.userId });
        await recordEvent(tx, questionnaireEvent('questionnaire.received', row, { round: row.ordinal }));
      });
    },
  };
}

function factsOf(row: QuestionnaireRow): QuestionnaireFacts {
  return { origin: row.origin, submitted: row.submittedAt !== null, received: row.receivedAt !== null, hasLink: row.linkId !== null };
}
