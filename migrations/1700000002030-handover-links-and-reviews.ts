import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The vendor's one-time link at the end of a contract, large files that come in pieces, the auditor's review of what proves a handover, and what is
 * known of stored bytes that are no longer what they were (Điều 6 khoản 4).
 */
export class HandoverLinksAndReviews1700000002030 implements MigrationInterface {
  name = 'HandoverLinksAndReviews1700000002030';

  async up(runner: QueryRunner): Promise<void> {
    await this.makeLinks(runner);
    await this.makeUploads(runner);
    await this.makeReviews(runner);
    await this.makeEvidenceCheck(runner);
  }

  private async makeLinks(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION handover_file_refuse(wall text, told text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = wall, TABLE = 'handover';
      END $$;

      -- A one-time link of the vendor: only the SHA-256 of its token is kept.
      CREATE TABLE handover_link (
        id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        closing_id       uuid NOT NULL REFERENCES closing (id),
        token_hash       bytea NOT NULL,
        recipient_name   text NOT NULL,
        recipient_email  text NOT NULL,
        issued_by        uuid NOT NULL REFERENCES user_account (id),
        issued_at        timestamptz NOT NULL DEFAULT app_now(),
        expires_at       timestamptz NOT NULL,
        revoked_at       timestamptz,
        revoked_by       uuid REFERENCES user_account (id),
        revoke_ground    text,
        CONSTRAINT handover_link_token_unique UNIQUE (token_hash),
        CONSTRAINT handover_link_keeps_a_hash_only CHECK (octet_length(token_hash) = 32),
        CONSTRAINT handover_link_ends CHECK (expires_at > issued_at AND expires_at <= issued_at + interval '91 days'),
        CONSTRAINT handover_link_revoked_whole CHECK ((revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (btrim(coalesce(revoke_ground, '')) = '')),
        CONSTRAINT handover_link_recipient_not_empty CHECK (btrim(recipient_name) <> '' AND btrim(recipient_email) <> '')
      );
      CREATE UNIQUE INDEX handover_link_one_unrevoked ON handover_link (closing_id) WHERE revoked_at IS NULL;
      CREATE INDEX handover_link_of ON handover_link (closing_id, issued_at DESC);

      -- How often a link was opened: a count of visits, no change of business.
      CREATE TABLE handover_link_use (
        link_id         uuid PRIMARY KEY REFERENCES handover_link (id),
        opened_count    integer NOT NULL DEFAULT 1,
        first_opened_at timestamptz NOT NULL DEFAULT app_now(),
        last_opened_at  timestamptz NOT NULL DEFAULT app_now()
      );

      -- A link begins in force, is revoked once, and stays what it was.
      CREATE FUNCTION handover_link_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.revoked_at IS NOT NULL OR NEW.issued_at NOT BETWEEN app_now() - interval '5 minutes' AND app_now() + interval '5 minutes'
             OR EXISTS (SELECT 1 FROM closing k WHERE k.id = NEW.closing_id AND k.closed_at IS NOT NULL) THEN
            PERFORM handover_file_refuse('handover_link_begins_now', 'a link begins in force, while the handover goes on');
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.revoked_at IS NOT NULL
           OR (to_jsonb(NEW) - ARRAY['revoked_at', 'revoked_by', 'revoke_ground']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['revoked_at', 'revoked_by', 'revoke_ground']) THEN
          PERFORM handover_file_refuse('handover_link_is_history', 'a link is revoked once and stays what it was');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_link_fits BEFORE INSERT OR UPDATE ON handover_link FOR EACH ROW EXECUTE FUNCTION handover_link_fits();

      CREATE FUNCTION handover_link_alive(link uuid, of_closing uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT 1 FROM handover_link l JOIN closing k ON k.id = l.closing_id
                        WHERE l.id = link AND l.closing_id = of_closing AND l.revoked_at IS NULL AND l.expires_at > app_now() AND k.closed_at IS NULL) $$;

      -- What comes by a link comes by one that is in force, of the same closing.
      ALTER TABLE handover_delivery ADD CONSTRAINT handover_delivery_link_fk FOREIGN KEY (link_id) REFERENCES handover_link (id);
      CREATE FUNCTION handover_delivery_fits_link() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.via = 'link') <> (NEW.link_id IS NOT NULL)
           OR (NEW.via = 'link' AND NOT handover_link_alive(NEW.link_id, (SELECT i.closing_id FROM handover_item i WHERE i.id = NEW.item_id))) THEN
          PERFORM handover_file_refuse('handover_delivered_by_a_live_link', 'what the vendor gives by a link comes by one that is in force');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_delivery_fits_link BEFORE INSERT ON handover_delivery FOR EACH ROW EXECUTE FUNCTION handover_delivery_fits_link();

      CALL require_audit('handover_link');
      GRANT SELECT, INSERT ON handover_link TO dieu6_app;
      GRANT UPDATE (revoked_at, revoked_by, revoke_ground) ON handover_link TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE ON handover_link_use TO dieu6_app;
    `);
  }

  private async makeUploads(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A large file for an item, sent in pieces through a link or by an officer; a part of a handover only when a delivery takes it.
      CREATE TABLE handover_upload (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        item_id     uuid NOT NULL REFERENCES handover_item (id),
        link_id     uuid REFERENCES handover_link (id),
        user_id     uuid REFERENCES user_account (id),
        name        text NOT NULL,
        size        bigint NOT NULL,
        begun_at    timestamptz NOT NULL DEFAULT app_now(),
        -- Once it is whole and checked.
        sha256      text,
        media_type  text,
        kept_at     timestamptz,
        -- Once a delivery has taken it, or it was given up.
        ended       text,
        ended_at    timestamptz,
        CONSTRAINT handover_upload_of_one_sender CHECK ((link_id IS NULL) <> (user_id IS NULL)),
        CONSTRAINT handover_upload_name_not_empty CHECK (btrim(name) <> ''),
        CONSTRAINT handover_upload_size_in_bounds CHECK (size BETWEEN 1 AND 17179869184),
        CONSTRAINT handover_upload_kept_whole CHECK ((sha256 IS NULL) = (media_type IS NULL) AND (sha256 IS NULL) = (kept_at IS NULL)),
        CONSTRAINT handover_upload_hash_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT handover_upload_end_known CHECK (ended IN ('delivered', 'given-up') AND (ended <> 'delivered' OR sha256 IS NOT NULL)),
        CONSTRAINT handover_upload_ended_whole CHECK ((ended IS NULL) = (ended_at IS NULL))
      );
      CREATE INDEX handover_upload_open ON handover_upload (item_id) WHERE ended IS NULL;

      -- How far each has come: bytes that are safe on disk. No change of business.
      CREATE TABLE handover_upload_progress (
        upload_id  uuid PRIMARY KEY REFERENCES handover_upload (id),
        received   bigint NOT NULL DEFAULT 0,
        changed_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT handover_upload_progress_positive CHECK (received >= 0)
      );

      CREATE FUNCTION handover_upload_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW.kept_at IS NOT NULL OR NEW.ended IS NOT NULL THEN
            PERFORM handover_file_refuse('handover_upload_begins_empty', 'an upload begins with nothing');
          END IF;
          IF NEW.link_id IS NOT NULL AND NOT handover_link_alive(NEW.link_id, (SELECT i.closing_id FROM handover_item i WHERE i.id = NEW.item_id)) THEN
            PERFORM handover_file_refuse('handover_delivered_by_a_live_link', 'what the vendor gives by a link comes by one that is in force');
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.ended IS NOT NULL
           OR (OLD.kept_at IS NOT NULL AND (to_jsonb(NEW) - ARRAY['ended', 'ended_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['ended', 'ended_at']))
           OR (to_jsonb(NEW) - ARRAY['sha256', 'media_type', 'kept_at', 'ended', 'ended_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['sha256', 'media_type', 'kept_at', 'ended', 'ended_at']) THEN
          PERFORM handover_file_refuse('handover_upload_is_history', 'an upload is kept once, ends once, and stays what it was');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER handover_upload_fits BEFORE INSERT OR UPDATE ON handover_upload FOR EACH ROW EXECUTE FUNCTION handover_upload_fits();

      CALL require_audit('handover_upload');
      GRANT SELECT, INSERT ON handover_upload TO dieu6_app;
      GRANT UPDATE (sha256, media_type, kept_at, ended, ended_at) ON handover_upload TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE ON handover_upload_progress TO dieu6_app;
    `);
  }

