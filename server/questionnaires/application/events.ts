import type { AuditEvent, EventFact } from '../../audit-trail/index.js';

/** The events of this room; their sentences stand in web/event-texts.ts. */
export type QuestionnaireEventType =
  | 'questionnaire.sent'
  | 'questionnaire.link-renewed'
  | 'questionnaire.link-revoked'
  | 'questionnaire.reopened'
  | 'questionnaire.answers-saved'
  | 'questionnaire.submitted'
  | 'questionnaire.received'
  | 'questionnaire.taken-over';

/** What an event of a questionnaire concerns. */
export interface QuestionnaireTies {
  readonly id: string;
  readonly agencyId: string;
  readonly contractId: string;
  readonly assessmentId: string | null;
}

/** Savings of single pages stand in the questionnaire's own history; the rest in those of its contract and assessment as well. */
export function questionnaireEvent(type: QuestionnaireEventType, ties: QuestionnaireTies, facts: Readonly<Record<string, EventFact>>, personal: Readonly<Record<string, string>> = {}): AuditEvent {
  const own = [{ kind: 'questionnaire', id: ties.id }];
  const wider = [{ kind: 'contract', id: ties.contractId }, ...(ties.assessmentId === null ? [] : [{ kind: 'risk-assessment', id: ties.assessmentId }])];
  return { type, agencyId: ties.agencyId, subjects: type === 'questionnaire.answers-saved' ? own : [...own, ...wider], facts, personal };
}
