import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Vendors, who represents them, whom they subcontract to and who works for them: one row for the whole city. Confidentiality
 * commitments (điểm a khoản 2 Điều 6 and điểm a khoản 2 Điều 10) belong to the agency that received them.
 */
export class Vendors1700000000500 implements MigrationInterface {
  name = 'Vendors1700000000500';

  async up(runner: QueryRunner): Promise<void> {
    await this.createVendors(runner);
    await this.createPeople(runner);
    await this.createCommitments(runner);
    await this.publish(runner);
  }

  private async createVendors(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- 10 digits with their check digit, perhaps with a branch; or the 12 digits of a personal identification number.
      CREATE FUNCTION is_tax_code(code text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT CASE
          WHEN code ~ '^[0-9]{12}$' THEN substr(code, 1, 3)::int BETWEEN 1 AND 96
          WHEN code ~ '^[0-9]{10}(-[0-9]{3})?$' THEN substr(code, 11) <> '-000' AND substr(code, 10, 1)::int = 10 - (
            31 * substr(code, 1, 1)::int + 29 * substr(code, 2, 1)::int + 23 * substr(code, 3, 1)::int
            + 19 * substr(code, 4, 1)::int + 17 * substr(code, 5, 1)::int + 13 * substr(code, 6, 1)::int
            + 7 * substr(code, 7, 1)::int + 5 * substr(code, 8, 1)::int + 3 * substr(code, 9, 1)::int) % 11
          ELSE false END $$;

      CREATE TABLE vendor (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        tax_code      text NOT NULL,
        name          text NOT NULL,
        short_name    text,
        kind          text NOT NULL,
        address       text NOT NULL,
        phone         text,
        email         text,
        note          text,
        -- The day from which the vendor no longer does business.
        ceased_on     date,
        folded_name   text NOT NULL GENERATED ALWAYS AS (fold_text(name)) STORED,
        folded_search text NOT NULL GENERATED ALWAYS AS (fold_text(name || ' ' || coalesce(short_name, '') || ' ' || tax_code)) STORED,
        registered_by uuid NOT NULL REFERENCES user_account (id),
        registered_at timestamptz NOT NULL DEFAULT app_now(),
        version       integer NOT NULL DEFAULT 1,
        CONSTRAINT vendor_tax_code_unique UNIQUE (tax_code),
        CONSTRAINT vendor_tax_code_well_formed CHECK (is_tax_code(tax_code)),
        CONSTRAINT vendor_kind_known CHECK (kind IN ('domestic_company', 'foreign_invested_company', 'public_unit', 'individual')),
        CONSTRAINT vendor_texts_not_empty CHECK (btrim(name) <> '' AND btrim(address) <> '' AND btrim(short_name) IS DISTINCT FROM '')
      );
      CREATE INDEX vendor_by_search ON vendor USING gin (folded_search gin_trgm_ops);
      CREATE INDEX vendor_by_name ON vendor (name COLLATE vietnamese, id);

      CREATE TABLE vendor_representative (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vendor_id        uuid NOT NULL,
        full_name        text NOT NULL,
        post             text NOT NULL,
        authority_ground text NOT NULL,
        valid_from       date NOT NULL,
        valid_until      date,
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT vendor_representative_vendor_fk FOREIGN KEY (vendor_id) REFERENCES vendor (id),
        CONSTRAINT vendor_representative_dates CHECK (valid_until >= valid_from),
        CONSTRAINT vendor_representative_texts_not_empty CHECK (btrim(full_name) <> '' AND btrim(post) <> '' AND btrim(authority_ground) <> '')
      );
      CREATE INDEX vendor_representative_by_vendor ON vendor_representative (vendor_id);

      -- A subcontractor is a registered vendor or a company known only by name; whether it is approved is said contract by contract.
      CREATE TABLE vendor_subcontractor (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vendor_id        uuid NOT NULL,
        company_id       uuid,
        company_name     text,
        company_tax_code text,
        service          text NOT NULL,
        ended_on         date,
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT vendor_subcontractor_vendor_fk FOREIGN KEY (vendor_id) REFERENCES vendor (id),
        CONSTRAINT vendor_subcontractor_company_fk FOREIGN KEY (company_id) REFERENCES vendor (id),
        CONSTRAINT vendor_subcontractor_is_another CHECK (company_id <> vendor_id),
        CONSTRAINT vendor_subcontractor_named_once CHECK
          ((company_id IS NULL) = (company_name IS NOT NULL) AND (company_id IS NULL OR company_tax_code IS NULL)),
        CONSTRAINT vendor_subcontractor_tax_code_well_formed CHECK (is_tax_code(company_tax_code)),
        CONSTRAINT vendor_subcontractor_texts_not_empty CHECK (btrim(service) <> '' AND btrim(company_name) IS DISTINCT FROM '')
      );
      CREATE UNIQUE INDEX vendor_subcontractor_once ON vendor_subcontractor (vendor_id, company_id) WHERE company_id IS NOT NULL;
      CREATE INDEX vendor_subcontractor_by_vendor ON vendor_subcontractor (vendor_id);
      CREATE INDEX vendor_subcontractor_by_company ON vendor_subcontractor (company_id) WHERE company_id IS NOT NULL;

      CREATE FUNCTION keep_vendor_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% stays with its vendor', TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_keeps_vendor', TABLE = TG_TABLE_NAME;
      END $$;
      CREATE TRIGGER vendor_representative_keeps_vendor BEFORE UPDATE ON vendor_representative FOR EACH ROW
        WHEN (OLD.vendor_id IS DISTINCT FROM NEW.vendor_id) EXECUTE FUNCTION keep_vendor_of_row();
      CREATE TRIGGER vendor_subcontractor_keeps_vendor BEFORE UPDATE ON vendor_subcontractor FOR EACH ROW
        WHEN (OLD.vendor_id IS DISTINCT FROM NEW.vendor_id) EXECUTE FUNCTION keep_vendor_of_row();

      -- Evidence is never deleted, so what it belongs to stays.
      CREATE FUNCTION vendor_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM attachment WHERE subject_kind = 'vendor' AND subject_id = OLD.id) THEN
          RAISE EXCEPTION 'a vendor with files stays'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'vendor_evidence_stays', TABLE = 'vendor';
        END IF;
        RETURN OLD;
      END $$;
      CREATE TRIGGER vendor_evidence_stays BEFORE DELETE ON vendor FOR EACH ROW EXECUTE FUNCTION vendor_evidence_stays();

      CALL require_audit('vendor');
      CALL require_audit('vendor_representative');
      CALL require_audit('vendor_subcontractor');
      -- A vendor nothing refers to may be deleted with what is only its own; a person or a commitment never is.
      GRANT SELECT, INSERT, UPDATE, DELETE ON vendor, vendor_representative, vendor_subcontractor TO dieu6_app;
    `);
  }

  private async createPeople(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vendor_person (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vendor_id     uuid NOT NULL,
        full_name     text NOT NULL,
        -- Only the last four characters of the identity document: enough to tell namesakes apart, useless to others.
        identity_tail text NOT NULL,
        birth_year    integer,
        nationality   text NOT NULL,
        post          text NOT NULL,
        phone         text,
        email         text,
        joined_on     date,
        -- The first day on which this person no longer works for the vendor.
        left_on       date,
        folded_name   text NOT NULL GENERATED ALWAYS AS (fold_text(full_name)) STORED,
        version       integer NOT NULL DEFAULT 1,
        CONSTRAINT vendor_person_vendor_fk FOREIGN KEY (vendor_id) REFERENCES vendor (id),
        CONSTRAINT vendor_person_identity_tail_form CHECK (identity_tail ~ '^[0-9A-Z]{4}$'),
        CONSTRAINT vendor_person_birth_year CHECK (birth_year BETWEEN 1900 AND 2100),
        CONSTRAINT vendor_person_dates CHECK (left_on >= joined_on),
        CONSTRAINT vendor_person_texts_not_empty CHECK (btrim(full_name) <> '' AND btrim(post) <> '' AND btrim(nationality) <> '')
      );
      CREATE UNIQUE INDEX vendor_person_once ON vendor_person (vendor_id, folded_name, identity_tail, coalesce(birth_year, 0)) WHERE left_on IS NULL;
      CREATE INDEX vendor_person_by_vendor ON vendor_person (vendor_id, left_on);
      CREATE TRIGGER vendor_person_keeps_vendor BEFORE UPDATE ON vendor_person FOR EACH ROW
        WHEN (OLD.vendor_id IS DISTINCT FROM NEW.vendor_id) EXECUTE FUNCTION keep_vendor_of_row();
      CALL require_audit('vendor_person');
      GRANT SELECT, INSERT, UPDATE ON vendor_person TO dieu6_app;
    `);
  }

  private async createCommitments(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE commitment (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id   uuid NOT NULL,
        agency_id   uuid NOT NULL,
        -- The contract room adds the foreign key.
        contract_id uuid,
        signed_on   date NOT NULL,
        -- The last day in force; NULL: without a term, in force after the contract too.
        valid_until date,
        scope       text NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        -- Ended early: the first day on which it is no longer in force.
        ended_on    date,
        ended_by    uuid,
        end_ground  text,
        -- The last day in force, all told; NULL: without an end.
        last_day    date GENERATED ALWAYS AS (LEAST(valid_until, ended_on - 1)) STORED,
        CONSTRAINT commitment_person_fk FOREIGN KEY (person_id) REFERENCES vendor_person (id),
        CONSTRAINT commitment_agency_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
        CONSTRAINT commitment_recorded_by_fk FOREIGN KEY (recorded_by) REFERENCES user_account (id),
        CONSTRAINT commitment_ended_by_fk FOREIGN KEY (ended_by) REFERENCES user_account (id),
        CONSTRAINT commitment_dates CHECK (valid_until >= signed_on),
        CONSTRAINT commitment_ended_after_signed CHECK (ended_on >= signed_on),
        CONSTRAINT commitment_ended_whole CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (end_ground IS NULL)),
        CONSTRAINT commitment_names_its_scope CHECK (btrim(scope) <> ''),
        CONSTRAINT commitment_end_names_its_ground CHECK (btrim(end_ground) <> '')
      );
      CREATE INDEX commitment_by_person ON commitment (person_id, agency_id);
      CREATE INDEX commitment_by_agency_end ON commitment (agency_id, last_day) WHERE ended_on IS NULL;
      CREATE INDEX commitment_by_contract ON commitment (contract_id) WHERE contract_id IS NOT NULL;

      -- A commitment is evidence: it can be ended once, nothing else of it can change.
      CREATE FUNCTION keep_commitment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR OLD.ended_on IS NOT NULL OR NEW.ended_on IS NULL
          OR (to_jsonb(NEW) - 'ended_on' - 'ended_by' - 'end_ground' - 'last_day') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_on' - 'ended_by' - 'end_ground' - 'last_day') THEN
          RAISE EXCEPTION 'a commitment can only be ended'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'commitment_is_history', TABLE = 'commitment';
        END IF;
        IF NEW.ended_on > app_today() THEN
          RAISE EXCEPTION 'the end of a commitment is recorded when it has come'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'commitment_end_has_come', TABLE = 'commitment';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER commitment_history BEFORE UPDATE OR DELETE ON commitment FOR EACH ROW EXECUTE FUNCTION keep_commitment();
      CREATE TRIGGER commitment_never_emptied BEFORE TRUNCATE ON commitment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- What is recorded has been signed: not on a later day, and with the signed file in the same transaction.
      CREATE FUNCTION commitment_was_signed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.signed_on > app_today() THEN
          RAISE EXCEPTION 'a commitment is recorded after it was signed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'commitment_was_signed', TABLE = 'commitment';
        END IF;
        IF NEW.ended_on IS NOT NULL THEN
          RAISE EXCEPTION 'a commitment begins in force'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'commitment_begins_in_force', TABLE = 'commitment';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER commitment_was_signed BEFORE INSERT ON commitment FOR EACH ROW EXECUTE FUNCTION commitment_was_signed();

      CREATE FUNCTION commitment_has_its_file() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM attachment WHERE subject_kind = 'commitment' AND subject_id = NEW.id) THEN
          RAISE EXCEPTION 'a commitment is kept with its signed file'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'commitment_has_its_file', TABLE = 'commitment';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER commitment_has_its_file AFTER INSERT ON commitment
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION commitment_has_its_file();

      CALL require_audit('commitment');
      GRANT SELECT, INSERT, UPDATE ON commitment TO dieu6_app;
    `);
  }

  private async publish(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What other rooms read of this one.
      CREATE VIEW published_vendor AS SELECT id, tax_code, name, folded_name, folded_search FROM vendor;
      CREATE VIEW published_vendor_person AS SELECT id, vendor_id, full_name, post, joined_on, left_on FROM vendor_person;
      -- In force on day D: valid_from <= D, valid_until NULL or >= D, ended_on NULL or > D.
      CREATE VIEW published_commitment AS
        SELECT c.id, c.person_id, p.vendor_id, c.agency_id, c.contract_id, c.signed_on AS valid_from, c.valid_until, c.ended_on
          FROM commitment c JOIN vendor_person p ON p.id = c.person_id;

      -- Commitments that lapse within 30 days, or lapsed while the person stayed. One that was ended with a ground was decided on:
      -- nobody is asked again; nor where another of the same person for the same agency and contract reached, or reaches, further.
      CREATE VIEW vendor_task AS
        SELECT CASE WHEN c.last_day < app_today() THEN 'commitment-lapsed' ELSE 'commitment-lapsing' END AS kind,
               'vendor-person'::text AS subject_kind, p.id AS subject_id, p.full_name || ', ' || v.name AS title,
               c.agency_id, 'procurement_officer'::text AS role, c.last_day AS due_on
          FROM commitment c JOIN vendor_person p ON p.id = c.person_id JOIN vendor v ON v.id = p.vendor_id
         WHERE c.ended_on IS NULL AND c.last_day <= app_today() + 30
           AND (p.left_on IS NULL OR p.left_on > app_today())
           AND NOT EXISTS (
             SELECT 1 FROM commitment later
              WHERE later.person_id = c.person_id AND later.agency_id = c.agency_id AND later.contract_id IS NOT DISTINCT FROM c.contract_id
                AND (later.last_day IS NULL OR (later.last_day, later.signed_on, later.id) > (c.last_day, c.signed_on, c.id)));

      GRANT SELECT ON published_vendor, published_vendor_person, published_commitment, vendor_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Commitments are evidence and never taken down; restore a backup instead.');
  }
}
