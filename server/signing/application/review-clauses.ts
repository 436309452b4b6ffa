import { recordEvent, type EventFact } from '../../audit-trail/index.js';
import { lockContractFor, type ContractRow } from '../../contracts/index.js';
import { today } from '../../kernel/calendar-day.js';
import { Conflict, NotFound, Refused } from '../../kernel/errors.js';
import { refuse } from '../../kernel/refusal.js';
import type { ActContext, Transaction } from '../../platform/database/transactions.js';
import type { Principal } from '../../platform/http/principal.js';
import { mayRecordFindings, maySubmit, type ClauseFinding, type SourceScope } from '../domain/clauses.js';
import { annexOf } from '../persistence/annexes.js';
import { insertReview, newestReview, removeFindings, saveReview, writeFindings, type ReviewRow } from '../persistence/reviews.js';
import { signingEvent } from './events.js';
import { reviewToSubmit, versionOf } from './review-ground.js';
import type { SigningNeeds } from './signing-needs.js';

/** Findings about some clauses, as one page of the form sends them; a clause without a standing is taken back. */
export interface RecordFindings {
  readonly contractId: string;
  readonly version: number | undefined;
  readonly findings: readonly ClauseFinding[];
  readonly takenBack: readonly string[];
  /** Sent with the clause about source code only. */
  readonly source?: { readonly scope: SourceScope; readonly statement: string } | undefined;
}

/** The acts by which the clauses of a contract are looked for: opening a round, saving findings, carrying the annex, handing it to the head. */
export function createReviewClauses({ work, rolesThatMay, library }: SigningNeeds) {
  const lock = (tx: Transaction, principal: Principal, contractId: string): Promise<ContractRow> => lockContractFor(tx, principal, contractId, 'locate-clauses', rolesThatMay);

  return {
    /**
     * Opens the next round: the first one, or a new one over a confirmed review when the contract changed or is reviewed by an amendment. Findings are carried over.
     * @throws NotFound, Forbidden, Refused ('review-open', 'contract-over')
     */
    openReview(context: ActContext, principal: Principal, contractId: string): Promise<void> {
      return work.run(context, async (tx) => {
        const contract = await lock(tx, principal, contractId);
        if (['liquidated', 'archived', 'cancelled'].includes(contract.phase)) throw new Refused(refuse('contract-over', { clause: 'internal' }));
        const previous = await newestReview(tx, contractId);
        if (previous !== undefined && previous.state !== 'confirmed') throw new Refused(refuse('review-open', { clause: 'internal' }));
        const edition = library().libraryOn('mandatory-clauses', today({ now: () => tx.at }));
        await insertReview(tx, { contractId, libraryVersion: edition.id, openedBy: principal.userId, previous, clauseIds: edition.entries.map(({ id }) => id) });
        await recordEvent(tx, signingEvent('signing.review-opened', contract, { round: (previous?.round ?? 0) + 1, libraryVersion: edition.id }));
      });
    },

    /**
     * Saves findings of a draft, a group of clauses at a time.
     * @throws NotFound, Forbidden, Conflict, Refused ('review-not-draft')
     */
    recordFindings(context: ActContext, principal: Principal, command: RecordFindings): Promise<void> {
      return work.run(context, async (tx) => {
        const contract = await lock(tx, principal, command.contractId);
        const review = await draftOf(tx, command.contractId);
        if (command.version !== review.version) throw new Conflict({ subject: 'clause review', id: review.id });
        const known = new Set(library().edition('mandatory-clauses', versionOf(review.libraryVersion)).entries.map(({ id }) => id));
        const findings = command.findings.filter(({ clauseId }) => known.has(clauseId));
        await removeFindings(tx, review.id, command.takenBack);
        await writeFindings(tx, review.id, findings, principal.userId);
        const source = command.source === undefined ? {} : { sourceScope: command.source.scope, sourceStatement: command.source.statement };
        await saveReview(tx, review, source);
        await recordEvent(tx, signingEvent('signing.clauses-recorded', contract, { round: review.round, findings: findings.map(factOf), takenBack: command.takenBack, ...source }));
      });
    },

    /**
     * Locates at once every clause that the contract's annex carries: for a contract that has this print of the annex among its parts.
     * @throws NotFound, Forbidden, Refused ('review-not-draft')
     */
    carryAnnex(context: ActContext, principal: Principal, command: { readonly contractId: string; readonly annexId: string }): Promise<number> {
      return work.run(context, async (tx) => {
        const contract = await lock(tx, principal, command.contractId);
        const review = await draftOf(tx, command.contractId);
        const annex = await annexOf(tx, command.contractId, command.annexId);
        if (annex === undefined) throw new NotFound('security annex');
        await writeFindings(tx, review.id, annex.places, principal.userId);
        await saveReview(tx, review, { annexId: annex.id });
        await recordEvent(tx, signingEvent('signing.annex-carried', contract, { round: review.round, annex: annex.ordinal, sha256: annex.sha256, clauses: annex.places.length }));
        return annex.places.length;
      });
    },

    /**
     * Hands a complete review to the head.
     * @throws NotFound, Forbidden, Refused (codes of clauses.ts)
     */
    submitReview(context: ActContext, principal: Principal, contractId: string): Promise<void> {
      return work.run(context, async (tx) => {
        const contract = await lock(tx, principal, contractId);
        const review = await draftOf(tx, contractId);
        const verdict = maySubmit(await reviewToSubmit(tx, library(), contract, review));
        if (!verdict.allowed) throw new Refused(verdict);
        await saveReview(tx, review, { state: 'submitted', submittedBy: principal.userId });
        await recordEvent(tx, signingEvent('signing.review-submitted', contract, { round: review.round, located: review.findings.filter(({ standing }) => standing === 'located').length }));
      });
    },
  };
}

async function draftOf(tx: Transaction, contractId: string): Promise<ReviewRow> {
  const review = await newestReview(tx, contractId);
  if (review === undefined) throw new Refused(refuse('review-not-opened', { clause: 'internal' }));
  const verdict = mayRecordFindings(review.state);
  if (!verdict.allowed) throw new Refused(verdict);
  return review;
}

function factOf({ clauseId, standing, article, paragraph, page, reason }: ClauseFinding): EventFact {
  return { clauseId, standing, article, paragraph, page, reason };
}
