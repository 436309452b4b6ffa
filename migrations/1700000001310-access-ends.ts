import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The walls of granting, and how access ends: by itself with its term, its contract, a commitment or a person's leaving; cut back, returned or revoked by
 * somebody; and really over only when the account is confirmed disabled. No job is needed for any of it: the range of a line is the truth at every moment.
 */
export class AccessEnds1700000001310 implements MigrationInterface {
  name = 'AccessEnds1700000001310';

  async up(runner: QueryRunner): Promise<void> {
    await this.wallGrants(runner);
    await this.wallLines(runner);
    await this.followFacts(runner);
    await this.keepEvidence(runner);
  }

  private async wallGrants(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access_grant_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE r access_request; c contract; longest interval; level_now integer;
      BEGIN
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        IF TG_OP = 'UPDATE' THEN
          IF (to_jsonb(NEW) - 'ends_at' - 'ended_at' - 'end_kind' - 'ended_by' - 'end_ground' - 'version' - 'agency_id')
             IS DISTINCT FROM (to_jsonb(OLD) - 'ends_at' - 'ended_at' - 'end_kind' - 'ended_by' - 'end_ground' - 'version' - 'agency_id') THEN
            PERFORM access_refuse('access_grant_stays_as_granted', 'a grant can only be cut back or ended');
          END IF;
          IF NEW.agency_id <> c.agency_id THEN
            PERFORM access_refuse('access_grant_with_contract', 'a grant belongs to the agency of its contract');
          END IF;
          IF (NEW.ends_at, NEW.ended_at) IS DISTINCT FROM (OLD.ends_at, OLD.ended_at) THEN
            IF OLD.ended_at IS NOT NULL OR OLD.ends_at <= app_now() THEN
              PERFORM access_refuse('access_grant_over_stays_over', 'what is over never comes back and never changes');
            END IF;
            IF NEW.ends_at > OLD.ends_at OR NEW.ends_at < app_now() OR NEW.ended_at > app_now() OR NEW.ended_at < app_now() - interval '5 minutes' THEN
              PERFORM access_refuse('access_grant_only_ends_earlier', 'a longer term is a new approval, and nothing ends in the past');
            END IF;
          ELSIF (NEW.end_kind, NEW.ended_by, NEW.end_ground) IS DISTINCT FROM (OLD.end_kind, OLD.ended_by, OLD.end_ground) THEN
            PERFORM access_refuse('access_grant_over_stays_over', 'how a grant ended does not change');
          END IF;
          RETURN NEW;
        END IF;

        SELECT * INTO r FROM access_request WHERE id = NEW.request_id FOR UPDATE;
        IF r.id IS NULL OR r.state NOT IN ('approved', 'opened') OR r.contract_id <> c.id THEN
          PERFORM access_refuse('access_grant_by_approval', 'a grant follows from an approved request');
        END IF;
        NEW.agency_id := c.agency_id;
        NEW.system_id := r.system_id;
        NEW.form := r.form;
        NEW.phase := r.phase;
        NEW.purpose := r.purpose;
        NEW.plane := r.plane;
        NEW.starts_at := CASE r.form WHEN 'emergency' THEN app_now() ELSE GREATEST(r.starts_at, app_now()) END;
        NEW.ends_at := r.ends_at;
        NEW.granted_at := app_now();
        NEW.granted_by := CASE r.form WHEN 'emergency' THEN r.requested_by ELSE (SELECT d.decided_by FROM decision d WHERE d.id = r.decision_id) END;
        NEW.ended_at := NULL; NEW.end_kind := NULL; NEW.ended_by := NULL; NEW.end_ground := NULL;
        SELECT fold_text(concat_ws(' ', c.number, c.name, s.code, s.name, v.name, string_agg(p.full_name || ' ' || a.name, ' '))) INTO NEW.folded
          FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id JOIN system_account a ON a.id = n.account_id
               JOIN published_system s ON s.id = r.system_id LEFT JOIN published_vendor v ON v.id = c.vendor_id
         WHERE n.request_id = r.id GROUP BY s.code, s.name, v.name;
        NEW.folded := coalesce(NEW.folded, '');

        IF r.ends_at <= NEW.starts_at THEN
          PERFORM access_refuse('access_grant_not_over_before_begun', 'the asked term is over');
        END IF;
        IF NOT access_phase_open(r.phase, c, r.system_id) THEN
          PERFORM access_refuse('access_in_phase_of_contract', 'the contract is not in the phase of this access');
        END IF;
        IF r.phase <> 'remediation' AND system_suspended(r.system_id) THEN
          PERFORM access_refuse('access_not_to_suspended_system', 'nothing is granted on a suspended system');
        END IF;
        IF r.form <> 'emergency' AND NOT contract_risk_cleared(c) THEN
          PERFORM access_refuse('access_with_current_assessment', 'the approval of the risk is missing or lapsed');
        END IF;
        IF r.ends_at > access_contract_end(r.phase, c) THEN
          PERFORM access_refuse('access_within_contract_term', 'access lies within the term of the contract and its transition');
        END IF;
        SELECT s.effective_level INTO level_now FROM published_system s WHERE s.id = r.system_id;
        longest := access_longest(r.terms_edition, CASE r.form WHEN 'grant' THEN r.purpose WHEN 'standing' THEN 'on-call' ELSE 'break-glass' END, level_now);
        IF longest IS NULL OR r.ends_at > NEW.starts_at + longest THEN
          PERFORM access_refuse('access_within_longest_term', 'longer than its purpose and level allow');
        END IF;
        PERFORM access_keeps_state_data(r.plane, r.system_id, r.id);
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_grant_fits BEFORE INSERT OR UPDATE ON access_grant FOR EACH ROW EXECUTE FUNCTION access_grant_fits();

      -- All people of an approved request hold their accounts from then on; standing grants give nothing before they are opened.
      CREATE FUNCTION access_grant_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO access_line (grant_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, granted_until, held_until, end_cause)
        SELECT NEW.id, n.person_id, n.account_id, NEW.contract_id, NEW.agency_id, NEW.system_id, NEW.starts_at, NEW.ends_at, NEW.ends_at, 'term'
          FROM access_request_person n WHERE n.request_id = NEW.request_id AND NEW.form <> 'standing' ORDER BY n.person_id, n.account_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_grant_is_held AFTER INSERT ON access_grant FOR EACH ROW EXECUTE FUNCTION access_grant_is_held();

      -- What a grant loses, its lines and its open use lose in the same statement.
      CREATE FUNCTION access_ends_with_grant() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE access_use u SET closed_at = app_now(), closed_by = g.ended_by
          FROM changed g WHERE u.grant_id = g.id AND g.ended_at IS NOT NULL AND u.closed_at IS NULL AND u.closes_at > app_now();
        UPDATE access_line l SET granted_until = LEAST(l.granted_until, g.ends_at, g.ended_at)
          FROM changed g WHERE l.grant_id = g.id AND l.held_until > app_now() AND l.granted_until > LEAST(g.ends_at, g.ended_at);
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_ends_with_grant AFTER UPDATE ON access_grant REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION access_ends_with_grant();

      CREATE FUNCTION access_use_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE g access_grant; r access_request; c contract;
      BEGIN
        SELECT * INTO g FROM access_grant WHERE id = NEW.grant_id;
        SELECT * INTO c FROM contract WHERE id = g.contract_id FOR UPDATE;
        SELECT * INTO g FROM access_grant WHERE id = NEW.grant_id;
        SELECT * INTO r FROM access_request WHERE id = g.request_id;
        IF TG_OP = 'UPDATE' THEN
          IF (to_jsonb(NEW) - 'closed_at' - 'closed_by' - 'acknowledged_by' - 'acknowledged_at' - 'during' - 'agency_id')
             IS DISTINCT FROM (to_jsonb(OLD) - 'closed_at' - 'closed_by' - 'acknowledged_by' - 'acknowledged_at' - 'during' - 'agency_id')
             OR (OLD.closed_at IS NOT NULL AND (NEW.closed_at, NEW.closed_by) IS DISTINCT FROM (OLD.closed_at, OLD.closed_by))
             OR (NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND (OLD.closes_at <= app_now() OR NEW.closed_at > app_now() OR NEW.closed_at < app_now() - interval '5 minutes'))
             OR (OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_by, NEW.acknowledged_at) IS DISTINCT FROM (OLD.acknowledged_by, OLD.acknowledged_at)) THEN
            PERFORM access_refuse('access_use_is_history', 'a use is closed once and acknowledged once');
          END IF;
          IF NEW.acknowledged_by = NEW.opened_by THEN
            PERFORM access_refuse('access_use_acknowledged_by_another', 'another person takes notice of a use');
          END IF;
          RETURN NEW;
        END IF;
        NEW.agency_id := g.agency_id;
        NEW.opened_at := app_now();
        NEW.closed_at := NULL; NEW.closed_by := NULL; NEW.acknowledged_at := NULL; NEW.acknowledged_by := NULL;
        NEW.closes_at := LEAST(app_now() + make_interval(hours => r.use_hours), g.ends_at);
        IF g.form IS DISTINCT FROM 'standing' OR g.ended_at IS NOT NULL OR NOT (g.starts_at <= app_now() AND app_now() < g.ends_at) THEN
          PERFORM access_refuse('access_use_of_standing_grant', 'a standing grant in force is opened');
        END IF;
        IF NOT access_phase_open(g.phase, c, g.system_id) OR (g.phase = 'trial' AND c.phase <> 'trial') THEN
          PERFORM access_refuse('access_in_phase_of_contract', 'the contract is not in the phase of this access');
        END IF;
        IF g.phase <> 'remediation' AND system_suspended(g.system_id) THEN
          PERFORM access_refuse('access_not_to_suspended_system', 'nothing is opened on a suspended system');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_use_fits BEFORE INSERT OR UPDATE ON access_use FOR EACH ROW EXECUTE FUNCTION access_use_fits();

