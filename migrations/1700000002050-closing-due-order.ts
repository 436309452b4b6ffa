import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register of closings can be put in the order of the days on which everything is to be handed over. */
export class ClosingDueOrder1700000002050 implements MigrationInterface {
  name = 'ClosingDueOrder1700000002050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX closing_by_due ON closing (due_on, seq);
      CREATE INDEX closing_by_due_of_agency ON closing (agency_id, due_on, seq);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Indexes are taken down by a migration of their own.');
  }
}
