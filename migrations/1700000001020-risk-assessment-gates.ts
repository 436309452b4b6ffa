import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What assessments say to others: the facts of the gates they settle, what later rooms read, and the tasks. */
export class RiskAssessmentGates1700000001020 implements MigrationInterface {
  name = 'RiskAssessmentGates1700000001020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What has happened since an assessment was submitted that asks for a new one (NĐ 331 Đ10.2b–đ and the agency's own rule).
      CREATE VIEW risk_assessment_trigger AS
        SELECT a.id AS assessment_id, 'trigger-new-function'::text AS trigger_id, 'PL ' || m.number AS detail
          FROM risk_assessment a JOIN contract_amendment m ON m.contract_id = a.contract_id
         WHERE m.recorded_at > a.submitted_at AND m.scope_after IS DISTINCT FROM m.scope_before
        UNION ALL
        SELECT a.id, 'trigger-renewal', 'PL ' || m.number
          FROM risk_assessment a JOIN contract_amendment m ON m.contract_id = a.contract_id
         WHERE m.recorded_at > a.submitted_at AND m.ends_on_after > m.ends_on_before
        UNION ALL
        SELECT a.id, 'trigger-new-function', left(c.scope, 120)
          FROM risk_assessment a JOIN contract c ON c.id = a.contract_id
         WHERE c.phase = 'planned' AND a.scope IS NOT NULL AND c.scope IS DISTINCT FROM a.scope
        UNION ALL
        SELECT a.id, 'trigger-ownership-change', v.name
          FROM risk_assessment a JOIN published_contract c ON c.id = a.contract_id JOIN published_vendor v ON v.id = c.vendor_id
         WHERE c.vendor_id <> a.vendor_id
        UNION ALL
        SELECT a.id, 'trigger-new-subcontractor', u.name
          FROM risk_assessment a JOIN published_subcontractor u ON u.vendor_id = a.vendor_id
         WHERE (u.ended_on IS NULL OR u.ended_on > app_today()) AND u.id <> ALL (a.subcontractor_ids)
        UNION ALL
        SELECT a.id, 'trigger-new-connection', s.name
          FROM risk_assessment a JOIN contract_system l ON l.contract_id = a.contract_id JOIN published_system s ON s.id = l.system_id
         WHERE s.id <> ALL (a.system_ids)
        UNION ALL
        SELECT a.id, 'level-raised', s.name
          FROM risk_assessment a JOIN contract_system l ON l.contract_id = a.contract_id JOIN published_system s ON s.id = l.system_id
         WHERE s.id = ANY (a.system_ids) AND s.effective_level > a.level
        UNION ALL
        SELECT a.id, 'trigger-new-data-location', d.name || ' (' || p.storage_place || ')'
          FROM risk_assessment a JOIN contract_system l ON l.contract_id = a.contract_id JOIN published_data_asset d ON d.system_id = l.system_id
          JOIN published_data_place p ON p.id = d.id
         WHERE l.system_id = ANY (a.system_ids) AND (p.storage_country || ': ' || p.storage_place) <> ALL (a.data_places)
        UNION ALL
        SELECT a.id, 'personal-data-added', d.name
          FROM risk_assessment a JOIN contract_system l ON l.contract_id = a.contract_id JOIN published_data_asset d ON d.system_id = l.system_id
         WHERE NOT a.personal_data AND d.personal_data <> 'none'
        UNION ALL
        SELECT a.id, t.trigger_id, left(t.note, 120)
          FROM risk_assessment a JOIN risk_trigger t ON t.contract_id = a.contract_id
         WHERE t.recorded_at > a.submitted_at;

      -- Waivers and acceptances in force today; those of a signing end by themselves at go-live from level 3 on.
      CREATE VIEW risk_waiver_in_force AS
        SELECT w.id, w.assessment_id, w.kind, w.target_id, w.ends_on
          FROM risk_waiver w JOIN risk_assessment a ON a.id = w.assessment_id JOIN published_contract c ON c.id = a.contract_id
         WHERE w.outcome = 'granted' AND w.ends_on >= app_today() AND a.status = 'approved'
           AND NOT (w.kind = 'knock-out' AND a.level >= 3 AND c.phase IN ('active', 'handing_over', 'liquidated', 'archived'));

      -- What later rooms read of an assessment.
      CREATE VIEW published_assessment AS
        SELECT id, seq, contract_id, agency_id, vendor_id, stage, status, level, personal_data, cloud, criteria_edition, scoring_edition, worst_level, worst_group,
               residual_level, high_groups, very_high_groups, failed_a, failed_b, assessed_on, approved_on, valid_until, submitted_at, opened_at
          FROM risk_assessment;
      GRANT SELECT ON risk_assessment_trigger, risk_waiver_in_force, published_assessment TO dieu6_app;

      -- The dates of the registered records HS-01 (report) and HS-03 (decision) of an assessment; NULL as long as the clerk has not registered them.
      CREATE FUNCTION assessment_record_days(assessment uuid, OUT report_on date, OUT decision_on date) LANGUAGE plpgsql STABLE AS $$
      BEGIN
        SELECT max(r.issued_on) FILTER (WHERE r.kind = 'HS-01'), max(r.issued_on) FILTER (WHERE r.kind = 'HS-03') INTO report_on, decision_on
          FROM published_record r
         WHERE r.subject_kind = 'risk-assessment' AND r.subject_id = assessment AND r.status = 'registered' AND r.replaced_by_id IS NULL AND r.kind IN ('HS-01', 'HS-03');
      END $$;

      -- The gates of domain reference 8.6 that an assessment settles: G-01 to G-06, G-10, G-12, G-13. One row each: outcome 'met', 'unmet' or
      -- 'not-applicable', the code of the reason and the facts it speaks of. signing_day is the date that the contract is to bear (today unless given).
      CREATE FUNCTION assessment_gates(target uuid, for_stage text, signing_day date DEFAULT NULL)
        RETURNS TABLE (gate text, outcome text, reason text, facts jsonb, assessment_id uuid) LANGUAGE plpgsql STABLE AS $$
      DECLARE
        a risk_assessment;
        days record;
        day date;
        open_b text[];
        open_high text[];
        since text[];
        personal boolean;
        late_treatment boolean;
      BEGIN
        SELECT coalesce(signing_day, c.signed_on, app_today()) INTO day FROM published_contract c WHERE c.id = target;
        SELECT * INTO a FROM risk_assessment r WHERE r.contract_id = target AND r.stage = for_stage AND r.status = 'approved';
        assessment_id := a.id;
        SELECT coalesce(a.personal_data, false) OR b.has_personal_data INTO personal FROM assessment_basis(target) b;

        IF a.id IS NULL THEN
          FOREACH gate IN ARRAY ARRAY['G-01', 'G-02', 'G-03', 'G-04', 'G-05', 'G-06', 'G-10', 'G-12', 'G-13'] LOOP
            outcome := 'unmet'; reason := 'not-assessed'; facts := '{}';
            IF for_stage <> 'signing' AND gate IN ('G-01', 'G-04', 'G-10', 'G-13') OR gate = 'G-10' AND NOT personal THEN
              outcome := 'not-applicable'; reason := 'not-asked-here';
            END IF;
            RETURN NEXT;
          END LOOP;
          RETURN;
        END IF;

        SELECT * INTO days FROM assessment_record_days(a.id);
        gate := 'G-01'; outcome := 'met'; reason := 'report-in-time';
        facts := jsonb_build_object('approvedOn', a.approved_on, 'reportOn', days.report_on, 'decisionOn', days.decision_on, 'day', day);
        IF for_stage <> 'signing' THEN outcome := 'not-applicable'; reason := 'not-asked-here';
        ELSIF days.report_on IS NULL OR days.decision_on IS NULL THEN outcome := 'unmet'; reason := 'records-not-issued';
        ELSIF greatest(days.report_on, days.decision_on) > day THEN outcome := 'unmet'; reason := 'report-after-contract';
        END IF;
        RETURN NEXT;

        gate := 'G-02'; outcome := 'met'; reason := 'no-very-high'; facts := jsonb_build_object('groups', to_jsonb(a.very_high_groups));
        IF cardinality(a.very_high_groups) > 0 THEN outcome := 'unmet'; reason := 'very-high-groups'; END IF;
        RETURN NEXT;

        gate := 'G-03'; outcome := 'met'; reason := 'no-high'; facts := jsonb_build_object('groups', to_jsonb(a.high_groups), 'level', a.level);
        IF a.level < 4 THEN outcome := 'not-applicable'; reason := 'level-below-4';
        ELSIF cardinality(a.high_groups) > 0 THEN outcome := 'unmet'; reason := 'high-groups'; END IF;
        RETURN NEXT;

        open_high := ARRAY(SELECT g FROM unnest(a.high_groups) g WHERE NOT EXISTS (
          SELECT 1 FROM risk_waiver_in_force w WHERE w.assessment_id = a.id AND w.kind = 'high-risk' AND w.target_id = g));
        late_treatment := EXISTS (SELECT 1 FROM unnest(a.high_groups) g WHERE NOT EXISTS (
          SELECT 1 FROM risk_treatment t WHERE t.assessment_id = a.id AND t.group_id = g));
        gate := 'G-04'; outcome := 'met'; reason := 'high-accepted'; facts := jsonb_build_object('groups', to_jsonb(a.high_groups), 'open', to_jsonb(open_high), 'level', a.level);
        IF for_stage <> 'signing' OR a.level > 3 OR cardinality(a.high_groups) = 0 THEN outcome := 'not-applicable'; reason := 'no-high';
        ELSIF late_treatment THEN outcome := 'unmet'; reason := 'high-without-treatment';
        ELSIF NOT EXISTS (SELECT 1 FROM risk_opinion o WHERE o.assessment_id = a.id AND o.given_at >= a.submitted_at AND (a.level < 3 OR o.giver = 'security-unit')) THEN outcome := 'unmet'; reason := 'high-without-opinion';
        ELSIF cardinality(open_high) > 0 THEN outcome := 'unmet'; reason := 'high-not-accepted';
        END IF;
        RETURN NEXT;

        gate := 'G-05'; outcome := 'met'; reason := 'no-failed-a'; facts := jsonb_build_object('criteria', to_jsonb(a.failed_a));
        IF cardinality(a.failed_a) > 0 THEN outcome := 'unmet'; reason := 'failed-a'; END IF;
        RETURN NEXT;

        open_b := ARRAY(SELECT b FROM unnest(a.failed_b) b WHERE NOT EXISTS (
          SELECT 1 FROM risk_waiver_in_force w WHERE w.assessment_id = a.id AND w.kind = 'knock-out' AND w.target_id = b));
        gate := 'G-06'; outcome := 'met'; reason := CASE WHEN cardinality(a.failed_b) = 0 THEN 'no-failed-b' ELSE 'failed-b-waived' END;
        facts := jsonb_build_object('criteria', to_jsonb(open_b), 'waived', cardinality(a.failed_b) - cardinality(open_b));
        IF cardinality(open_b) > 0 THEN outcome := 'unmet'; reason := 'failed-b'; END IF;
        RETURN NEXT;

        gate := 'G-10'; outcome := 'met'; reason := 'agreement'; facts := jsonb_build_object('agreement', a.processing_agreement);
        IF for_stage <> 'signing' THEN outcome := 'not-applicable'; reason := 'not-asked-here';
        ELSIF NOT personal THEN outcome := 'not-applicable'; reason := 'no-personal-data';
        ELSIF a.processing_agreement IS NULL THEN outcome := 'unmet'; reason := 'no-agreement'; END IF;
        RETURN NEXT;

        -- Before going live the term of the approval counts instead of the 90 days of signing; what has happened since counts for both.
        since := ARRAY(SELECT DISTINCT t.trigger_id FROM risk_assessment_trigger t WHERE t.assessment_id = a.id ORDER BY 1);
        gate := 'G-12'; outcome := 'met'; reason := 'current';
        facts := jsonb_build_object('reportOn', coalesce(days.report_on, a.approved_on), 'day', day, 'validUntil', a.valid_until, 'triggers', to_jsonb(since));
        IF cardinality(since) > 0 THEN outcome := 'unmet'; reason := 'triggered';
        ELSIF a.valid_until < app_today() THEN outcome := 'unmet'; reason := 'term-over';
        ELSIF for_stage = 'signing' AND day - coalesce(days.report_on, a.approved_on) > 90 THEN outcome := 'unmet'; reason := 'report-too-old';
        END IF;
        RETURN NEXT;

        gate := 'G-13'; outcome := 'met'; reason := 'no-state-secret'; facts := '{}';
        IF for_stage <> 'signing' THEN outcome := 'not-applicable'; reason := 'not-asked-here';
        ELSIF a.state_secret THEN outcome := 'unmet'; reason := 'state-secret'; END IF;
        RETURN NEXT;
      END $$;

      -- Who must do what. Only running contracts are chased.
      CREATE VIEW risk_assessment_task AS
        SELECT CASE a.status WHEN 'returned' THEN 'risk-assessment.returned' ELSE 'risk-assessment.to-score' END AS kind, 'risk-assessment'::text AS subject_kind, a.id AS subject_id,
               coalesce(c.number || ' – ', '') || c.name AS title, a.agency_id, 'it_officer'::text AS role, NULL::date AS due_on
          FROM risk_assessment a JOIN published_contract c ON c.id = a.contract_id
         WHERE a.status IN ('draft', 'returned') AND c.phase <> 'cancelled'
        UNION ALL
        SELECT 'risk-assessment.opinion', 'risk-assessment', a.id, coalesce(c.number || ' – ', '') || c.name, a.agency_id, 'it_officer', NULL
          FROM risk_assessment a JOIN published_contract c ON c.id = a.contract_id
         WHERE a.status = 'submitted' AND a.stage = 'signing' AND a.level <= 3 AND cardinality(a.high_groups) > 0
           AND NOT EXISTS (SELECT 1 FROM risk_opinion o WHERE o.assessment_id = a.id AND o.given_at >= a.submitted_at AND (a.level < 3 OR o.giver = 'security-unit'))
        UNION ALL
        SELECT 'risk-assessment.to-approve', 'risk-assessment', a.id, coalesce(c.number || ' – ', '') || c.name, a.agency_id, 'unit_head', NULL
          FROM risk_assessment a JOIN published_contract c ON c.id = a.contract_id WHERE a.status = 'submitted' AND c.phase <> 'cancelled'
        UNION ALL
        SELECT 'risk-assessment.waiver-to-decide', 'risk-waiver', w.id, w.target_id || ', ' || c.name, a.agency_id, 'unit_head', NULL
          FROM risk_waiver w JOIN risk_assessment a ON a.id = w.assessment_id JOIN published_contract c ON c.id = a.contract_id
         WHERE w.outcome IS NULL AND a.status = 'approved'
        UNION ALL
        SELECT 'risk-assessment.waiver-ends', 'risk-assessment', a.id, w.target_id || ', ' || c.name, a.agency_id, 'procurement_officer', w.ends_on
          FROM risk_waiver w JOIN risk_assessment a ON a.id = w.assessment_id JOIN published_contract c ON c.id = a.contract_id
         WHERE w.outcome = 'granted' AND a.status = 'approved' AND w.ends_on <= app_today() + 14 AND c.phase IN ('planned', 'signed', 'trial', 'active')
        UNION ALL
        SELECT 'risk-assessment.lapses', 'risk-assessment', a.id, coalesce(c.number || ' – ', '') || c.name, a.agency_id, 'procurement_officer', a.valid_until
          FROM risk_assessment a JOIN published_contract c ON c.id = a.contract_id
         WHERE a.status = 'approved' AND a.valid_until <= app_today() + 30 AND c.phase IN ('planned', 'signed', 'trial', 'active')
        UNION ALL
        SELECT 'risk-assessment.triggered', 'risk-assessment', a.id, coalesce(c.number || ' – ', '') || c.name, a.agency_id, 'procurement_officer', NULL
          FROM risk_assessment a JOIN published_contract c ON c.id = a.contract_id
         WHERE a.status = 'approved' AND c.phase IN ('planned', 'signed', 'trial', 'active')
           AND EXISTS (SELECT 1 FROM risk_assessment_trigger t WHERE t.assessment_id = a.id);
      GRANT SELECT ON risk_assessment_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What later rooms stand on is never taken down; restore a backup instead.');
  }
}
