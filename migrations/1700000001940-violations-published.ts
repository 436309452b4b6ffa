import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What others see of violations: nothing but repair is granted on a contained contract and nothing on a suspended system; a contract that ends early by a case may be
 * handed over; clocks stop by what the case does; tasks, and the page of a contract.
 */
export class ViolationsPublished1700000001940 implements MigrationInterface {
  name = 'ViolationsPublished1700000001940';

  async up(runner: QueryRunner): Promise<void> {
    await this.closeAccess(runner);
    await this.openHandover(runner);
    await this.stopClocks(runner);
    await this.publish(runner);
  }

  private async closeAccess(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Paused or stopped as a whole by any case, until a decision lifts it; a pause whose end on paper has passed is not lifted by that.
      CREATE OR REPLACE FUNCTION system_suspended(system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM system_suspension s WHERE s.system_id = system AND s.scope = 'whole' AND NOT EXISTS (SELECT 1 FROM resumption r WHERE r.suspension_id = s.id)) $$;

      -- The containments that reach a contract and hold: the case is open, and what was suspended does not all run again.
      CREATE FUNCTION containments_of_contract(of_contract uuid) RETURNS TABLE (id uuid, case_id uuid, whole boolean) LANGUAGE sql STABLE AS $$
        SELECT c.id, c.case_id, c.whole
          FROM containment_contract x JOIN containment c ON c.id = x.containment_id JOIN violation_case k ON k.id = c.case_id
         WHERE x.contract_id = of_contract AND k.state <> 'closed'
           AND (EXISTS (SELECT 1 FROM suspension_in_force s WHERE s.containment_id = c.id) OR NOT EXISTS (SELECT 1 FROM system_suspension s WHERE s.containment_id = c.id)) $$;

      -- While it is contained nothing but repair under attendance is granted on a contract.
      CREATE OR REPLACE FUNCTION contract_contained(of_contract uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM containments_of_contract(of_contract)) $$;

      -- A contained case not closed: the vendor repairs under attendance (domain reference 3.3), also after the systems run again.
      CREATE OR REPLACE FUNCTION remediation_open(contract uuid, system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM containment_contract x JOIN containment c ON c.id = x.containment_id JOIN violation_case k ON k.id = c.case_id
                        WHERE x.contract_id = contract AND k.state <> 'closed')
           AND EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = remediation_open.contract AND l.system_id = system) $$;

      -- As before (1700000001300), and on a contract from which every grant was taken back nothing but repair is open or usable.
      CREATE OR REPLACE FUNCTION access_phase_open(access_phase text, c contract, system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT CASE access_phase
          WHEN 'trial' THEN c.phase IN ('signed', 'trial')
          WHEN 'operation' THEN c.phase = 'active'
          WHEN 'handover' THEN c.phase = 'handing_over' AND NOT independent_run_began(c.id)
          WHEN 'remediation' THEN c.phase IN ('signed', 'trial', 'active', 'handing_over') AND remediation_open(c.id, system)
          ELSE false END
          AND (access_phase = 'remediation' OR NOT EXISTS (SELECT 1 FROM containments_of_contract(c.id) k WHERE k.whole)) $$;

      -- As before (1700000001310). A use that was opened after this transaction began, and committed while it waited for the contract, cannot be closed at a time before
      -- its opening: the act is tried anew, and then comes after it.
      CREATE OR REPLACE FUNCTION access_ends_with_grant() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM changed g JOIN access_use u ON u.grant_id = g.id WHERE g.ended_at IS NOT NULL AND u.closed_at IS NULL AND u.opened_at > app_now()) THEN
          RAISE EXCEPTION 'a use of the grant was opened while this transaction waited' USING ERRCODE = 'serialization_failure';
        END IF;
        UPDATE access_use u SET closed_at = app_now(), closed_by = g.ended_by
          FROM changed g WHERE u.grant_id = g.id AND g.ended_at IS NOT NULL AND u.closed_at IS NULL AND u.closes_at > app_now();
        UPDATE access_line l SET granted_until = LEAST(l.granted_until, g.ends_at, g.ended_at)
          FROM changed g WHERE l.grant_id = g.id AND l.held_until > app_now() AND l.granted_until > LEAST(g.ends_at, g.ended_at);
        RETURN NULL;
      END $$;

