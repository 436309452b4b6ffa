import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contracts with their phases, systems, beneficiaries, amendments and transfers between agencies; what other rooms read of them. */
export class Contracts1700000000700 implements MigrationInterface {
  name = 'Contracts1700000000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION contract_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'contract';
      END $$;

      -- 'IB2600012345-01' and '-00' are revisions of one package.
      CREATE FUNCTION package_root(code text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT regexp_replace(upper(public.fold_text(code)), '-[0-9]{2}$', '') $$;

      CREATE TABLE contract (
        id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        -- The order in which contracts came in; registers show the newest first by it.
        seq               bigint GENERATED ALWAYS AS IDENTITY,
        entry_kind        text NOT NULL,
        phase             text NOT NULL,
        entered_on        date NOT NULL DEFAULT app_today(),
        agency_id         uuid NOT NULL REFERENCES agency (id),
        -- The agency that gave number and package code; stays when a successor takes over.
        origin_agency_id  uuid NOT NULL REFERENCES agency (id),
        -- Who else reads it: agencies named here, those its systems serve or belong to, and those it was taken over from.
        beneficiary_ids   uuid[] NOT NULL DEFAULT '{}',
        number            text,
        name              text NOT NULL,
        package_code      text,
        inviting_body     text,
        vendor_id         uuid REFERENCES vendor (id),
        without_system    boolean NOT NULL DEFAULT false,
        operator_kind     text,
        operator_name     text,
        service_kind      text,
        hire_answer       text,
        hire_outcome      text,
        hire_ground       text,
        scope             text,
        value             bigint,
        security_value    bigint,
        fund_source       text,
        signed_on         date,
        starts_on         date,
        ends_on           date,
        responsible_id    uuid REFERENCES user_account (id),
        transition_ground text,
        review_due_on     date,
        cancel_ground     text,
        created_by        uuid NOT NULL REFERENCES user_account (id),
        created_at        timestamptz NOT NULL DEFAULT app_now(),
        version           integer NOT NULL DEFAULT 1,
        folded            text GENERATED ALWAYS AS (fold_text(name || ' ' || coalesce(number, '') || ' ' || coalesce(package_code, ''))) STORED,
        CONSTRAINT contract_entry_kind_known CHECK (entry_kind IN ('new', 'transitional')),
        CONSTRAINT contract_phase_known CHECK
          (phase IN ('planned', 'signed', 'trial', 'active', 'handing_over', 'liquidated', 'archived', 'cancelled')),
        CONSTRAINT contract_texts_not_empty CHECK (btrim(name) <> '' AND btrim(coalesce(number, '-')) <> '' AND btrim(coalesce(package_code, '-')) <> ''
          AND btrim(coalesce(inviting_body, '-')) <> '' AND btrim(coalesce(scope, '-')) <> '' AND btrim(coalesce(hire_ground, '-')) <> ''),
        CONSTRAINT contract_operator_known CHECK (operator_kind IN ('vendor', 'hiring-agency', 'other-organization')),
        CONSTRAINT contract_other_operator_named CHECK
          ((operator_kind IS NOT DISTINCT FROM 'other-organization') = (btrim(coalesce(operator_name, '')) <> '')),
        CONSTRAINT contract_hire_outcome_known CHECK (hire_outcome IN ('allowed', 'needs-legal-answer', 'refused')),
        CONSTRAINT contract_hire_answer_whole CHECK ((hire_answer IS NULL) = (hire_outcome IS NULL)),
        CONSTRAINT contract_refused_hire_names_its_ground CHECK (hire_outcome IS DISTINCT FROM 'refused' OR hire_ground IS NOT NULL),
        CONSTRAINT contract_value_not_negative CHECK (value >= 0),
        CONSTRAINT contract_value_possible CHECK (value <= 1000000000000000),
        CONSTRAINT contract_security_part_within_value CHECK (security_value IS NULL OR (value IS NOT NULL AND security_value BETWEEN 0 AND value)),
        CONSTRAINT contract_ends_after_start CHECK (ends_on >= starts_on),
        CONSTRAINT contract_signed_before_end CHECK (signed_on <= ends_on),
        CONSTRAINT planned_contract_is_not_signed CHECK (phase NOT IN ('planned', 'cancelled') OR signed_on IS NULL),
        CONSTRAINT signed_contract_is_whole CHECK (phase IN ('planned', 'cancelled') OR (number IS NOT NULL AND vendor_id IS NOT NULL AND operator_kind IS NOT NULL
          AND value IS NOT NULL AND signed_on IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)),
        CONSTRAINT transitional_contract_is_whole CHECK ((entry_kind = 'transitional') = (btrim(coalesce(transition_ground, '')) <> '')
          AND (entry_kind = 'transitional') = (review_due_on IS NOT NULL)),
        CONSTRAINT contract_cancelled_with_ground CHECK ((phase = 'cancelled') = (btrim(coalesce(cancel_ground, '')) <> '')),
        CONSTRAINT contract_not_its_own_beneficiary CHECK (agency_id <> ALL (beneficiary_ids))
      );
      CREATE UNIQUE INDEX contract_number_unique ON contract (origin_agency_id, fold_text(number)) WHERE number IS NOT NULL AND phase <> 'cancelled';
      CREATE UNIQUE INDEX contract_package_unique ON contract (origin_agency_id, package_root(package_code)) WHERE package_code IS NOT NULL AND phase <> 'cancelled';
      -- One page of an agency's register, newest first, is read off this index.
      CREATE INDEX contract_newest_of_agency ON contract (agency_id, seq DESC NULLS LAST);
      CREATE INDEX contract_newest ON contract (seq DESC NULLS LAST);
      CREATE INDEX contract_by_beneficiary ON contract USING gin (beneficiary_ids);
      CREATE INDEX contract_by_vendor ON contract (vendor_id, seq DESC);
      CREATE INDEX contract_by_words ON contract USING gin (folded gin_trgm_ops);
      CREATE INDEX contract_by_signing ON contract (agency_id, signed_on) WHERE signed_on IS NOT NULL;
      CREATE INDEX contract_running_by_end ON contract (agency_id, ends_on) WHERE phase IN ('signed', 'trial', 'active');
      CREATE INDEX contract_review_due ON contract (agency_id, review_due_on) WHERE review_due_on IS NOT NULL AND phase IN ('signed', 'trial', 'active', 'handing_over');
      CREATE INDEX contract_awaiting_legal_answer ON contract (agency_id) WHERE phase = 'planned' AND hire_outcome = 'needs-legal-answer';

      CREATE TABLE contract_system (
        contract_id uuid NOT NULL REFERENCES contract (id),
        system_id   uuid NOT NULL REFERENCES information_system (id),
        PRIMARY KEY (contract_id, system_id)
      );
      CREATE INDEX contract_system_by_system ON contract_system (system_id);

      -- Beneficiary agencies named by hand, besides those that the systems serve.
      CREATE TABLE contract_beneficiary (
        contract_id uuid NOT NULL REFERENCES contract (id),
        agency_id   uuid NOT NULL REFERENCES agency (id),
        PRIMARY KEY (contract_id, agency_id)
      );

      CREATE TABLE contract_amendment (
        id                    uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        contract_id           uuid NOT NULL REFERENCES contract (id),
        ordinal               integer NOT NULL,
        number                text NOT NULL,
        signed_on             date NOT NULL,
        ground                text NOT NULL,
        ends_on_before        date,
        ends_on_after         date,
        scope_before          text,
        scope_after           text,
        value_before          bigint,
        value_after           bigint,
        security_value_before bigint,
        security_value_after  bigint,
        recorded_by           uuid NOT NULL REFERENCES user_account (id),
        recorded_at           timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT contract_amendment_ordinal_unique UNIQUE (contract_id, ordinal),
        CONSTRAINT contract_amendment_texts_not_empty CHECK (btrim(number) <> '' AND btrim(ground) <> ''),
        CONSTRAINT contract_amendment_changes_something CHECK
          ((ends_on_before, scope_before, value_before, security_value_before) IS DISTINCT FROM (ends_on_after, scope_after, value_after, security_value_after))
      );
      CREATE UNIQUE INDEX contract_amendment_number_unique ON contract_amendment (contract_id, fold_text(number));
      CALL make_append_only('contract_amendment');

      -- Taking over by another agency: asked for by the giver, decided by the receiving head (or on paper), never by the one who asked.
      CREATE TABLE contract_transfer (
        id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        contract_id        uuid NOT NULL REFERENCES contract (id),
        from_agency_id     uuid NOT NULL REFERENCES agency (id),
        to_agency_id       uuid NOT NULL REFERENCES agency (id),
        effective_on       date NOT NULL,
        document_number    text NOT NULL,
        document_day       date NOT NULL,
        reason             text NOT NULL,
        requested_by       uuid NOT NULL REFERENCES user_account (id),
        requested_at       timestamptz NOT NULL DEFAULT app_now(),
        outcome            text,
        decision_id        uuid REFERENCES decision (id),
        new_responsible_id uuid REFERENCES user_account (id),
        settled_at         timestamptz,
        CONSTRAINT contract_transfer_between_two CHECK (from_agency_id <> to_agency_id),
        CONSTRAINT contract_transfer_outcome_known CHECK (outcome IN ('accepted', 'returned')),
        CONSTRAINT contract_transfer_settled_whole CHECK ((outcome IS NULL) = (decision_id IS NULL) AND (outcome IS NULL) = (settled_at IS NULL)),
        CONSTRAINT contract_transfer_texts_not_empty CHECK (btrim(document_number) <> '' AND btrim(reason) <> ''),
        CONSTRAINT contract_transfer_document_first CHECK (document_day <= effective_on)
      );
      CREATE UNIQUE INDEX contract_transfer_one_open ON contract_transfer (contract_id) WHERE outcome IS NULL;
      CREATE INDEX contract_transfer_waiting ON contract_transfer (to_agency_id) WHERE outcome IS NULL;
    `);

    await runner.query(`
      -- Who reads a contract besides its agency.
      CREATE FUNCTION contract_beneficiaries_of(target uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
        SELECT coalesce(array_agg(DISTINCT reader.id ORDER BY reader.id), '{}')
          FROM contract c, LATERAL (
            SELECT b.agency_id AS id FROM contract_beneficiary b WHERE b.contract_id = c.id
            UNION SELECT s.managing_agency_id FROM contract_system l JOIN information_system s ON s.id = l.system_id WHERE l.contract_id = c.id
            UNION SELECT unnest(s.beneficiary_ids) FROM contract_system l JOIN information_system s ON s.id = l.system_id WHERE l.contract_id = c.id
            UNION SELECT t.from_agency_id FROM contract_transfer t WHERE t.contract_id = c.id AND t.outcome = 'accepted'
          ) reader
         WHERE c.id = target AND reader.id <> c.agency_id $$;

      CREATE FUNCTION contract_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE target uuid;
      BEGIN
        target := CASE TG_OP WHEN 'DELETE' THEN OLD.contract_id ELSE NEW.contract_id END;
        UPDATE contract SET beneficiary_ids = contract_beneficiaries_of(target)
         WHERE id = target AND beneficiary_ids IS DISTINCT FROM contract_beneficiaries_of(target);
        RETURN NULL;
      END $$;
      CREATE TRIGGER contract_system_readers AFTER INSERT OR DELETE ON contract_system FOR EACH ROW EXECUTE FUNCTION contract_is_told();
      CREATE TRIGGER contract_beneficiary_readers AFTER INSERT OR DELETE ON contract_beneficiary FOR EACH ROW EXECUTE FUNCTION contract_is_told();

      CREATE FUNCTION contracts_of_system_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE contract c SET beneficiary_ids = contract_beneficiaries_of(c.id)
          FROM contract_system l WHERE l.system_id = NEW.id AND c.id = l.contract_id AND c.beneficiary_ids IS DISTINCT FROM contract_beneficiaries_of(c.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER contract_readers AFTER UPDATE OF beneficiary_ids, managing_agency_id ON information_system FOR EACH ROW
        WHEN (OLD.beneficiary_ids IS DISTINCT FROM NEW.beneficiary_ids OR OLD.managing_agency_id IS DISTINCT FROM NEW.managing_agency_id)
        EXECUTE FUNCTION contracts_of_system_are_told();

      -- The arrows of server/contracts/domain/contract.lifecycle.ts; a test compares the two.
      CREATE TABLE contract_phase_move (
        from_phase text NOT NULL,
        to_phase   text NOT NULL,
        PRIMARY KEY (from_phase, to_phase)
      );
      INSERT INTO contract_phase_move VALUES
        ('planned', 'signed'), ('planned', 'cancelled'), ('signed', 'trial'), ('trial', 'active'),
        ('signed', 'handing_over'), ('trial', 'handing_over'), ('active', 'handing_over'), ('handing_over', 'liquidated'), ('liquidated', 'archived');

      -- Whether the gate of an arrow is open for this contract. Rooms that bring a gate (signing, go-live, closing) replace this function;
      -- until then their arrows stay shut for everybody.
      CREATE FUNCTION contract_gate_open(contract contract, from_phase text, to_phase text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT from_phase = 'planned' AND to_phase = 'cancelled' $$;

      CREATE FUNCTION person_belongs_to(person uuid, of_agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM role_assignment r WHERE r.user_id = person AND r.agency_id = of_agency AND r.role <> 'administrator') $$;

      CREATE FUNCTION contract_enters() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE adopted date;
      BEGIN
        NEW.origin_agency_id := NEW.agency_id;
        NEW.entered_on := app_today();
        NEW.beneficiary_ids := '{}';
        IF NEW.entry_kind = 'new' AND NEW.phase <> 'planned' THEN
          PERFORM contract_refuse('new_contract_enters_planned', 'a new contract enters as planned and passes the gates');
        END IF;
        IF NEW.entry_kind = 'transitional' THEN
          IF NEW.phase NOT IN ('signed', 'active', 'handing_over') THEN
            PERFORM contract_refuse('transitional_contract_enters_running', 'a transitional contract enters as signed, active or handing over');
          END IF;
          SELECT adopted_on INTO adopted FROM agency WHERE id = NEW.agency_id;
          IF NEW.signed_on IS NULL OR adopted IS NULL OR NEW.signed_on >= adopted OR NEW.signed_on > app_today() THEN
            PERFORM contract_refuse('transitional_contract_signed_before_adoption', 'a transitional contract was signed before the agency began to work with the product');
          END IF;
        END IF;
        IF NEW.responsible_id IS NOT NULL AND NOT person_belongs_to(NEW.responsible_id, NEW.agency_id) THEN
          PERFORM contract_refuse('contract_responsible_of_agency', 'the responsible officer is a person of the agency');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_entry BEFORE INSERT ON contract FOR EACH ROW EXECUTE FUNCTION contract_enters();

      CREATE FUNCTION contract_changes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.id, NEW.seq, NEW.entry_kind, NEW.entered_on, NEW.origin_agency_id, NEW.created_by, NEW.created_at, NEW.review_due_on, NEW.transition_ground)
           IS DISTINCT FROM (OLD.id, OLD.seq, OLD.entry_kind, OLD.entered_on, OLD.origin_agency_id, OLD.created_by, OLD.created_at, OLD.review_due_on, OLD.transition_ground) THEN
          PERFORM contract_refuse('contract_entry_is_history', 'how a contract came in does not change');
        END IF;
        -- Generated columns are not yet computed in NEW.
        IF (to_jsonb(NEW) - 'beneficiary_ids' - 'folded') IS NOT DISTINCT FROM (to_jsonb(OLD) - 'beneficiary_ids' - 'folded') THEN
          RETURN NEW;
        END IF;
        IF NEW.version <> OLD.version + 1 THEN
          PERFORM contract_refuse('contract_version_counts_up', 'each change counts the version up by one');
        END IF;
        IF OLD.phase IN ('cancelled', 'archived')
           AND (to_jsonb(NEW) - 'beneficiary_ids' - 'agency_id' - 'responsible_id' - 'version' - 'folded')
               IS DISTINCT FROM (to_jsonb(OLD) - 'beneficiary_ids' - 'agency_id' - 'responsible_id' - 'version' - 'folded') THEN
          PERFORM contract_refuse('closed_contract_stays', 'a cancelled or archived contract stays as it is');
        END IF;
        IF NEW.phase <> OLD.phase THEN
          IF NOT EXISTS (SELECT 1 FROM contract_phase_move m WHERE m.from_phase = OLD.phase AND m.to_phase = NEW.phase) THEN
            PERFORM contract_refuse('contract_phase_arrow', format('no arrow leads from %s to %s', OLD.phase, NEW.phase));
          END IF;
          IF NOT contract_gate_open(NEW, OLD.phase, NEW.phase) THEN
            PERFORM contract_refuse('contract_gate_not_open', format('the gate from %s to %s is not open', OLD.phase, NEW.phase));
          END IF;
        END IF;
        -- Signed terms change by an amendment; those of a transitional contract, typed from paper, may be corrected until its first one.
        IF OLD.phase NOT IN ('planned', 'cancelled')
           AND (NEW.ends_on, NEW.scope, NEW.value, NEW.security_value) IS DISTINCT FROM (OLD.ends_on, OLD.scope, OLD.value, OLD.security_value)
           AND NOT (OLD.entry_kind = 'transitional' AND NOT EXISTS (SELECT 1 FROM contract_amendment a WHERE a.contract_id = NEW.id))
           AND (NEW.ends_on, NEW.scope, NEW.value, NEW.security_value) IS DISTINCT FROM
               (SELECT (a.ends_on_after, a.scope_after, a.value_after, a.security_value_after) FROM contract_amendment a
                 WHERE a.contract_id = NEW.id ORDER BY a.ordinal DESC LIMIT 1) THEN
          PERFORM contract_refuse('contract_terms_change_by_amendment', 'signed terms change by an amendment');
        END IF;
        IF OLD.phase <> 'planned' AND OLD.entry_kind = 'transitional' AND NEW.signed_on IS DISTINCT FROM OLD.signed_on
           AND NOT EXISTS (SELECT 1 FROM agency a WHERE a.id = NEW.origin_agency_id AND NEW.signed_on < a.adopted_on) THEN
          PERFORM contract_refuse('transitional_contract_signed_before_adoption', 'a transitional contract was signed before the agency began to work with the product');
        END IF;
        IF NEW.agency_id <> OLD.agency_id AND NOT EXISTS (
             SELECT 1 FROM (SELECT * FROM contract_transfer t WHERE t.contract_id = NEW.id AND t.outcome = 'accepted' ORDER BY t.settled_at DESC, t.requested_at DESC LIMIT 1) last
              WHERE last.from_agency_id = OLD.agency_id AND last.to_agency_id = NEW.agency_id) THEN
          PERFORM contract_refuse('contract_agency_changes_by_transfer', 'another agency takes over by an accepted transfer');
        END IF;
        IF NEW.responsible_id IS NOT NULL AND (NEW.responsible_id IS DISTINCT FROM OLD.responsible_id OR NEW.agency_id <> OLD.agency_id)
           AND NOT person_belongs_to(NEW.responsible_id, NEW.agency_id) THEN
          PERFORM contract_refuse('contract_responsible_of_agency', 'the responsible officer is a person of the agency');
        END IF;
        IF NEW.without_system AND NOT OLD.without_system AND EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = NEW.id) THEN
          PERFORM contract_refuse('contract_without_system_has_none', 'a contract without a system names none');
        END IF;
        IF NEW.agency_id <> OLD.agency_id THEN
          NEW.beneficiary_ids := array_remove(NEW.beneficiary_ids, NEW.agency_id);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_change BEFORE UPDATE ON contract FOR EACH ROW EXECUTE FUNCTION contract_changes();

      -- The agency that handed a contract on reads it from then on as one of those it was taken over from.
      CREATE FUNCTION contract_moves_agency() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE contract SET beneficiary_ids = contract_beneficiaries_of(NEW.id) WHERE id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER contract_moved AFTER UPDATE OF agency_id ON contract FOR EACH ROW
        WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id) EXECUTE FUNCTION contract_moves_agency();

      CREATE FUNCTION contract_names_system() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.without_system) THEN
          PERFORM contract_refuse('contract_without_system_has_none', 'a contract without a system names none');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_system_named BEFORE INSERT OR UPDATE ON contract_system FOR EACH ROW EXECUTE FUNCTION contract_names_system();

