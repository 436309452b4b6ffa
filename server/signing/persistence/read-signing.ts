import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { HireFacts } from '../../library/index.js';
import type { Reader } from '../../platform/database/reading.js';
import type { GateStage } from '../domain/gate.js';
import type { ReviewRow } from './reviews.js';
import { conditionsSql, type ConditionRow } from './signatures.js';

/** An annex as the page lists it; `attachmentId` is where it is downloaded. */
export interface AnnexLine {
  readonly id: string;
  readonly ordinal: number;
  readonly sha256: string;
  readonly madeAt: string;
  readonly madeByName: string;
  readonly attachmentId: string | null;
  readonly modelVersion: string;
}

export interface ReviewPage {
  readonly facts: HireFacts;
  readonly review: (ReviewRow & { readonly savedAt: string; readonly submittedByName: string | null; readonly submittedAt: string | null }) | null;
  readonly annexes: readonly AnnexLine[];
  /** The newest decision about the newest review, with its ground. */
  readonly decision: { readonly outcome: 'approved' | 'returned'; readonly ground: string | null; readonly by: string; readonly post: string; readonly at: string; readonly capacity: string; readonly paperNumber: string | null } | null;
  /** The signed minutes (HS-04) and the printed annex (HS-05) of this contract. */
  readonly records: readonly { readonly id: string; readonly kind: string; readonly part: string; readonly status: string; readonly number: string | null; readonly issuedOn: CalendarDay | null }[];
}

/** Everything the page about a contract's clauses shows, in one statement. */
export function selectReviewPage(reader: Reader, contractId: string): Promise<ReviewPage | undefined> {
  return reader.row<ReviewPage>(
    `SELECT jsonb_build_object('level', f.level, 'personalData', f.personal_data, 'cloud', f.cloud) AS facts,
            (SELECT jsonb_build_object('id', r.id, 'contractId', r.contract_id, 'round', r.round, 'libraryVersion', r.library_version, 'state', r.state, 'sourceScope', r.source_scope,
                      'sourceStatement', r.source_statement, 'annexId', r.annex_id, 'submittedBy', r.submitted_by, 'submittedByName', p.full_name, 'submittedAt', r.submitted_at, 'savedAt', r.saved_at,
                      'version', r.version,
                      'findings', coalesce((SELECT jsonb_agg(jsonb_build_object('clauseId', n.clause_id, 'standing', n.standing, 'article', n.article, 'paragraph', n.paragraph, 'page', n.page, 'reason', n.reason) ORDER BY n.clause_id)
                                              FROM clause_finding n WHERE n.review_id = r.id), '[]'))
               FROM clause_review r LEFT JOIN person_name p ON p.id = r.submitted_by WHERE r.contract_id = c.id ORDER BY r.round DESC LIMIT 1) AS review,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', x.id, 'ordinal', x.ordinal, 'sha256', x.sha256, 'madeAt', x.made_at, 'madeByName', p.full_name, 'modelVersion', x.model_version,
                        'attachmentId', (SELECT t.id FROM attachment t WHERE t.subject_kind = 'contract' AND t.subject_id = c.id AND t.sha256 = x.sha256 LIMIT 1)) ORDER BY x.ordinal DESC)
                        FROM security_annex x JOIN person_name p ON p.id = x.made_by WHERE x.contract_id = c.id), '[]') AS annexes,
            (SELECT jsonb_build_object('outcome', d.outcome, 'ground', d.ground, 'by', p.full_name, 'post', p.post, 'at', d.recorded_at, 'capacity', d.capacity, 'paperNumber', d.paper_number)
               FROM decision d JOIN person_name p ON p.id = d.decided_by
              WHERE d.subject_kind = 'clause-review' AND d.subject_id = (SELECT r.id FROM clause_review r WHERE r.contract_id = c.id ORDER BY r.round DESC LIMIT 1)
              ORDER BY d.recorded_at DESC LIMIT 1) AS decision,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'part', d.part, 'status', d.status, 'number', d.number_text, 'issuedOn', d.issued_on) ORDER BY d.kind, d.prepared_on DESC)
                        FROM published_record d WHERE d.subject_kind = 'contract' AND d.subject_id = c.id AND d.kind IN ('HS-04', 'HS-05') AND d.status <> 'withdrawn' AND d.replaced_by_id IS NULL), '[]') AS records
       FROM contract c, contract_hire_facts(c) f WHERE c.id = $1`,
    [contractId],
  );
}

