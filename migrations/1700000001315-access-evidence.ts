import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What proves how access was used and ended: closures of accounts, reviews of what was opened in an emergency, sessions; and who may write which table. */
export class AccessEvidence1700000001315 implements MigrationInterface {
  name = 'AccessEvidence1700000001315';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The confirmation, with proof, that an account can no longer be used by whoever held it (điểm b khoản 3, điểm b khoản 4 Điều 6).
      CREATE TABLE access_closure (
        line_id      uuid PRIMARY KEY REFERENCES access_line (id),
        action       text NOT NULL,
        done_at      timestamptz NOT NULL,
        proof        text NOT NULL,
        file_sha256  text NOT NULL,
        confirmed_by uuid NOT NULL REFERENCES user_account (id),
        confirmed_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT access_closure_action_known CHECK (action IN ('disabled', 'password-changed', 'removed')),
        CONSTRAINT access_closure_proven CHECK (btrim(proof) <> '' AND file_sha256 ~ '^[0-9a-f]{64}$')
      );
      CALL make_append_only('access_closure');

      CREATE FUNCTION access_closure_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE l access_line;
      BEGIN
        SELECT * INTO l FROM access_line WHERE id = NEW.line_id FOR UPDATE;
        NEW.confirmed_at := app_now();
        IF l.held_until > app_now() THEN
          PERFORM access_refuse('access_closed_after_its_end', 'access that is still held is ended first');
        END IF;
        IF NEW.done_at > app_now() OR NEW.done_at < l.starts_at THEN
          PERFORM access_refuse('access_closure_time_possible', 'the account was closed after it was given and not in the future');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_closure_fits BEFORE INSERT ON access_closure FOR EACH ROW EXECUTE FUNCTION access_closure_fits();

      CREATE FUNCTION access_closure_closes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE access_line SET closed_at = NEW.done_at WHERE id = NEW.line_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER access_closure_closes AFTER INSERT ON access_closure FOR EACH ROW EXECUTE FUNCTION access_closure_closes();

      -- The word of another person about access that was opened in an emergency.
      CREATE TABLE access_review (
        grant_id    uuid PRIMARY KEY REFERENCES access_grant (id),
        outcome     text NOT NULL,
        ground      text NOT NULL,
        reviewed_by uuid NOT NULL REFERENCES user_account (id),
        reviewed_at timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT access_review_outcome_known CHECK (outcome IN ('justified', 'unjustified')),
        CONSTRAINT access_review_says_why CHECK (btrim(ground) <> '')
      );
      CALL make_append_only('access_review');

      CREATE FUNCTION access_review_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE g access_grant; opened_by_head boolean;
      BEGIN
        SELECT * INTO g FROM access_grant WHERE id = NEW.grant_id;
        NEW.reviewed_at := app_now();
        IF g.form IS DISTINCT FROM 'emergency' THEN
          PERFORM access_refuse('access_review_of_emergency', 'what was opened in an emergency is reviewed');
        END IF;
        IF NEW.reviewed_by = g.granted_by THEN
          PERFORM access_refuse('access_review_by_another', 'nobody reviews what they opened');
        END IF;
        opened_by_head := EXISTS (SELECT 1 FROM head_authority(g.granted_by, g.agency_id, (g.granted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date));
        IF NOT EXISTS (SELECT 1 FROM head_authority(NEW.reviewed_by, g.agency_id, app_today()) h WHERE h.areas IS NULL OR 'access' = ANY (h.areas))
           AND NOT (opened_by_head AND EXISTS (SELECT 1 FROM agency_staff s WHERE s.agency_id = g.agency_id AND s.user_id = NEW.reviewed_by)) THEN
          PERFORM access_refuse('access_review_by_authority', 'the head reviews, or another person of the agency where the head opened');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_review_fits BEFORE INSERT ON access_review FOR EACH ROW EXECUTE FUNCTION access_review_fits();

      -- One session on a system: what somebody of the vendor did, under whose eyes. What was out of order about it is written down with it.
      CREATE TABLE access_session (
        id             uuid PRIMARY KEY,
        seq            bigint GENERATED ALWAYS AS IDENTITY,
        contract_id    uuid NOT NULL REFERENCES contract (id),
        system_id      uuid NOT NULL REFERENCES information_system (id),
        -- NULL: outside every grant.
        grant_id       uuid REFERENCES access_grant (id),
        person_id      uuid REFERENCES vendor_person (id),
        person_name    text NOT NULL,
        account_name   text NOT NULL,
        began_at       timestamptz NOT NULL,
        ended_at       timestamptz NOT NULL,
        source_address inet,
        work_done      text NOT NULL,
        supervision    text NOT NULL,
        supervisor_id  uuid REFERENCES user_account (id),
        marks          text[] NOT NULL,
        recorded_by    uuid NOT NULL REFERENCES user_account (id),
        recorded_at    timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT access_session_times CHECK (ended_at >= began_at),
        CONSTRAINT access_session_texts_not_empty CHECK (btrim(person_name) <> '' AND btrim(account_name) <> '' AND btrim(work_done) <> ''),
        CONSTRAINT access_session_supervision_known CHECK (supervision IN ('attended', 'recorded', 'none')),
        CONSTRAINT access_session_attended_by_somebody CHECK (supervision <> 'attended' OR supervisor_id IS NOT NULL)
      );
      CREATE INDEX access_session_by_contract ON access_session (contract_id, seq DESC);
      CREATE INDEX access_session_by_grant ON access_session (grant_id, seq DESC) WHERE grant_id IS NOT NULL;
      CALL make_append_only('access_session');

      CREATE FUNCTION access_session_fits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.recorded_at := app_now();
        IF NEW.ended_at > app_now() THEN
          PERFORM access_refuse('access_session_is_over', 'a session is recorded when it is over');
        END IF;
        IF NEW.grant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.id = NEW.grant_id AND g.contract_id = NEW.contract_id AND g.system_id = NEW.system_id) THEN
          PERFORM access_refuse('access_session_of_grant', 'a session is on the system of its grant');
        END IF;
        IF NEW.grant_id IS NULL AND NOT ('without-grant' = ANY (NEW.marks)) THEN
          PERFORM access_refuse('access_session_without_grant_is_marked', 'a session outside every grant says so');
        END IF;
        IF NEW.grant_id IS NULL AND NOT EXISTS (SELECT 1 FROM contract_system s WHERE s.contract_id = NEW.contract_id AND s.system_id = NEW.system_id) THEN
          PERFORM access_refuse('access_to_system_of_contract', 'sessions are on systems that the contract names');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER access_session_fits BEFORE INSERT ON access_session FOR EACH ROW EXECUTE FUNCTION access_session_fits();

      CALL require_audit('system_account');
      CALL require_audit('access_request');
      CALL require_audit('access_grant');
      CALL require_audit('access_use');
      CALL require_audit('access_line');
      CALL require_audit('access_closure');
      CALL require_audit('access_review');
      CALL require_audit('access_session');
      GRANT SELECT, INSERT, UPDATE ON access_request, access_grant, access_use, access_line TO dieu6_app;
      GRANT SELECT, INSERT ON system_account, access_request_person, access_request_asset, access_closure, access_review, access_session TO dieu6_app;
      GRANT SELECT ON access_request_move TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Evidence of access is never taken down; restore a backup instead.');
  }
}
