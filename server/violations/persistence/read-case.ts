import type { RunQuery } from './cases.js';
import type { CaseDetail, ContainmentRow, LevelRow, NoticeRow, ProposalRow, RemedyRow, ReportRow, SuspensionRow } from './case-rows.js';

/** A row as JSON gives it: moments are texts. */
type Stored<T> = T extends string ? T : T extends Date ? string : T extends readonly (infer Each)[] ? readonly Stored<Each>[] : T extends object ? { readonly [Key in keyof T]: Stored<T[Key]> } : T;

const official = (person: string): string => `jsonb_build_object('id', ${person}.id, 'name', ${person}.full_name, 'post', ${person}.post)`;

/** A suspension as JSON; `s` with its joins. */
const suspensionJson = `jsonb_build_object('id', s.id, 'systemId', y.id, 'systemCode', y.code, 'systemName', y.name, 'systemLevel', y.effective_level,
    'agencyId', CASE WHEN s.proposal_id IS NULL THEN k.agency_id ELSE s.agency_id END, 'agencyName', sa.name, 'kind', s.kind, 'scope', s.scope, 'part', s.part, 'reason', s.reason,
    'startsAt', s.starts_at, 'endsAt', coalesce(x.until, s.ends_at), 'liftCondition', s.lift_condition, 'continuity', s.continuity, 'executor', ${official('ex')}, 'decidedBy', ${official('de')},
    'extension', CASE WHEN x.suspension_id IS NOT NULL THEN jsonb_build_object('until', x.until, 'ground', x.ground, 'by', xp.full_name, 'at', x.decided_at) END,
    'done', CASE WHEN d.suspension_id IS NOT NULL THEN jsonb_build_object('doneAt', d.done_at, 'proof', d.proof, 'by', dp.full_name, 'at', d.confirmed_at) END,
    'resumption', CASE WHEN r.suspension_id IS NOT NULL THEN jsonb_build_object('ground', r.ground, 'by', rp.full_name, 'at', r.decided_at) END)`;
const suspensionJoins = `system_suspension s JOIN published_system y ON y.id = s.system_id JOIN agency sa ON sa.id = CASE WHEN s.proposal_id IS NULL THEN k.agency_id ELSE s.agency_id END
    JOIN person_name ex ON ex.id = s.executor_id JOIN person_name de ON de.id = s.decided_by LEFT JOIN suspension_extension x ON x.suspension_id = s.id LEFT JOIN person_name xp ON xp.id = x.decided_by
    LEFT JOIN suspension_done d ON d.suspension_id = s.id LEFT JOIN person_name dp ON dp.id = d.confirmed_by LEFT JOIN resumption r ON r.suspension_id = s.id LEFT JOIN person_name rp ON rp.id = r.decided_by`;

const containmentJson = `SELECT jsonb_build_object('id', n.id, 'breadth', n.breadth, 'kind', n.kind, 'ground', n.ground, 'reason', n.reason, 'decidedBy', ${official('by')}, 'decidedAt', n.decided_at,
    'outOfHours', n.out_of_hours, 'confirmBy', CASE WHEN n.out_of_hours THEN n.decided_at + interval '24 hours' END, 'noAccessEver', n.no_access_ever, 'whole', n.whole, 'snapshotSha256', t.sha256,
    'confirmation', (SELECT jsonb_build_object('by', p.full_name, 'at', f.confirmed_at, 'note', f.note) FROM containment_confirmation f JOIN person_name p ON p.id = f.confirmed_by WHERE f.containment_id = n.id),
    'contracts', (SELECT jsonb_agg(jsonb_build_object('id', h.id, 'number', h.number, 'name', h.name) ORDER BY h.id <> n.contract_id, h.seq)
                    FROM containment_contract m JOIN published_contract h ON h.id = m.contract_id WHERE m.containment_id = n.id),
    'grantsEnded', (SELECT count(*) FROM containment_grant g WHERE g.containment_id = n.id),
    'accounts', (SELECT count(*) FROM containment_grant g JOIN access_line l ON l.grant_id = g.grant_id WHERE g.containment_id = n.id AND l.held_until >= n.decided_at AND l.held_until > l.starts_at),
    'accountsOpen', (SELECT count(*) FROM containment_grant g JOIN access_closure_due d ON d.grant_id = g.grant_id WHERE g.containment_id = n.id),
    'suspensions', coalesce((SELECT jsonb_agg(${suspensionJson} ORDER BY s.seq) FROM ${suspensionJoins} WHERE s.containment_id = n.id), '[]'),
    'proposals', coalesce((SELECT jsonb_agg(jsonb_build_object('id', q.id, 'systemId', y.id, 'systemCode', y.code, 'systemName', y.name, 'toAgencyId', ta.id, 'toAgencyName', ta.name, 'scope', q.scope,
                    'part', q.part, 'text', q.body, 'proposedBy', qp.full_name, 'proposedAt', q.proposed_at,
                    'answer', CASE WHEN w.proposal_id IS NOT NULL THEN jsonb_build_object('accepted', w.accepted, 'ground', w.ground, 'by', wp.full_name, 'at', w.decided_at) END) ORDER BY q.seq)
                    FROM suspension_proposal q JOIN published_system y ON y.id = q.system_id JOIN agency ta ON ta.id = q.to_agency_id JOIN person_name qp ON qp.id = q.proposed_by
                         LEFT JOIN suspension_proposal_answer w ON w.proposal_id = q.id LEFT JOIN person_name wp ON wp.id = w.decided_by WHERE q.containment_id = n.id), '[]'))
    FROM containment n JOIN person_name by ON by.id = n.decided_by JOIN containment_snapshot t ON t.containment_id = n.id WHERE n.case_id = k.id`;

