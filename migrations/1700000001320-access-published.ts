import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What others read of access: who is live now, which accounts are still open, what stands in the way of closing, tasks, and the page of a contract. */
export class AccessPublished1700000001320 implements MigrationInterface {
  name = 'AccessPublished1700000001320';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether what a grant gives can be used now: the contract stands in the phase of it, trial operation has begun, the system is not suspended.
      CREATE FUNCTION access_usable(access_phase text, c contract, system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT access_phase_open(access_phase, c, system) AND (access_phase <> 'trial' OR c.phase = 'trial') AND (access_phase = 'remediation' OR NOT system_suspended(system)) $$;

      -- Live is a view over time and facts, never a stored status.
      CREATE VIEW live_access AS
        SELECT l.id, l.grant_id, l.use_id, l.person_id, l.account_id, l.contract_id, l.agency_id, l.system_id, g.form, g.phase, g.purpose, g.plane, l.starts_at, l.held_until
          FROM access_line l JOIN access_grant g ON g.id = l.grant_id JOIN contract c ON c.id = l.contract_id
         WHERE l.starts_at <= app_now() AND l.held_until > app_now()
           AND access_phase_open(g.phase, c, l.system_id) AND (g.phase <> 'trial' OR c.phase = 'trial')
           AND (g.phase = 'remediation' OR NOT system_suspended(l.system_id))
           AND CASE g.plane WHEN 'data' THEN NOT holds_state_data(l.system_id) ELSE true END;

      -- Accounts that nobody holds any more and nobody confirmed disabled. Where the same person goes on with the same account without a gap, the later line owes it.
      CREATE VIEW access_closure_due AS
        SELECT l.id AS line_id, l.grant_id, l.contract_id, l.agency_id, l.system_id, l.person_id, l.account_id, l.held_until AS over_since
          FROM access_line l
         WHERE l.closed_at IS NULL AND l.held_until <= app_now() AND l.held_until > l.starts_at
           AND NOT EXISTS (SELECT 1 FROM access_line further
                            WHERE further.person_id = l.person_id AND further.account_id = l.account_id AND further.id <> l.id
                              AND further.starts_at <= l.held_until AND further.held_until > l.held_until);

      -- Access opened in an emergency that nobody has reviewed yet; the review is due within 24 hours.
      CREATE INDEX access_grant_emergency ON access_grant (agency_id, granted_at) WHERE form = 'emergency';
      CREATE VIEW access_review_due AS
        SELECT g.id AS grant_id, g.contract_id, g.agency_id, g.system_id, g.granted_by AS opened_by, g.granted_at AS opened_at, g.granted_at + interval '24 hours' AS due_at
          FROM access_grant g WHERE g.form = 'emergency' AND NOT EXISTS (SELECT 1 FROM access_review r WHERE r.grant_id = g.id);

      -- What access leaves in the way of closing a contract (khoản 4 Điều 6).
      CREATE FUNCTION access_obstacles(target uuid) RETURNS TABLE (obstacle text, subject_id uuid, since timestamptz) LANGUAGE sql STABLE AS $$
        SELECT 'live-access', l.grant_id, min(l.starts_at) FROM live_access l WHERE l.contract_id = target GROUP BY l.grant_id
        UNION ALL SELECT 'account-open', d.line_id, d.over_since FROM access_closure_due d WHERE d.contract_id = target
        UNION ALL SELECT 'emergency-unreviewed', r.grant_id, r.opened_at FROM access_review_due r WHERE r.contract_id = target $$;

      CREATE VIEW access_task AS
        SELECT 'access.request-waiting'::text AS kind, 'access-request'::text AS subject_kind, r.id AS subject_id, s.name || ' – ' || coalesce(c.number, c.name) AS title,
               r.agency_id, 'unit_head'::text AS role, (r.decide_by AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on
          FROM access_request r JOIN published_system s ON s.id = r.system_id JOIN published_contract c ON c.id = r.contract_id
         WHERE r.state = 'submitted' AND r.decide_by > app_now() AND r.ends_at > app_now()
        UNION ALL
        SELECT 'access.account-open', 'access-line', d.line_id, a.name || ' – ' || s.name, d.agency_id, 'it_officer', (d.over_since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM access_closure_due d JOIN system_account a ON a.id = d.account_id JOIN published_system s ON s.id = d.system_id
        UNION ALL
        SELECT 'access.emergency-unreviewed', 'access-grant', d.grant_id, s.name, d.agency_id, reviewer.role, (d.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM access_review_due d JOIN published_system s ON s.id = d.system_id
               CROSS JOIN LATERAL (SELECT 'unit_head' AS role
                 UNION ALL SELECT 'it_officer' WHERE EXISTS (SELECT 1 FROM head_authority(d.opened_by, d.agency_id, (d.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))) reviewer
        UNION ALL
        SELECT 'access.use-opened', 'access-grant', u.grant_id, s.name, u.agency_id, 'unit_head', NULL
          FROM access_use u JOIN access_grant g ON g.id = u.grant_id JOIN published_system s ON s.id = g.system_id
         WHERE u.acknowledged_at IS NULL
           -- What the head opened the head knows.
           AND NOT EXISTS (SELECT 1 FROM head_authority(u.opened_by, u.agency_id, (u.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date));

      CREATE VIEW published_access_grant AS
        SELECT id, request_id, contract_id, agency_id, system_id, form, phase, purpose, plane, starts_at, ends_at, ended_at, end_kind FROM access_grant;

      -- All that the page of a contract says of access, in one value: see server/access-grants/web/contract-chapter.ts.
      CREATE FUNCTION access_chapter(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object(
          'live', (SELECT jsonb_build_object('people', count(DISTINCT l.person_id), 'accounts', count(DISTINCT l.account_id), 'until', min(l.held_until)) FROM live_access l WHERE l.contract_id = target),
          'waiting', (SELECT count(*) FROM access_request r WHERE r.contract_id = target AND r.state = 'submitted' AND r.decide_by > app_now() AND r.ends_at > app_now()),
          'ever', EXISTS (SELECT 1 FROM access_grant g WHERE g.contract_id = target),
          'accountsOpen', (SELECT jsonb_build_object('count', count(*), 'since', min(d.over_since)) FROM access_closure_due d WHERE d.contract_id = target),
          'unreviewed', coalesce((SELECT jsonb_agg(jsonb_build_object('grantId', d.grant_id, 'system', s.name, 'openedAt', d.opened_at, 'dueAt', d.due_at, 'openedBy', p.full_name) ORDER BY d.opened_at)
                          FROM access_review_due d JOIN published_system s ON s.id = d.system_id JOIN person_name p ON p.id = d.opened_by WHERE d.contract_id = target), '[]'),
          'standing', (SELECT count(*) FROM access_grant g WHERE g.contract_id = target AND g.form = 'standing' AND g.ended_at IS NULL AND g.starts_at <= app_now() AND g.ends_at > app_now()),
          'inUse', coalesce((SELECT jsonb_agg(jsonb_build_object('grantId', u.grant_id, 'closesAt', u.closes_at) ORDER BY u.closes_at)
                      FROM access_use u JOIN access_grant g ON g.id = u.grant_id WHERE g.contract_id = target AND u.closed_at IS NULL AND u.closes_at > app_now()), '[]'),
          'sessions', (SELECT jsonb_build_object('count', count(*), 'marked', count(*) FILTER (WHERE cardinality(x.marks) > 0)) FROM access_session x WHERE x.contract_id = target),
          'cleared', (SELECT contract_risk_cleared(c) FROM contract c WHERE c.id = target)) $$;

      GRANT SELECT ON live_access, access_closure_due, access_review_due, access_task, published_access_grant TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What others read of access goes only with its tables; restore a backup instead.');
  }
}
