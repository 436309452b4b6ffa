import { randomUUID } from 'node:crypto';
import { Conflict } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** Opens a round. @returns its identifier */
export async function insertRound(tx: Transaction, round: { readonly questionnaireId: string; readonly ordinal: number; readonly openedBy: string; readonly reopenReason: string | null }): Promise<string> {
  const id = randomUUID();
  await tx.change('INSERT INTO questionnaire_round (id, questionnaire_id, ordinal, opened_by, reopen_reason) VALUES ($1, $2, $3, $4, $5)', [
    id, round.questionnaireId, round.ordinal, round.openedBy, round.reopenReason,
  ]);
  return id;
}

/** Begins a round with the answers and evidence of the one before, as they stood. */
export async function copyRound(tx: Transaction, fromRoundId: string, toRoundId: string): Promise<void> {
  await copyAnswers(tx, fromRoundId, toRoundId, undefined);
  await tx.change(
    `INSERT INTO questionnaire_evidence (round_id, criterion_id, attachment_id, valid_until, added_at)
     SELECT $2, criterion_id, attachment_id, valid_until, added_at FROM questionnaire_evidence WHERE round_id = $1`,
    [fromRoundId, toRoundId],
  );
}

/** Copies answers as they stood; with `criteria`, only theirs. @returns how many */
export function copyAnswers(tx: Transaction, fromRoundId: string, toRoundId: string, criteria: readonly string[] | undefined): Promise<number> {
  return tx.change(
    `INSERT INTO questionnaire_answer (round_id, criterion_id, claim, text, saved_at)
     SELECT $2, criterion_id, claim, text, saved_at FROM questionnaire_answer WHERE round_id = $1 AND ($3::text[] IS NULL OR criterion_id = ANY ($3))`,
    [fromRoundId, toRoundId, criteria ?? null],
  );
}

/** Copies evidence into a questionnaire of another agency: new attachments over the same bytes, with the days they had. @returns how many files */
export async function copyEvidence(
  tx: Transaction,
  copy: { readonly fromRoundId: string; readonly toRoundId: string; readonly questionnaireId: string; readonly agencyId: string; readonly criteria: readonly string[]; readonly broughtBy: string },
): Promise<number> {
  const source = await tx.query<{ id: string }>('SELECT id FROM questionnaire_evidence WHERE round_id = $1 AND criterion_id = ANY ($2)', [copy.fromRoundId, copy.criteria]);
  const pairs = [source.map(({ id }) => id), source.map(() => randomUUID())];
  await tx.change(
    `INSERT INTO attachment (id, subject_kind, subject_id, agency_id, purpose, name, media_type, size, sha256, brought_by, uploaded_at)
     SELECT p.new_id, 'questionnaire', $3, $4, f.purpose, f.name, f.media_type, f.size, f.sha256, $5, f.uploaded_at
       FROM unnest($1::uuid[], $2::uuid[]) p (evidence_id, new_id) JOIN questionnaire_evidence e ON e.id = p.evidence_id JOIN attachment f ON f.id = e.attachment_id`,
    [...pairs, copy.questionnaireId, copy.agencyId, copy.broughtBy],
  );
  return tx.change(
    `INSERT INTO questionnaire_evidence (round_id, criterion_id, attachment_id, valid_until, added_at)
     SELECT $3, e.criterion_id, p.new_id, e.valid_until, e.added_at FROM unnest($1::uuid[], $2::uuid[]) p (evidence_id, new_id) JOIN questionnaire_evidence e ON e.id = p.evidence_id`,
    [...pairs, copy.toRoundId],
  );
}

export interface Submission {
  readonly linkId: string;
  readonly declarantName: string;
  readonly declarantPost: string;
  readonly declarantEmail: string;
  readonly from: string;
  readonly reuseAgreed: boolean;
  readonly answersHash: string;
}

/** Closes a round as the vendor sends it in. */
export async function submitRound(tx: Transaction, roundId: string, s: Submission): Promise<void> {
  await tx.change(
    `UPDATE questionnaire_round SET submitted_at = app_now(), submitted_link_id = $2, declarant_name = $3, declarant_post = $4, declarant_email = $5, submitted_from = $6,
            reuse_agreed = $7, answers_hash = $8, version = version + 1 WHERE id = $1 AND submitted_at IS NULL`,
    [roundId, s.linkId, s.declarantName, s.declarantPost, s.declarantEmail, s.from, s.reuseAgreed, s.answersHash],
  );
}

/** Closes a round of answers that were taken over, with the day they were sent in. */
export async function closeTakenOver(tx: Transaction, roundId: string, originRoundId: string, answersHash: string): Promise<void> {
  await tx.change(
    `UPDATE questionnaire_round SET submitted_at = (SELECT o.submitted_at FROM questionnaire_round o WHERE o.id = $2), reuse_agreed = false, answers_hash = $3, version = version + 1 WHERE id = $1`,
    [roundId, originRoundId, answersHash],
  );
}

/** Notes that somebody received the answers, if nothing changed since `version` was read. @throws Conflict */
export async function receiveRound(tx: Transaction, round: { readonly id: string; readonly version: number; readonly by: string }): Promise<void> {
  const changed = await tx.change('UPDATE questionnaire_round SET received_at = app_now(), received_by = $3, version = version + 1 WHERE id = $1 AND version = $2', [round.id, round.version, round.by]);
  if (changed === 0) throw new Conflict({ subject: 'questionnaire', id: round.id });
}
