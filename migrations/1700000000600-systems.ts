import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Information systems with their level decisions, states of service and data assets; what other rooms read of them. */
export class Systems1700000000600 implements MigrationInterface {
  name = 'Systems1700000000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE information_system (
        id                    uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        code                  text NOT NULL,
        name                  text NOT NULL,
        description           text NOT NULL,
        managing_agency_id    uuid NOT NULL REFERENCES agency (id),
        -- Agencies that use the system without managing it; they read what concerns them and are told of changes.
        beneficiary_ids       uuid[] NOT NULL DEFAULT '{}',
        owner_agency_id       uuid REFERENCES agency (id),
        owner_text            text,
        operator_kind         text NOT NULL,
        operator_name         text,
        serves_procedures     boolean NOT NULL,
        public_service        boolean NOT NULL,
        national_security     boolean NOT NULL,
        proposed_level        integer,
        plan_number           text,
        plan_approved_on      date,
        hosting_kind          text NOT NULL,
        hosting_place         text,
        service_state         text NOT NULL,
        -- The decision that counts and its level: kept by a trigger over the append-only decisions, whoever writes the row.
        level_decision_id     uuid,
        approved_level        integer,
        -- The level that counts: the approved one; without it provisionally 3 for systems of administrative procedures and 2 for
        -- others, or the proposed level where that is higher.
        effective_level       integer NOT NULL GENERATED ALWAYS AS
                                (coalesce(approved_level, greatest(proposed_level, CASE WHEN serves_procedures THEN 3 ELSE 2 END))) STORED,
        version               integer NOT NULL DEFAULT 1,
        folded_name           text GENERATED ALWAYS AS (fold_text(code || ' ' || name || ' ' || description)) STORED,
        CONSTRAINT information_system_code_not_empty CHECK (btrim(code) <> ''),
        CONSTRAINT information_system_name_not_empty CHECK (btrim(name) <> ''),
        CONSTRAINT information_system_description_not_empty CHECK (btrim(description) <> ''),
        CONSTRAINT information_system_one_owner CHECK ((owner_agency_id IS NULL) <> (owner_text IS NULL) AND btrim(coalesce(owner_text, 'x')) <> ''),
        CONSTRAINT information_system_operator_known CHECK (operator_kind IN ('vendor', 'hiring-agency', 'other-organization')),
        CONSTRAINT information_system_operator_named CHECK (operator_kind = 'hiring-agency' OR btrim(coalesce(operator_name, '')) <> ''),
        CONSTRAINT information_system_level_range CHECK (proposed_level BETWEEN 1 AND 5),
        CONSTRAINT information_system_plan_whole CHECK ((plan_number IS NULL) = (plan_approved_on IS NULL)),
        CONSTRAINT information_system_hosting_known CHECK (hosting_kind IN ('city-data-centre', 'vendor', 'cloud', 'agency')),
        CONSTRAINT information_system_state_known CHECK (service_state IN ('preparing', 'trial', 'in-service', 'retired'))
      );
      CREATE UNIQUE INDEX information_system_code_unique ON information_system (managing_agency_id, fold_text(code));
      CREATE INDEX information_system_by_agency ON information_system (managing_agency_id);
      CREATE INDEX information_system_by_beneficiary ON information_system USING gin (beneficiary_ids);
      CREATE INDEX information_system_by_name ON information_system USING gin (folded_name gin_trgm_ops);
      CREATE INDEX information_system_without_level ON information_system (managing_agency_id)
        WHERE service_state IN ('trial', 'in-service') AND approved_level IS NULL;

      -- Beneficiaries exist, are named once and are others than the managing agency.
      CREATE FUNCTION check_system_agencies() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE wall text;
      BEGIN
        IF NEW.managing_agency_id = ANY (NEW.beneficiary_ids) THEN
          wall := 'information_system_beneficiary_is_another';
        ELSIF cardinality(NEW.beneficiary_ids) <> (SELECT count(DISTINCT b) FROM unnest(NEW.beneficiary_ids) b) THEN
          wall := 'information_system_beneficiary_once';
        ELSIF cardinality(NEW.beneficiary_ids) <> (SELECT count(*) FROM agency a WHERE a.id = ANY (NEW.beneficiary_ids)) THEN
          wall := 'information_system_beneficiary_exists';
        ELSIF NEW.plan_approved_on > app_today() THEN
          wall := 'information_system_plan_not_in_future';
        END IF;
        IF wall IS NOT NULL THEN
          RAISE EXCEPTION 'the agencies or the plan of an information system do not fit: %', wall
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'information_system';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER information_system_agencies BEFORE INSERT OR UPDATE ON information_system
        FOR EACH ROW EXECUTE FUNCTION check_system_agencies();
    `);

    await runner.query(`
      -- Approvals of a level. A new decision supersedes the older one; a row entered wrongly is corrected by another row.
      CREATE TABLE system_level_decision (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        system_id    uuid NOT NULL REFERENCES information_system (id),
        level        integer NOT NULL,
        number       text NOT NULL,
        decided_on   date NOT NULL,
        issuing_body text NOT NULL,
        file_sha256  text NOT NULL,
        corrects_id  uuid,
        recorded_by  uuid NOT NULL REFERENCES user_account (id),
        recorded_at  timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT system_level_decision_of_system UNIQUE (system_id, id),
        CONSTRAINT system_level_decision_corrects_same_system FOREIGN KEY (system_id, corrects_id) REFERENCES system_level_decision (system_id, id),
        CONSTRAINT system_level_decision_corrected_once UNIQUE (corrects_id),
        CONSTRAINT system_level_decision_corrects_another CHECK (corrects_id <> id),
        CONSTRAINT system_level_decision_range CHECK (level BETWEEN 1 AND 5),
        CONSTRAINT system_level_decision_number_not_empty CHECK (btrim(number) <> ''),
        CONSTRAINT system_level_decision_body_not_empty CHECK (btrim(issuing_body) <> ''),
        CONSTRAINT system_level_decision_has_file CHECK (file_sha256 ~ '^[0-9a-f]{64}$')
      );
      -- The same decision is recorded once; a correction may bear the number of what it corrects.
      CREATE UNIQUE INDEX system_level_decision_once ON system_level_decision (system_id, fold_text(number), decided_on) WHERE corrects_id IS NULL;
      CREATE INDEX system_level_decision_newest ON system_level_decision (system_id, decided_on DESC, recorded_at DESC);
      CALL make_append_only('system_level_decision');

      CREATE FUNCTION check_level_decision_day() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.decided_on > app_today() THEN
          RAISE EXCEPTION 'a level is not approved in the future'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'system_level_decision_not_in_future', TABLE = 'system_level_decision';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER system_level_decision_day BEFORE INSERT ON system_level_decision FOR EACH ROW EXECUTE FUNCTION check_level_decision_day();

      -- The newest decision that no other corrects is the one that counts; nobody can write another.
      CREATE FUNCTION keep_system_level() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.level_decision_id := NULL;
        NEW.approved_level := NULL;
        SELECT l.id, l.level INTO NEW.level_decision_id, NEW.approved_level FROM system_level_decision l
         WHERE l.system_id = NEW.id AND NOT EXISTS (SELECT 1 FROM system_level_decision c WHERE c.corrects_id = l.id)
         ORDER BY l.decided_on DESC, l.recorded_at DESC, l.id LIMIT 1;
        RETURN NEW;
      END $$;
      CREATE TRIGGER information_system_level BEFORE INSERT OR UPDATE ON information_system FOR EACH ROW EXECUTE FUNCTION keep_system_level();

      CREATE FUNCTION apply_level_decision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE information_system SET approved_level = NULL WHERE id = NEW.system_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER system_level_decision_applies AFTER INSERT ON system_level_decision FOR EACH ROW EXECUTE FUNCTION apply_level_decision();
    `);

    await runner.query(`
      -- The life cycle of a system's service, the same table as server/systems/domain/system.lifecycle.ts (a test compares them).
      CREATE TABLE system_state_move (
        from_state text NOT NULL,
        to_state   text NOT NULL,
        PRIMARY KEY (from_state, to_state)
      );
      INSERT INTO system_state_move VALUES
        ('preparing', 'trial'), ('preparing', 'retired'),
        ('trial', 'in-service'), ('trial', 'preparing'), ('trial', 'retired'),
        ('in-service', 'retired');

      CREATE TABLE system_state_change (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        system_id   uuid NOT NULL REFERENCES information_system (id),
        from_state  text NOT NULL,
        to_state    text NOT NULL,
        ground      text NOT NULL,
        changed_by  uuid NOT NULL REFERENCES user_account (id),
        changed_at  timestamptz NOT NULL DEFAULT app_now(),
        xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT system_state_change_along_lifecycle FOREIGN KEY (from_state, to_state) REFERENCES system_state_move (from_state, to_state),
        CONSTRAINT system_state_change_names_its_ground CHECK (btrim(ground) <> '')
      );
      CREATE INDEX system_state_change_by_system ON system_state_change (system_id, changed_at DESC);
      CALL make_append_only('system_state_change');

      -- A state moves only along the table, into operation only with an approved level (khoản 3 Điều 5), and only with a recorded ground.
      CREATE FUNCTION check_system_state_move() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE wall text;
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM system_state_move m WHERE m.from_state = OLD.service_state AND m.to_state = NEW.service_state) THEN
          wall := 'information_system_state_moves_along_lifecycle';
        ELSIF NEW.service_state = 'in-service' AND NEW.approved_level IS NULL THEN
          wall := 'information_system_operates_with_level';
        ELSIF NOT EXISTS (SELECT 1 FROM system_state_change c WHERE c.system_id = NEW.id AND c.xid = pg_current_xact_id()
                            AND c.from_state = OLD.service_state AND c.to_state = NEW.service_state) THEN
          wall := 'information_system_state_has_ground';
        END IF;
        IF wall IS NOT NULL THEN
          RAISE EXCEPTION 'the state of service cannot move from % to %', OLD.service_state, NEW.service_state
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'information_system';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER information_system_state_move AFTER UPDATE OF service_state ON information_system
        DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (OLD.service_state IS DISTINCT FROM NEW.service_state) EXECUTE FUNCTION check_system_state_move();

      CREATE TABLE data_asset (
        id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        system_id      uuid NOT NULL REFERENCES information_system (id),
        name           text NOT NULL,
        kind           text NOT NULL,
        state_managed  boolean NOT NULL,
        personal_data  text NOT NULL,
        subject_count  integer NOT NULL DEFAULT 0,
        storage_place  text NOT NULL,
        storage_country text NOT NULL,
        backup         text,
        note           text,
        version        integer NOT NULL DEFAULT 1,
        CONSTRAINT data_asset_name_not_empty CHECK (btrim(name) <> ''),
        CONSTRAINT data_asset_kind_not_empty CHECK (btrim(kind) <> ''),
        CONSTRAINT data_asset_no_state_secret CHECK (kind <> 'state-secret'),
        CONSTRAINT data_asset_personal_known CHECK (personal_data IN ('none', 'basic', 'sensitive')),
        CONSTRAINT data_asset_subjects_not_negative CHECK (subject_count >= 0),
        CONSTRAINT data_asset_subjects_only_with_personal_data CHECK (subject_count = 0 OR personal_data <> 'none'),
        CONSTRAINT data_asset_place_not_empty CHECK (btrim(storage_place) <> ''),
        CONSTRAINT data_asset_country_known CHECK (storage_country IN ('vietnam', 'abroad', 'unknown'))
      );
      CREATE UNIQUE INDEX data_asset_name_unique ON data_asset (system_id, fold_text(name));

      CALL require_audit('information_system');
      CALL require_audit('system_level_decision');
      CALL require_audit('system_state_change');
      CALL require_audit('data_asset');
      GRANT SELECT, INSERT, UPDATE, DELETE ON information_system, data_asset TO dieu6_app;
      GRANT SELECT, INSERT ON system_level_decision, system_state_change TO dieu6_app;
      GRANT SELECT ON system_state_move TO dieu6_app;
    `);

    await runner.query(`
      CREATE VIEW published_system AS
        SELECT id, code, name, managing_agency_id, beneficiary_ids, effective_level, approved_level IS NOT NULL AS level_approved, service_state, folded_name,
               serves_procedures, public_service, national_security
          FROM information_system;
      CREATE VIEW published_data_asset AS
        SELECT id, system_id, name, state_managed, personal_data, subject_count FROM data_asset;

      -- Who must do what: systems in use whose level nobody approved yet (khoản 3 Điều 5).
      CREATE VIEW system_task AS
        SELECT CASE s.service_state WHEN 'trial' THEN 'system.level-before-operation' ELSE 'system.level-missing' END AS kind,
               'system'::text AS subject_kind, s.id AS subject_id, s.name AS title, s.managing_agency_id AS agency_id,
               'it_officer'::text AS role, NULL::date AS due_on
          FROM information_system s
         WHERE s.service_state IN ('trial', 'in-service') AND s.approved_level IS NULL;
      GRANT SELECT ON published_system, published_data_asset, system_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Systems and their level decisions are never taken down; restore a backup instead.');
  }
}
