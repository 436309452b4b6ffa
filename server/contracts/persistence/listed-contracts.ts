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

/** What a list calls a contract: whose it is, and its number or its package. */
type SoughtContract = { readonly agencyId: string; readonly number: string | null; readonly packageCode: string | null };

/**
 * For each key (its place among those given, from 0) the contracts of that agency, as the one that gave the number, which bear the number or
 * belong to the package; cancelled ones have let go of both. The folded keys are sought all at once, as constants: whichever index is chosen while
 * the table grows under the planner's eyes, it is gone through once and not once a key.
 */
export async function findContracts(tx: Transaction, keys: readonly SoughtContract[]): Promise<FoundByKey[]> {
  const folded = await tx.query<{ number: string | null; package: string | null }>(
    'SELECT fold_text(number) AS number, package_root(package) AS package FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS s (number, package, n) ORDER BY n',
    [keys.map(({ number }) => number), keys.map(({ packageCode }) => packageCode)],
  );
  const agencies = [...new Set(keys.map(({ agencyId }) => agencyId))];
  const found: FoundByKey[] = [];
  for (const { by, code, bearing } of bearers) {
    const places = new Map<string, number[]>();
    folded.forEach((names, key) => {
      if (names[by] === null) return;
      const name = `${keys[key]?.agencyId ?? ''} ${names[by]}`;
      places.set(name, [...(places.get(name) ?? []), key]);
    });
    if (places.size === 0) continue;
    const codes = [...new Set(folded.flatMap((names) => (names[by] === null ? [] : [names[by]])))];
    const rows = await tx.query<FoundContract & { readonly code: string }>(
      `SELECT ${code} AS code, ${foundColumns} FROM contract c
        WHERE c.origin_agency_id = ANY ($1::uuid[]) AND ${code} = ANY ($2::text[]) AND ${bearing} IS NOT NULL AND c.phase <> 'cancelled'`,
      [agencies, codes],
    );
    for (const { code: borne, ...contract } of rows) {
      for (const key of places.get(`${contract.originAgencyId} ${borne}`) ?? []) found.push({ ...contract, key, by });
    }
  }
  return found;
}

/** By what a contract is found, as the unique indexes have it. */
const bearers = [
  { by: 'number', code: 'fold_text(c.number)', bearing: 'c.number' },
  { by: 'package', code: 'package_root(c.package_code)', bearing: 'c.package_code' },
] as const;

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
