import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { MailState } from '../../platform/mail/index.js';
import type { Claim } from '../domain/claim.js';
import type { Standing } from '../domain/standing.js';
import type { Source } from './questionnaires.js';
import { questionnaireFields } from './read-register.js';

/** An answer as it stands in a round. */
export interface AnswerRow {
  readonly criterionId: string;
  readonly claim: Claim | null;
  readonly text: string | null;
  readonly version: number;
}

/** A file of a round. Instants and sizes arrive from JSON as text and number. */
export interface EvidenceRow {
  readonly id: string;
  readonly criterionId: string;
  readonly attachmentId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly validUntil: CalendarDay | null;
  readonly addedAt: string;
}

export interface RoundDetail {
  readonly id: string;
  readonly ordinal: number;
  readonly reopenReason: string | null;
  readonly openedAt: string;
  readonly submittedAt: string | null;
  readonly declarantName: string | null;
  readonly declarantPost: string | null;
  readonly declarantEmail: string | null;
  readonly submittedFrom: string | null;
  readonly reuseAgreed: boolean | null;
  readonly answersHash: string | null;
  readonly receivedAt: string | null;
  readonly receivedByName: string | null;
  readonly version: number;
  readonly answers: readonly AnswerRow[];
  readonly evidence: readonly EvidenceRow[];
}

export interface LinkDetail {
  readonly id: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly issuedByName: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly revokeGround: string | null;
  readonly openedCount: number;
  readonly lastOpenedAt: string | null;
  readonly mail: MailState | null;
}

export interface QuestionnaireDetail {
  readonly id: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorId: string;
  readonly vendorName: string;
  readonly assessmentId: string | null;
  readonly origin: 'sent' | 'taken-over';
  readonly state: Standing;
  readonly criteria: readonly string[];
  readonly criteriaEdition: string;
  readonly senderName: string;
  readonly sentAt: Date;
  /** Newest first. */
  readonly rounds: readonly RoundDetail[];
  /** Newest first. */
  readonly links: readonly LinkDetail[];
}

/** The answers and evidence of round `r`, as two members of a JSON object. */
const contentOfRound = `
  'answers', coalesce((SELECT json_agg(json_build_object('criterionId', x.criterion_id, 'claim', x.claim, 'text', x.text, 'version', x.version) ORDER BY x.criterion_id)
                         FROM questionnaire_answer x WHERE x.round_id = r.id), '[]'::json),
  'evidence', coalesce((SELECT json_agg(json_build_object('id', e.id, 'criterionId', e.criterion_id, 'attachmentId', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size,
                                        'sha256', f.sha256, 'validUntil', e.valid_until, 'addedAt', e.added_at) ORDER BY e.criterion_id, e.added_at, e.id)
                          FROM questionnaire_evidence e JOIN attachment f ON f.id = e.attachment_id WHERE e.round_id = r.id), '[]'::json)`;

/** Everything about one questionnaire, in one statement; undefined when the holder may not read it or there is none. */
export function selectQuestionnaire(reader: Reader, ability: Ability, id: string): Promise<QuestionnaireDetail | undefined> {
  const parameters: unknown[] = [id];
  const visible = abilityToSql(ability, 'read', 'Questionnaire', questionnaireFields, parameters);
  return reader.row<QuestionnaireDetail>(
    `SELECT q.id, q.agency_id AS "agencyId", a.name AS "agencyName", q.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName",
            q.vendor_id AS "vendorId", v.name AS "vendorName", q.assessment_id AS "assessmentId", q.origin, q.state, q.criteria, q.criteria_edition AS "criteriaEdition",
            s.full_name AS "senderName", q.sent_at AS "sentAt",
            (SELECT json_agg(json_build_object('id', r.id, 'ordinal', r.ordinal, 'reopenReason', r.reopen_reason, 'openedAt', r.opened_at, 'submittedAt', r.submitted_at,
                       'declarantName', r.declarant_name, 'declarantPost', r.declarant_post, 'declarantEmail', r.declarant_email, 'submittedFrom', r.submitted_from,
                       'reuseAgreed', r.reuse_agreed, 'answersHash', r.answers_hash, 'receivedAt', r.received_at, 'receivedByName', p.full_name, 'version', r.version, ${contentOfRound})
                     ORDER BY r.ordinal DESC)
               FROM questionnaire_round r LEFT JOIN person_name p ON p.id = r.received_by WHERE r.questionnaire_id = q.id) AS rounds,
            coalesce((SELECT json_agg(json_build_object('id', l.id, 'recipientName', l.recipient_name, 'recipientEmail', l.recipient_email, 'issuedByName', i.full_name,
                       'issuedAt', l.issued_at, 'expiresAt', l.expires_at, 'revokedAt', l.revoked_at, 'revokeGround', l.revoke_ground,
                       'openedCount', coalesce(u.opened_count, 0), 'lastOpenedAt', u.last_opened_at,
                       'mail', (SELECT m.state FROM outbox_message m WHERE m.about_kind = 'questionnaire-link' AND m.about_id = l.id ORDER BY m.created_at DESC LIMIT 1))
                     ORDER BY l.issued_at DESC, (l.revoked_at IS NULL) DESC)
               FROM questionnaire_link l LEFT JOIN questionnaire_link_use u ON u.link_id = l.id LEFT JOIN person_name i ON i.id = l.issued_by
              WHERE l.questionnaire_id = q.id), '[]'::json) AS links
       FROM published_questionnaire q
       JOIN agency a ON a.id = q.agency_id JOIN published_contract c ON c.id = q.contract_id JOIN published_vendor v ON v.id = q.vendor_id
       LEFT JOIN person_name s ON s.id = q.sender_id
      WHERE q.id = $1 AND ${visible}`,
    parameters,
  );
}

