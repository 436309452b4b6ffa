import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the page of a contract says of violations tells the cases that are over as well, the one that ended the contract early, and cases of another contract whose
 * containment reached this one (điểm a, b khoản 3, khoản 4 Điều 6).
 */
export class ViolationsOfAContract1700000001945 implements MigrationInterface {
  name = 'ViolationsOfAContract1700000001945';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- All that the page of a contract says of violations, in one value: ContractViolations of server/violations/persistence/case-rows.ts.
      CREATE OR REPLACE FUNCTION violation_chapter(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
        WITH concerned AS (
          SELECT k.* FROM violation_case k
           WHERE k.contract_id = target OR k.id IN (SELECT n.case_id FROM containment_contract x JOIN containment n ON n.id = x.containment_id WHERE x.contract_id = target)
        )
        SELECT jsonb_build_object(
          'agencyId', (SELECT c.agency_id FROM published_contract c WHERE c.id = target),
          'everOpened', (SELECT count(*) FROM concerned),
          'contained', contract_contained(target),
          'cases', coalesce((SELECT jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'state', k.state, 'level', k.level, 'openedAt', k.opened_at,
                      'unconfirmed', EXISTS (SELECT 1 FROM containment n WHERE n.case_id = k.id AND n.out_of_hours AND NOT EXISTS (SELECT 1 FROM containment_confirmation x WHERE x.containment_id = n.id)))
                      ORDER BY k.seq DESC)
                      FROM concerned k WHERE k.state <> 'closed'), '[]'),
          'closed', coalesce((SELECT jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'level', k.level, 'outcome', k.outcome, 'closedAt', k.decided_at) ORDER BY k.seq DESC)
                      FROM (SELECT d.id, d.seq, d.code, d.level, e.outcome, e.decided_at FROM concerned d JOIN case_closing e ON e.case_id = d.id ORDER BY d.seq DESC LIMIT 10) k), '[]'),
          -- The contract is being handed over because of it; a case of another contract ends that one.
          'endedBy', (SELECT jsonb_build_object('id', k.id, 'code', k.code, 'closedAt', e.decided_at, 'ground', e.ground)
                        FROM violation_case k JOIN case_closing e ON e.case_id = k.id JOIN published_contract c ON c.id = k.contract_id
                       WHERE k.contract_id = target AND e.outcome = 'ended' AND c.phase = 'handing_over' ORDER BY k.seq DESC LIMIT 1),
          'suspensions', coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'caseId', f.case_id, 'systemName', s.name, 'kind', f.kind, 'scope', f.scope, 'endsAt', f.ends_at,
                      'overdue', coalesce(f.ends_at <= app_now(), false), 'done', EXISTS (SELECT 1 FROM suspension_done d WHERE d.suspension_id = f.id)) ORDER BY f.starts_at, s.name)
                      FROM contract_system l JOIN suspension_in_force f ON f.system_id = l.system_id JOIN published_system s ON s.id = f.system_id WHERE l.contract_id = target), '[]'),
          'accountsOpen', (SELECT count(*) FROM containment_contract x JOIN containment_grant n ON n.containment_id = x.containment_id JOIN access_closure_due d ON d.grant_id = n.grant_id
                            WHERE x.contract_id = target AND d.contract_id = target)) $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What others see of violations goes only with its tables; restore a backup instead.');
  }
}
