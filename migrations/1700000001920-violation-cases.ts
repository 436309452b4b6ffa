import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Violation cases (khoản 3 Điều 6): what was seen, the signs and the level they give. Signs are enough to open one. Everything but the state of a case is append-only.
 * Papers, remedies and ends, containment and suspensions stand in the migrations that follow.
 */
export class ViolationCases1700000001920 implements MigrationInterface {
  name = 'ViolationCases1700000001920';

  async up(runner: QueryRunner): Promise<void> {
    await this.createRules(runner);
    await this.createCases(runner);
    await this.wallCases(runner);
    await this.createLevels(runner);
  }

  private async createRules(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION violation_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'violation_case';
      END $$;

      -- Whether somebody works with the contracts of an agency: only they record signs and what follows from them.
      CREATE FUNCTION works_on_violations(person uuid, agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM effective_role e
                        WHERE e.user_id = person AND e.role IN ('procurement_officer', 'it_officer', 'unit_head', 'records_clerk') AND (e.agency_ids IS NULL OR agency = ANY (e.agency_ids))) $$;

      -- In what capacity somebody decides about violations for an agency on a day (NĐ 30/2020 Điều 13): own before KT. before TUQ.; no row without authority.
      CREATE FUNCTION violation_capacity(person uuid, agency uuid, on_day date) RETURNS TABLE (capacity text, delegation_id uuid) LANGUAGE sql STABLE AS $$
        SELECT h.capacity, h.delegation_id FROM head_authority(person, agency, on_day) h WHERE h.areas IS NULL OR 'violations' = ANY (h.areas)
         ORDER BY array_position(ARRAY['own', 'KT', 'TUQ'], h.capacity) LIMIT 1 $$;

      -- Whether an edition is the one of its library in force today.
      CREATE FUNCTION edition_in_force(edition text, of_library text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM library_version v WHERE v.id = edition AND v.library = of_library AND v.valid_from <= app_today() AND (v.valid_to IS NULL OR v.valid_to >= app_today())
                          AND v.valid_from = (SELECT max(n.valid_from) FROM library_version n
                                               WHERE n.library = of_library AND n.valid_from <= app_today() AND (n.valid_to IS NULL OR n.valid_to >= app_today()))) $$;
    `);
  }

  private async createCases(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE violation_case (
        id                  uuid PRIMARY KEY,
        seq                 bigint GENERATED ALWAYS AS IDENTITY,
        code                text NOT NULL GENERATED ALWAYS AS ('VP-' || lpad(seq::text, greatest(6, length(seq::text)), '0')) STORED,
        contract_id         uuid NOT NULL REFERENCES contract (id),
        -- Of the contract: it follows when another agency takes the contract over.
        agency_id           uuid NOT NULL REFERENCES agency (id),
        vendor_id           uuid NOT NULL REFERENCES vendor (id),
        seen                text NOT NULL,
        occurred_at         timestamptz,
        detected_at         timestamptz NOT NULL,
        found_by            text NOT NULL,
        opened_by           uuid NOT NULL REFERENCES user_account (id),
        opened_at           timestamptz NOT NULL DEFAULT app_now(),
        source_kind         text NOT NULL,
        source_id           uuid NOT NULL,
        refuses_cooperation boolean NOT NULL,
        signs_edition       text NOT NULL REFERENCES library_version (id),
        levels_edition      text NOT NULL REFERENCES library_version (id),
        state               text NOT NULL DEFAULT 'opened',
        -- The newest of case_level, kept by its trigger.
        level               text NOT NULL DEFAULT 'V1',
        folded              text NOT NULL DEFAULT '',
        xid                 xid8 NOT NULL DEFAULT pg_current_xact_id(),
        version             integer NOT NULL DEFAULT 1,
        CONSTRAINT violation_case_texts_not_empty CHECK (btrim(seen) <> '' AND btrim(found_by) <> ''),
        CONSTRAINT violation_case_detected_after_it_occurred CHECK (occurred_at <= detected_at),
        CONSTRAINT violation_case_source_known CHECK (source_kind IN ('contract', 'system', 'session', 'review', 'incident')),
        CONSTRAINT violation_case_state_known CHECK (state IN ('opened', 'contained', 'unpaused', 'reported', 'closed')),
        CONSTRAINT violation_case_level_known CHECK (level IN ('V1', 'V2', 'V3', 'V4'))
      );
      -- Pages of the register are read off these, of one agency and of all.
      CREATE UNIQUE INDEX violation_case_newest ON violation_case (seq);
      CREATE INDEX violation_case_newest_of_agency ON violation_case (agency_id, seq);
      CREATE INDEX violation_case_of_agency_by_detection ON violation_case (agency_id, detected_at, seq);
      CREATE INDEX violation_case_by_detection ON violation_case (detected_at, seq);
      CREATE INDEX violation_case_by_contract ON violation_case (contract_id, seq);
      CREATE INDEX violation_case_by_vendor ON violation_case (vendor_id, seq);
      CREATE INDEX violation_case_open ON violation_case (agency_id, state) WHERE state <> 'closed';
      CREATE INDEX violation_case_by_words ON violation_case USING gin (agency_id, folded gin_trgm_ops);

      -- The arrows of server/violations/domain/case.lifecycle.ts; a test compares the two.
      CREATE TABLE violation_case_move (from_state text NOT NULL, to_state text NOT NULL, PRIMARY KEY (from_state, to_state));
      INSERT INTO violation_case_move VALUES
        ('opened', 'contained'), ('opened', 'unpaused'), ('opened', 'closed'), ('contained', 'reported'), ('unpaused', 'reported'), ('reported', 'closed');

      CREATE TABLE case_sign (
        case_id     uuid NOT NULL REFERENCES violation_case (id),
        sign        text NOT NULL,
        -- What makes the sign graver was found as well: its alternative in the library.
        graver      boolean NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (case_id, sign, graver)
      );
      CREATE TABLE case_system (
        case_id     uuid NOT NULL REFERENCES violation_case (id),
        system_id   uuid NOT NULL REFERENCES information_system (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (case_id, system_id)
      );
      CREATE INDEX case_system_by_system ON case_system (system_id);
      CREATE TABLE case_incident (
        case_id     uuid NOT NULL REFERENCES violation_case (id),
        incident_id uuid NOT NULL REFERENCES incident (id),
        linked_by   uuid NOT NULL REFERENCES user_account (id),
        linked_at   timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (case_id, incident_id)
      );
      CREATE INDEX case_incident_by_incident ON case_incident (incident_id);
      CALL make_append_only('case_sign');
      CALL make_append_only('case_system');
      CALL make_append_only('case_incident');
    `);
  }

  private async wallCases(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether what a case was opened from is of its contract.
      CREATE FUNCTION case_source_fits(kind text, source uuid, contract uuid, agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT CASE kind
          WHEN 'contract' THEN source = contract
          WHEN 'system' THEN EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = contract AND l.system_id = source)
          WHEN 'session' THEN EXISTS (SELECT 1 FROM access_session x WHERE x.id = source AND x.contract_id = contract)
          WHEN 'review' THEN EXISTS (SELECT 1 FROM access_grant g WHERE g.id = source AND g.contract_id = contract AND g.form = 'emergency')
          WHEN 'incident' THEN EXISTS (SELECT 1 FROM incident i WHERE i.id = source AND i.agency_id = agency)
          ELSE false END $$;

      CREATE FUNCTION violation_case_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract;
      BEGIN
        PERFORM access_sees_newest();
        IF TG_OP = 'INSERT' THEN
          SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR SHARE;
          NEW.agency_id := c.agency_id;
          NEW.vendor_id := c.vendor_id;
          NEW.opened_at := app_now();
          NEW.xid := pg_current_xact_id();
          NEW.state := 'opened';
          NEW.version := 1;
          IF c.phase IN ('planned', 'cancelled') THEN
            PERFORM violation_refuse('violation_case_from_signing_on', 'cases are opened from the signing of a contract on');
          END IF;
          IF NEW.detected_at > app_now() THEN
            PERFORM violation_refuse('violation_case_not_of_tomorrow', 'signs are recorded when they were seen');
          END IF;
          IF NOT works_on_violations(NEW.opened_by, c.agency_id) THEN
            PERFORM violation_refuse('violation_case_by_agency', 'somebody who works with the contracts of the agency opens a case');
          END IF;
          IF NOT edition_in_force(NEW.signs_edition, 'violation-signs') OR NOT edition_in_force(NEW.levels_edition, 'violation-levels') THEN
            PERFORM violation_refuse('violation_case_by_library', 'signs and levels come from the editions of the libraries in force');
          END IF;
          IF NOT case_source_fits(NEW.source_kind, NEW.source_id, c.id, c.agency_id) THEN
            PERFORM violation_refuse('violation_case_source_of_contract', 'a case is opened from its contract or what belongs to it');
          END IF;
          SELECT fold_text(concat_ws(' ', 'VP-' || lpad(NEW.seq::text, greatest(6, length(NEW.seq::text)), '0'), c.number, c.name, v.name, NEW.seen)) INTO NEW.folded
            FROM published_vendor v WHERE v.id = c.vendor_id;
          RETURN NEW;
        END IF;
        IF (to_jsonb(NEW) - 'state' - 'level' - 'refuses_cooperation' - 'agency_id' - 'version' - 'code') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'level' - 'refuses_cooperation' - 'agency_id' - 'version' - 'code')
           OR (OLD.refuses_cooperation AND NOT NEW.refuses_cooperation) THEN
          PERFORM violation_refuse('violation_case_stays_as_recorded', 'what was seen, when and by whom does not change');
        END IF;
        IF NEW.agency_id <> OLD.agency_id AND NOT EXISTS (SELECT 1 FROM contract k WHERE k.id = NEW.contract_id AND k.agency_id = NEW.agency_id) THEN
          PERFORM violation_refuse('violation_case_with_contract', 'a case belongs to the agency of its contract');
        END IF;
        IF NEW.level <> OLD.level AND NEW.level IS DISTINCT FROM (SELECT l.level FROM case_level l WHERE l.case_id = NEW.id ORDER BY l.ordinal DESC LIMIT 1) THEN
          PERFORM violation_refuse('violation_case_level_is_recorded', 'the level of a case is the newest one recorded');
        END IF;
        IF NEW.state = OLD.state THEN
          IF OLD.state = 'closed' AND (NEW.level, NEW.refuses_cooperation) IS DISTINCT FROM (OLD.level, OLD.refuses_cooperation) THEN
            PERFORM violation_refuse('violation_case_closed_stays', 'a closed case stays as it is');
          END IF;
          RETURN NEW;
        END IF;
        IF NOT EXISTS (SELECT 1 FROM violation_case_move m WHERE m.from_state = OLD.state AND m.to_state = NEW.state) THEN
          PERFORM violation_refuse('violation_case_arrow', format('no arrow leads from %s to %s', OLD.state, NEW.state));
        END IF;
        IF (NEW.state IN ('contained', 'unpaused') AND NEW.state IS DISTINCT FROM containment_state(NEW.id))
           OR (NEW.state = 'reported' AND NOT EXISTS (SELECT 1 FROM damage_report r WHERE r.case_id = NEW.id))
           OR (NEW.state = 'closed' AND NOT EXISTS (SELECT 1 FROM case_closing k WHERE k.case_id = NEW.id)) THEN
          PERFORM violation_refuse('violation_case_state_by_fact', 'a case moves by what was done');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER violation_case_fits BEFORE INSERT OR UPDATE ON violation_case FOR EACH ROW EXECUTE FUNCTION violation_case_fits();
      CREATE TRIGGER violation_case_never_deleted BEFORE DELETE ON violation_case FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER violation_case_never_emptied BEFORE TRUNCATE ON violation_case FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE FUNCTION case_part_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case;
      BEGIN
        SELECT * INTO k FROM violation_case WHERE id = NEW.case_id FOR UPDATE;
        IF k.state = 'closed' THEN
          PERFORM violation_refuse('violation_case_closed_stays', 'nothing is added to a closed case');
        END IF;
        IF TG_TABLE_NAME = 'case_sign' THEN
          NEW.recorded_at := app_now();
          IF NOT works_on_violations(NEW.recorded_by, k.agency_id) THEN
            PERFORM violation_refuse('violation_case_by_agency', 'somebody who works with the contracts of the agency records signs');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM library_entry e WHERE e.version_id = k.signs_edition AND e.entry_id = NEW.sign AND (NOT NEW.graver OR jsonb_array_length(e.content -> 'alternatives') > 0)) THEN
            PERFORM violation_refuse('case_sign_of_library', 'signs come from the library, and only some can be graver');
          END IF;
        ELSIF TG_TABLE_NAME = 'case_system' THEN
          NEW.recorded_at := app_now();
          IF NOT EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = k.contract_id AND l.system_id = NEW.system_id) THEN
            PERFORM violation_refuse('case_system_of_contract', 'a case concerns systems of its contract');
          END IF;
        ELSE
          NEW.linked_at := app_now();
          IF NOT EXISTS (SELECT 1 FROM incident i WHERE i.id = NEW.incident_id AND i.agency_id = k.agency_id) THEN
            PERFORM violation_refuse('case_incident_of_agency', 'a case is linked to incidents of its agency');
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER case_sign_fits BEFORE INSERT ON case_sign FOR EACH ROW EXECUTE FUNCTION case_part_fits();
      CREATE TRIGGER case_system_fits BEFORE INSERT ON case_system FOR EACH ROW EXECUTE FUNCTION case_part_fits();
      CREATE TRIGGER case_incident_fits BEFORE INSERT ON case_incident FOR EACH ROW EXECUTE FUNCTION case_part_fits();

      CREATE FUNCTION violation_case_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM case_sign s WHERE s.case_id = NEW.id) OR NOT EXISTS (SELECT 1 FROM case_level l WHERE l.case_id = NEW.id) THEN
          PERFORM violation_refuse('violation_case_has_signs', 'a case is opened on signs and has a level');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER violation_case_has_signs AFTER INSERT ON violation_case DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION violation_case_is_whole();

      -- Another agency that takes the contract over has its cases.
      CREATE FUNCTION cases_follow_contract() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE violation_case SET agency_id = NEW.agency_id, version = version + 1 WHERE contract_id = NEW.id;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION cases_follow_contract() FROM PUBLIC;
      CREATE TRIGGER cases_follow_contract AFTER UPDATE OF agency_id ON contract FOR EACH ROW WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id) EXECUTE FUNCTION cases_follow_contract();
    `);
  }

  private async createLevels(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The level of a case with the steps by which it was found: up by rule, down only by the report on level and damage (domain reference 11.3).
      CREATE TABLE case_level (
        case_id     uuid NOT NULL REFERENCES violation_case (id),
        ordinal     integer NOT NULL,
        level       text NOT NULL,
        steps       jsonb NOT NULL,
        ground      text NOT NULL,
        report_id   uuid,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (case_id, ordinal),
        CONSTRAINT case_level_known CHECK (level IN ('V1', 'V2', 'V3', 'V4')),
        CONSTRAINT case_level_explained CHECK (jsonb_typeof(steps) = 'array' AND jsonb_array_length(steps) > 0 AND btrim(ground) <> '')
      );
      CALL make_append_only('case_level');

      -- The highest level that the library gives the signs of a case by themselves.
      CREATE FUNCTION level_of_signs(of_case uuid) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT max(GREATEST(e.content ->> 'defaultLevel', CASE WHEN s.graver THEN (SELECT max(a ->> 'level') FROM jsonb_array_elements(e.content -> 'alternatives') a) END))
          FROM case_sign s JOIN violation_case k ON k.id = s.case_id JOIN library_entry e ON e.version_id = k.signs_edition AND e.entry_id = s.sign WHERE s.case_id = of_case $$;

      CREATE FUNCTION case_level_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case; last case_level; concluded text;
      BEGIN
        SELECT * INTO k FROM violation_case WHERE id = NEW.case_id FOR UPDATE;
        SELECT * INTO last FROM case_level l WHERE l.case_id = NEW.case_id ORDER BY l.ordinal DESC LIMIT 1;
        NEW.recorded_at := app_now();
        NEW.ordinal := coalesce(last.ordinal, 0) + 1;
        IF k.state = 'closed' THEN
          PERFORM violation_refuse('violation_case_closed_stays', 'nothing is added to a closed case');
        END IF;
        IF NEW.report_id IS NOT NULL THEN
          SELECT r.level INTO concluded FROM damage_report r WHERE r.id = NEW.report_id AND r.case_id = NEW.case_id;
          IF concluded IS DISTINCT FROM NEW.level THEN
            PERFORM violation_refuse('case_level_as_reported', 'the report says which level it concludes');
          END IF;
          RETURN NEW;
        END IF;
        IF NEW.level < last.level THEN
          PERFORM violation_refuse('case_level_goes_down_by_report', 'a level goes down only by the report on level and damage');
        END IF;
        IF NEW.level < level_of_signs(NEW.case_id) AND NOT EXISTS (SELECT 1 FROM case_level l WHERE l.case_id = NEW.case_id AND l.report_id IS NOT NULL) THEN
          PERFORM violation_refuse('case_level_not_below_signs', 'a level is at least that of the signs');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER case_level_fits BEFORE INSERT ON case_level FOR EACH ROW EXECUTE FUNCTION case_level_fits();

      CREATE FUNCTION case_takes_level() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE violation_case SET level = NEW.level WHERE id = NEW.case_id AND level <> NEW.level;
        RETURN NULL;
      END $$;
      CREATE TRIGGER case_takes_level AFTER INSERT ON case_level FOR EACH ROW EXECUTE FUNCTION case_takes_level();

      CALL require_audit('violation_case');
      CALL require_audit('case_sign');
      CALL require_audit('case_system');
      CALL require_audit('case_incident');
      CALL require_audit('case_level');
      GRANT SELECT, INSERT, UPDATE ON violation_case TO dieu6_app;
      GRANT SELECT, INSERT ON case_sign, case_system, case_incident, case_level TO dieu6_app;
      GRANT SELECT ON violation_case_move TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('A violation case and its evidence are never taken down; restore a backup instead.');
  }
}
