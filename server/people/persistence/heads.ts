import type { Transaction } from '../../platform/database/transactions.js';
import type { DelegableArea } from '../domain/role.js';

/** A head who can be written to. */
export interface HeadAddress {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Who acts as head of an agency today, in their own right or by a delegation that covers the area, and has an e-mail address. */
export function selectHeadAddresses(tx: Transaction, agencyId: string, area: DelegableArea): Promise<HeadAddress[]> {
  return tx.query<HeadAddress>(
    `SELECT u.id, u.full_name AS name, u.email FROM user_account u
      WHERE u.email IS NOT NULL AND u.closed_at IS NULL
        AND u.id IN (SELECT r.user_id FROM role_assignment r WHERE r.agency_id = $1 AND r.role = 'unit_head' UNION SELECT d.delegate_id FROM delegation d WHERE d.agency_id = $1)
        AND EXISTS (SELECT 1 FROM head_authority(u.id, $1, app_today()) h WHERE h.areas IS NULL OR $2 = ANY (h.areas))
      ORDER BY u.full_name, u.id`,
    [agencyId, area],
  );
}
