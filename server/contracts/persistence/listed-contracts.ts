import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { ContractPhase } from '../domain/contract.lifecycle.js';
import type { EntryKind } from '../domain/entry.js';
import type { ContractFields } from './contracts.js';

/** Many contracts at once, for lists: every statement here takes a whole batch. */

/** What a list can say of a contract, and what an import can therefore change. */
export type ListedFields = Pick<
  ContractFields,
  | 'number' | 'name' | 'packageCode' | 'invitingBody' | 'vendorId' | 'operatorKind' | 'operatorName' | 'serviceKind' | 'scope' | 'value' | 'securityValue' | 'fundSource'
  | 'signedOn' | 'startsOn' | 'endsOn'
>;

/** A contract that stands in the register already, as an import meets it. */
export type FoundContract = ListedFields & {
  readonly id: string;
  readonly version: number;
  readonly agencyId: string;
  readonly originAgencyId: string;
  readonly phase: ContractPhase;
  readonly entryKind: EntryKind;
  readonly amendments: number;
  readonly systemIds: readonly string[];
};

const INSERTED = `id uuid, entry_kind text, phase text, agency_id uuid, number text, name text, package_code text, inviting_body text, vendor_id uuid, without_system boolean,
  operator_kind text, operator_name text, service_kind text, hire_answer text, hire_outcome text, hire_ground text, scope text, value bigint, security_value bigint,
  fund_source text, signed_on date, starts_on date, ends_on date, responsible_id uuid, transition_ground text, review_due_on date, created_by uuid`;
const insertedNames = INSERTED.split(',').map((column) => column.trim().split(' ')[0]).join(', ');

/** Inserts contracts with their systems; walls of the database refuse what contradicts itself, by constraint name. */
export async function insertContracts(tx: Transaction, contracts: readonly (ContractFields & { readonly id: string; readonly systemIds: readonly string[] })[]): Promise<void> {
  const rows = contracts.map((contract) => ({
    id: contract.id,
    entry_kind: contract.entryKind,
    phase: contract.phase,
    agency_id: contract.agencyId,
    ...listedColumns(contract),
    without_system: contract.withoutSystem,
    hire_answer: contract.hireAnswer,
    hire_outcome: contract.hireOutcome,
    hire_ground: contract.hireGround,
    responsible_id: contract.responsibleId,
    transition_ground: contract.transitionGround,
    review_due_on: contract.reviewDueOn,
    created_by: contract.createdBy,
  }));
  await tx.change(
    `INSERT INTO contract (${insertedNames}, origin_agency_id) SELECT ${insertedNames}, agency_id FROM json_to_recordset($1) AS listed (${INSERTED})`,
    [JSON.stringify(rows)],
  );
  const ties = contracts.flatMap(({ id, systemIds }) => systemIds.map((systemId) => ({ id, systemId })));
  if (ties.length === 0) return;
  await tx.change('INSERT INTO contract_system (contract_id, system_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]) ON CONFLICT DO NOTHING', [
    ties.map(({ id }) => id),
    ties.map(({ systemId }) => systemId),
  ]);
}

const LISTED = `number text, name text, package_code text, inviting_body text, vendor_id uuid, operator_kind text, operator_name text, service_kind text, scope text,
  value bigint, security_value bigint, fund_source text, signed_on date, starts_on date, ends_on date`;
const listedNames = LISTED.split(',').map((column) => column.trim().split(' ')[0] ?? '');

/** What a list says of contracts that are there; saves those whose version is still the one that was read. @returns how many that were */
export async function saveListedContracts(tx: Transaction, contracts: readonly { readonly id: string; readonly version: number; readonly fields: ListedFields }[]): Promise<number> {
  const rows = contracts.map(({ id, version, fields }) => ({ id, version, ...listedColumns(fields) }));
  return tx.change(
    `UPDATE contract c SET ${listedNames.map((name) => `${name} = listed.${name}`).join(', ')}, version = c.version + 1
       FROM json_to_recordset($1) AS listed (id uuid, version integer, ${LISTED}) WHERE c.id = listed.id AND c.version = listed.version`,
    [JSON.stringify(rows)],
  );
}

