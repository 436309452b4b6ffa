import { randomUUID } from 'node:crypto';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ReviewedKind, ReviewVerdict } from '../domain/evidence-review.js';

/** A file that proves something of what is reviewed. */
export interface ReviewedFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly purpose: string;
  readonly broughtBy: string;
  readonly uploadedAt: string;
  /** The day on which what it shows took place, where a hand-over says so. */
  readonly effectiveOn: string | null;
  /** A fault of the file that stands. */
  readonly fault: 'corrupt' | 'missing' | null;
}

/** One thing that was recorded of what is reviewed; its words are the presenter's. */
export interface RecordedFact {
  readonly what: 'delivery' | 'test' | 'settlement' | 'closure' | 'seen' | 'run' | 'run-end' | 'survey' | 'destruction' | 'retained' | 'closed';
  readonly at: string;
  readonly by: string;
  /** Whether it proves what it should; null where nothing was tried. */
  readonly passed: boolean | null;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** What an auditor found, and the agency's answer to a question. */
export interface ReviewRow {
  readonly id: string;
  readonly verdict: ReviewVerdict;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
  readonly answer: { readonly text: string; readonly by: string; readonly at: string } | null;
}

/** What is reviewed, with what proves it and what was found of it. */
export interface ReviewedSubject {
  readonly kind: ReviewedKind;
  readonly subjectId: string;
  readonly closingId: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly agencyId: string;
  readonly agencyName: string;
  /** What it is: the item with its code, the account with its system; null of the closing itself. */
  readonly title: string | null;
  /** What the evidence of an item must prove, as its list says; null of accounts and of the closing, of which all must prove the same. */
  readonly mustProve: string | null;
  /** What the library asks as evidence; null where it says nothing. */
  readonly asked: string | null;
  /** What was recorded of it: hand-overs and tests; settlements, closures and looks; run and copies. Oldest first. */
  readonly recorded: readonly RecordedFact[];
  readonly files: readonly ReviewedFile[];
  /** Newest first. */
  readonly reviews: readonly ReviewRow[];
}

const reviewsSql = (kind: string, subject: string): string => `(SELECT coalesce(json_agg(json_build_object('id', r.id, 'verdict', r.verdict, 'reason', r.reason, 'by', u.full_name, 'at', r.reviewed_at,
    'answer', CASE WHEN w.review_id IS NULL THEN NULL ELSE json_build_object('text', w.text, 'by', y.full_name, 'at', w.answered_at) END) ORDER BY r.seq DESC), '[]')
    FROM evidence_review r JOIN user_account u ON u.id = r.reviewed_by LEFT JOIN evidence_answer w ON w.review_id = r.id LEFT JOIN user_account y ON y.id = w.answered_by
   WHERE r.closing_id = k.id AND r.subject_kind = ${kind} AND r.subject_id = ${subject})`;

const fileSql = (effective: string): string => `json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size, 'sha256', f.sha256, 'purpose', f.purpose,
    'broughtBy', coalesce(b.full_name, f.brought_by), 'uploadedAt', f.uploaded_at, 'effectiveOn', ${effective},
    'fault', (SELECT x.finding FROM evidence_fault x WHERE x.sha256 = f.sha256 AND x.cleared_at IS NULL))`;

const head = `k.id AS "closingId", k.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName", k.agency_id AS "agencyId", a.name AS "agencyName"`;
const closingTables = `JOIN contract c ON c.id = k.contract_id JOIN published_vendor v ON v.id = k.vendor_id JOIN agency a ON a.id = k.agency_id`;

/** The order in which things of one moment are told. */
const TOLD = `ARRAY['delivery', 'test', 'closure', 'settlement', 'seen', 'run', 'run-end', 'survey', 'destruction', 'retained', 'closed']`;

/** Recorded facts out of a query of (at, what, by, passed, facts), oldest first. */
const recordedSql = (facts: string): string => `(SELECT coalesce(json_agg(json_build_object('what', z.what, 'at', z.at, 'by', z.by, 'passed', z.passed, 'facts', z.facts) ORDER BY z.at, array_position(${TOLD}, z.what)), '[]') FROM (${facts}) z (at, what, by, passed, facts))`;

/** Files out of a query of (at, file), oldest first. */
const filesSql = (files: string): string => `(SELECT coalesce(json_agg(z.file ORDER BY z.at), '[]') FROM (${files}) z (at, file))`;

const person = (column: string): string => `(SELECT p.full_name FROM person_name p WHERE p.id = ${column})`;

const itemSql = `SELECT 'item' AS kind, i.id AS "subjectId", ${head}, concat_ws(' ', i.item, i.name) AS title, i.acceptance_test AS "mustProve", i.evidence AS asked,
    ${recordedSql(`
      SELECT d.uploaded_at, 'delivery', d.giver_name, NULL::boolean, json_build_object('ordinal', d.ordinal, 'contents', d.contents, 'place', d.place) FROM handover_delivery d WHERE d.item_id = i.id
      UNION ALL
      SELECT t.ran_at, 'test', coalesce(${person('t.tester_id')}, g.name), t.passed, json_build_object('equipment', t.equipment, 'result', t.result)
        FROM handover_test t JOIN handover_delivery d ON d.id = t.delivery_id LEFT JOIN handover_guest g ON g.id = t.guest_id WHERE d.item_id = i.id`)} AS recorded,
    ${filesSql(`
      SELECT f.uploaded_at, ${fileSql('d.effective_on')} FROM handover_delivery d JOIN attachment f ON f.subject_kind = 'handover-delivery' AND f.subject_id = d.id LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE d.item_id = i.id
      UNION ALL
      SELECT f.uploaded_at, ${fileSql('NULL')} FROM handover_delivery d JOIN handover_test t ON t.delivery_id = d.id JOIN attachment f ON f.subject_kind = 'handover-test' AND f.subject_id = t.id
        LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE d.item_id = i.id`)} AS files,
    ${reviewsSql(`'item'`, 'i.id')} AS reviews
  FROM handover_item i JOIN closing k ON k.id = i.closing_id ${closingTables} WHERE i.id = $1`;

/** An account is settled by what is recorded here, or closed in the room of access, whose proof lies with the grant. */
const accountSql = `SELECT 'account' AS kind, n.id AS "subjectId", ${head}, concat_ws(' – ', n.name, (SELECT y.name FROM published_system y WHERE y.id = n.system_id)) AS title, NULL AS "mustProve", NULL AS asked,
    ${recordedSql(`
      SELECT s.done_at, 'settlement', ${person('s.settled_by')}, s.sign_in_failed, json_build_object('action', s.action, 'proof', s.proof) FROM account_settlement s WHERE s.account_id = n.id
      UNION ALL
      SELECT x.done_at, 'closure', ${person('x.confirmed_by')}, NULL, json_build_object('action', x.action, 'proof', x.proof)
        FROM access_line l JOIN access_closure x ON x.line_id = l.id WHERE l.contract_id = k.contract_id AND l.account_id = n.account_id
      UNION ALL
      SELECT w.taken_at, 'seen', ${person('w.recorded_by')}, NOT (r.enabled AND r.belongs <> 'agency'), json_build_object('enabled', r.enabled, 'belongs', r.belongs)
        FROM account_survey w JOIN account_survey_row r ON r.survey_id = w.id AND account_key(r.name) = account_key(n.name) WHERE w.closing_id = k.id AND w.system_id = n.system_id`)} AS recorded,
    ${filesSql(`
      SELECT f.uploaded_at, ${fileSql('NULL')} FROM attachment f LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE f.subject_kind = 'closing-account' AND f.subject_id = n.id
      UNION ALL
      SELECT f.uploaded_at, ${fileSql('NULL')} FROM access_line l JOIN access_closure x ON x.line_id = l.id JOIN attachment f ON f.subject_kind = 'access-grant' AND f.subject_id = l.grant_id AND f.sha256 = x.file_sha256
        LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE l.contract_id = k.contract_id AND l.account_id = n.account_id`)} AS files,
    ${reviewsSql(`'account'`, 'n.id')} AS reviews
  FROM closing_account n JOIN closing k ON k.id = n.closing_id ${closingTables} WHERE n.id = $1`;

const closingSql = `SELECT 'closing' AS kind, k.id AS "subjectId", ${head}, NULL AS title, NULL AS "mustProve", NULL AS asked,
    ${recordedSql(`
      SELECT r.began_at, 'run', ${person('r.began_by')}, NULL::boolean, json_build_object('ordinal', r.ordinal, 'endsOn', r.ends_on) FROM independent_run r WHERE r.closing_id = k.id
      UNION ALL
      SELECT e.finished_at, 'run-end', ${person('e.finished_by')}, e.outcome = 'passed', json_build_object('note', e.note) FROM independent_run r JOIN independent_run_end e ON e.run_id = r.id WHERE r.closing_id = k.id
      UNION ALL
      SELECT w.taken_at, 'survey', ${person('w.recorded_by')}, NOT EXISTS (SELECT 1 FROM account_survey_row x WHERE x.survey_id = w.id AND x.enabled AND x.belongs <> 'agency'),
             json_build_object('system', (SELECT y.name FROM published_system y WHERE y.id = w.system_id), 'accounts', (SELECT count(*) FROM account_survey_row x WHERE x.survey_id = w.id),
                               'alive', (SELECT count(*) FROM account_survey_row x WHERE x.survey_id = w.id AND x.enabled AND x.belongs = 'vendor'))
        FROM account_survey w WHERE w.closing_id = k.id
      UNION ALL
      SELECT d.done_at, 'destruction', ${person('d.recorded_by')}, NULL, json_build_object('scope', d.scope, 'method', d.method, 'minutes', d.minutes_number, 'subcontractors', d.subcontractors) FROM destruction d WHERE d.closing_id = k.id
      UNION ALL
      SELECT t.recorded_at, 'retained', ${person('t.recorded_by')}, NULL, json_build_object('what', t.what, 'ground', t.ground, 'until', t.until) FROM retained_copy t WHERE t.closing_id = k.id
      UNION ALL
      SELECT o.closed_at, 'closed', ${person('o.closed_by')}, NULL, '{}'::json FROM contract_close o WHERE o.closing_id = k.id`)} AS recorded,
    ${filesSql(`SELECT f.uploaded_at, ${fileSql('NULL')} FROM attachment f LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE f.subject_kind = 'closing' AND f.subject_id = k.id`)} AS files,
    ${reviewsSql(`'closing'`, 'k.id')} AS reviews
  FROM closing k ${closingTables} WHERE k.id = $1`;

const statements: Readonly<Record<ReviewedKind, string>> = { item: itemSql, account: accountSql, closing: closingSql };

/** What is reviewed, in one statement; undefined when there is none. Whether the reader may see it is decided by its agency. */
export function selectReviewed(reader: Reader, kind: ReviewedKind, subjectId: string): Promise<ReviewedSubject | undefined> {
  return reader.row<ReviewedSubject>(statements[kind], [subjectId]);
}

/** One line of what can be reviewed of a closing. */
export interface ReviewLine {
  readonly kind: ReviewedKind;
  readonly id: string;
  /** Null of the closing itself. */
  readonly title: string | null;
  readonly files: number;
  readonly faults: number;
  readonly verdict: ReviewVerdict | null;
  readonly answered: boolean;
}

/** What can be reviewed of a closing. */
export interface ReviewList {
  readonly closingId: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly lines: readonly ReviewLine[];
}

/** Everything of a closing that has evidence, with what was last found of it; one statement. */
export function selectReviewList(reader: Reader, closingId: string): Promise<ReviewList | undefined> {
  return reader.row<ReviewList>(
    `WITH part AS (
       SELECT 'item' AS kind, i.id, concat_ws(' ', i.item, i.name) AS title, 1 AS place, i.item AS code FROM handover_item i WHERE i.closing_id = $1 AND i.step NOT IN ('account-revocation', 'deletion')
       UNION ALL SELECT 'account', n.id, concat_ws(' – ', n.name, (SELECT y.name FROM published_system y WHERE y.id = n.system_id)), 2, n.name FROM closing_account n WHERE n.closing_id = $1
       UNION ALL SELECT 'closing', k.id, NULL, 3, '' FROM closing k WHERE k.id = $1),
     proof AS (
       SELECT 'item' AS kind, d.item_id AS id, f.sha256 FROM handover_item i JOIN handover_delivery d ON d.item_id = i.id
         JOIN attachment f ON f.subject_kind = 'handover-delivery' AND f.subject_id = d.id WHERE i.closing_id = $1
       UNION ALL SELECT 'item', d.item_id, f.sha256 FROM handover_item i JOIN handover_delivery d ON d.item_id = i.id JOIN handover_test t ON t.delivery_id = d.id
         JOIN attachment f ON f.subject_kind = 'handover-test' AND f.subject_id = t.id WHERE i.closing_id = $1
       UNION ALL SELECT 'account', n.id, f.sha256 FROM closing_account n JOIN attachment f ON f.subject_kind = 'closing-account' AND f.subject_id = n.id WHERE n.closing_id = $1
       UNION ALL SELECT 'account', n.id, f.sha256 FROM closing_account n JOIN closing k ON k.id = n.closing_id JOIN access_line l ON l.contract_id = k.contract_id AND l.account_id = n.account_id
         JOIN access_closure x ON x.line_id = l.id JOIN attachment f ON f.subject_kind = 'access-grant' AND f.subject_id = l.grant_id AND f.sha256 = x.file_sha256 WHERE n.closing_id = $1
       UNION ALL SELECT 'closing', f.subject_id, f.sha256 FROM attachment f WHERE f.subject_kind = 'closing' AND f.subject_id = $1)
     SELECT ${head},
            (SELECT coalesce(json_agg(json_build_object('kind', p.kind, 'id', p.id, 'title', p.title,
                      'files', (SELECT count(*) FROM proof x WHERE x.kind = p.kind AND x.id = p.id),
                      'faults', (SELECT count(*) FROM proof x JOIN evidence_fault e ON e.sha256 = x.sha256 AND e.cleared_at IS NULL WHERE x.kind = p.kind AND x.id = p.id),
                      'verdict', r.verdict, 'answered', r.answered) ORDER BY p.place, p.code NULLS LAST, p.title), '[]')
               FROM part p LEFT JOIN LATERAL (SELECT y.verdict, EXISTS (SELECT 1 FROM evidence_answer w WHERE w.review_id = y.id) AS answered FROM evidence_review y
                                               WHERE y.closing_id = $1 AND y.subject_kind = p.kind AND y.subject_id = p.id ORDER BY y.seq DESC LIMIT 1) r ON true) AS lines
       FROM closing k ${closingTables} WHERE k.id = $1`,
    [closingId],
  );
}

/** What a finding is about. */
export function selectReviewPlace(reader: Reader, reviewId: string): Promise<{ readonly kind: ReviewedKind; readonly subjectId: string } | undefined> {
  return reader.row('SELECT subject_kind AS kind, subject_id AS "subjectId" FROM evidence_review WHERE id = $1', [reviewId]);
}

/** Writes a finding of an auditor's. @returns its identifier */
export async function insertReview(
  tx: Transaction,
  review: { readonly closingId: string; readonly kind: ReviewedKind; readonly subjectId: string; readonly verdict: ReviewVerdict; readonly reason: string | null; readonly by: string },
): Promise<string> {
  const id = randomUUID();
  await tx.change('INSERT INTO evidence_review (id, closing_id, subject_kind, subject_id, verdict, reason, reviewed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    id, review.closingId, review.kind, review.subjectId, review.verdict, review.reason, review.by,
  ]);
  return id;
}

