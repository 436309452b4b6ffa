import type { Reader } from '../../platform/database/reading.js';
import type { Role } from '../domain/role.js';

/** An account of the demonstration data, offered on the sign-in page and printed at start. Never exists in production. */
export interface DemonstrationAccount {
  readonly role: Role;
  readonly login: string;
  readonly password: string;
  readonly fullName: string;
  readonly agencyName: string;
}

/** The accounts that the demonstration data set wrote down when it was made; none where there is no demonstration. */
export async function readDemonstrationAccounts(reader: Reader): Promise<DemonstrationAccount[]> {
  const row = await reader.row<{ accounts: DemonstrationAccount[] }>(`SELECT value -> 'accounts' AS accounts FROM setting WHERE key = 'demonstration'`);
  return row?.accounts ?? [];
}
