import { recordEvent } from '../../audit-trail/index.js';
import { Forbidden, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import { may } from '../../platform/authorization/ability.js';
import type { Reader } from '../../platform/database/reading.js';
import { brokenWallOf, type ActContext, type UnitOfWork } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { CLOSING_SUBJECT, type ClosingAction } from '../domain/closing.js';
import { mayAnswerReview, type ReviewedKind, type ReviewVerdict } from '../domain/evidence-review.js';
import {
  holdReview, insertAnswer, insertReview, selectReviewed, selectReviewList, selectReviewPlace, type ReviewedFile, type ReviewedSubject, type ReviewList, type ReviewRow,
} from '../persistence/evidence-reviews.js';
import type { EvidenceCheck, Soundness } from './evidence-check.js';
import { fileEvent } from './file-events.js';

export type { RecordedFact, ReviewedFile, ReviewedSubject, ReviewLine, ReviewList, ReviewRow } from '../persistence/evidence-reviews.js';

/** What reviewing needs: the database, and a look at stored files. */
export interface EvidenceReviewNeeds {
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly check: Pick<EvidenceCheck, 'look'>;
  readonly rolesThatMay: (action: string, subject: string) => readonly string[];
}

/** A file as it lies open beside what it must prove. */
export interface OpenedFile {
  readonly file: ReviewedFile;
  /** What comparing its bytes with its hash found just now. */
  readonly soundness: Soundness;
}

/** A question about evidence, with what it is about. */
export interface Question {
  readonly subject: ReviewedSubject;
  readonly review: ReviewRow;
}

/**
 * The auditor's look at what proves a handover: each thing beside its evidence, whose bytes are compared with their hash whenever it is opened; verified or questioned
 * with a reason, which the agency answers. An auditor changes nothing else.
 */
export function createEvidenceReview({ reader, work, check, rolesThatMay }: EvidenceReviewNeeds) {
  /** @throws NotFound where this person may not read closings of the agency, Forbidden where reading is not enough */
  function require(principal: Principal, agencyId: string, action: ClosingAction): void {
    if (!may(principal.ability, 'read', CLOSING_SUBJECT, { agencyId })) throw new NotFound('closing');
    if (!may(principal.ability, action, CLOSING_SUBJECT, { agencyId })) throw new Forbidden({ action, neededRoles: rolesThatMay(action, CLOSING_SUBJECT) });
  }

  async function subject(principal: Principal, kind: ReviewedKind, subjectId: string): Promise<ReviewedSubject> {
    const found = await selectReviewed(reader, kind, subjectId);
    if (found === undefined) throw new NotFound('evidence');
    require(principal, found.agencyId, 'read');
    return found;
  }

  /** Every file is read through once more: what is verified is what lies there now. @throws Refused ('review-fault-stands') */
  async function requireIntact({ files }: ReviewedSubject): Promise<void> {
    for (const { sha256 } of files) if ((await check.look(sha256)) !== 'intact') throw new Refused(refuse('review-fault-stands'));
  }

  return {
    /** @throws NotFound */
    subject,

    /** Everything of a closing that has evidence. @throws NotFound */
    async list(principal: Principal, closingId: string): Promise<ReviewList> {
      const found = await selectReviewList(reader, closingId);
      if (found === undefined) throw new NotFound('closing');
      require(principal, found.agencyId, 'read');
      return found;
    },

    /** Opens a file of the subject (the first when none is named) after reading it through: what it finds is written down. */
    async open(of: ReviewedSubject, fileId: string | undefined): Promise<OpenedFile | undefined> {
      const file = fileId === undefined ? of.files[0] : of.files.find(({ id }) => id === fileId);
      return file === undefined ? undefined : { file, soundness: await check.look(file.sha256) };
    },

    /** A question of an auditor's that the agency is to answer. @throws NotFound, Forbidden ('answer-review'), Refused ('review-not-questioned', 'review-answered') */
    async question(principal: Principal, reviewId: string): Promise<Question> {
      const place = await selectReviewPlace(reader, reviewId);
      if (place === undefined) throw new NotFound('review');
      const found = await subject(principal, place.kind, place.subjectId);
      require(principal, found.agencyId, 'answer-review');
      const asked = found.reviews.find(({ id }) => id === reviewId);
      if (asked === undefined) throw new NotFound('review');
      const verdict = mayAnswerReview({ verdict: asked.verdict, answered: asked.answer !== null });
      if (!verdict.allowed) throw new Refused(verdict);
      return { subject: found, review: asked };
    },

    mayReview: (principal: Principal, agencyId: string): boolean => may(principal.ability, 'review', CLOSING_SUBJECT, { agencyId }),
    mayAnswer: (principal: Principal, agencyId: string): boolean => may(principal.ability, 'answer-review', CLOSING_SUBJECT, { agencyId }),

    /**
     * Marks evidence as verified, after comparing all of it with its hashes, or questioned. Records: closing.evidence-reviewed.
     * @throws NotFound, Forbidden ('review'), Refused ('review-nothing-to-verify', 'review-fault-stands', 'review-by-another')
     */
    async review(context: ActContext, principal: Principal, command: { readonly kind: ReviewedKind; readonly subjectId: string; readonly verdict: ReviewVerdict; readonly reason: string | undefined }): Promise<void> {
      const of = await subject(principal, command.kind, command.subjectId);
      require(principal, of.agencyId, 'review');
      if (command.verdict === 'verified' && of.files.length === 0) throw new Refused(refuse('review-nothing-to-verify'));
      if (command.verdict === 'verified') await requireIntact(of);
      try {
        await work.run(context, async (tx) => {
          const { closingId, agencyId } = of;
          const reviewId = await insertReview(tx, { closingId, kind: command.kind, subjectId: command.subjectId, verdict: command.verdict, reason: command.reason ?? null, by: principal.userId });
          const facts = { reviewId, part: command.kind, partId: command.subjectId, title: of.title, verdict: command.verdict, reason: command.reason ?? null, files: of.files.map(({ sha256 }) => sha256) };
          await recordEvent(tx, fileEvent('closing.evidence-reviewed', { closingId, agencyId }, facts));
        });
      } catch (error) {
        if (brokenWallOf(error) === 'evidence_reviewed_by_another') throw new Refused(refuse('review-by-another'));
        throw error;
      }
    },

    /**
     * The agency answers a question. Records: closing.evidence-answered. @returns what it is about
     * @throws NotFound, Forbidden ('answer-review'), Refused ('review-not-questioned', 'review-answered', 'review-answered-by-another')
     */
    answer(context: ActContext, principal: Principal, reviewId: string, text: string): Promise<{ readonly kind: ReviewedKind; readonly subjectId: string }> {
      return work.run(context, async (tx) => {
        const held = await holdReview(tx, reviewId);
        if (held === undefined) throw new NotFound('review');
        require(principal, held.agencyId, 'answer-review');
        const verdict = mayAnswerReview(held);
        if (!verdict.allowed) throw new Refused(verdict);
        if (held.reviewedBy === principal.userId) throw new Refused(refuse('review-answered-by-another'));
        await insertAnswer(tx, { reviewId, text, by: principal.userId });
        await recordEvent(tx, fileEvent('closing.evidence-answered', held, { reviewId, part: held.kind, partId: held.subjectId, text }));
        return { kind: held.kind, subjectId: held.subjectId };
      });
    },
  };
}

export type EvidenceReview = ReturnType<typeof createEvidenceReview>;