      -- An amendment starts from the terms in force, is signed after the contract and the amendments before it, and only a running contract is amended.
      CREATE FUNCTION contract_amendment_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract; last_signed date;
      BEGIN
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        SELECT max(a.signed_on) INTO last_signed FROM contract_amendment a WHERE a.contract_id = NEW.contract_id;
        IF c.phase NOT IN ('signed', 'trial', 'active', 'handing_over') THEN
          PERFORM contract_refuse('contract_amended_while_running', 'only a running contract is amended');
        END IF;
        IF (NEW.ends_on_before, NEW.scope_before, NEW.value_before, NEW.security_value_before) IS DISTINCT FROM (c.ends_on, c.scope, c.value, c.security_value) THEN
          PERFORM contract_refuse('contract_amendment_starts_from_terms', 'an amendment starts from the terms in force');
        END IF;
        IF NEW.signed_on < coalesce(last_signed, c.signed_on) OR NEW.signed_on > app_today() THEN
          PERFORM contract_refuse('contract_amendment_in_order', 'an amendment is signed after what it amends and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_amendment_fits BEFORE INSERT ON contract_amendment FOR EACH ROW EXECUTE FUNCTION contract_amendment_fits();

      -- No amendment without the contract following it, checked when the transaction ends.
      CREATE FUNCTION contract_follows_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT 1 FROM contract c, LATERAL (SELECT * FROM contract_amendment l WHERE l.contract_id = c.id ORDER BY l.ordinal DESC LIMIT 1) a
           WHERE c.id = NEW.contract_id
             AND (c.ends_on, c.scope, c.value, c.security_value) IS NOT DISTINCT FROM (a.ends_on_after, a.scope_after, a.value_after, a.security_value_after)) THEN
          PERFORM contract_refuse('contract_follows_last_amendment', 'the terms in force are those of the last amendment');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER contract_follows_amendment AFTER INSERT ON contract_amendment
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contract_follows_amendment();

