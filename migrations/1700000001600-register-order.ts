import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every order that a register offers is read off an index, for who reads one agency and for who reads all: a page then costs the
 * same with ten thousand rows and with three hundred thousand. Each index serves both directions; what is empty comes last in both.
 */
export class RegisterOrder1700000001600 implements MigrationInterface {
  name = 'RegisterOrder1700000001600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The order of coming in is never empty, and so needs no place for what is empty.
      DROP INDEX contract_newest, contract_newest_of_agency;
      CREATE UNIQUE INDEX contract_newest ON contract (seq);
      CREATE INDEX contract_newest_of_agency ON contract (agency_id, seq);

      -- The words of one agency's contracts are looked up among them alone.
      CREATE EXTENSION IF NOT EXISTS btree_gin;
      DROP INDEX contract_by_words;
      CREATE INDEX contract_by_words ON contract USING gin (agency_id, folded gin_trgm_ops);

      CREATE INDEX contract_of_agency_by_number ON contract (agency_id, number COLLATE vietnamese, seq);
      CREATE INDEX contract_of_agency_by_name ON contract (agency_id, name COLLATE vietnamese, seq);
      CREATE INDEX contract_of_agency_by_value ON contract (agency_id, value, seq);
      CREATE INDEX contract_of_agency_by_signing ON contract (agency_id, signed_on, seq);
      CREATE INDEX contract_of_agency_by_end ON contract (agency_id, ends_on, seq);
      CREATE INDEX contract_order_by_number ON contract (number COLLATE vietnamese, seq);
      CREATE INDEX contract_order_by_name ON contract (name COLLATE vietnamese, seq);
      CREATE INDEX contract_order_by_value ON contract (value, seq);
      CREATE INDEX contract_order_by_signing ON contract (signed_on, seq);
      CREATE INDEX contract_order_by_end ON contract (ends_on, seq);
      -- A phase that few contracts are in is found without walking all of them.
      CREATE INDEX contract_by_phase ON contract (phase, seq);
      CREATE INDEX contract_of_agency_by_phase ON contract (agency_id, phase, seq);
      CREATE INDEX contract_of_agency_by_vendor ON contract (agency_id, vendor_id);
      CREATE INDEX contract_by_responsible ON contract (responsible_id, seq) WHERE responsible_id IS NOT NULL;
      -- Its rows are those of contract_of_agency_by_signing.
      DROP INDEX contract_by_signing;

      CREATE INDEX information_system_of_agency_by_name ON information_system (managing_agency_id, name COLLATE vietnamese, id);
      CREATE INDEX information_system_order_by_name ON information_system (name COLLATE vietnamese, id);
      CREATE INDEX information_system_of_agency_by_level ON information_system (managing_agency_id, effective_level, id);
      CREATE INDEX information_system_order_by_level ON information_system (effective_level, id);
      DROP INDEX information_system_by_agency;

      CREATE INDEX vendor_order_by_tax_code ON vendor (tax_code, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Indexes are taken down by a migration of their own.');
  }
}
