import { getConstructionPlans } from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The queue of background work: pg-boss's own schema, made by the owner. The application role gets its rows only.
 * A later pg-boss that brings another schema needs a migration with its `getMigrationPlans`.
 */
export class Jobs1700000000800 implements MigrationInterface {
  name = 'Jobs1700000000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(withoutItsTransaction(getConstructionPlans('pgboss')));
    await runner.query(`
      GRANT USAGE ON SCHEMA pgboss TO dieu6_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO dieu6_app;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Background work is never taken down; restore a backup instead.');
  }
}

/** The plans bring a transaction of their own; a migration already runs in one. */
function withoutItsTransaction(plans: string): string {
  return plans.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '');
}
