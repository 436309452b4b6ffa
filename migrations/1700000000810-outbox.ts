import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail that is to be sent: a row of the business transaction, its text sealed while it waits and gone once it is settled. */
export class Outbox1700000000810 implements MigrationInterface {
  name = 'Outbox1700000000810';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_message (
        id              uuid PRIMARY KEY,
        agency_id       uuid REFERENCES agency (id),
        about_kind      text NOT NULL,
        about_id        uuid NOT NULL,
        sender_id       uuid REFERENCES user_account (id),
        recipient       text NOT NULL,
        subject         text NOT NULL,
        -- Encrypted under a key that is not in the database: the text may hold a secret link.
        sealed_text     bytea,
        -- The Message-ID header: the same on every attempt, so that a mail server knows a message it has already taken.
        message_id      text NOT NULL,
        state           text NOT NULL,
        attempts        integer NOT NULL DEFAULT 0,
        claimed_until   timestamptz,
        last_attempt_at timestamptz,
        -- A code such as ECONNECTION or 550, never what a server answered in words.
        last_problem    text,
        created_at      timestamptz NOT NULL DEFAULT app_now(),
        settled_at      timestamptz,
        CONSTRAINT outbox_message_id_unique UNIQUE (message_id),
        CONSTRAINT outbox_state_known CHECK (state IN ('waiting', 'sent', 'failed', 'not-configured', 'withdrawn')),
        CONSTRAINT outbox_text_gone_when_settled CHECK ((state = 'waiting') = (sealed_text IS NOT NULL)),
        CONSTRAINT outbox_settled_whole CHECK ((state = 'waiting') = (settled_at IS NULL)),
        CONSTRAINT outbox_tried_so_often_at_most CHECK (attempts BETWEEN 0 AND 13),
        CONSTRAINT outbox_texts_not_empty CHECK (btrim(recipient) <> '' AND btrim(subject) <> ''),
        CONSTRAINT outbox_one_line_headers CHECK (recipient !~ '[\\r\\n]' AND subject !~ '[\\r\\n]' AND message_id !~ '[\\r\\n]'),
        CONSTRAINT outbox_problem_is_a_code CHECK (last_problem ~ '^[A-Za-z0-9_-]{1,40}$')
      );
      CREATE INDEX outbox_by_subject ON outbox_message (about_kind, about_id);
      CREATE INDEX outbox_waiting ON outbox_message (created_at) WHERE state = 'waiting';
      CREATE INDEX outbox_failed ON outbox_message (created_at DESC) WHERE state = 'failed';

      -- What a message is does not change; it is settled once; its attempts only grow.
      CREATE FUNCTION keep_outbox_message() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'waiting' OR (NEW.state = 'waiting' AND NEW.sealed_text IS DISTINCT FROM OLD.sealed_text) OR NEW.attempts NOT IN (OLD.attempts, OLD.attempts + 1)
           OR (NEW.id, NEW.agency_id, NEW.about_kind, NEW.about_id, NEW.sender_id, NEW.recipient, NEW.subject, NEW.message_id, NEW.created_at)
              IS DISTINCT FROM (OLD.id, OLD.agency_id, OLD.about_kind, OLD.about_id, OLD.sender_id, OLD.recipient, OLD.subject, OLD.message_id, OLD.created_at) THEN
          RAISE EXCEPTION 'a message in the outbox is settled once and stays what it was'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'outbox_message_is_history', TABLE = 'outbox_message';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER outbox_message_history BEFORE UPDATE ON outbox_message FOR EACH ROW EXECUTE FUNCTION keep_outbox_message();
      GRANT SELECT, INSERT, UPDATE ON outbox_message TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was sent to whom is never taken down; restore a backup instead.');
  }
}
