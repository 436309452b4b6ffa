import { recordEvent } from '../../audit-trail/index.js';
import { attachFiles } from '../../attachments/index.js';
import { lockContractFor } from '../../contracts/index.js';
import { Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { decide, type PaperDecision } from '../../people/index.js';
import type { ActContext } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import type { StoredFile } from '../../platform/http/uploads.js';
import type { RecordModel } from '../../records/index.js';
import { mayConfirm, mayReturn, type DutifulClause, type ClauseFinding } from '../domain/clauses.js';
import { newestReview, saveReview, type ReviewRow } from '../persistence/reviews.js';
import { selectAnnexGround, type AnnexGround } from '../persistence/annexes.js';
import { signingEvent } from './events.js';
import { reviewToSubmit } from './review-ground.js';
import type { SigningNeeds } from './signing-needs.js';

export interface DecideReview {
  readonly contractId: string;
  readonly outcome: 'approved' | 'returned';
  /** Why; required when returned. */
  readonly ground?: string | undefined;
  /** Absent: the acting head decides. Present: the acting person records what the head signed. */
  readonly paper?: (Omit<PaperDecision, 'sha256'> & { readonly scan: StoredFile }) | undefined;
}

/** What the minutes of a review (HS-04) say; composed by web/records/review-minutes.ts. */
export interface ReviewMinutes {
  readonly ground: AnnexGround;
  readonly review: ReviewRow;
  readonly clauses: readonly DutifulClause[];
  readonly findings: readonly ClauseFinding[];
  readonly submitterName: string;
  readonly submitterPost: string;
  readonly headName: string;
  readonly headPost: string;
}

/**
 * The head confirms that every mandatory clause stands in the contract, or returns the review with a reason; by click, or recorded from paper by another.
 * Confirming freezes the review and prepares its minutes (HS-04) for signature.
 * @throws NotFound, Forbidden, Refused (codes of clauses.ts and of people's decisions)
 */
export function createDecideReview({ work, rolesThatMay, library, prepareRecord }: SigningNeeds, minutes: (told: ReviewMinutes) => RecordModel) {
  return function decideReview(context: ActContext, principal: Principal, command: DecideReview): Promise<void> {
    return work.run(context, async (tx) => {
      const contract = await lockContractFor(tx, principal, command.contractId, command.paper === undefined ? 'confirm-clauses' : 'record-clause-paper', rolesThatMay);
      const review = await newestReview(tx, command.contractId);
      if (review?.submittedBy === undefined || review.submittedBy === null) throw new Refused(refuse('review-not-submitted', { clause: 'internal' }));
      const facts = await reviewToSubmit(tx, library(), contract, review);
      const verdict = command.outcome === 'approved' ? mayConfirm(facts) : mayReturn(review.state);
      if (!verdict.allowed) throw new Refused(verdict);
      const { paper } = command;
      const decided = await decide(tx, {
        agencyId: contract.agencyId,
        area: 'contracts',
        subject: { kind: 'clause-review', id: review.id },
        act: 'confirm-clauses',
        outcome: command.outcome,
        ground: command.ground,
        requestedBy: review.submittedBy,
        paper: paper === undefined ? undefined : { number: paper.number, date: paper.date, signerId: paper.signerId, sha256: paper.scan.sha256 },
      });
      await saveReview(tx, review, { state: command.outcome === 'approved' ? 'confirmed' : 'draft', decisionId: decided.id });
      if (paper !== undefined) {
        await attachFiles(tx, { subjectKind: 'contract', subjectId: contract.id, agencyId: contract.agencyId, purpose: `Văn bản về rà soát điều khoản số ${paper.number}` }, [paper.scan]);
      }
      const type = command.outcome === 'approved' ? 'signing.review-confirmed' : 'signing.review-returned';
      await recordEvent(tx, signingEvent(type, contract, { ...decided.facts, round: review.round, libraryVersion: review.libraryVersion }));
      if (command.outcome === 'returned') return;
      const ground = await selectAnnexGround(tx, contract.id);
      const people = await tx.query<{ id: string; name: string; post: string }>('SELECT id, full_name AS name, post FROM person_name WHERE id = ANY ($1::uuid[])', [[review.submittedBy, decided.decidedBy]]);
      const submitter = people.find(({ id }) => id === review.submittedBy);
      const head = people.find(({ id }) => id === decided.decidedBy);
      if (ground === undefined || submitter === undefined || head === undefined) throw new Error('a review was confirmed by nobody');
      await prepareRecord(tx, {
        kind: 'HS-04',
        agencyId: contract.agencyId,
        subject: { kind: 'contract', id: contract.id },
        part: String(review.round),
        model: minutes({
          ground, review, clauses: facts.clauses, findings: review.findings,
          submitterName: submitter.name, submitterPost: submitter.post, headName: head.name, headPost: head.post,
        }),
        libraryVersions: [review.libraryVersion],
      });
    });
  };
}
