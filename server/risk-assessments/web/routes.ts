import type { Route } from '../../platform/http/routes.js';
import type { RiskAssessmentUseCases } from '../application/use-cases.js';
import { assessmentRoutes, type ReadingPorts } from './assessment-routes.js';
import { decisionRoutes, type DecisionPorts } from './decision-routes.js';
import { evidenceRoutes } from './evidence-routes.js';
import { openingRoutes } from './opening-routes.js';
import { planRoutes } from './plan-routes.js';
import { scopeRoutes } from './scope-routes.js';
import { scoreRoutes } from './score-routes.js';
import { settingRoutes } from './setting-routes.js';
import { waiverRoutes } from './waiver-routes.js';

export type RiskAssessmentRoutePorts = DecisionPorts & ReadingPorts;

/** Every address of this room. */
export function riskAssessmentRoutes(assessments: RiskAssessmentUseCases, ports: RiskAssessmentRoutePorts): Route[] {
  return [
    ...openingRoutes(assessments),
    ...assessmentRoutes(assessments, ports),
    ...scopeRoutes(assessments),
    ...scoreRoutes(assessments),
    ...evidenceRoutes(assessments),
    ...planRoutes(assessments),
    ...decisionRoutes(assessments, ports),
    ...waiverRoutes(assessments),
    ...settingRoutes(assessments),
  ];
}
