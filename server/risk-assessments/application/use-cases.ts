import { readHistory, type PastEvent } from '../../audit-trail/index.js';
import { NotFound } from '../../kernel/errors.js';
import { may } from '../../platform/authorization/ability.js';
import type { RegisterResult, RegisterView } from '../../platform/database/register-query.js';
import type { Principal } from '../../platform/http/principal.js';
import { readRecords, type PublishedRecord } from '../../records/index.js';
import type { AssessmentDetail } from '../persistence/assessment-rows.js';
import { selectAssessment, selectAssessmentsOfContract, selectComparable, type ContractAssessmentRow } from '../persistence/read-assessment.js';
import { selectAssessable, selectWaiverPlace, type AssessableContractPage } from '../persistence/read-places.js';
import { selectRegister, type AssessmentRegisterRow } from '../persistence/read-register.js';
import { selectShortPathLimit, type ShortPathLimit } from '../persistence/short-path-limit.js';
import { requireMay } from './access.js';
import { createDecideAssessment } from './approve-assessment.js';
import { createOpenAssessment } from './open-assessment.js';
import { createPlanTreatment } from './plan-treatment.js';
import type { RiskAssessmentNeeds, VendorAnswer } from './ports.js';
import { createRecordTrigger } from './record-trigger.js';
import { createSetShortPathLimit } from './set-short-path-limit.js';
import { createJudgeEvidence, createOfferEvidence, createSaveReport, createSaveScope, createScoreGroup } from './score-assessment.js';
import { createGiveOpinion, createSubmitAssessment } from './submit-assessment.js';
import { createAskWaiver, createDecideWaiver } from './waive.js';
import { createWorkOnAssessment } from './work-on-assessment.js';

/** What this room can do, wired once. */
export function createRiskAssessmentUseCases(needs: RiskAssessmentNeeds) {
  const { reader, work, library, rolesThatMay, today } = needs;
  const workOn = createWorkOnAssessment(work, rolesThatMay);

  /** @throws NotFound when there is none or the holder may not read it, Forbidden when they may not do `action` to it */
  async function assessment(principal: Principal, id: string, action = 'read'): Promise<AssessmentDetail> {
    const found = await selectAssessment(reader, principal.ability, id);
    if (found === undefined) throw new NotFound('risk assessment');
    requireMay(principal, action, found, rolesThatMay);
    return found;
  }

  return {
    today,
    library,
    assessment,
    register: (principal: Principal, view: RegisterView): Promise<RegisterResult<AssessmentRegisterRow>> => selectRegister(reader, principal.ability, view),
    ofContract: (principal: Principal, contractId: string): Promise<ContractAssessmentRow[]> => selectAssessmentsOfContract(reader, principal.ability, contractId),
    /** The contract of a page that opens assessments. @throws NotFound, Forbidden */
    async assessable(principal: Principal, contractId: string, action: string): Promise<AssessableContractPage> {
      const found = await selectAssessable(reader, contractId);
      if (found === undefined) throw new NotFound('contract');
      requireMay(principal, action, found, rolesThatMay);
      return found;
    },
    /** The assessment a waiver belongs to. @throws NotFound, Forbidden */
    async assessmentOfWaiver(principal: Principal, waiverId: string, action = 'read'): Promise<AssessmentDetail> {
      const place = await selectWaiverPlace(reader, waiverId);
      if (place === undefined) throw new NotFound('waiver');
      return assessment(principal, place, action);
    },
    /** The assessment to compare with: of the same contract, else of the same vendor; undefined when the holder may read none. */
    async comparable(principal: Principal, detail: AssessmentDetail): Promise<AssessmentDetail | undefined> {
      const id = await selectComparable(reader, principal.ability, detail);
      return id === undefined ? undefined : selectAssessment(reader, principal.ability, id);
    },
    history: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'risk-assessment', id }),
    records: (id: string): Promise<PublishedRecord[]> => readRecords(reader, 'risk-assessment', [id]),
    vendorAnswers: (id: string): Promise<readonly VendorAnswer[]> => needs.vendorAnswers?.(id) ?? Promise.resolve([]),
    /** May the person have the files of this assessment? Answers the attachment route. */
    mayExamine: async (principal: Principal, id: string): Promise<boolean> => {
      const found = await selectAssessment(reader, principal.ability, id);
      return found !== undefined && may(principal.ability, 'read', 'RiskAssessment', { agencyId: found.agencyId });
    },
    openAssessment: createOpenAssessment(work, library, rolesThatMay),
    saveScope: createSaveScope(workOn),
    scoreGroup: createScoreGroup(workOn, library),
    offerEvidence: createOfferEvidence(workOn, library),
    judgeEvidence: createJudgeEvidence(workOn),
    saveReport: createSaveReport(workOn, library, needs.composeRecord.sections),
    ...createPlanTreatment(workOn, library),
    submitAssessment: createSubmitAssessment(workOn, library, needs.composeRecord.sections),
    giveOpinion: createGiveOpinion(work, rolesThatMay),
    decideAssessment: createDecideAssessment(work, rolesThatMay, needs),
    askWaiver: createAskWaiver(work, library, rolesThatMay),
    decideWaiver: createDecideWaiver(work, library, rolesThatMay),
    recordTrigger: createRecordTrigger(work, rolesThatMay),
    shortPathLimit: (): Promise<ShortPathLimit> => selectShortPathLimit(reader),
    settingHistory: (id: string): Promise<PastEvent[]> => readHistory(reader, { kind: 'setting', id }),
    setShortPathLimit: createSetShortPathLimit(work, rolesThatMay),
  };
}

export type { AssessmentDetail, EvidenceRow, TreatmentRow, WaiverRow } from '../persistence/assessment-rows.js';
export type { AssessableContractPage } from '../persistence/read-places.js';
export type { ContractAssessmentRow } from '../persistence/read-assessment.js';
export type { AssessmentRegisterRow } from '../persistence/read-register.js';
export type RiskAssessmentUseCases = ReturnType<typeof createRiskAssessmentUseCases>;
