import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records of Điều 6: composed and frozen, printed, then registered by the clerk with number, date and signed copy (NĐ 30/2020 Điều 15).
 * What a record says never changes; once it is registered or withdrawn nothing of it does.
 */
export class Records1700000000900 implements MigrationInterface {
  name = 'Records1700000000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE record (
        id               uuid PRIMARY KEY,
        product_code     text NOT NULL,
        kind             text NOT NULL,
        agency_id        uuid NOT NULL REFERENCES agency (id),
        subject_kind     text NOT NULL,
        subject_id       uuid NOT NULL,
        -- Tells apart records of one kind about one subject: the month of a periodic report, the addressee of a notice.
        part             text NOT NULL DEFAULT '',
        form             text NOT NULL,
        title            text NOT NULL,
        subject          text NOT NULL,
        -- What follows the number; null for what bears none.
        symbol           text,
        model            bytea NOT NULL,
        model_sha256     text NOT NULL,
        library_versions jsonb NOT NULL,
        signer_id        uuid REFERENCES user_account (id),
        capacity         text,
        delegation_id    uuid REFERENCES delegation (id),
        signer_area      text,
        replaces_id      uuid REFERENCES record (id),
        prepared_by      uuid NOT NULL REFERENCES user_account (id),
        prepared_at      timestamptz NOT NULL DEFAULT app_now(),
        prepared_on      date NOT NULL DEFAULT app_today(),
        status           text NOT NULL DEFAULT 'prepared',
        number           integer,
        number_text      text GENERATED ALWAYS AS (lpad(number::text, greatest(2, length(number::text)), '0') || '/' || symbol) STORED,
        issued_on        date,
        issued_year      integer GENERATED ALWAYS AS (extract(year FROM issued_on)::int) STORED,
        registered_by    uuid REFERENCES user_account (id),
        registered_at    timestamptz,
        signed_medium    text,
        signed_sha256    text,
        withdrawn_by     uuid REFERENCES user_account (id),
        withdrawn_at     timestamptz,
        withdrawn_ground text,
        version          integer NOT NULL DEFAULT 1,
        search           text NOT NULL GENERATED ALWAYS AS (fold_text(kind || ' ' || title || ' ' || subject || ' ' || product_code || ' ' ||
                           coalesce(lpad(number::text, greatest(2, length(number::text)), '0') || '/' || symbol, symbol, ''))) STORED,
        CONSTRAINT record_product_code_unique UNIQUE (product_code),
        CONSTRAINT record_texts_not_empty CHECK (btrim(kind) <> '' AND btrim(title) <> '' AND btrim(subject) <> '' AND btrim(coalesce(symbol, '-')) <> ''),
        CONSTRAINT record_form_known CHECK (form IN ('report', 'submission', 'notice', 'decision', 'decision-approving', 'letter', 'minutes',
          'handover-minutes', 'internal-form', 'agreement')),
        CONSTRAINT record_status_known CHECK (status IN ('prepared', 'printed', 'registered', 'withdrawn')),
        CONSTRAINT record_model_hash_matches CHECK (model_sha256 = encode(sha256(model), 'hex')),
        CONSTRAINT record_capacity_known CHECK (capacity IN ('own', 'KT', 'TUQ')),
        CONSTRAINT record_signer_whole CHECK ((signer_id IS NULL) = (capacity IS NULL) AND (signer_id IS NULL) = (signer_area IS NULL)
          AND (coalesce(capacity, 'own') = 'own') = (delegation_id IS NULL)),
        CONSTRAINT record_replaces_another CHECK (replaces_id IS DISTINCT FROM id),
        CONSTRAINT record_number_positive CHECK (number > 0),
        CONSTRAINT record_registered_whole CHECK (status <> 'registered'
          OR (issued_on IS NOT NULL AND registered_by IS NOT NULL AND registered_at IS NOT NULL AND signed_medium IS NOT NULL AND signed_sha256 IS NOT NULL)),
        CONSTRAINT record_registered_with_number CHECK (status <> 'registered' OR (number IS NOT NULL) = (symbol IS NOT NULL)),
        CONSTRAINT record_unregistered_without_number CHECK (status = 'registered' OR (number IS NULL AND issued_on IS NULL AND registered_by IS NULL
          AND registered_at IS NULL AND signed_medium IS NULL AND signed_sha256 IS NULL)),
        CONSTRAINT record_withdrawn_with_ground CHECK ((status = 'withdrawn') = (withdrawn_by IS NOT NULL) AND (status = 'withdrawn') = (withdrawn_at IS NOT NULL)
          AND (status = 'withdrawn') = (withdrawn_ground IS NOT NULL) AND btrim(coalesce(withdrawn_ground, '-')) <> ''),
        CONSTRAINT record_signed_medium_known CHECK (signed_medium IN ('digital', 'scan')),
        CONSTRAINT record_signed_hash_form CHECK (signed_sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT record_not_before_prepared CHECK (issued_on >= prepared_on)
      );
      -- Numbers run per agency, symbol and year (NĐ 30/2020 Điều 15).
      CREATE UNIQUE INDEX record_number_unique ON record (agency_id, symbol, issued_year, number) WHERE number IS NOT NULL;
      -- One record of a kind about a subject: whatever comes after it names the one it replaces, and no two replace the same.
      CREATE UNIQUE INDEX record_once_per_subject ON record (kind, subject_kind, subject_id, part) WHERE status <> 'withdrawn' AND replaces_id IS NULL;
      CREATE UNIQUE INDEX record_replaced_once ON record (replaces_id) WHERE status <> 'withdrawn' AND replaces_id IS NOT NULL;
      CREATE INDEX record_by_subject ON record (subject_kind, subject_id, kind);
      -- The orders of the register, for one agency and for all.
      CREATE INDEX record_by_agency ON record (agency_id, prepared_at DESC NULLS LAST, id);
      CREATE INDEX record_by_preparation ON record (prepared_at DESC NULLS LAST, id);
      CREATE INDEX record_by_agency_issue ON record (agency_id, issued_on DESC NULLS LAST, id);
      CREATE INDEX record_by_issue ON record (issued_on DESC NULLS LAST, id);
      CREATE INDEX record_waiting ON record (agency_id, prepared_on) WHERE status = 'printed';
      CREATE INDEX record_search ON record USING gin (search gin_trgm_ops);

