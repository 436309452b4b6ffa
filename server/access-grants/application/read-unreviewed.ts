import type { Principal } from '../../platform/http/principal.js';
import type { Reader } from '../../platform/database/reading.js';
import { selectUnreviewed, type Unreviewed } from '../persistence/read-unreviewed.js';
import { mayAccess } from './access.js';

/** Access opened in an emergency on a contract that nobody else has reviewed, as far as this person may read it; one statement. */
export async function readUnreviewed(reader: Reader, principal: Principal, contractId: string): Promise<readonly Unreviewed[]> {
  return (await selectUnreviewed(reader, contractId)).filter(({ agencyId }) => mayAccess(principal, 'read', agencyId));
}
