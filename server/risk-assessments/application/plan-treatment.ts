import { recordEvent } from '../../audit-trail/index.js';
import { compareDays, today } from '../../kernel/calendar-day.js';
import { InvalidInput, NotFound } from '../../kernel/errors.js';
import type { Library } from '../../library/index.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { AssessmentDetail, TreatmentRow } from '../persistence/assessment-rows.js';
import { deleteTreatment, insertTreatment, saveTreatment, type TreatmentFields } from '../persistence/parts.js';
import { methodFor } from './computation.js';
import { aboutAssessment, assessmentEvents } from './events.js';
import type { WorkOnAssessment } from './work-on-assessment.js';

/** What is to be done about one criterion; its group follows. */
export type TreatmentCommand = Omit<TreatmentFields, 'groupId'>;

/** Planned measures: what, who, until when, and the score expected of it. All throw NotFound, Forbidden, Refused ('assessment-not-open'). */
export function createPlanTreatment(workOn: WorkOnAssessment, library: () => Library) {
  /** @throws InvalidInput ('criterion-unknown', 'due-in-past') */
  function fieldsOf(tx: Transaction, detail: AssessmentDetail, command: TreatmentCommand): TreatmentFields {
    const criterion = methodFor(library(), detail).criteria.find(({ id }) => id === command.criterionId);
    if (criterion === undefined) throw new InvalidInput({ criterionId: 'criterion-unknown' });
    if (compareDays(command.dueOn, today({ now: () => tx.at })) < 0) throw new InvalidInput({ dueOn: 'due-in-past' });
    return { ...command, groupId: criterion.group };
  }

  return {
    planTreatment: (context: ActContext, principal: Principal, id: string, command: TreatmentCommand): Promise<void> =>
      workOn(context, { principal, action: 'plan', id }, async (tx, detail) => {
        const treatmentId = await insertTreatment(tx, id, fieldsOf(tx, detail, command), principal.userId);
        await recordEvent(tx, aboutAssessment(assessmentEvents.treatmentPlanned, detail, { treatmentId, ...command }));
      }),
    /** @throws Conflict when somebody saved since `version` was read */
    amendTreatment: (context: ActContext, principal: Principal, id: string, treatmentId: string, version: number | undefined, command: TreatmentCommand): Promise<void> =>
      workOn(context, { principal, action: 'plan', id }, async (tx, detail) => {
        const treatment = requireTreatment(detail, treatmentId);
        await saveTreatment(tx, treatmentId, version ?? treatment.version, fieldsOf(tx, detail, command));
        await recordEvent(tx, aboutAssessment(assessmentEvents.treatmentAmended, detail, { treatmentId, ...command }));
      }),
    removeTreatment: (context: ActContext, principal: Principal, id: string, treatmentId: string): Promise<void> =>
      workOn(context, { principal, action: 'plan', id }, async (tx, detail) => {
        const { measure, criterionId } = requireTreatment(detail, treatmentId);
        await deleteTreatment(tx, treatmentId);
        await recordEvent(tx, aboutAssessment(assessmentEvents.treatmentRemoved, detail, { treatmentId, measure, criterionId }));
      }),
  };
}

function requireTreatment(detail: AssessmentDetail, treatmentId: string): TreatmentRow {
  const found = detail.treatments.find(({ id }) => id === treatmentId);
  if (found === undefined) throw new NotFound('treatment');
  return found;
}
