import { Conflict, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, Transaction, UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { isOpen } from '../domain/assessment.lifecycle.js';
import type { AssessmentDetail } from '../persistence/assessment-rows.js';
import { lockAssessment } from '../persistence/read-assessment.js';
import { requireMay, type RolesThatMay } from './access.js';

/** Who does what to which assessment. */
export interface WorkOn {
  readonly principal: Principal;
  readonly action: string;
  readonly id: string;
}

/**
 * Runs a step of the work on an assessment: locked, permitted, and open to changes.
 * @throws NotFound, Forbidden, Refused ('assessment-not-open')
 */
export function createWorkOnAssessment(work: UnitOfWork, rolesThatMay: RolesThatMay) {
  return function workOn<T>(context: ActContext, { principal, action, id }: WorkOn, step: (tx: Transaction, detail: AssessmentDetail) => Promise<T>): Promise<T> {
    return work.run(context, async (tx) => {
      const detail = await lockAssessment(tx, id);
      requireMay(principal, action, detail, rolesThatMay);
      if (!isOpen(detail.status)) throw new Refused(refuse('assessment-not-open', { facts: { status: detail.status } }));
      return step(tx, detail);
    });
  };
}

export type WorkOnAssessment = ReturnType<typeof createWorkOnAssessment>;

/** @throws Conflict when the browser did not see the newest version of the assessment's own fields */
export function requireVersion(detail: AssessmentDetail, version: number | undefined): number {
  if (version !== detail.version) throw new Conflict({ subject: 'risk assessment', id: detail.id });
  return detail.version;
}