/** How the conditions of a gate stand; what walls and acts read too. */
export function selectConditions(reader: Reader, contractId: string, stage: GateStage): Promise<ConditionRow[]> {
  return reader.rows<ConditionRow>(conditionsSql, [contractId, stage]);
}

/** What has been recorded of a contract's signing and of its way into operation. */
export interface OperationPapers {
  readonly signature: {
    readonly number: string;
    readonly signedOn: CalendarDay;
    readonly agencySigner: string;
    readonly agencySignerPost: string;
    readonly vendorSigner: string;
    readonly vendorSignerPost: string;
    readonly sha256: string;
    readonly attachmentId: string | null;
  } | null;
  readonly trialBeganOn: CalendarDay | null;
  readonly wentLiveOn: CalendarDay | null;
  readonly trials: readonly { readonly ordinal: number; readonly outcome: 'passed' | 'failed'; readonly number: string; readonly day: CalendarDay; readonly summary: string; readonly by: string; readonly attachmentId: string | null }[];
  readonly deployments: readonly { readonly number: string; readonly day: CalendarDay; readonly summary: string; readonly by: string; readonly attachmentId: string | null }[];
}

export async function selectOperationPapers(reader: Reader, contractId: string): Promise<OperationPapers> {
  const file = (sha256: string): string => `(SELECT t.id FROM attachment t WHERE t.subject_kind = 'contract' AND t.subject_id = $1 AND t.sha256 = ${sha256} LIMIT 1)`;
  const row = await reader.row<OperationPapers>(
    `SELECT (SELECT jsonb_build_object('number', s.number, 'signedOn', s.signed_on, 'agencySigner', p.full_name, 'agencySignerPost', p.post, 'vendorSigner', s.vendor_signer_name,
                      'vendorSignerPost', s.vendor_signer_post, 'sha256', s.file_sha256, 'attachmentId', ${file('s.file_sha256')})
               FROM contract_signature s JOIN person_name p ON p.id = s.agency_signer_id WHERE s.contract_id = $1) AS signature,
            (SELECT on_day FROM contract_milestone WHERE contract_id = $1 AND milestone = 'trial-began') AS "trialBeganOn",
            (SELECT on_day FROM contract_milestone WHERE contract_id = $1 AND milestone = 'went-live') AS "wentLiveOn",
            coalesce((SELECT jsonb_agg(jsonb_build_object('ordinal', x.ordinal, 'outcome', x.outcome, 'number', x.document_number, 'day', x.document_on, 'summary', x.summary, 'by', p.full_name,
                        'attachmentId', ${file('x.file_sha256')}) ORDER BY x.ordinal DESC)
                        FROM trial_result x JOIN person_name p ON p.id = x.recorded_by WHERE x.contract_id = $1), '[]') AS trials,
            coalesce((SELECT jsonb_agg(jsonb_build_object('number', x.document_number, 'day', x.document_on, 'summary', x.summary, 'by', p.full_name, 'attachmentId', ${file('x.file_sha256')})
                        ORDER BY x.document_on DESC, x.recorded_at DESC)
                        FROM plan_deployment x JOIN person_name p ON p.id = x.recorded_by WHERE x.contract_id = $1), '[]') AS deployments`,
    [contractId],
  );
  return row ?? { signature: null, trialBeganOn: null, wentLiveOn: null, trials: [], deployments: [] };
}
