import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A corrected file of the same name and size is another file: what was sent of the one before is not its beginning (evidence of điểm a khoản 4 Điều 6). */
export class UploadModified1700000002060 implements MigrationInterface {
  name = 'UploadModified1700000002060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- When the file was last changed where it comes from, as its sender says; NULL where the sender does not say.
      ALTER TABLE handover_upload ADD COLUMN modified_at timestamptz;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What was said of files is never taken down; restore a backup instead.');
  }
}
