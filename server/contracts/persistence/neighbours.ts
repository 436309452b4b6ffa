import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** What contracts read of earlier rooms, through the views those rooms publish. */

const systemFields: SqlFields = {
  agencyId: { column: 's.managing_agency_id', type: 'uuid' },
  beneficiaryIds: { array: 's.beneficiary_ids', type: 'uuid' },
};

export async function vendorByTaxCode(tx: Transaction, taxCode: string): Promise<string | undefined> {
  return (await tx.query<{ id: string }>('SELECT id FROM published_vendor WHERE tax_code = $1', [taxCode]))[0]?.id;
}

/** Of these systems, those the holder may read. */
export async function readableSystems(tx: Transaction, ability: Ability, systemIds: readonly string[]): Promise<string[]> {
  const parameters: unknown[] = [systemIds];
  const visible = abilityToSql(ability, 'read', 'System', systemFields, parameters);
  const rows = await tx.query<{ id: string }>(`SELECT s.id FROM published_system s WHERE s.id = ANY ($1::uuid[]) AND ${visible} ORDER BY s.id`, parameters);
  return rows.map(({ id }) => id);
}

/** Whether this person may be named responsible at the agency today. */
export async function isStaff(tx: Transaction, agencyId: string, personId: string): Promise<boolean> {
  return (await tx.query('SELECT 1 FROM agency_staff WHERE agency_id = $1 AND user_id = $2', [agencyId, personId])).length > 0;
}

export interface AgencyDays {
  readonly adoptedOn: CalendarDay | null;
  readonly endedOn: CalendarDay | null;
}

/** The days of an agency that contracts depend on; undefined when there is no such agency. */
export async function agencyDays(tx: Transaction, agencyId: string): Promise<AgencyDays | undefined> {
  return (await tx.query<AgencyDays>('SELECT adopted_on AS "adoptedOn", ended_on AS "endedOn" FROM agency WHERE id = $1', [agencyId]))[0];
}

/** How many of these agencies exist and have not ended. */
export async function livingAgencies(tx: Transaction, agencyIds: readonly string[]): Promise<number> {
  const rows = await tx.query<{ found: number }>('SELECT count(*)::int AS found FROM agency WHERE id = ANY ($1::uuid[]) AND ended_on IS NULL', [agencyIds]);
  return rows[0]?.found ?? 0;
}

/** What the form of a contract offers to choose from. */
export interface FormChoices {
  readonly systems: readonly { readonly id: string; readonly code: string; readonly name: string; readonly level: number; readonly agency: string }[];
  readonly staff: readonly { readonly id: string; readonly name: string; readonly post: string; readonly agencyId: string; readonly agency: string }[];
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
}

const LONGEST_SYSTEM_LIST = 300;

/** Systems the holder reads, people of these agencies and all agencies, in one statement. */
export async function selectFormChoices(reader: Reader, ability: Ability, agencyIds: readonly string[]): Promise<FormChoices> {
  const parameters: unknown[] = [agencyIds];
  const visible = abilityToSql(ability, 'read', 'System', systemFields, parameters);
  const row = await reader.row<FormChoices>(
    `SELECT coalesce((SELECT json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'level', s.effective_level, 'agency', s.agency_name))
                        FROM (SELECT s.id, s.code, s.name, s.effective_level, a.name AS agency_name
                                FROM published_system s JOIN agency a ON a.id = s.managing_agency_id
                               WHERE s.service_state <> 'retired' AND ${visible}
                               ORDER BY s.managing_agency_id = ANY ($1::uuid[]) DESC, s.name COLLATE vietnamese, s.id LIMIT ${LONGEST_SYSTEM_LIST}) s), '[]') AS systems,
            coalesce((SELECT json_agg(json_build_object('id', p.user_id, 'name', p.full_name, 'post', p.post, 'agencyId', p.agency_id, 'agency', a.name)
                                      ORDER BY a.name COLLATE vietnamese, p.full_name COLLATE vietnamese)
                        FROM agency_staff p JOIN agency a ON a.id = p.agency_id WHERE p.agency_id = ANY ($1::uuid[])), '[]') AS staff,
            coalesce((SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY a.name COLLATE vietnamese) FROM agency a WHERE a.ended_on IS NULL), '[]') AS agencies`,
    parameters,
  );
  return row ?? { systems: [], staff: [], agencies: [] };
}
