import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Systems that are paused or stopped by a containment (điểm a khoản 3 Điều 6), what is proposed to other agencies, and the decision that lets a system run again; and what one
 * act of containment leaves behind, looked at when it commits: nobody of the vendor holds access any more. A suspension ends by a resumption alone.
 */
export class Suspensions1700000001935 implements MigrationInterface {
  name = 'Suspensions1700000001935';

  async up(runner: QueryRunner): Promise<void> {
    await this.createSuspensions(runner);
    await this.wallSuspensions(runner);
    await this.createResumptions(runner);
  }

  private async createSuspensions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is proposed to the agency that manages a system.
      CREATE TABLE suspension_proposal (
        id             uuid PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY,
        containment_id uuid NOT NULL REFERENCES containment (id),
        system_id      uuid NOT NULL REFERENCES information_system (id),
        to_agency_id   uuid NOT NULL REFERENCES agency (id),
        scope          text NOT NULL,
        part           text,
        body           text NOT NULL,
        proposed_by    uuid NOT NULL REFERENCES user_account (id),
        proposed_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT suspension_proposal_once UNIQUE (containment_id, system_id),
        CONSTRAINT suspension_proposal_scope_known CHECK (scope IN ('whole', 'part') AND (scope = 'part') = (btrim(coalesce(part, '')) <> '')),
        CONSTRAINT suspension_proposal_says_something CHECK (btrim(body) <> '')
      );
      CREATE INDEX suspension_proposal_by_agency ON suspension_proposal (to_agency_id, seq);
      CALL make_append_only('suspension_proposal');

      CREATE TABLE suspension_proposal_answer (
        proposal_id   uuid PRIMARY KEY REFERENCES suspension_proposal (id),
        accepted      boolean NOT NULL,
        ground        text NOT NULL,
        decided_by    uuid NOT NULL REFERENCES user_account (id),
        capacity      text NOT NULL,
        delegation_id uuid REFERENCES delegation (id),
        decided_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT suspension_proposal_answer_says_why CHECK (btrim(ground) <> '')
      );
      CALL make_append_only('suspension_proposal_answer');

      -- Tạm dừng: with its end on paper. Đình chỉ: with what lifts it. Both last until they are lifted by a decision: past its end a pause stays, on the safe side.
      CREATE TABLE system_suspension (
        id             uuid PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY,
        containment_id uuid NOT NULL REFERENCES containment (id),
        case_id        uuid NOT NULL REFERENCES violation_case (id),
        system_id      uuid NOT NULL REFERENCES information_system (id),
        -- Whose decision it is.
        agency_id      uuid NOT NULL REFERENCES agency (id),
        -- Set where the agency that manages the system accepted a proposal.
        proposal_id    uuid REFERENCES suspension_proposal (id),
        kind           text NOT NULL,
        scope          text NOT NULL,
        part           text,
        reason         text,
        starts_at      timestamptz NOT NULL DEFAULT app_now(),
        ends_at        timestamptz,
        lift_condition text,
        continuity     text NOT NULL,
        executor_id    uuid NOT NULL REFERENCES user_account (id),
        decided_by     uuid NOT NULL REFERENCES user_account (id),
        CONSTRAINT system_suspension_once UNIQUE (containment_id, system_id),
        CONSTRAINT system_suspension_of_one_proposal UNIQUE (proposal_id),
        CONSTRAINT system_suspension_kind_known CHECK (kind IN ('pause', 'stop')),
        CONSTRAINT system_suspension_scope_known CHECK (scope IN ('whole', 'part') AND (scope = 'part') = (btrim(coalesce(part, '')) <> '')),
        CONSTRAINT system_suspension_pause_has_end CHECK ((kind = 'pause') = (ends_at IS NOT NULL)),
        CONSTRAINT system_suspension_stop_has_condition CHECK ((kind = 'stop') = (btrim(coalesce(lift_condition, '')) <> '')),
        CONSTRAINT system_suspension_keeps_users_served CHECK (btrim(continuity) <> '' AND btrim(coalesce(reason, '-')) <> '')
      );
      CREATE INDEX system_suspension_by_case ON system_suspension (case_id, seq);
      CREATE INDEX system_suspension_by_system ON system_suspension (system_id);
      CREATE INDEX system_suspension_of_proposal ON system_suspension (agency_id) WHERE proposal_id IS NOT NULL;
      CALL make_append_only('system_suspension');

