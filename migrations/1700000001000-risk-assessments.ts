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
  }

  async down(): Promise<void> {
    throw new Error('Assessments are evidence and are never taken down; restore a backup instead.');
  }
}
