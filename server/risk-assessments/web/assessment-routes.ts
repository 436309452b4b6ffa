import type { EventTexts } from '../../audit-trail/index.js';
import { page } from '../../platform/http/answers.js';
import type { Principal } from '../../platform/http/principal.js';
import { screen, type Route } from '../../platform/http/routes.js';
import { compute, hireFactsOf } from '../application/computation.js';
import type { RiskAssessmentUseCases } from '../application/use-cases.js';
import { isOpen } from '../domain/assessment.lifecycle.js';
import { compareAssessments } from './comparison-presenter.js';
import { gateConditions } from './gate-presenter.js';
import { overviewModel } from './overview-presenter.js';
import { frameOf, idOf } from './page-frame.js';
import { assessmentPaths, assessmentSection } from './paths.js';
import { computationOf, groupName, methodVersions } from './result-presenter.js';
import { riskStates } from './words.js';

const read = { action: 'read', subject: 'RiskAssessment' };
const inSection = { section: assessmentSection };

export interface ReadingPorts {
  readonly regulation: () => { readonly issued: boolean };
  readonly eventTexts: () => EventTexts;
  /** Acts of later rooms that begin at the contract of an assessment which is still worked on, for whoever may. */
  readonly laterActs?: (principal: Principal, contract: AssessedContract) => readonly { readonly href: string; readonly text: string }[];
}

/** What later rooms ask of the contract that is assessed. */
export interface AssessedContract {
  readonly id: string;
  readonly agencyId: string;
  readonly vendorId: string | null;
  readonly phase: string;
}

/** The page of an assessment, its computation line by line, and its comparison with the one before. */
export function assessmentRoutes(assessments: RiskAssessmentUseCases, { regulation, eventTexts, laterActs }: ReadingPorts): Route[] {
  return [
    screen(assessmentPaths.assessment(':id'), read, async (ask) => {
      const detail = await assessments.assessment(ask.principal, idOf(ask));
      const [history, records] = await Promise.all([assessments.history(detail.id), assessments.records(detail.id)]);
      const computed = compute(assessments.library(), detail, assessments.today());
      const gates = gateConditions(assessments.library(), regulation(), detail, computed);
      const contract = { id: detail.contractId, agencyId: detail.agencyId, vendorId: detail.vendorId, phase: detail.contractPhase };
      const later = isOpen(detail.status) ? (laterActs?.(ask.principal, contract) ?? []) : [];
      const model = overviewModel({ principal: ask.principal, detail, computed, later, today: assessments.today(), history, records, gates, eventTexts: eventTexts() });
      return page('risk-assessments/assessment', `Đánh giá rủi ro: ${detail.contractName}`, model, inSection);
    }),
    screen(assessmentPaths.computation(':id'), read, async (ask) => {
      const detail = await assessments.assessment(ask.principal, idOf(ask));
      const { method, inputs, result } = compute(assessments.library(), detail, assessments.today());
      const model = {
        ...frameOf(detail),
        statement: method.statement,
        groups: computationOf(method, result, hireFactsOf(detail).level),
        exposures: method.exposure.whenAny.map(({ id, text }) => ({ text, holds: inputs.exposures.includes(id) })),
        worst: { name: groupName(method, result.worstGroup), risk: riskStates[result.worstLevel] },
        thresholds: method.likelihoodBase.thresholds.map(({ atLeast, likelihood }) => ({ atLeast: atLeast.toFixed(2).replace('.', ','), likelihood })),
        editions: methodVersions(detail),
        hash: detail.inputsHash,
      };
      return page('risk-assessments/computation', 'Cách tính mức rủi ro', model, inSection);
    }),
    screen(assessmentPaths.comparison(':id'), read, async (ask) => {
      const detail = await assessments.assessment(ask.principal, idOf(ask));
      const other = await assessments.comparable(ask.principal, detail);
      const law = assessments.library();
      const model = {
        ...frameOf(detail),
        comparison: other === undefined ? undefined : compareAssessments({ detail: other, computed: compute(law, other, assessments.today()) }, { detail, computed: compute(law, detail, assessments.today()) }),
      };
      return page('risk-assessments/comparison', 'So sánh với lần đánh giá trước', model, inSection);
    }),
  ];
}
