import type { Reader } from '../../platform/database/reading.js';

/** Who a head may delegate to from a list: people with a role at the agency, and open accounts without any role (a deputy who only ever acts by delegation). */
export function selectDelegateCandidates(reader: Reader, agencyId: string): Promise<{ id: string; full_name: string; post: string }[]> {
  return reader.rows<{ id: string; full_name: string; post: string }>(
    `SELECT u.id, u.full_name, u.post FROM user_account u
      WHERE u.closed_at IS NULL AND (
        EXISTS (SELECT 1 FROM role_assignment r WHERE r.user_id = u.id AND r.agency_id = $1 AND r.ended_on IS NULL AND (r.valid_until IS NULL OR r.valid_until >= app_today()))
        OR NOT EXISTS (SELECT 1 FROM role_assignment r WHERE r.user_id = u.id AND r.ended_on IS NULL AND (r.valid_until IS NULL OR r.valid_until >= app_today())))
      ORDER BY u.full_name COLLATE vietnamese LIMIT 500`,
    [agencyId],
  );
}
