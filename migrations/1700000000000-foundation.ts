import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What every room stands on: extensions, the Vietnamese collation, text folding, the one clock of the database,
 * the append-only guard, the audit trail and the sessions.
 * Run by the owner role; the application role gets rows, never tables.
 */
export class Foundation1700000000000 implements MigrationInterface {
  name = 'Foundation1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS unaccent;
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE EXTENSION IF NOT EXISTS pgcrypto;
      CREATE COLLATION vietnamese (provider = icu, locale = 'vi-VN-u-kn');

      -- The one clock that walls and code read. Tests replace it as the owner; the application role cannot.
      CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT now() $$;
      -- The legal day of that instant in Vietnam (UTC+07:00, no daylight saving).
      CREATE FUNCTION app_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT (app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date $$;
      -- Lower case without diacritics, "đ" as "d": "hop dong" finds "Hợp đồng".
      CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))) $$;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% rows are append-only: % refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only', TABLE = TG_TABLE_NAME;
      END $$;

      CREATE PROCEDURE make_append_only(target regclass) LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', target);
        EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', target);
      END $$;
    `);

    await runner.query(`
      CREATE TABLE audit_event (
        id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
        occurred_at  timestamptz NOT NULL DEFAULT app_now(),
        type         text NOT NULL,
        actor_id     uuid,
        agency_id    uuid,
        canonical    bytea NOT NULL,
        hash         bytea NOT NULL,
        CONSTRAINT audit_event_hash_matches CHECK (hash = sha256(canonical))
      );
      CREATE INDEX audit_event_by_transaction ON audit_event (xid);
      CREATE INDEX audit_event_by_agency ON audit_event (agency_id, id DESC);
      CREATE INDEX audit_event_by_actor ON audit_event (actor_id, id DESC);

      CREATE TABLE audit_event_subject (
        event_id     bigint NOT NULL REFERENCES audit_event (id),
        subject_kind text NOT NULL,
        subject_id   uuid NOT NULL,
        PRIMARY KEY (subject_kind, subject_id, event_id)
      );

      -- Personal labels stand beside the hashed bytes, which hold only their salted commitments, so that erasure stays possible.
      CREATE TABLE audit_event_label (
        event_id bigint NOT NULL REFERENCES audit_event (id),
        field    text NOT NULL,
        salt     text NOT NULL,
        label    text NOT NULL,
        PRIMARY KEY (event_id, field)
      );

      CALL make_append_only('audit_event');
      CALL make_append_only('audit_event_subject');
      GRANT SELECT, INSERT ON audit_event, audit_event_subject, audit_event_label TO dieu6_app;

      -- The application role cannot choose the transaction of an event, nor a time that is not the true one.
      CREATE FUNCTION stamp_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.xid := pg_current_xact_id();
        IF NEW.occurred_at NOT BETWEEN app_now() - interval '5 minutes' AND app_now() + interval '5 minutes' THEN
          RAISE EXCEPTION 'an audit event bears the time at which it is written'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_event_time_is_true', TABLE = 'audit_event';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER audit_event_stamp BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION stamp_audit_event();

      -- No audit event, no commit: checked when the transaction ends.
      CREATE FUNCTION require_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM audit_event WHERE xid = pg_current_xact_id()) THEN
          RAISE EXCEPTION 'a change of % must leave an audit event in the same transaction', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'change_is_audited', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NULL;
      END $$;

      CREATE PROCEDURE require_audit(target regclass) LANGUAGE plpgsql AS $$
      BEGIN
        EXECUTE format('CREATE CONSTRAINT TRIGGER change_is_audited AFTER INSERT OR UPDATE OR DELETE ON %s
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_audit_event()', target);
      END $$;
    `);

    await runner.query(`
      CREATE TABLE session (
        sid     text PRIMARY KEY,
        sess    json NOT NULL,
        expire  timestamptz NOT NULL,
        user_id uuid GENERATED ALWAYS AS ((sess ->> 'userId')::uuid) STORED
      );
      CREATE INDEX session_by_expiry ON session (expire);
      CREATE INDEX session_by_user ON session (user_id);

      -- What somebody typed when the session ended under them; shown again to the same person, never sent by itself.
      CREATE TABLE kept_form (
        user_id uuid NOT NULL,
        path    text NOT NULL,
        body    jsonb NOT NULL,
        kept_at timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (user_id, path)
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON session, kept_form TO dieu6_app;
      GRANT USAGE ON SCHEMA public TO dieu6_app;
      -- GET /readyz compares what is applied with what this version brings.
      GRANT SELECT ON migrations TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('The audit trail is never taken down; restore a backup instead.');
  }
}
