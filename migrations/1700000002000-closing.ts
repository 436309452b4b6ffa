import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Closing a contract (khoản 4 Điều 6): the request and plan, the list of items made from the library and from facts, items that are absent, guests who test. Everything is
 * append-only; how an item stands is derived. Hand-overs with their tests, accounts, and the end stand in the migrations that follow.
 */
export class Closing1700000002000 implements MigrationInterface {
  name = 'Closing1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createRules(runner);
    await this.createClosings(runner);
    await this.createItems(runner);
    await this.createAbsences(runner);
  }

  private async createRules(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION handover_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'closing';
      END $$;

      -- Whether somebody works on the end of contracts of an agency.
      CREATE FUNCTION works_on_closing(person uuid, agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM effective_role e
                        WHERE e.user_id = person AND e.role IN ('procurement_officer', 'it_officer', 'unit_head') AND (e.agency_ids IS NULL OR agency = ANY (e.agency_ids))
                          AND (e.areas IS NULL OR 'handovers' = ANY (e.areas))) $$;

      -- Whether somebody decides about hand-overs for an agency today: its head, or whom the head charged with them.
      CREATE FUNCTION decides_on_closing(person uuid, agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM head_authority(person, agency, app_today()) h WHERE h.areas IS NULL OR 'handovers' = ANY (h.areas)) $$;

      -- How many days before the end of a term people are reminded of it: 'first', 'second' or 'last'; from the first on a contract can begin to be closed for that reason. As an
      -- administrator set it, or usualNotices of server/handovers/domain/notices.ts.
      CREATE FUNCTION closing_notice_days(which text) RETURNS integer LANGUAGE sql STABLE AS $$
        SELECT coalesce((SELECT (s.value ->> which)::integer FROM setting s WHERE s.key = 'closing-notices'), CASE which WHEN 'first' THEN 90 WHEN 'second' THEN 60 WHEN 'last' THEN 30 END) $$;
      ALTER TABLE setting ADD CONSTRAINT setting_closing_notices_possible CHECK (key <> 'closing-notices'
        OR coalesce((value ->> 'first')::integer <= 365 AND (value ->> 'first')::integer > (value ->> 'second')::integer AND (value ->> 'second')::integer > (value ->> 'last')::integer AND (value ->> 'last')::integer >= 1, false));

      -- The length of an independent run in working days (library periods); NULL where the library says nothing.
      CREATE FUNCTION independent_run_days() RETURNS integer LANGUAGE sql STABLE AS $$
        SELECT (e.content -> 'length' ->> 'amount')::integer FROM library_entry e JOIN library_version v ON v.id = e.version_id
         WHERE v.library = 'periods' AND e.entry_id = 'independent-run' AND e.content -> 'length' ->> 'unit' = 'working-day' AND edition_in_force(v.id, 'periods') $$;

      -- The last of a number of working days after a day, which itself does not count (BLDS 2015 khoản 2 Điều 147). The same as addWorkingDays of the kernel; a test compares them.
      CREATE FUNCTION working_days_after(day date, days integer) RETURNS date LANGUAGE plpgsql STABLE AS $$
      DECLARE reached date := day; left_over integer := days;
      BEGIN
        WHILE left_over > 0 LOOP
          reached := reached + 1;
          IF office_hours(day_begins(reached) + interval '12 hours') THEN left_over := left_over - 1; END IF;
        END LOOP;
        RETURN reached;
      END $$;
    `);
  }

  private async createClosings(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE closing (
        id            uuid PRIMARY KEY,
        seq           bigint GENERATED ALWAYS AS IDENTITY,
        contract_id   uuid NOT NULL REFERENCES contract (id),
        agency_id     uuid NOT NULL REFERENCES agency (id),
        vendor_id     uuid NOT NULL REFERENCES vendor (id),
        reason        text NOT NULL,
        ground        text,
        requested_on  date NOT NULL,
        plan          text NOT NULL,
        due_on        date NOT NULL,
        -- Working days of the independent run, as the library said when closing began.
        run_days      integer NOT NULL,
        items_edition text NOT NULL,
        started_by    uuid NOT NULL REFERENCES user_account (id),
        started_at    timestamptz NOT NULL DEFAULT app_now(),
        -- Kept by contract_close.
        closed_at     timestamptz,
        folded        text NOT NULL DEFAULT '',
        CONSTRAINT closing_once_a_contract UNIQUE (contract_id),
        CONSTRAINT closing_reason_known CHECK (reason IN ('end-of-term', 'early', 'violation')),
        CONSTRAINT closing_early_has_ground CHECK (reason = 'end-of-term' OR btrim(coalesce(ground, '')) <> ''),
        CONSTRAINT closing_has_plan CHECK (btrim(plan) <> ''),
        CONSTRAINT closing_due_after_request CHECK (due_on >= requested_on)
      );
      CREATE UNIQUE INDEX closing_newest ON closing (seq);
      CREATE INDEX closing_newest_of_agency ON closing (agency_id, seq);
      CREATE INDEX closing_open ON closing (agency_id, due_on) WHERE closed_at IS NULL;
      CREATE INDEX closing_by_words ON closing USING gin (agency_id, folded gin_trgm_ops);

      CREATE FUNCTION closing_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract;
      BEGIN
        PERFORM access_sees_newest();
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        NEW.agency_id := c.agency_id;
        NEW.vendor_id := c.vendor_id;
        NEW.started_at := app_now();
        NEW.closed_at := NULL;
        NEW.run_days := coalesce(independent_run_days(), 0);
        IF c.phase NOT IN ('signed', 'trial', 'active', 'handing_over') THEN
          PERFORM handover_refuse('closing_of_running_contract', 'a contract is closed between its signing and its end');
        END IF;
        IF NOT works_on_closing(NEW.started_by, c.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency begins closing');
        END IF;
        IF NOT edition_in_force(NEW.items_edition, 'handover-items') OR NEW.run_days < 1 THEN
          PERFORM handover_refuse('closing_by_library', 'items and the length of the run come from the libraries in force');
        END IF;
        IF NEW.requested_on > app_today() OR NEW.requested_on < c.signed_on THEN
          PERFORM handover_refuse('closing_request_possible', 'the vendor was asked after the signing and not in the future');
        END IF;
        IF (NEW.reason = 'end-of-term' AND NOT coalesce(c.ends_on <= app_today() + closing_notice_days('first'), c.phase = 'handing_over'))
           OR (NEW.reason = 'violation' AND NOT EXISTS (SELECT 1 FROM case_closing x JOIN violation_case k ON k.id = x.case_id WHERE k.contract_id = c.id AND x.outcome = 'ended')) THEN
          PERFORM handover_refuse('closing_reason_is_there', 'the term ends soon, or a case ended the contract, or it ends early on a ground');
        END IF;
        SELECT fold_text(concat_ws(' ', c.number, c.name, v.name)) INTO NEW.folded FROM published_vendor v WHERE v.id = c.vendor_id;
        RETURN NEW;
      END $$;
      CREATE TRIGGER closing_fits BEFORE INSERT ON closing FOR EACH ROW EXECUTE FUNCTION closing_fits();
      CREATE TRIGGER closing_never_deleted BEFORE DELETE ON closing FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER closing_never_emptied BEFORE TRUNCATE ON closing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- The contract is handed over from the same moment.
      CREATE FUNCTION closing_hands_over() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.phase IN ('handing_over', 'liquidated', 'archived')) THEN
          PERFORM handover_refuse('closing_hands_over', 'a contract that is closed is being handed over');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER closing_hands_over AFTER INSERT ON closing DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION closing_hands_over();

      -- The systems of the hire: those that the contract names, and those that a grant or a session under it named. One that the contract is made to forget stays.
      CREATE TABLE closing_system (
        closing_id uuid NOT NULL REFERENCES closing (id),
        system_id  uuid NOT NULL REFERENCES information_system (id),
        since      timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (closing_id, system_id)
      );
      CREATE INDEX closing_system_by_system ON closing_system (system_id);
      CALL make_append_only('closing_system');

      CREATE FUNCTION closing_take_systems(of_closing uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO closing_system (closing_id, system_id)
        SELECT k.id, found.system_id FROM closing k CROSS JOIN LATERAL (
                 SELECT l.system_id FROM contract_system l WHERE l.contract_id = k.contract_id
                 UNION SELECT g.system_id FROM access_grant g WHERE g.contract_id = k.contract_id
                 UNION SELECT x.system_id FROM access_session x WHERE x.contract_id = k.contract_id) found
         WHERE k.id = of_closing AND k.closed_at IS NULL
        ON CONFLICT DO NOTHING $$;
      REVOKE ALL ON FUNCTION closing_take_systems(uuid) FROM PUBLIC;

      -- Another agency that takes the contract over has its closing.
      CREATE FUNCTION closing_follows_contract() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE closing SET agency_id = NEW.agency_id WHERE contract_id = NEW.id;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION closing_follows_contract() FROM PUBLIC;
      CREATE TRIGGER closing_follows_contract AFTER UPDATE OF agency_id ON contract FOR EACH ROW WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id) EXECUTE FUNCTION closing_follows_contract();

      -- The closing that something is added to, held against whoever closes the contract at the same moment.
      CREATE FUNCTION closing_to_work_on(of_closing uuid) RETURNS closing LANGUAGE plpgsql AS $$
      DECLARE k closing;
      BEGIN
        PERFORM access_sees_newest();
        PERFORM 1 FROM contract c WHERE c.id = (SELECT x.contract_id FROM closing x WHERE x.id = of_closing) FOR UPDATE;
        SELECT * INTO k FROM closing WHERE id = of_closing;
        IF k.closed_at IS NOT NULL THEN
          PERFORM handover_refuse('closing_closed_stays', 'nothing is added once the contract is closed');
        END IF;
        RETURN k;
      END $$;
    `);
  }

  private async createItems(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE handover_item (
        id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        closing_id      uuid NOT NULL REFERENCES closing (id),
        -- Of the library; NULL when somebody added it.
        item            text,
        name            text NOT NULL,
        step            text NOT NULL,
        requirement     text NOT NULL,
        acceptance_test text NOT NULL,
        evidence        text,
        system_id       uuid REFERENCES information_system (id),
        added_by        uuid REFERENCES user_account (id),
        added_at        timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT handover_item_once UNIQUE (closing_id, item),
        CONSTRAINT handover_item_named CHECK (btrim(name) <> '' AND btrim(acceptance_test) <> ''),
        CONSTRAINT handover_item_step_known CHECK (step IN ('export-and-restore', 'software-and-documents', 'rights-and-rotation', 'accompanying', 'account-revocation', 'deletion')),
        CONSTRAINT handover_item_requirement_known CHECK (requirement IN ('every-hire', 'if-exists', 'added')),
        CONSTRAINT handover_item_added_by_somebody CHECK ((item IS NULL) = (requirement = 'added') AND (item IS NULL) = (added_by IS NOT NULL)),
        CONSTRAINT handover_item_added_is_delivered CHECK (item IS NOT NULL OR step NOT IN ('account-revocation', 'deletion'))
      );
      CREATE INDEX handover_item_by_closing ON handover_item (closing_id, step);
      CALL make_append_only('handover_item');

      CREATE FUNCTION handover_item_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; entry jsonb;
      BEGIN
        k := closing_to_work_on(NEW.closing_id);
        NEW.added_at := app_now();
        IF NEW.item IS NULL THEN
          IF NOT works_on_closing(NEW.added_by, k.agency_id) THEN
            PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency adds items');
          END IF;
          IF NEW.system_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM closing_system l WHERE l.closing_id = k.id AND l.system_id = NEW.system_id) THEN
            PERFORM handover_refuse('handover_item_of_contract', 'an item is of a system of the contract');
          END IF;
          RETURN NEW;
        END IF;
        SELECT e.content INTO entry FROM library_entry e WHERE e.version_id = k.items_edition AND e.entry_id = NEW.item;
        IF entry IS NULL THEN
          PERFORM handover_refuse('handover_item_of_library', 'items come from the library, or somebody adds them');
        END IF;
        NEW.name := entry ->> 'name';
        NEW.step := entry ->> 'step';
        NEW.acceptance_test := entry ->> 'acceptanceTest';
        NEW.evidence := entry ->> 'evidence';
        SELECT CASE WHEN entry -> 'exception' ->> 'serviceKind' = c.service_kind THEN entry -> 'exception' ->> 'requirement' ELSE entry ->> 'requirement' END INTO NEW.requirement
          FROM contract c WHERE c.id = k.contract_id;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_item_fits BEFORE INSERT ON handover_item FOR EACH ROW EXECUTE FUNCTION handover_item_fits();

      -- What says that an item exists. Nobody takes it away, the application does not write it.
      CREATE TABLE handover_item_fact (
        item_id uuid NOT NULL REFERENCES handover_item (id),
        kind    text NOT NULL,
        fact_id uuid NOT NULL,
        since   timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (item_id, kind, fact_id),
        CONSTRAINT handover_item_fact_known CHECK (kind IN ('data-asset', 'account'))
      );
      CALL make_append_only('handover_item_fact');

      -- Every item of the edition is on the list of its closing from the beginning.
      CREATE FUNCTION closing_lists_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO handover_item (closing_id, item, name, step, requirement, acceptance_test)
        SELECT NEW.id, e.entry_id, '-', 'accompanying', 'every-hire', '-' FROM library_entry e WHERE e.version_id = NEW.items_edition ORDER BY e.entry_id;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION closing_lists_items() FROM PUBLIC;
      CREATE TRIGGER closing_1_lists_items AFTER INSERT ON closing FOR EACH ROW EXECUTE FUNCTION closing_lists_items();
    `);
  }

  private async createAbsences(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE handover_absence (
        id       uuid PRIMARY KEY,
        seq      bigint GENERATED ALWAYS AS IDENTITY,
        item_id  uuid NOT NULL REFERENCES handover_item (id),
        kind     text NOT NULL,
        ground   text NOT NULL,
        asked_by uuid NOT NULL REFERENCES user_account (id),
        asked_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT handover_absence_kind_known CHECK (kind IN ('none', 'waived')),
        CONSTRAINT handover_absence_has_ground CHECK (btrim(ground) <> '')
      );
      CREATE INDEX handover_absence_by_item ON handover_absence (item_id, seq DESC);
      CALL make_append_only('handover_absence');

      CREATE TABLE handover_absence_decision (
        absence_id uuid PRIMARY KEY REFERENCES handover_absence (id),
        approved   boolean NOT NULL,
        note       text,
        decided_by uuid NOT NULL REFERENCES user_account (id),
        decided_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT handover_absence_refused_with_reason CHECK (approved OR btrim(coalesce(note, '')) <> '')
      );
      CALL make_append_only('handover_absence_decision');

      -- "Không có" is an answer where an item is needed only if it exists and nothing says it does; under a contract without any system nothing says so either.
      CREATE FUNCTION handover_item_may_be_none(of_item uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT NOT EXISTS (SELECT 1 FROM handover_item_fact f WHERE f.item_id = i.id)
           AND (i.requirement = 'if-exists' OR NOT EXISTS (SELECT 1 FROM closing_system l WHERE l.closing_id = i.closing_id))
          FROM handover_item i WHERE i.id = of_item $$;

      CREATE FUNCTION handover_absence_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; i handover_item;
      BEGIN
        SELECT * INTO i FROM handover_item WHERE id = NEW.item_id;
        k := closing_to_work_on(i.closing_id);
        NEW.asked_at := app_now();
        IF NOT works_on_closing(NEW.asked_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency asks');
        END IF;
        IF i.step IN ('account-revocation', 'deletion') THEN
          PERFORM handover_refuse('handover_item_settled_by_facts', 'accounts and copies settle this item, and nothing else');
        END IF;
        IF NEW.kind = 'none' AND NOT handover_item_may_be_none(i.id) THEN
          PERFORM handover_refuse('handover_absence_not_against_facts', 'what exists, or every hire needs, is not absent');
        END IF;
        IF EXISTS (SELECT 1 FROM handover_absence a WHERE a.item_id = i.id AND NOT EXISTS (SELECT 1 FROM handover_absence_decision d WHERE d.absence_id = a.id)) THEN
          PERFORM handover_refuse('handover_absence_one_waiting', 'one request waits at a time');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_absence_fits BEFORE INSERT ON handover_absence FOR EACH ROW EXECUTE FUNCTION handover_absence_fits();

      CREATE FUNCTION handover_absence_decision_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; a handover_absence;
      BEGIN
        SELECT * INTO a FROM handover_absence WHERE id = NEW.absence_id;
        k := closing_to_work_on((SELECT i.closing_id FROM handover_item i WHERE i.id = a.item_id));
        NEW.decided_at := app_now();
        IF NEW.decided_by = a.asked_by THEN
          PERFORM handover_refuse('handover_absence_decided_by_another', 'nobody decides what they asked for');
        END IF;
        IF NOT decides_on_closing(NEW.decided_by, k.agency_id) THEN
          PERFORM handover_refuse('handover_absence_by_head', 'the head decides that an item is absent');
        END IF;
        IF NEW.approved AND a.kind = 'none' AND NOT handover_item_may_be_none(a.item_id) THEN
          PERFORM handover_refuse('handover_absence_not_against_facts', 'what exists, or every hire needs, is not absent');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_absence_decision_fits BEFORE INSERT ON handover_absence_decision FOR EACH ROW EXECUTE FUNCTION handover_absence_decision_fits();

      -- The absence of an item that counts: approved, and "không có" only as long as no fact speaks against it.
      CREATE VIEW handover_absence_in_force AS
        SELECT DISTINCT ON (a.item_id) a.item_id, a.id AS absence_id, a.kind, d.decided_at
          FROM handover_absence a JOIN handover_absence_decision d ON d.absence_id = a.id
         WHERE d.approved AND (a.kind = 'waived' OR NOT EXISTS (SELECT 1 FROM handover_item_fact f WHERE f.item_id = a.item_id))
         ORDER BY a.item_id, a.seq DESC;

      CALL require_audit('closing');
      CALL require_audit('closing_system');
      CALL require_audit('handover_item');
      CALL require_audit('handover_item_fact');
      CALL require_audit('handover_absence');
      CALL require_audit('handover_absence_decision');
      GRANT SELECT, INSERT ON closing, handover_item, handover_absence, handover_absence_decision TO dieu6_app;
      GRANT SELECT ON closing_system, handover_item_fact, handover_absence_in_force TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('How contracts were closed is never taken down; restore a backup instead.');
  }
}