      -- Whoever asks, approves or opens waits for whoever contains, and then sees what was contained. Named to run before the other walls of these tables.
      CREATE FUNCTION access_contained_contract() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE of_contract uuid; of_phase text;
      BEGIN
        IF TG_TABLE_NAME = 'access_use' THEN
          SELECT g.contract_id, g.phase INTO of_contract, of_phase FROM access_grant g WHERE g.id = NEW.grant_id;
        ELSIF TG_TABLE_NAME = 'access_grant' THEN
          SELECT r.contract_id, r.phase INTO of_contract, of_phase FROM access_request r WHERE r.id = NEW.request_id;
        ELSE
          of_contract := NEW.contract_id;
          of_phase := NEW.phase;
        END IF;
        PERFORM access_sees_newest();
        PERFORM 1 FROM contract c WHERE c.id = of_contract FOR UPDATE;
        IF of_phase <> 'remediation' AND contract_contained(of_contract) THEN
          PERFORM access_refuse('access_not_to_contained_contract', 'nothing but repair under attendance is granted on a contained contract');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_contained_contract BEFORE INSERT ON access_request FOR EACH ROW EXECUTE FUNCTION access_contained_contract();
      CREATE TRIGGER access_contained_contract BEFORE INSERT ON access_grant FOR EACH ROW EXECUTE FUNCTION access_contained_contract();
      CREATE TRIGGER access_contained_contract BEFORE INSERT ON access_use FOR EACH ROW EXECUTE FUNCTION access_contained_contract();
    `);
  }

  private async openHandover(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As before (1700000001210), and a contract that a case ended early begins its hand-over.
      CREATE OR REPLACE FUNCTION contract_gate_open(contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        RETURN (from_phase = 'planned' AND to_phase = 'cancelled')
            OR (to_phase = 'handing_over' AND EXISTS (SELECT 1 FROM case_closing x JOIN violation_case k ON k.id = x.case_id WHERE k.contract_id = $1.id AND x.outcome = 'ended'))
            OR signing_gate_open($1, from_phase, to_phase);
      END $$;
    `);
  }

  private async stopClocks(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- As before (1700000001900), with what a case does: its report on damage, or its end as unfounded (D-10), a notice delivered to the vendor (D-09), accounts all closed (D-08).
      CREATE OR REPLACE FUNCTION duty_fact_holds(fact_kind text, fact_id uuid, clock duty_clock) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT CASE fact_kind
          WHEN 'duty-report' THEN EXISTS (SELECT 1 FROM duty_report r WHERE r.id = fact_id AND r.clock_id = clock.id AND NOT (r.stage = 'notice' AND clock.clock IN ('D-03', 'D-05')))
          WHEN 'damage-report' THEN clock.clock = 'D-10' AND clock.subject_kind = 'violation-case'
            AND EXISTS (SELECT 1 FROM damage_report r WHERE r.id = fact_id AND r.case_id = clock.subject_id)
          WHEN 'case-unfounded' THEN clock.clock = 'D-10' AND clock.subject_kind = 'violation-case' AND fact_id = clock.subject_id
            AND EXISTS (SELECT 1 FROM case_closing x WHERE x.case_id = fact_id AND x.outcome = 'unfounded')
          WHEN 'case-notice' THEN clock.clock = 'D-09' AND clock.subject_kind = 'containment'
            AND EXISTS (SELECT 1 FROM case_notice n JOIN case_notice_delivery d ON d.notice_id = n.id WHERE n.id = fact_id AND n.addressee = 'vendor' AND n.containment_id = clock.subject_id)
          WHEN 'containment-closed' THEN clock.clock = 'D-08' AND clock.subject_kind = 'containment' AND fact_id = clock.subject_id
            AND EXISTS (SELECT 1 FROM containment c WHERE c.id = fact_id AND NOT containment_accounts_open(c.case_id))
          ELSE false END $$;

      -- The last account that was lost by a containment is confirmed closed: its clock stops with the same confirmation.
      CREATE FUNCTION containment_closed_stops_clock() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO duty_clock_settlement (clock_id, settled_at, fact_kind, fact_id, settled_by)
        SELECT d.id, app_now(), 'containment-closed', c.id, x.confirmed_by
          FROM containment_grant n JOIN containment c ON c.id = n.containment_id JOIN duty_clock d ON d.clock = 'D-08' AND d.subject_kind = 'containment' AND d.subject_id = c.id
               JOIN access_closure x ON x.line_id = NEW.id
         WHERE n.grant_id = NEW.grant_id AND NOT EXISTS (SELECT 1 FROM duty_clock_settlement s WHERE s.clock_id = d.id) AND NOT containment_accounts_open(c.case_id)
        ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER containment_closed_stops_clock AFTER UPDATE OF closed_at ON access_line FOR EACH ROW WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
        EXECUTE FUNCTION containment_closed_stops_clock();
    `);
  }

  private async publish(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Suspensions in force of cases that are open, and of those that ended the contract and left a system standing: found from the few such cases of an agency.
      CREATE INDEX case_closing_ended ON case_closing (case_id) WHERE outcome = 'ended';
      CREATE VIEW suspension_to_follow AS
        SELECT s.id, k.code, k.state, k.agency_id, s.system_id, s.starts_at, coalesce(e.until, s.ends_at) AS ends_at
          FROM violation_case k JOIN system_suspension s ON s.case_id = k.id AND s.proposal_id IS NULL LEFT JOIN suspension_extension e ON e.suspension_id = s.id
         WHERE k.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM resumption r WHERE r.suspension_id = s.id)
        UNION ALL
        SELECT s.id, k.code, k.state, k.agency_id, s.system_id, s.starts_at, coalesce(e.until, s.ends_at)
          FROM case_closing x JOIN violation_case k ON k.id = x.case_id JOIN system_suspension s ON s.case_id = k.id AND s.proposal_id IS NULL LEFT JOIN suspension_extension e ON e.suspension_id = s.id
         WHERE x.outcome = 'ended' AND NOT EXISTS (SELECT 1 FROM resumption r WHERE r.suspension_id = s.id)
        UNION ALL
        SELECT s.id, k.code, k.state, s.agency_id, s.system_id, s.starts_at, coalesce(e.until, s.ends_at)
          FROM system_suspension s JOIN violation_case k ON k.id = s.case_id LEFT JOIN suspension_extension e ON e.suspension_id = s.id
         WHERE s.proposal_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM resumption r WHERE r.suspension_id = s.id);

      CREATE VIEW violation_task AS
        SELECT 'violation.to-contain'::text AS kind, 'violation-case'::text AS subject_kind, k.id AS subject_id, k.code || ' – ' || coalesce(c.number, c.name) AS title,
               k.agency_id, 'unit_head'::text AS role, (k.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on
          FROM violation_case k JOIN published_contract c ON c.id = k.contract_id WHERE k.state = 'opened'
        UNION ALL
        SELECT 'violation.to-confirm', 'violation-case', k.id, k.code || ' – ' || coalesce(c.number, c.name), k.agency_id, 'unit_head', ((n.decided_at + interval '24 hours') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM violation_case k JOIN containment n ON n.case_id = k.id JOIN published_contract c ON c.id = k.contract_id
         WHERE k.state <> 'closed' AND n.out_of_hours AND NOT EXISTS (SELECT 1 FROM containment_confirmation x WHERE x.containment_id = n.id)
        UNION ALL
        SELECT 'violation.suspension-undone', 'system-suspension', f.id, s.name || ' – ' || f.code, f.agency_id, 'it_officer', (f.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM suspension_to_follow f JOIN published_system s ON s.id = f.system_id
         WHERE f.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM suspension_done d WHERE d.suspension_id = f.id)
        UNION ALL
        SELECT 'violation.pause-over', 'system-suspension', f.id, s.name || ' – ' || f.code, f.agency_id, 'unit_head', ((f.ends_at - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM suspension_to_follow f JOIN published_system s ON s.id = f.system_id WHERE f.ends_at <= app_now()
        UNION ALL
        SELECT 'violation.proposal-waiting', 'suspension-proposal', p.id, s.name || ' – ' || k.code, p.to_agency_id, 'unit_head', (p.proposed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM violation_case k JOIN containment n ON n.case_id = k.id JOIN suspension_proposal p ON p.containment_id = n.id JOIN published_system s ON s.id = p.system_id
         WHERE k.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM suspension_proposal_answer a WHERE a.proposal_id = p.id)
        UNION ALL
        SELECT 'violation.remedy-unverified', 'violation-case', k.id, k.code || ' – ' || r.what, k.agency_id, 'it_officer', NULL
          FROM violation_case k JOIN case_remedy r ON r.case_id = k.id WHERE k.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM case_remedy_verification v WHERE v.remedy_id = r.id)
        UNION ALL
        SELECT 'violation.to-close', 'violation-case', k.id, k.code || ' – ' || coalesce(c.number, c.name), k.agency_id, 'unit_head', NULL
          FROM violation_case k JOIN published_contract c ON c.id = k.contract_id
         WHERE k.state = 'reported' AND NOT EXISTS (SELECT 1 FROM case_closing_obstacles(k.id, 'resumed'));

      -- All that the page of a contract says of violations, in one value: ContractViolations of server/violations/persistence/case-rows.ts.
      CREATE FUNCTION violation_chapter(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object(
          'agencyId', (SELECT c.agency_id FROM published_contract c WHERE c.id = target),
          'everOpened', (SELECT count(*) FROM violation_case k WHERE k.contract_id = target),
          'contained', contract_contained(target),
          'cases', coalesce((SELECT jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'state', k.state, 'level', k.level, 'openedAt', k.opened_at,
                      'unconfirmed', EXISTS (SELECT 1 FROM containment n WHERE n.case_id = k.id AND n.out_of_hours AND NOT EXISTS (SELECT 1 FROM containment_confirmation x WHERE x.containment_id = n.id)))
                      ORDER BY k.seq DESC)
                      FROM violation_case k WHERE k.state <> 'closed' AND (k.contract_id = target OR EXISTS (
                        SELECT 1 FROM containment n JOIN containment_contract x ON x.containment_id = n.id WHERE n.case_id = k.id AND x.contract_id = target))), '[]'),
          'suspensions', coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'caseId', f.case_id, 'systemName', s.name, 'kind', f.kind, 'scope', f.scope, 'endsAt', f.ends_at,
                      'overdue', coalesce(f.ends_at <= app_now(), false), 'done', EXISTS (SELECT 1 FROM suspension_done d WHERE d.suspension_id = f.id)) ORDER BY f.starts_at, s.name)
                      FROM contract_system l JOIN suspension_in_force f ON f.system_id = l.system_id JOIN published_system s ON s.id = f.system_id WHERE l.contract_id = target), '[]'),
          'accountsOpen', (SELECT count(*) FROM containment_contract x JOIN containment_grant n ON n.containment_id = x.containment_id JOIN access_closure_due d ON d.grant_id = n.grant_id
                            WHERE x.contract_id = target AND d.contract_id = target)) $$;

      -- The cases that an incident is linked to, for its page (1700000001910), newest first.
      CREATE OR REPLACE FUNCTION incident_cases(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'title', coalesce(c.number, c.name)) ORDER BY k.seq DESC), '[]')
          FROM case_incident x JOIN violation_case k ON k.id = x.case_id JOIN published_contract c ON c.id = k.contract_id WHERE x.incident_id = target $$;

      GRANT SELECT ON suspension_to_follow, violation_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What others see of violations goes only with its tables; restore a backup instead.');
  }
}
