import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was granted: grants, uses of standing grants, and the lines that say which person holds which account from when until when. */
export class AccessGrants1700000001305 implements MigrationInterface {
  name = 'AccessGrants1700000001305';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE access_grant (
        id          uuid PRIMARY KEY,
        seq         bigint GENERATED ALWAYS AS IDENTITY,
        request_id  uuid NOT NULL REFERENCES access_request (id),
        contract_id uuid NOT NULL REFERENCES contract (id),
        agency_id   uuid NOT NULL REFERENCES agency (id),
        system_id   uuid NOT NULL REFERENCES information_system (id),
        form        text NOT NULL,
        phase       text NOT NULL,
        purpose     text NOT NULL,
        plane       text NOT NULL,
        starts_at   timestamptz NOT NULL,
        -- Approved until then, or cut back to then; whoever holds it may lose it earlier (access_line).
        ends_at     timestamptz NOT NULL,
        granted_by  uuid NOT NULL REFERENCES user_account (id),
        granted_at  timestamptz NOT NULL DEFAULT app_now(),
        ended_at    timestamptz,
        end_kind    text,
        ended_by    uuid REFERENCES user_account (id),
        end_ground  text,
        folded      text NOT NULL DEFAULT '',
        version     integer NOT NULL DEFAULT 1,
        CONSTRAINT access_grant_of_one_request UNIQUE (request_id),
        CONSTRAINT access_grant_ended_whole CHECK ((ended_at IS NULL) = (end_kind IS NULL)),
        CONSTRAINT access_grant_end_known CHECK (end_kind IN ('returned', 'revoked', 'phase-over', 'system-left', 'state-data', 'suspended')),
        CONSTRAINT access_grant_end_has_ground CHECK (end_kind NOT IN ('returned', 'revoked') OR (ended_by IS NOT NULL AND btrim(coalesce(end_ground, '')) <> ''))
      );
      ALTER TABLE access_request ADD CONSTRAINT access_request_continues_fk FOREIGN KEY (continues_id) REFERENCES access_grant (id);
      -- Pages of the register are read off these, of one agency and of all, as those of contracts are.
      CREATE UNIQUE INDEX access_grant_newest ON access_grant (seq);
      CREATE INDEX access_grant_newest_of_agency ON access_grant (agency_id, seq);
      CREATE INDEX access_grant_of_agency_by_end ON access_grant (agency_id, ends_at, seq);
      CREATE INDEX access_grant_order_by_end ON access_grant (ends_at, seq);
      CREATE INDEX access_grant_of_agency_by_start ON access_grant (agency_id, starts_at);
      CREATE INDEX access_grant_by_start ON access_grant (starts_at);
      CREATE INDEX access_grant_of_agency_by_form ON access_grant (agency_id, form, seq);
      CREATE INDEX access_grant_by_form ON access_grant (form, seq);
      CREATE INDEX access_grant_of_agency_by_purpose ON access_grant (agency_id, purpose, seq);
      CREATE INDEX access_grant_by_purpose ON access_grant (purpose, seq);
      CREATE INDEX access_grant_by_contract ON access_grant (contract_id, seq);
      CREATE INDEX access_grant_by_system ON access_grant (system_id, seq);
      -- The words of one agency's grants are looked up among them alone.
      CREATE EXTENSION IF NOT EXISTS btree_gin;
      CREATE INDEX access_grant_by_words ON access_grant USING gin (agency_id, folded gin_trgm_ops);

      -- One opening of a standing grant: begun by one act, over by itself when its hours are.
      CREATE TABLE access_use (
        id              uuid PRIMARY KEY,
        grant_id        uuid NOT NULL REFERENCES access_grant (id),
        agency_id       uuid NOT NULL REFERENCES agency (id),
        opened_by       uuid NOT NULL REFERENCES user_account (id),
        opened_at       timestamptz NOT NULL DEFAULT app_now(),
        closes_at       timestamptz NOT NULL,
        ground          text NOT NULL,
        closed_at       timestamptz,
        closed_by       uuid REFERENCES user_account (id),
        acknowledged_by uuid REFERENCES user_account (id),
        acknowledged_at timestamptz,
        xid             xid8 NOT NULL DEFAULT pg_current_xact_id(),
        during          tstzrange NOT NULL GENERATED ALWAYS AS (tstzrange(opened_at, LEAST(closes_at, closed_at))) STORED,
        CONSTRAINT access_use_named_ground CHECK (btrim(ground) <> ''),
        CONSTRAINT access_use_closed_by_somebody_or_itself CHECK (closed_by IS NULL OR closed_at IS NOT NULL),
        CONSTRAINT access_use_closes_after_opening CHECK (closes_at > opened_at AND closed_at >= opened_at),
        CONSTRAINT access_use_acknowledged_whole CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL)),
        CONSTRAINT access_use_one_at_a_time EXCLUDE USING gist (grant_id WITH =, during WITH &&)
      );
      CREATE INDEX access_use_unacknowledged ON access_use (agency_id, opened_at) WHERE acknowledged_at IS NULL;

      -- Who holds which account, from when until when: the truth of every page and wall. The range only ever ends earlier than was granted.
      CREATE TABLE access_line (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        grant_id      uuid NOT NULL REFERENCES access_grant (id),
        use_id        uuid REFERENCES access_use (id),
        person_id     uuid NOT NULL REFERENCES vendor_person (id),
        account_id    uuid NOT NULL REFERENCES system_account (id),
        contract_id   uuid NOT NULL REFERENCES contract (id),
        agency_id     uuid NOT NULL REFERENCES agency (id),
        system_id     uuid NOT NULL REFERENCES information_system (id),
        starts_at     timestamptz NOT NULL,
        granted_until timestamptz NOT NULL,
        -- When it is over: what was granted, or earlier with the contract, the commitment or the person's leaving; and which of them it is.
        held_until    timestamptz NOT NULL,
        end_cause     text NOT NULL,
        during        tstzrange NOT NULL GENERATED ALWAYS AS (tstzrange(starts_at, held_until)) STORED,
        -- Set when the account was confirmed disabled (access_closure).
        closed_at     timestamptz,
        CONSTRAINT access_line_cause_known CHECK (end_cause IN ('term', 'contract-over', 'commitment-lapsed', 'person-left')),
        -- One line for each person and account that a grant or a use names, for ever: nobody is given anew what was taken.
        CONSTRAINT access_line_once UNIQUE NULLS NOT DISTINCT (grant_id, use_id, person_id, account_id),
        CONSTRAINT access_line_one_holder_at_a_time EXCLUDE USING gist (person_id WITH =, account_id WITH =, during WITH &&)
      );
      CREATE INDEX access_line_by_use ON access_line (use_id) WHERE use_id IS NOT NULL;
      CREATE INDEX access_line_by_contract ON access_line (contract_id, held_until);
      CREATE INDEX access_line_by_person ON access_line (person_id, held_until);
      CREATE INDEX access_line_by_account ON access_line (account_id, held_until);
      CREATE INDEX access_line_unclosed ON access_line (agency_id, held_until) WHERE closed_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Who had access to a system is evidence and never taken down; restore a backup instead.');
  }
}
