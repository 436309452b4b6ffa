import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { ContractPhase } from '../domain/contract.lifecycle.js';
import type { EntryKind } from '../domain/entry.js';
import type { AmendmentStop } from '../domain/gate.js';
import type { HireOutcome } from '../domain/standing.js';
import { contractFields } from './read-register.js';

export interface ContractSystem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly levelApproved: boolean;
  readonly agency: string;
  /** Whether the reader may open the system's own page. */
  readonly readable: boolean;
  readonly assets: readonly { readonly name: string; readonly stateManaged: boolean; readonly personalData: string; readonly subjectCount: number }[];
}

/** Amounts arrive from JSON as text. */
export interface ContractAmendment {
  readonly id: string;
  readonly ordinal: number;
  readonly number: string;
  readonly signedOn: CalendarDay;
  readonly ground: string;
  readonly endsOnBefore: CalendarDay | null;
  readonly endsOnAfter: CalendarDay | null;
  readonly scopeBefore: string | null;
  readonly scopeAfter: string | null;
  readonly valueBefore: string | null;
  readonly valueAfter: string | null;
  readonly securityValueBefore: string | null;
  readonly securityValueAfter: string | null;
}

export interface ContractTransfer {
  readonly id: string;
  readonly fromName: string;
  readonly toName: string;
  readonly toAgencyId: string;
  readonly effectiveOn: CalendarDay;
  readonly documentNumber: string;
  readonly documentDay: CalendarDay;
  readonly outcome: 'accepted' | 'returned' | null;
}

export interface ContractDetail {
  readonly id: string;
  readonly entryKind: EntryKind;
  readonly phase: ContractPhase;
  readonly enteredOn: CalendarDay;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly originName: string;
  readonly beneficiaryIds: readonly string[];
  readonly number: string | null;
  readonly name: string;
  readonly packageCode: string | null;
  readonly invitingBody: string | null;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly vendorTaxCode: string | null;
  readonly withoutSystem: boolean;
  readonly operatorKind: string | null;
  readonly operatorName: string | null;
  readonly serviceKind: string | null;
  readonly hireAnswer: string | null;
  readonly hireOutcome: HireOutcome | null;
  readonly hireGround: string | null;
  readonly scope: string | null;
  readonly value: bigint | null;
  readonly securityValue: bigint | null;
  readonly fundSource: string | null;
  readonly signedOn: CalendarDay | null;
  readonly startsOn: CalendarDay | null;
  readonly endsOn: CalendarDay | null;
  readonly responsibleId: string | null;
  readonly responsibleName: string | null;
  readonly responsiblePost: string | null;
  readonly transitionGround: string | null;
  readonly reviewDueOn: CalendarDay | null;
  readonly cancelGround: string | null;
  /** Why it is not amended now; null when it may be, and while it is planned or after its end. */
  readonly amendmentStop: AmendmentStop | null;
  readonly version: number;
  readonly systems: readonly ContractSystem[];
  readonly amendments: readonly ContractAmendment[];
  readonly beneficiaries: readonly { readonly id: string; readonly name: string; readonly named: boolean }[];
  readonly transfers: readonly ContractTransfer[];
}

const systemFields: SqlFields = {
  agencyId: { column: 's.managing_agency_id', type: 'uuid' },
  beneficiaryIds: { array: 's.beneficiary_ids', type: 'uuid' },
};

