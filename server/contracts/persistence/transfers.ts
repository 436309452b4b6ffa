import { randomUUID } from 'node:crypto';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { NotFound } from '../../kernel/errors.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ContractPhase } from '../domain/contract.lifecycle.js';

export interface TransferRow {
  readonly id: string;
  readonly contractId: string;
  readonly fromAgencyId: string;
  readonly fromName: string;
  readonly toAgencyId: string;
  readonly toName: string;
  readonly effectiveOn: CalendarDay;
  readonly documentNumber: string;
  readonly documentDay: CalendarDay;
  readonly reason: string;
  readonly requestedBy: string;
  readonly outcome: 'accepted' | 'returned' | null;
}

const columns = `t.id, t.contract_id AS "contractId", t.from_agency_id AS "fromAgencyId", f.name AS "fromName", t.to_agency_id AS "toAgencyId", g.name AS "toName",
  t.effective_on AS "effectiveOn", t.document_number AS "documentNumber", t.document_day AS "documentDay", t.reason, t.requested_by AS "requestedBy", t.outcome`;
const tables = 'contract_transfer t JOIN agency f ON f.id = t.from_agency_id JOIN agency g ON g.id = t.to_agency_id';

/** Loads a transfer and locks it until the transaction ends. @throws NotFound */
export async function lockTransfer(tx: Transaction, id: string): Promise<TransferRow> {
  const found = (await tx.query<TransferRow>(`SELECT ${columns} FROM ${tables} WHERE t.id = $1 FOR UPDATE OF t`, [id]))[0];
  if (found === undefined) throw new NotFound('contract transfer');
  return found;
}

export interface NewTransfer {
  readonly contractId: string;
  readonly fromAgencyId: string;
  readonly toAgencyId: string;
  readonly effectiveOn: CalendarDay;
  readonly documentNumber: string;
  readonly documentDay: CalendarDay;
  readonly reason: string;
  readonly requestedBy: string;
}

export async function insertTransfer(tx: Transaction, transfer: NewTransfer): Promise<string> {
  const id = randomUUID();
  await tx.change(
    `INSERT INTO contract_transfer (id, contract_id, from_agency_id, to_agency_id, effective_on, document_number, document_day, reason, requested_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, transfer.contractId, transfer.fromAgencyId, transfer.toAgencyId, transfer.effectiveOn, transfer.documentNumber, transfer.documentDay, transfer.reason, transfer.requestedBy],
  );
  return id;
}

export async function settleTransfer(tx: Transaction, id: string, outcome: 'accepted' | 'returned', decisionId: string): Promise<void> {
  await tx.change('UPDATE contract_transfer SET outcome = $2, decision_id = $3, settled_at = app_now() WHERE id = $1', [id, outcome, decisionId]);
}

/** A transfer with what the one who decides needs to know of the contract. */
export interface TransferDetail extends TransferRow {
  readonly requesterName: string;
  readonly requesterPost: string;
  readonly number: string | null;
  readonly name: string;
  readonly phase: ContractPhase;
  readonly vendorName: string | null;
  readonly value: bigint | null;
  readonly endsOn: CalendarDay | null;
}

/** One transfer to an agency whose transfers the holder may read; undefined when there is none. */
export function selectTransfer(reader: Reader, ability: Ability, id: string): Promise<TransferDetail | undefined> {
  const parameters: unknown[] = [id];
  const visible = abilityToSql(ability, 'read', 'ContractTransfer', { agencyId: { column: 't.to_agency_id', type: 'uuid' } }, parameters);
  return reader.row<TransferDetail>(
    `SELECT ${columns}, p.full_name AS "requesterName", p.post AS "requesterPost", c.number, c.name, c.phase, v.name AS "vendorName", c.value, c.ends_on AS "endsOn"
       FROM ${tables} JOIN contract c ON c.id = t.contract_id JOIN person_name p ON p.id = t.requested_by LEFT JOIN published_vendor v ON v.id = c.vendor_id
      WHERE t.id = $1 AND ${visible}`,
    parameters,
  );
}
