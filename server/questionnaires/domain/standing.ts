import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** Where a questionnaire stands, derived by the database from its newest round and link. */
export const standings = ['unopened', 'answering', 'submitted', 'expired', 'revoked', 'taken-over'] as const;
export type Standing = (typeof standings)[number];

/** What the policies of this room look at. */
export interface QuestionnaireFacts {
  readonly origin: 'sent' | 'taken-over';
  /** The newest round was sent in. */
  readonly submitted: boolean;
  readonly received: boolean;
  /** A link stands that was not revoked. */
  readonly hasLink: boolean;
}

/** A new link replaces the old one while answers are awaited. */
export function mayRenew({ origin, submitted }: QuestionnaireFacts): Verdict<'questionnaire-taken-over' | 'questionnaire-submitted'> {
  if (origin === 'taken-over') return refuse('questionnaire-taken-over');
  return submitted ? refuse('questionnaire-submitted') : allow;
}

/** A link is revoked at any time, once. */
export function mayRevoke({ origin, hasLink }: QuestionnaireFacts): Verdict<'questionnaire-taken-over' | 'questionnaire-link-gone'> {
  if (origin === 'taken-over') return refuse('questionnaire-taken-over');
  return hasLink ? allow : refuse('questionnaire-link-gone');
}

/** The vendor is asked again only after it answered; what it sent in stays beside. */
export function mayReopen({ origin, submitted }: QuestionnaireFacts): Verdict<'questionnaire-taken-over' | 'questionnaire-not-submitted'> {
  if (origin === 'taken-over') return refuse('questionnaire-taken-over');
  return submitted ? allow : refuse('questionnaire-not-submitted');
}

/** Answers that were sent in are received once. */
export function mayReceive({ submitted, received }: QuestionnaireFacts): Verdict<'questionnaire-not-submitted' | 'questionnaire-received'> {
  if (!submitted) return refuse('questionnaire-not-submitted');
  return received ? refuse('questionnaire-received') : allow;
}
