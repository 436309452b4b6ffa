import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Library } from '../../library/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { UnitOfWork } from '../../platform/database/transactions.js';
import type { RolesThatMay } from './access.js';
import { createAnswerQuestionnaire } from './answer-questionnaire.js';
import { createChangeQuestionnaire } from './change-questionnaire.js';
import { createCriteriaOf } from './criteria.js';
import type { Delivery } from './issue-link.js';
import { createQuestionnaireReading } from './read-questionnaires.js';
import { createSendQuestionnaire } from './send-questionnaire.js';
import { createTakeOverDossier } from './take-over-dossier.js';

/** What this room needs from the rest of the product. */
export interface QuestionnaireNeeds extends Delivery {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly rolesThatMay: RolesThatMay;
  readonly library: () => Library;
  readonly today: () => CalendarDay;
}

/** What this room can do, wired once. */
export function createQuestionnaireUseCases(needs: QuestionnaireNeeds) {
  const criteriaOf = createCriteriaOf(needs.library, needs.today);
  const wired = { ...needs, criteriaOf };
  return {
    ...createQuestionnaireReading(wired),
    ...createChangeQuestionnaire(wired),
    ...createAnswerQuestionnaire(needs.work),
    sendQuestionnaire: createSendQuestionnaire(wired),
    takeOverDossier: createTakeOverDossier(wired),
    library: needs.library,
    today: needs.today,
  };
}

export type QuestionnaireUseCases = ReturnType<typeof createQuestionnaireUseCases>;
