/** Access that was opened in an emergency and still waits for its review. */
export interface Unreviewed {
  readonly grantId: string;
  readonly agencyId: string;
  readonly systemName: string;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly openedBy: string;
}

/** What waits for its review on the contract $1, the oldest first: an SQL expression that gives a jsonb array. */
export const unreviewedSql = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('grantId', d.grant_id, 'agencyId', d.agency_id, 'systemName', s.name, 'openedAt', d.opened_at, 'dueAt', d.due_at, 'openedBy', p.full_name) ORDER BY d.opened_at), '[]')
    FROM access_review_due d JOIN published_system s ON s.id = d.system_id JOIN person_name p ON p.id = d.opened_by
   WHERE d.contract_id = $1::uuid)`;
