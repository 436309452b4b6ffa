import { recordEvent } from '../../audit-trail/index.js';
import { canonicalBytes, sha256 } from '../../kernel/canonical.js';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { sealedContent } from '../persistence/answers.js';
import { holdContract, insertQuestionnaire } from '../persistence/questionnaires.js';
import { selectDossier, type Dossier } from '../persistence/read-questionnaire.js';
import { closeTakenOver, copyAnswers, copyEvidence, insertRound } from '../persistence/rounds.js';
import { requireMaySend, senderRole, type RolesThatMay } from './access.js';
import { questionnaireEvent } from './events.js';
import type { CriteriaOf } from './ports.js';
import { requireAskable } from './send-questionnaire.js';

/**
 * Takes a vendor's newest answers, which it let other agencies have, over as its answers for this contract: the criteria that apply here, word for word, with the day they
 * were sent in and the evidence as it was. Nothing of the agency they were given to, its contract or its verdict comes with them; the verdict here is this agency's own.
 * @returns the identifier of the questionnaire they make
 * @throws NotFound, Forbidden, Refused ('questionnaire-no-dossier', 'questionnaire-dossier-changed' and those of sending)
 */
export function createTakeOverDossier({ work, rolesThatMay, criteriaOf }: { readonly work: UnitOfWork; readonly rolesThatMay: RolesThatMay; readonly criteriaOf: CriteriaOf }) {
  return function takeOverDossier(context: ActContext, principal: Principal, contractId: string, seenRoundId: string): Promise<string> {
    return work.run(context, async (tx) => {
      const contract = await holdContract(tx, contractId);
      requireMaySend(principal, contract, rolesThatMay);
      const vendorId = requireAskable(contract);
      const dossier = await selectDossier(tx, vendorId);
      if (dossier === undefined) throw new Refused(refuse('questionnaire-no-dossier'));
      if (dossier.roundId !== seenRoundId) throw new Refused(refuse('questionnaire-dossier-changed'));
      const asked = await criteriaOf(tx, contractId);
      const taken = takenCriteria(dossier, asked.criteria);
      if (taken.length === 0) throw new Refused(refuse('questionnaire-no-dossier'));
      const id = await insertQuestionnaire(tx, {
        contractId,
        agencyId: contract.agencyId,
        vendorId,
        assessmentId: asked.assessmentId,
        criteriaEdition: asked.edition,
        criteria: asked.criteria,
        originRoundId: dossier.roundId,
        senderId: principal.userId,
        senderRole: senderRole(principal, contract.agencyId),
      });
      const roundId = await insertRound(tx, { questionnaireId: id, ordinal: 1, openedBy: principal.userId, reopenReason: null });
      await copyAnswers(tx, dossier.roundId, roundId, taken);
      const files = await copyEvidence(tx, { fromRoundId: dossier.roundId, toRoundId: roundId, questionnaireId: id, agencyId: contract.agencyId, criteria: taken, broughtBy: `${dossier.vendorName}, từ hồ sơ của bên cung cấp` });
      const answersHash = sha256(canonicalBytes(await sealedContent(tx, roundId)));
      await closeTakenOver(tx, roundId, dossier.roundId, answersHash);
      const facts = { criteria: taken, files, submittedAt: dossier.submittedAt.toISOString(), answersHash };
      await recordEvent(tx, questionnaireEvent('questionnaire.taken-over', { id, agencyId: contract.agencyId, contractId, assessmentId: asked.assessmentId }, facts));
      return id;
    });
  };
}

/** Of the criteria that are asked, those that the dossier says something about. */
export function takenCriteria(dossier: Pick<Dossier, 'answers' | 'evidence'>, asked: readonly string[]): string[] {
  const said = new Set([...dossier.answers, ...dossier.evidence].map(({ criterionId }) => criterionId));
  return asked.filter((criterion) => said.has(criterion));
}
