import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The system runs without the vendor for some working days, its access closed (domain reference 10); what became of the vendor's copies afterwards. What was handed over is
 * proven before anything is destroyed.
 */
export class IndependentRun1700000002015 implements MigrationInterface {
  name = 'IndependentRun1700000002015';

  async up(runner: QueryRunner): Promise<void> {
    await this.createRuns(runner);
    await this.createCopies(runner);
  }

  private async createRuns(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE independent_run (
        id          uuid PRIMARY KEY,
        closing_id  uuid NOT NULL REFERENCES closing (id),
        contract_id uuid NOT NULL REFERENCES contract (id),
        ordinal     integer NOT NULL DEFAULT 0,
        days        integer NOT NULL DEFAULT 0,
        began_at    timestamptz NOT NULL DEFAULT app_now(),
        began_by    uuid NOT NULL REFERENCES user_account (id),
        -- Its last day.
        ends_on     date NOT NULL DEFAULT app_today(),
        CONSTRAINT independent_run_ordinal_once UNIQUE (closing_id, ordinal)
      );
      CREATE INDEX independent_run_by_contract ON independent_run (contract_id);
      CALL make_append_only('independent_run');

      CREATE TABLE independent_run_end (
        run_id      uuid PRIMARY KEY REFERENCES independent_run (id),
        outcome     text NOT NULL,
        note        text NOT NULL,
        files       text[] NOT NULL,
        finished_by uuid NOT NULL REFERENCES user_account (id),
        finished_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT independent_run_outcome_known CHECK (outcome IN ('passed', 'failed')),
        CONSTRAINT independent_run_end_described CHECK (btrim(note) <> ''),
        CONSTRAINT independent_run_passed_with_proof CHECK (outcome = 'failed' OR (cardinality(files) > 0 AND array_to_string(files, '') ~ '^([0-9a-f]{64})+$'))
      );
      CALL make_append_only('independent_run_end');

      -- Replaces the rule of 1700000001300: from the beginning of a run on no access is granted for handing over, unless the run failed.
      CREATE OR REPLACE FUNCTION independent_run_began(contract uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM independent_run r WHERE r.contract_id = independent_run_began.contract
                          AND NOT EXISTS (SELECT 1 FROM independent_run_end e WHERE e.run_id = r.id AND e.outcome = 'failed')) $$;

      CREATE FUNCTION independent_run_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing;
      BEGIN
        k := closing_to_work_on(NEW.closing_id);
        NEW.contract_id := k.contract_id;
        NEW.days := k.run_days;
        NEW.began_at := app_now();
        NEW.ends_on := working_days_after(app_today(), k.run_days);
        SELECT coalesce(max(r.ordinal), 0) + 1 INTO NEW.ordinal FROM independent_run r WHERE r.closing_id = k.id;
        IF NOT works_on_closing(NEW.began_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency begins the run');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM closing_system l WHERE l.closing_id = k.id) THEN
          PERFORM handover_refuse('independent_run_of_systems', 'a contract without a system has nothing to run');
        END IF;
        IF independent_run_began(k.contract_id) THEN
          PERFORM handover_refuse('independent_run_one_at_a_time', 'a run is under way or has passed');
        END IF;
        IF EXISTS (SELECT 1 FROM handover_delivered_standing s WHERE s.closing_id = k.id AND s.step IN ('export-and-restore', 'software-and-documents', 'rights-and-rotation') AND s.standing NOT IN ('passed', 'absent')) THEN
          PERFORM handover_refuse('independent_run_after_handover', 'everything is handed over and proven before the system runs without the vendor');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER independent_run_fits BEFORE INSERT ON independent_run FOR EACH ROW EXECUTE FUNCTION independent_run_fits();

      CREATE FUNCTION independent_run_ends_access() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM access_grant g WHERE g.contract_id = NEW.contract_id AND g.ended_at IS NULL AND g.ends_at > app_now())
           OR EXISTS (SELECT 1 FROM access_line l WHERE l.contract_id = NEW.contract_id AND l.held_until > app_now()) THEN
          PERFORM handover_refuse('independent_run_ends_access', 'the vendor''s access is closed when the run begins');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER independent_run_ends_access AFTER INSERT ON independent_run DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION independent_run_ends_access();

      CREATE FUNCTION independent_run_end_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; r independent_run;
      BEGIN
        SELECT * INTO r FROM independent_run WHERE id = NEW.run_id;
        k := closing_to_work_on(r.closing_id);
        NEW.finished_at := app_now();
        IF NOT works_on_closing(NEW.finished_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency ends the run');
        END IF;
        IF NEW.outcome = 'passed' AND app_today() <= r.ends_on THEN
          PERFORM handover_refuse('independent_run_runs_its_days', 'a run has passed once its last day is over');
        END IF;
        IF NEW.outcome = 'passed' AND (
             EXISTS (SELECT 1 FROM access_line l WHERE l.contract_id = r.contract_id AND l.held_until > l.starts_at AND l.starts_at < app_now() AND l.held_until > r.began_at)
             OR EXISTS (SELECT 1 FROM access_session x WHERE x.contract_id = r.contract_id AND x.ended_at > r.began_at)) THEN
          PERFORM handover_refuse('independent_run_without_vendor', 'the vendor had access or worked while the system was to run without it');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER independent_run_end_fits BEFORE INSERT ON independent_run_end FOR EACH ROW EXECUTE FUNCTION independent_run_end_fits();
    `);
  }

  private async createCopies(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- BG-26: the vendor's copies and its subcontractors' are destroyed beyond recovery, or kept on a ground until a day.
      CREATE TABLE destruction (
        id             uuid PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY,
        closing_id     uuid NOT NULL REFERENCES closing (id),
        scope          text NOT NULL,
        method         text NOT NULL,
        done_at        timestamptz NOT NULL,
        minutes_number text NOT NULL,
        subcontractors text NOT NULL,
        file_sha256    text NOT NULL,
        recorded_by    uuid NOT NULL REFERENCES user_account (id),
        recorded_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT destruction_described CHECK (btrim(scope) <> '' AND btrim(method) <> '' AND btrim(minutes_number) <> '' AND btrim(subcontractors) <> ''),
        CONSTRAINT destruction_confirmed_by_vendor CHECK (file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CREATE INDEX destruction_by_closing ON destruction (closing_id, seq);
      CALL make_append_only('destruction');

      CREATE TABLE retained_copy (
        id          uuid PRIMARY KEY,
        seq         bigint GENERATED ALWAYS AS IDENTITY,
        closing_id  uuid NOT NULL REFERENCES closing (id),
        what        text NOT NULL,
        ground      text NOT NULL,
        until       date NOT NULL,
        file_sha256 text NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT retained_copy_has_ground CHECK (btrim(what) <> '' AND btrim(ground) <> ''),
        CONSTRAINT retained_copy_proven CHECK (file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CREATE INDEX retained_copy_by_closing ON retained_copy (closing_id, seq);
      CALL make_append_only('retained_copy');

      -- When the run that passed ended; NULL while none has.
      CREATE FUNCTION independent_run_passed_at(of_closing uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
        SELECT max(e.finished_at) FROM independent_run r JOIN independent_run_end e ON e.run_id = r.id WHERE r.closing_id = of_closing AND e.outcome = 'passed' $$;

      CREATE FUNCTION destruction_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; passed timestamptz; has_system boolean;
      BEGIN
        k := closing_to_work_on(NEW.closing_id);
        NEW.recorded_at := app_now();
        passed := independent_run_passed_at(k.id);
        has_system := EXISTS (SELECT 1 FROM closing_system l WHERE l.closing_id = k.id);
        IF NOT works_on_closing(NEW.recorded_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency records what was destroyed');
        END IF;
        -- A waiver is no proof: where data or the backup were waived, the vendor's copy may be the only one.
        IF EXISTS (SELECT 1 FROM handover_delivered_standing s WHERE s.closing_id = k.id AND s.item IN ('BG-02', 'BG-07') AND NOT (s.standing = 'passed' OR (s.standing = 'absent' AND s.absence_kind = 'none'))) THEN
          PERFORM handover_refuse('destruction_after_proof', 'nothing is destroyed at the vendor before data and backup are proven');
        END IF;
        IF has_system AND passed IS NULL THEN
          PERFORM handover_refuse('destruction_after_run', 'nothing is destroyed at the vendor before the independent run has passed');
        END IF;
        -- Times are typed to the minute.
        IF NEW.done_at > app_now() OR NEW.done_at < date_trunc('minute', coalesce(passed, k.started_at)) THEN
          PERFORM handover_refuse('destruction_time_possible', 'copies were destroyed after the run and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER destruction_fits BEFORE INSERT ON destruction FOR EACH ROW EXECUTE FUNCTION destruction_fits();

      CREATE FUNCTION retained_copy_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing;
      BEGIN
        k := closing_to_work_on(NEW.closing_id);
        NEW.recorded_at := app_now();
        IF NOT works_on_closing(NEW.recorded_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency records what is kept');
        END IF;
        IF NEW.until <= app_today() THEN
          PERFORM handover_refuse('retained_copy_until_later', 'a copy is kept until a day to come');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER retained_copy_fits BEFORE INSERT ON retained_copy FOR EACH ROW EXECUTE FUNCTION retained_copy_fits();

      CALL require_audit('independent_run');
      CALL require_audit('independent_run_end');
      CALL require_audit('destruction');
      CALL require_audit('retained_copy');
      GRANT SELECT, INSERT ON independent_run, independent_run_end, destruction, retained_copy TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('How systems ran without their vendor is never taken down; restore a backup instead.');
  }
}