      -- The arrows of record.lifecycle.ts; what is frozen never changes, what is closed never changes at all.
      CREATE FUNCTION keep_record() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        acts text[] := ARRAY['status', 'version', 'number', 'number_text', 'issued_on', 'issued_year', 'registered_by', 'registered_at', 'signed_medium', 'signed_sha256',
                             'withdrawn_by', 'withdrawn_at', 'withdrawn_ground', 'search'];
      BEGIN
        IF TG_OP <> 'UPDATE' THEN
          RAISE EXCEPTION 'a record is never deleted'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_append_only', TABLE = 'record';
        END IF;
        IF OLD.status IN ('registered', 'withdrawn') THEN
          RAISE EXCEPTION 'a record that is registered or withdrawn is closed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_append_only', TABLE = 'record';
        END IF;
        IF (to_jsonb(NEW) - acts) IS DISTINCT FROM (to_jsonb(OLD) - acts) THEN
          RAISE EXCEPTION 'what a record says is frozen when it is prepared'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_is_frozen', TABLE = 'record';
        END IF;
        IF (OLD.status, NEW.status) NOT IN (('prepared', 'printed'), ('prepared', 'withdrawn'), ('printed', 'registered'), ('printed', 'withdrawn')) THEN
          RAISE EXCEPTION 'a record does not go from % to %', OLD.status, NEW.status
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_moves_by_its_lifecycle', TABLE = 'record';
        END IF;
        NEW.version := OLD.version + 1;
        RETURN NEW;
      END $$;
      CREATE TRIGGER record_keep BEFORE UPDATE OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION keep_record();
      CREATE TRIGGER record_keep_table BEFORE TRUNCATE ON record FOR EACH STATEMENT EXECUTE FUNCTION keep_record();

