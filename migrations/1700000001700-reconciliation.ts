import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of published tender packages, held against the register of contracts: what was published, and what people decided about each package. */
export class Reconciliation1700000001700 implements MigrationInterface {
  name = 'Reconciliation1700000001700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION reconciliation_refuse(wall text, told text, of_table text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = of_table;
      END $$;

      -- The revision of a package code: 1 for 'IB2300167606-01'; NULL where the code does not say.
      CREATE FUNCTION package_revision(code text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT substring(code FROM '-([0-9]{2})$')::integer $$;

      -- What counts when two names of a package are compared: letters and digits, without the package's number within its plan.
      -- The same as comparableName in server/reports/domain/reconciliation.ts; a test compares the two.
      CREATE FUNCTION comparable_package_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT btrim(regexp_replace(btrim(regexp_replace(public.fold_text(name), '[^a-z0-9]+', ' ', 'g')), '^(goi( thau)?( so)? [0-9]+|goi thau)( |$)', '')) $$;

      CREATE FUNCTION same_package_name(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT a = b OR (length(least_text) >= 15 AND position(least_text IN longest_text) > 0)
          FROM (SELECT public.comparable_package_name(one) AS a, public.comparable_package_name(other) AS b) names,
               LATERAL (SELECT CASE WHEN length(a) <= length(b) THEN a ELSE b END AS least_text, CASE WHEN length(a) <= length(b) THEN b ELSE a END AS longest_text) sides $$;

      CREATE TABLE published_list (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        seq          bigint GENERATED ALWAYS AS IDENTITY,
        -- The agency for which it was brought in; who else reads it: agencies with packages in it.
        agency_id    uuid NOT NULL REFERENCES agency (id),
        beneficiary_ids uuid[] NOT NULL DEFAULT '{}',
        source       text NOT NULL,
        from_on      date NOT NULL,
        to_on        date NOT NULL,
        file_name    text NOT NULL,
        file_sha256  text NOT NULL,
        sheet_name   text NOT NULL,
        packages     integer NOT NULL,
        -- [{row, text}]: rows that could not be read, and why.
        unread       jsonb NOT NULL DEFAULT '[]',
        published_by uuid NOT NULL REFERENCES user_account (id),
        published_at timestamptz NOT NULL DEFAULT app_now(),
        made_xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT published_list_texts_not_empty CHECK (btrim(source) <> '' AND btrim(file_name) <> ''),
        CONSTRAINT published_list_days_in_order CHECK (from_on <= to_on),
        CONSTRAINT published_list_hash_form CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT published_list_holds_packages CHECK (packages > 0),
        CONSTRAINT published_list_not_its_own_beneficiary CHECK (agency_id <> ALL (beneficiary_ids))
      );
      CREATE UNIQUE INDEX published_list_once ON published_list (agency_id, file_sha256);
      CREATE INDEX published_list_newest ON published_list (agency_id, seq DESC);
      CREATE INDEX published_list_by_beneficiary ON published_list USING gin (beneficiary_ids);

      CREATE TABLE published_package (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        list_id       uuid NOT NULL REFERENCES published_list (id),
        row_number    integer NOT NULL,
        code          text NOT NULL,
        root          text NOT NULL GENERATED ALWAYS AS (package_root(code)) STORED,
        name          text NOT NULL,
        inviting_body text NOT NULL,
        -- The agency that the inviting body names; NULL until it is known.
        agency_id     uuid REFERENCES agency (id),
        -- Who alone, beside those who read the whole city, sees it while its agency is not known.
        unplaced_for  uuid REFERENCES user_account (id),
        published_on  date,
        method        text,
        status        text,
        value         bigint,
        folded        text NOT NULL GENERATED ALWAYS AS (fold_text(code || ' ' || name || ' ' || inviting_body)) STORED,
        CONSTRAINT published_package_texts_not_empty CHECK (btrim(code) <> '' AND btrim(name) <> '' AND btrim(inviting_body) <> ''),
        CONSTRAINT published_package_status_known CHECK (status IN ('awarded', 'cancelled', 'open', 'evaluating', 'failed')),
        CONSTRAINT published_package_value_possible CHECK (value BETWEEN 0 AND 1000000000000000),
        CONSTRAINT published_package_placed_or_kept CHECK ((agency_id IS NULL) = (unplaced_for IS NOT NULL)),
        CONSTRAINT published_package_once_in_list UNIQUE (list_id, root)
      );
      CREATE INDEX published_package_by_root ON published_package (root);
      CREATE INDEX published_package_by_agency ON published_package (agency_id) WHERE agency_id IS NOT NULL;

      -- What people decided about a package, for every list it stands in: the newest counts, older ones stay.
      CREATE TABLE package_conclusion (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        seq          bigint GENERATED ALWAYS AS IDENTITY,
        root         text NOT NULL,
        agency_id    uuid NOT NULL REFERENCES agency (id),
        -- The conclusion this one takes the place of: two people at once cannot both have seen it.
        follows      uuid REFERENCES package_conclusion (id),
        outcome      text NOT NULL,
        contract_id  uuid REFERENCES contract (id),
        reason       text,
        note         text NOT NULL,
        concluded_by uuid NOT NULL REFERENCES user_account (id),
        concluded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT package_conclusion_outcome_known CHECK (outcome IN ('matched', 'excused', 'withdrawn')),
        CONSTRAINT package_conclusion_whole CHECK ((outcome = 'matched') = (contract_id IS NOT NULL) AND (outcome = 'excused') = (reason IS NOT NULL)),
        CONSTRAINT package_conclusion_reason_known CHECK (reason IN ('not-it-service', 'called-off', 'no-contractor', 'not-signed-yet', 'other-agency', 'other')),
        CONSTRAINT package_conclusion_told CHECK (btrim(note) <> ''),
        CONSTRAINT package_conclusion_one_after_another UNIQUE NULLS NOT DISTINCT (root, agency_id, follows)
      );
      CREATE INDEX package_conclusion_newest ON package_conclusion (root, agency_id, seq DESC);
      CALL make_append_only('package_conclusion');

      CREATE INDEX contract_by_package_root ON contract (package_root(package_code)) WHERE package_code IS NOT NULL AND phase <> 'cancelled';
    `);

    await runner.query(`
      -- A list is what was published: nothing is added to it, changed in it or taken from it afterwards, save whose a package is.
      CREATE FUNCTION keep_published_list() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (to_jsonb(NEW) - 'beneficiary_ids') IS DISTINCT FROM (to_jsonb(OLD) - 'beneficiary_ids') THEN
          PERFORM reconciliation_refuse('published_list_is_history', 'a published list stays as it was brought in', 'published_list');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER published_list_kept BEFORE UPDATE ON published_list FOR EACH ROW EXECUTE FUNCTION keep_published_list();

      CREATE FUNCTION keep_published_package() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NOT EXISTS (SELECT 1 FROM published_list l WHERE l.id = NEW.list_id AND l.made_xid = pg_current_xact_id()) THEN
            PERFORM reconciliation_refuse('published_list_is_closed', 'packages come in with their list', 'published_package');
          END IF;
          IF NEW.unplaced_for IS NOT NULL AND NEW.unplaced_for <> (SELECT l.published_by FROM published_list l WHERE l.id = NEW.list_id) THEN
            PERFORM reconciliation_refuse('published_package_kept_for_its_bringer', 'a package without an agency is kept for whoever brought the list in', 'published_package');
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.agency_id IS NOT NULL OR NEW.agency_id IS NULL
           -- What is generated is not yet there before the row is written.
           OR (to_jsonb(NEW) - 'agency_id' - 'unplaced_for' - 'root' - 'folded') IS DISTINCT FROM (to_jsonb(OLD) - 'agency_id' - 'unplaced_for' - 'root' - 'folded') THEN
          PERFORM reconciliation_refuse('published_package_is_history', 'a published package is placed once and stays as it was published', 'published_package');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER published_package_kept BEFORE INSERT OR UPDATE ON published_package FOR EACH ROW EXECUTE FUNCTION keep_published_package();

      -- Whoever has packages in a list reads the list (and of it those packages).
      CREATE FUNCTION published_package_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE published_list l SET beneficiary_ids = l.beneficiary_ids || NEW.agency_id
         WHERE l.id = NEW.list_id AND l.agency_id <> NEW.agency_id AND NOT l.beneficiary_ids @> ARRAY[NEW.agency_id];
        RETURN NULL;
      END $$;
      CREATE TRIGGER published_package_readers AFTER INSERT OR UPDATE OF agency_id ON published_package FOR EACH ROW
        WHEN (NEW.agency_id IS NOT NULL) EXECUTE FUNCTION published_package_is_told();

      CREATE FUNCTION package_conclusion_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.concluded_at := app_now();
        IF NOT EXISTS (SELECT 1 FROM published_package p WHERE p.root = NEW.root AND p.agency_id = NEW.agency_id) THEN
          PERFORM reconciliation_refuse('package_conclusion_about_a_package', 'a conclusion is about a published package of the agency', 'package_conclusion');
        END IF;
        IF NEW.follows IS NOT NULL AND NOT EXISTS (SELECT 1 FROM package_conclusion f WHERE f.id = NEW.follows AND f.root = NEW.root AND f.agency_id = NEW.agency_id) THEN
          PERFORM reconciliation_refuse('package_conclusion_follows_its_own', 'a conclusion follows one about the same package', 'package_conclusion');
        END IF;
        IF NOT EXISTS (
          SELECT 1 FROM role_assignment r JOIN agency held ON held.id = r.agency_id JOIN agency named ON named.id = NEW.agency_id
           WHERE r.user_id = NEW.concluded_by AND r.role = 'procurement_officer' AND (held.id = named.id OR r.with_subtree AND named.path LIKE held.path || '%')) THEN
          PERFORM reconciliation_refuse('package_conclusion_by_its_agency', 'an officer of the agency says what became of its package', 'package_conclusion');
        END IF;
        IF NEW.contract_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM contract c WHERE c.id = NEW.contract_id AND c.phase <> 'cancelled' AND NEW.agency_id IN (c.agency_id, c.origin_agency_id)) THEN
          PERFORM reconciliation_refuse('package_conclusion_names_its_contract', 'a package is matched with a contract of its agency that is not cancelled', 'package_conclusion');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER package_conclusion_fits BEFORE INSERT ON package_conclusion FOR EACH ROW EXECUTE FUNCTION package_conclusion_fits();

      CALL require_audit('published_list');
      CALL require_audit('published_package');
      CALL require_audit('package_conclusion');
      GRANT SELECT, INSERT ON published_list, published_package, package_conclusion TO dieu6_app;
      GRANT UPDATE (beneficiary_ids) ON published_list TO dieu6_app;
      GRANT UPDATE (agency_id, unplaced_for) ON published_package TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Published lists and what was concluded about them are never taken down; restore a backup instead.');
  }
}
