import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files attached to subjects: which bytes (by hash), under which name, for what, by whom. Evidence is append-only. */
export class Attachments1700000000300 implements MigrationInterface {
  name = 'Attachments1700000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attachment (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        subject_kind text NOT NULL,
        subject_id   uuid NOT NULL,
        agency_id    uuid REFERENCES agency (id),
        purpose      text NOT NULL,
        name         text NOT NULL,
        media_type   text NOT NULL,
        size         bigint NOT NULL,
        sha256       text NOT NULL,
        uploaded_by  uuid NOT NULL REFERENCES user_account (id),
        uploaded_at  timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT attachment_hash_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT attachment_size_positive CHECK (size > 0)
      );
      CREATE INDEX attachment_by_subject ON attachment (subject_kind, subject_id, uploaded_at DESC);
      CALL make_append_only('attachment');
      CALL require_audit('attachment');
      GRANT SELECT, INSERT ON attachment TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Evidence is never taken down; restore a backup instead.');
  }
}
