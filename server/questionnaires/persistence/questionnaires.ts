import { randomUUID } from 'node:crypto';
import { NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** The contract that a questionnaire is about, with who is asked. */
export interface AskedContract {
  readonly id: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly beneficiaryIds: readonly string[];
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly number: string | null;
  readonly name: string;
  readonly phase: string;
}

/** Whatever answers statements: an open transaction, or the pool of readers. */
export type Source = Pick<Transaction, 'query'>;

/** Loads and locks a contract until the transaction ends. @throws NotFound */
export function holdContract(tx: Transaction, id: string): Promise<AskedContract> {
  return oneContract(tx, id, 'FOR NO KEY UPDATE OF c');
}

/** Reads a contract for a page. @throws NotFound */
export function readContract(source: Source, id: string): Promise<AskedContract> {
  return oneContract(source, id, '');
}

async function oneContract(source: Source, id: string, lock: '' | 'FOR NO KEY UPDATE OF c'): Promise<AskedContract> {
  const [found] = await source.query<AskedContract>(
    `SELECT c.id, c.agency_id AS "agencyId", a.name AS "agencyName", c.beneficiary_ids AS "beneficiaryIds", c.vendor_id AS "vendorId", v.name AS "vendorName", c.number, c.name, c.phase
       FROM contract c JOIN agency a ON a.id = c.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id WHERE c.id = $1 ${lock}`,
    [id],
  );
  if (found === undefined) throw new NotFound('contract');
  return found;
}

export interface NewQuestionnaire {
  readonly contractId: string;
  readonly agencyId: string;
  readonly vendorId: string;
  readonly assessmentId: string | null;
  readonly criteriaEdition: string;
  readonly criteria: readonly string[];
  readonly originRoundId: string | null;
  readonly senderId: string;
  readonly senderRole: string;
}

/** @returns its identifier */
export async function insertQuestionnaire(tx: Transaction, row: NewQuestionnaire): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO questionnaire (id, contract_id, agency_id, vendor_id, assessment_id, criteria_edition, criteria, origin, origin_round_id, sender_id, sender_role)
     VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8::uuid IS NULL THEN 'sent' ELSE 'taken-over' END, $8, $9, $10)`,
    [id, row.contractId, row.agencyId, row.vendorId, row.assessmentId, row.criteriaEdition, row.criteria, row.originRoundId, row.senderId, row.senderRole],
  );
  return id;
}

/** A questionnaire as its acts need it: with its newest round and the link that stands. */
export interface QuestionnaireRow {
  readonly id: string;
  readonly contractId: string;
  readonly agencyId: string;
  readonly assessmentId: string | null;
  readonly origin: 'sent' | 'taken-over';
  readonly roundId: string;
  readonly ordinal: number;
  readonly submittedAt: Date | null;
  readonly receivedAt: Date | null;
  readonly roundVersion: number;
  readonly linkId: string | null;
}

/** Loads and locks a questionnaire until the transaction ends. @throws NotFound */
export async function lockQuestionnaire(tx: Transaction, id: string): Promise<QuestionnaireRow> {
  const held = await tx.query('SELECT 1 FROM questionnaire q WHERE q.id = $1 FOR UPDATE OF q', [id]);
  // Read anew once the lock is held: a round or a link may have come meanwhile.
  const [found] = await tx.query<QuestionnaireRow>(
    `SELECT q.id, q.contract_id AS "contractId", q.agency_id AS "agencyId", q.assessment_id AS "assessmentId", q.origin, r.id AS "roundId", r.ordinal,
            r.submitted_at AS "submittedAt", r.received_at AS "receivedAt", r.version AS "roundVersion", l.id AS "linkId"
       FROM questionnaire q
       JOIN LATERAL (SELECT * FROM questionnaire_round x WHERE x.questionnaire_id = q.id ORDER BY x.ordinal DESC LIMIT 1) r ON true
       LEFT JOIN questionnaire_link l ON l.questionnaire_id = q.id AND l.revoked_at IS NULL
      WHERE q.id = $1`,
    [id],
  );
  if (held.length === 0 || found === undefined) throw new NotFound('questionnaire');
  return found;
}

/** Whether answers of the contract's vendor are already awaited by a link that stands. */
export async function answersAreAwaited(tx: Transaction, contractId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM questionnaire q JOIN questionnaire_round r ON r.questionnaire_id = q.id AND r.submitted_at IS NULL
       JOIN questionnaire_link l ON l.questionnaire_id = q.id AND l.revoked_at IS NULL
      WHERE q.contract_id = $1 AND q.origin = 'sent' LIMIT 1`,
    [contractId],
  );
  return rows.length > 0;
}
