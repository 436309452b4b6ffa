import type { Reader } from '../../platform/database/reading.js';
import type { PersonRow, Principal } from '../../platform/http/principal.js';
import { personSql } from '../persistence/person-sql.js';

/** Somebody as work in the background finds them, with the rights they have now; undefined when the account is closed or gone. */
export async function readPrincipalById(reader: Reader, principalOf: (person: PersonRow, chosenAgency: string | undefined) => Principal, userId: string): Promise<Principal | undefined> {
  const row = await reader.row<{ person: PersonRow | null }>(`SELECT ${personSql} AS person FROM (SELECT $1::uuid AS user_id) s`, [userId]);
  const person = row?.person ?? undefined;
  return person === undefined ? undefined : principalOf(person, undefined);
}

/**
 * The principal of an open account, read as the session reads it: roles and delegations in force today.
 * @throws when nobody has this login
 */
export async function readPrincipal(reader: Reader, principalOf: (person: PersonRow, chosenAgency: string | undefined) => Principal, login: string): Promise<Principal> {
  const row = await reader.row<{ person: PersonRow | null }>(`SELECT ${personSql} AS person FROM (SELECT id AS user_id FROM user_account WHERE login = $1) s`, [login]);
  const person = row?.person ?? undefined;
  if (person === undefined) throw new Error(`nobody signs in as ${login}`);
  return principalOf(person, undefined);
}