      -- One extension of a pause, by a new decision.
      CREATE TABLE suspension_extension (
        suspension_id uuid CONSTRAINT suspension_extended_once PRIMARY KEY REFERENCES system_suspension (id),
        until         timestamptz NOT NULL,
        ground        text NOT NULL,
        decided_by    uuid NOT NULL REFERENCES user_account (id),
        capacity      text NOT NULL,
        delegation_id uuid REFERENCES delegation (id),
        decided_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT suspension_extension_says_why CHECK (btrim(ground) <> '')
      );
      CALL make_append_only('suspension_extension');

      -- Outside the product a suspension counts when whoever carried it out confirms it with proof.
      CREATE TABLE suspension_done (
        suspension_id uuid PRIMARY KEY REFERENCES system_suspension (id),
        done_at       timestamptz NOT NULL,
        proof         text NOT NULL,
        file_sha256   text NOT NULL,
        confirmed_by  uuid NOT NULL REFERENCES user_account (id),
        confirmed_at  timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT suspension_done_proven CHECK (btrim(proof) <> '' AND file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CALL make_append_only('suspension_done');

      -- The decision to let a system run again.
      CREATE TABLE resumption (
        suspension_id uuid CONSTRAINT resumption_once PRIMARY KEY REFERENCES system_suspension (id),
        ground        text NOT NULL,
        decided_by    uuid NOT NULL REFERENCES user_account (id),
        capacity      text NOT NULL,
        delegation_id uuid REFERENCES delegation (id),
        decided_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT resumption_says_why CHECK (btrim(ground) <> '')
      );
      CALL make_append_only('resumption');

      -- Suspensions that nobody has lifted, with the agency that may: that of the case, or that which accepted the proposal; and with the end that counts.
      CREATE VIEW suspension_in_force AS
        SELECT s.id, s.containment_id, s.case_id, s.system_id, k.agency_id, s.kind, s.scope, s.starts_at, coalesce(e.until, s.ends_at) AS ends_at
          FROM system_suspension s JOIN violation_case k ON k.id = s.case_id LEFT JOIN suspension_extension e ON e.suspension_id = s.id
         WHERE s.proposal_id IS NULL AND NOT EXISTS (SELECT 1 FROM resumption r WHERE r.suspension_id = s.id)
        UNION ALL
        SELECT s.id, s.containment_id, s.case_id, s.system_id, s.agency_id, s.kind, s.scope, s.starts_at, coalesce(e.until, s.ends_at)
          FROM system_suspension s LEFT JOIN suspension_extension e ON e.suspension_id = s.id
         WHERE s.proposal_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM resumption r WHERE r.suspension_id = s.id);
      GRANT SELECT ON suspension_in_force TO dieu6_app;

      -- What a containment of a case makes of it; NULL as long as there is none.
      CREATE FUNCTION containment_state(of_case uuid) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN EXISTS (SELECT 1 FROM system_suspension s WHERE s.containment_id = c.id) OR EXISTS (SELECT 1 FROM suspension_proposal p WHERE p.containment_id = c.id)
                    THEN 'contained' ELSE 'unpaused' END
          FROM containment c WHERE c.case_id = of_case $$;

      -- Whether an account that somebody lost by the containment of a case is not confirmed closed yet.
      CREATE FUNCTION containment_accounts_open(of_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM containment c JOIN containment_grant n ON n.containment_id = c.id JOIN access_closure_due d ON d.grant_id = n.grant_id WHERE c.case_id = of_case) $$;
    `);
  }

  private async wallSuspensions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION suspension_proposal_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c containment; k violation_case;
      BEGIN
        SELECT * INTO c FROM containment WHERE id = NEW.containment_id;
        SELECT * INTO k FROM violation_case WHERE id = c.case_id;
        NEW.proposed_at := app_now();
        IF c.xid IS DISTINCT FROM pg_current_xact_id() THEN
          PERFORM violation_refuse('containment_is_one_act', 'nothing is added to a containment later');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM contract_system l JOIN published_system s ON s.id = l.system_id
                        WHERE l.contract_id = k.contract_id AND s.id = NEW.system_id AND s.managing_agency_id = NEW.to_agency_id AND s.managing_agency_id <> k.agency_id) THEN
          PERFORM violation_refuse('suspension_proposed_to_its_agency', 'the suspension of a system is proposed to the other agency that manages it');
        END IF;
        IF c.kind IS NULL THEN
          PERFORM violation_refuse('containment_has_one_kind', 'a containment says whether it pauses or stops');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER suspension_proposal_fits BEFORE INSERT ON suspension_proposal FOR EACH ROW EXECUTE FUNCTION suspension_proposal_fits();

      CREATE FUNCTION suspension_proposal_answer_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE p suspension_proposal; k violation_case;
      BEGIN
        SELECT * INTO p FROM suspension_proposal WHERE id = NEW.proposal_id;
        SELECT v.* INTO k FROM violation_case v JOIN containment c ON c.case_id = v.id WHERE c.id = p.containment_id FOR UPDATE OF v;
        NEW.decided_at := app_now();
        IF k.state = 'closed' THEN
          PERFORM violation_refuse('violation_case_closed_stays', 'nothing is added to a closed case');
        END IF;
        SELECT h.capacity, h.delegation_id INTO NEW.capacity, NEW.delegation_id FROM violation_capacity(NEW.decided_by, p.to_agency_id, app_today()) h;
        IF NEW.capacity IS NULL THEN
          PERFORM violation_refuse('suspension_proposal_answered_by_owner', 'the head of the agency that manages the system answers');
        END IF;
        IF NEW.decided_by = p.proposed_by THEN
          PERFORM violation_refuse('suspension_proposal_answered_by_another', 'nobody answers what they proposed');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER suspension_proposal_answer_fits BEFORE INSERT ON suspension_proposal_answer FOR EACH ROW EXECUTE FUNCTION suspension_proposal_answer_fits();

      CREATE FUNCTION suspension_proposal_answer_acts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.accepted <> EXISTS (SELECT 1 FROM system_suspension s WHERE s.proposal_id = NEW.proposal_id) THEN
          PERFORM violation_refuse('suspension_accepted_is_made', 'what is accepted is suspended in the same act, and nothing else');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER suspension_accepted_is_made AFTER INSERT ON suspension_proposal_answer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION suspension_proposal_answer_acts();

      CREATE FUNCTION system_suspension_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c containment; k violation_case; p suspension_proposal;
      BEGIN
        PERFORM access_sees_newest();
        SELECT * INTO c FROM containment WHERE id = NEW.containment_id;
        SELECT * INTO k FROM violation_case WHERE id = c.case_id;
        -- Held against whoever grants on the system at the same moment.
        PERFORM 1 FROM information_system s WHERE s.id = NEW.system_id FOR UPDATE;
        NEW.case_id := c.case_id;
        NEW.starts_at := app_now();
        IF NEW.kind IS DISTINCT FROM c.kind THEN
          PERFORM violation_refuse('containment_has_one_kind', 'one containment pauses or stops, never both');
        END IF;
        IF NEW.proposal_id IS NULL THEN
          NEW.agency_id := k.agency_id;
          IF c.xid IS DISTINCT FROM pg_current_xact_id() THEN
            PERFORM violation_refuse('containment_is_one_act', 'nothing is added to a containment later');
          END IF;
          IF NEW.decided_by <> c.decided_by THEN
            PERFORM violation_refuse('system_suspension_by_who_contains', 'whoever contains suspends');
          END IF;
        ELSE
          SELECT x.* INTO p FROM suspension_proposal x JOIN suspension_proposal_answer a ON a.proposal_id = x.id
           WHERE x.id = NEW.proposal_id AND a.accepted AND a.decided_by = NEW.decided_by AND a.decided_at = app_now();
          NEW.agency_id := p.to_agency_id;
          IF p.id IS NULL OR p.containment_id <> c.id OR p.system_id <> NEW.system_id OR (p.scope, p.part) IS DISTINCT FROM (NEW.scope, NEW.part) THEN
            PERFORM violation_refuse('system_suspension_as_proposed', 'what was accepted is what was proposed');
          END IF;
        END IF;
        IF NOT EXISTS (SELECT 1 FROM contract_system l JOIN published_system s ON s.id = l.system_id
                        WHERE l.contract_id = k.contract_id AND s.id = NEW.system_id AND s.managing_agency_id = NEW.agency_id) THEN
          PERFORM violation_refuse('system_suspension_by_its_agency', 'an agency suspends systems of the contract that it manages, and no others');
        END IF;
        IF NEW.kind = 'pause' AND NOT coalesce(NEW.ends_at > NEW.starts_at AND NEW.ends_at <= pause_longest(NEW.starts_at), false) THEN
          PERFORM violation_refuse('system_suspension_within_term', 'a pause ends within the term of the library');
        END IF;
        IF NOT is_it_officer(NEW.executor_id, NEW.agency_id) THEN
          PERFORM violation_refuse('system_suspension_executor_of_agency', 'an IT officer of the agency carries a suspension out');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER system_suspension_fits BEFORE INSERT ON system_suspension FOR EACH ROW EXECUTE FUNCTION system_suspension_fits();

      CREATE FUNCTION suspension_change_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE s suspension_in_force; k violation_case;
      BEGIN
        SELECT v.* INTO k FROM violation_case v JOIN system_suspension x ON x.case_id = v.id WHERE x.id = NEW.suspension_id FOR UPDATE OF v;
        SELECT * INTO s FROM suspension_in_force WHERE id = NEW.suspension_id;
        IF s.id IS NULL THEN
          PERFORM violation_refuse('suspension_is_lifted', 'the system runs again already');
        END IF;
        IF TG_TABLE_NAME = 'suspension_done' THEN
          NEW.confirmed_at := app_now();
          IF NEW.done_at > app_now() OR NEW.done_at < k.detected_at THEN
            PERFORM violation_refuse('suspension_done_time_possible', 'a suspension is carried out after the signs were seen and not in the future');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM agency_staff a WHERE a.agency_id = s.agency_id AND a.user_id = NEW.confirmed_by) THEN
            PERFORM violation_refuse('suspension_done_by_its_agency', 'somebody of the agency confirms that a suspension is carried out');
          END IF;
          RETURN NEW;
        END IF;
        NEW.decided_at := app_now();
        SELECT h.capacity, h.delegation_id INTO NEW.capacity, NEW.delegation_id FROM violation_capacity(NEW.decided_by, s.agency_id, app_today()) h;
        IF NEW.capacity IS NULL THEN
          PERFORM violation_refuse('suspension_changed_by_who_decided', 'the head of the agency that suspended decides');
        END IF;
        IF NOT coalesce(s.kind = 'pause' AND NEW.until > s.ends_at AND NEW.until > app_now() AND NEW.until <= pause_longest(GREATEST(s.ends_at - interval '1 microsecond', app_now())), false) THEN
          PERFORM violation_refuse('suspension_extended_within_term', 'a pause is extended once, to a later end within the term of the library');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER suspension_extension_fits BEFORE INSERT ON suspension_extension FOR EACH ROW EXECUTE FUNCTION suspension_change_fits();
      CREATE TRIGGER suspension_done_fits BEFORE INSERT ON suspension_done FOR EACH ROW EXECUTE FUNCTION suspension_change_fits();
    `);
  }

  private async createResumptions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What stands in the way of letting a system run again, by code (domain reference 3.3, 11.3). From V3 on the risk is assessed afresh.
      CREATE FUNCTION resumption_obstacles(of_suspension uuid) RETURNS TABLE (obstacle text) LANGUAGE sql STABLE AS $$
        SELECT o.code FROM system_suspension s JOIN violation_case k ON k.id = s.case_id JOIN containment c ON c.id = s.containment_id,
             LATERAL (
               SELECT 'no-report' AS code WHERE NOT EXISTS (SELECT 1 FROM damage_report r WHERE r.case_id = k.id)
               UNION ALL SELECT 'no-remedy' WHERE NOT EXISTS (SELECT 1 FROM case_remedy r WHERE r.case_id = k.id)
               UNION ALL SELECT 'remedy-unverified' WHERE EXISTS (
                           SELECT 1 FROM case_remedy r WHERE r.case_id = k.id AND NOT EXISTS (SELECT 1 FROM case_remedy_verification v WHERE v.remedy_id = r.id))
               UNION ALL SELECT 'not-assessed-afresh' WHERE k.level >= 'V3' AND NOT EXISTS (
                           SELECT 1 FROM published_assessment a WHERE a.contract_id = k.contract_id AND a.status = 'approved' AND a.submitted_at >= c.decided_at)
               UNION ALL SELECT 'containment-unconfirmed' WHERE c.out_of_hours AND NOT EXISTS (SELECT 1 FROM containment_confirmation x WHERE x.containment_id = c.id)
             ) o
         WHERE s.id = of_suspension $$;

      CREATE FUNCTION resumption_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE s suspension_in_force; stands text;
      BEGIN
        PERFORM 1 FROM violation_case v JOIN system_suspension x ON x.case_id = v.id WHERE x.id = NEW.suspension_id FOR UPDATE OF v;
        SELECT * INTO s FROM suspension_in_force WHERE id = NEW.suspension_id;
        NEW.decided_at := app_now();
        IF s.id IS NULL THEN
          PERFORM violation_refuse('suspension_is_lifted', 'the system runs again already');
        END IF;
        SELECT h.capacity, h.delegation_id INTO NEW.capacity, NEW.delegation_id FROM violation_capacity(NEW.decided_by, s.agency_id, app_today()) h;
        IF NEW.capacity IS NULL THEN
          PERFORM violation_refuse('suspension_changed_by_who_decided', 'the agency that suspended lets run again');
        END IF;
        SELECT o.obstacle INTO stands FROM resumption_obstacles(s.id) o LIMIT 1;
        IF stands IS NOT NULL THEN
          PERFORM violation_refuse('resumption_when_put_right', format('the system cannot run again yet: %s', stands));
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER resumption_fits BEFORE INSERT ON resumption FOR EACH ROW EXECUTE FUNCTION resumption_fits();

      -- What one act of containment leaves behind, looked at when it commits.
      CREATE FUNCTION containment_holds() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k violation_case; suspended boolean;
      BEGIN
        SELECT * INTO k FROM violation_case WHERE id = NEW.case_id;
        suspended := containment_state(k.id) = 'contained';
        IF k.state = 'opened' OR NOT EXISTS (SELECT 1 FROM containment_contract x WHERE x.containment_id = NEW.id AND x.contract_id = NEW.contract_id)
           OR NOT EXISTS (SELECT 1 FROM containment_snapshot s WHERE s.containment_id = NEW.id)
           OR NOT EXISTS (SELECT 1 FROM case_notice n WHERE n.containment_id = NEW.id AND n.addressee = 'vendor') THEN
          PERFORM violation_refuse('containment_is_whole', 'evidence, contract, notice and state belong to one act');
        END IF;
        IF (NEW.kind IS NOT NULL) <> suspended THEN
          PERFORM violation_refuse('containment_has_one_kind', 'a kind is named where something is suspended or proposed');
        END IF;
        IF NEW.reason IS NULL AND (NOT suspended OR (NEW.level = 'V4' AND NEW.kind <> 'stop')
             OR (NEW.level >= 'V3' AND (EXISTS (SELECT 1 FROM system_suspension s WHERE s.containment_id = NEW.id AND s.scope = 'part')
                                     OR EXISTS (SELECT 1 FROM case_system y WHERE y.case_id = k.id
                                                   AND NOT EXISTS (SELECT 1 FROM system_suspension s WHERE s.containment_id = NEW.id AND s.system_id = y.system_id)
                                                   AND NOT EXISTS (SELECT 1 FROM suspension_proposal p WHERE p.containment_id = NEW.id AND p.system_id = y.system_id))))) THEN
          PERFORM violation_refuse('containment_of_less_says_why', 'suspending less than the level asks for needs a written reason');
        END IF;
        IF NEW.breadth = 'vendor' AND EXISTS (
             SELECT 1 FROM contract c JOIN contract main ON main.id = NEW.contract_id
              WHERE c.agency_id = main.agency_id AND c.vendor_id = main.vendor_id AND c.phase IN ('signed', 'trial', 'active', 'handing_over')
                AND NOT EXISTS (SELECT 1 FROM containment_contract x WHERE x.containment_id = NEW.id AND x.contract_id = c.id)) THEN
          PERFORM violation_refuse('containment_reaches_all_of_vendor', 'every running contract of the agency with this vendor');
        END IF;
        IF NEW.whole AND EXISTS (
             SELECT 1 FROM containment_contract x JOIN access_grant g ON g.contract_id = x.contract_id WHERE x.containment_id = NEW.id AND g.ended_at IS NULL AND g.ends_at > app_now()) THEN
          PERFORM violation_refuse('containment_leaves_no_access', 'nobody of the vendor holds access after it');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER containment_holds AFTER INSERT ON containment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION containment_holds();

      -- A wholly suspended system is used by nobody outside, whatever contract it was granted under; those who repair come later, under attendance.
      CREATE FUNCTION system_suspension_holds() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM access_grant g WHERE g.system_id = NEW.system_id AND g.phase <> 'remediation' AND g.ended_at IS NULL AND g.ends_at > app_now()) THEN
          PERFORM violation_refuse('system_suspension_leaves_no_access', 'nobody holds access to a suspended system');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER system_suspension_holds AFTER INSERT ON system_suspension DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.scope = 'whole') EXECUTE FUNCTION system_suspension_holds();

      CALL require_audit('suspension_proposal');
      CALL require_audit('suspension_proposal_answer');
      CALL require_audit('system_suspension');
      CALL require_audit('suspension_extension');
      CALL require_audit('suspension_done');
      CALL require_audit('resumption');
      GRANT SELECT, INSERT ON suspension_proposal, suspension_proposal_answer, system_suspension, suspension_extension, suspension_done, resumption TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was suspended is evidence and never taken down; restore a backup instead.');
  }
}