  private async makeReviews(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The closing that a subject of a review belongs to; NULL when there is no such subject.
      CREATE FUNCTION closing_of_reviewed(kind text, subject uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
      BEGIN
        RETURN CASE kind
          WHEN 'item' THEN (SELECT i.closing_id FROM handover_item i WHERE i.id = subject)
          WHEN 'account' THEN (SELECT a.closing_id FROM closing_account a WHERE a.id = subject)
          WHEN 'closing' THEN (SELECT c.id FROM closing c WHERE c.id = subject)
        END;
      END $$;

      -- What an auditor found of the evidence of one item or account, or of the closing itself (run, vendor's copies).
      CREATE TABLE evidence_review (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        seq          bigint GENERATED ALWAYS AS IDENTITY,
        closing_id   uuid NOT NULL REFERENCES closing (id),
        subject_kind text NOT NULL,
        subject_id   uuid NOT NULL,
        verdict      text NOT NULL,
        reason       text,
        reviewed_by  uuid NOT NULL REFERENCES user_account (id),
        reviewed_at  timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT evidence_review_kind_known CHECK (subject_kind IN ('item', 'account', 'closing')),
        CONSTRAINT evidence_review_verdict_known CHECK (verdict IN ('verified', 'questioned')),
        CONSTRAINT evidence_review_questioned_with_reason CHECK (verdict <> 'questioned' OR btrim(coalesce(reason, '')) <> '')
      );
      CREATE INDEX evidence_review_of ON evidence_review (closing_id, subject_kind, subject_id, seq DESC);

      CREATE TABLE evidence_answer (
        review_id   uuid PRIMARY KEY REFERENCES evidence_review (id),
        text        text NOT NULL,
        answered_by uuid NOT NULL REFERENCES user_account (id),
        answered_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT evidence_answer_not_empty CHECK (btrim(text) <> '')
      );

      -- Who had a hand in a handover does not review it: who started it, received, tested, settled, recorded or closed.
      CREATE FUNCTION evidence_review_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.closing_id IS DISTINCT FROM closing_of_reviewed(NEW.subject_kind, NEW.subject_id) THEN
          PERFORM handover_file_refuse('evidence_review_of_its_closing', 'a review is of a part of its closing');
        END IF;
        IF EXISTS (SELECT 1 FROM audit_event e JOIN audit_event_subject s ON s.event_id = e.id
                    WHERE s.subject_kind = 'closing' AND s.subject_id = NEW.closing_id AND e.actor_id = NEW.reviewed_by
                      AND e.type NOT IN ('closing.evidence-reviewed')) THEN
          PERFORM handover_file_refuse('evidence_reviewed_by_another', 'who took part in the handover does not review its evidence');
        END IF;
        NEW.reviewed_at := app_now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER evidence_review_fits BEFORE INSERT ON evidence_review FOR EACH ROW EXECUTE FUNCTION evidence_review_fits();

      CREATE FUNCTION evidence_answer_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE of_review evidence_review;
      BEGIN
        SELECT * INTO of_review FROM evidence_review r WHERE r.id = NEW.review_id;
        IF of_review.verdict <> 'questioned' THEN
          PERFORM handover_file_refuse('evidence_answer_to_a_question', 'only what is questioned is answered');
        END IF;
        IF of_review.reviewed_by = NEW.answered_by THEN
          PERFORM handover_file_refuse('evidence_answered_by_the_agency', 'who questions does not answer');
        END IF;
        NEW.answered_at := app_now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER evidence_answer_fits BEFORE INSERT ON evidence_answer FOR EACH ROW EXECUTE FUNCTION evidence_answer_fits();

      CALL make_append_only('evidence_review');
      CALL make_append_only('evidence_answer');
      CALL require_audit('evidence_review');
      CALL require_audit('evidence_answer');
      GRANT SELECT, INSERT ON evidence_review, evidence_answer TO dieu6_app;
    `);
  }

  private async makeEvidenceCheck(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Every file that some record rests on.
      CREATE VIEW kept_evidence AS
        SELECT sha256 FROM attachment
        UNION SELECT sha256 FROM record_print
        UNION SELECT file_sha256 FROM import_list
        UNION SELECT result_sha256 FROM import_list WHERE result_sha256 IS NOT NULL
        UNION SELECT file_sha256 FROM published_list
        UNION SELECT sha256 FROM handover_upload WHERE sha256 IS NOT NULL;

      -- One going through all of it; \`reached\` is the last hash looked at, so that a check that was broken off goes on from there.
      CREATE TABLE evidence_check (
        id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        via         text NOT NULL,
        started_at  timestamptz NOT NULL DEFAULT app_now(),
        finished_at timestamptz,
        reached     text NOT NULL DEFAULT '',
        files       integer NOT NULL DEFAULT 0,
        faults      integer NOT NULL DEFAULT 0,
        CONSTRAINT evidence_check_via_known CHECK (via IN ('job', 'command')),
        CONSTRAINT evidence_check_counts CHECK (files >= 0 AND faults BETWEEN 0 AND files)
      );
      CREATE INDEX evidence_check_newest ON evidence_check (started_at DESC);

      -- A file that is missing or has other bytes than its hash says, from when it was found until it was found whole again.
      CREATE TABLE evidence_fault (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        sha256     text NOT NULL,
        finding    text NOT NULL,
        found_by   text NOT NULL,
        found_at   timestamptz NOT NULL DEFAULT app_now(),
        cleared_at timestamptz,
        CONSTRAINT evidence_fault_hash_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT evidence_fault_finding_known CHECK (finding IN ('corrupt', 'missing')),
        CONSTRAINT evidence_fault_found_known CHECK (found_by IN ('opening', 'job', 'command'))
      );
      CREATE UNIQUE INDEX evidence_fault_open ON evidence_fault (sha256) WHERE cleared_at IS NULL;
      CREATE INDEX evidence_fault_newest ON evidence_fault (found_at DESC);

      CREATE FUNCTION evidence_fault_is_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.cleared_at IS NOT NULL OR (to_jsonb(NEW) - 'cleared_at') IS DISTINCT FROM (to_jsonb(OLD) - 'cleared_at') THEN
          PERFORM handover_file_refuse('evidence_fault_is_history', 'what was found stays; it is only said when it was whole again');
        END IF;
        NEW.cleared_at := app_now();
        RETURN NEW;
      END $$;
      CREATE TRIGGER evidence_fault_is_history BEFORE UPDATE ON evidence_fault FOR EACH ROW EXECUTE FUNCTION evidence_fault_is_history();

      CREATE INDEX attachment_by_hash ON attachment (sha256);
      CALL require_audit('evidence_fault');
      GRANT SELECT ON kept_evidence TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE ON evidence_check TO dieu6_app;
      GRANT SELECT, INSERT ON evidence_fault TO dieu6_app;
      GRANT UPDATE (cleared_at) ON evidence_fault TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was handed over and found of it is evidence and is never taken down; restore a backup instead.');
  }
}
