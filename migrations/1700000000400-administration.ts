import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What administration adds to people: searching, agency succession, delegations on paper, decisions by proven authority, tasks. */
export class Administration1700000000400 implements MigrationInterface {
  name = 'Administration1700000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION agency_search_text(name text, code text, symbol text, aliases text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT fold_text(concat_ws(' ', name, code, symbol, array_to_string(aliases, ' '))) $$;

      ALTER TABLE agency
        ADD COLUMN name_since date,
        ADD COLUMN end_ground text,
        ADD COLUMN search text NOT NULL GENERATED ALWAYS AS (agency_search_text(name, code, record_symbol, aliases)) STORED,
        ADD CONSTRAINT agency_end_names_its_ground CHECK ((ended_on IS NULL) = (end_ground IS NULL) AND btrim(coalesce(end_ground, '-')) <> ''),
        ADD CONSTRAINT agency_code_form CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        ADD CONSTRAINT agency_place_and_symbol_not_empty CHECK (btrim(place_name) <> '' AND btrim(record_symbol) <> '');
      -- Names that differ by a tone alone are two agencies.
      DROP INDEX agency_name_unique;
      CREATE UNIQUE INDEX agency_name_unique ON agency (lower(normalize(name, NFC))) WHERE ended_on IS NULL;
      CREATE INDEX agency_search ON agency USING gin (search gin_trgm_ops);
      CREATE INDEX agency_by_parent ON agency (parent_id);
      CREATE INDEX agency_by_successor ON agency (successor_id) WHERE successor_id IS NOT NULL;

      -- 'renamed': the agency bore this name itself; 'taken-over': the name of an older agency whose work it took over.
      ALTER TABLE agency_former_name
        ADD COLUMN relation text NOT NULL DEFAULT 'renamed',
        ADD COLUMN verified boolean NOT NULL DEFAULT true,
        ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT app_now(),
        ADD CONSTRAINT agency_former_name_relation_known CHECK (relation IN ('renamed', 'taken-over')),
        ADD CONSTRAINT agency_former_name_not_empty CHECK (btrim(name) <> '' AND btrim(ground) <> '');
      CALL make_append_only('agency_former_name');

