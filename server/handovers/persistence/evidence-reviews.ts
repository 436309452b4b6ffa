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
  /** What it is: the item with its code, the account with its system, the closing. */
  readonly title: string;
  /** What the evidence must prove. */
  readonly mustProve: string;
  /** What the library asks as evidence; null where it says nothing. */
  readonly asked: string | null;
  /** What was recorded of it: hand-overs and tests, settlements, run and copies; oldest first. */
  readonly recorded: readonly { readonly at: string; readonly text: string; readonly by: string; readonly passed: boolean | null }[];
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

const statements: Readonly<Record<ReviewedKind, string>> = {
  item: `SELECT 'item' AS kind, i.id AS "subjectId", ${head}, concat_ws(' ', i.item, i.name) AS title, i.acceptance_test AS "mustProve", i.evidence AS asked,
      (SELECT coalesce(json_agg(z.what ORDER BY z.at), '[]') FROM (
         SELECT d.uploaded_at AS at, json_build_object('at', d.uploaded_at, 'text', concat('Bàn giao lần ', d.ordinal, ': ', d.contents, '. Nơi để: ', d.place), 'by', d.giver_name, 'passed', NULL) AS what
           FROM handover_delivery d WHERE d.item_id = i.id
         UNION ALL
         SELECT t.recorded_at, json_build_object('at', t.ran_at, 'text', concat('Kiểm tra trên ', t.equipment, ': ', t.result), 'by', coalesce(u.full_name, g.name), 'passed', t.passed)
           FROM handover_test t JOIN handover_delivery d ON d.id = t.delivery_id LEFT JOIN user_account u ON u.id = t.tester_id LEFT JOIN handover_guest g ON g.id = t.guest_id WHERE d.item_id = i.id) z) AS recorded,
      (SELECT coalesce(json_agg(z.what ORDER BY z.at), '[]') FROM (
         SELECT f.uploaded_at AS at, ${fileSql('d.effective_on')} AS what
           FROM handover_delivery d JOIN attachment f ON f.subject_kind = 'handover-delivery' AND f.subject_id = d.id LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE d.item_id = i.id
         UNION ALL
         SELECT f.uploaded_at, ${fileSql('NULL')}
           FROM handover_delivery d JOIN handover_test t ON t.delivery_id = d.id JOIN attachment f ON f.subject_kind = 'handover-test' AND f.subject_id = t.id LEFT JOIN user_account b ON b.id = f.uploaded_by
          WHERE d.item_id = i.id) z) AS files,
      ${reviewsSql(`'item'`, 'i.id')} AS reviews
    FROM handover_item i JOIN closing k ON k.id = i.closing_id ${closingTables} WHERE i.id = $1`,
  account: `SELECT 'account' AS kind, n.id AS "subjectId", ${head}, n.name AS title, 'Đăng nhập bằng tài khoản này của bên cung cấp không thành công sau khi đã đổi mật khẩu hoặc hủy bỏ.' AS "mustProve", NULL AS asked,
      (SELECT coalesce(json_agg(json_build_object('at', s.done_at, 'text', s.proof, 'by', u.full_name, 'passed', s.sign_in_failed) ORDER BY s.seq), '[]')
         FROM account_settlement s JOIN user_account u ON u.id = s.settled_by WHERE s.account_id = n.id) AS recorded,
      (SELECT coalesce(json_agg(${fileSql('NULL')} ORDER BY f.uploaded_at), '[]') FROM attachment f LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE f.subject_kind = 'closing-account' AND f.subject_id = n.id) AS files,
      ${reviewsSql(`'account'`, 'n.id')} AS reviews
    FROM closing_account n JOIN closing k ON k.id = n.closing_id ${closingTables} WHERE n.id = $1`,
  closing: `SELECT 'closing' AS kind, k.id AS "subjectId", ${head}, 'Chạy thử độc lập và bản sao của bên cung cấp' AS title,
      'Hệ thống vận hành được khi bên cung cấp không còn quyền truy cập; mọi bản sao của bên cung cấp và nhà thầu phụ đã được xóa, hủy hoặc được giữ có căn cứ và thời hạn.' AS "mustProve", NULL AS asked,
      '[]'::json AS recorded,
      (SELECT coalesce(json_agg(${fileSql('NULL')} ORDER BY f.uploaded_at), '[]') FROM attachment f LEFT JOIN user_account b ON b.id = f.uploaded_by WHERE f.subject_kind = 'closing' AND f.subject_id = k.id) AS files,
      ${reviewsSql(`'closing'`, 'k.id')} AS reviews
    FROM closing k ${closingTables} WHERE k.id = $1`,
};

/** What is reviewed, in one statement; undefined when there is none. Whether the reader may see it is decided by its agency. */
export function selectReviewed(reader: Reader, kind: ReviewedKind, subjectId: string): Promise<ReviewedSubject | undefined> {
  return reader.row<ReviewedSubject>(statements[kind], [subjectId]);
}

/** One line of what can be reviewed of a closing. */
export interface ReviewLine {
  readonly kind: ReviewedKind;
  readonly id: string;
  readonly title: string;
  readonly files: number;
  readonly faults: number;
  readonly verdict: ReviewVerdict | null;
  readonly answered: boolean;
}

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
       UNION ALL SELECT 'account', n.id, n.name, 2, n.name FROM closing_account n WHERE n.closing_id = $1
       UNION ALL SELECT 'closing', k.id, 'Chạy thử độc lập và bản sao của bên cung cấp', 3, '' FROM closing k WHERE k.id = $1),
     proof AS (
       SELECT 'item' AS kind, d.item_id AS id, f.sha256 FROM handover_item i JOIN handover_delivery d ON d.item_id = i.id
         JOIN attachment f ON f.subject_kind = 'handover-delivery' AND f.subject_id = d.id WHERE i.closing_id = $1
       UNION ALL SELECT 'item', d.item_id, f.sha256 FROM handover_item i JOIN handover_delivery d ON d.item_id = i.id JOIN handover_test t ON t.delivery_id = d.id
         JOIN attachment f ON f.subject_kind = 'handover-test' AND f.subject_id = t.id WHERE i.closing_id = $1
       UNION ALL SELECT 'account', n.id, f.sha256 FROM closing_account n JOIN attachment f ON f.subject_kind = 'closing-account' AND f.subject_id = n.id WHERE n.closing_id = $1
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

export async function insertAnswer(tx: Transaction, answer: { readonly reviewId: string; readonly text: string; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO evidence_answer (review_id, text, answered_by) VALUES ($1, $2, $3)', [answer.reviewId, answer.text, answer.by]);
}
