import { attachmentHref } from '../attachments/index.js';
import type { EventTexts } from '../audit-trail/index.js';
import { today } from '../kernel/calendar-day.js';
import type { Clock } from '../kernel/clock.js';
import type { Library } from '../library/index.js';
import type { Reader } from '../platform/database/reading.js';
import type { UnitOfWork } from '../platform/database/transactions.js';
import type { Principal } from '../platform/http/principal.js';
import type { Route } from '../platform/http/routes.js';
import type { Outbox } from '../platform/mail/index.js';
import type { RolesThatMay } from './application/access.js';
import { createAnswersForAssessment, type AnswersForAssessment } from './application/read-questionnaires.js';
import { createQuestionnaireUseCases, type QuestionnaireUseCases } from './application/use-cases.js';
import { answerRoutes } from './web/answer-routes.js';
import { invitationText } from './web/mail-text.js';
import { officerRoutes } from './web/officer-routes.js';
import { answerPaths } from './web/paths.js';
import { createVisitorLimits } from './web/visitor-limits.js';

/** What this room needs from the rest of the product. */
export interface QuestionnaireRoomNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly library: () => Library;
  readonly rolesThatMay: RolesThatMay;
  readonly outbox: Outbox;
  /** Where people outside reach the product; links begin with it. */
  readonly publicUrl: string;
  readonly eventTexts: () => EventTexts;
}

/** The room, wired once. */
export interface QuestionnaireRoom {
  readonly routes: readonly Route[];
  readonly useCases: QuestionnaireUseCases;
  /** Who may have the files of a questionnaire. */
  readonly attachmentReaders: { readonly questionnaire: (principal: Principal, id: string) => Promise<boolean> };
  /** The vendor's answers for the page of an assessment. */
  readonly answersForAssessment: (assessmentId: string) => Promise<AnswersForAssessment | undefined>;
}

export function createQuestionnaireRoom(needs: QuestionnaireRoomNeeds): QuestionnaireRoom {
  const { reader, work, clock, library, rolesThatMay, outbox, publicUrl, eventTexts } = needs;
  const day = () => today(clock);
  const linkAddress = (token: string): string => publicUrl + answerPaths.sheet(token);
  const useCases = createQuestionnaireUseCases({ reader, work, library, rolesThatMay, today: day, outbox, invitation: invitationText, linkAddress });
  return {
    routes: [
      ...officerRoutes(useCases, { rolesThatMay, eventTexts, now: () => clock.now(), mailConfigured: outbox.configured }),
      ...answerRoutes(useCases, createVisitorLimits()),
    ],
    useCases,
    attachmentReaders: { questionnaire: (principal, id) => useCases.mayRead(principal, id) },
    answersForAssessment: createAnswersForAssessment(reader, day, attachmentHref),
  };
}
