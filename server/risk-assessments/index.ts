/** Risk assessments of contracts: scoring, approval, waivers, and the facts of the gates they settle. The room's only door. */
export { createRiskAssessmentUseCases, type RiskAssessmentUseCases } from './application/use-cases.js';
export type { RiskAssessmentNeeds, VendorAnswer, VendorAnswers } from './application/ports.js';
export type { AssessmentDetail } from './persistence/assessment-rows.js';
export { hireFactsOf, methodFor } from './application/computation.js';
export { applicableCriteria, type Stage } from './domain/scoring.js';
export type { RiskMethod } from './domain/method.js';
export { assessmentLifecycle, type AssessmentStatus } from './domain/assessment.lifecycle.js';
export { assessmentEvents } from './application/events.js';
export { riskAssessmentRoutes, type RiskAssessmentRoutePorts } from './web/routes.js';
export { assessmentPermissions } from './web/permissions.js';
export { assessmentRefusalTexts } from './web/refusal-texts.js';
export { assessmentEventTexts } from './web/event-texts.js';
export { assessmentTaskTexts } from './web/task-texts.js';
export { shortPathSettingPath } from './web/setting-routes.js';
export { assessmentPaths } from './web/paths.js';
export { assessmentRecords } from './web/records/compose.js';
export { riskStates, riskWord, stageWords, statusStates, triggerWord } from './web/words.js';
