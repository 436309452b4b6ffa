import type { CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Claim } from '../domain/claim.js';

/** What stands behind a live link, locked for an act of the vendor. */
export interface HeldSheet {
  readonly linkId: string;
  readonly questionnaireId: string;
  readonly agencyId: string;
  readonly contractId: string;
  readonly assessmentId: string | null;
  readonly vendorName: string;
  readonly criteria: readonly string[];
  readonly roundId: string;
  readonly ordinal: number;
  readonly submittedAt: Date | null;
}

/**
 * Finds the sheet of a link that is in force and locks link and round, so that a revocation or a sending-in at the same moment comes before or after, never between.
 * @throws NotFound, the same for unknown, ended and revoked links
 */
export async function holdSheet(tx: Transaction, tokenHash: Buffer): Promise<HeldSheet> {
  const [found] = await tx.query<HeldSheet>(
    `SELECT l.id AS "linkId", q.id AS "questionnaireId", q.agency_id AS "agencyId", q.contract_id AS "contractId", q.assessment_id AS "assessmentId", v.name AS "vendorName",
            q.criteria, r.id AS "roundId", r.ordinal, r.submitted_at AS "submittedAt"
       FROM questionnaire_link l JOIN questionnaire q ON q.id = l.questionnaire_id JOIN published_vendor v ON v.id = q.vendor_id
       JOIN questionnaire_round r ON r.questionnaire_id = q.id AND r.ordinal = (SELECT max(x.ordinal) FROM questionnaire_round x WHERE x.questionnaire_id = q.id)
      WHERE l.token_hash = $1 AND l.revoked_at IS NULL AND l.expires_at > app_now() FOR UPDATE OF l, r`,
    [tokenHash],
  );
  if (found === undefined) throw new NotFound('questionnaire link');
  return found;
}

export interface StoredAnswer {
  readonly criterionId: string;
  readonly claim: Claim | null;
  readonly text: string | null;
  readonly version: number;
}

/** The answers of a round, for those criteria. */
export function selectAnswers(tx: Transaction, roundId: string, criteria: readonly string[]): Promise<StoredAnswer[]> {
  return tx.query<StoredAnswer>(
    'SELECT criterion_id AS "criterionId", claim, text, version FROM questionnaire_answer WHERE round_id = $1 AND criterion_id = ANY ($2) ORDER BY criterion_id',
    [roundId, criteria],
  );
}

/** Writes an answer, over the one that stood there. */
export async function saveAnswer(tx: Transaction, answer: { readonly roundId: string; readonly criterionId: string; readonly claim: Claim | null; readonly text: string | null; readonly linkId: string }): Promise<void> {
  await tx.change(
    `INSERT INTO questionnaire_answer AS a (round_id, criterion_id, claim, text, link_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (round_id, criterion_id) DO UPDATE SET claim = EXCLUDED.claim, text = EXCLUDED.text, link_id = EXCLUDED.link_id, saved_at = app_now(), version = a.version + 1`,
    [answer.roundId, answer.criterionId, answer.claim, answer.text, answer.linkId],
  );
}

/** Adds a file as evidence. */
export async function insertEvidence(tx: Transaction, evidence: { readonly roundId: string; readonly criterionId: string; readonly attachmentId: string; readonly validUntil: CalendarDay | null; readonly linkId: string }): Promise<void> {
  await tx.change('INSERT INTO questionnaire_evidence (round_id, criterion_id, attachment_id, valid_until, link_id) VALUES ($1, $2, $3, $4, $5)', [
    evidence.roundId, evidence.criterionId, evidence.attachmentId, evidence.validUntil, evidence.linkId,
  ]);
}

/** Takes evidence out of a round; the file itself stays in the store. @returns how many */
export function removeEvidence(tx: Transaction, roundId: string, criteria: readonly string[], evidenceIds: readonly string[]): Promise<number> {
  return tx.change('DELETE FROM questionnaire_evidence WHERE round_id = $1 AND criterion_id = ANY ($2) AND id = ANY ($3::uuid[])', [roundId, criteria, evidenceIds]);
}

/** Files and bytes that were brought to a questionnaire in all its rounds, those taken out again included. */
export async function weighFiles(tx: Transaction, questionnaireId: string): Promise<{ readonly files: number; readonly bytes: number }> {
  const [row] = await tx.query<{ files: number; bytes: string }>(
    `SELECT count(*)::int AS files, coalesce(sum(size), 0)::text AS bytes FROM attachment WHERE subject_kind = 'questionnaire' AND subject_id = $1`,
    [questionnaireId],
  );
  return { files: row?.files ?? 0, bytes: Number(row?.bytes ?? 0) };
}

/** What is sealed of a round when it is sent in: every answer and the hash of every file. */
export async function sealedContent(tx: Transaction, roundId: string): Promise<{ readonly answers: object[]; readonly evidence: object[] }> {
  const answers = await tx.query<{ criterion: string }>('SELECT criterion_id AS criterion, claim, text FROM questionnaire_answer WHERE round_id = $1 ORDER BY criterion_id', [roundId]);
  const evidence = await tx.query<{ criterion: string }>(
    `SELECT e.criterion_id AS criterion, f.sha256, e.valid_until AS "validUntil" FROM questionnaire_evidence e JOIN attachment f ON f.id = e.attachment_id
      WHERE e.round_id = $1 ORDER BY e.criterion_id, f.sha256, e.id`,
    [roundId],
  );
  return { answers: answers.map((row) => ({ ...row })), evidence: evidence.map((row) => ({ ...row })) };
}
