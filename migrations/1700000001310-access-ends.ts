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
  }

  private async wallGrants(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access_grant_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE r access_request; c contract; longest interval; level_now integer;
      BEGIN
        PERFORM access_sees_newest();
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
            IF NEW.ends_at > OLD.ends_at OR NEW.ends_at < app_now() OR (NEW.ends_at < OLD.ends_at AND NEW.ends_at <= NEW.starts_at) OR NEW.ended_at > app_now() OR NEW.ended_at < app_now() - interval '5 minutes' THEN
              PERFORM access_refuse('access_grant_only_ends_earlier', 'a longer term is a new approval, and nothing ends in the past');
            END IF;
            IF (NEW.end_kind = 'phase-over' AND access_phase_open(NEW.phase, c, NEW.system_id)) OR (NEW.end_kind = 'suspended' AND NEW.ended_by IS NULL AND NOT system_suspended(NEW.system_id))
               OR (NEW.end_kind = 'state-data' AND NOT (NEW.plane = 'data' AND holds_state_data(NEW.system_id)))
               OR (NEW.end_kind = 'system-left' AND EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = c.id AND l.system_id = NEW.system_id)) THEN
              PERFORM access_refuse('access_grant_ends_for_its_reason', 'a grant ends by itself only for a reason that is there');
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
        PERFORM access_keeps_state_data(r.plane, r.system_id, r.id);
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
        IF NOT EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = c.id AND l.system_id = r.system_id) THEN
          PERFORM access_refuse('access_to_system_of_contract', 'access is granted to systems that the contract names');
        END IF;
        IF NOT access_phase_open(r.phase, c, r.system_id) THEN
          PERFORM access_refuse('access_in_phase_of_contract', 'the contract is not in the phase of this access');
        END IF;
        -- Held against whoever suspends the system at the same moment.
        PERFORM 1 FROM information_system s WHERE s.id = r.system_id FOR KEY SHARE;
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
        longest := access_longest_of(r, c, level_now);
        IF longest IS NULL OR r.ends_at > NEW.starts_at + longest THEN
          PERFORM access_refuse('access_within_longest_term', 'longer than its purpose and level allow');
        END IF;
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
        PERFORM access_sees_newest();
        -- The contract first, then the grant as whoever ended it meanwhile left it.
        SELECT k.* INTO c FROM contract k WHERE k.id = (SELECT contract_id FROM access_grant WHERE id = NEW.grant_id) FOR UPDATE;
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
          IF NEW.agency_id <> c.agency_id THEN
            PERFORM access_refuse('access_grant_with_contract', 'a use belongs to the agency of its contract');
          END IF;
          IF OLD.acknowledged_at IS NULL AND NEW.acknowledged_at IS NOT NULL THEN NEW.acknowledged_at := app_now(); END IF;
          IF NEW.acknowledged_by = NEW.opened_by THEN
            PERFORM access_refuse('access_use_acknowledged_by_another', 'another person takes notice of a use');
          END IF;
          RETURN NEW;
        END IF;
        NEW.xid := pg_current_xact_id();
        NEW.agency_id := g.agency_id;
        NEW.opened_at := app_now();
        NEW.closed_at := NULL; NEW.closed_by := NULL; NEW.acknowledged_at := NULL; NEW.acknowledged_by := NULL;
        NEW.closes_at := LEAST(app_now() + make_interval(hours => r.use_hours), g.ends_at);
        IF g.form IS DISTINCT FROM 'standing' OR g.ended_at IS NOT NULL OR NOT (g.starts_at <= app_now() AND app_now() < g.ends_at) THEN
          PERFORM access_refuse('access_use_of_standing_grant', 'a standing grant in force is opened');
        END IF;
        IF NOT may_open_access(NEW.opened_by, c.agency_id) THEN
          PERFORM access_refuse('access_opened_by_officer', 'an IT officer or the head opens a standing grant');
        END IF;
        IF NOT access_phase_open(g.phase, c, g.system_id) OR (g.phase = 'trial' AND c.phase <> 'trial') THEN
          PERFORM access_refuse('access_in_phase_of_contract', 'the contract is not in the phase of this access');
        END IF;
        PERFORM 1 FROM information_system s WHERE s.id = g.system_id FOR KEY SHARE;
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
        PERFORM access_sees_newest();
        SELECT * INTO g FROM access_grant WHERE id = NEW.grant_id;
        SELECT * INTO c FROM contract WHERE id = g.contract_id;
        IF TG_OP = 'INSERT' THEN
          IF g.id IS NULL OR g.ended_at IS NOT NULL OR NOT EXISTS (
               SELECT 1 FROM access_request_person n WHERE n.request_id = g.request_id AND n.person_id = NEW.person_id AND n.account_id = NEW.account_id) THEN
            PERFORM access_refuse('access_line_of_grant', 'access is held by the people and accounts of a grant in force');
          END IF;
          NEW.contract_id := g.contract_id; NEW.agency_id := g.agency_id; NEW.system_id := g.system_id; NEW.closed_at := NULL;
          IF g.form = 'standing' THEN
            SELECT * INTO u FROM access_use x WHERE x.id = NEW.use_id AND x.grant_id = g.id AND x.xid = pg_current_xact_id() AND x.closed_at IS NULL;
            IF u.id IS NULL THEN
              PERFORM access_refuse('access_line_of_use', 'a standing grant is held use by use');
            END IF;
            NEW.starts_at := u.opened_at; NEW.granted_until := u.closes_at;
          ELSE
            NEW.use_id := NULL; NEW.starts_at := g.starts_at; NEW.granted_until := g.ends_at;
          END IF;
          -- Held against whoever ends a commitment of the person, or records the leaving, at the same moment.
          PERFORM 1 FROM vendor_person p WHERE p.id = NEW.person_id FOR SHARE;
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
        -- What is over stays over, whatever is recorded later; so does what lost its ground before it began.
        IF OLD.held_until <= GREATEST(app_now(), OLD.starts_at) THEN
          NEW.granted_until := OLD.granted_until; NEW.held_until := OLD.held_until; NEW.end_cause := OLD.end_cause;
          RETURN NEW;
        END IF;
        -- Ended by somebody it is over now, whatever else it rested on.
        IF NEW.granted_until <= app_now() THEN
          NEW.held_until := GREATEST(app_now(), NEW.starts_at);
          NEW.end_cause := 'term';
          RETURN NEW;
        END IF;
        SELECT * INTO ends FROM access_line_end(NEW, g, c);
        NEW.held_until := GREATEST(ends.until, app_now(), NEW.starts_at);
        NEW.end_cause := ends.cause;
        -- An end after which another grant has given the same person the same account stays where it is.
        IF NEW.held_until > OLD.held_until AND EXISTS (
             SELECT 1 FROM access_line other WHERE other.person_id = NEW.person_id AND other.account_id = NEW.account_id AND other.id <> NEW.id
                AND other.starts_at >= OLD.held_until AND other.starts_at < NEW.held_until) THEN
          NEW.held_until := OLD.held_until;
          NEW.end_cause := OLD.end_cause;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_line_fits BEFORE INSERT OR UPDATE ON access_line FOR EACH ROW EXECUTE FUNCTION access_line_fits();
    `);
  }

  private async followFacts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Facts of other rooms on which access rests. Each change looks again at the lines still held; none can bring back what is over.
      -- Each locks what a grant in the making looks at, so that neither overlooks the other.
      CREATE FUNCTION access_follows_commitment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM access_sees_newest();
        PERFORM 1 FROM vendor_person p WHERE p.id = NEW.person_id FOR NO KEY UPDATE;
        UPDATE access_line SET granted_until = granted_until WHERE person_id = NEW.person_id AND held_until > app_now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_commitment AFTER INSERT OR UPDATE ON commitment FOR EACH ROW EXECUTE FUNCTION access_follows_commitment();

      CREATE FUNCTION access_follows_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM access_sees_newest();
        UPDATE access_line SET granted_until = granted_until WHERE person_id = NEW.id AND held_until > app_now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_person AFTER UPDATE OF left_on ON vendor_person FOR EACH ROW WHEN (OLD.left_on IS DISTINCT FROM NEW.left_on) EXECUTE FUNCTION access_follows_person();

      CREATE FUNCTION access_follows_contract() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM access_sees_newest();
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

      -- A system that the contract names no longer.
      CREATE FUNCTION access_follows_systems() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM access_sees_newest();
        PERFORM 1 FROM contract c WHERE c.id = OLD.contract_id FOR UPDATE;
        UPDATE access_grant g SET ended_at = app_now(), end_kind = 'system-left', version = g.version + 1
         WHERE g.contract_id = OLD.contract_id AND g.system_id = OLD.system_id AND g.ended_at IS NULL AND g.ends_at > app_now();
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_systems AFTER DELETE ON contract_system FOR EACH ROW EXECUTE FUNCTION access_follows_systems();

      -- A system that comes to hold state-managed data, or is left without any registered: nobody of the vendor goes on administering its data.
      CREATE FUNCTION access_follows_data() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE system uuid;
      BEGIN
        PERFORM access_sees_newest();
        FOREACH system IN ARRAY CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.system_id] WHEN 'DELETE' THEN ARRAY[OLD.system_id] ELSE ARRAY[OLD.system_id, NEW.system_id] END LOOP
          PERFORM 1 FROM information_system s WHERE s.id = system FOR KEY SHARE;
          IF holds_state_data(system) THEN
            UPDATE access_grant g SET ended_at = app_now(), end_kind = 'state-data', version = g.version + 1
             WHERE g.system_id = system AND g.plane = 'data' AND g.ended_at IS NULL AND g.ends_at > app_now();
          END IF;
        END LOOP;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_follows_data AFTER INSERT OR UPDATE OR DELETE ON data_asset FOR EACH ROW EXECUTE FUNCTION access_follows_data();
    `);
  }

  async down(): Promise<void> {
    throw new Error('How access ended is evidence and never taken down; restore a backup instead.');
  }
}
