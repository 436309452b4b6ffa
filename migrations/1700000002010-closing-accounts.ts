import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts at the end of a contract (điểm b khoản 4 Điều 6): every account that a grant, a session or a look at a system ever named, what was done with each, and the looks
 * themselves. And what says that an item of the list exists. Whether an account is settled is a view.
 */
export class ClosingAccounts1700000002010 implements MigrationInterface {
  name = 'ClosingAccounts1700000002010';

  async up(runner: QueryRunner): Promise<void> {
    await this.createAccounts(runner);
    await this.createSurveys(runner);
    await this.takeFacts(runner);
    await this.createSettlements(runner);
  }

  private async createAccounts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How names of accounts are told apart: as system_account_once tells them.
      CREATE FUNCTION account_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT lower(normalize(btrim(name), NFKC)) $$;

      CREATE TABLE closing_account (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        closing_id  uuid NOT NULL REFERENCES closing (id),
        -- In the inventory of accounts; NULL where only a session, a look or somebody named it.
        account_id  uuid REFERENCES system_account (id),
        system_id   uuid REFERENCES information_system (id),
        environment text,
        kind        text,
        name        text NOT NULL,
        origin      text NOT NULL,
        added_by    uuid REFERENCES user_account (id),
        added_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT closing_account_named CHECK (btrim(name) <> ''),
        CONSTRAINT closing_account_origin_known CHECK (origin IN ('grant', 'session', 'survey', 'added') AND (origin = 'added') = (added_by IS NOT NULL))
      );
      CREATE UNIQUE INDEX closing_account_once ON closing_account (closing_id, account_id) WHERE account_id IS NOT NULL;
      CREATE UNIQUE INDEX closing_account_named_once ON closing_account (closing_id, system_id, account_key(name)) NULLS NOT DISTINCT WHERE account_id IS NULL;
      CALL make_append_only('closing_account');