      CREATE FUNCTION access_ends_with_use() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE access_line l SET granted_until = LEAST(l.granted_until, NEW.closed_at) WHERE l.use_id = NEW.id AND l.held_until > app_now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_ends_with_use AFTER UPDATE OF closed_at ON access_use FOR EACH ROW WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL) EXECUTE FUNCTION access_ends_with_use();

      CREATE FUNCTION access_use_names_somebody() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM access_line l WHERE l.use_id = NEW.id) THEN
          PERFORM access_refuse('access_names_its_people', 'a use is for named people');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER access_use_names_its_people AFTER INSERT ON access_use DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_use_names_somebody();
    `);
  }

  private async wallLines(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Until when a line is held and what sets that: the earliest of what was granted, the contract's end, the reach of the commitment and the leaving of the person.
      CREATE FUNCTION access_line_end(l access_line, g access_grant, c contract, OUT until timestamptz, OUT cause text) LANGUAGE sql STABLE AS $$
        SELECT limits.until, limits.cause
          FROM (VALUES (1, 'term', l.granted_until), (2, 'contract-over', access_contract_end(g.phase, c)),
                       (3, 'commitment-lapsed', coalesce(day_begins(commitment_reach(l.person_id, l.contract_id, c.agency_id, (l.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) + 1), '-infinity')),
                       (4, 'person-left', coalesce((SELECT day_begins(p.left_on) FROM published_vendor_person p WHERE p.id = l.person_id), 'infinity'))) limits (place, cause, until)
         ORDER BY limits.until, limits.place LIMIT 1 $$;

      CREATE FUNCTION access_line_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE g access_grant; u access_use; c contract; ends record;
      BEGIN
        SELECT * INTO g FROM access_grant WHERE id = NEW.grant_id;
        SELECT * INTO c FROM contract WHERE id = g.contract_id;
        IF TG_OP = 'INSERT' THEN
          IF g.id IS NULL OR g.ended_at IS NOT NULL OR NOT EXISTS (
               SELECT 1 FROM access_request_person n WHERE n.request_id = g.request_id AND n.person_id = NEW.person_id AND n.account_id = NEW.account_id) THEN
            PERFORM access_refuse('access_line_of_grant', 'access is held by the people and accounts of a grant in force');
          END IF;
          NEW.contract_id := g.contract_id; NEW.agency_id := g.agency_id; NEW.system_id := g.system_id; NEW.closed_at := NULL;
          IF g.form = 'standing' THEN
            SELECT * INTO u FROM access_use x WHERE x.id = NEW.use_id AND x.grant_id = g.id AND x.opened_at = app_now() AND x.closed_at IS NULL;
            IF u.id IS NULL THEN
              PERFORM access_refuse('access_line_of_use', 'a standing grant is held use by use');
            END IF;
            NEW.starts_at := u.opened_at; NEW.granted_until := u.closes_at;
          ELSE
            NEW.use_id := NULL; NEW.starts_at := g.starts_at; NEW.granted_until := g.ends_at;
          END IF;
          SELECT * INTO ends FROM access_line_end(NEW, g, c);
          IF ends.until <= NEW.starts_at THEN
            PERFORM access_refuse(CASE ends.cause WHEN 'commitment-lapsed' THEN 'access_with_valid_commitment' WHEN 'person-left' THEN 'access_for_people_of_vendor' ELSE 'access_within_contract_term' END,
              format('nothing is left to hold: %s', ends.cause));
          END IF;
          NEW.held_until := ends.until; NEW.end_cause := ends.cause;
          RETURN NEW;
        END IF;

        IF (to_jsonb(NEW) - 'granted_until' - 'held_until' - 'end_cause' - 'during' - 'closed_at' - 'agency_id')
           IS DISTINCT FROM (to_jsonb(OLD) - 'granted_until' - 'held_until' - 'end_cause' - 'during' - 'closed_at' - 'agency_id') THEN
          PERFORM access_refuse('access_line_stays_as_granted', 'who holds what does not change');
        END IF;
        IF NEW.agency_id <> c.agency_id OR NEW.granted_until > OLD.granted_until OR (NEW.granted_until < OLD.granted_until AND NEW.granted_until < app_now() - interval '5 minutes') THEN
          PERFORM access_refuse('access_grant_only_ends_earlier', 'a longer term is a new approval, and nothing ends in the past');
        END IF;
        IF NEW.closed_at IS DISTINCT FROM OLD.closed_at AND NOT EXISTS (SELECT 1 FROM access_closure x WHERE x.line_id = NEW.id AND x.done_at = NEW.closed_at) THEN
          PERFORM access_refuse('access_closed_with_proof', 'an account is closed by a confirmation with proof');
        END IF;
        -- What is over stays over, whatever is recorded later.
        IF OLD.held_until <= app_now() THEN
          NEW.granted_until := OLD.granted_until; NEW.held_until := OLD.held_until; NEW.end_cause := OLD.end_cause;
          RETURN NEW;
        END IF;
        SELECT * INTO ends FROM access_line_end(NEW, g, c);
        NEW.held_until := GREATEST(ends.until, app_now(), NEW.starts_at);
        IF NEW.starts_at > app_now() AND ends.until <= app_now() THEN NEW.held_until := NEW.starts_at; END IF;
        NEW.end_cause := ends.cause;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_line_fits BEFORE INSERT OR UPDATE ON access_line FOR EACH ROW EXECUTE FUNCTION access_line_fits();
    `);
  }

  private async followFacts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Facts of other rooms on which access rests. Each change looks again at the lines still held; none can bring back what is over.
      CREATE FUNCTION access_follows_commitment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE access_line SET granted_until = granted_until WHERE person_id = NEW.person_id AND held_until > app_now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_commitment AFTER INSERT OR UPDATE ON commitment FOR EACH ROW EXECUTE FUNCTION access_follows_commitment();

      CREATE FUNCTION access_follows_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE access_line SET granted_until = granted_until WHERE person_id = NEW.id AND held_until > app_now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_person AFTER UPDATE OF left_on ON vendor_person FOR EACH ROW WHEN (OLD.left_on IS DISTINCT FROM NEW.left_on) EXECUTE FUNCTION access_follows_person();

      CREATE FUNCTION access_follows_contract() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF NEW.agency_id <> OLD.agency_id THEN
          UPDATE access_request SET agency_id = NEW.agency_id WHERE contract_id = NEW.id;
          UPDATE access_grant SET agency_id = NEW.agency_id WHERE contract_id = NEW.id;
          UPDATE access_use u SET agency_id = NEW.agency_id FROM access_grant g WHERE g.contract_id = NEW.id AND u.grant_id = g.id;
          UPDATE access_line SET agency_id = NEW.agency_id WHERE contract_id = NEW.id;
        END IF;
        IF NEW.phase <> OLD.phase THEN
          UPDATE access_grant g SET ended_at = app_now(), end_kind = 'phase-over', version = g.version + 1
           WHERE g.contract_id = NEW.id AND g.ended_at IS NULL AND g.ends_at > app_now() AND NOT access_phase_open(g.phase, NEW, g.system_id);
        END IF;
        IF NEW.ends_on IS DISTINCT FROM OLD.ends_on THEN
          UPDATE access_line SET granted_until = granted_until WHERE contract_id = NEW.id AND held_until > app_now();
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_contract AFTER UPDATE OF phase, ends_on, agency_id ON contract FOR EACH ROW EXECUTE FUNCTION access_follows_contract();

      -- A system that comes to hold state-managed data: nobody of the vendor goes on administering its data.
      CREATE FUNCTION access_follows_data() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE system uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.system_id ELSE NEW.system_id END;
      BEGIN
        IF holds_state_data(system) THEN
          UPDATE access_grant g SET ended_at = app_now(), end_kind = 'state-data', version = g.version + 1
           WHERE g.system_id = system AND g.plane = 'data' AND g.ended_at IS NULL AND g.ends_at > app_now();
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_data AFTER INSERT OR UPDATE OR DELETE ON data_asset FOR EACH ROW EXECUTE FUNCTION access_follows_data();
    `);
  }

  private async keepEvidence(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The confirmation, with proof, that an account can no longer be used by whoever held it (điểm b khoản 3, điểm b khoản 4 Điều 6).
      CREATE TABLE access_closure (
        line_id      uuid PRIMARY KEY REFERENCES access_line (id),
        action       text NOT NULL,
        done_at      timestamptz NOT NULL,
        proof        text NOT NULL,
        file_sha256  text NOT NULL,
        confirmed_by uuid NOT NULL REFERENCES user_account (id),
        confirmed_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT access_closure_action_known CHECK (action IN ('disabled', 'password-changed', 'removed')),
        CONSTRAINT access_closure_proven CHECK (btrim(proof) <> '' AND file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CALL make_append_only('access_closure');

      CREATE FUNCTION access_closure_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE l access_line;
      BEGIN
        SELECT * INTO l FROM access_line WHERE id = NEW.line_id FOR UPDATE;
        NEW.confirmed_at := app_now();
        IF l.held_until > app_now() THEN
          PERFORM access_refuse('access_closed_after_its_end', 'access that is still held is ended first');
        END IF;
        IF NEW.done_at > app_now() OR NEW.done_at < l.starts_at THEN
          PERFORM access_refuse('access_closure_time_possible', 'the account was closed after it was given and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_closure_fits BEFORE INSERT ON access_closure FOR EACH ROW EXECUTE FUNCTION access_closure_fits();

      CREATE FUNCTION access_closure_closes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE access_line SET closed_at = NEW.done_at WHERE id = NEW.line_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_closure_closes AFTER INSERT ON access_closure FOR EACH ROW EXECUTE FUNCTION access_closure_closes();

      -- The word of another person about access that was opened in an emergency.
      CREATE TABLE access_review (
        grant_id    uuid PRIMARY KEY REFERENCES access_grant (id),
        outcome     text NOT NULL,
        ground      text NOT NULL,
        reviewed_by uuid NOT NULL REFERENCES user_account (id),
        reviewed_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT access_review_outcome_known CHECK (outcome IN ('justified', 'unjustified')),
        CONSTRAINT access_review_says_why CHECK (btrim(ground) <> '')
      );
      CALL make_append_only('access_review');

      CREATE FUNCTION access_review_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE g access_grant; opened_by_head boolean;
      BEGIN
        SELECT * INTO g FROM access_grant WHERE id = NEW.grant_id;
        NEW.reviewed_at := app_now();
        IF g.form IS DISTINCT FROM 'emergency' THEN
          PERFORM access_refuse('access_review_of_emergency', 'what was opened in an emergency is reviewed');
        END IF;
        IF NEW.reviewed_by = g.granted_by THEN
          PERFORM access_refuse('access_review_by_another', 'nobody reviews what they opened');
        END IF;
        opened_by_head := EXISTS (SELECT 1 FROM head_authority(g.granted_by, g.agency_id, (g.granted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date));
        IF NOT EXISTS (SELECT 1 FROM head_authority(NEW.reviewed_by, g.agency_id, app_today()) h WHERE h.areas IS NULL OR 'access' = ANY (h.areas))
           AND NOT (opened_by_head AND person_belongs_to(NEW.reviewed_by, g.agency_id)) THEN
          PERFORM access_refuse('access_review_by_authority', 'the head reviews, or another person of the agency where the head opened');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_review_fits BEFORE INSERT ON access_review FOR EACH ROW EXECUTE FUNCTION access_review_fits();

      -- One session on a system: what somebody of the vendor did, under whose eyes. What was out of order about it is written down with it.
      CREATE TABLE access_session (
        id             uuid PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY,
        contract_id    uuid NOT NULL REFERENCES contract (id),
        system_id      uuid NOT NULL REFERENCES information_system (id),
        -- NULL: outside every grant.
        grant_id       uuid REFERENCES access_grant (id),
        person_id      uuid REFERENCES vendor_person (id),
        person_name    text NOT NULL,
        account_name   text NOT NULL,
        began_at       timestamptz NOT NULL,
        ended_at       timestamptz NOT NULL,
        source_address inet,
        work_done      text NOT NULL,
        supervision    text NOT NULL,
        supervisor_id  uuid REFERENCES user_account (id),
        marks          text[] NOT NULL,
        recorded_by    uuid NOT NULL REFERENCES user_account (id),
        recorded_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT access_session_times CHECK (ended_at >= began_at),
        CONSTRAINT access_session_texts_not_empty CHECK (btrim(person_name) <> '' AND btrim(account_name) <> '' AND btrim(work_done) <> ''),
        CONSTRAINT access_session_supervision_known CHECK (supervision IN ('attended', 'recorded', 'none')),
        CONSTRAINT access_session_attended_by_somebody CHECK (supervision <> 'attended' OR supervisor_id IS NOT NULL)
      );
      CREATE INDEX access_session_by_contract ON access_session (contract_id, seq DESC);
      CREATE INDEX access_session_by_grant ON access_session (grant_id, seq DESC) WHERE grant_id IS NOT NULL;
      CALL make_append_only('access_session');

      CREATE FUNCTION access_session_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.recorded_at := app_now();
        IF NEW.ended_at > app_now() THEN
          PERFORM access_refuse('access_session_is_over', 'a session is recorded when it is over');
        END IF;
        IF NEW.grant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.id = NEW.grant_id AND g.contract_id = NEW.contract_id AND g.system_id = NEW.system_id) THEN
          PERFORM access_refuse('access_session_of_grant', 'a session is on the system of its grant');
        END IF;
        IF NEW.grant_id IS NULL AND NOT ('without-grant' = ANY (NEW.marks)) THEN
          PERFORM access_refuse('access_session_without_grant_is_marked', 'a session outside every grant says so');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM contract_system s WHERE s.contract_id = NEW.contract_id AND s.system_id = NEW.system_id) THEN
          PERFORM access_refuse('access_to_system_of_contract', 'sessions are on systems that the contract names');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_session_fits BEFORE INSERT ON access_session FOR EACH ROW EXECUTE FUNCTION access_session_fits();

      CALL require_audit('system_account');
      CALL require_audit('access_request');
      CALL require_audit('access_grant');
      CALL require_audit('access_use');
      CALL require_audit('access_line');
      CALL require_audit('access_closure');
      CALL require_audit('access_review');
      CALL require_audit('access_session');
      GRANT SELECT, INSERT, UPDATE ON access_request, access_grant, access_use, access_line TO dieu6_app;
      GRANT SELECT, INSERT ON system_account, access_request_person, access_request_asset, access_closure, access_review, access_session TO dieu6_app;
      GRANT SELECT ON access_request_move TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('How access ended is evidence and never taken down; restore a backup instead.');
  }
}
