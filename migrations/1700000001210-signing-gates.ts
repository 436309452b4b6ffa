import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The gates of signing and going live: the conditions computed from the facts (contract_conditions, read by pages and walls alike), the gate of the phase
 * arrows itself, and what other rooms and the page of a contract read.
 */
export class SigningGates1700000001210 implements MigrationInterface {
  name = 'SigningGates1700000001210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How every condition of a gate stands, from the facts themselves: pages show these rows and the walls look at the same. Those of the assessment
      -- come from its own room (assessment_gates).
      CREATE FUNCTION contract_conditions(of_contract contract, for_stage text)
        RETURNS TABLE (place integer, code text, outcome text, blocks boolean, reason text, facts jsonb, assessment_id uuid) LANGUAGE plpgsql STABLE AS $$
      #variable_conflict use_column
      DECLARE
        r clause_review;
        missing text[];
        unapproved text[];
        unapproved_ids uuid[];
        t trial_result;
        p plan_deployment;
        has_system boolean := EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = of_contract.id);
      BEGIN
        SELECT coalesce(array_agg(s.name ORDER BY s.name, s.id), '{}'), coalesce(array_agg(s.id ORDER BY s.name, s.id), '{}') INTO unapproved, unapproved_ids
          FROM contract_system l JOIN published_system s ON s.id = l.system_id WHERE l.contract_id = of_contract.id AND NOT s.level_approved;

        IF for_stage = 'signing' THEN
          RETURN QUERY VALUES
            (10, 'system', CASE WHEN has_system OR of_contract.without_system THEN 'met' ELSE 'unmet' END, true,
              CASE WHEN of_contract.without_system THEN 'no-system-needed' WHEN has_system THEN 'named' ELSE 'not-named' END, '{}'::jsonb, NULL::uuid),
            (20, 'vendor', CASE WHEN of_contract.vendor_id IS NULL THEN 'unmet' ELSE 'met' END, true, CASE WHEN of_contract.vendor_id IS NULL THEN 'not-named' ELSE 'named' END, '{}', NULL),
            (30, 'value', CASE WHEN of_contract.value IS NULL THEN 'unmet' ELSE 'met' END, true, CASE WHEN of_contract.value IS NULL THEN 'not-named' ELSE 'named' END, '{}', NULL),
            (40, 'term', CASE WHEN of_contract.starts_on IS NULL OR of_contract.ends_on IS NULL THEN 'unmet' ELSE 'met' END, true,
              CASE WHEN of_contract.starts_on IS NULL OR of_contract.ends_on IS NULL THEN 'not-named' ELSE 'named' END,
              jsonb_build_object('startsOn', of_contract.starts_on, 'endsOn', of_contract.ends_on), NULL),
            (50, 'G-08', CASE WHEN of_contract.operator_kind IS NULL THEN 'unmet' ELSE 'met' END, true, coalesce(of_contract.operator_kind, 'not-named'),
              jsonb_build_object('name', of_contract.operator_name), NULL),
            (60, 'G-09', CASE WHEN of_contract.hire_outcome = 'allowed' THEN 'met' ELSE 'unmet' END, true, coalesce(of_contract.hire_outcome, 'not-answered'), '{}', NULL);

          SELECT * INTO r FROM clause_review v WHERE v.contract_id = of_contract.id ORDER BY v.round DESC LIMIT 1;
          missing := CASE WHEN r.id IS NULL THEN '{}' ELSE unlocated_clauses(of_contract, r.library_version, r.id) END;
          RETURN QUERY SELECT 200, 'G-07', CASE WHEN r.state = 'confirmed' AND cardinality(missing) = 0 THEN 'met' ELSE 'unmet' END, true,
            CASE WHEN r.id IS NULL THEN 'not-reviewed' WHEN cardinality(missing) > 0 THEN 'clauses-missing' ELSE 'review-' || r.state END,
            jsonb_build_object('clauses', to_jsonb(missing), 'round', r.round), NULL::uuid;

          -- A missing level only warns here and blocks going live (domain reference 1.2, X6).
          RETURN QUERY SELECT 300, 'G-11', CASE WHEN NOT has_system THEN 'not-applicable' WHEN cardinality(unapproved) = 0 THEN 'met' ELSE 'unmet' END, false,
            CASE WHEN NOT has_system THEN 'no-system-needed' WHEN cardinality(unapproved) = 0 THEN 'approved' ELSE 'not-approved' END,
            jsonb_build_object('systems', to_jsonb(unapproved), 'ids', to_jsonb(unapproved_ids)), NULL::uuid;
        ELSE
          SELECT * INTO t FROM trial_result x WHERE x.contract_id = of_contract.id ORDER BY x.ordinal DESC LIMIT 1;
          SELECT * INTO p FROM plan_deployment x WHERE x.contract_id = of_contract.id ORDER BY x.document_on DESC, x.recorded_at DESC LIMIT 1;
          RETURN QUERY VALUES
            (10, 'trial', CASE WHEN t.outcome = 'passed' THEN 'met' ELSE 'unmet' END, true, coalesce(t.outcome, 'no-result'),
              jsonb_build_object('number', t.document_number, 'day', t.document_on), NULL::uuid),
            (20, 'G-11', CASE WHEN NOT has_system THEN 'not-applicable' WHEN cardinality(unapproved) = 0 THEN 'met' ELSE 'unmet' END, true,
              CASE WHEN NOT has_system THEN 'no-system-needed' WHEN cardinality(unapproved) = 0 THEN 'approved' ELSE 'not-approved' END,
              jsonb_build_object('systems', to_jsonb(unapproved), 'ids', to_jsonb(unapproved_ids)), NULL),
            (30, 'plan', CASE WHEN NOT has_system THEN 'not-applicable' WHEN p.id IS NULL THEN 'unmet' ELSE 'met' END, true,
              CASE WHEN NOT has_system THEN 'no-system-needed' WHEN p.id IS NULL THEN 'not-deployed' ELSE 'deployed' END,
              jsonb_build_object('number', p.document_number, 'day', p.document_on), NULL);
        END IF;
        RETURN QUERY SELECT 100 + right(g.gate, 2)::integer, g.gate, g.outcome, true, g.reason, g.facts, g.assessment_id FROM assessment_gates(of_contract.id, for_stage, of_contract.signed_on) g;
      END $$;

      -- The gate of signing, of trial operation and of going live; false where the arrow is another's. Raises by the name of the condition in the way.
      CREATE FUNCTION signing_gate_open(of_contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE blocked record; g contract_signature; stage text;
      BEGIN
        stage := CASE WHEN from_phase = 'planned' AND to_phase = 'signed' THEN 'signing' WHEN from_phase = 'trial' AND to_phase = 'active' THEN 'operation' END;
        IF from_phase = 'signed' AND to_phase = 'trial' THEN
          IF NOT EXISTS (SELECT 1 FROM contract_milestone m WHERE m.contract_id = of_contract.id AND m.milestone = 'trial-began') THEN
            PERFORM contract_refuse('contract_trial_has_its_day', 'trial operation begins on a recorded day');
          END IF;
          RETURN true;
        END IF;
        IF stage IS NULL THEN RETURN false; END IF;

        SELECT k.code, k.reason INTO blocked FROM contract_conditions(of_contract, stage) k WHERE k.blocks AND k.outcome = 'unmet' ORDER BY k.place LIMIT 1;
        IF FOUND THEN
          PERFORM contract_refuse(format('contract_%s_%s', CASE stage WHEN 'signing' THEN 'signs' ELSE 'operates' END, lower(replace(blocked.code, '-', '_'))),
            format('condition %s stands in the way: %s', blocked.code, blocked.reason));
        END IF;
        IF stage = 'signing' THEN
          SELECT * INTO g FROM contract_signature s WHERE s.contract_id = of_contract.id;
          IF NOT FOUND OR (g.number, g.signed_on) IS DISTINCT FROM (of_contract.number, of_contract.signed_on) THEN
            PERFORM contract_refuse('contract_signs_with_signature', 'a contract is signed with its number, its day, its signers and its signed copy');
          END IF;
        ELSIF NOT EXISTS (SELECT 1 FROM contract_milestone m WHERE m.contract_id = of_contract.id AND m.milestone = 'went-live') THEN
          PERFORM contract_refuse('contract_operates_by_decision', 'the head decides that the service goes live');
        END IF;
        RETURN true;
      END $$;

      -- Replaces the shut gate of the contracts' own migration. The one exception from it stands in contract_enters: hợp đồng chuyển tiếp enters as signed.
      CREATE OR REPLACE FUNCTION contract_gate_open(contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        RETURN (from_phase = 'planned' AND to_phase = 'cancelled') OR signing_gate_open($1, from_phase, to_phase);
      END $$;

      -- A signature stands on the registered report and approval of the assessment that the gate looks at, on the confirmed review, on a day not before
      -- them, by somebody with the authority of the agency's head on that day.
      CREATE FUNCTION contract_signature_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract; assessment uuid; first_day date;
      BEGIN
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        IF c.phase <> 'planned' THEN
          PERFORM contract_refuse('contract_signature_of_planned', 'a planned contract is signed');
        END IF;
        IF NEW.signed_on > app_today() THEN
          PERFORM contract_refuse('contract_signature_not_of_tomorrow', 'a contract is not signed in the future');
        END IF;
        SELECT a.id INTO assessment FROM published_assessment a WHERE a.contract_id = c.id AND a.stage = 'signing' AND a.status = 'approved';
        SELECT max(r.issued_on) INTO first_day FROM published_record r
         WHERE r.subject_kind = 'risk-assessment' AND r.subject_id = assessment AND r.status = 'registered'
           AND ((r.id = NEW.assessment_record_id AND r.kind = 'HS-01') OR (r.id = NEW.approval_record_id AND r.kind = 'HS-03'))
        HAVING count(*) = 2;
        IF first_day IS NULL THEN
          PERFORM contract_refuse('contract_signature_names_its_records', 'report and approval of the assessment in force are registered');
        END IF;
        IF NEW.signed_on < first_day THEN
          PERFORM contract_refuse('contract_signature_not_before_report', 'a contract is not signed before its risk report and approval');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM clause_review r WHERE r.id = NEW.clause_review_id AND r.contract_id = c.id AND r.state = 'confirmed'
                          AND r.round = (SELECT max(n.round) FROM clause_review n WHERE n.contract_id = c.id)) THEN
          PERFORM contract_refuse('contract_signature_names_its_review', 'the newest review of the clauses is confirmed');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM head_authority(NEW.agency_signer_id, c.agency_id, NEW.signed_on) held WHERE held.areas IS NULL OR 'contracts' = ANY (held.areas)) THEN
          PERFORM contract_refuse('contract_signature_by_authority', 'who signs holds the authority of the agency on that day');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_signature_fits BEFORE INSERT ON contract_signature FOR EACH ROW EXECUTE FUNCTION contract_signature_fits();

      CREATE FUNCTION contract_signature_moves_contract() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.phase = 'planned') THEN
          PERFORM contract_refuse('contract_signature_signs', 'a signature signs its contract in the same act');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER contract_signature_signs AFTER INSERT ON contract_signature DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION contract_signature_moves_contract();

      CREATE FUNCTION contract_milestone_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract; t trial_result;
      BEGIN
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        IF c.phase <> (CASE NEW.milestone WHEN 'trial-began' THEN 'signed' ELSE 'trial' END) THEN
          PERFORM contract_refuse('contract_milestone_in_its_phase', 'a milestone is reached from the phase before it');
        END IF;
        IF NEW.on_day > app_today() OR NEW.on_day < c.signed_on THEN
          PERFORM contract_refuse('contract_milestone_day_possible', 'a milestone is not before the contract and not of tomorrow');
        END IF;
        IF NEW.milestone = 'went-live' THEN
          SELECT * INTO t FROM trial_result x WHERE x.contract_id = c.id ORDER BY x.ordinal DESC LIMIT 1;
          IF NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.subject_kind = 'contract' AND d.subject_id = c.id AND d.act = 'go-live'
                            AND d.outcome = 'approved' AND d.agency_id = c.agency_id AND d.requested_by IS NOT DISTINCT FROM coalesce(t.recorded_by, d.requested_by)) THEN
            PERFORM contract_refuse('contract_goes_live_by_head', 'the head decides on the trial that another recorded');
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_milestone_fits BEFORE INSERT ON contract_milestone FOR EACH ROW EXECUTE FUNCTION contract_milestone_fits();
    `);

    await runner.query(`
      -- A transitional contract is reviewed when its newest clause review is confirmed and still complete and an assessment of it is approved.
      CREATE FUNCTION transition_reviewed(of_contract contract) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce((SELECT r.state = 'confirmed' AND unlocated_clauses(of_contract, r.library_version, r.id) = '{}'
                           FROM clause_review r WHERE r.contract_id = of_contract.id ORDER BY r.round DESC LIMIT 1), false)
           AND EXISTS (SELECT 1 FROM published_assessment a WHERE a.contract_id = of_contract.id AND a.status = 'approved') $$;

      -- The review that is done is no task any more; the rest of the view is as the contracts' migration has it.
      CREATE OR REPLACE VIEW contract_task AS
        SELECT 'contract.review-due'::text AS kind, 'contract'::text AS subject_kind, c.id AS subject_id, coalesce(c.number || ' – ', '') || c.name AS title,
               c.agency_id, 'procurement_officer'::text AS role, c.review_due_on AS due_on
          FROM contract c WHERE c.review_due_on IS NOT NULL AND c.phase IN ('signed', 'trial', 'active', 'handing_over')
           AND (NOT EXISTS (SELECT 1 FROM clause_review r WHERE r.contract_id = c.id AND r.state = 'confirmed') OR NOT transition_reviewed(c))
        UNION ALL
        SELECT 'contract.ends-soon', 'contract', id, coalesce(number || ' – ', '') || name, agency_id, 'procurement_officer', ends_on
          FROM contract WHERE phase IN ('signed', 'trial', 'active') AND ends_on BETWEEN app_today() AND app_today() + 90
        UNION ALL
        SELECT 'contract.past-end', 'contract', id, coalesce(number || ' – ', '') || name, agency_id, 'unit_head', ends_on
          FROM contract WHERE phase IN ('signed', 'trial', 'active') AND ends_on < app_today()
        UNION ALL
        SELECT 'contract.legal-answer', 'contract', id, coalesce(number || ' – ', '') || name, agency_id, 'procurement_officer', NULL
          FROM contract WHERE phase = 'planned' AND hire_outcome = 'needs-legal-answer'
        UNION ALL
        SELECT 'contract.transfer-waiting', 'contract-transfer', t.id, coalesce(c.number || ' – ', '') || c.name, t.to_agency_id, 'unit_head', t.effective_on
          FROM contract_transfer t JOIN contract c ON c.id = t.contract_id WHERE t.outcome IS NULL;

      CREATE INDEX contract_in_trial ON contract (agency_id) WHERE phase = 'trial';
      CREATE VIEW signing_task AS
        SELECT CASE r.state WHEN 'draft' THEN 'signing.clauses-to-locate' ELSE 'signing.clauses-to-confirm' END AS kind, 'contract'::text AS subject_kind, c.id AS subject_id,
               coalesce(c.number || ' – ', '') || c.name AS title, c.agency_id, CASE r.state WHEN 'draft' THEN 'procurement_officer' ELSE 'unit_head' END AS role, c.review_due_on AS due_on
          FROM clause_review r JOIN contract c ON c.id = r.contract_id
         WHERE r.state <> 'confirmed' AND c.phase NOT IN ('liquidated', 'archived', 'cancelled')
        UNION ALL
        SELECT 'signing.trial-result', 'contract', c.id, coalesce(c.number || ' – ', '') || c.name, c.agency_id, 'it_officer', NULL
          FROM contract c WHERE c.phase = 'trial' AND NOT EXISTS (SELECT 1 FROM trial_result t WHERE t.contract_id = c.id AND t.outcome = 'passed')
        UNION ALL
        SELECT 'signing.go-live', 'contract', c.id, coalesce(c.number || ' – ', '') || c.name, c.agency_id, 'unit_head', NULL
          FROM contract c WHERE c.phase = 'trial' AND EXISTS (SELECT 1 FROM trial_result t WHERE t.contract_id = c.id AND t.outcome = 'passed');

      -- What later rooms read: how a contract was signed and went live, and its newest review of clauses.
      CREATE VIEW published_signature AS
        SELECT contract_id, number, signed_on, agency_signer_id, vendor_signer_name, vendor_signer_post, file_sha256, assessment_record_id, approval_record_id, clause_review_id, recorded_at
          FROM contract_signature;
      CREATE VIEW published_milestone AS SELECT contract_id, milestone, on_day FROM contract_milestone;
      CREATE VIEW published_clause_review AS
        SELECT DISTINCT ON (contract_id) contract_id, id, round, state, library_version, source_scope, annex_id FROM clause_review ORDER BY contract_id, round DESC;
      GRANT SELECT ON signing_task, published_signature, published_milestone, published_clause_review TO dieu6_app;

      -- All that the page of a contract says of its first duty, in one value: see server/signing/web/contract-chapter.ts.
      CREATE FUNCTION signing_chapter(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object(
          'conditions', coalesce((SELECT jsonb_agg(jsonb_build_object('code', k.code, 'outcome', k.outcome, 'blocks', k.blocks, 'reason', k.reason, 'facts', k.facts) ORDER BY k.place)
                           FROM contract_conditions(c, CASE WHEN c.phase = 'planned' THEN 'signing' ELSE 'operation' END) k
                          WHERE c.phase IN ('planned', 'signed', 'trial')), '[]'),
          'review', (SELECT jsonb_build_object('round', r.round, 'state', r.state, 'unlocated', cardinality(unlocated_clauses(c, r.library_version, r.id)), 'annex', r.annex_id IS NOT NULL)
                       FROM clause_review r WHERE r.contract_id = c.id ORDER BY r.round DESC LIMIT 1),
          'assessments', coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'stage', a.stage, 'status', a.status, 'worst', a.worst_level, 'approvedOn', a.approved_on,
                                     'validUntil', a.valid_until,
                                     'lapsed', a.status = 'approved' AND a.valid_until < app_today(),
                                     'triggers', CASE WHEN a.status = 'approved' THEN (SELECT coalesce(jsonb_agg(DISTINCT t.trigger_id), '[]') FROM risk_assessment_trigger t WHERE t.assessment_id = a.id)
                                                      ELSE '[]' END) ORDER BY a.seq DESC)
                             FROM published_assessment a WHERE a.contract_id = c.id AND a.status <> 'superseded'), '[]'),
          'records', coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'title', d.title, 'status', d.status, 'number', d.number_text, 'issuedOn', d.issued_on)
                                                ORDER BY d.kind, d.prepared_on DESC, d.id)
                         FROM published_record d
                        WHERE d.status <> 'withdrawn' AND d.replaced_by_id IS NULL
                          AND ((d.subject_kind = 'contract' AND d.subject_id = c.id)
                            OR (d.subject_kind = 'risk-assessment' AND d.subject_id IN (SELECT a.id FROM published_assessment a WHERE a.contract_id = c.id AND a.status <> 'superseded')))), '[]'),
          'signature', (SELECT jsonb_build_object('number', s.number, 'signedOn', s.signed_on) FROM contract_signature s WHERE s.contract_id = c.id),
          'wentLiveOn', (SELECT m.on_day FROM contract_milestone m WHERE m.contract_id = c.id AND m.milestone = 'went-live'),
          'transitionReviewed', c.review_due_on IS NOT NULL AND transition_reviewed(c))
          FROM contract c WHERE c.id = target $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The gates are never taken down: without them contracts could be signed by anybody.');
  }
}
