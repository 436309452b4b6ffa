import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who must act on evidence: on stored files that are not what they were, on questions of auditors, and on links that did not reach the vendor
 * (Điều 6 khoản 4; the agency must be able to show that what was handed over is unchanged).
 */
export class EvidenceTasks1700000002040 implements MigrationInterface {
  name = 'EvidenceTasks1700000002040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX evidence_review_questioned ON evidence_review (closing_id, subject_kind, subject_id, seq) WHERE verdict = 'questioned';

      CREATE VIEW evidence_task AS
        -- Whoever keeps the product running restores the file from a backup.
        SELECT 'evidence.fault'::text AS kind, 'evidence-fault'::text AS subject_kind, f.id AS subject_id, left(f.sha256, 16) || '…' AS title, a.id AS agency_id,
               'administrator'::text AS role, NULL::date AS due_on
          FROM evidence_fault f CROSS JOIN agency a WHERE f.cleared_at IS NULL AND a.parent_id IS NULL
        UNION ALL
        -- The agency whose record rests on it: what is technical to its IT officers, the rest to those who keep the contract.
        SELECT 'evidence.fault-in-agency', 'attachment', x.id, x.name || ' – ' || x.purpose, x.agency_id,
               CASE WHEN x.subject_kind IN ('handover-test', 'closing-account', 'system') THEN 'it_officer' ELSE 'procurement_officer' END, NULL
          FROM evidence_fault f JOIN attachment x ON x.sha256 = f.sha256 WHERE f.cleared_at IS NULL AND x.agency_id IS NOT NULL
        UNION ALL
        SELECT 'evidence.questioned', 'evidence-review', r.id, c.name, k.agency_id, 'procurement_officer', NULL
          FROM evidence_review r JOIN closing k ON k.id = r.closing_id JOIN published_contract c ON c.id = k.contract_id
         WHERE r.verdict = 'questioned' AND NOT EXISTS (SELECT 1 FROM evidence_answer w WHERE w.review_id = r.id)
           AND NOT EXISTS (SELECT 1 FROM evidence_review n WHERE n.closing_id = r.closing_id AND n.subject_kind = r.subject_kind AND n.subject_id = r.subject_id AND n.seq > r.seq)
        UNION ALL
        SELECT 'handover.link-unsent', 'closing', k.id, c.name, k.agency_id, 'procurement_officer', NULL
          FROM handover_link l JOIN closing k ON k.id = l.closing_id JOIN published_contract c ON c.id = k.contract_id
         WHERE l.revoked_at IS NULL AND l.expires_at > app_now() AND k.closed_at IS NULL
           AND EXISTS (SELECT 1 FROM outbox_message m WHERE m.about_kind = 'handover-link' AND m.about_id = l.id AND m.state = 'failed');
      GRANT SELECT ON evidence_task TO dieu6_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('What is to be done about evidence is never taken down; restore a backup instead.');
  }
}