const caseSql = `
  SELECT k.id, k.code, k.version, app_now() AS now, k.state, k.level, k.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.phase AS "contractPhase",
         k.agency_id AS "agencyId", a.name AS "agencyName", k.vendor_id AS "vendorId", v.name AS "vendorName", k.seen, k.occurred_at AS "occurredAt", k.detected_at AS "detectedAt",
         k.found_by AS "foundBy", ${official('o')} AS "openedBy", k.opened_at AS "openedAt", k.source_kind AS "sourceKind", k.source_id AS "sourceId",
         CASE k.source_kind WHEN 'system' THEN (SELECT s.name FROM published_system s WHERE s.id = k.source_id)
                            WHEN 'session' THEN (SELECT x.person_name FROM access_session x WHERE x.id = k.source_id)
                            WHEN 'review' THEN (SELECT s.name FROM access_grant g JOIN published_system s ON s.id = g.system_id WHERE g.id = k.source_id)
                            WHEN 'incident' THEN (SELECT i.code FROM incident i WHERE i.id = k.source_id) END AS "sourceName",
         k.refuses_cooperation AS "refusesCooperation", k.signs_edition AS "signsEdition", k.levels_edition AS "levelsEdition",
         (SELECT jsonb_agg(jsonb_build_object('sign', s.sign, 'graver', s.graver, 'by', p.full_name, 'at', s.recorded_at) ORDER BY s.recorded_at, s.sign, s.graver)
            FROM case_sign s JOIN person_name p ON p.id = s.recorded_by WHERE s.case_id = k.id) AS signs,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', y.id, 'code', y.code, 'name', y.name, 'level', y.effective_level, 'managingAgencyId', y.managing_agency_id, 'managingAgencyName', m.name,
                     'suspended', system_suspended(y.id)) ORDER BY y.name COLLATE vietnamese)
                     FROM case_system s JOIN published_system y ON y.id = s.system_id JOIN agency m ON m.id = y.managing_agency_id WHERE s.case_id = k.id), '[]') AS systems,
         (SELECT jsonb_agg(jsonb_build_object('level', l.level, 'steps', l.steps, 'ground', l.ground, 'by', p.full_name, 'at', l.recorded_at, 'reportId', l.report_id) ORDER BY l.ordinal DESC)
            FROM case_level l JOIN person_name p ON p.id = l.recorded_by WHERE l.case_id = k.id) AS levels,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'code', i.code, 'title', i.title) ORDER BY i.code)
                     FROM case_incident s JOIN incident i ON i.id = s.incident_id WHERE s.case_id = k.id), '[]') AS incidents,
         (${containmentJson}) AS containment,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'addressee', n.addressee, 'text', n.body, 'draftedBy', p.full_name, 'draftedAt', n.drafted_at, 'ofContainment', n.containment_id IS NOT NULL,
                     'delivery', CASE WHEN d.notice_id IS NOT NULL THEN jsonb_build_object('number', d.number, 'issuedOn', d.issued_on, 'deliveredAt', d.delivered_at, 'delivery', d.delivery,
                       'receiver', d.receiver, 'by', dp.full_name) END) ORDER BY n.seq)
                     FROM case_notice n JOIN person_name p ON p.id = n.drafted_by LEFT JOIN case_notice_delivery d ON d.notice_id = n.id LEFT JOIN person_name dp ON dp.id = d.recorded_by
                    WHERE n.case_id = k.id), '[]') AS notices,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'issuedOn', r.issued_on, 'signedBy', ${official('sp')}, 'level', r.level, 'summary', r.summary,
                     'recordedBy', p.full_name, 'recordedAt', r.recorded_at) ORDER BY r.seq DESC)
                     FROM damage_report r JOIN person_name sp ON sp.id = r.signed_by JOIN person_name p ON p.id = r.recorded_by WHERE r.case_id = k.id), '[]') AS reports,
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'what', r.what, 'doneAt', r.done_at, 'recordedById', r.recorded_by, 'recordedBy', p.full_name, 'recordedAt', r.recorded_at,
                     'verification', CASE WHEN f.remedy_id IS NOT NULL THEN jsonb_build_object('by', fp.full_name, 'byPost', fp.post, 'at', f.verified_at, 'proof', f.proof) END) ORDER BY r.seq)
                     FROM case_remedy r JOIN person_name p ON p.id = r.recorded_by LEFT JOIN case_remedy_verification f ON f.remedy_id = r.id LEFT JOIN person_name fp ON fp.id = f.verified_by
                    WHERE r.case_id = k.id), '[]') AS remedies,
         (SELECT jsonb_build_object('outcome', e.outcome, 'ground', e.ground, 'by', p.full_name, 'at', e.decided_at) FROM case_closing e JOIN person_name p ON p.id = e.decided_by WHERE e.case_id = k.id) AS closing,
         (SELECT max(s.approved_on) FROM published_assessment s JOIN containment n ON n.case_id = k.id
           WHERE s.contract_id = k.contract_id AND s.status = 'approved' AND s.submitted_at >= n.decided_at) AS "assessedOn",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'title', r.title, 'subject', r.subject, 'productCode', r.product_code, 'status', r.status, 'number', r.number_text,
                     'preparedOn', r.prepared_on) ORDER BY r.prepared_on DESC, r.kind DESC, r.product_code)
                     FROM published_record r
                    WHERE (r.subject_kind = 'violation-case' AND r.subject_id = k.id)
                       -- HS-14 belongs to its contract; the decision of this containment is the one about what it revoked.
                       OR (r.kind = 'HS-14' AND r.id IN (SELECT w.record_id FROM access_record_grant w JOIN containment_grant g ON g.grant_id = w.grant_id JOIN containment n ON n.id = g.containment_id
                                                          WHERE n.case_id = k.id))), '[]') AS records
    FROM violation_case k JOIN published_contract c ON c.id = k.contract_id JOIN agency a ON a.id = k.agency_id JOIN published_vendor v ON v.id = k.vendor_id JOIN person_name o ON o.id = k.opened_by`;