/** A finding that is to be answered, locked. */
export interface HeldReview {
  readonly id: string;
  readonly closingId: string;
  readonly agencyId: string;
  readonly kind: ReviewedKind;
  readonly subjectId: string;
  readonly verdict: ReviewVerdict;
  readonly reviewedBy: string;
  readonly answered: boolean;
}

/** The finding with its agency; the closing's row keeps two answers from coming at once. */
export async function holdReview(tx: Transaction, reviewId: string): Promise<HeldReview | undefined> {
  return (await tx.query<HeldReview>(
    `SELECT r.id, r.closing_id AS "closingId", k.agency_id AS "agencyId", r.subject_kind AS kind, r.subject_id AS "subjectId", r.verdict, r.reviewed_by AS "reviewedBy",
            EXISTS (SELECT 1 FROM evidence_answer w WHERE w.review_id = r.id) AS answered
       FROM evidence_review r JOIN closing k ON k.id = r.closing_id WHERE r.id = $1`,
    [reviewId],
  ))[0];
}

/** Writes the agency's answer to a question. */
export async function insertAnswer(tx: Transaction, answer: { readonly reviewId: string; readonly text: string; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO evidence_answer (review_id, text, answered_by) VALUES ($1, $2, $3)', [answer.reviewId, answer.text, answer.by]);
}
