import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a case leaves on paper and how it ends: notices with their delivery, the report on level and damage, remedies with their proof, the closing (điểm a, c khoản 3 Điều 6). */
export class CasePapers1700000001925 implements MigrationInterface {
  name = 'CasePapers1700000001925';

  async up(runner: QueryRunner): Promise<void> {
    await this.createPapers(runner);
    await this.createEnds(runner);
  }

  private async createPapers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A notice to the vendor or to somebody else who is told (domain reference 11.5). It counts with number and delivery alone.
      CREATE TABLE case_notice (
        id             uuid PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY,
        case_id        uuid NOT NULL REFERENCES violation_case (id),
        containment_id uuid,
        addressee      text NOT NULL,
        body           text NOT NULL,
        drafted_by     uuid NOT NULL REFERENCES user_account (id),
        drafted_at     timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT case_notice_addressee_known CHECK (addressee IN ('vendor', 'police', 'owner', 'superior')),
        CONSTRAINT case_notice_says_something CHECK (btrim(body) <> '')
      );
      CREATE INDEX case_notice_by_case ON case_notice (case_id, seq);
      CALL make_append_only('case_notice');

      CREATE TABLE case_notice_delivery (
        notice_id    uuid PRIMARY KEY REFERENCES case_notice (id),
        number       text NOT NULL,
        issued_on    date NOT NULL,
        delivered_at timestamptz NOT NULL,
        delivery     text NOT NULL,
        receiver     text,
        file_sha256  text,
        recorded_by  uuid NOT NULL REFERENCES user_account (id),
        recorded_at  timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT case_notice_numbered CHECK (btrim(number) <> '' AND btrim(coalesce(receiver, '-')) <> ''),
        CONSTRAINT case_notice_delivery_known CHECK (delivery IN ('document-system', 'post', 'mail', 'in-person')),
        CONSTRAINT case_notice_file_hash CHECK (file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CALL make_append_only('case_notice_delivery');

      CREATE FUNCTION case_notice_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case;
      BEGIN
        IF TG_TABLE_NAME = 'case_notice' THEN
          SELECT * INTO k FROM violation_case WHERE id = NEW.case_id;
          NEW.drafted_at := app_now();
          IF NOT works_on_violations(NEW.drafted_by, k.agency_id) THEN
            PERFORM violation_refuse('violation_case_by_agency', 'somebody who works with the contracts of the agency writes its notices');
          END IF;
          RETURN NEW;
        END IF;
        SELECT c.* INTO k FROM violation_case c JOIN case_notice n ON n.case_id = c.id WHERE n.id = NEW.notice_id;
        NEW.recorded_at := app_now();
        IF NOT works_on_violations(NEW.recorded_by, k.agency_id) THEN
          PERFORM violation_refuse('violation_case_by_agency', 'somebody of the agency records what was delivered');
        END IF;
        IF NEW.issued_on > app_today() OR NEW.issued_on < (k.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date OR NEW.delivered_at > app_now() OR NEW.delivered_at < day_begins(NEW.issued_on) THEN
          PERFORM violation_refuse('case_notice_times_possible', 'a notice is issued after the case was opened, delivered after that, and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER case_notice_fits BEFORE INSERT ON case_notice FOR EACH ROW EXECUTE FUNCTION case_notice_fits();
      CREATE TRIGGER case_notice_delivery_fits BEFORE INSERT ON case_notice_delivery FOR EACH ROW EXECUTE FUNCTION case_notice_fits();

      -- The report on level and damage as registered (điểm c khoản 3 Điều 6), with its signed copy.
      CREATE TABLE damage_report (
        id          uuid PRIMARY KEY,
        seq         bigint GENERATED ALWAYS AS IDENTITY,
        case_id     uuid NOT NULL REFERENCES violation_case (id),
        number      text NOT NULL,
        issued_on   date NOT NULL,
        signed_by   uuid NOT NULL REFERENCES user_account (id),
        level       text NOT NULL,
        summary     text NOT NULL,
        file_sha256 text NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT damage_report_level_known CHECK (level IN ('V1', 'V2', 'V3', 'V4')),
        CONSTRAINT damage_report_texts_not_empty CHECK (btrim(number) <> '' AND btrim(summary) <> ''),
        CONSTRAINT damage_report_has_copy CHECK (file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CREATE INDEX damage_report_by_case ON damage_report (case_id, seq);
      CALL make_append_only('damage_report');
      ALTER TABLE case_level ADD CONSTRAINT case_level_report_fk FOREIGN KEY (report_id) REFERENCES damage_report (id);

      CREATE FUNCTION damage_report_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case;
      BEGIN
        SELECT * INTO k FROM violation_case WHERE id = NEW.case_id FOR UPDATE;
        NEW.recorded_at := app_now();
        IF k.state NOT IN ('contained', 'unpaused', 'reported') THEN
          PERFORM violation_refuse('damage_report_after_containment', 'level and damage are reported after containment and before the case ends');
        END IF;
        IF NEW.issued_on > app_today() OR NEW.issued_on < (k.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date THEN
          PERFORM violation_refuse('damage_report_day_possible', 'a report is issued after the case was opened and not in the future');
        END IF;
        IF NOT works_on_violations(NEW.recorded_by, k.agency_id) THEN
          PERFORM violation_refuse('violation_case_by_agency', 'somebody of the agency records the report');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM violation_capacity(NEW.signed_by, k.agency_id, NEW.issued_on)) THEN
          PERFORM violation_refuse('damage_report_signed_by_authority', 'whoever signs holds the authority on that day');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER damage_report_fits BEFORE INSERT ON damage_report FOR EACH ROW EXECUTE FUNCTION damage_report_fits();

      -- What was put right, and the word of another person, with proof, that it was.
      CREATE TABLE case_remedy (
        id          uuid PRIMARY KEY,
        seq         bigint GENERATED ALWAYS AS IDENTITY,
        case_id     uuid NOT NULL REFERENCES violation_case (id),
        what        text NOT NULL,
        done_at     timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT case_remedy_says_what CHECK (btrim(what) <> '')
      );
      CREATE INDEX case_remedy_by_case ON case_remedy (case_id, seq);
      CALL make_append_only('case_remedy');
      CREATE TABLE case_remedy_verification (
        remedy_id   uuid PRIMARY KEY REFERENCES case_remedy (id),
        proof       text NOT NULL,
        file_sha256 text NOT NULL,
        verified_by uuid NOT NULL REFERENCES user_account (id),
        verified_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT case_remedy_proven CHECK (btrim(proof) <> '' AND file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CALL make_append_only('case_remedy_verification');

      CREATE FUNCTION case_remedy_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case; r case_remedy;
      BEGIN
        IF TG_TABLE_NAME = 'case_remedy' THEN
          SELECT * INTO k FROM violation_case WHERE id = NEW.case_id FOR UPDATE;
          NEW.recorded_at := app_now();
          IF k.state NOT IN ('contained', 'unpaused', 'reported') THEN
            PERFORM violation_refuse('case_remedy_while_handled', 'remedies are recorded after containment and before the case ends');
          END IF;
          IF NEW.done_at > app_now() OR NEW.done_at < k.detected_at THEN
            PERFORM violation_refuse('case_remedy_time_possible', 'a remedy was done after the signs were seen and not in the future');
          END IF;
          IF NOT works_on_violations(NEW.recorded_by, k.agency_id) THEN
            PERFORM violation_refuse('violation_case_by_agency', 'somebody of the agency records remedies');
          END IF;
          RETURN NEW;
        END IF;
        SELECT * INTO r FROM case_remedy WHERE id = NEW.remedy_id;
        SELECT * INTO k FROM violation_case WHERE id = r.case_id FOR UPDATE;
        NEW.verified_at := app_now();
        IF NEW.verified_by = r.recorded_by THEN
          PERFORM violation_refuse('case_remedy_verified_by_another', 'nobody verifies what they recorded');
        END IF;
        IF NOT works_on_violations(NEW.verified_by, k.agency_id) THEN
          PERFORM violation_refuse('violation_case_by_agency', 'somebody of the agency verifies remedies');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER case_remedy_fits BEFORE INSERT ON case_remedy FOR EACH ROW EXECUTE FUNCTION case_remedy_fits();
      CREATE TRIGGER case_remedy_verification_fits BEFORE INSERT ON case_remedy_verification FOR EACH ROW EXECUTE FUNCTION case_remedy_fits();
    `);
  }

  private async createEnds(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How a case ended: the systems run again, the contract ends early, or there was nothing in the signs.
      CREATE TABLE case_closing (
        case_id       uuid PRIMARY KEY REFERENCES violation_case (id),
        outcome       text NOT NULL,
        ground        text NOT NULL,
        decided_by    uuid NOT NULL REFERENCES user_account (id),
        capacity      text NOT NULL,
        delegation_id uuid REFERENCES delegation (id),
        decided_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT case_closing_outcome_known CHECK (outcome IN ('resumed', 'ended', 'unfounded')),
        CONSTRAINT case_closing_says_why CHECK (btrim(ground) <> '')
      );
      CALL make_append_only('case_closing');

      -- What stands in the way of ending a case with an outcome, by code.
      CREATE FUNCTION case_closing_obstacles(of_case uuid, with_outcome text) RETURNS TABLE (obstacle text) LANGUAGE plpgsql STABLE AS $$
      DECLARE at_state text;
      BEGIN
        SELECT state INTO at_state FROM violation_case WHERE id = of_case;
        IF with_outcome = 'unfounded' THEN
          RETURN QUERY SELECT 'case-contained' WHERE at_state <> 'opened';
          RETURN;
        END IF;
        RETURN QUERY
          SELECT 'case-not-reported' WHERE at_state <> 'reported'
          UNION ALL SELECT 'system-still-suspended' WHERE with_outcome = 'resumed' AND EXISTS (SELECT 1 FROM suspension_in_force s WHERE s.case_id = of_case)
          UNION ALL SELECT 'remedy-unverified' WHERE with_outcome = 'resumed' AND EXISTS (
                      SELECT 1 FROM case_remedy r WHERE r.case_id = of_case AND NOT EXISTS (SELECT 1 FROM case_remedy_verification v WHERE v.remedy_id = r.id))
          UNION ALL SELECT 'notice-undelivered' WHERE EXISTS (
                      SELECT 1 FROM case_notice n WHERE n.case_id = of_case AND n.addressee = 'vendor' AND n.containment_id IS NOT NULL
                         AND NOT EXISTS (SELECT 1 FROM case_notice_delivery d WHERE d.notice_id = n.id))
          UNION ALL SELECT 'account-open' WHERE containment_accounts_open(of_case)
          UNION ALL SELECT 'containment-unconfirmed' WHERE EXISTS (
                      SELECT 1 FROM containment c WHERE c.case_id = of_case AND c.out_of_hours AND NOT EXISTS (SELECT 1 FROM containment_confirmation x WHERE x.containment_id = c.id));
      END $$;

      CREATE FUNCTION case_closing_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case; stands text;
      BEGIN
        SELECT * INTO k FROM violation_case WHERE id = NEW.case_id FOR UPDATE;
        NEW.decided_at := app_now();
        SELECT h.capacity, h.delegation_id INTO NEW.capacity, NEW.delegation_id FROM violation_capacity(NEW.decided_by, k.agency_id, app_today()) h;
        IF NEW.capacity IS NULL THEN
          PERFORM violation_refuse('case_closed_by_head', 'the head of the agency ends a case');
        END IF;
        SELECT o.obstacle INTO stands FROM case_closing_obstacles(k.id, NEW.outcome) o LIMIT 1;
        IF stands IS NOT NULL THEN
          PERFORM violation_refuse('case_closes_when_handled', format('the case cannot end yet: %s', stands));
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER case_closing_fits BEFORE INSERT ON case_closing FOR EACH ROW EXECUTE FUNCTION case_closing_fits();

      CREATE FUNCTION case_closing_closes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM violation_case k WHERE k.id = NEW.case_id AND k.state = 'closed') THEN
          PERFORM violation_refuse('case_closing_closes_case', 'a case that was ended is closed in the same act');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER case_closing_closes AFTER INSERT ON case_closing DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION case_closing_closes();

      CALL require_audit('case_notice');
      CALL require_audit('case_notice_delivery');
      CALL require_audit('damage_report');
      CALL require_audit('case_remedy');
      CALL require_audit('case_remedy_verification');
      CALL require_audit('case_closing');
      GRANT SELECT, INSERT ON case_notice, case_notice_delivery, damage_report, case_remedy, case_remedy_verification, case_closing TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Notices, reports and the end of a case are evidence and never taken down; restore a backup instead.');
  }
}
