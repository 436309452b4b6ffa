import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The walls of risk assessments: how they begin, change, are approved, and what of them stays as it is. */
export class RiskAssessmentWalls1700000001010 implements MigrationInterface {
  name = 'RiskAssessmentWalls1700000001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An assessment with the facts that it rests on as they are now; what the assessor says can only add to them.
      CREATE FUNCTION assessment_on_facts(a risk_assessment) RETURNS risk_assessment LANGUAGE plpgsql STABLE AS $$
      DECLARE basis record;
      BEGIN
        SELECT * INTO basis FROM assessment_basis(a.contract_id);
        a.vendor_id := basis.vendor_id; a.system_ids := basis.system_ids; a.level := basis.level; a.level_approved := basis.level_approved;
        a.personal_data := basis.has_personal_data OR coalesce(a.personal_data_said, false); a.sensitive_data := basis.has_sensitive_data;
        a.cloud := basis.in_cloud OR coalesce(a.cloud_said, false); a.subcontractor_ids := basis.subcontractor_ids;
        a.data_places := basis.data_places; a.scope := basis.scope;
        RETURN a;
      END $$;

      CREATE FUNCTION risk_assessment_enters() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.status <> 'draft' THEN
          PERFORM risk_refuse('risk_assessment_begins_as_draft', 'an assessment begins as a draft');
        END IF;
        SELECT c.agency_id INTO NEW.agency_id FROM published_contract c
         WHERE c.id = NEW.contract_id AND CASE NEW.stage WHEN 'signing' THEN c.phase IN ('planned', 'signed', 'trial')
                                                          ELSE c.phase IN ('signed', 'trial', 'active', 'handing_over') END;
        IF NOT FOUND THEN
          PERFORM risk_refuse('risk_assessment_fits_phase', 'the contract is not in a phase that is assessed for this stage');
        END IF;
        IF NEW.previous_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM risk_assessment p WHERE p.id = NEW.previous_id AND p.contract_id = NEW.contract_id) THEN
          PERFORM risk_refuse('risk_assessment_follows_its_own', 'an assessment follows one of the same contract');
        END IF;
        NEW := assessment_on_facts(NEW);
        RETURN NEW;
      END $$;
      CREATE TRIGGER risk_assessment_entry BEFORE INSERT ON risk_assessment FOR EACH ROW EXECUTE FUNCTION risk_assessment_enters();

      CREATE FUNCTION risk_assessment_changes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- The contract went to another agency, and its assessments with it.
        IF (to_jsonb(NEW) - 'agency_id') = (to_jsonb(OLD) - 'agency_id') THEN
          IF NEW.agency_id <> (SELECT c.agency_id FROM published_contract c WHERE c.id = NEW.contract_id) THEN
            PERFORM risk_refuse('risk_assessment_of_contracts_agency', 'an assessment belongs to the agency of its contract');
          END IF;
          RETURN NEW;
        END IF;
        IF (NEW.id, NEW.seq, NEW.contract_id, NEW.agency_id, NEW.stage, NEW.previous_id, NEW.opened_by, NEW.opened_at, NEW.criteria_edition, NEW.groups_edition, NEW.scoring_edition, NEW.gates_edition)
           IS DISTINCT FROM
           (OLD.id, OLD.seq, OLD.contract_id, OLD.agency_id, OLD.stage, OLD.previous_id, OLD.opened_by, OLD.opened_at, OLD.criteria_edition, OLD.groups_edition, OLD.scoring_edition, OLD.gates_edition) THEN
          PERFORM risk_refuse('risk_assessment_entry_is_history', 'what an assessment is of and by which method does not change');
        END IF;
        IF NEW.version <> OLD.version + 1 THEN
          PERFORM risk_refuse('risk_assessment_version_counts_up', 'each change counts the version up by one');
        END IF;
        IF NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM risk_assessment_move m WHERE m.from_status = OLD.status AND m.to_status = NEW.status) THEN
          PERFORM risk_refuse('risk_assessment_arrow', format('no arrow leads from %s to %s', OLD.status, NEW.status));
        END IF;
        IF OLD.status IN ('draft', 'returned') THEN
          NEW := assessment_on_facts(NEW);
        ELSIF (to_jsonb(NEW) - 'status' - 'decision_id' - 'approved_by' - 'approved_on' - 'valid_until' - 'return_ground' - 'superseded_by' - 'version')
              IS DISTINCT FROM
              (to_jsonb(OLD) - 'status' - 'decision_id' - 'approved_by' - 'approved_on' - 'valid_until' - 'return_ground' - 'superseded_by' - 'version') THEN
          PERFORM risk_refuse('submitted_assessment_stays', 'what was submitted stays as it was submitted');
        END IF;
        IF OLD.status IN ('approved', 'superseded') AND (NEW.decision_id, NEW.approved_by, NEW.approved_on, NEW.valid_until)
             IS DISTINCT FROM (OLD.decision_id, OLD.approved_by, OLD.approved_on, OLD.valid_until) THEN
          PERFORM risk_refuse('submitted_assessment_stays', 'what was approved stays as it was approved');
        END IF;
        IF NEW.status = 'submitted' AND OLD.status <> 'submitted' AND NEW.submitted_at IS DISTINCT FROM app_now() THEN
          PERFORM risk_refuse('risk_assessment_submitted_now', 'an assessment bears the time at which it is submitted');
        END IF;
        IF NEW.status = 'approved' AND OLD.status = 'submitted' THEN
          IF NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.subject_kind = 'risk-assessment' AND d.subject_id = NEW.id AND d.agency_id = NEW.agency_id
                            AND d.outcome = 'approved' AND d.requested_by = NEW.submitted_by AND d.decided_by = NEW.approved_by
                            AND NEW.approved_on = coalesce(d.paper_date, app_today())) THEN
            PERFORM risk_refuse('risk_assessment_approved_by_decision', 'an assessment is approved by a decision about it');
          END IF;
          IF EXISTS (SELECT 1 FROM risk_answer r WHERE r.assessment_id = NEW.id AND r.answered_by = NEW.approved_by)
             OR EXISTS (SELECT 1 FROM risk_impact r WHERE r.assessment_id = NEW.id AND r.answered_by = NEW.approved_by) THEN
            PERFORM risk_refuse('risk_assessment_approver_is_another', 'who assessed does not approve');
          END IF;
          IF cardinality(NEW.high_groups) > 0 AND NEW.stage = 'signing' AND NEW.level <= 3 AND NOT EXISTS (
               SELECT 1 FROM risk_opinion o WHERE o.assessment_id = NEW.id AND o.given_at >= NEW.submitted_at AND (NEW.level < 3 OR o.giver = 'security-unit')) THEN
            PERFORM risk_refuse('risk_assessment_has_its_opinion', 'a high risk is approved after the opinion that the gate asks for');
          END IF;
          IF NEW.valid_until > NEW.approved_on + interval '24 months' OR NEW.valid_until < NEW.approved_on THEN
            PERFORM risk_refuse('risk_assessment_term', 'an approval has a term of at most 24 months');
          END IF;
        END IF;
        IF NEW.status = 'superseded' AND NOT EXISTS (
             SELECT 1 FROM risk_assessment n WHERE n.id = NEW.superseded_by AND n.contract_id = NEW.contract_id AND n.stage = NEW.stage AND n.seq > NEW.seq) THEN
          PERFORM risk_refuse('risk_assessment_superseded_by_later', 'a later assessment of the same contract and stage takes its place');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER risk_assessment_change BEFORE UPDATE ON risk_assessment FOR EACH ROW EXECUTE FUNCTION risk_assessment_changes();

      CREATE FUNCTION assessments_move_with_contract() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE risk_assessment SET agency_id = NEW.agency_id WHERE contract_id = NEW.id AND agency_id <> NEW.agency_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER contract_assessments_move AFTER UPDATE OF agency_id ON contract FOR EACH ROW
        WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id) EXECUTE FUNCTION assessments_move_with_contract();

      -- Parts of an assessment are written only while it is worked on; the share lock keeps it from being submitted meanwhile.
      CREATE FUNCTION risk_part_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE target uuid; standing text;
      BEGIN
        target := CASE TG_OP WHEN 'DELETE' THEN OLD.assessment_id ELSE NEW.assessment_id END;
        SELECT a.status INTO standing FROM risk_assessment a WHERE a.id = target FOR SHARE;
        IF standing IS NULL OR standing NOT IN ('draft', 'returned') THEN
          RAISE EXCEPTION 'the parts of a submitted assessment stay as they are'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'submitted_assessment_stays', TABLE = TG_TABLE_NAME;
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.assessment_id <> OLD.assessment_id THEN
          RAISE EXCEPTION 'a part stays with its assessment'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'risk_part_stays_with_assessment', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
      END $$;
      CREATE TRIGGER risk_answer_open BEFORE INSERT OR UPDATE OR DELETE ON risk_answer FOR EACH ROW EXECUTE FUNCTION risk_part_is_open();
      CREATE TRIGGER risk_evidence_open BEFORE INSERT OR UPDATE OR DELETE ON risk_evidence FOR EACH ROW EXECUTE FUNCTION risk_part_is_open();
      CREATE TRIGGER risk_exposure_open BEFORE INSERT OR UPDATE OR DELETE ON risk_exposure FOR EACH ROW EXECUTE FUNCTION risk_part_is_open();
      CREATE TRIGGER risk_impact_open BEFORE INSERT OR UPDATE OR DELETE ON risk_impact FOR EACH ROW EXECUTE FUNCTION risk_part_is_open();
      CREATE TRIGGER risk_treatment_open BEFORE INSERT OR UPDATE OR DELETE ON risk_treatment FOR EACH ROW EXECUTE FUNCTION risk_part_is_open();

      -- The bytes of a piece of evidence stay; only the verdict on it is written.
      CREATE FUNCTION risk_evidence_changes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (to_jsonb(NEW) - 'verdict' - 'verdict_reason' - 'verdict_by' - 'verdict_at' - 'version')
           IS DISTINCT FROM (to_jsonb(OLD) - 'verdict' - 'verdict_reason' - 'verdict_by' - 'verdict_at' - 'version') THEN
          PERFORM risk_refuse('risk_evidence_stays', 'a piece of evidence stays as it was offered');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER risk_evidence_change BEFORE UPDATE ON risk_evidence FOR EACH ROW EXECUTE FUNCTION risk_evidence_changes();

      CREATE FUNCTION risk_waiver_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE a risk_assessment;
      BEGIN
        SELECT * INTO a FROM risk_assessment WHERE id = NEW.assessment_id FOR SHARE;
        IF TG_OP = 'INSERT' THEN
          IF NEW.outcome IS NOT NULL THEN
            PERFORM risk_refuse('risk_waiver_is_asked_first', 'a waiver is asked for before it is granted');
          END IF;
          IF a.status = 'superseded' THEN
            PERFORM risk_refuse('risk_waiver_of_current_assessment', 'nothing is waived in a superseded assessment');
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.outcome IS NOT NULL OR (to_jsonb(NEW) - 'outcome' - 'decision_id' - 'decided_by' - 'granted_on' - 'return_ground' - 'score' - 'version')
             IS DISTINCT FROM (to_jsonb(OLD) - 'outcome' - 'decision_id' - 'decided_by' - 'granted_on' - 'return_ground' - 'score' - 'version') THEN
          PERFORM risk_refuse('risk_waiver_stays', 'a waiver is decided once and stays as it was asked for');
        END IF;
        IF a.status NOT IN ('submitted', 'approved') THEN
          PERFORM risk_refuse('risk_waiver_of_current_assessment', 'a waiver is decided at the approval of its assessment or later');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.agency_id = a.agency_id AND d.decided_by = NEW.decided_by
                          AND d.outcome = CASE NEW.outcome WHEN 'granted' THEN 'approved' ELSE 'returned' END
                          AND ((d.subject_kind = 'risk-waiver' AND d.subject_id = NEW.id) OR (d.subject_kind = 'risk-assessment' AND d.subject_id = a.id))) THEN
          PERFORM risk_refuse('risk_waiver_granted_by_decision', 'a waiver is granted by a decision of the head');
        END IF;
        IF NEW.outcome = 'granted' THEN
          IF NEW.granted_on <> app_today() THEN
            PERFORM risk_refuse('risk_waiver_granted_today', 'a waiver begins on the day of its grant');
          END IF;
          IF NOT (NEW.target_id = ANY (CASE NEW.kind WHEN 'knock-out' THEN a.failed_b ELSE a.high_groups END)) THEN
            PERFORM risk_refuse('risk_waiver_of_what_failed', 'only a failed criterion of kind B is waived, only a high group is accepted');
          END IF;
          IF NEW.kind = 'knock-out' AND a.stage = 'operation' AND a.level >= 3 THEN
            PERFORM risk_refuse('risk_waiver_ends_at_go_live', 'from level 3 on a waiver ends at go-live');
          END IF;
          IF NEW.decided_by = a.opened_by OR NEW.decided_by = a.submitted_by THEN
            PERFORM risk_refuse('risk_waiver_granted_by_another', 'who assessed waives nothing');
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER risk_waiver_fits BEFORE INSERT OR UPDATE ON risk_waiver FOR EACH ROW EXECUTE FUNCTION risk_waiver_fits();

      -- Kinds of trigger and of opinion bear the day on which they are written.
      CREATE FUNCTION risk_trigger_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.occurred_on > app_today() THEN
          PERFORM risk_refuse('risk_trigger_not_in_future', 'what happens in the future is not recorded');
        END IF;
        NEW.recorded_at := app_now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER risk_trigger_fits BEFORE INSERT ON risk_trigger FOR EACH ROW EXECUTE FUNCTION risk_trigger_fits();
      CREATE FUNCTION risk_opinion_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM 1 FROM risk_assessment a WHERE a.id = NEW.assessment_id AND a.status = 'submitted' FOR SHARE;
        IF NOT FOUND THEN
          PERFORM risk_refuse('risk_opinion_on_submitted', 'an opinion is given on a submitted assessment');
        END IF;
        IF NEW.document_day > app_today() THEN
          PERFORM risk_refuse('risk_opinion_not_in_future', 'a document does not bear a day to come');
        END IF;
        NEW.given_at := app_now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER risk_opinion_fits BEFORE INSERT ON risk_opinion FOR EACH ROW EXECUTE FUNCTION risk_opinion_fits();

      CALL require_audit('risk_assessment');
      CALL require_audit('risk_answer');
      CALL require_audit('risk_evidence');
      CALL require_audit('risk_exposure');
      CALL require_audit('risk_impact');
      CALL require_audit('risk_treatment');
      CALL require_audit('risk_opinion');
      CALL require_audit('risk_waiver');
      CALL require_audit('risk_trigger');
      GRANT SELECT, INSERT, UPDATE ON risk_assessment, risk_answer, risk_evidence, risk_exposure, risk_impact, risk_waiver TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON risk_treatment TO dieu6_app;
      GRANT SELECT, INSERT ON risk_opinion, risk_trigger TO dieu6_app;
      GRANT SELECT ON risk_assessment_move TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Risk assessments keep their walls; restore a backup instead.');
  }
}
