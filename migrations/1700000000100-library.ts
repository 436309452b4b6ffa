import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The versioned libraries: what the law and the agency's own rules say. The owner loads them from files at start-up; the
 * application role reads them; nobody edits a version, because assessments, checklists and records point to it.
 */
export class Library1700000000100 implements MigrationInterface {
  name = 'Library1700000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_version (
        id         text NOT NULL GENERATED ALWAYS AS (library || '@' || version) STORED,
        library    text NOT NULL,
        version    text NOT NULL,
        valid_from date NOT NULL,
        valid_to   date,
        title      text NOT NULL,
        source     text NOT NULL,
        -- Of working calendars: the year, whether it is complete, what is missing.
        coverage   jsonb,
        -- Of the canonical bytes of the whole version, entries included.
        sha256     text NOT NULL,
        loaded_at  timestamptz NOT NULL DEFAULT app_now(),
        CONSTRAINT library_version_pk PRIMARY KEY (id),
        CONSTRAINT library_version_named CHECK (library ~ '^[a-z][a-z-]*$' AND version ~ '^[0-9]{4}(-[0-9]{1,2}){1,2}$'),
        CONSTRAINT library_version_days CHECK (valid_to >= valid_from),
        CONSTRAINT library_version_hash CHECK (sha256 ~ '^[0-9a-f]{64}$')
      );

      CREATE TABLE library_entry (
        version_id text NOT NULL,
        entry_id   text NOT NULL,
        position   integer NOT NULL,
        content    jsonb NOT NULL,
        mark       text NOT NULL,
        CONSTRAINT library_entry_pk PRIMARY KEY (version_id, entry_id),
        CONSTRAINT library_entry_version_fk FOREIGN KEY (version_id) REFERENCES library_version (id),
        CONSTRAINT library_entry_order UNIQUE (version_id, position),
        CONSTRAINT library_entry_position CHECK (position >= 1),
        CONSTRAINT library_entry_mark CHECK (mark IN ('S', 'V', '2nd', 'U', 'P')),
        CONSTRAINT library_entry_content CHECK (content ->> 'id' IS NOT DISTINCT FROM entry_id AND content ->> 'mark' IS NOT DISTINCT FROM mark)
      );

      CALL make_append_only('library_version');
      CALL make_append_only('library_entry');
      GRANT SELECT ON library_version, library_entry TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Records point to library versions; restore a backup instead.');
  }
}