/** The parts that JSON brings; the rest come as they are. */
type Parts = 'signs' | 'levels' | 'containment' | 'notices' | 'reports' | 'remedies' | 'closing';
type StoredCase = Omit<CaseDetail, Parts> & { readonly [Part in Parts]: Stored<CaseDetail[Part]> };

/** Everything about one case, whoever asks; undefined when there is none. One statement. */
export async function selectCase(run: RunQuery, id: string): Promise<CaseDetail | undefined> {
  const [row] = await run<StoredCase>(`${caseSql} WHERE k.id = $1`, [id]);
  return row === undefined ? undefined : caseOf(row);
}

/** The case of a suspension. One statement. */
export async function selectCaseOfSuspension(run: RunQuery, suspensionId: string): Promise<CaseDetail | undefined> {
  const [row] = await run<StoredCase>(`${caseSql} WHERE k.id = (SELECT s.case_id FROM system_suspension s WHERE s.id = $1)`, [suspensionId]);
  return row === undefined ? undefined : caseOf(row);
}

function caseOf(row: StoredCase): CaseDetail {
  return {
    ...row,
    signs: row.signs.map((sign) => ({ ...sign, at: new Date(sign.at) })),
    levels: row.levels.map(levelOfRow),
    containment: row.containment === null ? null : containmentOf(row.containment),
    notices: row.notices.map(noticeOf),
    reports: row.reports.map((report): ReportRow => ({ ...report, recordedAt: new Date(report.recordedAt) })),
    remedies: row.remedies.map(remedyOf),
    closing: row.closing === null ? null : { ...row.closing, at: new Date(row.closing.at) },
  };
}

function levelOfRow(level: Stored<LevelRow>): LevelRow {
  return { ...level, at: new Date(level.at) };
}

function containmentOf(row: Stored<ContainmentRow>): ContainmentRow {
  return {
    ...row,
    decidedAt: new Date(row.decidedAt),
    confirmBy: row.confirmBy === null ? null : new Date(row.confirmBy),
    confirmation: row.confirmation === null ? null : { ...row.confirmation, at: new Date(row.confirmation.at) },
    suspensions: row.suspensions.map(suspensionOf),
    proposals: row.proposals.map(proposalOf),
  };
}

function suspensionOf(row: Stored<SuspensionRow>): SuspensionRow {
  return {
    ...row,
    startsAt: new Date(row.startsAt),
    endsAt: row.endsAt === null ? null : new Date(row.endsAt),
    extension: row.extension === null ? null : { ...row.extension, until: new Date(row.extension.until), at: new Date(row.extension.at) },
    done: row.done === null ? null : { ...row.done, doneAt: new Date(row.done.doneAt), at: new Date(row.done.at) },
    resumption: row.resumption === null ? null : { ...row.resumption, at: new Date(row.resumption.at) },
  };
}

function proposalOf(row: Stored<ProposalRow>): ProposalRow {
  return { ...row, proposedAt: new Date(row.proposedAt), answer: row.answer === null ? null : { ...row.answer, at: new Date(row.answer.at) } };
}

function noticeOf(row: Stored<NoticeRow>): NoticeRow {
  return { ...row, draftedAt: new Date(row.draftedAt), delivery: row.delivery === null ? null : { ...row.delivery, deliveredAt: new Date(row.delivery.deliveredAt) } };
}

function remedyOf(row: Stored<RemedyRow>): RemedyRow {
  return { ...row, doneAt: new Date(row.doneAt), recordedAt: new Date(row.recordedAt), verification: row.verification === null ? null : { ...row.verification, at: new Date(row.verification.at) } };
}
