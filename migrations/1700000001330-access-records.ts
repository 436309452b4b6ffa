import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which grants a decision about access names (HS-08, HS-14), and what the records of access read of other rooms. */
export class AccessRecords1700000001330 implements MigrationInterface {
  name = 'AccessRecords1700000001330';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The grants that a record decides about: one decision for many grants, and no grant twice in decisions of one kind that stand.
      CREATE TABLE access_record_grant (
        record_id uuid NOT NULL REFERENCES record (id),
        grant_id  uuid NOT NULL REFERENCES access_grant (id),
        PRIMARY KEY (record_id, grant_id)
      );
      CREATE INDEX access_record_grant_by_grant ON access_record_grant (grant_id);
      CALL make_append_only('access_record_grant');

      CREATE FUNCTION access_record_grant_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE named published_record; g access_grant;
      BEGIN
        SELECT * INTO named FROM published_record r WHERE r.id = NEW.record_id;
        -- Whoever names the grant at the same time waits here.
        SELECT * INTO g FROM access_grant x WHERE x.id = NEW.grant_id FOR UPDATE;
        IF named.subject_kind <> 'contract' OR named.subject_id <> g.contract_id OR named.kind NOT IN ('HS-08', 'HS-14') THEN
          PERFORM access_refuse('access_record_of_contract', 'a decision about access names grants of its own contract');
        END IF;
        IF EXISTS (SELECT 1 FROM access_record_grant x JOIN record r ON r.id = x.record_id
                    WHERE x.grant_id = NEW.grant_id AND r.id <> named.id AND r.kind = named.kind AND r.status <> 'withdrawn') THEN
          PERFORM access_refuse('access_record_names_once', 'another decision of this kind names the grant already');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_record_grant_fits AFTER INSERT ON access_record_grant FOR EACH ROW EXECUTE FUNCTION access_record_grant_fits();
      CALL require_audit('access_record_grant');
      GRANT SELECT, INSERT ON access_record_grant TO dieu6_app;

      -- What agreements and decisions say of people and companies beyond their names.
      CREATE VIEW published_person_identity AS SELECT id, identity_tail FROM vendor_person;
      CREATE VIEW published_commitment_text AS SELECT id, scope FROM commitment;
      CREATE VIEW published_vendor_address AS SELECT id, address FROM vendor;
      CREATE VIEW published_representative AS SELECT id, vendor_id, full_name, post, authority_ground, valid_from, valid_until FROM vendor_representative;
      GRANT SELECT ON published_person_identity, published_commitment_text, published_vendor_address, published_representative TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Which grants a decision names is evidence and never taken down; restore a backup instead.');
  }
}
