import { allow, refuse, type Verdict } from '../../kernel/refusal.js';

/** What an auditor looks at: an item with its hand-overs and tests, an account, or the closing itself (run, vendor's copies). */
export const reviewedKinds = ['item', 'account', 'closing'] as const;
export type ReviewedKind = (typeof reviewedKinds)[number];

/** What an auditor finds of evidence: that it proves what it must, or that it does not, with the reason. */
export const reviewVerdicts = ['verified', 'questioned'] as const;
export type ReviewVerdict = (typeof reviewVerdicts)[number];

/** Whether a text names a kind of reviewed subject; for parts of addresses. */
export function isReviewedKind(text: string): text is ReviewedKind {
  return reviewedKinds.some((kind) => kind === text);
}

/** What stands there when the agency is to answer. */
export interface AnswerFacts {
  readonly verdict: ReviewVerdict;
  readonly answered: boolean;
}

/** Whether a finding is answered: only a question is, and once. */
export function mayAnswerReview({ verdict, answered }: AnswerFacts): Verdict<'review-not-questioned' | 'review-answered'> {
  if (verdict !== 'questioned') return refuse('review-not-questioned');
  return answered ? refuse('review-answered') : allow;
}