function listedColumns(fields: ListedFields) {
  return {
    number: fields.number,
    name: fields.name,
    package_code: fields.packageCode,
    inviting_body: fields.invitingBody,
    vendor_id: fields.vendorId,
    operator_kind: fields.operatorKind,
    operator_name: fields.operatorName,
    service_kind: fields.serviceKind,
    scope: fields.scope,
    value: fields.value?.toString() ?? null,
    security_value: fields.securityValue?.toString() ?? null,
    fund_source: fields.fundSource,
    signed_on: fields.signedOn,
    starts_on: fields.startsOn,
    ends_on: fields.endsOn,
  };
}

/** A contract that was found, by which of the keys sought and by what of it. */
export type FoundByKey = FoundContract & { readonly key: number; readonly by: 'number' | 'package' };

/**
 * For each key (its place among those given, from 0) the contracts of that agency, as the one that gave the number, which bear the number or
 * belong to the package; cancelled ones have let go of both.
 */
export async function findContracts(
  tx: Transaction,
  keys: readonly { readonly agencyId: string; readonly number: string | null; readonly packageCode: string | null }[],
): Promise<FoundByKey[]> {
  return tx.query<FoundByKey>(
    `WITH sought AS (
       SELECT n::int - 1 AS key, agency_id, fold_text(number) AS number, package_root(package_code) AS package
         FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY AS s (agency_id, number, package_code, n)),
     found AS (
       SELECT s.key, 'number' AS by, c.id FROM sought s JOIN contract c ON c.origin_agency_id = s.agency_id AND fold_text(c.number) = s.number WHERE c.number IS NOT NULL AND c.phase <> 'cancelled'
       UNION ALL
       SELECT s.key, 'package', c.id FROM sought s JOIN contract c ON c.origin_agency_id = s.agency_id AND package_root(c.package_code) = s.package WHERE c.package_code IS NOT NULL AND c.phase <> 'cancelled')
     SELECT found.key, found.by, ${foundColumns} FROM found JOIN contract c ON c.id = found.id`,
    [keys.map(({ agencyId }) => agencyId), keys.map(({ number }) => number), keys.map(({ packageCode }) => packageCode)],
  );
}

/** Locks these contracts and reads them as they are now. */
export async function lockListedContracts(tx: Transaction, ids: readonly string[]): Promise<FoundContract[]> {
  return tx.query<FoundContract>(`SELECT ${foundColumns} FROM contract c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id FOR UPDATE OF c`, [ids]);
}

const foundColumns = `c.id, c.version, c.agency_id AS "agencyId", c.origin_agency_id AS "originAgencyId", c.phase, c.entry_kind AS "entryKind",
  c.number, c.name, c.package_code AS "packageCode", c.inviting_body AS "invitingBody", c.vendor_id AS "vendorId", c.operator_kind AS "operatorKind",
  c.operator_name AS "operatorName", c.service_kind AS "serviceKind", c.scope, c.value, c.security_value AS "securityValue", c.fund_source AS "fundSource",
  c.signed_on AS "signedOn", c.starts_on AS "startsOn", c.ends_on AS "endsOn",
  (SELECT count(*)::int FROM contract_amendment a WHERE a.contract_id = c.id) AS amendments,
  ARRAY(SELECT l.system_id FROM contract_system l WHERE l.contract_id = c.id ORDER BY l.system_id) AS "systemIds"`;

export interface AgencyOfList {
  readonly id: string;
  readonly adoptedOn: CalendarDay | null;
  readonly endedOn: CalendarDay | null;
}

/** The days of these agencies that contracts depend on. */
export async function daysOfAgencies(tx: Transaction, ids: readonly string[]): Promise<AgencyOfList[]> {
  return tx.query<AgencyOfList>('SELECT id, adopted_on AS "adoptedOn", ended_on AS "endedOn" FROM agency WHERE id = ANY ($1::uuid[])', [ids]);
}
