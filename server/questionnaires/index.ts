/** Questionnaires: the vendor's part of the risk questionnaire, answered by a one-time link. The room's only door. */
export { createQuestionnaireRoom, type QuestionnaireRoom, type QuestionnaireRoomNeeds } from './room.js';
export type { AnswersForAssessment, VendorAnswer } from './application/read-questionnaires.js';
export { newToken, tokenHash } from './application/token.js';
export type { QuestionnaireUseCases } from './application/use-cases.js';
export { questionnaireActs } from './web/contract-acts.js';
export { questionnaireEventTexts } from './web/event-texts.js';
export { questionnairePaths } from './web/paths.js';
export { questionnairePermissions } from './web/permissions.js';
export { questionnaireRefusalTexts } from './web/refusal-texts.js';
export { questionnaireTaskTexts } from './web/task-texts.js';
export { mailStates } from './web/words.js';
export { createVisitorLimits, type VisitorLimits } from './web/visitor-limits.js';
