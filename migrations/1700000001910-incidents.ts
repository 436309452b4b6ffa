import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Incidents (Điều 14, Điều 25): what happened, when it occurred and when it was detected, its level, the conditions that ask for further reports, first notices and what was
 * done. Everything is append-only. Which clocks an incident starts is said here alone: incident_duties.
 */
export class Incidents1700000001910 implements MigrationInterface {
  name = 'Incidents1700000001910';

  async up(runner: QueryRunner): Promise<void> {
    await this.createIncidents(runner);
    await this.createParts(runner);
    await this.createDuties(runner);
    await this.publish(runner);
  }

  private async createIncidents(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION incident_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'incident';
      END $$;

      CREATE TABLE incident (
        id                 uuid PRIMARY KEY,
        seq                bigint GENERATED ALWAYS AS IDENTITY,
        code               text NOT NULL GENERATED ALWAYS AS ('SC-' || lpad(seq::text, GREATEST(6, length(seq::text)), '0')) STORED,
        agency_id          uuid NOT NULL REFERENCES agency (id),
        contract_id        uuid REFERENCES contract (id),
        -- Of khoản 3 Điều 14, and the form of an attack.
        kind               text NOT NULL,
        form               text,
        title              text NOT NULL,
        what               text NOT NULL,
        place              text NOT NULL,
        -- NULL: nobody knows when it happened.
        occurred_at        timestamptz,
        detected_at        timestamptz NOT NULL,
        found_by           text NOT NULL,
        vendor_detected_at timestamptz,
        kinds_edition      text NOT NULL REFERENCES library_version (id),
        levels_edition     text NOT NULL REFERENCES library_version (id),
        recorded_by        uuid NOT NULL REFERENCES user_account (id),
        recorded_at        timestamptz NOT NULL DEFAULT app_now(),
        folded             text NOT NULL GENERATED ALWAYS AS (fold_text('SC-' || lpad(seq::text, GREATEST(6, length(seq::text)), '0') || ' ' || title || ' ' || place || ' ' || what)) STORED,
        CONSTRAINT incident_texts_not_empty CHECK (btrim(title) <> '' AND btrim(what) <> '' AND btrim(place) <> '' AND btrim(found_by) <> ''),
        CONSTRAINT incident_detected_after_it_occurred CHECK (occurred_at <= detected_at)
      );
      CREATE UNIQUE INDEX incident_newest ON incident (seq);
      CREATE INDEX incident_newest_of_agency ON incident (agency_id, seq);
      CREATE INDEX incident_of_agency_by_detection ON incident (agency_id, detected_at, seq);
      CREATE INDEX incident_by_detection ON incident (detected_at, seq);
      CREATE INDEX incident_of_agency_by_kind ON incident (agency_id, kind, seq);
      CREATE INDEX incident_by_kind ON incident (kind, seq);
      CREATE INDEX incident_by_contract ON incident (contract_id, seq) WHERE contract_id IS NOT NULL;
      CREATE INDEX incident_by_words ON incident USING gin (agency_id, folded gin_trgm_ops);
      CALL make_append_only('incident');

      CREATE FUNCTION incident_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE kind_entry jsonb;
      BEGIN
        NEW.recorded_at := app_now();
        IF NEW.detected_at > app_now() OR NEW.vendor_detected_at > app_now() THEN
          PERFORM incident_refuse('incident_detected_by_now', 'an incident is recorded when it was detected');
        END IF;
        SELECT e.content INTO kind_entry FROM library_entry e JOIN library_version v ON v.id = e.version_id
         WHERE v.library = 'incident-kinds' AND v.id = NEW.kinds_edition AND e.entry_id = NEW.kind;
        IF kind_entry IS NULL OR (NEW.form IS NOT NULL AND NOT kind_entry -> 'forms' ? NEW.form) THEN
          PERFORM incident_refuse('incident_kind_known', 'kinds and forms of incidents come from the library');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM library_version v WHERE v.id = NEW.levels_edition AND v.library = 'incident-levels') THEN
          PERFORM incident_refuse('incident_levels_of_library', 'levels of incidents come from the library');
        END IF;
        IF NEW.contract_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM published_contract c WHERE c.id = NEW.contract_id AND c.agency_id = NEW.agency_id) THEN
          PERFORM incident_refuse('incident_of_agency_contract', 'an incident concerns a contract of its own agency');
        END IF;
        IF NEW.vendor_detected_at IS NOT NULL AND NEW.contract_id IS NULL THEN
          PERFORM incident_refuse('incident_vendor_of_contract', 'a vendor detects where there is a contract');
        END IF;
        IF NOT acts_for_agency(NEW.recorded_by, NEW.agency_id) THEN
          PERFORM incident_refuse('incident_recorded_by_agency', 'somebody of the agency records its incident');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER incident_fits BEFORE INSERT ON incident FOR EACH ROW EXECUTE FUNCTION incident_fits();
    `);
  }

  private async createParts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident_system (
        incident_id uuid NOT NULL REFERENCES incident (id),
        system_id   uuid NOT NULL REFERENCES information_system (id),
        PRIMARY KEY (incident_id, system_id)
      );
      CREATE INDEX incident_system_by_system ON incident_system (system_id);

      -- The level by khoản 4 Điều 14, each time somebody judges it.
      CREATE TABLE incident_level (
        id          uuid PRIMARY KEY,
        seq         bigint GENERATED ALWAYS AS IDENTITY,
        incident_id uuid NOT NULL REFERENCES incident (id),
        level       text NOT NULL,
        ground      text NOT NULL,
        graded_by   uuid NOT NULL REFERENCES user_account (id),
        graded_at   timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT incident_level_says_why CHECK (btrim(ground) <> '')
      );
      CREATE INDEX incident_level_newest ON incident_level (incident_id, seq DESC);

      -- What asks for further reports, from the moment at which it is recorded.
      CREATE TABLE incident_condition (
        incident_id uuid NOT NULL REFERENCES incident (id),
        condition   text NOT NULL,
        note        text NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT incident_condition_once PRIMARY KEY (incident_id, condition),
        CONSTRAINT incident_condition_known CHECK (condition IN ('personal-data', 'national-security', 'serious-interruption', 'beyond-capacity')),
        CONSTRAINT incident_condition_says_why CHECK (btrim(note) <> '')
      );

      -- The first word of it, by hotline, telephone or otherwise, with who took it.
      CREATE TABLE incident_first_notice (
        incident_id uuid CONSTRAINT incident_first_notice_once PRIMARY KEY REFERENCES incident (id),
        noticed_at  timestamptz NOT NULL,
        channel     text NOT NULL,
        from_whom   text NOT NULL,
        taken_by    text NOT NULL,
        content     text NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT incident_first_notice_channel_known CHECK (channel IN ('document', 'system', 'mail', 'phone', 'hotline', 'in-person')),
        CONSTRAINT incident_first_notice_texts_not_empty CHECK (btrim(from_whom) <> '' AND btrim(taken_by) <> '' AND btrim(content) <> '')
      );

      -- What was done about it, as it was done (khoản 7 Điều 14).
      CREATE TABLE incident_handling (
        id          uuid PRIMARY KEY,
        incident_id uuid NOT NULL REFERENCES incident (id),
        done_at     timestamptz NOT NULL,
        what        text NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT incident_handling_not_empty CHECK (btrim(what) <> '')
      );
      CREATE INDEX incident_handling_of_incident ON incident_handling (incident_id, done_at);

      CALL make_append_only('incident_system');
      CALL make_append_only('incident_level');
      CALL make_append_only('incident_condition');
      CALL make_append_only('incident_first_notice');
      CALL make_append_only('incident_handling');

      CREATE FUNCTION incident_level_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- To the millisecond, as clocks that start here are kept.
        NEW.graded_at := date_trunc('milliseconds', app_now());
        IF NOT EXISTS (SELECT 1 FROM incident i JOIN library_entry e ON e.version_id = i.levels_edition WHERE i.id = NEW.incident_id AND e.entry_id = NEW.level) THEN
          PERFORM incident_refuse('incident_level_known', 'levels of incidents come from the library');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER incident_level_fits BEFORE INSERT ON incident_level FOR EACH ROW EXECUTE FUNCTION incident_level_fits();

      CREATE FUNCTION incident_condition_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.recorded_at := date_trunc('milliseconds', app_now());
        RETURN NEW;
      END $$;
      CREATE TRIGGER incident_condition_fits BEFORE INSERT ON incident_condition FOR EACH ROW EXECUTE FUNCTION incident_condition_fits();

      CREATE FUNCTION incident_first_notice_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.recorded_at := app_now();
        IF NEW.noticed_at > app_now() THEN
          PERFORM incident_refuse('incident_noticed_by_now', 'what is recorded has happened');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER incident_first_notice_fits BEFORE INSERT ON incident_first_notice FOR EACH ROW EXECUTE FUNCTION incident_first_notice_fits();

      CREATE FUNCTION incident_handling_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.recorded_at := app_now();
        IF NEW.done_at > app_now() OR NEW.done_at < (SELECT coalesce(i.occurred_at, i.detected_at) FROM incident i WHERE i.id = NEW.incident_id) THEN
          PERFORM incident_refuse('incident_handled_in_its_time', 'what was done was done after it happened and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER incident_handling_fits BEFORE INSERT ON incident_handling FOR EACH ROW EXECUTE FUNCTION incident_handling_fits();

      CREATE FUNCTION incident_system_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE i incident;
      BEGIN
        SELECT * INTO i FROM incident WHERE id = NEW.incident_id;
        IF NOT EXISTS (SELECT 1 FROM published_system s WHERE s.id = NEW.system_id AND (s.managing_agency_id = i.agency_id OR i.agency_id = ANY (s.beneficiary_ids)))
           AND NOT EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = i.contract_id AND l.system_id = NEW.system_id) THEN
          PERFORM incident_refuse('incident_on_system_of_agency', 'an incident is on systems of the agency or of the contract');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER incident_system_fits BEFORE INSERT ON incident_system FOR EACH ROW EXECUTE FUNCTION incident_system_fits();
    `);
  }

  private async createDuties(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which clocks an incident starts, from when (domain reference 11.4): the 24-hour report of every incident from its occurrence, or from its detection where nobody
      -- knows when it happened; the urgent report from the record of a high level or of what is beyond the agency's capacity; the reports to Bộ Công an from the detection of
      -- a serious interruption or of harm to national security; the notice about personal data; and the vendor's own duty where the vendor found it.
      CREATE FUNCTION incident_duties(target uuid) RETURNS TABLE (clock text, start_kind text, started_at timestamptz) LANGUAGE sql STABLE AS $$
        WITH i AS (SELECT * FROM incident WHERE id = target),
             graded AS (SELECT l.level, l.graded_at, (e.content ->> 'urgentReport')::boolean AS urgent
                          FROM i JOIN incident_level l ON l.incident_id = i.id JOIN library_entry e ON e.version_id = i.levels_edition AND e.entry_id = l.level),
             held AS (SELECT c.condition, c.recorded_at FROM incident_condition c WHERE c.incident_id = target),
             urgent AS (SELECT min(x.since) AS since FROM (SELECT graded_at AS since FROM graded WHERE graded.urgent UNION ALL SELECT recorded_at FROM held WHERE condition = 'beyond-capacity') x),
             grave AS (SELECT EXISTS (SELECT 1 FROM graded WHERE level IN ('serious', 'very-serious'))
                           OR EXISTS (SELECT 1 FROM held WHERE condition IN ('national-security', 'serious-interruption')) AS holds)
        SELECT 'D-03', CASE WHEN i.occurred_at IS NULL THEN 'detection' ELSE 'occurrence' END, coalesce(i.occurred_at, i.detected_at) FROM i
        UNION ALL SELECT 'D-02', 'incident-high', urgent.since FROM urgent WHERE urgent.since IS NOT NULL
        UNION ALL SELECT d.clock, 'detection', i.detected_at FROM i CROSS JOIN grave CROSS JOIN (VALUES ('D-01'), ('D-04'), ('D-05')) AS d (clock) WHERE grave.holds
        UNION ALL SELECT 'D-06', 'detection', i.detected_at FROM i WHERE EXISTS (SELECT 1 FROM held WHERE condition = 'personal-data')
        UNION ALL SELECT 'D-07', 'vendor-detection', i.vendor_detected_at FROM i WHERE i.vendor_detected_at IS NOT NULL $$;

      -- No clock of an incident without its condition, and none from another moment …
      CREATE FUNCTION duty_clock_of_incident() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM incident_duties(NEW.subject_id) d JOIN incident i ON i.id = NEW.subject_id
                        WHERE d.clock = NEW.clock AND d.start_kind = NEW.start_kind AND d.started_at = NEW.started_at AND i.agency_id = NEW.agency_id) THEN
          PERFORM incident_refuse('incident_clock_by_its_condition', 'a clock of an incident starts with its own condition');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER duty_clock_of_incident BEFORE INSERT ON duty_clock FOR EACH ROW WHEN (NEW.subject_kind = 'incident') EXECUTE FUNCTION duty_clock_of_incident();

      -- … and no condition without its clock, checked when the transaction ends.
      CREATE FUNCTION incident_duties_run() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE target uuid := CASE TG_TABLE_NAME WHEN 'incident' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'incident_id')::uuid END;
      BEGIN
        IF EXISTS (SELECT 1 FROM incident_duties(target) d
                    WHERE NOT EXISTS (SELECT 1 FROM duty_clock k WHERE k.subject_kind = 'incident' AND k.subject_id = target AND k.clock = d.clock)) THEN
          PERFORM incident_refuse('incident_duties_run', 'what an incident asks for is clocked');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER incident_duties_run AFTER INSERT ON incident DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION incident_duties_run();
      CREATE CONSTRAINT TRIGGER incident_duties_run AFTER INSERT ON incident_level DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION incident_duties_run();
      CREATE CONSTRAINT TRIGGER incident_duties_run AFTER INSERT ON incident_condition DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION incident_duties_run();
    `);
  }

  private async publish(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION incident_level_now(target uuid) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT level FROM incident_level WHERE incident_id = target ORDER BY seq DESC LIMIT 1 $$;
      CREATE VIEW published_incident AS
        SELECT id, seq, code, title, agency_id, contract_id, kind, occurred_at, detected_at, incident_level_now(id) AS level, folded FROM incident;

      -- The violation cases that an incident is linked to: [{id, code, title}]. The room of violations replaces it.
      CREATE FUNCTION incident_cases(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT '[]'::jsonb $$;

      -- What the page of a contract says of its incidents: see server/incidents/web/contract-chapter.ts.
      CREATE FUNCTION incident_chapter(target uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object(
          'count', (SELECT count(*) FROM incident n WHERE n.contract_id = target),
          'newest', coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'code', i.code, 'title', i.title, 'detectedAt', i.detected_at,
                                'overdue', EXISTS (SELECT 1 FROM running_duty_clock k WHERE k.subject_kind = 'incident' AND k.subject_id = i.id AND k.due_at <= app_now())) ORDER BY i.seq DESC)
                      FROM (SELECT * FROM incident n WHERE n.contract_id = target ORDER BY n.seq DESC LIMIT 5) i), '[]')) $$;

      CREATE VIEW incident_task AS
        SELECT 'incident.not-graded'::text AS kind, 'incident'::text AS subject_kind, i.id AS subject_id, i.code || ' – ' || i.title AS title, i.agency_id, 'it_officer'::text AS role,
               (i.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on
          FROM incident i WHERE NOT EXISTS (SELECT 1 FROM incident_level l WHERE l.incident_id = i.id);

      CALL require_audit('incident');
      CALL require_audit('incident_system');
      CALL require_audit('incident_level');
      CALL require_audit('incident_condition');
      CALL require_audit('incident_first_notice');
      CALL require_audit('incident_handling');
      GRANT SELECT, INSERT ON incident, incident_system, incident_level, incident_condition, incident_first_notice, incident_handling TO dieu6_app;
      GRANT SELECT ON published_incident, incident_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Incidents are evidence and never taken down; restore a backup instead.');
  }
}