      CREATE FUNCTION closing_account_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing;
      BEGIN
        NEW.added_at := app_now();
        IF NEW.origin <> 'added' THEN RETURN NEW; END IF;
        k := closing_to_work_on(NEW.closing_id);
        NEW.account_id := NULL;
        NEW.environment := NULL;
        IF NOT works_on_closing(NEW.added_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency adds accounts');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM library_entry e WHERE e.version_id LIKE 'account-kinds@%' AND e.entry_id = NEW.kind) THEN
          PERFORM handover_refuse('closing_account_kind_known', 'kinds of account come from the library');
        END IF;
        IF NEW.system_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM closing_system l WHERE l.closing_id = k.id AND l.system_id = NEW.system_id) THEN
          PERFORM handover_refuse('closing_account_of_contract', 'an account is of a system of the contract, or of none');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER closing_account_fits BEFORE INSERT ON closing_account FOR EACH ROW EXECUTE FUNCTION closing_account_fits();
    `);
  }

  private async createSurveys(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A look at the real accounts of a system: a list of its own (getent passwd, a directory, pg_roles).
      CREATE TABLE account_survey (
        id          uuid PRIMARY KEY,
        seq         bigint GENERATED ALWAYS AS IDENTITY,
        closing_id  uuid NOT NULL REFERENCES closing (id),
        system_id   uuid NOT NULL REFERENCES information_system (id),
        taken_at    timestamptz NOT NULL,
        source      text NOT NULL,
        file_sha256 text NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT account_survey_source_known CHECK (source IN ('passwd', 'directory', 'pg_roles', 'other')),
        CONSTRAINT account_survey_has_file CHECK (file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CREATE INDEX account_survey_newest ON account_survey (closing_id, system_id, taken_at DESC, seq DESC);
      CALL make_append_only('account_survey');

      CREATE TABLE account_survey_row (
        survey_id uuid NOT NULL REFERENCES account_survey (id),
        ordinal   integer NOT NULL,
        name      text NOT NULL,
        kind      text,
        enabled   boolean NOT NULL,
        belongs   text NOT NULL,
        PRIMARY KEY (survey_id, ordinal),
        CONSTRAINT account_survey_row_named CHECK (btrim(name) <> ''),
        CONSTRAINT account_survey_row_side_known CHECK (belongs IN ('vendor', 'agency', 'unclear'))
      );
      CREATE INDEX account_survey_row_by_name ON account_survey_row (survey_id, account_key(name));
      CALL make_append_only('account_survey_row');

      CREATE FUNCTION account_survey_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing;
      BEGIN
        k := closing_to_work_on(NEW.closing_id);
        NEW.recorded_at := app_now();
        NEW.xid := pg_current_xact_id();
        IF NOT works_on_closing(NEW.recorded_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency records looks');
        END IF;
        IF NOT EXISTS (SELECT 1 FROM closing_system l WHERE l.closing_id = k.id AND l.system_id = NEW.system_id) THEN
          PERFORM handover_refuse('account_survey_of_contract', 'a look is at a system of the contract');
        END IF;
        IF NEW.taken_at > app_now() OR NEW.taken_at < date_trunc('minute', k.started_at) THEN
          PERFORM handover_refuse('account_survey_time_possible', 'a look is taken since closing began and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER account_survey_fits BEFORE INSERT ON account_survey FOR EACH ROW EXECUTE FUNCTION account_survey_fits();

      CREATE FUNCTION account_survey_lists() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM account_survey_row r WHERE r.survey_id = NEW.id) THEN
          PERFORM handover_refuse('account_survey_lists_accounts', 'a look lists what it saw');
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER account_survey_lists_accounts AFTER INSERT ON account_survey DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION account_survey_lists();
    `);
  }

  private async takeFacts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every account that a grant, a session or a look ever named; nobody takes one away.
      CREATE FUNCTION closing_take_accounts(of_closing uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO closing_account (closing_id, account_id, system_id, environment, kind, name, origin)
        SELECT DISTINCT ON (a.id) k.id, a.id, a.system_id, a.environment, a.kind, a.name, found.origin
          FROM closing k
               CROSS JOIN LATERAL (
                 SELECT n.account_id AS id, 'grant' AS origin, 1 AS place FROM access_grant g JOIN access_request_person n ON n.request_id = g.request_id WHERE g.contract_id = k.contract_id
                 UNION ALL
                 SELECT s.id, 'session', 2 FROM access_session x JOIN system_account s ON s.system_id = x.system_id AND account_key(s.name) = account_key(x.account_name) WHERE x.contract_id = k.contract_id
                 UNION ALL
                 SELECT s.id, 'survey', 3 FROM account_survey v JOIN account_survey_row r ON r.survey_id = v.id JOIN system_account s ON s.system_id = v.system_id AND account_key(s.name) = account_key(r.name)
                  WHERE v.closing_id = k.id AND r.belongs = 'vendor') found
               JOIN system_account a ON a.id = found.id
         WHERE k.id = of_closing AND k.closed_at IS NULL ORDER BY a.id, found.place
        ON CONFLICT DO NOTHING;

        INSERT INTO closing_account (closing_id, system_id, kind, name, origin)
        SELECT DISTINCT ON (found.system_id, account_key(found.name)) k.id, found.system_id, found.kind, btrim(found.name), found.origin
          FROM closing k
               CROSS JOIN LATERAL (
                 SELECT x.system_id, x.account_name AS name, NULL::text AS kind, 'session' AS origin, 1 AS place FROM access_session x WHERE x.contract_id = k.contract_id
                 UNION ALL
                 SELECT v.system_id, r.name, r.kind, 'survey', 2 FROM account_survey v JOIN account_survey_row r ON r.survey_id = v.id WHERE v.closing_id = k.id AND r.belongs = 'vendor') found
         WHERE k.id = of_closing AND k.closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM closing_account a WHERE a.closing_id = k.id AND a.system_id = found.system_id AND account_key(a.name) = account_key(found.name))
         ORDER BY found.system_id, account_key(found.name), found.place
        ON CONFLICT DO NOTHING $$;
      REVOKE ALL ON FUNCTION closing_take_accounts(uuid) FROM PUBLIC;

      -- What says that items exist: data assets of the systems, and kinds of account.
      CREATE FUNCTION closing_take_facts(of_closing uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO handover_item_fact (item_id, kind, fact_id)
        SELECT i.id, f.kind, f.id
          FROM closing k JOIN handover_item i ON i.closing_id = k.id
               CROSS JOIN LATERAL (
                 SELECT 'data-asset' AS kind, d.id, unnest(CASE WHEN d.personal_data <> 'none' THEN ARRAY['BG-02', 'BG-06'] ELSE ARRAY['BG-02'] END) AS item
                   FROM closing_system l JOIN published_data_asset d ON d.system_id = l.system_id WHERE l.closing_id = k.id
                 UNION ALL
                 SELECT 'account', a.id, unnest(CASE a.kind WHEN 'repository' THEN ARRAY['BG-08', 'BG-09'] WHEN 'api-key' THEN ARRAY['BG-12', 'BG-19'] WHEN 'hypervisor' THEN ARRAY['BG-13', 'BG-18']
                     WHEN 'cloud-iam' THEN ARRAY['BG-13', 'BG-18'] WHEN 'app-store' THEN ARRAY['BG-15', 'BG-18'] WHEN 'registrar' THEN ARRAY['BG-16'] WHEN 'vpn' THEN ARRAY['BG-20']
                     WHEN 'network-device' THEN ARRAY['BG-20'] WHEN 'physical-key' THEN ARRAY['BG-21'] ELSE ARRAY[]::text[] END)
                   FROM closing_account a WHERE a.closing_id = k.id) f
         WHERE k.id = of_closing AND k.closed_at IS NULL AND i.item = f.item
        ON CONFLICT DO NOTHING $$;
      REVOKE ALL ON FUNCTION closing_take_facts(uuid) FROM PUBLIC;

      -- Facts that come later come on the list by themselves.
      CREATE FUNCTION closing_follows_facts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE written jsonb := to_jsonb(NEW); of_closing uuid; open_ones uuid[];
      BEGIN
        IF TG_TABLE_NAME = 'data_asset' THEN
          open_ones := ARRAY(SELECT k.id FROM closing_system l JOIN closing k ON k.id = l.closing_id WHERE l.system_id = (written ->> 'system_id')::uuid AND k.closed_at IS NULL);
        ELSIF TG_TABLE_NAME = 'closing' THEN
          open_ones := ARRAY[(written ->> 'id')::uuid];
        ELSIF TG_TABLE_NAME = 'closing_account' THEN
          open_ones := ARRAY[(written ->> 'closing_id')::uuid];
        ELSIF TG_TABLE_NAME = 'account_survey_row' THEN
          open_ones := ARRAY(SELECT v.closing_id FROM account_survey v WHERE v.id = (written ->> 'survey_id')::uuid);
        ELSE
          open_ones := ARRAY(SELECT k.id FROM closing k WHERE k.contract_id = (written ->> 'contract_id')::uuid AND k.closed_at IS NULL);
        END IF;
        FOREACH of_closing IN ARRAY open_ones
        LOOP
          IF TG_TABLE_NAME IN ('closing', 'contract_system', 'access_grant', 'access_session') THEN PERFORM closing_take_systems(of_closing); END IF;
          IF TG_TABLE_NAME IN ('closing', 'access_grant', 'access_session', 'account_survey_row') THEN PERFORM closing_take_accounts(of_closing); END IF;
          IF TG_TABLE_NAME IN ('closing', 'data_asset', 'contract_system', 'closing_account') THEN PERFORM closing_take_facts(of_closing); END IF;
        END LOOP;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION closing_follows_facts() FROM PUBLIC;
      CREATE TRIGGER closing_2_follows_facts AFTER INSERT ON closing FOR EACH ROW EXECUTE FUNCTION closing_follows_facts();
      CREATE TRIGGER closing_follows_facts AFTER INSERT OR UPDATE ON data_asset FOR EACH ROW EXECUTE FUNCTION closing_follows_facts();
      CREATE TRIGGER closing_follows_facts AFTER INSERT ON contract_system FOR EACH ROW EXECUTE FUNCTION closing_follows_facts();
      CREATE TRIGGER closing_follows_facts AFTER INSERT ON access_grant FOR EACH ROW EXECUTE FUNCTION closing_follows_facts();
      CREATE TRIGGER closing_follows_facts AFTER INSERT ON access_session FOR EACH ROW EXECUTE FUNCTION closing_follows_facts();
      CREATE TRIGGER closing_follows_facts AFTER INSERT ON closing_account FOR EACH ROW EXECUTE FUNCTION closing_follows_facts();
      CREATE TRIGGER closing_follows_facts AFTER INSERT ON account_survey_row FOR EACH ROW WHEN (NEW.belongs = 'vendor') EXECUTE FUNCTION closing_follows_facts();
    `);
  }

  private async createSettlements(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_settlement (
        id             uuid PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY,
        account_id     uuid NOT NULL REFERENCES closing_account (id),
        action         text NOT NULL,
        done_at        timestamptz NOT NULL,
        -- Signing in with the old secret was tried; only a failed attempt settles.
        sign_in_failed boolean NOT NULL,
        proof          text NOT NULL,
        files          text[] NOT NULL,
        settled_by     uuid NOT NULL REFERENCES user_account (id),
        recorded_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT account_settlement_action_known CHECK (action IN ('password-changed', 'cancelled', 'rotated', 'transferred')),
        CONSTRAINT account_settlement_proven CHECK (btrim(proof) <> '' AND cardinality(files) > 0 AND array_to_string(files, '') ~ '^([0-9a-f]{64})+$')
      );
      CREATE INDEX account_settlement_newest ON account_settlement (account_id, seq DESC);
      CALL make_append_only('account_settlement');

      CREATE FUNCTION account_settlement_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; a closing_account;
      BEGIN
        SELECT * INTO a FROM closing_account WHERE id = NEW.account_id;
        k := closing_to_work_on(a.closing_id);
        NEW.recorded_at := app_now();
        IF NOT works_on_closing(NEW.settled_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency settles accounts');
        END IF;
        IF NEW.done_at > app_now() OR NEW.done_at < (SELECT day_begins(c.signed_on) FROM contract c WHERE c.id = k.contract_id) THEN
          PERFORM handover_refuse('account_settlement_time_possible', 'an account was settled after the signing and not in the future');
        END IF;
        IF a.account_id IS NOT NULL AND EXISTS (SELECT 1 FROM access_line l WHERE l.contract_id = k.contract_id AND l.account_id = a.account_id AND l.held_until > app_now() AND l.starts_at <= app_now()) THEN
          PERFORM handover_refuse('account_settlement_after_access', 'access that is still held is ended first');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER account_settlement_fits BEFORE INSERT ON account_settlement FOR EACH ROW EXECUTE FUNCTION account_settlement_fits();

      -- Whether an account is settled. A closure with proof in the room of access counts as well as a settlement here; access given, or a session, after it does away with both.
      CREATE VIEW closing_account_standing AS
        SELECT a.id, a.closing_id, k.contract_id, a.account_id, a.system_id, a.name, a.added_at,
               s.id AS settlement_id, s.action,
               NOT held.still AND (coalesce(s.sign_in_failed AND NOT held.since_settled AND s.done_at >= used.last_at, false) OR coalesce(held.closed AND held.closed_at >= used.last_at, false)) AS settled,
               -- The account lives on with the agency: a new secret, a new holder.
               coalesce(s.sign_in_failed AND s.action IN ('password-changed', 'rotated', 'transferred'), false) OR held.kept AS lives_on
          FROM closing_account a JOIN closing k ON k.id = a.closing_id
               LEFT JOIN LATERAL (SELECT x.id, x.action, x.sign_in_failed, x.done_at FROM account_settlement x WHERE x.account_id = a.id ORDER BY x.seq DESC LIMIT 1) s ON true
               CROSS JOIN LATERAL (
                 SELECT coalesce(bool_or(l.held_until > app_now()), false) AS still, coalesce(bool_or(l.starts_at > s.done_at), false) AS since_settled,
                        -- A line that the same person's later one goes on from owes no closure (access_closure_due).
                        bool_or(l.closed_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM access_closure_due d WHERE d.contract_id = k.contract_id AND d.account_id = a.account_id) AS closed, max(l.closed_at) AS closed_at,
                        coalesce(bool_or(x.action = 'password-changed'), false) AS kept
                   FROM access_line l LEFT JOIN access_closure x ON x.line_id = l.id WHERE l.contract_id = k.contract_id AND l.account_id = a.account_id) held
               CROSS JOIN LATERAL (SELECT coalesce(max(x.ended_at), '-infinity') AS last_at FROM access_session x
                                    WHERE x.contract_id = k.contract_id AND x.system_id = a.system_id AND account_key(x.account_name) = account_key(a.name)) used;

      CREATE FUNCTION account_survey_row_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE v account_survey;
      BEGIN
        SELECT * INTO v FROM account_survey WHERE id = NEW.survey_id;
        IF v.xid IS DISTINCT FROM pg_current_xact_id() THEN
          PERFORM handover_refuse('account_survey_stays_as_recorded', 'nothing is added to a look later');
        END IF;
        IF NEW.enabled AND NEW.belongs <> 'vendor' AND EXISTS (
             SELECT 1 FROM closing_account_standing a WHERE a.closing_id = v.closing_id AND a.system_id = v.system_id AND account_key(a.name) = account_key(NEW.name)
                AND NOT (a.settled AND a.lives_on)) THEN
          PERFORM handover_refuse('account_survey_knows_the_vendor', 'an account of the vendor is the vendor''s until it was given a new secret or a new holder');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER account_survey_row_fits BEFORE INSERT ON account_survey_row FOR EACH ROW EXECUTE FUNCTION account_survey_row_fits();

      CALL require_audit('closing_account');
      CALL require_audit('account_survey');
      CALL require_audit('account_survey_row');
      CALL require_audit('account_settlement');
      GRANT SELECT, INSERT ON closing_account, account_survey, account_survey_row, account_settlement TO dieu6_app;
      GRANT SELECT ON closing_account_standing TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What became of accounts is never taken down; restore a backup instead.');
  }
}
