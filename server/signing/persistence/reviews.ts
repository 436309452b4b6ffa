import { randomUUID } from 'node:crypto';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { HireFacts } from '../../library/index.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ClauseReviewState } from '../domain/clause-review.lifecycle.js';
import type { ClauseFinding, SourceScope } from '../domain/clauses.js';

/** The newest review of a contract's clauses with its findings. */
export interface ReviewRow {
  readonly id: string;
  readonly contractId: string;
  readonly round: number;
  readonly libraryVersion: string;
  readonly state: ClauseReviewState;
  readonly sourceScope: SourceScope | null;
  readonly sourceStatement: string | null;
  readonly annexId: string | null;
  readonly submittedBy: string | null;
  readonly version: number;
  readonly findings: readonly ClauseFinding[];
}

const columns = `r.id, r.contract_id AS "contractId", r.round, r.library_version AS "libraryVersion", r.state, r.source_scope AS "sourceScope", r.source_statement AS "sourceStatement",
  r.annex_id AS "annexId", r.submitted_by AS "submittedBy", r.version,
  coalesce((SELECT jsonb_agg(jsonb_build_object('clauseId', f.clause_id, 'standing', f.standing, 'article', f.article, 'paragraph', f.paragraph, 'page', f.page, 'reason', f.reason) ORDER BY f.clause_id)
              FROM clause_finding f WHERE f.review_id = r.id), '[]') AS findings`;

/** The newest review of a contract, whose row the caller has locked; undefined when it was never reviewed. */
export async function newestReview(tx: Transaction, contractId: string): Promise<ReviewRow | undefined> {
  return (await tx.query<ReviewRow>(`SELECT ${columns} FROM clause_review r WHERE r.contract_id = $1 ORDER BY r.round DESC LIMIT 1`, [contractId]))[0];
}

/** What the checklist of a contract depends on, as it is now. */
export async function hireFactsOf(tx: Transaction, contractId: string): Promise<HireFacts> {
  const rows = await tx.query<HireFacts>('SELECT f.level, f.personal_data AS "personalData", f.cloud FROM contract c, contract_hire_facts(c) f WHERE c.id = $1', [contractId]);
  const found = rows[0];
  if (found === undefined) throw new NotFound('contract');
  return found;
}

/** Begins the next round, with the findings of the one before; their places are looked at again, not typed again. */
export async function insertReview(
  tx: Transaction,
  review: { readonly contractId: string; readonly libraryVersion: string; readonly openedBy: string; readonly previous: ReviewRow | undefined; readonly clauseIds: readonly string[] },
): Promise<string> {
  const id = randomUUID();
  const { previous } = review;
  await tx.change(
    `INSERT INTO clause_review (id, contract_id, round, library_version, source_scope, source_statement, annex_id, opened_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, review.contractId, (previous?.round ?? 0) + 1, review.libraryVersion, previous?.sourceScope ?? null, previous?.sourceStatement ?? null, previous?.annexId ?? null, review.openedBy],
  );
  await writeFindings(tx, id, (previous?.findings ?? []).filter(({ clauseId }) => review.clauseIds.includes(clauseId)), review.openedBy);
  return id;
}

/** Writes findings of a draft; a finding about the same clause is replaced. */
export async function writeFindings(tx: Transaction, reviewId: string, findings: readonly ClauseFinding[], foundBy: string): Promise<void> {
  if (findings.length === 0) return;
  await tx.change(
    `INSERT INTO clause_finding (review_id, clause_id, standing, article, paragraph, page, reason, found_by, found_at)
     SELECT $1, f."clauseId", f.standing, f.article, f.paragraph, f.page, f.reason, $3, app_now()
       FROM jsonb_to_recordset($2::jsonb) AS f("clauseId" text, standing text, article text, paragraph text, page text, reason text)
     ON CONFLICT (review_id, clause_id) DO UPDATE
       SET standing = EXCLUDED.standing, article = EXCLUDED.article, paragraph = EXCLUDED.paragraph, page = EXCLUDED.page, reason = EXCLUDED.reason,
           found_by = EXCLUDED.found_by, found_at = EXCLUDED.found_at`,
    [reviewId, JSON.stringify(findings), foundBy],
  );
}

/** Takes findings of a draft back. */
export async function removeFindings(tx: Transaction, reviewId: string, clauseIds: readonly string[]): Promise<void> {
  await tx.change('DELETE FROM clause_finding WHERE review_id = $1 AND clause_id = ANY ($2::text[])', [reviewId, clauseIds]);
}

export interface ReviewChanges {
  readonly state?: ClauseReviewState;
  readonly sourceScope?: SourceScope | null;
  readonly sourceStatement?: string | null;
  readonly annexId?: string | null;
  readonly submittedBy?: string;
  readonly decisionId?: string;
}

/** Saves a review if nobody saved since `version` was read. @throws Conflict */
export async function saveReview(tx: Transaction, review: ReviewRow, changes: ReviewChanges): Promise<void> {
  const next = { ...review, ...changes };
  const touched = await tx.change(
    `UPDATE clause_review SET state = $3, source_scope = $4, source_statement = $5, annex_id = $6, submitted_by = coalesce($7, submitted_by),
            submitted_at = CASE WHEN $7::uuid IS NULL THEN submitted_at ELSE app_now() END, decision_id = coalesce($8, decision_id), saved_at = app_now(), version = version + 1
      WHERE id = $1 AND version = $2`,
    [review.id, review.version, next.state, next.sourceScope, next.sourceStatement, next.annexId, changes.submittedBy ?? null, changes.decisionId ?? null],
  );
  if (touched === 0) throw new Conflict({ subject: 'clause review', id: review.id });
}
