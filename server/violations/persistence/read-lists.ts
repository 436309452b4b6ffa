import type { Attachment } from '../../attachments/index.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql } from '../../platform/authorization/ability-to-sql.js';
import { VIOLATION_SUBJECT } from '../domain/violation.js';
import type { RunQuery } from './cases.js';
import type { CaseOfVendor, ProposalDetail } from './case-rows.js';

/** Cases about a vendor that the holder of this ability may read, newest first, at most a hundred. One statement. */
export function selectOfVendor(run: RunQuery, ability: Ability, vendorId: string): Promise<CaseOfVendor[]> {
  const parameters: unknown[] = [vendorId];
  const visible = abilityToSql(ability, 'read', VIOLATION_SUBJECT, { agencyId: { column: 'k.agency_id', type: 'uuid' } }, parameters);
  return run<CaseOfVendor>(
    `SELECT k.id, k.code, k.agency_id AS "agencyId", a.name AS "agencyName", c.number AS "contractNumber", c.name AS "contractName", k.state, k.level, k.opened_at AS "openedAt",
            (SELECT e.outcome FROM case_closing e WHERE e.case_id = k.id) AS outcome
       FROM violation_case k JOIN agency a ON a.id = k.agency_id JOIN published_contract c ON c.id = k.contract_id
      WHERE k.vendor_id = $1 AND ${visible} ORDER BY k.seq DESC LIMIT 100`,
    parameters,
  );
}

type StoredProposal = Omit<ProposalDetail, 'answer'> & { readonly answer: { readonly accepted: boolean; readonly ground: string; readonly by: string; readonly at: string } | null };

const proposalSql = `
  SELECT q.id, y.id AS "systemId", y.code AS "systemCode", y.name AS "systemName", t.id AS "toAgencyId", t.name AS "toAgencyName", q.scope, q.part, q.body AS text, qp.full_name AS "proposedBy",
         q.proposed_at AS "proposedAt", CASE WHEN w.proposal_id IS NOT NULL THEN jsonb_build_object('accepted', w.accepted, 'ground', w.ground, 'by', wp.full_name, 'at', w.decided_at) END AS answer,
         k.id AS "caseId", k.code AS "caseCode", k.level, n.kind, k.agency_id AS "fromAgencyId", f.name AS "fromAgencyName", c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name, 'post', p.post) ORDER BY p.full_name COLLATE vietnamese, p.id)
                     FROM person_name p WHERE p.id IN (SELECT e.user_id FROM effective_role e WHERE e.role = 'it_officer' AND (e.agency_ids IS NULL OR t.id = ANY (e.agency_ids)))), '[]') AS executors,
         (SELECT s.id FROM system_suspension s WHERE s.proposal_id = q.id) AS "suspensionId", app_now() AS now
    FROM suspension_proposal q JOIN containment n ON n.id = q.containment_id JOIN violation_case k ON k.id = n.case_id JOIN published_system y ON y.id = q.system_id JOIN agency t ON t.id = q.to_agency_id
         JOIN agency f ON f.id = k.agency_id JOIN published_contract c ON c.id = k.contract_id JOIN published_vendor v ON v.id = k.vendor_id JOIN person_name qp ON qp.id = q.proposed_by
         LEFT JOIN suspension_proposal_answer w ON w.proposal_id = q.id LEFT JOIN person_name wp ON wp.id = w.decided_by`;

/** One proposal, whoever asks. One statement. */
export async function selectProposal(run: RunQuery, id: string): Promise<ProposalDetail | undefined> {
  const [row] = await run<StoredProposal>(`${proposalSql} WHERE q.id = $1`, [id]);
  return row === undefined ? undefined : proposalOf(row);
}

/** Proposals that nobody has answered and that the holder of this ability answers, the oldest first, at most a hundred. One statement. */
export async function selectProposalsWaiting(run: RunQuery, ability: Ability): Promise<ProposalDetail[]> {
  const parameters: unknown[] = [];
  const visible = abilityToSql(ability, 'answer-proposal', VIOLATION_SUBJECT, { agencyId: { column: 'q.to_agency_id', type: 'uuid' } }, parameters);
  const rows = await run<StoredProposal>(`${proposalSql} WHERE w.proposal_id IS NULL AND k.state <> 'closed' AND ${visible} ORDER BY q.seq LIMIT 100`, parameters);
  return rows.map(proposalOf);
}

function proposalOf(row: StoredProposal): ProposalDetail {
  return { ...row, answer: row.answer === null ? null : { ...row.answer, at: new Date(row.answer.at) } };
}

/** The files of a case and of its suspensions, newest first. One statement. */
export function selectFilesOfCase(run: RunQuery, caseId: string): Promise<Attachment[]> {
  return run<Attachment>(
    `SELECT a.id, a.subject_kind, a.subject_id, a.purpose, a.name, a.media_type, a.size, a.sha256, coalesce(u.full_name, a.brought_by) AS uploaded_by_name, a.uploaded_at
       FROM attachment a LEFT JOIN person_name u ON u.id = a.uploaded_by
      WHERE (a.subject_kind = 'violation-case' AND a.subject_id = $1) OR (a.subject_kind = 'system-suspension' AND a.subject_id IN (SELECT s.id FROM system_suspension s WHERE s.case_id = $1))
      ORDER BY a.uploaded_at DESC, a.id`,
    [caseId],
  );
}
