import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A running contract that came in without an answer to the question whether the hire is allowed (NĐ 224/2026 khoản 4 Điều 36) is chased until it has one. */
export class HireQuestionTask1700000001810 implements MigrationInterface {
  name = 'HireQuestionTask1700000001810';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX contract_hire_unanswered ON contract (agency_id) WHERE hire_answer IS NULL AND phase IN ('signed', 'trial', 'active', 'handing_over');
      -- Lists of running contracts come in without the answer; it is due with the review of the transition. A planned contract is asked by its gate of signing.
      CREATE VIEW contract_hire_task AS
        SELECT 'contract.hire-question'::text AS kind, 'contract'::text AS subject_kind, id AS subject_id, coalesce(number || ' – ', '') || name AS title,
               agency_id, 'procurement_officer'::text AS role, review_due_on AS due_on
          FROM contract WHERE hire_answer IS NULL AND phase IN ('signed', 'trial', 'active', 'handing_over');
      GRANT SELECT ON contract_hire_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What later rooms stand on is never taken down; restore a backup instead.');
  }
}
