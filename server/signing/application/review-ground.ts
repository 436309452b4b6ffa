import type { ContractRow } from '../../contracts/index.js';
import type { Library } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { clausesFor, type DutifulClause, type ReviewToSubmit } from '../domain/clauses.js';
import { hireFactsOf, type ReviewRow } from '../persistence/reviews.js';

/** The clauses of a contract by the edition that its review follows, as the contract is now. */
export async function clausesOfReview(tx: Transaction, library: Library, review: ReviewRow): Promise<DutifulClause[]> {
  const edition = library.edition('mandatory-clauses', versionOf(review.libraryVersion));
  return clausesFor(edition.entries, await hireFactsOf(tx, review.contractId));
}

/** A review as the policies of clauses.ts look at it. */
export async function reviewToSubmit(tx: Transaction, library: Library, contract: ContractRow, review: ReviewRow): Promise<ReviewToSubmit> {
  return {
    state: review.state,
    clauses: await clausesOfReview(tx, library, review),
    findings: review.findings,
    sourceScope: review.sourceScope,
    operatorNamed: contract.operatorKind !== null,
  };
}

/** 'mandatory-clauses@2026-11-21' names the version '2026-11-21'. */
export function versionOf(editionId: string): string {
  return editionId.slice(editionId.indexOf('@') + 1);
}