      -- A transfer is asked for once, from the agency that has the contract, and settled once, by the decision of the receiving agency.
      CREATE FUNCTION contract_transfer_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.outcome IS NOT NULL OR NOT EXISTS (SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.agency_id = NEW.from_agency_id) THEN
            PERFORM contract_refuse('contract_transfer_from_its_agency', 'the agency that has the contract hands it on');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM agency a WHERE a.id = NEW.to_agency_id AND a.ended_on IS NULL) THEN
            PERFORM contract_refuse('contract_transfer_to_living_agency', 'an agency that has ended takes nothing over');
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.outcome IS NOT NULL OR (to_jsonb(NEW) - 'outcome' - 'decision_id' - 'new_responsible_id' - 'settled_at')
             IS DISTINCT FROM (to_jsonb(OLD) - 'outcome' - 'decision_id' - 'new_responsible_id' - 'settled_at') THEN
          PERFORM contract_refuse('contract_transfer_is_history', 'a transfer is settled once and stays as it was asked for');
        END IF;
        IF NOT EXISTS (
          SELECT 1 FROM decision d
           WHERE d.id = NEW.decision_id AND d.subject_kind = 'contract-transfer' AND d.subject_id = NEW.id AND d.agency_id = NEW.to_agency_id
             AND d.requested_by = NEW.requested_by AND d.outcome = CASE NEW.outcome WHEN 'accepted' THEN 'approved' ELSE 'returned' END) THEN
          PERFORM contract_refuse('contract_transfer_decided_by_receiver', 'the receiving agency decides about a transfer');
        END IF;
        IF NEW.outcome = 'accepted' AND NEW.effective_on > app_today() THEN
          PERFORM contract_refuse('contract_transfer_not_before_its_day', 'a transfer takes effect on its day');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_transfer_fits BEFORE INSERT OR UPDATE ON contract_transfer FOR EACH ROW EXECUTE FUNCTION contract_transfer_fits();
      CREATE TRIGGER contract_transfer_readers AFTER UPDATE ON contract_transfer FOR EACH ROW EXECUTE FUNCTION contract_is_told();

      ALTER TABLE commitment ADD CONSTRAINT commitment_contract_fk FOREIGN KEY (contract_id) REFERENCES contract (id);

      CALL require_audit('contract');
      CALL require_audit('contract_system');
      CALL require_audit('contract_beneficiary');
      CALL require_audit('contract_amendment');
      CALL require_audit('contract_transfer');
      GRANT SELECT, INSERT, UPDATE ON contract, contract_transfer TO dieu6_app;
      GRANT SELECT, INSERT, DELETE ON contract_system, contract_beneficiary TO dieu6_app;
      GRANT SELECT, INSERT ON contract_amendment TO dieu6_app;
      GRANT SELECT ON contract_phase_move TO dieu6_app;
    `);

    await runner.query(`
      -- The people of an agency who may be named responsible: a role there today, administrators left out.
      CREATE VIEW agency_staff AS
        SELECT DISTINCT r.agency_id, u.id AS user_id, u.full_name, u.post
          FROM role_assignment r JOIN user_account u ON u.id = r.user_id
         WHERE r.role <> 'administrator' AND u.closed_at IS NULL AND r.valid_from <= app_today()
           AND (r.valid_until IS NULL OR r.valid_until >= app_today()) AND (r.ended_on IS NULL OR r.ended_on > app_today());

      -- What later rooms read of a contract.
      CREATE VIEW published_contract AS
        SELECT id, seq, number, name, package_code, phase, entry_kind, agency_id, origin_agency_id, beneficiary_ids, vendor_id, without_system, operator_kind,
               service_kind, hire_outcome, value, security_value, signed_on, starts_on, ends_on, responsible_id, review_due_on, folded
          FROM contract;

      CREATE VIEW contract_task AS
        SELECT 'contract.review-due'::text AS kind, 'contract'::text AS subject_kind, id AS subject_id, coalesce(number || ' – ', '') || name AS title,
               agency_id, 'procurement_officer'::text AS role, review_due_on AS due_on
          FROM contract WHERE review_due_on IS NOT NULL AND phase IN ('signed', 'trial', 'active', 'handing_over')
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
      GRANT SELECT ON agency_staff, published_contract, contract_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Contracts and their history are never taken down; restore a backup instead.');
  }
}
