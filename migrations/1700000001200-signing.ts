import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clauses located and confirmed, the standard annex, signatures, trial and deployment: the facts of both gates of a contract, with their walls. */
export class Signing1700000001200 implements MigrationInterface {
  name = 'Signing1700000001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One print of the standard annex for a contract, kept in the evidence store under its hash.
      CREATE TABLE security_annex (
        id               uuid PRIMARY KEY,
        contract_id      uuid NOT NULL REFERENCES contract (id),
        ordinal          integer NOT NULL,
        model_version    text NOT NULL REFERENCES library_version (id),
        clauses_version  text NOT NULL REFERENCES library_version (id),
        sha256           text NOT NULL,
        -- Where each clause stands in it: [{clauseId, article, paragraph}].
        places           jsonb NOT NULL,
        made_by          uuid NOT NULL REFERENCES user_account (id),
        made_at          timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT security_annex_ordinal_unique UNIQUE (contract_id, ordinal),
        CONSTRAINT security_annex_of_contract UNIQUE (contract_id, id),
        CONSTRAINT security_annex_hash_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT security_annex_places_listed CHECK (jsonb_typeof(places) = 'array')
      );
      CALL make_append_only('security_annex');

      -- One round of looking for the clauses in a contract. The newest round counts; a confirmed one stays as it is.
      CREATE TABLE clause_review (
        id               uuid PRIMARY KEY,
        contract_id      uuid NOT NULL REFERENCES contract (id),
        round            integer NOT NULL,
        library_version  text NOT NULL REFERENCES library_version (id),
        state            text NOT NULL DEFAULT 'draft',
        source_scope     text,
        source_statement text,
        annex_id         uuid,
        opened_by        uuid NOT NULL REFERENCES user_account (id),
        opened_at        timestamptz NOT NULL DEFAULT app_now(),
        submitted_by     uuid REFERENCES user_account (id),
        submitted_at     timestamptz,
        decision_id      uuid REFERENCES decision (id),
        saved_at         timestamptz NOT NULL DEFAULT app_now(),
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT clause_review_round_unique UNIQUE (contract_id, round),
        CONSTRAINT clause_review_state_known CHECK (state IN ('draft', 'submitted', 'confirmed')),
        CONSTRAINT clause_review_source_known CHECK (source_scope IN ('none-made', 'made-for-agency', 'product-too', 'escrow', 'out-of-scope')),
        CONSTRAINT clause_review_source_stated CHECK ((source_scope IS NULL) = (source_statement IS NULL) AND btrim(coalesce(source_statement, '-')) <> ''),
        CONSTRAINT clause_review_annex_of_contract FOREIGN KEY (contract_id, annex_id) REFERENCES security_annex (contract_id, id),
        CONSTRAINT clause_review_submitted_whole CHECK ((submitted_by IS NULL) = (submitted_at IS NULL) AND (state = 'draft' OR submitted_by IS NOT NULL)),
        CONSTRAINT clause_review_confirmed_by_decision CHECK (state <> 'confirmed' OR decision_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX clause_review_one_open ON clause_review (contract_id) WHERE state <> 'confirmed';
      CREATE INDEX clause_review_waiting ON clause_review (contract_id) WHERE state = 'submitted';

      CREATE TABLE clause_finding (
        review_id uuid NOT NULL REFERENCES clause_review (id),
        clause_id text NOT NULL,
        standing  text NOT NULL,
        article   text,
        paragraph text,
        page      text,
        reason    text,
        found_by  uuid NOT NULL REFERENCES user_account (id),
        found_at  timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (review_id, clause_id),
        CONSTRAINT clause_finding_standing_known CHECK (standing IN ('located', 'missing', 'not-applicable')),
        CONSTRAINT clause_finding_says_where CHECK ((standing = 'located') = (btrim(coalesce(article, '')) <> '')),
        CONSTRAINT clause_finding_says_why CHECK ((standing <> 'located') = (btrim(coalesce(reason, '')) <> '')),
        CONSTRAINT clause_finding_place_only_when_located CHECK (standing = 'located' OR (paragraph IS NULL AND page IS NULL))
      );

      -- The arrows of server/signing/domain/clause-review.lifecycle.ts; a test compares the two.
      CREATE TABLE clause_review_move (
        from_state text NOT NULL,
        to_state   text NOT NULL,
        PRIMARY KEY (from_state, to_state)
      );
      INSERT INTO clause_review_move VALUES ('draft', 'submitted'), ('submitted', 'confirmed'), ('submitted', 'draft');

      -- What the checklists of a contract depend on: the highest level of its systems (2 without any, as in its assessment), personal data, cloud.
      -- Facts of systems and of the kind of service count, and what the approved assessment says adds to them.
      CREATE FUNCTION contract_hire_facts(of_contract contract) RETURNS TABLE (level integer, personal_data boolean, cloud boolean) LANGUAGE sql STABLE AS $$
        SELECT b.level,
               b.has_personal_data OR EXISTS (SELECT 1 FROM published_assessment a WHERE a.contract_id = of_contract.id AND a.status = 'approved' AND a.personal_data),
               of_contract.service_kind IS NOT DISTINCT FROM 'cloud' OR b.in_cloud
                 OR EXISTS (SELECT 1 FROM published_assessment a WHERE a.contract_id = of_contract.id AND a.status = 'approved' AND a.cloud)
          FROM assessment_basis(of_contract.id) b $$;

      -- The mandatory clauses of a contract by an edition of the library that no finding of the review locates, in the order of the library.
      CREATE FUNCTION unlocated_clauses(of_contract contract, edition text, review uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(e.entry_id ORDER BY e.position), '{}')
          FROM library_entry e, contract_hire_facts(of_contract) f
         WHERE e.version_id = edition
           AND (e.content ->> 'mandatory' = 'always'
                OR (e.content ->> 'mandatory' = 'conditional'
                    AND coalesce((e.content #>> '{when,personalData}')::boolean = f.personal_data, true)
                    AND coalesce((e.content #>> '{when,cloud}')::boolean = f.cloud, true)
                    AND coalesce((e.content #>> '{when,minLevel}')::integer <= f.level, true)))
           AND NOT EXISTS (SELECT 1 FROM clause_finding n WHERE n.review_id = review AND n.clause_id = e.entry_id AND n.standing = 'located') $$;

      CREATE FUNCTION clause_review_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract;
      BEGIN
        -- Whoever signs holds this row too: no round begins or ends beside a signing.
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        IF TG_OP = 'INSERT' THEN
          IF NEW.state <> 'draft' OR NEW.round <> 1 + coalesce((SELECT max(r.round) FROM clause_review r WHERE r.contract_id = NEW.contract_id), 0) THEN
            PERFORM contract_refuse('clause_review_begins_as_next_draft', 'a review begins as the next draft of its contract');
          END IF;
          IF NEW.library_version NOT LIKE 'mandatory-clauses@%' THEN
            PERFORM contract_refuse('clause_review_by_library', 'a review follows an edition of the mandatory clauses');
          END IF;
          IF c.phase IN ('liquidated', 'archived', 'cancelled') THEN
            PERFORM contract_refuse('clause_review_of_open_contract', 'a contract that is over is not reviewed');
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.state = 'confirmed' THEN
          PERFORM contract_refuse('clause_review_confirmed_stays', 'a confirmed review stays as it is');
        END IF;
        IF (NEW.id, NEW.contract_id, NEW.round, NEW.library_version, NEW.opened_by, NEW.opened_at)
           IS DISTINCT FROM (OLD.id, OLD.contract_id, OLD.round, OLD.library_version, OLD.opened_by, OLD.opened_at) THEN
          PERFORM contract_refuse('clause_review_is_its_contracts', 'a review belongs to its contract and edition');
        END IF;
        IF NEW.state = OLD.state AND OLD.state <> 'draft' THEN
          PERFORM contract_refuse('clause_review_changes_as_draft', 'only a draft is changed');
        END IF;
        IF NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM clause_review_move m WHERE m.from_state = OLD.state AND m.to_state = NEW.state) THEN
          PERFORM contract_refuse('clause_review_arrow', format('no arrow leads from %s to %s', OLD.state, NEW.state));
        END IF;
        IF OLD.state = 'submitted' AND (NEW.source_scope, NEW.source_statement, NEW.annex_id) IS DISTINCT FROM (OLD.source_scope, OLD.source_statement, OLD.annex_id) THEN
          PERFORM contract_refuse('clause_review_changes_as_draft', 'only a draft is changed');
        END IF;
        -- Complete when it goes to the head, and still complete when the head confirms.
        IF NEW.state <> 'draft' THEN
          IF cardinality(unlocated_clauses(c, NEW.library_version, NEW.id)) > 0 THEN
            PERFORM contract_refuse('clause_review_locates_every_mandatory_clause', 'a mandatory clause is not located');
          END IF;
          IF NEW.source_scope IS NULL THEN
            PERFORM contract_refuse('clause_review_states_source_code', 'the scope of source code is stated');
          END IF;
          IF c.operator_kind IS NULL THEN
            PERFORM contract_refuse('clause_review_names_operator', 'the operator of the system is named');
          END IF;
        END IF;
        IF OLD.state = 'submitted' AND NOT EXISTS (
             SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.id IS DISTINCT FROM OLD.decision_id AND d.subject_kind = 'clause-review' AND d.subject_id = NEW.id
                AND d.agency_id = c.agency_id AND d.requested_by = OLD.submitted_by
                AND d.outcome = CASE NEW.state WHEN 'confirmed' THEN 'approved' ELSE 'returned' END) THEN
          PERFORM contract_refuse('clause_review_decided_by_head', 'the head decides about a review');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER clause_review_fits BEFORE INSERT OR UPDATE ON clause_review FOR EACH ROW EXECUTE FUNCTION clause_review_fits();

      CREATE FUNCTION clause_finding_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE r clause_review;
      BEGIN
        SELECT * INTO r FROM clause_review WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.review_id ELSE NEW.review_id END FOR UPDATE;
        IF r.state <> 'draft' THEN
          PERFORM contract_refuse('clause_finding_of_draft', 'findings change only while the review is a draft');
        END IF;
        IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT 1 FROM library_entry e WHERE e.version_id = r.library_version AND e.entry_id = NEW.clause_id) THEN
          PERFORM contract_refuse('clause_finding_of_library', 'a finding is about a clause of the edition');
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
      END $$;
      CREATE TRIGGER clause_finding_fits BEFORE INSERT OR UPDATE OR DELETE ON clause_finding FOR EACH ROW EXECUTE FUNCTION clause_finding_fits();
    `);

    await runner.query(`
      -- The signing of a contract: number, date, who signed for either side, and the hash of the signed copy. One for ever.
      CREATE TABLE contract_signature (
        contract_id          uuid PRIMARY KEY REFERENCES contract (id),
        number               text NOT NULL,
        signed_on            date NOT NULL,
        agency_signer_id     uuid NOT NULL REFERENCES user_account (id),
        vendor_signer_name   text NOT NULL,
        vendor_signer_post   text NOT NULL,
        file_sha256          text NOT NULL,
        gates_version        text NOT NULL REFERENCES library_version (id),
        assessment_record_id uuid NOT NULL REFERENCES record (id),
        approval_record_id   uuid NOT NULL REFERENCES record (id),
        clause_review_id     uuid NOT NULL REFERENCES clause_review (id),
        recorded_by          uuid NOT NULL REFERENCES user_account (id),
        recorded_at          timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT contract_signature_texts_not_empty CHECK (btrim(number) <> '' AND btrim(vendor_signer_name) <> '' AND btrim(vendor_signer_post) <> ''),
        CONSTRAINT contract_signature_has_signed_copy CHECK (file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CALL make_append_only('contract_signature');

      -- A day that opens a phase: trial operation begun, service put into operation by decision of the head.
      CREATE TABLE contract_milestone (
        contract_id uuid NOT NULL REFERENCES contract (id),
        milestone   text NOT NULL,
        on_day      date NOT NULL,
        decision_id uuid REFERENCES decision (id),
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (contract_id, milestone),
        CONSTRAINT contract_milestone_known CHECK (milestone IN ('trial-began', 'went-live')),
        CONSTRAINT contract_milestone_decided CHECK ((milestone = 'went-live') = (decision_id IS NOT NULL))
      );
      CALL make_append_only('contract_milestone');

      -- Results of trial operation in writing; a failed one is followed by another until one passes (NĐ 224/2026 Điều 67.5).
      CREATE TABLE trial_result (
        id              uuid PRIMARY KEY,
        contract_id     uuid NOT NULL REFERENCES contract (id),
        ordinal         integer NOT NULL,
        outcome         text NOT NULL,
        document_number text NOT NULL,
        document_on     date NOT NULL,
        summary         text NOT NULL,
        file_sha256     text NOT NULL,
        recorded_by     uuid NOT NULL REFERENCES user_account (id),
        recorded_at     timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT trial_result_ordinal_unique UNIQUE (contract_id, ordinal),
        CONSTRAINT trial_result_outcome_known CHECK (outcome IN ('passed', 'failed')),
        CONSTRAINT trial_result_in_writing CHECK (btrim(document_number) <> '' AND btrim(summary) <> '' AND file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CALL make_append_only('trial_result');

      -- The approved security plan, deployed in full, in writing.
      CREATE TABLE plan_deployment (
        id              uuid PRIMARY KEY,
        contract_id     uuid NOT NULL REFERENCES contract (id),
        document_number text NOT NULL,
        document_on     date NOT NULL,
        summary         text NOT NULL,
        file_sha256     text NOT NULL,
        recorded_by     uuid NOT NULL REFERENCES user_account (id),
        recorded_at     timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT plan_deployment_in_writing CHECK (btrim(document_number) <> '' AND btrim(summary) <> '' AND file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CREATE INDEX plan_deployment_by_contract ON plan_deployment (contract_id);
      CALL make_append_only('plan_deployment');

      CREATE FUNCTION operation_paper_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract;
      BEGIN
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        IF c.phase <> 'trial' THEN
          PERFORM contract_refuse(TG_TABLE_NAME || '_during_trial', 'papers of going live are recorded during trial operation');
        END IF;
        IF NEW.document_on > app_today() OR NEW.document_on < c.signed_on THEN
          PERFORM contract_refuse(TG_TABLE_NAME || '_day_possible', 'the paper is not older than the contract and not of tomorrow');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER trial_result_fits BEFORE INSERT ON trial_result FOR EACH ROW EXECUTE FUNCTION operation_paper_fits();
      CREATE TRIGGER plan_deployment_fits BEFORE INSERT ON plan_deployment FOR EACH ROW EXECUTE FUNCTION operation_paper_fits();
    `);

    await runner.query(`
      CALL require_audit('security_annex');
      CALL require_audit('clause_review');
      CALL require_audit('clause_finding');
      CALL require_audit('contract_signature');
      CALL require_audit('contract_milestone');
      CALL require_audit('trial_result');
      CALL require_audit('plan_deployment');
      GRANT SELECT, INSERT, UPDATE ON clause_review TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON clause_finding TO dieu6_app;
      GRANT SELECT, INSERT ON security_annex, contract_signature, contract_milestone, trial_result, plan_deployment TO dieu6_app;
      GRANT SELECT ON clause_review_move TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Signed contracts and reviews are never taken down; restore a backup instead.');
  }
}
