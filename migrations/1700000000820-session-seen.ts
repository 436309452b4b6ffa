import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the statement that loads a session also write that it was seen, so that a page never needs a second one for it. */
export class SessionSeen1700000000820 implements MigrationInterface {
  name = 'SessionSeen1700000000820';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION session_seen(seen_sid text, until timestamptz) RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
      BEGIN
        UPDATE session SET expire = until WHERE sid = seen_sid;
        RETURN until;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION session_seen(text, timestamptz)');
  }
}
