import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Containing a case in one act (điểm a, b khoản 3 Điều 6; domain reference 11.3): evidence is preserved, then access is taken back, then systems are paused or stopped.
 * Everything is append-only. What the act must leave behind is looked at when it commits, once suspensions are known: the next migration.
 */
export class Containment1700000001930 implements MigrationInterface {
  name = 'Containment1700000001930';

  async up(runner: QueryRunner): Promise<void> {
    await this.createRules(runner);
    await this.createContainments(runner);
    await this.wallContainments(runner);
  }

  private async createRules(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Office hours (quy định nội bộ): 07:30 to 17:00 of working days, Monday to Friday and make-up days, holidays excepted (library working-calendar, domain reference 12).
      -- The same rule as server/violations/domain/office-hours.ts; a test compares the two.
      CREATE FUNCTION office_hours(at timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
      DECLARE moment timestamp := at AT TIME ZONE 'Asia/Ho_Chi_Minh'; listed text;
      BEGIN
        SELECT e.content ->> 'kind' INTO listed FROM library_entry e
         WHERE e.version_id = (SELECT v.id FROM library_version v WHERE v.library = 'working-calendar' AND (v.coverage ->> 'year')::integer = extract(year FROM moment)
                                ORDER BY v.valid_from DESC, split_part(v.version, '-', 2)::integer DESC LIMIT 1)
           AND e.content ->> 'day' = to_char(moment, 'YYYY-MM-DD') ORDER BY e.content ->> 'kind' = 'make-up' LIMIT 1;
        RETURN moment::time >= '07:30' AND moment::time < '17:00' AND CASE WHEN listed IS NULL THEN extract(isodow FROM moment) < 6 ELSE listed = 'make-up' END;
      END $$;

      -- 24:00 of the last day on which a pause that begins, or is extended, at a moment may end (library periods, 'pause'); NULL where the library says nothing.
      CREATE FUNCTION pause_longest(from_moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
        SELECT day_begins((from_moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + (e.content -> 'length' ->> 'amount')::integer + 1)
          FROM library_entry e JOIN library_version v ON v.id = e.version_id
         WHERE v.library = 'periods' AND e.entry_id = 'pause' AND e.content -> 'length' ->> 'unit' = 'day' AND edition_in_force(v.id, 'periods') $$;

      -- Whether somebody is an IT officer of an agency today.
      CREATE FUNCTION is_it_officer(person uuid, agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM effective_role e WHERE e.user_id = person AND e.role = 'it_officer' AND (e.agency_ids IS NULL OR agency = ANY (e.agency_ids))) $$;
    `);
  }

  private async createContainments(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE containment (
        id              uuid PRIMARY KEY,
        case_id         uuid NOT NULL REFERENCES violation_case (id),
        contract_id     uuid NOT NULL REFERENCES contract (id),
        breadth         text NOT NULL,
        -- One kind for all its suspensions; NULL where nothing is suspended or proposed.
        kind            text,
        ground          text NOT NULL,
        -- Why less is suspended than the level asks for, or nothing.
        reason          text,
        -- Every grant is taken back; false only at V1, where those concerned are named.
        whole           boolean NOT NULL,
        level           text NOT NULL,
        decided_by      uuid NOT NULL REFERENCES user_account (id),
        -- NULL of the officer on duty, who acts out of hours at V3 and V4 and is confirmed by the head.
        capacity        text,
        delegation_id   uuid REFERENCES delegation (id),
        decided_at      timestamptz NOT NULL DEFAULT app_now(),
        out_of_hours    boolean NOT NULL,
        -- No access was ever granted under the contract: the record says so ("nếu có").
        no_access_ever  boolean NOT NULL,
        xid             xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT containment_once UNIQUE (case_id),
        CONSTRAINT containment_breadth_known CHECK (breadth IN ('contract', 'vendor')),
        CONSTRAINT containment_kind_known CHECK (kind IN ('pause', 'stop')),
        CONSTRAINT containment_says_why CHECK (btrim(ground) <> '' AND btrim(coalesce(reason, '-')) <> ''),
        CONSTRAINT containment_names_grants_at_level_one CHECK (whole OR (level = 'V1' AND breadth = 'contract'))
      );
      CREATE INDEX containment_by_contract ON containment (contract_id);
      CALL make_append_only('containment');
      ALTER TABLE case_notice ADD CONSTRAINT case_notice_containment_fk FOREIGN KEY (containment_id) REFERENCES containment (id);

      -- The contracts it reaches: that of the case, or every one of the agency with this vendor.
      CREATE TABLE containment_contract (
        containment_id uuid NOT NULL REFERENCES containment (id),
        contract_id    uuid NOT NULL REFERENCES contract (id),
        PRIMARY KEY (containment_id, contract_id)
      );
      CREATE INDEX containment_contract_by_contract ON containment_contract (contract_id);
      CALL make_append_only('containment_contract');

      -- What was granted, held and recorded at that moment, and which files there were with their hashes: taken before anything is revoked.
      CREATE TABLE containment_snapshot (
        containment_id uuid PRIMARY KEY REFERENCES containment (id),
        content        jsonb NOT NULL,
        bytes          bytea NOT NULL,
        sha256         text NOT NULL,
        taken_at       timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT containment_snapshot_hash_matches CHECK (sha256 = encode(sha256(bytes), 'hex')),
        CONSTRAINT containment_snapshot_is_its_bytes CHECK (content = convert_from(bytes, 'UTF8')::jsonb)
      );
      CALL make_append_only('containment_snapshot');

      -- The grants that ended by it: of its contracts, and of others on a system that was wholly suspended.
      CREATE TABLE containment_grant (
        containment_id uuid NOT NULL REFERENCES containment (id),
        grant_id       uuid NOT NULL REFERENCES access_grant (id),
        CONSTRAINT containment_grant_ends_once PRIMARY KEY (grant_id)
      );
      CREATE INDEX containment_grant_by_containment ON containment_grant (containment_id);
      CALL make_append_only('containment_grant');

      -- The head confirms what the officer on duty did (domain reference 11.3: within 24 hours).
      CREATE TABLE containment_confirmation (
        containment_id uuid PRIMARY KEY REFERENCES containment (id),
        note           text,
        confirmed_by   uuid NOT NULL REFERENCES user_account (id),
        capacity       text NOT NULL,
        delegation_id  uuid REFERENCES delegation (id),
        confirmed_at   timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT containment_confirmation_note_not_empty CHECK (btrim(coalesce(note, '-')) <> '')
      );
      CALL make_append_only('containment_confirmation');
    `);
  }

  private async wallContainments(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION containment_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case;
      BEGIN
        PERFORM access_sees_newest();
        SELECT * INTO k FROM violation_case WHERE id = NEW.case_id FOR UPDATE;
        PERFORM 1 FROM contract c WHERE c.id = k.contract_id FOR UPDATE;
        NEW.contract_id := k.contract_id;
        NEW.level := k.level;
        NEW.decided_at := app_now();
        NEW.xid := pg_current_xact_id();
        NEW.no_access_ever := NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.contract_id = k.contract_id);
        IF k.state <> 'opened' THEN
          PERFORM violation_refuse('containment_of_open_case', 'a case is contained once');
        END IF;
        NEW.capacity := NULL; NEW.delegation_id := NULL; NEW.out_of_hours := false;
        SELECT h.capacity, h.delegation_id INTO NEW.capacity, NEW.delegation_id FROM violation_capacity(NEW.decided_by, k.agency_id, app_today()) h;
        IF NEW.capacity IS NULL THEN
          IF NOT is_it_officer(NEW.decided_by, k.agency_id) OR office_hours(app_now()) OR k.level < 'V3' THEN
            PERFORM violation_refuse('containment_by_head_or_on_duty', 'the head contains; out of hours, at V3 and V4, the IT officer does at once');
          END IF;
          NEW.out_of_hours := true;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER containment_fits BEFORE INSERT ON containment FOR EACH ROW EXECUTE FUNCTION containment_fits();

      CREATE FUNCTION containment_part_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k containment; c contract; main contract;
      BEGIN
        SELECT * INTO k FROM containment WHERE id = NEW.containment_id;
        IF k.xid IS DISTINCT FROM pg_current_xact_id() THEN
          PERFORM violation_refuse('containment_is_one_act', 'nothing is added to a containment later');
        END IF;
        IF TG_TABLE_NAME = 'containment_contract' THEN
          SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
          SELECT * INTO main FROM contract WHERE id = k.contract_id;
          IF c.id <> main.id AND (k.breadth <> 'vendor' OR c.agency_id <> main.agency_id OR c.vendor_id IS DISTINCT FROM main.vendor_id) THEN
            PERFORM violation_refuse('containment_reaches_own_contracts', 'a containment reaches contracts of the agency with this vendor');
          END IF;
        ELSE
          NEW.taken_at := app_now();
          IF EXISTS (SELECT 1 FROM access_grant g WHERE g.ended_at IS NOT NULL AND g.xmin = pg_current_xact_id()::xid
                        AND g.contract_id IN (SELECT x.contract_id FROM containment_contract x WHERE x.containment_id = k.id UNION SELECT k.contract_id)) THEN
            PERFORM violation_refuse('containment_snapshot_first', 'evidence is preserved before anything is revoked');
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER containment_contract_fits BEFORE INSERT ON containment_contract FOR EACH ROW EXECUTE FUNCTION containment_part_fits();
      CREATE TRIGGER containment_snapshot_fits BEFORE INSERT ON containment_snapshot FOR EACH ROW EXECUTE FUNCTION containment_part_fits();

      -- Once for all grants of one statement, however many they are.
      CREATE FUNCTION containment_grants_fit() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM named n JOIN containment k ON k.id = n.containment_id JOIN access_grant g ON g.id = n.grant_id
                    WHERE k.xid <> pg_current_xact_id() OR NOT EXISTS (SELECT 1 FROM containment_snapshot s WHERE s.containment_id = k.id)
                       OR g.ended_at IS DISTINCT FROM k.decided_at
                       OR CASE g.end_kind WHEN 'revoked' THEN NOT EXISTS (SELECT 1 FROM containment_contract x WHERE x.containment_id = k.id AND x.contract_id = g.contract_id)
                                          WHEN 'suspended' THEN false ELSE true END) THEN
          PERFORM violation_refuse('containment_names_what_it_ended', 'a containment names the grants that it ended, after the evidence was preserved');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER containment_grants_fit AFTER INSERT ON containment_grant REFERENCING NEW TABLE AS named FOR EACH STATEMENT EXECUTE FUNCTION containment_grants_fit();

      CREATE FUNCTION containment_confirmation_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c containment; k violation_case;
      BEGIN
        SELECT * INTO c FROM containment WHERE id = NEW.containment_id;
        SELECT * INTO k FROM violation_case WHERE id = c.case_id;
        NEW.confirmed_at := app_now();
        IF NOT c.out_of_hours THEN
          PERFORM violation_refuse('containment_confirmed_when_on_duty', 'what the head decided needs no confirmation');
        END IF;
        IF NEW.confirmed_by = c.decided_by THEN
          PERFORM violation_refuse('containment_confirmed_by_another', 'nobody confirms what they did');
        END IF;
        SELECT h.capacity, h.delegation_id INTO NEW.capacity, NEW.delegation_id FROM violation_capacity(NEW.confirmed_by, k.agency_id, app_today()) h;
        IF NEW.capacity IS NULL THEN
          PERFORM violation_refuse('containment_confirmed_by_head', 'the head confirms');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER containment_confirmation_fits BEFORE INSERT ON containment_confirmation FOR EACH ROW EXECUTE FUNCTION containment_confirmation_fits();

      CALL require_audit('containment');
      CALL require_audit('containment_contract');
      CALL require_audit('containment_snapshot');
      CALL require_audit('containment_confirmation');
      GRANT SELECT, INSERT ON containment, containment_contract, containment_snapshot, containment_grant, containment_confirmation TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was contained and suspended is evidence and never taken down; restore a backup instead.');
  }
}
