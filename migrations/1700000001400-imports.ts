import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of lists: their files and answers, the rows as they were staged and read, what each import did, and taking one back as a whole. */
export class Imports1700000001400 implements MigrationInterface {
  name = 'Imports1700000001400';

  async up(runner: QueryRunner): Promise<void> {
    await this.createImports(runner);
    await this.createStaging(runner);
    await this.createUndoing(runner);
  }

  private async createImports(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The arrows of server/imports/domain/import.lifecycle.ts; a test compares the two.
      CREATE TABLE import_move (
        from_status text NOT NULL,
        to_status   text NOT NULL,
        PRIMARY KEY (from_status, to_status)
      );
      INSERT INTO import_move VALUES
        ('choosing-sheet', 'reading'), ('reading', 'matching'), ('reading', 'unreadable'), ('matching', 'checking'), ('checking', 'review'),
        ('review', 'checking'), ('review', 'matching'), ('review', 'running'), ('running', 'done'), ('running', 'checking'), ('checking', 'matching'), ('running', 'review'), ('done', 'undoing'), ('undoing', 'done'), ('undoing', 'undone'),
        ('choosing-sheet', 'abandoned'), ('matching', 'abandoned'), ('review', 'abandoned');

      CREATE TABLE import_list (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        seq           bigint GENERATED ALWAYS AS IDENTITY,
        kind          text NOT NULL,
        agency_id     uuid NOT NULL REFERENCES agency (id),
        status        text NOT NULL,
        file_name     text NOT NULL,
        file_sha256   text NOT NULL,
        file_size     bigint NOT NULL,
        -- [{index, name, hidden}] as the file has them.
        sheets        jsonb NOT NULL,
        sheet_index   integer,
        -- {headerFirst, headerLast, headers[], moneyUnit?, certainty}: where the table begins.
        header        jsonb,
        -- [{index, key, moneyUnit?}]: which column means what.
        columns       jsonb,
        -- What was asked once for the whole list.
        settings      jsonb NOT NULL DEFAULT '{}',
        -- What to do with rows that are there already.
        on_existing   text NOT NULL DEFAULT 'skip',
        -- How many rows of each outcome, at the last check or as it was carried out.
        counts        jsonb,
        -- SHA-256 over what the review showed: what is carried out is that, or nothing.
        fingerprint   text,
        -- Why it could not be read, or what changed since it was checked: {reason, facts}.
        trouble       jsonb,
        result_sha256 text,
        -- The transactions that carried it out and took it back: what they wrote is told apart by them.
        run_xid       xid8,
        undo_xid      xid8,
        created_by    uuid NOT NULL REFERENCES user_account (id),
        created_at    timestamptz NOT NULL DEFAULT app_now(),
        run_by        uuid REFERENCES user_account (id),
        run_at        timestamptz,
        undone_by     uuid REFERENCES user_account (id),
        undone_at     timestamptz,
        undo_ground   text,
        touched_at    timestamptz NOT NULL DEFAULT app_now(),
        version       integer NOT NULL DEFAULT 1,
        CONSTRAINT import_list_kind_known CHECK (kind IN ('contracts', 'packages', 'vendors', 'vendor-people', 'systems', 'data-assets')),
        CONSTRAINT import_list_status_known CHECK
          (status IN ('choosing-sheet', 'reading', 'matching', 'checking', 'review', 'running', 'done', 'undoing', 'undone', 'unreadable', 'abandoned')),
        CONSTRAINT import_list_on_existing_known CHECK (on_existing IN ('stop', 'skip', 'update')),
        CONSTRAINT import_list_hash_form CHECK (file_sha256 ~ '^[0-9a-f]{64}$' AND coalesce(result_sha256, file_sha256) ~ '^[0-9a-f]{64}$'),
        CONSTRAINT import_list_file_named CHECK (btrim(file_name) <> ''),
        CONSTRAINT import_list_read_from_a_sheet CHECK (status IN ('choosing-sheet', 'abandoned') OR sheet_index IS NOT NULL),
        CONSTRAINT import_list_run_whole CHECK ((run_xid IS NULL) = (run_at IS NULL)),
        CONSTRAINT import_list_undone_with_ground CHECK ((status = 'undone') = (undo_xid IS NOT NULL) AND (undo_xid IS NULL OR btrim(coalesce(undo_ground, '')) <> ''))
      );
      CREATE INDEX import_list_newest ON import_list (agency_id, seq DESC);
      CREATE INDEX import_list_idle ON import_list (touched_at) WHERE status NOT IN ('done', 'undone', 'unreadable', 'abandoned');
      CREATE INDEX import_list_by_run ON import_list (run_xid) WHERE run_xid IS NOT NULL;
      CREATE INDEX import_list_by_undo ON import_list (undo_xid) WHERE undo_xid IS NOT NULL;

      CREATE FUNCTION import_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'import_list';
      END $$;

      CREATE FUNCTION keep_import() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.status NOT IN ('choosing-sheet', 'reading') OR NEW.run_at IS NOT NULL OR NEW.undo_xid IS NOT NULL THEN
            PERFORM import_refuse('import_list_begins_unread', 'an import begins with a file nobody has read');
          END IF;
          RETURN NEW;
        END IF;
        IF (NEW.id, NEW.seq, NEW.kind, NEW.agency_id, NEW.file_sha256, NEW.file_name, NEW.created_by, NEW.created_at)
           IS DISTINCT FROM (OLD.id, OLD.seq, OLD.kind, OLD.agency_id, OLD.file_sha256, OLD.file_name, OLD.created_by, OLD.created_at) THEN
          PERFORM import_refuse('import_list_origin_is_history', 'whose list it is and from which file does not change');
        END IF;
        IF NEW.status <> OLD.status AND NOT EXISTS (SELECT 1 FROM import_move m WHERE m.from_status = OLD.status AND m.to_status = NEW.status) THEN
          PERFORM import_refuse('import_list_moves_along_lifecycle', format('no arrow leads from %s to %s', OLD.status, NEW.status));
        END IF;
        -- The database itself says which transaction did it: nobody can claim another's work.
        IF OLD.status = 'running' AND NEW.status = 'done' THEN
          NEW.run_xid := pg_current_xact_id();
        ELSIF NEW.run_xid IS DISTINCT FROM OLD.run_xid THEN
          PERFORM import_refuse('import_list_run_is_true', 'which transaction carried an import out is not for anybody to say');
        END IF;
        IF OLD.status = 'undoing' AND NEW.status = 'undone' THEN
          NEW.undo_xid := pg_current_xact_id();
        ELSIF NEW.undo_xid IS DISTINCT FROM OLD.undo_xid THEN
          PERFORM import_refuse('import_list_undo_is_true', 'which transaction took an import back is not for anybody to say');
        END IF;
        IF OLD.run_xid IS NOT NULL AND (NEW.columns, NEW.settings, NEW.on_existing, NEW.counts, NEW.result_sha256, NEW.run_by, NEW.run_at)
           IS DISTINCT FROM (OLD.columns, OLD.settings, OLD.on_existing, OLD.counts, OLD.result_sha256, OLD.run_by, OLD.run_at) THEN
          PERFORM import_refuse('import_list_done_is_history', 'an import that was carried out stays as it was');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER import_list_kept BEFORE INSERT OR UPDATE ON import_list FOR EACH ROW EXECUTE FUNCTION keep_import();

      CALL require_audit('import_list');

      -- How far the work on a list is, told from beside the transaction that does it.
      CREATE TABLE import_progress (
        import_id uuid PRIMARY KEY REFERENCES import_list (id),
        stage     text NOT NULL,
        done      integer NOT NULL,
        total     integer NOT NULL,
        told_at   timestamptz NOT NULL DEFAULT app_now()
      );

      -- Which columns an agency once matched by hand; NULL: left out.
      CREATE TABLE import_column_choice (
        agency_id  uuid NOT NULL REFERENCES agency (id),
        kind       text NOT NULL,
        header     text NOT NULL,
        column_key text,
        PRIMARY KEY (agency_id, kind, header)
      );
      GRANT SELECT, INSERT, UPDATE ON import_list, import_progress, import_column_choice TO dieu6_app;
      GRANT SELECT ON import_move TO dieu6_app;
    `);
  }

  private async createStaging(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The rows of the sheet as the file says them: written once, read by previews and by the work itself, swept when nobody needs them.
      CREATE TABLE import_row (
        import_id  uuid NOT NULL REFERENCES import_list (id),
        row_number integer NOT NULL,
        cells      jsonb NOT NULL,
        broken_quotes boolean NOT NULL DEFAULT false,
        PRIMARY KEY (import_id, row_number)
      );
      -- What each row was understood as, at the last check.
      CREATE TABLE import_reading (
        import_id  uuid NOT NULL REFERENCES import_list (id),
        row_number integer NOT NULL,
        outcome    text NOT NULL,
        -- {title, values {key: text}, faults [{column, code, facts}], remarks [{column, code, facts}], changes {key: {from, to}}}
        said       jsonb NOT NULL,
        subject_id uuid,
        PRIMARY KEY (import_id, row_number),
        CONSTRAINT import_reading_outcome_known CHECK (outcome IN ('new', 'changed', 'unchanged', 'asked', 'wrong', 'left-out'))
      );
      CREATE INDEX import_reading_by_outcome ON import_reading (import_id, outcome, row_number);
      -- What must be asked, once for each different thing that stands in a column.
      CREATE TABLE import_question (
        import_id   uuid NOT NULL REFERENCES import_list (id),
        column_key  text NOT NULL,
        source      text NOT NULL,
        ordinal     integer NOT NULL,
        reason      text NOT NULL,
        facts       jsonb NOT NULL DEFAULT '{}',
        -- [{value, label, hint?}] in the order in which they are offered.
        choices     jsonb NOT NULL,
        rows        integer NOT NULL,
        -- One of the values, or 'none'.
        answer      text,
        answered_by uuid REFERENCES user_account (id),
        PRIMARY KEY (import_id, column_key, source)
      );
      GRANT SELECT, INSERT, DELETE ON import_row, import_reading TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON import_question TO dieu6_app;
    `);
  }

  private async createUndoing(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What an import did: which things it made, and of those it changed how they stood before. For ever.
      CREATE TABLE import_effect (
        import_id    uuid NOT NULL REFERENCES import_list (id),
        row_number   integer NOT NULL,
        subject_kind text NOT NULL,
        subject_id   uuid NOT NULL,
        act          text NOT NULL,
        -- What it is called on the list of what stands against taking the import back.
        title        text NOT NULL,
        before       jsonb,
        PRIMARY KEY (import_id, subject_kind, subject_id),
        CONSTRAINT import_effect_subject_known CHECK (subject_kind IN ('contract', 'vendor', 'vendor-person', 'system', 'data-asset')),
        CONSTRAINT import_effect_act_known CHECK (act IN ('made', 'changed')),
        CONSTRAINT import_effect_keeps_what_was CHECK ((act = 'changed') = (before IS NOT NULL))
      );
      CREATE INDEX import_effect_by_subject ON import_effect (subject_id);
      CALL make_append_only('import_effect');
      CREATE FUNCTION import_effect_while_running() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM (SELECT DISTINCT import_id FROM written) w JOIN import_list i ON i.id = w.import_id WHERE i.status <> 'running') THEN
          PERFORM import_refuse('import_effect_while_running', 'an import does something only while it runs');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER import_effect_while_running AFTER INSERT ON import_effect REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION import_effect_while_running();
      GRANT SELECT, INSERT ON import_effect TO dieu6_app;

      -- What has happened to the things of an import since: every act upon a thing, and everything that names it, leaves an event. Imports
      -- that were taken back have left nothing.
      CREATE FUNCTION import_events_since(target uuid) RETURNS TABLE (subject_kind text, subject_id uuid, event_id bigint) LANGUAGE sql STABLE AS $$
        SELECT f.subject_kind, f.subject_id, e.id
          FROM import_list i
          JOIN import_effect f ON f.import_id = i.id
          JOIN audit_event_subject s ON s.subject_kind = f.subject_kind AND s.subject_id = f.subject_id
          JOIN audit_event e ON e.id = s.event_id
         WHERE i.id = target AND e.xid > i.run_xid AND e.xid <> pg_current_xact_id()
           AND NOT EXISTS (SELECT 1 FROM import_list o WHERE o.status = 'undone' AND (o.run_xid = e.xid OR o.undo_xid = e.xid)) $$;

      -- Deletes what an import made. The application role has no right to delete most of these rows; this function deletes only what provably
      -- came in with that very import (every event that names it is of the import's own transaction) and has not been touched or named since.
      CREATE FUNCTION undo_import(target uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        run xid8;
        removed integer := 0;
        touched integer;
      BEGIN
        SELECT run_xid INTO run FROM import_list WHERE id = target AND status = 'undoing' AND run_xid IS NOT NULL FOR NO KEY UPDATE;
        IF run IS NULL THEN
          PERFORM import_refuse('import_undo_asked_for', 'only an import that was carried out and is to be taken back is taken back');
        END IF;
        IF EXISTS (SELECT 1 FROM import_events_since(target)) THEN
          PERFORM import_refuse('import_undo_nothing_built_upon', 'something was done with what the import brought');
        END IF;
        IF EXISTS (
          SELECT 1 FROM import_effect f WHERE f.import_id = target AND f.act = 'made' AND NOT (
            EXISTS (SELECT 1 FROM audit_event_subject s JOIN audit_event e ON e.id = s.event_id
                     WHERE s.subject_kind = f.subject_kind AND s.subject_id = f.subject_id AND e.xid = run)
            AND NOT EXISTS (SELECT 1 FROM audit_event_subject s JOIN audit_event e ON e.id = s.event_id
                     WHERE s.subject_kind = f.subject_kind AND s.subject_id = f.subject_id AND e.xid < run))) THEN
          PERFORM import_refuse('import_undo_only_its_own', 'an import takes back only what it made');
        END IF;
        DELETE FROM contract_system l USING import_effect f WHERE f.import_id = target AND f.act = 'made' AND f.subject_kind = 'contract' AND l.contract_id = f.subject_id;
        DELETE FROM contract c USING import_effect f WHERE f.import_id = target AND f.act = 'made' AND f.subject_kind = 'contract' AND c.id = f.subject_id;
        GET DIAGNOSTICS touched = ROW_COUNT; removed := removed + touched;
        DELETE FROM vendor_person p USING import_effect f WHERE f.import_id = target AND f.act = 'made' AND f.subject_kind = 'vendor-person' AND p.id = f.subject_id;
        GET DIAGNOSTICS touched = ROW_COUNT; removed := removed + touched;
        DELETE FROM data_asset d USING import_effect f WHERE f.import_id = target AND f.act = 'made' AND f.subject_kind = 'data-asset' AND d.id = f.subject_id;
        GET DIAGNOSTICS touched = ROW_COUNT; removed := removed + touched;
        DELETE FROM information_system s USING import_effect f WHERE f.import_id = target AND f.act = 'made' AND f.subject_kind = 'system' AND s.id = f.subject_id;
        GET DIAGNOSTICS touched = ROW_COUNT; removed := removed + touched;
        DELETE FROM vendor v USING import_effect f WHERE f.import_id = target AND f.act = 'made' AND f.subject_kind = 'vendor' AND v.id = f.subject_id;
        GET DIAGNOSTICS touched = ROW_COUNT; removed := removed + touched;
        IF removed <> (SELECT count(*) FROM import_effect f WHERE f.import_id = target AND f.act = 'made') THEN
          PERFORM import_refuse('import_undo_nothing_built_upon', 'something that the import brought is no longer there');
        END IF;
        RETURN removed;
      END $$;
      REVOKE ALL ON FUNCTION undo_import(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION undo_import(uuid), import_events_since(uuid) TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What imports did is kept for ever; restore a backup instead.');
  }
}
