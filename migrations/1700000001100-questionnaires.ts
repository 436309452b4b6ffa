import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The vendor's part of the risk questionnaire: one-time links, rounds of answers, evidence; and files that somebody without an account brought. */
export class Questionnaires1700000001100 implements MigrationInterface {
  name = 'Questionnaires1700000001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A file is brought by a person of the product or, through a link, by somebody outside, who is named in words.
      ALTER TABLE attachment ALTER COLUMN uploaded_by DROP NOT NULL;
      ALTER TABLE attachment ADD COLUMN brought_by text,
        ADD CONSTRAINT attachment_names_who_brought_it CHECK ((uploaded_by IS NULL) = (btrim(coalesce(brought_by, '')) <> ''));

      CREATE FUNCTION questionnaire_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'questionnaire';
      END $$;

      CREATE TABLE questionnaire (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        seq              bigint GENERATED ALWAYS AS IDENTITY,
        contract_id      uuid NOT NULL REFERENCES contract (id),
        -- The contract's agency; follows the contract.
        agency_id        uuid NOT NULL REFERENCES agency (id),
        vendor_id        uuid NOT NULL REFERENCES vendor (id),
        assessment_id    uuid REFERENCES risk_assessment (id),
        criteria_edition text NOT NULL REFERENCES library_version (id),
        -- The criteria that are asked, in the order of the library; fixed when it is sent.
        criteria         text[] NOT NULL,
        origin           text NOT NULL,
        -- The round of another questionnaire of the same vendor whose answers were taken over.
        origin_round_id  uuid,
        sender_id        uuid NOT NULL REFERENCES user_account (id),
        sender_role      text NOT NULL,
        sent_at          timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT questionnaire_origin_known CHECK (origin IN ('sent', 'taken-over')),
        CONSTRAINT taken_over_questionnaire_names_its_origin CHECK ((origin = 'taken-over') = (origin_round_id IS NOT NULL)),
        CONSTRAINT questionnaire_asks_something CHECK (cardinality(criteria) > 0),
        CONSTRAINT questionnaire_sender_role_known CHECK (sender_role IN ('procurement_officer', 'it_officer'))
      );
      CREATE INDEX questionnaire_newest_of_agency ON questionnaire (agency_id, seq DESC NULLS LAST);
      CREATE INDEX questionnaire_newest ON questionnaire (seq DESC NULLS LAST);
      CREATE INDEX questionnaire_of_contract ON questionnaire (contract_id, seq DESC);
      CREATE INDEX questionnaire_of_vendor ON questionnaire (vendor_id, seq DESC);
      CREATE INDEX questionnaire_of_assessment ON questionnaire (assessment_id) WHERE assessment_id IS NOT NULL;

