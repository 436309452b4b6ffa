import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agencies with their former names, people, roles with a term, delegations, decisions and sign-in failures. */
export class People1700000000200 implements MigrationInterface {
  name = 'People1700000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agency (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        code          text NOT NULL,
        name          text NOT NULL,
        kind          text NOT NULL,
        parent_id     uuid REFERENCES agency (id),
        path          text NOT NULL DEFAULT '',
        place_name    text NOT NULL,
        record_symbol text NOT NULL,
        aliases       text[] NOT NULL DEFAULT '{}',
        -- The day this agency began to work with the product; contracts signed before it may enter as transitional.
        adopted_on    date,
        ended_on      date,
        successor_id  uuid REFERENCES agency (id),
        version       integer NOT NULL DEFAULT 1,
        CONSTRAINT agency_code_unique UNIQUE (code),
        CONSTRAINT agency_kind_known CHECK (kind IN ('city', 'police', 'department', 'front', 'ward', 'commune', 'special_zone', 'unit')),
        CONSTRAINT agency_successor_after_end CHECK (successor_id IS NULL OR ended_on IS NOT NULL),
        CONSTRAINT agency_not_its_own_successor CHECK (successor_id IS DISTINCT FROM id),
        CONSTRAINT agency_name_not_empty CHECK (btrim(name) <> '')
      );
      CREATE UNIQUE INDEX agency_one_root ON agency ((parent_id IS NULL)) WHERE parent_id IS NULL;
      CREATE UNIQUE INDEX agency_name_unique ON agency (fold_text(name)) WHERE ended_on IS NULL;
      CREATE INDEX agency_by_path ON agency (path text_pattern_ops);

      CREATE TABLE agency_former_name (
        id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        agency_id uuid NOT NULL REFERENCES agency (id),
        name      text NOT NULL,
        since     date,
        until     date,
        ground    text NOT NULL,
        CONSTRAINT agency_former_name_dates CHECK (since IS NULL OR until IS NULL OR since <= until)
      );
      CREATE INDEX agency_former_name_by_agency ON agency_former_name (agency_id);

      -- The path of identifiers from the root; an agency can never come to lie below itself.
      CREATE FUNCTION place_agency() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE above text := '/';
      BEGIN
        IF NEW.parent_id IS NOT NULL THEN
          SELECT path INTO above FROM agency WHERE id = NEW.parent_id;
          IF above LIKE '%/' || NEW.id || '/%' OR NEW.parent_id = NEW.id THEN
            RAISE EXCEPTION 'an agency cannot lie below itself'
              USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'agency_tree_has_no_loop', TABLE = 'agency';
          END IF;
        END IF;
        NEW.path := above || NEW.id || '/';
        RETURN NEW;
      END $$;
      CREATE TRIGGER agency_place BEFORE INSERT OR UPDATE OF parent_id ON agency FOR EACH ROW EXECUTE FUNCTION place_agency();

      CREATE FUNCTION move_agencies_below() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE agency SET path = NEW.path || substr(path, length(OLD.path) + 1) WHERE path LIKE OLD.path || '_%';
        RETURN NULL;
      END $$;
      CREATE TRIGGER agency_move AFTER UPDATE OF parent_id ON agency FOR EACH ROW
        WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION move_agencies_below();
    `);

    await runner.query(`
      CREATE TABLE user_account (
        id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        login                text NOT NULL,
        full_name            text NOT NULL,
        post                 text NOT NULL,
        email                text,
        phone                text,
        password_hash        text NOT NULL,
        password_changed_on  date NOT NULL,
        must_change_password boolean NOT NULL DEFAULT true,
        closed_at            timestamptz,
        created_at           timestamptz NOT NULL DEFAULT app_now(),
        version              integer NOT NULL DEFAULT 1,
        CONSTRAINT user_account_login_form CHECK (login ~ '^[a-z0-9][a-z0-9._-]{2,59}$'),
        CONSTRAINT user_account_password_is_argon2id CHECK (password_hash LIKE '$argon2id$%')
      );
      CREATE UNIQUE INDEX user_account_login_unique ON user_account (login);

      -- What other rooms show of a person.
      CREATE VIEW person_name AS SELECT id, full_name, post FROM user_account;

      CREATE TABLE delegation (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        agency_id     uuid NOT NULL REFERENCES agency (id),
        head_id       uuid NOT NULL REFERENCES user_account (id),
        delegate_id   uuid NOT NULL REFERENCES user_account (id),
        kind          text NOT NULL,
        areas         text[] NOT NULL,
        ground        text NOT NULL,
        valid_from    date NOT NULL,
        valid_until   date NOT NULL,
        created_by    uuid NOT NULL REFERENCES user_account (id),
        created_at    timestamptz NOT NULL DEFAULT app_now(),
        revoked_at    timestamptz,
        revoked_by    uuid REFERENCES user_account (id),
        revoke_ground text,
        CONSTRAINT delegation_kind_known CHECK (kind IN ('KT', 'TUQ')),
        CONSTRAINT delegation_to_another_person CHECK (head_id <> delegate_id),
        CONSTRAINT delegation_dates CHECK (valid_until >= valid_from),
        CONSTRAINT delegation_names_its_scope CHECK (cardinality(areas) > 0),
        CONSTRAINT delegation_names_its_ground CHECK (btrim(ground) <> ''),
        CONSTRAINT delegation_revoked_whole CHECK ((revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_ground IS NULL))
      );
      CREATE INDEX delegation_by_delegate ON delegation (delegate_id);
      CREATE INDEX delegation_by_agency ON delegation (agency_id, valid_from DESC);

      CREATE TABLE role_assignment (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id      uuid NOT NULL REFERENCES user_account (id),
        role         text NOT NULL,
        agency_id    uuid NOT NULL REFERENCES agency (id),
        with_subtree boolean NOT NULL DEFAULT false,
        valid_from   date NOT NULL,
        valid_until  date,
        granted_by   uuid REFERENCES user_account (id),
        granted_at   timestamptz NOT NULL DEFAULT app_now(),
        ended_on     date,
        ended_by     uuid REFERENCES user_account (id),
        CONSTRAINT role_assignment_role_known CHECK (role IN
          ('procurement_officer', 'it_officer', 'unit_head', 'auditor', 'city_oversight', 'records_clerk', 'administrator')),
        CONSTRAINT role_assignment_dates CHECK (valid_until IS NULL OR valid_until >= valid_from),
        CONSTRAINT nobody_raises_their_own_roles CHECK (granted_by IS DISTINCT FROM user_id),
        CONSTRAINT role_assignment_names_its_granter CHECK (granted_by IS NOT NULL OR role = 'administrator'),
        CONSTRAINT role_assignment_ended_whole CHECK ((ended_on IS NULL) = (ended_by IS NULL)),
        CONSTRAINT role_assignment_once_at_a_time EXCLUDE USING gist
          (user_id WITH =, role WITH =, agency_id WITH =, daterange(valid_from, coalesce(ended_on, valid_until, 'infinity'), '[)') WITH &&)
      );
      CREATE INDEX role_assignment_by_user ON role_assignment (user_id);
      CREATE INDEX role_assignment_by_agency ON role_assignment (agency_id, role);

      -- A role once given is history: it can be ended once, nothing else of it can change.
      CREATE FUNCTION keep_role_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR OLD.ended_on IS NOT NULL
          OR (to_jsonb(NEW) - 'ended_on' - 'ended_by') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_on' - 'ended_by') THEN
          RAISE EXCEPTION 'a role assignment can only be ended'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'role_assignment_is_history', TABLE = 'role_assignment';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER role_assignment_history BEFORE UPDATE OR DELETE ON role_assignment FOR EACH ROW EXECUTE FUNCTION keep_role_assignment();

      CREATE FUNCTION keep_delegation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
          OR (to_jsonb(NEW) - 'revoked_at' - 'revoked_by' - 'revoke_ground') IS DISTINCT FROM (to_jsonb(OLD) - 'revoked_at' - 'revoked_by' - 'revoke_ground') THEN
          RAISE EXCEPTION 'a delegation can only be revoked'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'delegation_is_history', TABLE = 'delegation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER delegation_history BEFORE UPDATE OR DELETE ON delegation FOR EACH ROW EXECUTE FUNCTION keep_delegation();

      -- Only a head's own authority is delegated: what came by delegation cannot be passed on (NĐ 30/2020 Điều 13).
      CREATE FUNCTION delegation_from_own_authority() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT 1 FROM role_assignment r
           WHERE r.user_id = NEW.head_id AND r.agency_id = NEW.agency_id AND r.role = 'unit_head'
             AND r.valid_from <= NEW.valid_from AND (r.valid_until IS NULL OR r.valid_until >= NEW.valid_until) AND r.ended_on IS NULL) THEN
          RAISE EXCEPTION 'only the head of the agency delegates, and only within the own term'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'delegation_from_own_authority', TABLE = 'delegation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER delegation_own_authority BEFORE INSERT ON delegation FOR EACH ROW EXECUTE FUNCTION delegation_from_own_authority();

      -- The roles in force today, those by delegation included, each with the agencies it reaches (NULL: all of them).
      CREATE VIEW effective_role AS
        WITH held AS (
          SELECT r.user_id, r.role, r.agency_id, r.with_subtree, 'own'::text AS capacity, NULL::uuid AS delegation_id, NULL::uuid AS head_id, NULL::text[] AS areas
            FROM role_assignment r
           WHERE r.valid_from <= app_today() AND (r.valid_until IS NULL OR r.valid_until >= app_today())
             AND (r.ended_on IS NULL OR r.ended_on > app_today())
          UNION ALL
          SELECT d.delegate_id, 'unit_head', d.agency_id, false, d.kind, d.id, d.head_id, d.areas
            FROM delegation d
           WHERE d.valid_from <= app_today() AND d.valid_until >= app_today() AND d.revoked_at IS NULL
             AND EXISTS (SELECT 1 FROM role_assignment r JOIN user_account h ON h.id = r.user_id
                          WHERE r.user_id = d.head_id AND r.agency_id = d.agency_id AND r.role = 'unit_head' AND h.closed_at IS NULL
                            AND r.valid_from <= app_today() AND (r.valid_until IS NULL OR r.valid_until >= app_today())
                            AND (r.ended_on IS NULL OR r.ended_on > app_today()))
        )
        SELECT held.user_id, held.role, held.agency_id, a.name AS agency_name, held.capacity, held.delegation_id, held.head_id, held.areas,
               CASE WHEN held.with_subtree AND a.parent_id IS NULL THEN NULL
                    WHEN held.with_subtree THEN ARRAY(SELECT below.id FROM agency below WHERE below.path LIKE a.path || '%')
                    ELSE ARRAY[held.agency_id] END AS agency_ids
          -- One look-up per role held: a join would read the whole tree of agencies with every request.
          FROM held CROSS JOIN LATERAL (SELECT * FROM agency WHERE agency.id = held.agency_id LIMIT 1) a;

      -- The product always keeps somebody who can administer it: at least one open account with the role, without an end, over everything.
      CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(662007);
        IF EXISTS (SELECT 1 FROM role_assignment WHERE role = 'administrator') AND NOT EXISTS (
          SELECT 1 FROM role_assignment r JOIN user_account u ON u.id = r.user_id JOIN agency a ON a.id = r.agency_id
           WHERE r.role = 'administrator' AND r.ended_on IS NULL AND r.valid_until IS NULL AND r.with_subtree AND a.parent_id IS NULL AND u.closed_at IS NULL) THEN
          RAISE EXCEPTION 'the last administrator cannot be removed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'last_administrator_stays', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER last_administrator_stays AFTER UPDATE ON role_assignment
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.role = 'administrator') EXECUTE FUNCTION keep_an_administrator();
      CREATE CONSTRAINT TRIGGER last_administrator_stays AFTER UPDATE ON user_account
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at) EXECUTE FUNCTION keep_an_administrator();
    `);

    await runner.query(`
      -- A decision of somebody entitled to it, given by a click or on paper; the wall of maker and approver for everything that is approved.
      CREATE TABLE decision (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        agency_id     uuid NOT NULL REFERENCES agency (id),
        subject_kind  text NOT NULL,
        subject_id    uuid NOT NULL,
        act           text NOT NULL,
        outcome       text NOT NULL,
        ground        text,
        requested_by  uuid NOT NULL REFERENCES user_account (id),
        decided_by    uuid NOT NULL REFERENCES user_account (id),
        capacity      text NOT NULL,
        delegation_id uuid REFERENCES delegation (id),
        medium        text NOT NULL,
        recorded_by   uuid NOT NULL REFERENCES user_account (id),
        recorded_at   timestamptz NOT NULL DEFAULT app_now(),
        paper_number  text,
        paper_date    date,
        paper_sha256  text,
        CONSTRAINT decision_outcome_known CHECK (outcome IN ('approved', 'returned')),
        CONSTRAINT decision_returned_with_ground CHECK (outcome = 'approved' OR btrim(coalesce(ground, '')) <> ''),
        CONSTRAINT decision_maker_is_not_requester CHECK (decided_by <> requested_by),
        CONSTRAINT decision_capacity_known CHECK (capacity IN ('own', 'KT', 'TUQ')),
        CONSTRAINT decision_delegate_names_delegation CHECK ((capacity = 'own') = (delegation_id IS NULL)),
        CONSTRAINT decision_medium_known CHECK (medium IN ('click', 'paper')),
        CONSTRAINT decision_click_is_the_deciders CHECK (medium <> 'click' OR recorded_by = decided_by),
        CONSTRAINT decision_paper_recorded_by_another CHECK (medium <> 'paper' OR recorded_by <> requested_by),
        CONSTRAINT decision_paper_has_its_scan CHECK
          (medium <> 'paper' OR (paper_number IS NOT NULL AND paper_date IS NOT NULL AND paper_sha256 IS NOT NULL))
      );
      CREATE INDEX decision_by_subject ON decision (subject_kind, subject_id);
      CALL make_append_only('decision');

      CREATE TABLE sign_in_failure (
        key            text PRIMARY KEY,
        failures       integer NOT NULL,
        last_failed_at timestamptz NOT NULL,
        locked_until   timestamptz
      );

      -- What an administrator sets for the whole installation, each change audited.
      CREATE TABLE setting (
        key     text PRIMARY KEY,
        value   jsonb NOT NULL,
        version integer NOT NULL DEFAULT 1
      );

      CALL require_audit('setting');
      CALL require_audit('agency');
      CALL require_audit('agency_former_name');
      CALL require_audit('user_account');
      CALL require_audit('role_assignment');
      CALL require_audit('delegation');
      CALL require_audit('decision');
      GRANT SELECT, INSERT, UPDATE ON setting, agency, user_account, role_assignment, delegation TO dieu6_app;
      GRANT SELECT, INSERT ON agency_former_name, decision TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failure TO dieu6_app;
      GRANT SELECT ON effective_role, person_name TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('People and decisions are never taken down; restore a backup instead.');
  }
}
