import type { MigrationInterface, QueryRunner } from 'typeorm';

/** No amendment of a contract whose approved assessment has lapsed: what is agreed anew is assessed anew (khoản 1 Điều 6; the agency's own rule of gate G-12). */
export class AmendmentApproval1700000001800 implements MigrationInterface {
  name = 'AmendmentApproval1700000001800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Why a contract is not amended now: 'term-over' or 'triggered', as its approved assessment has lapsed; NULL when it may be. A transitional contract is free
      -- until its review is due, and one that was never assessed is chased by its review. In the sense of contract_risk_cleared.
      CREATE FUNCTION contract_amendment_stop(c contract) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT CASE WHEN contract_risk_cleared(c) THEN NULL
                    ELSE (SELECT CASE WHEN bool_and(a.valid_until < app_today()) THEN 'term-over' WHEN count(*) > 0 THEN 'triggered' END
                            FROM published_assessment a WHERE a.contract_id = c.id AND a.status = 'approved') END $$;

      CREATE FUNCTION contract_amendment_is_covered() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE stop text;
      BEGIN
        SELECT contract_amendment_stop(c) INTO stop FROM contract c WHERE c.id = NEW.contract_id;
        IF stop IS NOT NULL THEN
          PERFORM contract_refuse('contract_amended_with_current_assessment', format('the approved assessment of the contract has lapsed (%s)', stop));
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contract_amendment_is_covered BEFORE INSERT ON contract_amendment FOR EACH ROW EXECUTE FUNCTION contract_amendment_is_covered();
    `);
  }

  async down(): Promise<void> {
    throw new Error('What later rooms stand on is never taken down; restore a backup instead.');
  }
}