/** Everything of this room about one contract, in one statement; undefined when the holder may not read it or there is none. */
export function selectContract(reader: Reader, ability: Ability, id: string): Promise<ContractDetail | undefined> {
  const parameters: unknown[] = [id];
  const visible = abilityToSql(ability, 'read', 'Contract', contractFields, parameters);
  const readable = abilityToSql(ability, 'read', 'System', systemFields, parameters);
  return reader.row<ContractDetail>(
    `SELECT c.id, c.entry_kind AS "entryKind", c.phase, c.entered_on AS "enteredOn", c.agency_id AS "agencyId", a.name AS "agencyName", o.name AS "originName",
            c.beneficiary_ids AS "beneficiaryIds", c.number, c.name, c.package_code AS "packageCode", c.inviting_body AS "invitingBody",
            c.vendor_id AS "vendorId", v.name AS "vendorName", v.tax_code AS "vendorTaxCode", c.without_system AS "withoutSystem",
            c.operator_kind AS "operatorKind", c.operator_name AS "operatorName", c.service_kind AS "serviceKind",
            c.hire_answer AS "hireAnswer", c.hire_outcome AS "hireOutcome", c.hire_ground AS "hireGround", c.scope, c.value,
            c.security_value AS "securityValue", c.fund_source AS "fundSource", c.signed_on AS "signedOn", c.starts_on AS "startsOn", c.ends_on AS "endsOn",
            c.responsible_id AS "responsibleId", p.full_name AS "responsibleName", p.post AS "responsiblePost",
            c.transition_ground AS "transitionGround", c.review_due_on AS "reviewDueOn", c.cancel_ground AS "cancelGround", c.version,
            CASE WHEN c.phase IN ('signed', 'trial', 'active', 'handing_over') THEN contract_amendment_stop(c) END AS "amendmentStop",
            coalesce((SELECT json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'level', s.effective_level, 'levelApproved', s.level_approved,
                        'agency', m.name, 'readable', ${readable},
                        'assets', coalesce((SELECT json_agg(json_build_object('name', d.name, 'stateManaged', d.state_managed, 'personalData', d.personal_data,
                                                                              'subjectCount', d.subject_count) ORDER BY d.name COLLATE vietnamese)
                                              FROM published_data_asset d WHERE d.system_id = s.id), '[]'::json)) ORDER BY s.name COLLATE vietnamese)
                        FROM contract_system l JOIN published_system s ON s.id = l.system_id JOIN agency m ON m.id = s.managing_agency_id
                       WHERE l.contract_id = c.id), '[]'::json) AS systems,
            coalesce((SELECT json_agg(json_build_object('id', n.id, 'ordinal', n.ordinal, 'number', n.number, 'signedOn', n.signed_on, 'ground', n.ground,
                        'endsOnBefore', n.ends_on_before, 'endsOnAfter', n.ends_on_after, 'scopeBefore', n.scope_before, 'scopeAfter', n.scope_after,
                        'valueBefore', n.value_before::text, 'valueAfter', n.value_after::text,
                        'securityValueBefore', n.security_value_before::text, 'securityValueAfter', n.security_value_after::text) ORDER BY n.ordinal)
                        FROM contract_amendment n WHERE n.contract_id = c.id), '[]'::json) AS amendments,
            coalesce((SELECT json_agg(json_build_object('id', b.id, 'name', b.name, 'named', EXISTS (SELECT 1 FROM contract_beneficiary e WHERE e.contract_id = c.id AND e.agency_id = b.id))
                                      ORDER BY b.name COLLATE vietnamese)
                        FROM agency b WHERE b.id = ANY (c.beneficiary_ids)), '[]'::json) AS beneficiaries,
            coalesce((SELECT json_agg(json_build_object('id', t.id, 'fromName', f.name, 'toName', g.name, 'toAgencyId', t.to_agency_id, 'effectiveOn', t.effective_on,
                        'documentNumber', t.document_number, 'documentDay', t.document_day, 'outcome', t.outcome) ORDER BY t.requested_at DESC)
                        FROM contract_transfer t JOIN agency f ON f.id = t.from_agency_id JOIN agency g ON g.id = t.to_agency_id
                       WHERE t.contract_id = c.id), '[]'::json) AS transfers
       FROM contract c
       JOIN agency a ON a.id = c.agency_id JOIN agency o ON o.id = c.origin_agency_id
       LEFT JOIN published_vendor v ON v.id = c.vendor_id
       LEFT JOIN person_name p ON p.id = c.responsible_id
      WHERE c.id = $1 AND ${visible}`,
    parameters,
  );
}

const SQL_NAME = /^[a-z_]+$/;

/** The values of SQL functions that rooms publish, each called with the contract's identifier, in one statement. @throws on a name that is none of a function */
export async function selectChapters(reader: Reader, id: string, sqlFunctions: readonly string[]): Promise<unknown[]> {
  if (sqlFunctions.length === 0) return [];
  if (!sqlFunctions.every((name) => SQL_NAME.test(name))) throw new Error('a chapter is told by a named SQL function');
  const row = await reader.row<{ told: unknown[] }>(`SELECT jsonb_build_array(${sqlFunctions.map((name) => `${name}($1)`).join(', ')}) AS told`, [id]);
  return row?.told ?? [];
}

/** The values of SQL expressions that rooms wrote themselves, over the contract's identifier `$1::uuid`, in one statement. */
export async function selectTold(reader: Reader, id: string, expressions: readonly string[]): Promise<unknown[]> {
  if (expressions.length === 0) return [];
  const row = await reader.row<{ told: unknown[] }>(`SELECT jsonb_build_array(${expressions.join(', ')}) AS told`, [id]);
  return row?.told ?? [];
}

/** Whether there is such a contract whose files the holder may have. */
export async function contractMayBeExamined(reader: Reader, ability: Ability, id: string): Promise<boolean> {
  const parameters: unknown[] = [id];
  const examined = abilityToSql(ability, 'examine', 'Contract', contractFields, parameters);
  return (await reader.row(`SELECT 1 AS found FROM contract c WHERE c.id = $1 AND ${examined}`, parameters)) !== undefined;
}

export interface SecuritySpending {
  readonly agencyName: string;
  readonly year: number;
  readonly contracts: number;
  readonly value: bigint;
  readonly securityValue: bigint;
  /** Contracts of that year whose part for cyber security is not known; they count with nothing. */
  readonly unknown: number;
}

/** Value and cyber-security part of the contracts signed in each year, by agency; only agencies the holder reaches themselves. */
export async function selectSecuritySpending(reader: Reader, ability: Ability): Promise<SecuritySpending[]> {
  const parameters: unknown[] = [];
  const visible = abilityToSql(ability, 'read', 'Contract', { ...contractFields, beneficiaryIds: { array: `'{}'::uuid[]`, type: 'uuid' } }, parameters);
  const rows = await reader.rows<Omit<SecuritySpending, 'value' | 'securityValue'> & { value: string; securityValue: string }>(
    `SELECT a.name AS "agencyName", extract(year FROM c.signed_on)::int AS year, count(*)::int AS contracts, sum(c.value)::text AS value,
            coalesce(sum(c.security_value), 0)::text AS "securityValue", (count(*) FILTER (WHERE c.security_value IS NULL))::int AS unknown
       FROM contract c JOIN agency a ON a.id = c.agency_id
      WHERE c.signed_on IS NOT NULL AND c.phase <> 'cancelled' AND ${visible}
      GROUP BY a.id, a.name, extract(year FROM c.signed_on) ORDER BY 2 DESC, a.name COLLATE vietnamese LIMIT 500`,
    parameters,
  );
  return rows.map((row) => ({ ...row, value: BigInt(row.value), securityValue: BigInt(row.securityValue) }));
}
