import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Risk assessments of contracts (khoản 1 Điều 6): answers, evidence, impacts, treatments, opinions, waivers; their walls; the facts of the gates of
 * signing and going live as one function that pages and the walls of signing both read.
 */
export class RiskAssessments1700000001000 implements MigrationInterface {
  name = 'RiskAssessments1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an assessment depends on in earlier rooms.
      CREATE VIEW published_system_hosting AS SELECT id, hosting_kind FROM information_system;
      CREATE VIEW published_data_place AS SELECT id, system_id, storage_place, storage_country FROM data_asset;
      CREATE VIEW published_subcontractor AS
        SELECT s.id, s.vendor_id, coalesce(s.company_name, v.name) AS name, s.service, s.ended_on
          FROM vendor_subcontractor s LEFT JOIN vendor v ON v.id = s.company_id;
      GRANT SELECT ON published_system_hosting, published_data_place, published_subcontractor TO dieu6_app;

      CREATE FUNCTION risk_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'risk_assessment';
      END $$;

      -- The facts of a contract that its assessment rests on, as they are now. Without a system the level is provisionally 2.
      CREATE FUNCTION assessment_basis(target uuid) RETURNS TABLE (
        vendor_id uuid, system_ids uuid[], level integer, level_approved boolean, has_personal_data boolean, has_sensitive_data boolean,
        basic_subjects bigint, sensitive_subjects bigint, in_cloud boolean, serves_public boolean, agencies integer,
        subcontractor_ids uuid[], data_places text[], scope text)
      LANGUAGE sql STABLE AS $$
        SELECT c.vendor_id, s.ids, coalesce(s.level, 2), coalesce(s.approved, false), coalesce(d.personal, false), coalesce(d.sensitive, false),
               coalesce(d.basic_subjects, 0), coalesce(d.sensitive_subjects, 0), coalesce(s.cloud, false), coalesce(s.public, false),
               1 + cardinality(c.beneficiary_ids), coalesce(n.ids, '{}'), coalesce(d.places, '{}'), k.scope
          FROM published_contract c JOIN contract k ON k.id = c.id
          CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(p.id ORDER BY p.id), '{}') AS ids, max(p.effective_level) AS level, bool_and(p.level_approved) AS approved,
                   bool_or(h.hosting_kind = 'cloud') AS cloud, bool_or(p.public_service OR p.serves_procedures) AS public
              FROM contract_system l JOIN published_system p ON p.id = l.system_id JOIN published_system_hosting h ON h.id = p.id
             WHERE l.contract_id = c.id) s
          CROSS JOIN LATERAL (
            SELECT bool_or(a.personal_data <> 'none') AS personal, bool_or(a.personal_data = 'sensitive') AS sensitive,
                   sum(a.subject_count) FILTER (WHERE a.personal_data = 'basic') AS basic_subjects,
                   sum(a.subject_count) FILTER (WHERE a.personal_data = 'sensitive') AS sensitive_subjects,
                   array_agg(DISTINCT q.storage_country || ': ' || q.storage_place ORDER BY q.storage_country || ': ' || q.storage_place) AS places
              FROM contract_system l JOIN published_data_asset a ON a.system_id = l.system_id JOIN published_data_place q ON q.id = a.id
             WHERE l.contract_id = c.id) d
          CROSS JOIN LATERAL (
            SELECT array_agg(u.id ORDER BY u.id) AS ids FROM published_subcontractor u
             WHERE u.vendor_id = c.vendor_id AND (u.ended_on IS NULL OR u.ended_on > app_today())) n
         WHERE c.id = target $$;

      CREATE TABLE risk_assessment (
        id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        seq                  bigint GENERATED ALWAYS AS IDENTITY,
        contract_id          uuid NOT NULL REFERENCES contract (id),
        -- The contract's agency; follows the contract.
        agency_id            uuid NOT NULL REFERENCES agency (id),
        stage                text NOT NULL,
        status               text NOT NULL DEFAULT 'draft',
        -- What the answers were copied from: the stage before, or the assessment that this one renews.
        previous_id          uuid REFERENCES risk_assessment (id),
        criteria_edition     text NOT NULL REFERENCES library_version (id),
        groups_edition       text NOT NULL REFERENCES library_version (id),
        scoring_edition      text NOT NULL REFERENCES library_version (id),
        gates_edition        text NOT NULL REFERENCES library_version (id),
        -- What the assessor says of the hire; facts of systems and data can only add to it.
        personal_data_said   boolean,
        cloud_said           boolean,
        state_secret         boolean,
        processing_agreement text,
        short_path_asked     boolean NOT NULL DEFAULT false,
        -- The facts assessed: kept true by the database while the assessment is worked on, frozen at submission.
        vendor_id            uuid,
        system_ids           uuid[] NOT NULL DEFAULT '{}',
        level                integer NOT NULL DEFAULT 2,
        level_approved       boolean NOT NULL DEFAULT false,
        personal_data        boolean NOT NULL DEFAULT false,
        sensitive_data       boolean NOT NULL DEFAULT false,
        cloud                boolean NOT NULL DEFAULT false,
        subcontractor_ids    uuid[] NOT NULL DEFAULT '{}',
        data_places          text[] NOT NULL DEFAULT '{}',
        scope                text,
        -- The parts of the report by the identifier of their section in the library (NĐ 331 Đ10.3).
        sections             jsonb NOT NULL DEFAULT '{}',
        -- What was computed at submission, line by line, with the hash of everything that went in.
        result               jsonb,
        inputs_hash          text,
        assessed_on          date,
        worst_level          text,
        worst_group          text,
        residual_level       text,
        high_groups          text[] NOT NULL DEFAULT '{}',
        very_high_groups     text[] NOT NULL DEFAULT '{}',
        failed_a             text[] NOT NULL DEFAULT '{}',
        failed_b             text[] NOT NULL DEFAULT '{}',
        opened_by            uuid NOT NULL REFERENCES user_account (id),
        opened_at            timestamptz NOT NULL DEFAULT app_now(),
        saved_at             timestamptz NOT NULL DEFAULT app_now(),
        submitted_by         uuid REFERENCES user_account (id),
        submitted_at         timestamptz,
        decision_id          uuid REFERENCES decision (id),
        approved_by          uuid REFERENCES user_account (id),
        approved_on          date,
        valid_until          date,
        return_ground        text,
        superseded_by        uuid REFERENCES risk_assessment (id),
        version              integer NOT NULL DEFAULT 1,
        CONSTRAINT risk_assessment_stage_known CHECK (stage IN ('signing', 'operation')),
        CONSTRAINT risk_assessment_status_known CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'superseded')),
        CONSTRAINT risk_assessment_level_range CHECK (level BETWEEN 1 AND 5),
        CONSTRAINT risk_assessment_risk_known CHECK
          (worst_level IN ('low', 'medium', 'high', 'very-high') AND residual_level IN ('low', 'medium', 'high', 'very-high')),
        CONSTRAINT risk_assessment_hash_form CHECK (inputs_hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT risk_assessment_texts_not_empty CHECK (btrim(coalesce(processing_agreement, '-')) <> '' AND btrim(coalesce(return_ground, '-')) <> ''),
        CONSTRAINT submitted_assessment_is_whole CHECK (status IN ('draft', 'returned') OR (result IS NOT NULL AND inputs_hash IS NOT NULL AND assessed_on IS NOT NULL
          AND worst_level IS NOT NULL AND worst_group IS NOT NULL AND residual_level IS NOT NULL AND submitted_by IS NOT NULL AND submitted_at IS NOT NULL
          AND vendor_id IS NOT NULL AND state_secret IS NOT DISTINCT FROM false)),
        CONSTRAINT approved_assessment_is_decided CHECK ((status IN ('approved', 'superseded'))
          = (decision_id IS NOT NULL AND approved_by IS NOT NULL AND approved_on IS NOT NULL AND valid_until IS NOT NULL)),
        CONSTRAINT risk_assessment_approver_is_another CHECK (approved_by <> opened_by AND approved_by <> submitted_by),
        CONSTRAINT returned_assessment_names_its_ground CHECK (status <> 'returned' OR return_ground IS NOT NULL),
        CONSTRAINT risk_assessment_superseded_by_another CHECK ((status = 'superseded') = (superseded_by IS NOT NULL) AND superseded_by <> id)
      );
      CREATE UNIQUE INDEX risk_assessment_one_open ON risk_assessment (contract_id, stage) WHERE status IN ('draft', 'submitted', 'returned');
      CREATE UNIQUE INDEX risk_assessment_one_approved ON risk_assessment (contract_id, stage) WHERE status = 'approved';
      CREATE INDEX risk_assessment_of_contract ON risk_assessment (contract_id, seq DESC);
      CREATE INDEX risk_assessment_of_vendor ON risk_assessment (vendor_id, seq DESC);
      CREATE INDEX risk_assessment_newest_of_agency ON risk_assessment (agency_id, seq DESC NULLS LAST);
      CREATE INDEX risk_assessment_newest ON risk_assessment (seq DESC NULLS LAST);
      CREATE INDEX risk_assessment_open ON risk_assessment (agency_id, status) WHERE status IN ('draft', 'submitted', 'returned');
      CREATE INDEX risk_assessment_in_force ON risk_assessment (agency_id, valid_until) WHERE status = 'approved';

      -- The arrows of server/risk-assessments/domain/assessment.lifecycle.ts; a test compares the two.
      CREATE TABLE risk_assessment_move (
        from_status text NOT NULL,
        to_status   text NOT NULL,
        PRIMARY KEY (from_status, to_status)
      );
      INSERT INTO risk_assessment_move VALUES
        ('draft', 'submitted'), ('submitted', 'returned'), ('returned', 'submitted'), ('submitted', 'approved'), ('approved', 'superseded');
    `);

    await runner.query(`
      CREATE TABLE risk_answer (
        assessment_id uuid NOT NULL REFERENCES risk_assessment (id),
        criterion_id  text NOT NULL,
        score         integer,
        -- "Không áp dụng": the reason; that the assessor wrote it is the assessor's consent.
        not_applicable_reason text,
        note          text,
        answered_by   uuid NOT NULL REFERENCES user_account (id),
        answered_at   timestamptz NOT NULL DEFAULT app_now(),
        version       integer NOT NULL DEFAULT 1,
        PRIMARY KEY (assessment_id, criterion_id),
        CONSTRAINT risk_answer_score_range CHECK (score BETWEEN 0 AND 4),
        CONSTRAINT risk_answer_score_or_not_applicable CHECK (score IS NULL OR not_applicable_reason IS NULL),
        CONSTRAINT risk_answer_texts_not_empty CHECK (btrim(coalesce(not_applicable_reason, '-')) <> '' AND btrim(coalesce(note, '-')) <> '')
      );

      CREATE TABLE risk_evidence (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        assessment_id    uuid NOT NULL REFERENCES risk_assessment (id),
        criterion_id     text NOT NULL,
        title            text NOT NULL,
        attachment_id    uuid NOT NULL REFERENCES attachment (id),
        sha256           text NOT NULL,
        effective_on     date NOT NULL,
        -- The last day on which it proves something; NULL: without an end.
        expires_on       date,
        -- An independent examination or a test; effective_on is then the day of the test.
        independent_test boolean NOT NULL DEFAULT false,
        offered_by       uuid NOT NULL REFERENCES user_account (id),
        offered_at       timestamptz NOT NULL DEFAULT app_now(),
        verdict          text,
        verdict_reason   text,
        verdict_by       uuid REFERENCES user_account (id),
        verdict_at       timestamptz,
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT risk_evidence_title_not_empty CHECK (btrim(title) <> ''),
        CONSTRAINT risk_evidence_dates CHECK (expires_on >= effective_on),
        CONSTRAINT risk_evidence_verdict_known CHECK (verdict IN ('accepted', 'refused')),
        CONSTRAINT risk_evidence_verdict_whole CHECK ((verdict IS NULL) = (verdict_by IS NULL) AND (verdict IS NULL) = (verdict_at IS NULL)),
        CONSTRAINT risk_evidence_refused_with_reason CHECK (verdict IS DISTINCT FROM 'refused' OR btrim(coalesce(verdict_reason, '')) <> '')
      );
      CREATE INDEX risk_evidence_of_assessment ON risk_evidence (assessment_id, criterion_id);

      CREATE TABLE risk_exposure (
        assessment_id uuid NOT NULL REFERENCES risk_assessment (id),
        exposure_id   text NOT NULL,
        holds         boolean NOT NULL,
        answered_by   uuid NOT NULL REFERENCES user_account (id),
        PRIMARY KEY (assessment_id, exposure_id)
      );

      CREATE TABLE risk_impact (
        assessment_id uuid NOT NULL REFERENCES risk_assessment (id),
        group_id      text NOT NULL,
        impact        integer NOT NULL,
        reason        text NOT NULL,
        answered_by   uuid NOT NULL REFERENCES user_account (id),
        answered_at   timestamptz NOT NULL DEFAULT app_now(),
        version       integer NOT NULL DEFAULT 1,
        PRIMARY KEY (assessment_id, group_id),
        CONSTRAINT risk_impact_range CHECK (impact BETWEEN 1 AND 5),
        CONSTRAINT risk_impact_names_its_reason CHECK (btrim(reason) <> '')
      );

      CREATE TABLE risk_treatment (
        id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        assessment_id  uuid NOT NULL REFERENCES risk_assessment (id),
        group_id       text NOT NULL,
        criterion_id   text NOT NULL,
        measure        text NOT NULL,
        -- Who is to carry it out, of the agency or of the vendor.
        owner          text NOT NULL,
        due_on         date NOT NULL,
        expected_score integer NOT NULL,
        planned_by     uuid NOT NULL REFERENCES user_account (id),
        version        integer NOT NULL DEFAULT 1,
        CONSTRAINT risk_treatment_texts_not_empty CHECK (btrim(measure) <> '' AND btrim(owner) <> ''),
        CONSTRAINT risk_treatment_score_range CHECK (expected_score BETWEEN 0 AND 4)
      );
      CREATE INDEX risk_treatment_of_assessment ON risk_treatment (assessment_id);

      -- Opinions of the security officer, or of the owner's security unit by a numbered document.
      CREATE TABLE risk_opinion (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        assessment_id    uuid NOT NULL REFERENCES risk_assessment (id),
        giver            text NOT NULL,
        outcome          text NOT NULL,
        opinion          text NOT NULL,
        document_number  text,
        document_day     date,
        issuing_body     text,
        document_sha256  text,
        given_by         uuid NOT NULL REFERENCES user_account (id),
        given_at         timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT risk_opinion_giver_known CHECK (giver IN ('officer', 'security-unit')),
        CONSTRAINT risk_opinion_outcome_known CHECK (outcome IN ('agrees', 'agrees-with-conditions', 'disagrees')),
        CONSTRAINT risk_opinion_not_empty CHECK (btrim(opinion) <> ''),
        CONSTRAINT risk_opinion_of_unit_is_a_document CHECK (giver = 'officer' OR (btrim(coalesce(document_number, '')) <> '' AND document_day IS NOT NULL
          AND btrim(coalesce(issuing_body, '')) <> '' AND document_sha256 ~ '^[0-9a-f]{64}$'))
      );
      CREATE INDEX risk_opinion_of_assessment ON risk_opinion (assessment_id);

      -- Waivers of a failed knock-out B and acceptances of a high group: asked for with score, ground, compensating measure and end; granted by a decision.
      CREATE TABLE risk_waiver (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        assessment_id uuid NOT NULL REFERENCES risk_assessment (id),
        kind          text NOT NULL,
        -- The criterion that is waived, or the group whose risk is accepted.
        target_id     text NOT NULL,
        -- The score that is waived, or the ranking number of the accepted group, as it stood when granted.
        score         integer,
        ground        text NOT NULL,
        compensating  text NOT NULL,
        ends_on       date NOT NULL,
        requested_by  uuid NOT NULL REFERENCES user_account (id),
        requested_at  timestamptz NOT NULL DEFAULT app_now(),
        outcome       text,
        decision_id   uuid REFERENCES decision (id),
        decided_by    uuid REFERENCES user_account (id),
        granted_on    date,
        return_ground text,
        version       integer NOT NULL DEFAULT 1,
        CONSTRAINT risk_waiver_kind_known CHECK (kind IN ('knock-out', 'high-risk')),
        CONSTRAINT risk_waiver_outcome_known CHECK (outcome IN ('granted', 'returned')),
        CONSTRAINT risk_waiver_texts_not_empty CHECK (btrim(ground) <> '' AND btrim(compensating) <> ''),
        CONSTRAINT risk_waiver_decided_whole CHECK ((outcome IS NULL) = (decision_id IS NULL) AND (outcome IS NULL) = (decided_by IS NULL)
          AND (outcome IS NOT DISTINCT FROM 'granted') = (granted_on IS NOT NULL)),
        CONSTRAINT risk_waiver_granted_with_score CHECK (outcome IS DISTINCT FROM 'granted' OR score IS NOT NULL),
        CONSTRAINT risk_waiver_granted_by_another CHECK (decided_by <> requested_by),
        CONSTRAINT risk_waiver_ends_after_grant CHECK (ends_on >= granted_on),
        CONSTRAINT risk_waiver_at_most_90_days CHECK (kind <> 'knock-out' OR ends_on <= granted_on + 90)
      );
      CREATE UNIQUE INDEX risk_waiver_one_open ON risk_waiver (assessment_id, kind, target_id) WHERE outcome IS NULL;
      CREATE INDEX risk_waiver_of_assessment ON risk_waiver (assessment_id);

      -- Events that ask for a new assessment and that no other fact of the product shows (a serious incident, a new function …).
      CREATE TABLE risk_trigger (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        contract_id  uuid NOT NULL REFERENCES contract (id),
        trigger_id   text NOT NULL,
        note         text NOT NULL,
        occurred_on  date NOT NULL,
        recorded_by  uuid NOT NULL REFERENCES user_account (id),
        recorded_at  timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT risk_trigger_texts_not_empty CHECK (btrim(trigger_id) <> '' AND btrim(note) <> '')
      );
      CREATE INDEX risk_trigger_of_contract ON risk_trigger (contract_id, recorded_at DESC);
      CALL make_append_only('risk_trigger');
      CALL make_append_only('risk_opinion');
    `);

    await runner.query(`
      CREATE FUNCTION risk_assessment_enters() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE basis record;
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
        SELECT * INTO basis FROM assessment_basis(NEW.contract_id);
        NEW.vendor_id := basis.vendor_id; NEW.system_ids := basis.system_ids; NEW.level := basis.level; NEW.level_approved := basis.level_approved;
        NEW.personal_data := basis.has_personal_data OR coalesce(NEW.personal_data_said, false); NEW.sensitive_data := basis.has_sensitive_data;
        NEW.cloud := basis.in_cloud OR coalesce(NEW.cloud_said, false); NEW.subcontractor_ids := basis.subcontractor_ids;
        NEW.data_places := basis.data_places; NEW.scope := basis.scope;
        RETURN NEW;
      END $$;
      CREATE TRIGGER risk_assessment_entry BEFORE INSERT ON risk_assessment FOR EACH ROW EXECUTE FUNCTION risk_assessment_enters();

      CREATE FUNCTION risk_assessment_changes() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE basis record;
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
          SELECT * INTO basis FROM assessment_basis(NEW.contract_id);
          NEW.vendor_id := basis.vendor_id; NEW.system_ids := basis.system_ids; NEW.level := basis.level; NEW.level_approved := basis.level_approved;
          NEW.personal_data := basis.has_personal_data OR coalesce(NEW.personal_data_said, false); NEW.sensitive_data := basis.has_sensitive_data;
          NEW.cloud := basis.in_cloud OR coalesce(NEW.cloud_said, false); NEW.subcontractor_ids := basis.subcontractor_ids;
          NEW.data_places := basis.data_places; NEW.scope := basis.scope;
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
    throw new Error('Assessments are evidence and are never taken down; restore a backup instead.');
  }
}
