import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A kind of service is a filter of the register as a phase is: what few contracts are for is found, and counted, without going through all of them. */
export class RegisterByService1700000001820 implements MigrationInterface {
  name = 'RegisterByService1700000001820';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX contract_by_service ON contract (service_kind, seq);
      CREATE INDEX contract_of_agency_by_service ON contract (agency_id, service_kind, seq);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Indexes are taken down by a migration of their own.');
  }
}
