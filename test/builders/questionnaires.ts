import { randomUUID } from 'node:crypto';
import { newToken, tokenHash } from '../../server/questionnaires/application/token.js';
import type { TestDatabase } from '../harness/postgres.js';
import type { BuiltContract } from './contracts.js';
import type { BuiltVendor } from './vendors.js';
import { build, type BuiltAgency, type BuiltPerson } from './world.js';

export interface BuiltQuestionnaire {
  readonly id: string;
  readonly roundId: string;
  readonly linkId: string;
  /** The secret of its link, which the product itself would not know any more. */
  readonly token: string;
}

/** The criteria that a built questionnaire asks unless said: two groups. */
export const ASKED = ['DL-01', 'DL-02', 'DL-03', 'TC-01', 'TC-02'] as const;

/** A questionnaire that was sent for a contract, with a link in force for 14 days. */
export async function buildQuestionnaire(
  database: TestDatabase,
  { agency, contract, vendor, by, criteria = ASKED }: { agency: BuiltAgency; contract: Pick<BuiltContract, 'id'>; vendor: Pick<BuiltVendor, 'id'>; by: BuiltPerson; criteria?: readonly string[] },
): Promise<BuiltQuestionnaire> {
  const [id, roundId, linkId, token] = [randomUUID(), randomUUID(), randomUUID(), newToken()];
  await build(database, async (query) => {
    await query(
      `INSERT INTO questionnaire (id, contract_id, agency_id, vendor_id, criteria_edition, criteria, origin, sender_id, sender_role)
       VALUES ($1, $2, $3, $4, (SELECT max(id) FROM library_version WHERE library = 'risk-criteria'), $5, 'sent', $6, 'procurement_officer')`,
      [id, contract.id, agency.id, vendor.id, criteria, by.id],
    );
    await query('INSERT INTO questionnaire_round (id, questionnaire_id, ordinal, opened_by) VALUES ($1, $2, 1, $3)', [roundId, id, by.id]);
    await query(
      `INSERT INTO questionnaire_link (id, questionnaire_id, token_hash, recipient_name, recipient_email, issued_by, expires_at)
       VALUES ($1, $2, $3, 'Đại Diện Minh Họa', 'dai-dien@minh-hoa.example', $4, app_now() + interval '14 days')`,
      [linkId, id, tokenHash(token), by.id],
    );
  });
  return { id, roundId, linkId, token };
}

/** Answers everything with claim 3 and sends it in. */
export async function sendAnswersIn(database: TestDatabase, questionnaire: BuiltQuestionnaire, { reuseAgreed = true, evidence = false }: { reuseAgreed?: boolean; evidence?: boolean } = {}): Promise<void> {
  await build(database, async (query) => {
    await query(
      `INSERT INTO questionnaire_answer (round_id, criterion_id, claim, text, link_id)
       SELECT $1, criterion, '3', 'Đã triển khai ' || criterion, $3 FROM questionnaire q, unnest(q.criteria) criterion WHERE q.id = $2`,
      [questionnaire.roundId, questionnaire.id, questionnaire.linkId],
    );
    if (evidence) await addEvidence(query, questionnaire);
    await query(
      `UPDATE questionnaire_round SET submitted_at = app_now(), submitted_link_id = $2, declarant_name = 'Đại Diện Minh Họa', declarant_post = 'Giám đốc', declarant_email = 'dai-dien@minh-hoa.example',
              submitted_from = '127.0.0.1', reuse_agreed = $3, answers_hash = repeat('a', 64) WHERE id = $1`,
      [questionnaire.roundId, questionnaire.linkId, reuseAgreed],
    );
  });
}

/** A file for DL-01 that ran out at the end of 2025; its bytes lie nowhere. */
async function addEvidence(query: (sql: string, values?: readonly unknown[]) => Promise<unknown>, { id, roundId, linkId }: BuiltQuestionnaire): Promise<void> {
  const attachmentId = randomUUID();
  await query(
    `INSERT INTO attachment (id, subject_kind, subject_id, purpose, name, media_type, size, sha256, brought_by)
     VALUES ($1, 'questionnaire', $2, 'Minh chứng DL-01', 'chinh-sach-du-lieu.pdf', 'application/pdf', 1234, repeat('b', 64), 'Bên cung cấp minh họa')`,
    [attachmentId, id],
  );
  await query(`INSERT INTO questionnaire_evidence (round_id, criterion_id, attachment_id, valid_until, link_id) VALUES ($1, 'DL-01', $2, '2025-12-31', $3)`, [roundId, attachmentId, linkId]);
}
