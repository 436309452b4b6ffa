import { allow, refuse, type Verdict } from '../../kernel/refusal.js';
import { conditionHolds, type HireFacts, type MandatoryClause } from '../../library/index.js';
import type { ClauseReviewState } from './clause-review.lifecycle.js';

/** What a clause (CT-01 to CT-35) is for one contract. */
export type ClauseDuty = 'mandatory' | 'optional' | 'not-applicable';

/** Where a clause stands, as whoever reviews the contract found it. */
export const clauseStandings = ['located', 'missing', 'not-applicable'] as const;
export type ClauseStanding = (typeof clauseStandings)[number];

/** The finding about one clause: where it stands, or why not. */
export interface ClauseFinding {
  readonly clauseId: string;
  readonly standing: ClauseStanding;
  /** "Điều 5 Phụ lục bảo đảm an ninh mạng"; with every located clause. */
  readonly article: string | null;
  readonly paragraph: string | null;
  readonly page: string | null;
  /** With every clause that is not located. */
  readonly reason: string | null;
}

export interface DutifulClause {
  readonly clause: MandatoryClause;
  readonly duty: ClauseDuty;
}

/**
 * Which clauses this contract needs, by its facts (level, personal data, cloud): mandatory ones block signing when they are missing
 * (khoản 1 Điều 6; gate G-07), optional ones are good practice, the others speak of something this contract does not have.
 */
export function clausesFor(clauses: readonly MandatoryClause[], facts: HireFacts): DutifulClause[] {
  return clauses.map((clause) => ({ clause, duty: dutyOf(clause, facts) }));
}

function dutyOf({ mandatory, when }: MandatoryClause, facts: HireFacts): ClauseDuty {
  if (mandatory === 'never') return 'optional';
  if (mandatory === 'always') return 'mandatory';
  return conditionHolds(when, facts) ? 'mandatory' : 'not-applicable';
}

/** The mandatory clauses that no finding locates, in the order of the library. "Missing" and "not applicable" do not count for them. */
export function unlocatedClauses(clauses: readonly DutifulClause[], findings: readonly ClauseFinding[]): string[] {
  const located = new Set(findings.filter(({ standing }) => standing === 'located').map(({ clauseId }) => clauseId));
  return clauses.filter(({ clause, duty }) => duty === 'mandatory' && !located.has(clause.id)).map(({ clause }) => clause.id);
}

/** Which source code the contract hands over at its end (domain reference 6.1): always stated, even where it is only the agency's own. */
export const sourceScopes = ['none-made', 'made-for-agency', 'product-too', 'escrow', 'out-of-scope'] as const;
export type SourceScope = (typeof sourceScopes)[number];

export interface ReviewToSubmit {
  readonly state: ClauseReviewState;
  readonly clauses: readonly DutifulClause[];
  readonly findings: readonly ClauseFinding[];
  readonly sourceScope: SourceScope | null;
  readonly operatorNamed: boolean;
}

export type ReviewRefusal = 'review-not-draft' | 'review-not-submitted' | 'clauses-unlocated' | 'source-scope-unstated' | 'operator-unnamed';

/** Whether findings may still be changed: only while the review is a draft. */
export function mayRecordFindings(state: ClauseReviewState): Verdict<ReviewRefusal> {
  return state === 'draft' ? allow : refuse('review-not-draft', { clause: 'internal' });
}

/**
 * Whether a review may go to the head: every mandatory clause located, the operator named (điểm a khoản 3 Điều 5 Nghị định 331/2026/NĐ-CP, khoản 3
 * Điều 22) and the scope of source code stated. The same must hold when the head confirms, since the contract may have changed meanwhile.
 */
export function maySubmit(review: ReviewToSubmit): Verdict<ReviewRefusal> {
  if (review.state !== 'draft') return refuse('review-not-draft', { clause: 'internal' });
  return isComplete(review);
}

/** Whether the head may confirm a review that was submitted. */
export function mayConfirm(review: ReviewToSubmit): Verdict<ReviewRefusal> {
  if (review.state !== 'submitted') return refuse('review-not-submitted', { clause: 'internal' });
  return isComplete(review);
}

/** Whether the head may return a review that was submitted. */
export function mayReturn(state: ClauseReviewState): Verdict<ReviewRefusal> {
  return state === 'submitted' ? allow : refuse('review-not-submitted', { clause: 'internal' });
}

function isComplete({ clauses, findings, sourceScope, operatorNamed }: ReviewToSubmit): Verdict<ReviewRefusal> {
  const unlocated = unlocatedClauses(clauses, findings);
  if (unlocated.length > 0) return refuse('clauses-unlocated', { clause: { article: 6, clause: 1 }, facts: { clauses: unlocated.join(', '), count: String(unlocated.length) } });
  if (!operatorNamed) return refuse('operator-unnamed', { clause: { article: 22, clause: 3 } });
  return sourceScope === null ? refuse('source-scope-unstated', { clause: { article: 6, clause: 4, point: 'a' } }) : allow;
}
