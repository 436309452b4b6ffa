import { recordEvent } from '../../audit-trail/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Refused } from '../../kernel/errors.js';
import { allow, firstRefusal, refuse, type Verdict } from '../../kernel/refusal.js';
import type { Library } from '../../library/index.js';
import type { ActContext, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { Stage } from '../domain/scoring.js';
import { stagesFor } from '../domain/stages.js';
import { insertAssessment, lockAssessable, type AssessableContract } from '../persistence/assessments.js';
import { requireMay, type RolesThatMay } from './access.js';
import { aboutAssessment, assessmentEvents } from './events.js';

export type OpeningRefusal = 'assessment-no-vendor' | 'assessment-hire-refused' | 'assessment-stage-not-open';

/** May an assessment of this stage be opened for the contract? */
export function mayOpen(contract: Pick<AssessableContract, 'phase' | 'vendorId' | 'hireOutcome'>, stage: Stage): Verdict<OpeningRefusal> {
  return firstRefusal<OpeningRefusal>([
    stagesFor(contract.phase).includes(stage) ? allow : refuse('assessment-stage-not-open', { facts: { stage, phase: contract.phase } }),
    contract.hireOutcome === 'refused' ? refuse('assessment-hire-refused') : allow,
    contract.vendorId === null ? refuse('assessment-no-vendor', { clause: { article: 6, clause: 1 } }) : allow,
  ]);
}

/**
 * Opens an assessment of a contract for a stage, with the versions of the libraries of today and the answers of the assessment before it.
 * @throws NotFound, Forbidden, Refused ({@link OpeningRefusal}); the wall risk_assessment_one_open when one of the stage is being worked on
 */
export function createOpenAssessment(work: UnitOfWork, library: () => Library, rolesThatMay: RolesThatMay) {
  return function openAssessment(context: ActContext, principal: Principal, contractId: string, stage: Stage): Promise<string> {
    return work.run(context, async (tx) => {
      const contract = await lockAssessable(tx, contractId, stage);
      requireMay(principal, 'open', contract, rolesThatMay);
      const verdict = mayOpen(contract, stage);
      if (!verdict.allowed) throw new Refused(verdict);
      const day = today({ now: () => tx.at });
      const law = library();
      const editions = {
        criteria: law.libraryOn('risk-criteria', day).id,
        groups: law.libraryOn('risk-groups', day).id,
        scoring: law.libraryOn('risk-scoring', day).id,
        gates: law.libraryOn('gates', day).id,
      };
      const id = await insertAssessment(tx, { contract, stage, editions, openedBy: principal.userId });
      const facts = { name: contract.name, stage, previousId: contract.previousId, ...editions };
      await recordEvent(tx, aboutAssessment(assessmentEvents.opened, { id, contractId, agencyId: contract.agencyId }, facts));
      return id;
    });
  };
}
