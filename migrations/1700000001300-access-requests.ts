import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A vendor's access to a system (điểm b, c khoản 2 Điều 6): the rules that every wall of access reads, accounts, and requests with what may be asked for.
 * Grants, how they end, their evidence and what others read stand in the migrations that follow.
 */
export class AccessRequests1700000001300 implements MigrationInterface {
  name = 'AccessRequests1700000001300';

  async up(runner: QueryRunner): Promise<void> {
    await this.createRules(runner);
    await this.createRequests(runner);
    await this.wallRequests(runner);
  }

  private async createRules(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION access_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'access_grant';
      END $$;

      -- Walls look at facts that others may be changing. They lock what they look at and then look at what is committed now; a transaction that keeps to the
      -- snapshot of its beginning would look past that, so it cannot grant, end, or change what access rests on.
      CREATE FUNCTION access_sees_newest() RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
          PERFORM access_refuse('access_judged_on_newest_facts', 'access is judged on the newest facts: read committed');
        END IF;
      END $$;

      CREATE FUNCTION day_begins(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT CASE WHEN day = 'infinity' THEN 'infinity'::timestamptz ELSE day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' END $$;

      -- Whether a system is paused or stopped, whether a contract is contained (only repair is granted on it), and whether the vendor repairs under attendance. The room of
      -- violations replaces them; until then nothing is suspended, contained or under repair. Who suspends locks the system's row FOR UPDATE and ends what is
      -- granted on it: grants hold that row while they look.
      CREATE FUNCTION system_suspended(system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$;
      CREATE FUNCTION contract_contained(of_contract uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$;
      CREATE FUNCTION remediation_open(contract uuid, system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$;
      -- Whether the independent run of a handover has begun: the vendor's access is over then. The room of handovers replaces it.
      CREATE FUNCTION independent_run_began(contract uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$;

      -- Whether access of this phase may be granted while the contract stands where it stands (domain reference 3.3). For trial operation it may be granted as
      -- soon as the contract is signed; it is live only from the day on which trial operation began (live_access).
      CREATE FUNCTION access_phase_open(access_phase text, c contract, system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT CASE access_phase
          WHEN 'trial' THEN c.phase IN ('signed', 'trial')
          WHEN 'operation' THEN c.phase = 'active'
          WHEN 'handover' THEN c.phase = 'handing_over' AND NOT independent_run_began(c.id)
          WHEN 'remediation' THEN c.phase IN ('signed', 'trial', 'active', 'handing_over') AND remediation_open(c.id, system)
          ELSE false END $$;

      -- The end of a contract for its vendor's access: 24:00 of its last day; handing over goes on as long as its phase does.
      CREATE FUNCTION access_contract_end(access_phase text, c contract) RETURNS timestamptz LANGUAGE sql STABLE AS $$
        SELECT CASE access_phase WHEN 'handover' THEN 'infinity'::timestamptz ELSE day_begins(c.ends_on + 1) END $$;

      -- A current approval of the risk, or the time that a transitional contract has to get one. A lapse blocks new grants and stops no service.
      CREATE FUNCTION contract_risk_cleared(c contract) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce(c.entry_kind = 'transitional' AND c.review_due_on >= app_today(), false)
            OR EXISTS (SELECT 1 FROM published_assessment a
                        WHERE a.contract_id = c.id AND a.status = 'approved' AND a.valid_until >= app_today()
                          AND NOT EXISTS (SELECT 1 FROM risk_assessment_trigger t WHERE t.assessment_id = a.id)) $$;

      -- The last day of the unbroken time, beginning on a day, in which a person is bound to confidentiality towards this contract; NULL when not bound on that
      -- day. A commitment counts for the contract that it names, or for every contract of the agency that received it.
      CREATE FUNCTION commitment_reach(person uuid, contract uuid, agency uuid, from_day date) RETURNS date LANGUAGE plpgsql STABLE AS $$
      DECLARE reach date := from_day - 1; further date;
      BEGIN
        LOOP
          SELECT max(coalesce(LEAST(c.valid_until, c.ended_on - 1), 'infinity'::date)) INTO further
            FROM published_commitment c
           WHERE c.person_id = commitment_reach.person AND (c.contract_id = commitment_reach.contract OR (c.contract_id IS NULL AND c.agency_id = commitment_reach.agency))
             AND c.valid_from <= reach + 1 AND coalesce(LEAST(c.valid_until, c.ended_on - 1), 'infinity'::date) > reach;
          EXIT WHEN further IS NULL;
          reach := further;
          EXIT WHEN reach = 'infinity';
        END LOOP;
        RETURN CASE WHEN reach >= from_day THEN reach END;
      END $$;

      -- The longest term that an edition of the library access-terms gives a purpose at a level; per use where standing access is opened use by use.
      CREATE FUNCTION access_longest(edition text, entry text, level integer, per_use boolean DEFAULT false) RETURNS interval LANGUAGE sql STABLE AS $$
        SELECT make_interval(hours => (t.term ->> 'amount')::integer * CASE t.term ->> 'unit' WHEN 'hour' THEN 1 WHEN 'day' THEN 24 END)
          FROM library_entry e, jsonb_array_elements(e.content -> 'limits') l, LATERAL (SELECT CASE WHEN per_use THEN l -> 'perUse' ELSE l -> 'term' END AS term) t
         WHERE e.version_id = edition AND e.entry_id = entry AND level BETWEEN (l ->> 'fromLevel')::integer AND (l ->> 'toLevel')::integer $$;

      -- A system holds state-managed data unless every asset registered of it is said not to be; one without any registered asset counts as holding it.
      CREATE FUNCTION holds_state_data(system uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT NOT EXISTS (SELECT 1 FROM published_data_asset d WHERE d.system_id = system)
            OR EXISTS (SELECT 1 FROM published_data_asset d WHERE d.system_id = system AND d.state_managed) $$;

      -- Who opens access by one act: an IT officer of the agency, its head, or whom the head charged with access.
      CREATE FUNCTION may_open_access(person uuid, agency uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM effective_role e
                        WHERE e.user_id = person AND e.role IN ('it_officer', 'unit_head') AND (e.agency_ids IS NULL OR agency = ANY (e.agency_ids))
                          AND (e.areas IS NULL OR 'access' = ANY (e.areas))) $$;

      -- Weekly windows in Vietnam time: [{days: [1..7], from: 'HH:MM', to: 'HH:MM'}]; an end before its beginning is on the next day.
      CREATE FUNCTION access_windows_shaped(windows jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT jsonb_typeof(windows) = 'array' AND NOT jsonb_path_exists(windows, '$[*] ? (!(@.days.type() == "array" && @.days.size() > 0
          && !exists(@.days[*] ? (@.type() != "number" || @ < 1 || @ > 7 || @.floor() != @))
          && @.from like_regex "^([01]?[0-9]|2[0-3]):[0-5][0-9]$" && @.to like_regex "^(([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)$"))') $$;
    `);
  }

  private async createRequests(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An account, key or connection on a system; grants, reviews and closing share it. Names are told apart without regard to capitals.
      CREATE TABLE system_account (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        system_id     uuid NOT NULL REFERENCES information_system (id),
        environment   text NOT NULL,
        kind          text NOT NULL,
        name          text NOT NULL,
        registered_by uuid NOT NULL REFERENCES user_account (id),
        registered_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT system_account_environment_known CHECK (environment IN ('production', 'staging', 'development')),
        -- What looks the same is the same: nothing invisible in a name, and no white space but single blanks within.
        CONSTRAINT system_account_named CHECK (name <> '' AND name = btrim(name) AND name !~ '\\s\\s|[\\t\\n\\r]|[[:cntrl:]]'
          AND name !~ '[\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]')
      );
      CREATE UNIQUE INDEX system_account_once ON system_account (system_id, environment, kind, lower(normalize(name, NFKC)));
      CALL make_append_only('system_account');

      CREATE FUNCTION system_account_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.registered_at := app_now();
        IF NOT EXISTS (SELECT 1 FROM library_entry e WHERE e.version_id LIKE 'account-kinds@%' AND e.entry_id = NEW.kind) THEN
          PERFORM access_refuse('system_account_kind_known', 'kinds of account come from the library');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER system_account_fits BEFORE INSERT ON system_account FOR EACH ROW EXECUTE FUNCTION system_account_fits();

      CREATE TABLE access_request (
        id               uuid PRIMARY KEY,
        seq              bigint GENERATED ALWAYS AS IDENTITY,
        contract_id      uuid NOT NULL REFERENCES contract (id),
        agency_id        uuid NOT NULL REFERENCES agency (id),
        system_id        uuid NOT NULL REFERENCES information_system (id),
        -- 'grant' for a term; 'standing' approved beforehand and opened use by use; 'emergency' opened at once and reviewed afterwards.
        form             text NOT NULL,
        phase            text NOT NULL,
        environment      text NOT NULL,
        purpose          text NOT NULL,
        plane            text NOT NULL,
        privilege        text NOT NULL,
        method           text NOT NULL,
        source_addresses cidr[] NOT NULL DEFAULT '{}',
        starts_at        timestamptz NOT NULL,
        ends_at          timestamptz NOT NULL,
        -- Weekly windows (access_windows_shaped). None: at any time.
        windows          jsonb NOT NULL DEFAULT '[]',
        use_hours        integer,
        supervision      text NOT NULL,
        supervisor_id    uuid NOT NULL REFERENCES user_account (id),
        rollback_plan    text,
        ground           text NOT NULL,
        -- The grant that this one goes on from, by a new approval.
        continues_id     uuid,
        terms_edition    text NOT NULL REFERENCES library_version (id),
        level            integer NOT NULL,
        state            text NOT NULL,
        -- The term of the request itself: not decided by then, it has lapsed.
        decide_by        timestamptz NOT NULL,
        requested_by     uuid NOT NULL REFERENCES user_account (id),
        requested_at     timestamptz NOT NULL DEFAULT app_now(),
        decision_id      uuid REFERENCES decision (id),
        xid              xid8 NOT NULL DEFAULT pg_current_xact_id(),
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT access_request_form_known CHECK (form IN ('grant', 'standing', 'emergency')),
        CONSTRAINT access_request_phase_known CHECK (phase IN ('trial', 'operation', 'remediation', 'handover')),
        CONSTRAINT access_request_environment_known CHECK (environment IN ('production', 'staging', 'development')),
        -- The closed list of điểm c khoản 2 Điều 6.
        CONSTRAINT access_request_purpose_known CHECK (purpose IN ('incident-handling', 'upgrade-support', 'administration-support', 'operation-support')),
        CONSTRAINT access_request_plane_known CHECK (plane IN ('infrastructure', 'application', 'data')),
        CONSTRAINT access_request_method_known CHECK (method IN ('ssh', 'vpn', 'bastion', 'remote-desktop', 'web-console', 'remote-support', 'api', 'on-site')),
        CONSTRAINT access_request_supervision_known CHECK (supervision IN ('attended', 'recorded', 'sampled')),
        CONSTRAINT access_request_from_somewhere CHECK (method = 'on-site' OR cardinality(source_addresses) > 0),
        CONSTRAINT access_request_has_term CHECK (ends_at > starts_at),
        CONSTRAINT access_request_use_limited CHECK ((form = 'standing') = (use_hours IS NOT NULL) AND use_hours > 0),
        CONSTRAINT access_request_standing_for_incidents CHECK (form = 'grant' OR purpose = 'incident-handling'),
        CONSTRAINT access_request_upgrade_can_go_back CHECK (purpose <> 'upgrade-support' OR form <> 'grant' OR btrim(coalesce(rollback_plan, '')) <> ''),
        CONSTRAINT access_request_repair_attended CHECK (phase <> 'remediation' OR supervision = 'attended'),
        CONSTRAINT access_request_windows_listed CHECK (access_windows_shaped(windows)),
        CONSTRAINT access_request_texts_not_empty CHECK (btrim(privilege) <> '' AND btrim(ground) <> ''),
        CONSTRAINT access_request_state_known CHECK (state IN ('submitted', 'approved', 'returned', 'withdrawn', 'opened')),
        CONSTRAINT access_request_emergency_is_opened CHECK ((form = 'emergency') = (state = 'opened')),
        CONSTRAINT access_request_decided_by_head CHECK ((state IN ('approved', 'returned')) = (decision_id IS NOT NULL))
      );
      -- The inbox of a head, what is due first on top; what lapsed undecided is left out by its range.
      CREATE INDEX access_request_waiting ON access_request (agency_id, decide_by, seq) WHERE state = 'submitted';
      CREATE INDEX access_request_by_contract ON access_request (contract_id, seq DESC);

      CREATE TABLE access_request_person (
        request_id uuid NOT NULL REFERENCES access_request (id),
        person_id  uuid NOT NULL REFERENCES vendor_person (id),
        account_id uuid NOT NULL REFERENCES system_account (id),
        PRIMARY KEY (request_id, person_id, account_id)
      );
      CREATE INDEX access_request_person_by_person ON access_request_person (person_id);
      CALL make_append_only('access_request_person');

      CREATE TABLE access_request_asset (
        request_id uuid NOT NULL REFERENCES access_request (id),
        asset_id   uuid NOT NULL REFERENCES data_asset (id),
        PRIMARY KEY (request_id, asset_id)
      );
      CALL make_append_only('access_request_asset');

      -- The arrows of server/access-grants/domain/access-request.lifecycle.ts; a test compares the two.
      CREATE TABLE access_request_move (from_state text NOT NULL, to_state text NOT NULL, PRIMARY KEY (from_state, to_state));
      INSERT INTO access_request_move VALUES ('submitted', 'approved'), ('submitted', 'returned'), ('submitted', 'withdrawn');
    `);
  }

  private async wallRequests(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The longest term that is left for what a request asks, at a level: what the library gives its form and purpose, and no more than 30 days while a
      -- contract from before the product was never assessed. In hours, so that no clock change of any time zone makes it longer. NULL: none at all.
      CREATE FUNCTION access_longest_of(r access_request, c contract, at_level integer) RETURNS interval LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN c.entry_kind = 'transitional' AND NOT EXISTS (SELECT 1 FROM published_assessment a WHERE a.contract_id = c.id AND a.status = 'approved')
                    THEN LEAST(l.longest, make_interval(hours => 30 * 24)) ELSE l.longest END
          FROM (SELECT access_longest(r.terms_edition, CASE r.form WHEN 'grant' THEN r.purpose WHEN 'standing' THEN 'on-call' ELSE 'break-glass' END, at_level) AS longest) l
         WHERE l.longest IS NOT NULL $$;

      -- Data administration over state-managed data (điểm b khoản 2 Điều 6): no exception, whoever asks and whatever it is called.
      -- The system's row is held against whoever registers data of it at the same moment.
      CREATE FUNCTION access_keeps_state_data(plane text, system uuid, request uuid) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF plane <> 'data' THEN RETURN; END IF;
        PERFORM 1 FROM information_system s WHERE s.id = system FOR UPDATE;
        IF holds_state_data(system)
             OR EXISTS (SELECT 1 FROM access_request_asset a JOIN published_data_asset d ON d.id = a.asset_id WHERE a.request_id = request AND d.state_managed) THEN
          PERFORM access_refuse('vendor_never_administers_state_data', 'no vendor administers state-managed data');
        END IF;
      END $$;

      CREATE FUNCTION access_request_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE c contract; longest interval;
      BEGIN
        PERFORM access_sees_newest();
        SELECT * INTO c FROM contract WHERE id = NEW.contract_id FOR UPDATE;
        IF TG_OP = 'INSERT' THEN
          NEW.xid := pg_current_xact_id();
          NEW.agency_id := c.agency_id;
          NEW.requested_at := app_now();
          SELECT s.effective_level INTO NEW.level FROM published_system s WHERE s.id = NEW.system_id;
          IF NEW.state NOT IN ('submitted', 'opened') THEN
            PERFORM access_refuse('access_request_begins_submitted', 'a request begins submitted, or opened in an emergency');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM contract_system l WHERE l.contract_id = c.id AND l.system_id = NEW.system_id) THEN
            PERFORM access_refuse('access_to_system_of_contract', 'access is granted to systems that the contract names');
          END IF;
          IF NOT access_phase_open(NEW.phase, c, NEW.system_id) THEN
            PERFORM access_refuse('access_in_phase_of_contract', 'the contract is not in the phase of this access');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM agency_staff s WHERE s.agency_id = c.agency_id AND s.user_id = NEW.supervisor_id) THEN
            PERFORM access_refuse('access_supervised_by_agency', 'somebody of the agency supervises');
          END IF;
          IF NEW.form = 'emergency' AND NOT may_open_access(NEW.requested_by, c.agency_id) THEN
            PERFORM access_refuse('access_opened_by_officer', 'an IT officer or the head opens access in an emergency');
          END IF;
          IF NEW.decide_by <= app_now() OR NEW.decide_by > app_now() + make_interval(hours => 31 * 24) THEN
            PERFORM access_refuse('access_request_has_its_term', 'a request is to be decided within 31 days');
          END IF;
          IF NEW.continues_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.id = NEW.continues_id AND g.contract_id = c.id AND g.system_id = NEW.system_id) THEN
            PERFORM access_refuse('access_continues_its_contract', 'what is continued is of the same contract and system');
          END IF;
          IF NOT EXISTS (SELECT 1 FROM library_version v WHERE v.id = NEW.terms_edition
                            AND v.valid_from = (SELECT max(n.valid_from) FROM library_version n WHERE n.library = 'access-terms'
                                                   AND n.valid_from <= app_today() AND (n.valid_to IS NULL OR n.valid_to >= app_today()))
                            AND v.library = 'access-terms' AND (v.valid_to IS NULL OR v.valid_to >= app_today())) THEN
            PERFORM access_refuse('access_within_library_terms', 'terms come from the edition of the library that is in force');
          END IF;
          longest := access_longest_of(NEW, c, NEW.level);
          IF longest IS NULL OR NEW.ends_at > NEW.starts_at + longest THEN
            PERFORM access_refuse('access_within_longest_term', 'longer than its purpose and level allow');
          END IF;
          IF NEW.form = 'standing' AND coalesce(make_interval(hours => NEW.use_hours) > access_longest(NEW.terms_edition, 'on-call', NEW.level, true), true) THEN
            PERFORM access_refuse('access_within_longest_use', 'a use is longer than its level allows');
          END IF;
          IF NEW.ends_at > access_contract_end(NEW.phase, c) OR NEW.starts_at < day_begins(c.starts_on) THEN
            PERFORM access_refuse('access_within_contract_term', 'access lies within the term of the contract and its transition');
          END IF;
          PERFORM access_keeps_state_data(NEW.plane, NEW.system_id, NEW.id);
          RETURN NEW;
        END IF;
        IF (to_jsonb(NEW) - 'state' - 'decision_id' - 'version' - 'agency_id') IS DISTINCT FROM (to_jsonb(OLD) - 'state' - 'decision_id' - 'version' - 'agency_id') THEN
          PERFORM access_refuse('access_request_stays_as_asked', 'what was asked for does not change');
        END IF;
        IF NEW.agency_id <> c.agency_id THEN
          PERFORM access_refuse('access_request_with_contract', 'a request belongs to the agency of its contract');
        END IF;
        IF NEW.state = OLD.state THEN
          IF NEW.decision_id IS DISTINCT FROM OLD.decision_id THEN
            PERFORM access_refuse('access_request_stays_as_asked', 'what was decided does not change');
          END IF;
          RETURN NEW;
        END IF;
        IF NOT EXISTS (SELECT 1 FROM access_request_move m WHERE m.from_state = OLD.state AND m.to_state = NEW.state) THEN
          PERFORM access_refuse('access_request_arrow', format('no arrow leads from %s to %s', OLD.state, NEW.state));
        END IF;
        IF NEW.state IN ('approved', 'returned') AND NOT EXISTS (
             SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.subject_kind = 'access-request' AND d.subject_id = NEW.id AND d.agency_id = c.agency_id
                AND d.area = 'access' AND d.requested_by = NEW.requested_by AND d.outcome = NEW.state) THEN
          PERFORM access_refuse('access_request_decided_by_head', 'the head decides about a request');
        END IF;
        IF NEW.state = 'approved' AND OLD.decide_by <= app_now() THEN
          PERFORM access_refuse('access_request_lapsed', 'the term of the request is over');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_request_fits BEFORE INSERT OR UPDATE ON access_request FOR EACH ROW EXECUTE FUNCTION access_request_fits();

      -- People, accounts and data are named together with the request and never added to it later.
      CREATE FUNCTION access_request_names() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE r access_request;
      BEGIN
        SELECT * INTO r FROM access_request WHERE id = NEW.request_id;
        IF r.xid IS DISTINCT FROM pg_current_xact_id() OR r.state NOT IN ('submitted', 'opened') OR EXISTS (SELECT 1 FROM access_grant g WHERE g.request_id = r.id) THEN
          PERFORM access_refuse('access_request_stays_as_asked', 'nobody and nothing is added to a request');
        END IF;
        IF TG_TABLE_NAME = 'access_request_asset' THEN
          IF NOT EXISTS (SELECT 1 FROM published_data_asset d WHERE d.id = NEW.asset_id AND d.system_id = r.system_id) THEN
            PERFORM access_refuse('access_to_data_of_system', 'the data are those of the system');
          END IF;
          PERFORM access_keeps_state_data(r.plane, r.system_id, r.id);
          RETURN NULL;
        END IF;
        IF NOT EXISTS (SELECT 1 FROM published_vendor_person p JOIN contract c ON c.id = r.contract_id WHERE p.id = NEW.person_id AND p.vendor_id = c.vendor_id) THEN
          PERFORM access_refuse('access_for_people_of_vendor', 'access is given to people of the vendor');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM system_account a WHERE a.id = NEW.account_id AND a.system_id = r.system_id AND a.environment = r.environment) THEN
          PERFORM access_refuse('access_by_account_of_system', 'the account is one of the system');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_request_person_fits AFTER INSERT ON access_request_person FOR EACH ROW EXECUTE FUNCTION access_request_names();
      CREATE TRIGGER access_request_asset_fits AFTER INSERT ON access_request_asset FOR EACH ROW EXECUTE FUNCTION access_request_names();

      CREATE FUNCTION access_request_names_somebody() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM access_request_person p WHERE p.request_id = NEW.id) THEN
          PERFORM access_refuse('access_names_its_people', 'access is given to named people');
        END IF;
        IF NEW.state IN ('approved', 'opened') AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.request_id = NEW.id) THEN
          PERFORM access_refuse('access_approved_is_granted', 'what is approved is granted in the same act');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER access_names_its_people AFTER INSERT OR UPDATE ON access_request DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION access_request_names_somebody();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who had access to a system is evidence and never taken down; restore a backup instead.');
  }
}