      -- A record is made unprinted, on the day of the database; what it replaces is a registered record of the same kind, agency and subject.
      CREATE FUNCTION enter_record() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.status <> 'prepared' OR NEW.prepared_on <> app_today() THEN
          RAISE EXCEPTION 'a record begins as prepared, today'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_begins_prepared', TABLE = 'record';
        END IF;
        IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record past WHERE past.id = NEW.replaces_id AND past.status = 'registered' AND past.kind = NEW.kind
            AND past.agency_id = NEW.agency_id AND past.subject_kind = NEW.subject_kind AND past.subject_id = NEW.subject_id AND past.part = NEW.part) THEN
          RAISE EXCEPTION 'a record replaces a registered one of the same kind about the same subject'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_replaces_registered', TABLE = 'record';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER record_enter BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION enter_record();

      -- Printed means that the print is kept; registered by a clerk, not on a day to come, and the signer held the authority on that day.
      CREATE FUNCTION move_record() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.status = 'printed' AND NOT EXISTS (SELECT 1 FROM record_print p WHERE p.record_id = NEW.id AND p.edition = 'draft') THEN
          RAISE EXCEPTION 'a printed record has its print'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_printed_has_print', TABLE = 'record';
        END IF;
        IF NEW.status = 'registered' THEN
          IF NEW.issued_on > app_today() THEN
            RAISE EXCEPTION 'a record is not dated later than today'
              USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_not_of_tomorrow', TABLE = 'record';
          END IF;
          IF NEW.signer_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM head_authority(NEW.signer_id, NEW.agency_id, NEW.issued_on) held
             WHERE held.capacity = NEW.capacity AND held.delegation_id IS NOT DISTINCT FROM NEW.delegation_id
               AND (held.areas IS NULL OR NEW.signer_area = ANY (held.areas))) THEN
            RAISE EXCEPTION 'who signs holds the authority on that day'
              USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_signed_by_authority', TABLE = 'record';
          END IF;
          IF NOT EXISTS (SELECT 1 FROM attachment a WHERE a.subject_kind = 'record' AND a.subject_id = NEW.id AND a.sha256 = NEW.signed_sha256) THEN
            RAISE EXCEPTION 'the signed copy is kept with the record'
              USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_signed_copy_is_kept', TABLE = 'record';
          END IF;
        END IF;
        RETURN NEW;
      END $$;
    `);

    await runner.query(`
      -- What was printed: 'draft' for signature, 'issued' with number and date. Bytes in the evidence store, named by their hash.
      CREATE TABLE record_print (
        record_id  uuid NOT NULL REFERENCES record (id),
        edition    text NOT NULL,
        sha256     text NOT NULL,
        size       bigint NOT NULL,
        pages      integer NOT NULL,
        printed_at timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (record_id, edition),
        CONSTRAINT record_print_edition_known CHECK (edition IN ('draft', 'issued')),
        CONSTRAINT record_print_hash_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT record_print_not_empty CHECK (size > 0 AND pages > 0)
      );
      CALL make_append_only('record_print');

      CREATE FUNCTION enter_record_print() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.edition = 'issued' AND NOT EXISTS (SELECT 1 FROM record r WHERE r.id = NEW.record_id AND r.status = 'registered') THEN
          RAISE EXCEPTION 'only a registered record is printed with its number'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'record_print_of_registered', TABLE = 'record_print';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER record_print_enter BEFORE INSERT ON record_print FOR EACH ROW EXECUTE FUNCTION enter_record_print();
      CREATE TRIGGER record_move BEFORE UPDATE ON record FOR EACH ROW EXECUTE FUNCTION move_record();

      CALL require_audit('record');
      CALL require_audit('record_print');
      GRANT SELECT, INSERT, UPDATE ON record TO dieu6_app;
      GRANT SELECT, INSERT ON record_print TO dieu6_app;

      -- What other rooms read of records.
      CREATE VIEW published_record AS
        SELECT r.id, r.product_code, r.kind, r.part, r.subject_kind, r.subject_id, r.agency_id, r.status, r.form, r.title, r.subject, r.symbol, r.number, r.number_text, r.issued_on,
               r.prepared_on, r.prepared_by, r.signer_id, r.capacity, r.signed_medium, r.signed_sha256, r.model_sha256, r.replaces_id,
               (SELECT n.id FROM record n WHERE n.replaces_id = r.id AND n.status = 'registered') AS replaced_by_id
          FROM record r;

      -- The clerk's inbox: what is printed waits for its signature and then for its number.
      CREATE VIEW record_task AS
        SELECT 'record-to-register'::text AS kind, 'record'::text AS subject_kind, r.id AS subject_id, r.title || ' ' || r.subject AS title,
               r.agency_id, 'records_clerk'::text AS role, NULL::date AS due_on
          FROM record r WHERE r.status = 'printed';
      GRANT SELECT ON published_record, record_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Issued records are never taken down; restore a backup instead.');
  }
}
