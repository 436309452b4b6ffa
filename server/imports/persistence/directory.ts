import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import type { Transaction } from '../../platform/database/transactions.js';
import type { Party } from '../domain/match-party.js';

/** Whom names in a list may mean, as the earlier rooms publish them. */

/** Every agency that has not ended, with everything that it is or was called. */
export async function agencyParties(tx: Transaction): Promise<Party[]> {
  return tx.query<Party>(
    `SELECT a.id, a.name, ARRAY[a.code] AS codes, a.aliases || a.record_symbol AS "shortNames",
            ARRAY(SELECT f.name FROM agency_former_name f WHERE f.agency_id = a.id) AS "formerNames"
       FROM agency a WHERE a.ended_on IS NULL ORDER BY a.code`,
  );
}

/** Every vendor of the city. */
export async function vendorParties(tx: Transaction): Promise<Party[]> {
  return tx.query<Party>(
    `SELECT v.id, v.name, ARRAY[v.tax_code] AS codes, CASE WHEN v.short_name IS NULL THEN '{}'::text[] ELSE ARRAY[v.short_name] END AS "shortNames" FROM vendor v ORDER BY v.tax_code`,
  );
}

const systemFields: SqlFields = { agencyId: { column: 's.managing_agency_id', type: 'uuid' }, beneficiaryIds: { array: 's.beneficiary_ids', type: 'uuid' } };

/** The systems that this person may do `action` to. */
export async function systemParties(tx: Transaction, ability: Ability, action: 'read' | 'manage-data'): Promise<Party[]> {
  const parameters: unknown[] = [];
  const allowed = abilityToSql(ability, action, 'System', systemFields, parameters);
  return tx.query<Party>(`SELECT s.id, s.name, ARRAY[s.code] AS codes FROM published_system s WHERE ${allowed} ORDER BY s.code, s.id`, parameters);
}

/** The agencies at which this person may be named responsible today. */
export async function agenciesOfStaff(tx: Transaction, personId: string): Promise<Set<string>> {
  return new Set((await tx.query<{ id: string }>('SELECT agency_id AS id FROM agency_staff WHERE user_id = $1', [personId])).map(({ id }) => id));
}

/** The people whom contracts of an agency may name responsible. */
export async function staffOf(reader: Reader, agencyId: string): Promise<{ id: string; name: string; post: string }[]> {
  return reader.rows('SELECT user_id AS id, full_name AS name, post FROM agency_staff WHERE agency_id = $1 ORDER BY full_name COLLATE vietnamese', [agencyId]);
}

/** The agency that stands above all. */
export async function rootAgency(tx: Transaction): Promise<string> {
  const [root] = await tx.query<{ id: string }>('SELECT id FROM agency WHERE parent_id IS NULL');
  return root?.id ?? '';
}
