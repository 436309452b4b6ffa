import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What stands in the way of closing (closing_obstacles: the one home of that rule, for wall, page and button), the act of closing, the gates of the contract that it opens,
 * and what others read.
 */
export class ClosingPublished1700000002020 implements MigrationInterface {
  name = 'ClosingPublished1700000002020';

  async up(runner: QueryRunner): Promise<void> {
    await this.findObstacles(runner);
    await this.close(runner);
    await this.publish(runner);
  }

  private async findObstacles(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The newest look at each system that was taken after the independent run had passed.
      CREATE VIEW account_survey_that_counts AS
        SELECT DISTINCT ON (v.closing_id, v.system_id) v.id, v.closing_id, v.system_id, v.taken_at FROM account_survey v
         WHERE v.taken_at >= date_trunc('minute', independent_run_passed_at(v.closing_id)) ORDER BY v.closing_id, v.system_id, v.taken_at DESC, v.seq DESC;

      -- OFFSET 0 keeps the planner from working out how everything of every closing stands before it looks at this one.
      -- What stands in the way of closing a contract (khoản 4 Điều 6); no row where nothing does, or where closing has not begun. Clauses as 'article.clause.point'.
      CREATE FUNCTION closing_obstacles(contract uuid) RETURNS TABLE (code text, clause text, subject_kind text, subject_id uuid, since timestamptz) LANGUAGE sql STABLE AS $$
        WITH k AS (SELECT c.* FROM closing c WHERE c.contract_id = closing_obstacles.contract AND c.closed_at IS NULL),
             run AS (SELECT r.id, r.began_at, e.outcome, e.finished_at FROM k JOIN independent_run r ON r.closing_id = k.id LEFT JOIN independent_run_end e ON e.run_id = r.id ORDER BY r.ordinal DESC LIMIT 1),
             named AS (SELECT k.id AS closing_id, k.started_at, l.system_id FROM k JOIN closing_system l ON l.closing_id = k.id)
        SELECT CASE s.standing WHEN 'missing' THEN 'item-missing' WHEN 'failed' THEN 'item-failed' ELSE 'item-unproven' END, '6.4.a', 'handover-item', s.item_id, s.since
          FROM k CROSS JOIN LATERAL (SELECT * FROM handover_delivered_standing x WHERE x.closing_id = k.id OFFSET 0) s WHERE s.standing NOT IN ('passed', 'absent')
        UNION ALL
        SELECT 'absence-waiting', '6.4.a', 'handover-item', i.id, a.asked_at
          FROM k JOIN handover_item i ON i.closing_id = k.id JOIN handover_absence a ON a.item_id = i.id WHERE NOT EXISTS (SELECT 1 FROM handover_absence_decision d WHERE d.absence_id = a.id)
        UNION ALL
        SELECT CASE WHEN run.id IS NULL THEN 'run-not-begun' WHEN run.outcome IS NULL THEN 'run-not-finished' ELSE 'run-failed' END, '6.4.a',
               CASE WHEN run.id IS NULL THEN 'closing' ELSE 'independent-run' END, coalesce(run.id, k.id), coalesce(run.finished_at, run.began_at, k.started_at)
          FROM k LEFT JOIN run ON true WHERE EXISTS (SELECT 1 FROM named) AND run.outcome IS DISTINCT FROM 'passed'
        UNION ALL
        SELECT o.obstacle, '6.4.b', CASE o.obstacle WHEN 'account-open' THEN 'access-line' ELSE 'access-grant' END, o.subject_id, o.since FROM k CROSS JOIN LATERAL access_obstacles(k.contract_id) o
        UNION ALL
        SELECT 'account-unsettled', '6.4.b', 'closing-account', a.id, a.added_at FROM k CROSS JOIN LATERAL (SELECT * FROM closing_account_standing x WHERE x.closing_id = k.id OFFSET 0) a WHERE NOT a.settled
        UNION ALL
        SELECT 'survey-missing', '6.4.b', 'system', n.system_id, coalesce((SELECT run.finished_at FROM run), n.started_at)
          FROM named n WHERE NOT EXISTS (SELECT 1 FROM account_survey_that_counts v WHERE v.closing_id = n.closing_id AND v.system_id = n.system_id OFFSET 0)
        UNION ALL
        -- What works under another contract of the vendor is that contract's.
        SELECT CASE r.belongs WHEN 'vendor' THEN 'account-alive' ELSE 'account-unclear' END, '6.4.b', 'account-survey', v.id, min(v.taken_at)
          FROM named n CROSS JOIN LATERAL (SELECT * FROM account_survey_that_counts x WHERE x.closing_id = n.closing_id AND x.system_id = n.system_id OFFSET 0) v JOIN account_survey_row r ON r.survey_id = v.id
         WHERE r.enabled AND r.belongs <> 'agency'
           AND NOT EXISTS (SELECT 1 FROM live_access x JOIN system_account a ON a.id = x.account_id WHERE x.system_id = v.system_id AND x.contract_id <> closing_obstacles.contract AND account_key(a.name) = account_key(r.name))
         GROUP BY v.id, r.belongs
        UNION ALL
        SELECT 'copies-unsettled', '10.1.c', 'closing', k.id, k.started_at FROM k
         WHERE NOT EXISTS (SELECT 1 FROM destruction d WHERE d.closing_id = k.id) AND NOT EXISTS (SELECT 1 FROM retained_copy c WHERE c.closing_id = k.id)
        UNION ALL
        SELECT 'case-open', '6.3', 'violation-case', c.id, c.opened_at FROM k JOIN violation_case c ON c.contract_id = k.contract_id WHERE c.state <> 'closed'
        UNION ALL
        SELECT 'system-suspended', '6.3', 'system-suspension', s.id, s.starts_at FROM k JOIN violation_case c ON c.contract_id = k.contract_id JOIN system_suspension s ON s.case_id = c.id
         WHERE NOT EXISTS (SELECT 1 FROM resumption r WHERE r.suspension_id = s.id) $$;
    `);
  }

  private async close(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contract_close (
        closing_id uuid PRIMARY KEY REFERENCES closing (id),
        closed_by  uuid NOT NULL REFERENCES user_account (id),
        closed_at  timestamptz NOT NULL DEFAULT app_now(),
        xid        xid8 NOT NULL DEFAULT pg_current_xact_id()
      );
      CALL make_append_only('contract_close');

      CREATE FUNCTION contract_close_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; o record;
      BEGIN
        k := closing_to_work_on(NEW.closing_id);
        NEW.closed_at := app_now();
        NEW.xid := pg_current_xact_id();
        IF NOT decides_on_closing(NEW.closed_by, k.agency_id) THEN
          PERFORM handover_refuse('contract_close_by_head', 'the head closes a contract');
        END IF;
        SELECT x.code INTO o FROM closing_obstacles(k.contract_id) x LIMIT 1;
        IF FOUND THEN
          PERFORM handover_refuse('contract_closes_when_settled', format('%s stands in the way of closing', o.code));
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_close_fits BEFORE INSERT ON contract_close FOR EACH ROW EXECUTE FUNCTION contract_close_fits();

      -- Nothing is added to a closing from then on.
      CREATE FUNCTION contract_close_shuts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE closing SET closed_at = NEW.closed_at WHERE id = NEW.closing_id;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION contract_close_shuts() FROM PUBLIC;
      CREATE TRIGGER contract_close_shuts AFTER INSERT ON contract_close FOR EACH ROW EXECUTE FUNCTION contract_close_shuts();

      CREATE FUNCTION contract_close_liquidates() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM closing k JOIN contract c ON c.id = k.contract_id WHERE k.id = NEW.closing_id AND c.phase IN ('liquidated', 'archived')) THEN
          PERFORM handover_refuse('contract_close_liquidates', 'closing liquidates the contract in the same act');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER contract_close_liquidates AFTER INSERT ON contract_close DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contract_close_liquidates();

      -- As before (1700000001210, 1700000001940), and a contract whose closing began is handed over, and liquidated by the act of closing, in the same transaction.
      CREATE OR REPLACE FUNCTION contract_gate_open(contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        RETURN (from_phase = 'planned' AND to_phase = 'cancelled')
            OR (to_phase = 'handing_over' AND EXISTS (SELECT 1 FROM case_closing x JOIN violation_case k ON k.id = x.case_id WHERE k.contract_id = $1.id AND x.outcome = 'ended'))
            OR (to_phase = 'handing_over' AND EXISTS (SELECT 1 FROM closing k WHERE k.contract_id = $1.id))
            OR (from_phase = 'handing_over' AND to_phase = 'liquidated'
                AND EXISTS (SELECT 1 FROM contract_close x JOIN closing k ON k.id = x.closing_id WHERE k.contract_id = $1.id AND x.xid = pg_current_xact_id()))
            OR signing_gate_open($1, from_phase, to_phase);
      END $$;

      CALL require_audit('contract_close');
      GRANT SELECT, INSERT ON contract_close TO dieu6_app;
      GRANT SELECT ON account_survey_that_counts TO dieu6_app;
    `);
  }

  private async publish(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How every item of the list stands; BG-25 by accounts and looks, BG-26 by copies.
      CREATE VIEW handover_item_standing AS
        SELECT s.item_id, s.closing_id, s.step, s.standing, s.since FROM handover_delivered_standing s
        UNION ALL
        SELECT i.id, i.closing_id, i.step, CASE WHEN settled.at IS NULL THEN 'missing' ELSE 'passed' END, coalesce(settled.at, i.added_at)
          FROM handover_item i JOIN closing k ON k.id = i.closing_id
               CROSS JOIN LATERAL (SELECT CASE i.step
                 WHEN 'deletion' THEN (SELECT min(x.recorded_at) FROM (SELECT d.recorded_at FROM destruction d WHERE d.closing_id = k.id UNION ALL SELECT c.recorded_at FROM retained_copy c WHERE c.closing_id = k.id) x)
                 ELSE coalesce(k.closed_at, CASE WHEN NOT EXISTS (SELECT 1 FROM closing_obstacles(k.contract_id) o WHERE o.clause = '6.4.b')
                   THEN coalesce((SELECT max(v.taken_at) FROM account_survey_that_counts v WHERE v.closing_id = k.id), k.started_at) END) END AS at) settled
         WHERE i.step IN ('account-revocation', 'deletion');

      CREATE VIEW published_closing AS SELECT id, contract_id, agency_id, vendor_id, reason, requested_on, due_on, started_at, closed_at FROM closing;

      -- As before (1700000001210), with the first notice as it is set.
      CREATE OR REPLACE VIEW contract_task AS
        SELECT 'contract.review-due'::text AS kind, 'contract'::text AS subject_kind, c.id AS subject_id, coalesce(c.number || ' – ', '') || c.name AS title,
               c.agency_id, 'procurement_officer'::text AS role, c.review_due_on AS due_on
          FROM contract c WHERE c.review_due_on IS NOT NULL AND c.phase IN ('signed', 'trial', 'active', 'handing_over')
           AND (NOT EXISTS (SELECT 1 FROM clause_review r WHERE r.contract_id = c.id AND r.state = 'confirmed') OR NOT transition_reviewed(c))
        UNION ALL
        SELECT 'contract.ends-soon', 'contract', id, coalesce(number || ' – ', '') || name, agency_id, 'procurement_officer', ends_on
          FROM contract WHERE phase IN ('signed', 'trial', 'active') AND ends_on BETWEEN app_today() AND app_today() + closing_notice_days('first')
        UNION ALL
        SELECT 'contract.past-end', 'contract', id, coalesce(number || ' – ', '') || name, agency_id, 'unit_head', ends_on
          FROM contract WHERE phase IN ('signed', 'trial', 'active') AND ends_on < app_today()
        UNION ALL
        SELECT 'contract.legal-answer', 'contract', id, coalesce(number || ' – ', '') || name, agency_id, 'procurement_officer', NULL
          FROM contract WHERE phase = 'planned' AND hire_outcome = 'needs-legal-answer'
        UNION ALL
        SELECT 'contract.transfer-waiting', 'contract-transfer', t.id, coalesce(c.number || ' – ', '') || c.name, t.to_agency_id, 'unit_head', t.effective_on
          FROM contract_transfer t JOIN contract c ON c.id = t.contract_id WHERE t.outcome IS NULL;

      CREATE VIEW handover_task AS
        SELECT 'handover.to-start'::text AS kind, 'contract'::text AS subject_kind, c.id AS subject_id, coalesce(c.number || ' – ', '') || c.name AS title, c.agency_id,
               'procurement_officer'::text AS role, c.ends_on AS due_on
          FROM contract c WHERE c.phase = 'handing_over' AND NOT EXISTS (SELECT 1 FROM closing k WHERE k.contract_id = c.id)
        UNION ALL
        SELECT n.kind, 'contract', c.id, coalesce(c.number || ' – ', '') || c.name, c.agency_id, n.role, c.ends_on
          FROM (VALUES ('handover.term-nears', 'it_officer', 'second'), ('handover.term-ends', 'unit_head', 'last')) n (kind, role, notice)
               JOIN contract c ON c.phase IN ('signed', 'trial', 'active') AND c.ends_on BETWEEN app_today() AND app_today() + closing_notice_days(n.notice)
        UNION ALL
        SELECT 'handover.item-open', 'contract', k.contract_id, coalesce(c.number || ' – ', '') || c.name, k.agency_id, 'procurement_officer', k.due_on
          FROM closing k JOIN published_contract c ON c.id = k.contract_id
         WHERE k.closed_at IS NULL AND EXISTS (SELECT 1 FROM handover_delivered_standing s WHERE s.closing_id = k.id AND s.standing IN ('missing', 'failed') OFFSET 0)
        UNION ALL
        -- D-12: the day until which everything was to be handed over has passed.
        SELECT 'handover.overdue', 'contract', k.contract_id, coalesce(c.number || ' – ', '') || c.name, k.agency_id, 'unit_head', k.due_on
          FROM closing k JOIN published_contract c ON c.id = k.contract_id WHERE k.closed_at IS NULL AND k.due_on < app_today()
        UNION ALL
        SELECT CASE WHEN received.at IS NULL THEN 'handover.delivery-unconfirmed' ELSE 'handover.delivery-untested' END, 'handover-item', s.item_id, s.name || ' – ' || coalesce(c.number, c.name), k.agency_id,
               CASE WHEN received.at IS NULL THEN 'procurement_officer' ELSE 'it_officer' END, k.due_on
          FROM closing k JOIN published_contract c ON c.id = k.contract_id CROSS JOIN LATERAL (SELECT * FROM handover_delivered_standing x WHERE x.closing_id = k.id OFFSET 0) s
               CROSS JOIN LATERAL (SELECT (SELECT min(f.confirmed_at) FROM handover_delivery d JOIN handover_delivery_confirmation f ON f.delivery_id = d.id AND f.side = 'agency'
                                            WHERE d.item_id = s.item_id AND d.ordinal = (SELECT max(n.ordinal) FROM handover_delivery n WHERE n.item_id = s.item_id)) AS at) received
         WHERE k.closed_at IS NULL AND s.standing = 'delivered'
        UNION ALL
        SELECT 'handover.absence-waiting', 'handover-item', i.id, i.name || ' – ' || coalesce(c.number, c.name), k.agency_id, 'unit_head', k.due_on
          FROM closing k JOIN published_contract c ON c.id = k.contract_id JOIN handover_item i ON i.closing_id = k.id JOIN handover_absence a ON a.item_id = i.id
         WHERE k.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM handover_absence_decision d WHERE d.absence_id = a.id)
        UNION ALL
        SELECT 'handover.run-over', 'closing', k.id, coalesce(c.number || ' – ', '') || c.name, k.agency_id, 'it_officer', r.ends_on
          FROM closing k JOIN published_contract c ON c.id = k.contract_id JOIN independent_run r ON r.closing_id = k.id
         WHERE k.closed_at IS NULL AND r.ends_on < app_today() AND NOT EXISTS (SELECT 1 FROM independent_run_end e WHERE e.run_id = r.id)
        UNION ALL
        SELECT 'handover.account-unsettled', 'contract', k.contract_id, coalesce(c.number || ' – ', '') || c.name, k.agency_id, 'it_officer', k.due_on
          FROM closing k JOIN published_contract c ON c.id = k.contract_id
         WHERE k.closed_at IS NULL AND independent_run_began(k.contract_id) AND EXISTS (SELECT 1 FROM closing_account_standing a WHERE a.closing_id = k.id AND NOT a.settled OFFSET 0)
        UNION ALL
        SELECT 'handover.to-close', 'closing', k.id, coalesce(c.number || ' – ', '') || c.name, k.agency_id, 'unit_head', k.due_on
          FROM closing k JOIN published_contract c ON c.id = k.contract_id
         WHERE k.closed_at IS NULL AND (EXISTS (SELECT 1 FROM destruction d WHERE d.closing_id = k.id) OR EXISTS (SELECT 1 FROM retained_copy x WHERE x.closing_id = k.id))
           AND NOT EXISTS (SELECT 1 FROM closing_obstacles(k.contract_id));

      -- All that the page of a contract says of closing, in one value: ContractClosing of server/handovers/persistence/closing-rows.ts.
      CREATE FUNCTION closing_chapter(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object('closingId', k.id, 'startedAt', k.started_at, 'dueOn', k.due_on,
                 'items', (SELECT count(*) FROM handover_item i WHERE i.closing_id = k.id),
                 'settledItems', (SELECT count(*) FROM handover_item_standing s WHERE s.closing_id = k.id AND s.standing IN ('passed', 'absent')),
                 'accounts', (SELECT count(*) FROM closing_account a WHERE a.closing_id = k.id),
                 'settledAccounts', (SELECT count(*) FROM closing_account_standing a WHERE a.closing_id = k.id AND a.settled),
                 'runEndsOn', (SELECT r.ends_on FROM independent_run r WHERE r.closing_id = k.id ORDER BY r.ordinal DESC LIMIT 1),
                 'runOutcome', (SELECT e.outcome FROM independent_run r LEFT JOIN independent_run_end e ON e.run_id = r.id WHERE r.closing_id = k.id ORDER BY r.ordinal DESC LIMIT 1),
                 'obstacles', (SELECT count(*) FROM closing_obstacles(target)),
                 'closedAt', k.closed_at)
          FROM (SELECT target AS of_contract) asked LEFT JOIN closing k ON k.contract_id = asked.of_contract $$;

      GRANT SELECT ON handover_item_standing, published_closing, handover_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('How contracts ended is never taken down; restore a backup instead.');
  }
}
