import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The clocks of incidents and violations (domain reference 11.4): what has to be reported or done, from when, by when; the reports that were sent, who received them, and
 * what stopped each clock. Everything is append-only: nobody moves a start.
 */
export class Clocks1700000001900 implements MigrationInterface {
  name = 'Clocks1700000001900';

  async up(runner: QueryRunner): Promise<void> {
    await this.createClocks(runner);
    await this.createReports(runner);
    await this.createSettlements(runner);
    await this.publish(runner);
  }

  private async createClocks(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION clock_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'duty_clock';
      END $$;

      -- Whoever acts for an agency today: by a role of the own, by one that reaches it from above, or by delegation.
      CREATE FUNCTION acts_for_agency(person uuid, of_agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM effective_role e
                        WHERE e.user_id = person AND e.role IN ('procurement_officer', 'it_officer', 'unit_head', 'records_clerk') AND (e.agency_ids IS NULL OR of_agency = ANY (e.agency_ids))) $$;

      CREATE TABLE duty_clock (
        id            uuid PRIMARY KEY,
        clock         text NOT NULL,
        subject_kind  text NOT NULL,
        subject_id    uuid NOT NULL,
        -- What pages and tasks call the subject.
        subject_title text NOT NULL,
        agency_id     uuid NOT NULL REFERENCES agency (id),
        contract_id   uuid REFERENCES contract (id),
        start_kind    text NOT NULL,
        -- Of the violation, where the length depends on it.
        level         text,
        started_at    timestamptz NOT NULL,
        -- NULL as long as the holidays of missing_year are not entered.
        due_at        timestamptz,
        missing_year  integer,
        -- Due at its start: to be done at once.
        immediate     boolean NOT NULL,
        edition       text NOT NULL REFERENCES library_version (id),
        recorded_at   timestamptz NOT NULL DEFAULT app_now(),
        recorded_by   uuid NOT NULL REFERENCES user_account (id),
        -- Of the agency's own duties; the vendor's (D-07) is simply late.
        late_at_start boolean NOT NULL GENERATED ALWAYS AS (NOT immediate AND clock <> 'D-07' AND coalesce(due_at <= recorded_at, false)) STORED,
        CONSTRAINT duty_clock_once UNIQUE (clock, subject_kind, subject_id),
        CONSTRAINT duty_clock_known CHECK (clock IN ('D-01', 'D-02', 'D-03', 'D-04', 'D-05', 'D-06', 'D-07', 'D-08', 'D-09', 'D-10')),
        CONSTRAINT duty_clock_subject_known CHECK (subject_kind IN ('incident', 'violation-case', 'containment')),
        CONSTRAINT duty_clock_subject_named CHECK (btrim(subject_title) <> ''),
        CONSTRAINT duty_clock_level_known CHECK (level IN ('V1', 'V2', 'V3', 'V4')),
        CONSTRAINT duty_clock_due_or_missing_year CHECK ((due_at IS NULL) = (missing_year IS NOT NULL)),
        CONSTRAINT duty_clock_due_after_start CHECK (due_at >= started_at)
      );
      CREATE INDEX duty_clock_by_subject ON duty_clock (subject_kind, subject_id);
      CREATE INDEX duty_clock_found_late ON duty_clock (agency_id) WHERE late_at_start;
      CALL make_append_only('duty_clock');

      CREATE FUNCTION duty_clock_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE rule jsonb; hours integer;
      BEGIN
        NEW.recorded_at := app_now();
        IF NEW.started_at > app_now() THEN
          PERFORM clock_refuse('duty_clock_started', 'a clock starts with what has happened');
        END IF;
        SELECT e.content INTO rule FROM library_entry e JOIN library_version v ON v.id = e.version_id
         WHERE v.library = 'clocks' AND v.id = NEW.edition AND e.entry_id = NEW.clock;
        IF rule IS NULL OR (rule ->> 'kind' = 'immediate') IS DISTINCT FROM NEW.immediate THEN
          PERFORM clock_refuse('duty_clock_of_library', 'a clock is one of its edition of the library');
        END IF;
        -- Where nobody knows when it happened, a clock of the occurrence starts, and is due, at the detection.
        IF rule ->> 'startsAt' <> NEW.start_kind AND NOT (rule ->> 'startsAt' = 'occurrence' AND NEW.start_kind = 'detection') THEN
          PERFORM clock_refuse('duty_clock_start_kind', 'a clock starts with what the library says');
        END IF;
        IF NEW.immediate OR rule ->> 'startsAt' <> NEW.start_kind THEN
          hours := 0;
        ELSE
          SELECT (l ->> 'amount')::integer INTO hours FROM jsonb_array_elements(rule -> 'lengths') l
           WHERE l ->> 'unit' = 'hour' AND (NOT l ? 'appliesTo' OR l -> 'appliesTo' ? NEW.level);
        END IF;
        IF hours IS NOT NULL AND NEW.due_at IS DISTINCT FROM NEW.started_at + make_interval(hours => hours) THEN
          PERFORM clock_refuse('duty_clock_due_by_rule', 'a length in hours runs on from the start');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER duty_clock_fits BEFORE INSERT ON duty_clock FOR EACH ROW EXECUTE FUNCTION duty_clock_fits();

      -- Why a clock was overdue when it was recorded ("quá hạn do phát hiện muộn").
      CREATE TABLE duty_clock_explanation (
        clock_id     uuid PRIMARY KEY REFERENCES duty_clock (id),
        reason       text NOT NULL,
        explained_by uuid NOT NULL REFERENCES user_account (id),
        explained_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT duty_clock_explanation_says_why CHECK (btrim(reason) <> '')
      );
      CALL make_append_only('duty_clock_explanation');

      CREATE FUNCTION duty_clock_explanation_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.explained_at := app_now();
        IF NOT EXISTS (SELECT 1 FROM duty_clock k WHERE k.id = NEW.clock_id AND k.late_at_start) THEN
          PERFORM clock_refuse('duty_clock_explained_when_late', 'what was overdue at its start is explained');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER duty_clock_explanation_fits BEFORE INSERT ON duty_clock_explanation FOR EACH ROW EXECUTE FUNCTION duty_clock_explanation_fits();
    `);
  }

  private async createReports(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether a clock is stopped by a report, and whether Công an thành phố receives it (khoản 6 Điều 14, điểm a khoản 2 Điều 25).
      CREATE FUNCTION duty_stops_by_report(clock text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT clock IN ('D-01', 'D-02', 'D-03', 'D-04', 'D-05', 'D-06', 'D-07') $$;
      CREATE FUNCTION duty_goes_to_city(clock text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT clock IN ('D-02', 'D-03') $$;

      -- A report that was sent, with whoever took it; its files are attached to it.
      CREATE TABLE duty_report (
        id            uuid PRIMARY KEY,
        seq           bigint GENERATED ALWAYS AS IDENTITY,
        clock_id      uuid NOT NULL REFERENCES duty_clock (id),
        stage         text NOT NULL,
        sent_at       timestamptz NOT NULL,
        channel       text NOT NULL,
        recipient     text NOT NULL,
        receiver_name text,
        number        text,
        record_id     uuid REFERENCES record (id),
        summary       text NOT NULL,
        recorded_by   uuid NOT NULL REFERENCES user_account (id),
        recorded_at   timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT duty_report_once UNIQUE (clock_id, stage, sent_at, channel, recipient),
        CONSTRAINT duty_report_stage_known CHECK (stage IN ('notice', 'preliminary', 'update', 'final')),
        CONSTRAINT duty_report_channel_known CHECK (channel IN ('document', 'system', 'mail', 'phone', 'hotline', 'in-person')),
        CONSTRAINT duty_report_texts_not_empty CHECK (btrim(recipient) <> '' AND btrim(summary) <> ''),
        CONSTRAINT duty_report_taken_by_somebody CHECK (channel NOT IN ('phone', 'hotline', 'in-person') OR btrim(coalesce(receiver_name, '')) <> ''),
        CONSTRAINT duty_report_document_named CHECK (channel <> 'document' OR record_id IS NOT NULL OR btrim(coalesce(number, '')) <> '')
      );
      CREATE INDEX duty_report_by_clock ON duty_report (clock_id, sent_at DESC);
      CREATE INDEX duty_report_by_record ON duty_report (record_id) WHERE record_id IS NOT NULL;
      CALL make_append_only('duty_report');

      CREATE FUNCTION duty_report_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k duty_clock;
      BEGIN
        SELECT * INTO k FROM duty_clock WHERE id = NEW.clock_id;
        NEW.recorded_at := app_now();
        IF NOT coalesce(duty_stops_by_report(k.clock), false) THEN
          PERFORM clock_refuse('duty_report_of_reported_clock', 'this clock is stopped by another fact than a report');
        END IF;
        -- The urgent report may be on its way before the level is written down.
        IF NEW.sent_at > app_now() OR (NEW.sent_at < k.started_at AND k.start_kind <> 'incident-high') THEN
          PERFORM clock_refuse('duty_report_time_possible', 'a report is sent after the clock starts and not in the future');
        END IF;
        IF NEW.record_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM published_record r
             WHERE r.id = NEW.record_id AND r.status = 'registered' AND r.agency_id = k.agency_id AND r.subject_kind = k.subject_kind AND r.subject_id = k.subject_id) THEN
          PERFORM clock_refuse('duty_report_record_registered', 'a record that was sent bears its number and is about the subject of the clock');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER duty_report_fits BEFORE INSERT ON duty_report FOR EACH ROW EXECUTE FUNCTION duty_report_fits();

      -- Who received a report, and when.
      CREATE TABLE duty_report_receipt (
        report_id   uuid PRIMARY KEY REFERENCES duty_report (id),
        received_at timestamptz NOT NULL,
        -- What shows it, where the receiver has no account here.
        proof       text,
        received_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now()
      );
      CALL make_append_only('duty_report_receipt');

      CREATE FUNCTION duty_report_receipt_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE r duty_report; k duty_clock;
      BEGIN
        SELECT * INTO r FROM duty_report WHERE id = NEW.report_id;
        SELECT * INTO k FROM duty_clock WHERE id = r.clock_id;
        NEW.recorded_at := app_now();
        IF NEW.received_at > app_now() OR NEW.received_at < r.sent_at THEN
          PERFORM clock_refuse('duty_receipt_time_possible', 'a report is received after it is sent and not in the future');
        END IF;
        IF duty_goes_to_city(k.clock) THEN
          IF NEW.received_by = r.recorded_by THEN
            PERFORM clock_refuse('duty_report_received_by_another', 'nobody receives what they sent');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM effective_role e WHERE e.user_id = NEW.received_by AND e.role = 'city_oversight') THEN
            PERFORM clock_refuse('duty_report_received_by_city', 'city oversight receives reports to Công an thành phố');
          END IF;
        ELSE
          IF btrim(coalesce(NEW.proof, '')) = '' THEN
            PERFORM clock_refuse('duty_receipt_proven', 'that a report was received elsewhere is proven');
          END IF;
          IF NOT acts_for_agency(NEW.received_by, k.agency_id) THEN
            PERFORM clock_refuse('duty_receipt_by_agency', 'somebody of the agency records that a report was received');
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER duty_report_receipt_fits BEFORE INSERT ON duty_report_receipt FOR EACH ROW EXECUTE FUNCTION duty_report_receipt_fits();
    `);
  }

  private async createSettlements(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duty_clock_settlement (
        clock_id    uuid CONSTRAINT duty_clock_settlement_pkey PRIMARY KEY REFERENCES duty_clock (id),
        settled_at  timestamptz NOT NULL,
        fact_kind   text NOT NULL,
        fact_id     uuid NOT NULL,
        -- NULL where the database stopped it as the fact came about.
        settled_by  uuid REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now()
      );
      CALL make_append_only('duty_clock_settlement');

      -- A report that was sent stops its clock; a first notice is not yet the 24-hour report, nor the report of cause, scope and remedy.
      CREATE FUNCTION duty_report_holds(fact_id uuid, clock duty_clock) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM duty_report r WHERE r.id = fact_id AND r.clock_id = clock.id AND NOT (r.stage = 'notice' AND clock.clock IN ('D-03', 'D-05'))) $$;
      -- Whether a fact exists that stops this clock. Later rooms replace this function and add their kinds of fact.
      CREATE FUNCTION duty_fact_holds(fact_kind text, fact_id uuid, clock duty_clock) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT CASE fact_kind WHEN 'duty-report' THEN duty_report_holds(fact_id, clock) ELSE false END $$;

      CREATE FUNCTION duty_clock_settlement_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k duty_clock;
      BEGIN
        SELECT * INTO k FROM duty_clock WHERE id = NEW.clock_id;
        NEW.recorded_at := app_now();
        IF NOT coalesce(duty_fact_holds(NEW.fact_kind, NEW.fact_id, k), false) THEN
          PERFORM clock_refuse('duty_clock_stopped_by_its_fact', 'a clock is stopped by a fact that exists and is of this clock');
        END IF;
        IF NEW.fact_kind = 'duty-report' THEN
          SELECT r.sent_at INTO NEW.settled_at FROM duty_report r WHERE r.id = NEW.fact_id;
        END IF;
        IF NEW.settled_at > app_now() THEN
          PERFORM clock_refuse('duty_clock_stopped_by_now', 'a clock is not stopped in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER duty_clock_settlement_fits BEFORE INSERT ON duty_clock_settlement FOR EACH ROW EXECUTE FUNCTION duty_clock_settlement_fits();

      -- What is open, kept by the database itself, so that tasks are found among the few open ones and not among all that ever were.
      CREATE TABLE duty_clock_running (
        clock_id  uuid PRIMARY KEY REFERENCES duty_clock (id),
        agency_id uuid NOT NULL,
        due_at    timestamptz
      );
      CREATE INDEX duty_clock_running_of_agency ON duty_clock_running (agency_id, due_at);
      CREATE TABLE duty_report_unreceived (
        report_id uuid PRIMARY KEY REFERENCES duty_report (id),
        agency_id uuid NOT NULL
      );
      CREATE INDEX duty_report_unreceived_of_agency ON duty_report_unreceived (agency_id);

      CREATE FUNCTION duty_clock_runs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO duty_clock_running (clock_id, agency_id, due_at) VALUES (NEW.id, NEW.agency_id, NEW.due_at);
        RETURN NULL;
      END $$;
      CREATE TRIGGER duty_clock_runs AFTER INSERT ON duty_clock FOR EACH ROW EXECUTE FUNCTION duty_clock_runs();
      CREATE FUNCTION duty_clock_stops() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        DELETE FROM duty_clock_running WHERE clock_id = NEW.clock_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER duty_clock_stops AFTER INSERT ON duty_clock_settlement FOR EACH ROW EXECUTE FUNCTION duty_clock_stops();
      CREATE FUNCTION duty_report_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO duty_report_unreceived (report_id, agency_id) SELECT NEW.id, k.agency_id FROM duty_clock k WHERE k.id = NEW.clock_id AND duty_goes_to_city(k.clock);
        RETURN NULL;
      END $$;
      CREATE TRIGGER duty_report_waits AFTER INSERT ON duty_report FOR EACH ROW EXECUTE FUNCTION duty_report_waits();
      CREATE FUNCTION duty_report_is_received() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        DELETE FROM duty_report_unreceived WHERE report_id = NEW.report_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER duty_report_is_received AFTER INSERT ON duty_report_receipt FOR EACH ROW EXECUTE FUNCTION duty_report_is_received();
      REVOKE ALL ON FUNCTION duty_clock_runs(), duty_clock_stops(), duty_report_waits(), duty_report_is_received() FROM PUBLIC;

      CALL require_audit('duty_clock');
      CALL require_audit('duty_clock_explanation');
      CALL require_audit('duty_report');
      CALL require_audit('duty_report_receipt');
      CALL require_audit('duty_clock_settlement');
      GRANT SELECT, INSERT ON duty_clock, duty_clock_explanation, duty_report, duty_report_receipt, duty_clock_settlement TO dieu6_app;
      GRANT SELECT ON duty_clock_running, duty_report_unreceived TO dieu6_app;
    `);
  }

  private async publish(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW published_duty_clock AS
        SELECT k.id, k.clock, k.subject_kind, k.subject_id, k.agency_id, k.contract_id, k.started_at, k.due_at, k.late_at_start, k.recorded_at, s.settled_at
          FROM duty_clock k LEFT JOIN duty_clock_settlement s ON s.clock_id = k.id;

      CREATE VIEW running_duty_clock AS
        SELECT r.clock_id, k.clock, k.subject_kind, k.subject_id, r.agency_id, r.due_at FROM duty_clock_running r JOIN duty_clock k ON k.id = r.clock_id;
      CREATE VIEW published_duty_report AS
        SELECT r.id, r.clock_id, k.clock, k.subject_kind, k.subject_id, k.agency_id, r.stage, r.sent_at, t.received_at
          FROM duty_report r JOIN duty_clock k ON k.id = r.clock_id LEFT JOIN duty_report_receipt t ON t.report_id = r.id;

      -- A term that ends at 24:00 is due on the day that ends then.
      CREATE VIEW clock_task AS
        SELECT 'clock.' || CASE WHEN r.due_at <= app_now() THEN 'overdue.' ELSE 'running.' END || k.clock AS kind, 'duty-clock'::text AS subject_kind, r.clock_id AS subject_id,
               k.subject_title AS title, r.agency_id, 'procurement_officer'::text AS role, ((r.due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on
          FROM duty_clock_running r JOIN duty_clock k ON k.id = r.clock_id
        UNION ALL
        SELECT 'clock.overdue.' || k.clock, 'duty-clock', r.clock_id, k.subject_title, r.agency_id, 'unit_head', ((r.due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_clock_running r JOIN duty_clock k ON k.id = r.clock_id WHERE r.due_at <= app_now()
        UNION ALL
        SELECT 'clock.not-reported.' || k.clock, 'duty-clock', r.clock_id, k.subject_title, r.agency_id, 'city_oversight', ((r.due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_clock_running r JOIN duty_clock k ON k.id = r.clock_id WHERE r.due_at <= app_now() AND duty_goes_to_city(k.clock)
        UNION ALL
        SELECT 'clock.report-waiting', 'duty-clock', k.id, k.subject_title, u.agency_id, 'city_oversight', (r.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_report_unreceived u JOIN duty_report r ON r.id = u.report_id JOIN duty_clock k ON k.id = r.clock_id
        UNION ALL
        SELECT 'clock.unexplained', 'duty-clock', k.id, k.subject_title, k.agency_id, 'procurement_officer', (k.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_clock k WHERE k.late_at_start AND NOT EXISTS (SELECT 1 FROM duty_clock_explanation e WHERE e.clock_id = k.id);

      GRANT SELECT ON published_duty_clock, running_duty_clock, published_duty_report, clock_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was reported when is evidence and never taken down; restore a backup instead.');
  }
}
