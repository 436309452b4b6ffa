import { randomUUID } from 'node:crypto';
import type { CalendarDay } from '../../kernel/calendar-day.js';
import { Conflict, NotFound } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { AmendmentStop } from '../domain/gate.js';
import type { AmendedTerms } from '../domain/terms.js';
import { ContractAmendmentEntity, ContractEntity } from './entities.js';

export type ContractRow = Readonly<ContractEntity> & {
  readonly beneficiaryIds: readonly string[];
  readonly systemIds: readonly string[];
  readonly namedBeneficiaryIds: readonly string[];
  readonly amendments: number;
};
export type ContractFields = Omit<ContractEntity, 'id' | 'version' | 'originAgencyId'>;

const columns = `c.id, c.entry_kind AS "entryKind", c.phase, c.agency_id AS "agencyId", c.origin_agency_id AS "originAgencyId", c.number, c.name,
  c.package_code AS "packageCode", c.inviting_body AS "invitingBody", c.vendor_id AS "vendorId", c.without_system AS "withoutSystem",
  c.operator_kind AS "operatorKind", c.operator_name AS "operatorName", c.service_kind AS "serviceKind", c.hire_answer AS "hireAnswer",
  c.hire_outcome AS "hireOutcome", c.hire_ground AS "hireGround", c.scope, c.value, c.security_value AS "securityValue", c.fund_source AS "fundSource",
  c.signed_on AS "signedOn", c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.responsible_id AS "responsibleId",
  c.transition_ground AS "transitionGround", c.review_due_on AS "reviewDueOn", c.cancel_ground AS "cancelGround", c.created_by AS "createdBy", c.version,
  c.beneficiary_ids AS "beneficiaryIds",
  ARRAY(SELECT l.system_id FROM contract_system l WHERE l.contract_id = c.id ORDER BY l.system_id) AS "systemIds",
  ARRAY(SELECT b.agency_id FROM contract_beneficiary b WHERE b.contract_id = c.id ORDER BY b.agency_id) AS "namedBeneficiaryIds",
  (SELECT count(*)::int FROM contract_amendment a WHERE a.contract_id = c.id) AS amendments`;

/** Loads a contract with its ties and locks it until the transaction ends. @throws NotFound */
export async function lockContract(tx: Transaction, id: string): Promise<ContractRow> {
  const rows = await tx.query<ContractRow>(`SELECT ${columns} FROM contract c WHERE c.id = $1 FOR UPDATE OF c`, [id]);
  const found = rows[0];
  if (found === undefined) throw new NotFound('contract');
  return found;
}

/** @returns the identifier; walls of the database refuse what contradicts itself, by constraint name */
export async function insertContract(tx: Transaction, fields: ContractFields): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(ContractEntity, { ...fields, id, originAgencyId: fields.agencyId, version: 1 });
  return id;
}

/** Saves changed fields if nobody saved since `version` was read. @throws Conflict */
export async function saveContract(tx: Transaction, id: string, version: number, changes: Partial<ContractFields>): Promise<void> {
  const result = await tx.manager.update(ContractEntity, { id, version }, { ...changes, version: version + 1 });
  if (result.affected === 0) throw new Conflict({ subject: 'contract', id });
}

/** Makes the systems of a contract exactly these. */
export async function setSystems(tx: Transaction, contractId: string, systemIds: readonly string[]): Promise<void> {
  await tx.change('DELETE FROM contract_system WHERE contract_id = $1 AND system_id <> ALL ($2::uuid[])', [contractId, systemIds]);
  await tx.change(
    'INSERT INTO contract_system (contract_id, system_id) SELECT $1, system FROM unnest($2::uuid[]) system ON CONFLICT DO NOTHING',
    [contractId, systemIds],
  );
}

/** Makes the beneficiary agencies named by hand exactly these. */
export async function setBeneficiaries(tx: Transaction, contractId: string, agencyIds: readonly string[]): Promise<void> {
  await tx.change('DELETE FROM contract_beneficiary WHERE contract_id = $1 AND agency_id <> ALL ($2::uuid[])', [contractId, agencyIds]);
  await tx.change(
    'INSERT INTO contract_beneficiary (contract_id, agency_id) SELECT $1, agency FROM unnest($2::uuid[]) agency ON CONFLICT DO NOTHING',
    [contractId, agencyIds],
  );
}

export interface NewAmendment {
  readonly contractId: string;
  readonly ordinal: number;
  readonly number: string;
  readonly signedOn: CalendarDay;
  readonly ground: string;
  readonly terms: AmendedTerms;
  readonly recordedBy: string;
}

/** Writes down an amendment for ever; the caller brings the contract to its terms in the same transaction. */
export async function insertAmendment(tx: Transaction, { terms: { before, after }, ...amendment }: NewAmendment): Promise<string> {
  const id = randomUUID();
  await tx.manager.insert(ContractAmendmentEntity, {
    ...amendment,
    id,
    endsOnBefore: before.endsOn,
    endsOnAfter: after.endsOn,
    scopeBefore: before.scope,
    scopeAfter: after.scope,
    valueBefore: before.value,
    valueAfter: after.value,
    securityValueBefore: before.securityValue,
    securityValueAfter: after.securityValue,
  });
  return id;
}

/** Why the contract is not amended now, as the wall contract_amended_with_current_assessment sees it; null when it may be. */
export async function amendmentStop(tx: Transaction, contractId: string): Promise<AmendmentStop | null> {
  const rows = await tx.query<{ stop: AmendmentStop | null }>('SELECT contract_amendment_stop(c) AS stop FROM contract c WHERE c.id = $1', [contractId]);
  return rows[0]?.stop ?? null;
}

/** The day on which the last amendment was signed; null without any. */
export async function lastAmendmentDay(tx: Transaction, contractId: string): Promise<CalendarDay | null> {
  const rows = await tx.query<{ day: CalendarDay | null }>('SELECT max(signed_on) AS day FROM contract_amendment WHERE contract_id = $1', [contractId]);
  return rows[0]?.day ?? null;
}