/** Whether there is such a questionnaire that the holder may read; its files follow it. */
export async function questionnaireMayBeRead(reader: Reader, ability: Ability, id: string): Promise<boolean> {
  const parameters: unknown[] = [id];
  const visible = abilityToSql(ability, 'read', 'Questionnaire', questionnaireFields, parameters);
  return (await reader.row(`SELECT 1 AS found FROM questionnaire q WHERE q.id = $1 AND ${visible}`, parameters)) !== undefined;
}

/** What the vendor's page shows. */
export interface VendorSheet {
  readonly linkId: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly expiresAt: Date;
  readonly agencyName: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly vendorName: string;
  readonly criteria: readonly string[];
  readonly criteriaEdition: string;
  readonly round: Pick<RoundDetail, 'ordinal' | 'reopenReason' | 'submittedAt' | 'declarantName' | 'declarantPost' | 'reuseAgreed' | 'answersHash' | 'answers' | 'evidence'>;
  /** Files and bytes that were brought in all rounds. */
  readonly files: number;
  readonly bytes: number;
}

/** The sheet behind a link that is in force, in one statement, whether there is one or not. */
export function selectSheet(reader: Reader, tokenHash: Buffer): Promise<VendorSheet | undefined> {
  return reader.row<VendorSheet>(
    `SELECT l.id AS "linkId", l.recipient_name AS "recipientName", l.recipient_email AS "recipientEmail", l.expires_at AS "expiresAt", a.name AS "agencyName",
            c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName", q.criteria, q.criteria_edition AS "criteriaEdition",
            (SELECT json_build_object('ordinal', r.ordinal, 'reopenReason', r.reopen_reason, 'submittedAt', r.submitted_at, 'declarantName', r.declarant_name,
                      'declarantPost', r.declarant_post, 'reuseAgreed', r.reuse_agreed, 'answersHash', r.answers_hash, ${contentOfRound})
               FROM questionnaire_round r WHERE r.questionnaire_id = q.id ORDER BY r.ordinal DESC LIMIT 1) AS round,
            w.files, w.bytes::float8 AS bytes
       FROM questionnaire_link l JOIN questionnaire q ON q.id = l.questionnaire_id JOIN agency a ON a.id = q.agency_id
       JOIN published_contract c ON c.id = q.contract_id JOIN published_vendor v ON v.id = q.vendor_id
       CROSS JOIN LATERAL (SELECT count(*)::int AS files, coalesce(sum(t.size), 0) AS bytes FROM attachment t WHERE t.subject_kind = 'questionnaire' AND t.subject_id = q.id) w
      WHERE l.token_hash = $1 AND l.revoked_at IS NULL AND l.expires_at > app_now()`,
    [tokenHash],
  );
}

/** The newest answers of a vendor that it lets other agencies take over. Of the agency they were given to, and of its contract, nothing is read. */
export interface Dossier {
  readonly roundId: string;
  readonly vendorName: string;
  readonly submittedAt: Date;
  readonly answers: readonly AnswerRow[];
  readonly evidence: readonly EvidenceRow[];
}

/** The dossier of a vendor; undefined when it let nothing be taken over. */
export async function selectDossier(source: Source, vendorId: string): Promise<Dossier | undefined> {
  const [newest] = await source.query<Dossier>(
    `SELECT r.id AS "roundId", v.name AS "vendorName", r.submitted_at AS "submittedAt", content.members -> 'answers' AS answers, content.members -> 'evidence' AS evidence
       FROM questionnaire q JOIN questionnaire_round r ON r.questionnaire_id = q.id JOIN published_vendor v ON v.id = q.vendor_id
       CROSS JOIN LATERAL (SELECT json_build_object(${contentOfRound}) AS members) content
      WHERE q.vendor_id = $1 AND q.origin = 'sent' AND r.submitted_at IS NOT NULL AND r.reuse_agreed
      ORDER BY r.submitted_at DESC, r.ordinal DESC LIMIT 1`,
    [vendorId],
  );
  return newest;
}

/** The newest answers that were sent in for an assessment, or else for its contract. */
export interface AnswersRow {
  readonly questionnaireId: string;
  readonly origin: 'sent' | 'taken-over';
  readonly submittedAt: Date;
  /** A newer round is open: the vendor was asked again. */
  readonly reopened: boolean;
  readonly answers: readonly AnswerRow[];
  readonly evidence: readonly EvidenceRow[];
}

/** One statement; undefined when the vendor has not answered. */
export function selectAnswersFor(reader: Reader, assessmentId: string): Promise<AnswersRow | undefined> {
  return reader.row<AnswersRow>(
    `SELECT q.id AS "questionnaireId", q.origin, r.submitted_at AS "submittedAt",
            EXISTS (SELECT 1 FROM questionnaire_round n WHERE n.questionnaire_id = q.id AND n.submitted_at IS NULL) AS reopened,
            content.members -> 'answers' AS answers, content.members -> 'evidence' AS evidence
       FROM published_assessment s JOIN questionnaire q ON q.contract_id = s.contract_id JOIN questionnaire_round r ON r.questionnaire_id = q.id AND r.submitted_at IS NOT NULL
       CROSS JOIN LATERAL (SELECT json_build_object(${contentOfRound}) AS members) content
      WHERE s.id = $1
      ORDER BY (q.assessment_id IS NOT DISTINCT FROM s.id) DESC, q.seq DESC, r.ordinal DESC LIMIT 1`,
    [assessmentId],
  );
}