      -- The end of an agency is final, and is never followed by an agency that has itself ended.
      CREATE FUNCTION keep_agency_end() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND OLD.ended_on IS NOT NULL AND (NEW.ended_on, NEW.successor_id, NEW.end_ground) IS DISTINCT FROM (OLD.ended_on, OLD.successor_id, OLD.end_ground) THEN
          RAISE EXCEPTION 'the end of an agency is history'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'agency_end_is_history', TABLE = 'agency';
        END IF;
        IF NEW.successor_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.successor_id IS DISTINCT FROM NEW.successor_id) THEN
          PERFORM 1 FROM agency WHERE id = NEW.successor_id AND ended_on IS NULL FOR SHARE;
          IF NOT FOUND THEN
            RAISE EXCEPTION 'a successor is an agency that exists'
              USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'agency_successor_is_alive', TABLE = 'agency';
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER agency_end BEFORE INSERT OR UPDATE ON agency FOR EACH ROW EXECUTE FUNCTION keep_agency_end();
    `);

    await runner.query(`
      ALTER TABLE user_account
        ADD COLUMN search text NOT NULL GENERATED ALWAYS AS (fold_text(login || ' ' || full_name || ' ' || post)) STORED,
        ADD CONSTRAINT user_account_name_and_post_not_empty CHECK (btrim(full_name) <> '' AND btrim(post) <> '');
      CREATE INDEX user_account_search ON user_account USING gin (search gin_trgm_ops);

      -- Last days count: a term to 31/12 and another from 31/12 would hold the role twice on that day.
      ALTER TABLE role_assignment
        DROP CONSTRAINT role_assignment_once_at_a_time,
        ADD CONSTRAINT role_assignment_ended_within_term CHECK (ended_on >= valid_from),
        ADD CONSTRAINT nobody_ends_their_own_roles CHECK (ended_by IS DISTINCT FROM user_id),
        ADD CONSTRAINT role_assignment_once_at_a_time EXCLUDE USING gist
          (user_id WITH =, role WITH =, agency_id WITH =, daterange(valid_from, coalesce(least(ended_on, valid_until + 1), 'infinity'), '[)') WITH &&);
      CREATE INDEX role_assignment_by_end ON role_assignment (valid_until) WHERE valid_until IS NOT NULL AND ended_on IS NULL;

      -- As before, and a term that only begins later does not count yet.
      CREATE OR REPLACE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(662007);
        IF EXISTS (SELECT 1 FROM role_assignment WHERE role = 'administrator') AND NOT EXISTS (
          SELECT 1 FROM role_assignment r JOIN user_account u ON u.id = r.user_id JOIN agency a ON a.id = r.agency_id
           WHERE r.role = 'administrator' AND r.ended_on IS NULL AND r.valid_until IS NULL AND r.valid_from <= app_today()
             AND r.with_subtree AND a.parent_id IS NULL AND u.closed_at IS NULL) THEN
          RAISE EXCEPTION 'the last administrator cannot be removed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'last_administrator_stays', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
      END $$;

      ALTER TABLE delegation
        ADD COLUMN medium text NOT NULL DEFAULT 'click',
        ADD COLUMN paper_number text,
        ADD COLUMN paper_date date,
        ADD COLUMN paper_sha256 text,
        ADD CONSTRAINT delegation_medium_known CHECK (medium IN ('click', 'paper')),
        ADD CONSTRAINT delegation_areas_known CHECK (areas <@ ARRAY['contracts', 'assessments', 'access', 'violations', 'handovers']),
        ADD CONSTRAINT delegation_click_is_the_heads CHECK (medium <> 'click' OR created_by = head_id),
        ADD CONSTRAINT delegation_recorded_by_another CHECK (created_by <> delegate_id),
        ADD CONSTRAINT delegation_paper_has_its_scan CHECK
          (medium <> 'paper' OR (btrim(coalesce(paper_number, '')) <> '' AND paper_date IS NOT NULL AND coalesce(paper_sha256, '') ~ '^[0-9a-f]{64}$')),
        ADD CONSTRAINT delegation_revoke_names_its_ground CHECK (btrim(coalesce(revoke_ground, '-')) <> '');
      CREATE INDEX delegation_by_end ON delegation (valid_until) WHERE revoked_at IS NULL;
    `);

    await runner.query(`
      -- By what authority a person may act as head of an agency on a day: the own role, or a delegation in force whose head held office.
      CREATE FUNCTION head_authority(person uuid, of_agency uuid, on_day date) RETURNS TABLE (capacity text, delegation_id uuid, areas text[])
        LANGUAGE sql STABLE AS $$
        SELECT 'own', NULL::uuid, NULL::text[]
          FROM role_assignment r JOIN agency held ON held.id = r.agency_id JOIN agency mine ON mine.id = of_agency
         WHERE r.user_id = person AND r.role = 'unit_head' AND (r.agency_id = mine.id OR (r.with_subtree AND mine.path LIKE held.path || '%'))
           AND r.valid_from <= on_day AND (r.valid_until IS NULL OR r.valid_until >= on_day) AND (r.ended_on IS NULL OR r.ended_on > on_day)
        UNION ALL
        SELECT d.kind, d.id, d.areas
          FROM delegation d
         WHERE d.delegate_id = person AND d.agency_id = of_agency AND d.valid_from <= on_day AND d.valid_until >= on_day
           AND (d.revoked_at IS NULL OR (d.revoked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > on_day)
           AND EXISTS (SELECT 1 FROM role_assignment r
                        WHERE r.user_id = d.head_id AND r.agency_id = d.agency_id AND r.role = 'unit_head'
                          AND r.valid_from <= on_day AND (r.valid_until IS NULL OR r.valid_until >= on_day) AND (r.ended_on IS NULL OR r.ended_on > on_day))
      $$;

      ALTER TABLE decision
        ADD COLUMN area text NOT NULL,
        ADD CONSTRAINT decision_area_known CHECK (area IN ('contracts', 'assessments', 'access', 'violations', 'handovers')),
        ADD CONSTRAINT decision_paper_hash_form CHECK (paper_sha256 ~ '^[0-9a-f]{64}$'),
        ADD CONSTRAINT decision_paper_number_not_empty CHECK (btrim(paper_number) <> '');

      CREATE FUNCTION decision_by_authority() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE decided_on date := CASE NEW.medium WHEN 'paper' THEN NEW.paper_date ELSE app_today() END;
      BEGIN
        IF decided_on > app_today() THEN
          RAISE EXCEPTION 'a decision is not recorded before its day'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_not_of_tomorrow', TABLE = 'decision';
        END IF;
        IF NOT EXISTS (
          SELECT 1 FROM head_authority(NEW.decided_by, NEW.agency_id, decided_on) held
           WHERE held.capacity = NEW.capacity AND held.delegation_id IS NOT DISTINCT FROM NEW.delegation_id
             AND (held.areas IS NULL OR NEW.area = ANY (held.areas))) THEN
          RAISE EXCEPTION 'who decides holds the authority on that day'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_by_authority', TABLE = 'decision';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER decision_by_authority BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_by_authority();

      -- A setting has a history, and a history needs an identifier.
      ALTER TABLE setting ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(), ADD CONSTRAINT setting_id_unique UNIQUE (id);

      CREATE VIEW people_task AS
        SELECT 'role-term-ends'::text AS kind, 'user'::text AS subject_kind, r.user_id AS subject_id, u.full_name AS title,
               r.agency_id, 'administrator'::text AS role, r.valid_until AS due_on
          FROM role_assignment r JOIN user_account u ON u.id = r.user_id
         WHERE r.ended_on IS NULL AND u.closed_at IS NULL AND r.valid_until BETWEEN app_today() AND app_today() + 30
        UNION ALL
        SELECT 'delegation-ends', 'delegation', d.id, p.full_name, d.agency_id, 'unit_head', d.valid_until
          FROM delegation d JOIN user_account p ON p.id = d.delegate_id
         WHERE d.revoked_at IS NULL AND d.valid_until BETWEEN app_today() AND app_today() + 7;
      GRANT SELECT ON people_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('People and decisions are never taken down; restore a backup instead.');
  }
}
