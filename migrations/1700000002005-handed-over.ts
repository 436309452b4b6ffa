import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the vendor handed over, who confirmed it, and the tests that prove it usable without the vendor (điểm a khoản 4 Điều 6; domain reference 10). Who gave, who received
 * and who tests are three people. How an item stands is a view over these facts.
 */
export class HandedOver1700000002005 implements MigrationInterface {
  name = 'HandedOver1700000002005';

  async up(runner: QueryRunner): Promise<void> {
    await this.createDeliveries(runner);
    await this.createTests(runner);
  }

  private async createDeliveries(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Somebody from outside who tests, named by the head where the unit has nobody else.
      CREATE TABLE handover_guest (
        id           uuid PRIMARY KEY,
        closing_id   uuid NOT NULL REFERENCES closing (id),
        name         text NOT NULL,
        organisation text NOT NULL,
        ground       text NOT NULL,
        named_by     uuid NOT NULL REFERENCES user_account (id),
        named_at     timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT handover_guest_named CHECK (btrim(name) <> '' AND btrim(organisation) <> '' AND btrim(ground) <> '')
      );
      CREATE INDEX handover_guest_by_closing ON handover_guest (closing_id);
      CALL make_append_only('handover_guest');

      -- Whether an organisation is the vendor or one of its subcontractors, by its name.
      CREATE FUNCTION is_of_vendor(organisation text, vendor uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM published_vendor v WHERE fold_text(v.name) = fold_text(btrim(organisation))
                          AND (v.id = vendor OR v.id IN (SELECT s.company_id FROM vendor_subcontractor s WHERE s.vendor_id = vendor)))
            OR EXISTS (SELECT 1 FROM vendor_subcontractor s WHERE s.vendor_id = vendor AND fold_text(s.company_name) = fold_text(btrim(organisation))) $$;

      CREATE FUNCTION handover_guest_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing;
      BEGIN
        k := closing_to_work_on(NEW.closing_id);
        NEW.named_at := app_now();
        IF NOT decides_on_closing(NEW.named_by, k.agency_id) THEN
          PERFORM handover_refuse('handover_guest_named_by_head', 'the head names who tests from outside');
        END IF;
        IF is_of_vendor(NEW.organisation, k.vendor_id) THEN
          PERFORM handover_refuse('handover_guest_not_of_vendor', 'neither the vendor nor its subcontractors prove their own hand-over');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_guest_fits BEFORE INSERT ON handover_guest FOR EACH ROW EXECUTE FUNCTION handover_guest_fits();

      CREATE TABLE handover_delivery (
        id              uuid PRIMARY KEY,
        item_id         uuid NOT NULL REFERENCES handover_item (id),
        ordinal         integer NOT NULL DEFAULT 0,
        giver_name      text NOT NULL,
        giver_person_id uuid REFERENCES vendor_person (id),
        contents        text NOT NULL,
        version_text    text,
        place           text NOT NULL,
        note            text,
        -- When it was handed over in fact, and when that was recorded.
        effective_on    date NOT NULL,
        uploaded_at     timestamptz NOT NULL DEFAULT app_now(),
        via             text NOT NULL,
        recorded_by     uuid REFERENCES user_account (id),
        -- The one-time link it came by.
        link_id         uuid,
        CONSTRAINT handover_delivery_ordinal_once UNIQUE (item_id, ordinal),
        CONSTRAINT handover_delivery_described CHECK (btrim(giver_name) <> '' AND btrim(contents) <> '' AND btrim(place) <> ''),
        CONSTRAINT handover_delivery_via_known CHECK (via IN ('link', 'officer') AND (via = 'officer') = (recorded_by IS NOT NULL) AND (via = 'link') = (link_id IS NOT NULL))
      );
      CALL make_append_only('handover_delivery');

      CREATE FUNCTION handover_delivery_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; i handover_item;
      BEGIN
        SELECT * INTO i FROM handover_item WHERE id = NEW.item_id;
        k := closing_to_work_on(i.closing_id);
        NEW.uploaded_at := app_now();
        SELECT coalesce(max(d.ordinal), 0) + 1 INTO NEW.ordinal FROM handover_delivery d WHERE d.item_id = i.id;
        IF i.step IN ('account-revocation', 'deletion') THEN
          PERFORM handover_refuse('handover_item_settled_by_facts', 'accounts and copies settle this item, and nothing else');
        END IF;
        IF NEW.recorded_by IS NOT NULL AND NOT works_on_closing(NEW.recorded_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency receives');
        END IF;
        IF NEW.giver_person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM published_vendor_person p WHERE p.id = NEW.giver_person_id AND p.vendor_id = k.vendor_id) THEN
          PERFORM handover_refuse('handover_giver_of_vendor', 'somebody of the vendor hands over');
        END IF;
        IF NEW.effective_on > app_today() OR NEW.effective_on < (SELECT c.signed_on FROM contract c WHERE c.id = k.contract_id) THEN
          PERFORM handover_refuse('handover_delivery_time_possible', 'what was handed over was so after the signing and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_delivery_fits BEFORE INSERT ON handover_delivery FOR EACH ROW EXECUTE FUNCTION handover_delivery_fits();

      -- Both sides say that it is as recorded. Whoever says it for the agency has received it.
      CREATE TABLE handover_delivery_confirmation (
        delivery_id  uuid NOT NULL REFERENCES handover_delivery (id),
        side         text NOT NULL,
        -- Of the vendor: who said it, and whoever wrote that down unless it came by link.
        name         text,
        via          text NOT NULL DEFAULT 'officer',
        by_user      uuid REFERENCES user_account (id),
        confirmed_at timestamptz NOT NULL DEFAULT app_now(),
        PRIMARY KEY (delivery_id, side),
        CONSTRAINT handover_confirmation_side_known CHECK (side IN ('vendor', 'agency') AND via IN ('link', 'officer') AND (side = 'vendor' OR via = 'officer')),
        CONSTRAINT handover_confirmation_by_somebody CHECK ((via = 'link' OR by_user IS NOT NULL) AND (side = 'agency' OR btrim(coalesce(name, '')) <> ''))
      );
      CALL make_append_only('handover_delivery_confirmation');

      CREATE FUNCTION handover_confirmation_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; d handover_delivery;
      BEGIN
        SELECT * INTO d FROM handover_delivery WHERE id = NEW.delivery_id;
        k := closing_to_work_on((SELECT i.closing_id FROM handover_item i WHERE i.id = d.item_id));
        NEW.confirmed_at := app_now();
        IF NEW.by_user IS NOT NULL AND NOT works_on_closing(NEW.by_user, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency confirms');
        END IF;
        IF NEW.via = 'link' AND d.via <> 'link' THEN
          PERFORM handover_refuse('handover_confirmation_of_its_link', 'the vendor confirms by link what came by link');
        END IF;
        IF NEW.side = 'agency' AND d.giver_person_id IS NULL AND fold_text(btrim(d.giver_name)) = (SELECT fold_text(p.full_name) FROM person_name p WHERE p.id = NEW.by_user) THEN
          PERFORM handover_refuse('handover_receiver_is_not_giver', 'nobody receives what they hand over');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_confirmation_fits BEFORE INSERT ON handover_delivery_confirmation FOR EACH ROW EXECUTE FUNCTION handover_confirmation_fits();
    `);
  }

  private async createTests(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE handover_test (
        id          uuid PRIMARY KEY,
        seq         bigint GENERATED ALWAYS AS IDENTITY,
        delivery_id uuid NOT NULL REFERENCES handover_delivery (id),
        tester_id   uuid REFERENCES user_account (id),
        guest_id    uuid REFERENCES handover_guest (id),
        equipment   text NOT NULL,
        ran_at      timestamptz NOT NULL,
        passed      boolean NOT NULL,
        result      text NOT NULL,
        files       text[] NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT handover_test_one_tester CHECK ((tester_id IS NULL) <> (guest_id IS NULL)),
        CONSTRAINT handover_test_recorded_by_tester CHECK (tester_id IS NULL OR recorded_by = tester_id),
        CONSTRAINT handover_test_described CHECK (btrim(equipment) <> '' AND btrim(result) <> ''),
        CONSTRAINT handover_test_proven CHECK (cardinality(files) > 0 AND array_to_string(files, '') ~ '^([0-9a-f]{64})+$')
      );
      CREATE INDEX handover_test_by_delivery ON handover_test (delivery_id, seq DESC);
      CALL make_append_only('handover_test');

      CREATE FUNCTION handover_test_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE k closing; d handover_delivery; g handover_guest; receiver uuid; tester_name text;
      BEGIN
        SELECT * INTO d FROM handover_delivery WHERE id = NEW.delivery_id;
        k := closing_to_work_on((SELECT i.closing_id FROM handover_item i WHERE i.id = d.item_id));
        NEW.recorded_at := app_now();
        IF NOT works_on_closing(NEW.recorded_by, k.agency_id) THEN
          PERFORM handover_refuse('closing_by_agency', 'somebody who works with the contracts of the agency records tests');
        END IF;
        IF EXISTS (SELECT 1 FROM handover_delivery n WHERE n.item_id = d.item_id AND n.ordinal > d.ordinal) THEN
          PERFORM handover_refuse('handover_test_of_newest', 'the newest hand-over of an item is tested');
        END IF;
        IF (SELECT count(*) FROM handover_delivery_confirmation c WHERE c.delivery_id = d.id) < 2 THEN
          PERFORM handover_refuse('handover_test_of_confirmed', 'both sides have confirmed what is tested');
        END IF;
        IF NEW.ran_at > app_now() OR NEW.ran_at < day_begins(d.effective_on) THEN
          PERFORM handover_refuse('handover_test_time_possible', 'a test runs after the hand-over and not in the future');
        END IF;
        SELECT c.by_user INTO receiver FROM handover_delivery_confirmation c WHERE c.delivery_id = d.id AND c.side = 'agency';
        IF NEW.guest_id IS NOT NULL THEN
          SELECT * INTO g FROM handover_guest x WHERE x.id = NEW.guest_id AND x.closing_id = k.id;
          IF g.id IS NULL THEN
            PERFORM handover_refuse('handover_guest_of_closing', 'a guest was named for this closing');
          END IF;
          tester_name := g.name;
          IF fold_text(btrim(g.name)) = (SELECT fold_text(p.full_name) FROM person_name p WHERE p.id = receiver) THEN
            PERFORM handover_refuse('handover_tester_is_not_receiver', 'nobody tests what they received');
          END IF;
        ELSE
          SELECT p.full_name INTO tester_name FROM person_name p WHERE p.id = NEW.tester_id;
          IF NEW.tester_id IN (receiver, d.recorded_by) THEN
            PERFORM handover_refuse('handover_tester_is_not_receiver', 'nobody tests what they received');
          END IF;
        END IF;
        -- Of a guest nothing but the name is known.
        IF (d.giver_person_id IS NULL OR NEW.guest_id IS NOT NULL) AND fold_text(btrim(d.giver_name)) = fold_text(btrim(tester_name)) THEN
          PERFORM handover_refuse('handover_tester_is_not_giver', 'nobody tests what they handed over');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_test_fits BEFORE INSERT ON handover_test FOR EACH ROW EXECUTE FUNCTION handover_test_fits();

      -- How an item that the vendor delivers stands: its newest hand-over, and the newest test of that.
      CREATE VIEW handover_delivered_standing AS
        SELECT i.id AS item_id, i.closing_id, i.item, i.name, i.step,
               CASE WHEN a.absence_id IS NOT NULL THEN 'absent' WHEN d.id IS NULL THEN 'missing' WHEN t.id IS NULL THEN 'delivered' WHEN t.passed THEN 'passed' ELSE 'failed' END AS standing,
               coalesce(a.decided_at, t.recorded_at, d.uploaded_at, i.added_at) AS since,
               a.kind AS absence_kind
          FROM handover_item i
               LEFT JOIN handover_absence_in_force a ON a.item_id = i.id
               LEFT JOIN LATERAL (SELECT x.id, x.uploaded_at FROM handover_delivery x WHERE x.item_id = i.id ORDER BY x.ordinal DESC LIMIT 1) d ON true
               LEFT JOIN LATERAL (SELECT x.id, x.passed, x.recorded_at FROM handover_test x WHERE x.delivery_id = d.id ORDER BY x.seq DESC LIMIT 1) t ON true
         WHERE i.step NOT IN ('account-revocation', 'deletion');

      CALL require_audit('handover_guest');
      CALL require_audit('handover_delivery');
      CALL require_audit('handover_delivery_confirmation');
      CALL require_audit('handover_test');
      GRANT SELECT, INSERT ON handover_guest, handover_delivery, handover_delivery_confirmation, handover_test TO dieu6_app;
      GRANT SELECT ON handover_delivered_standing TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was handed over and tested is never taken down; restore a backup instead.');
  }
}
