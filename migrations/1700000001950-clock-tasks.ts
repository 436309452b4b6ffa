import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks to explain a clock that was overdue when it was recorded name the clock: several of one incident are told apart. */
export class ClockTasks1700000001950 implements MigrationInterface {
  name = 'ClockTasks1700000001950';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A term that ends at 24:00 is due on the day that ends then.
      CREATE OR REPLACE VIEW clock_task AS
        SELECT 'clock.' || CASE WHEN r.due_at <= app_now() THEN 'overdue.' ELSE 'running.' END || k.clock AS kind, 'duty-clock'::text AS subject_kind, r.clock_id AS subject_id,
               k.subject_title AS title, r.agency_id, 'procurement_officer'::text AS role, ((r.due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on
          FROM duty_clock_running r JOIN duty_clock k ON k.id = r.clock_id
        UNION ALL
        SELECT 'clock.overdue.' || k.clock, 'duty-clock', r.clock_id, k.subject_title, r.agency_id, 'unit_head', ((r.due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_clock_running r JOIN duty_clock k ON k.id = r.clock_id WHERE r.due_at <= app_now()
        UNION ALL
        SELECT 'clock.not-reported.' || k.clock, 'duty-clock', r.clock_id, k.subject_title, r.agency_id, 'city_oversight', ((r.due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_clock_running r JOIN duty_clock k ON k.id = r.clock_id WHERE r.due_at <= app_now() AND duty_goes_to_city(k.clock)
        UNION ALL
        SELECT 'clock.report-waiting', 'duty-clock', k.id, k.subject_title, u.agency_id, 'city_oversight', (r.sent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_report_unreceived u JOIN duty_report r ON r.id = u.report_id JOIN duty_clock k ON k.id = r.clock_id
        UNION ALL
        SELECT 'clock.unexplained.' || k.clock, 'duty-clock', k.id, k.subject_title, k.agency_id, 'procurement_officer', (k.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
          FROM duty_clock k WHERE k.late_at_start AND NOT EXISTS (SELECT 1 FROM duty_clock_explanation e WHERE e.clock_id = k.id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('What others see of clocks goes only with their tables; restore a backup instead.');
  }
}