      -- A one-time link: only the SHA-256 of its token is kept.
      CREATE TABLE questionnaire_link (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        questionnaire_id uuid NOT NULL REFERENCES questionnaire (id),
        token_hash       bytea NOT NULL,
        recipient_name   text NOT NULL,
        recipient_email  text NOT NULL,
        issued_by        uuid NOT NULL REFERENCES user_account (id),
        issued_at        timestamptz NOT NULL DEFAULT app_now(),
        expires_at       timestamptz NOT NULL,
        revoked_at       timestamptz,
        revoked_by       uuid REFERENCES user_account (id),
        revoke_ground    text,
        CONSTRAINT questionnaire_link_token_unique UNIQUE (token_hash),
        CONSTRAINT questionnaire_link_keeps_a_hash_only CHECK (octet_length(token_hash) = 32),
        CONSTRAINT questionnaire_link_ends CHECK (expires_at > issued_at AND expires_at <= issued_at + interval '91 days'),
        CONSTRAINT questionnaire_link_revoked_whole CHECK ((revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (btrim(coalesce(revoke_ground, '')) = '')),
        CONSTRAINT questionnaire_link_recipient_not_empty CHECK (btrim(recipient_name) <> '' AND btrim(recipient_email) <> '')
      );
      CREATE UNIQUE INDEX questionnaire_link_one_unrevoked ON questionnaire_link (questionnaire_id) WHERE revoked_at IS NULL;
      CREATE INDEX questionnaire_link_of ON questionnaire_link (questionnaire_id, issued_at DESC);

      -- How often a link was opened: a count of visits, no change of business.
      CREATE TABLE questionnaire_link_use (
        link_id         uuid PRIMARY KEY REFERENCES questionnaire_link (id),
        opened_count    integer NOT NULL DEFAULT 1,
        first_opened_at timestamptz NOT NULL DEFAULT app_now(),
        last_opened_at  timestamptz NOT NULL DEFAULT app_now()
      );

      -- Each time the vendor is asked for answers; the rounds before stay as they were sent in.
      CREATE TABLE questionnaire_round (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        questionnaire_id uuid NOT NULL REFERENCES questionnaire (id),
        ordinal          integer NOT NULL,
        opened_by        uuid NOT NULL REFERENCES user_account (id),
        opened_at        timestamptz NOT NULL DEFAULT app_now(),
        reopen_reason    text,
        submitted_at     timestamptz,
        submitted_link_id uuid REFERENCES questionnaire_link (id),
        -- What the person who answered typed of themselves, and the address it came from, as facts.
        declarant_name   text,
        declarant_post   text,
        declarant_email  text,
        submitted_from   text,
        -- Whether the vendor lets other agencies take these answers over; said by the declarant at submitted_at.
        reuse_agreed     boolean,
        -- SHA-256 of the canonical answers and evidence as they were sent in.
        answers_hash     text,
        received_by      uuid REFERENCES user_account (id),
        received_at      timestamptz,
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT questionnaire_round_ordinal_unique UNIQUE (questionnaire_id, ordinal),
        CONSTRAINT questionnaire_round_reopened_with_reason CHECK ((ordinal > 1) = (btrim(coalesce(reopen_reason, '')) <> '')),
        CONSTRAINT questionnaire_round_hash_form CHECK (answers_hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT questionnaire_round_submitted_whole CHECK ((submitted_at IS NULL) = (answers_hash IS NULL) AND (submitted_at IS NULL) = (reuse_agreed IS NULL)),
        CONSTRAINT questionnaire_round_received_whole CHECK ((received_at IS NULL) = (received_by IS NULL) AND (received_at IS NULL OR submitted_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX questionnaire_round_one_open ON questionnaire_round (questionnaire_id) WHERE submitted_at IS NULL;
      CREATE INDEX questionnaire_round_unreceived ON questionnaire_round (questionnaire_id) WHERE submitted_at IS NOT NULL AND received_at IS NULL;
      ALTER TABLE questionnaire ADD CONSTRAINT questionnaire_origin_round_fk FOREIGN KEY (origin_round_id) REFERENCES questionnaire_round (id);

      CREATE TABLE questionnaire_answer (
        round_id     uuid NOT NULL REFERENCES questionnaire_round (id),
        criterion_id text NOT NULL,
        -- What the vendor claims of itself, on the scale of domain reference 7.9; never a verdict.
        claim        text,
        text         text,
        -- The link it came by; NULL for what was copied from an earlier round or taken over.
        link_id      uuid REFERENCES questionnaire_link (id),
        saved_at     timestamptz NOT NULL DEFAULT app_now(),
        version      integer NOT NULL DEFAULT 1,
        PRIMARY KEY (round_id, criterion_id),
        CONSTRAINT questionnaire_answer_claim_known CHECK (claim IN ('0', '1', '2', '3', '4', 'not-applicable')),
        CONSTRAINT questionnaire_answer_not_applicable_with_reason CHECK (claim IS DISTINCT FROM 'not-applicable' OR text IS NOT NULL),
        CONSTRAINT questionnaire_answer_text_not_empty CHECK (btrim(text) <> '')
      );

      CREATE TABLE questionnaire_evidence (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        round_id      uuid NOT NULL REFERENCES questionnaire_round (id),
        criterion_id  text NOT NULL,
        attachment_id uuid NOT NULL REFERENCES attachment (id),
        -- The last day on which it proves something; NULL: without an end.
        valid_until   date,
        link_id       uuid REFERENCES questionnaire_link (id),
        added_at      timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT questionnaire_evidence_once UNIQUE (round_id, criterion_id, attachment_id)
      );
    `);
    await this.guard(runner);
    await this.publish(runner);
  }

  private async guard(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is asked of whom is fixed; only the agency follows the contract.
      CREATE FUNCTION questionnaire_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE of_contract record;
      BEGIN
        SELECT c.agency_id, c.vendor_id INTO of_contract FROM contract c WHERE c.id = NEW.contract_id;
        IF NEW.agency_id IS DISTINCT FROM of_contract.agency_id THEN
          PERFORM questionnaire_refuse('questionnaire_of_contract_agency', 'a questionnaire belongs to the agency of its contract');
        END IF;
        IF TG_OP = 'UPDATE' THEN
          IF (to_jsonb(NEW) - 'agency_id') IS DISTINCT FROM (to_jsonb(OLD) - 'agency_id') THEN
            PERFORM questionnaire_refuse('questionnaire_is_history', 'what was asked of whom does not change');
          END IF;
          RETURN NEW;
        END IF;
        IF NEW.vendor_id IS DISTINCT FROM of_contract.vendor_id THEN
          PERFORM questionnaire_refuse('questionnaire_to_contract_vendor', 'the vendor of the contract is asked');
        END IF;
        IF NEW.assessment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM published_assessment a WHERE a.id = NEW.assessment_id AND a.contract_id = NEW.contract_id) THEN
          PERFORM questionnaire_refuse('questionnaire_of_contract_assessment', 'a questionnaire serves an assessment of its contract');
        END IF;
        -- Answers are taken over only of the same vendor, sent in, and with its consent.
        IF NEW.origin_round_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM questionnaire_round r JOIN questionnaire q ON q.id = r.questionnaire_id
              WHERE r.id = NEW.origin_round_id AND r.submitted_at IS NOT NULL AND r.reuse_agreed AND q.vendor_id = NEW.vendor_id AND q.origin = 'sent') THEN
          PERFORM questionnaire_refuse('questionnaire_taken_over_with_consent', 'answers are taken over only with the consent of the same vendor');
        END IF;
        NEW.sent_at := app_now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER questionnaire_fits BEFORE INSERT OR UPDATE ON questionnaire FOR EACH ROW EXECUTE FUNCTION questionnaire_fits();

      CREATE FUNCTION questionnaires_follow_contract() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE questionnaire SET agency_id = NEW.agency_id WHERE contract_id = NEW.id AND agency_id <> NEW.agency_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER questionnaires_follow_contract AFTER UPDATE OF agency_id ON contract FOR EACH ROW
        WHEN (OLD.agency_id IS DISTINCT FROM NEW.agency_id) EXECUTE FUNCTION questionnaires_follow_contract();

      -- A link is issued for a questionnaire that was sent, and revoked once, for good.
      CREATE FUNCTION questionnaire_link_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.revoked_at IS NOT NULL OR NEW.issued_at NOT BETWEEN app_now() - interval '5 minutes' AND app_now() + interval '5 minutes'
             OR NOT EXISTS (SELECT 1 FROM questionnaire q WHERE q.id = NEW.questionnaire_id AND q.origin = 'sent') THEN
            PERFORM questionnaire_refuse('questionnaire_link_begins_now', 'a link begins in force, for a questionnaire that is sent');
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.revoked_at IS NOT NULL
           OR (to_jsonb(NEW) - 'revoked_at' - 'revoked_by' - 'revoke_ground') IS DISTINCT FROM (to_jsonb(OLD) - 'revoked_at' - 'revoked_by' - 'revoke_ground') THEN
          PERFORM questionnaire_refuse('questionnaire_link_is_history', 'a link is revoked once and stays what it was');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER questionnaire_link_fits BEFORE INSERT OR UPDATE ON questionnaire_link FOR EACH ROW EXECUTE FUNCTION questionnaire_link_fits();

      CREATE FUNCTION questionnaire_link_alive(link uuid, of_questionnaire uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM questionnaire_link l
                        WHERE l.id = link AND l.questionnaire_id = of_questionnaire AND l.revoked_at IS NULL AND l.expires_at > app_now()) $$;

      CREATE FUNCTION questionnaire_round_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE q record; before record;
      BEGIN
        SELECT * INTO q FROM questionnaire WHERE id = NEW.questionnaire_id;
        IF TG_OP = 'INSERT' THEN
          SELECT r.ordinal, r.submitted_at INTO before FROM questionnaire_round r WHERE r.questionnaire_id = NEW.questionnaire_id ORDER BY r.ordinal DESC LIMIT 1;
          IF NEW.submitted_at IS NOT NULL OR NEW.ordinal <> coalesce(before.ordinal, 0) + 1 OR (before.ordinal IS NOT NULL AND before.submitted_at IS NULL)
             OR (before.ordinal IS NOT NULL AND q.origin <> 'sent') THEN
            PERFORM questionnaire_refuse('questionnaire_round_in_order', 'a round is opened after the one before was sent in');
          END IF;
          RETURN NEW;
        END IF;
        IF (to_jsonb(NEW) - ARRAY['submitted_at', 'submitted_link_id', 'declarant_name', 'declarant_post', 'declarant_email', 'submitted_from', 'reuse_agreed', 'answers_hash', 'received_by', 'received_at', 'version'])
           IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['submitted_at', 'submitted_link_id', 'declarant_name', 'declarant_post', 'declarant_email', 'submitted_from', 'reuse_agreed', 'answers_hash', 'received_by', 'received_at', 'version'])
           OR OLD.received_at IS NOT NULL
           OR (OLD.submitted_at IS NOT NULL AND (to_jsonb(NEW) - ARRAY['received_by', 'received_at', 'version']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['received_by', 'received_at', 'version'])) THEN
          PERFORM questionnaire_refuse('questionnaire_round_is_history', 'a round is sent in once, received once, and stays as it is');
        END IF;
        IF OLD.submitted_at IS NULL AND NEW.submitted_at IS NOT NULL THEN
          IF q.origin = 'taken-over' THEN
            IF NEW.submitted_link_id IS NOT NULL OR NEW.declarant_name IS NOT NULL OR NEW.reuse_agreed
               OR NEW.submitted_at IS DISTINCT FROM (SELECT r.submitted_at FROM questionnaire_round r WHERE r.id = q.origin_round_id) THEN
              PERFORM questionnaire_refuse('taken_over_round_keeps_its_date', 'answers that were taken over keep their date and name nobody');
            END IF;
          ELSE
            NEW.submitted_at := app_now();
            IF NOT questionnaire_link_alive(NEW.submitted_link_id, NEW.questionnaire_id) THEN
              PERFORM questionnaire_refuse('questionnaire_answered_by_a_live_link', 'answers come by a link that is in force');
            END IF;
            IF btrim(coalesce(NEW.declarant_name, '')) = '' OR btrim(coalesce(NEW.declarant_post, '')) = '' OR btrim(coalesce(NEW.declarant_email, '')) = ''
               OR btrim(coalesce(NEW.submitted_from, '')) = '' THEN
              PERFORM questionnaire_refuse('questionnaire_round_names_its_declarant', 'who sends the answers in names themselves');
            END IF;
          END IF;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER questionnaire_round_fits BEFORE INSERT OR UPDATE ON questionnaire_round FOR EACH ROW EXECUTE FUNCTION questionnaire_round_fits();

      -- Answers and evidence are written while their round is open, about what is asked, by a live link; or copied as they stood.
      CREATE FUNCTION questionnaire_content_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE round questionnaire_round; q questionnaire; source uuid;
      BEGIN
        IF TG_OP = 'DELETE' THEN
          SELECT * INTO round FROM questionnaire_round r WHERE r.id = OLD.round_id FOR SHARE;
        ELSE
          SELECT * INTO round FROM questionnaire_round r WHERE r.id = NEW.round_id FOR SHARE;
        END IF;
        IF round.submitted_at IS NOT NULL THEN
          PERFORM questionnaire_refuse('submitted_answers_stay', 'what was sent in stays as it is');
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF TG_OP = 'UPDATE' AND (NEW.round_id, NEW.criterion_id) IS DISTINCT FROM (OLD.round_id, OLD.criterion_id) THEN
          PERFORM questionnaire_refuse('questionnaire_answer_keeps_its_place', 'an answer stays with its criterion');
        END IF;
        SELECT * INTO q FROM questionnaire x WHERE x.id = round.questionnaire_id;
        IF NEW.criterion_id <> ALL (q.criteria) THEN
          PERFORM questionnaire_refuse('questionnaire_answers_what_is_asked', 'only what is asked is answered');
        END IF;
        IF NEW.link_id IS NOT NULL THEN
          -- Evidence that stays when its round is opened anew came by an earlier link; what is new comes by the present one.
          IF NOT questionnaire_link_alive(NEW.link_id, q.id) THEN
            PERFORM questionnaire_refuse('questionnaire_answered_by_a_live_link', 'answers come by a link that is in force');
          END IF;
          RETURN NEW;
        END IF;
        source := coalesce(q.origin_round_id, (SELECT r.id FROM questionnaire_round r WHERE r.questionnaire_id = q.id AND r.ordinal = round.ordinal - 1));
        IF TG_TABLE_NAME = 'questionnaire_answer' THEN
          IF NOT EXISTS (SELECT 1 FROM questionnaire_answer a WHERE a.round_id = source AND a.criterion_id = NEW.criterion_id
                            AND (a.claim, a.text) IS NOT DISTINCT FROM ((to_jsonb(NEW) ->> 'claim'), (to_jsonb(NEW) ->> 'text'))) THEN
            PERFORM questionnaire_refuse('questionnaire_copied_as_it_stood', 'what does not come by a link is copied as it stood');
          END IF;
        ELSIF NOT EXISTS (SELECT 1 FROM questionnaire_evidence e JOIN attachment f ON f.id = e.attachment_id JOIN attachment n ON n.id = (to_jsonb(NEW) ->> 'attachment_id')::uuid
                           WHERE e.round_id = source AND e.criterion_id = NEW.criterion_id AND f.sha256 = n.sha256
                             AND e.valid_until IS NOT DISTINCT FROM (to_jsonb(NEW) ->> 'valid_until')::date) THEN
          PERFORM questionnaire_refuse('questionnaire_copied_as_it_stood', 'what does not come by a link is copied as it stood');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER questionnaire_answer_fits BEFORE INSERT OR UPDATE OR DELETE ON questionnaire_answer FOR EACH ROW EXECUTE FUNCTION questionnaire_content_fits();
      CREATE TRIGGER questionnaire_evidence_fits BEFORE INSERT OR UPDATE OR DELETE ON questionnaire_evidence FOR EACH ROW EXECUTE FUNCTION questionnaire_content_fits();

      CREATE FUNCTION questionnaire_evidence_of_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM attachment a JOIN questionnaire_round r ON r.id = NEW.round_id
                        WHERE a.id = NEW.attachment_id AND a.subject_kind = 'questionnaire' AND a.subject_id = r.questionnaire_id) THEN
          PERFORM questionnaire_refuse('questionnaire_evidence_of_its_own', 'evidence is a file of the same questionnaire');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER questionnaire_evidence_own BEFORE INSERT OR UPDATE ON questionnaire_evidence FOR EACH ROW EXECUTE FUNCTION questionnaire_evidence_of_its_own();

      CALL require_audit('questionnaire');
      CALL require_audit('questionnaire_link');
      CALL require_audit('questionnaire_round');
      CALL require_audit('questionnaire_answer');
      CALL require_audit('questionnaire_evidence');
      GRANT SELECT, INSERT ON questionnaire TO dieu6_app;
      GRANT UPDATE (agency_id) ON questionnaire TO dieu6_app;
      GRANT SELECT, INSERT ON questionnaire_link TO dieu6_app;
      GRANT UPDATE (revoked_at, revoked_by, revoke_ground) ON questionnaire_link TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE ON questionnaire_link_use, questionnaire_round, questionnaire_answer TO dieu6_app;
      GRANT SELECT, INSERT, DELETE ON questionnaire_evidence TO dieu6_app;
    `);
  }

  private async publish(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where a questionnaire stands, derived from its newest round and link.
      CREATE VIEW published_questionnaire AS
        SELECT q.id, q.seq, q.contract_id, q.agency_id, q.vendor_id, q.assessment_id, q.origin, q.criteria, q.criteria_edition, q.sender_id, q.sender_role, q.sent_at,
               r.id AS round_id, r.ordinal, r.submitted_at, r.received_at, l.id AS link_id, l.recipient_name, l.recipient_email, l.issued_at, l.expires_at, l.revoked_at,
               coalesce(u.opened_count, 0) AS opened_count, u.last_opened_at,
               CASE WHEN q.origin = 'taken-over' THEN 'taken-over'
                    WHEN r.submitted_at IS NOT NULL THEN 'submitted'
                    WHEN l.revoked_at IS NOT NULL THEN 'revoked'
                    WHEN l.expires_at <= app_now() THEN 'expired'
                    WHEN u.link_id IS NOT NULL THEN 'answering'
                    ELSE 'unopened' END AS state
          FROM questionnaire q
          JOIN LATERAL (SELECT * FROM questionnaire_round x WHERE x.questionnaire_id = q.id ORDER BY x.ordinal DESC LIMIT 1) r ON true
          LEFT JOIN LATERAL (SELECT * FROM questionnaire_link x WHERE x.questionnaire_id = q.id ORDER BY x.issued_at DESC, (x.revoked_at IS NULL) DESC LIMIT 1) l ON true
          LEFT JOIN questionnaire_link_use u ON u.link_id = l.id;

      -- Who must do what: answers to receive; links that end, have ended, or never reached their mailbox. Only open rounds and unreceived ones are looked at.
      CREATE VIEW questionnaire_task AS
        SELECT 'questionnaire.answered'::text AS kind, 'questionnaire'::text AS subject_kind, q.id AS subject_id, v.name || ' – ' || c.name AS title, q.agency_id,
               q.sender_role AS role, NULL::date AS due_on
          FROM questionnaire_round r JOIN questionnaire q ON q.id = r.questionnaire_id AND q.origin = 'sent'
          JOIN published_contract c ON c.id = q.contract_id JOIN published_vendor v ON v.id = q.vendor_id
         WHERE r.submitted_at IS NOT NULL AND r.received_at IS NULL
        UNION ALL
        SELECT CASE WHEN m.state = 'failed' THEN 'questionnaire.mail-failed' WHEN l.expires_at <= app_now() THEN 'questionnaire.link-expired' ELSE 'questionnaire.link-expiring' END,
               'questionnaire', q.id, v.name || ' – ' || c.name, q.agency_id, q.sender_role, (l.expires_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM questionnaire_round r JOIN questionnaire q ON q.id = r.questionnaire_id
          JOIN questionnaire_link l ON l.questionnaire_id = q.id AND l.revoked_at IS NULL
          JOIN published_contract c ON c.id = q.contract_id JOIN published_vendor v ON v.id = q.vendor_id
          LEFT JOIN outbox_message m ON m.about_kind = 'questionnaire-link' AND m.about_id = l.id
         WHERE r.submitted_at IS NULL AND (l.expires_at <= app_now() + interval '3 days' OR m.state = 'failed');
      GRANT SELECT ON published_questionnaire, questionnaire_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What vendors answered is evidence and is never taken down; restore a backup instead.');
  }
}
