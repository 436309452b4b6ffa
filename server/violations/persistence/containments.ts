import type { Transaction } from '../../platform/database/transactions.js';
import type { Breadth, SuspensionKind, SuspensionScope } from '../domain/violation.js';

/** Locks the contracts that a containment reaches, in one order, and after the case: whoever asks, approves, opens or moves one of them waits. @returns them */
export async function lockContractsToContain(tx: Transaction, of: { readonly contractId: string; readonly breadth: Breadth }): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT c.id FROM contract c JOIN contract main ON main.id = $1
      WHERE c.id = main.id OR ($2 = 'vendor' AND c.agency_id = main.agency_id AND c.vendor_id = main.vendor_id AND c.phase IN ('signed', 'trial', 'active', 'handing_over'))
      ORDER BY c.id FOR UPDATE OF c`,
    [of.contractId, of.breadth],
  );
  return rows.map(({ id }) => id);
}

/** Locks systems in one order, after the contracts: whoever grants on one of them waits. */
export async function lockSystems(tx: Transaction, systemIds: readonly string[]): Promise<void> {
  await tx.query('SELECT s.id FROM information_system s WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id FOR UPDATE', [systemIds]);
}

export interface NewContainment {
  readonly id: string;
  readonly caseId: string;
  readonly contractId: string;
  readonly contractIds: readonly string[];
  readonly breadth: Breadth;
  readonly kind: SuspensionKind | undefined;
  readonly ground: string;
  readonly reason: string | undefined;
  readonly whole: boolean;
  readonly decidedBy: string;
}

/** What the database settles about a containment. */
export interface WrittenContainment {
  readonly decidedAt: Date;
  readonly outOfHours: boolean;
  readonly noAccessEver: boolean;
}

/** Writes a containment with the contracts it reaches; time, capacity and whether access was ever granted are the database's. */
export async function insertContainment(tx: Transaction, made: NewContainment): Promise<WrittenContainment> {
  const [written] = await tx.query<WrittenContainment>(
    `INSERT INTO containment (id, case_id, contract_id, breadth, kind, ground, reason, whole, level, decided_by, out_of_hours, no_access_ever)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, false, false) RETURNING decided_at AS "decidedAt", out_of_hours AS "outOfHours", no_access_ever AS "noAccessEver"`,
    [made.id, made.caseId, made.contractId, made.breadth, made.kind ?? null, made.ground, made.reason ?? null, made.whole, made.decidedBy],
  );
  if (written === undefined) throw new Error('the containment was not written');
  await tx.change('INSERT INTO containment_contract (containment_id, contract_id) SELECT $1, unnest($2::uuid[])', [made.id, made.contractIds]);
  return written;
}

/**
 * Everything that was granted, held and recorded under contracts at this moment, with the files there are and their hashes: the content of the snapshot, in one statement.
 * Rows stand in the order of their numbers, so that the same state gives the same bytes.
 */
export async function selectEvidence(tx: Transaction, of: { readonly caseId: string; readonly contractIds: readonly string[] }): Promise<object> {
  const rows = await tx.query<{ content: object }>(
    `WITH reached AS (SELECT c.id, c.seq, c.number, c.name, c.phase, c.vendor_id FROM published_contract c WHERE c.id = ANY ($2::uuid[])),
          granted AS (SELECT g.* FROM access_grant g WHERE g.contract_id IN (SELECT id FROM reached) AND g.ended_at IS NULL AND g.ends_at > app_now()),
          noted AS (SELECT x.id, x.seq, x.contract_id, x.system_id, x.grant_id, x.account_name, x.began_at, x.ended_at, x.source_address, x.marks
                      FROM access_session x WHERE x.contract_id IN (SELECT id FROM reached))
     SELECT jsonb_build_object(
       'takenAt', app_now(),
       'case', (SELECT jsonb_build_object('id', k.id, 'code', k.code, 'level', k.level, 'signs', (SELECT jsonb_agg(s.sign || CASE WHEN s.graver THEN '+' ELSE '' END ORDER BY s.sign, s.graver) FROM case_sign s WHERE s.case_id = k.id))
                  FROM violation_case k WHERE k.id = $1),
       'contracts', (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'name', r.name, 'phase', r.phase, 'vendor', r.vendor_id) ORDER BY r.seq) FROM reached r),
       'systems', coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'level', s.effective_level, 'state', s.service_state) ORDER BY s.id)
                    FROM published_system s WHERE s.id IN (SELECT l.system_id FROM contract_system l WHERE l.contract_id IN (SELECT id FROM reached))), '[]'),
       'grants', coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'request', g.request_id, 'contract', g.contract_id, 'system', g.system_id, 'form', g.form, 'phase', g.phase, 'purpose', g.purpose,
                    'plane', g.plane, 'startsAt', g.starts_at, 'endsAt', g.ends_at, 'grantedBy', g.granted_by, 'grantedAt', g.granted_at) ORDER BY g.seq) FROM granted g), '[]'),
       'held', coalesce((SELECT jsonb_agg(jsonb_build_object('id', l.id, 'grant', l.grant_id, 'use', l.use_id, 'person', l.person_id, 'account', l.account_id, 'accountName', t.name, 'accountKind', t.kind,
                    'environment', t.environment, 'startsAt', l.starts_at, 'heldUntil', l.held_until) ORDER BY l.starts_at, l.id)
                    FROM access_line l JOIN system_account t ON t.id = l.account_id WHERE l.contract_id IN (SELECT id FROM reached) AND l.held_until > app_now()), '[]'),
       'accountsOpen', coalesce((SELECT jsonb_agg(jsonb_build_object('line', d.line_id, 'account', d.account_id, 'since', d.over_since) ORDER BY d.over_since, d.line_id)
                    FROM access_closure_due d WHERE d.contract_id IN (SELECT id FROM reached)), '[]'),
       'requestsWaiting', coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'system', r.system_id, 'requestedBy', r.requested_by, 'requestedAt', r.requested_at) ORDER BY r.seq)
                    FROM access_request r WHERE r.contract_id IN (SELECT id FROM reached) AND r.state = 'submitted' AND r.decide_by > app_now()), '[]'),
       'sessions', coalesce((SELECT jsonb_agg(jsonb_build_object('id', n.id, 'contract', n.contract_id, 'system', n.system_id, 'grant', n.grant_id, 'account', n.account_name, 'beganAt', n.began_at,
                    'endedAt', n.ended_at, 'sourceAddress', n.source_address, 'marks', to_jsonb(n.marks)) ORDER BY n.seq) FROM noted n), '[]'),
       'records', coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'code', r.product_code, 'kind', r.kind, 'status', r.status, 'number', r.number_text, 'sha256', r.model_sha256) ORDER BY r.product_code)
                    FROM published_record r WHERE r.subject_kind = 'contract' AND r.subject_id IN (SELECT id FROM reached)), '[]'),
       'files', coalesce((SELECT jsonb_agg(jsonb_build_object('sha256', f.sha256, 'size', f.size, 'of', f.subject_kind, 'subject', f.subject_id, 'purpose', f.purpose, 'uploadedAt', f.uploaded_at)
                    ORDER BY f.uploaded_at, f.id)
                    FROM attachment f WHERE (f.subject_kind, f.subject_id) IN (
                      SELECT 'violation-case', $1::uuid UNION ALL SELECT 'contract', r.id FROM reached r UNION ALL SELECT 'access-session', n.id FROM noted n UNION ALL SELECT 'access-grant', g.id FROM granted g)), '[]')) AS content`,
    [of.caseId, of.contractIds],
  );
  const content = rows[0]?.content;
  if (content === undefined) throw new Error('no evidence was read');
  return content;
}

export async function insertSnapshot(tx: Transaction, snapshot: { readonly containmentId: string; readonly bytes: Buffer; readonly sha256: string }): Promise<void> {
  await tx.change(`INSERT INTO containment_snapshot (containment_id, content, bytes, sha256) VALUES ($1, convert_from($2, 'UTF8')::jsonb, $2, $3)`, [snapshot.containmentId, snapshot.bytes, snapshot.sha256]);
}

/** The grants that run on systems under other contracts than those given: they end with a whole suspension, repair under attendance excepted. */
export async function selectOthersOnSystems(tx: Transaction, systemIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT g.id FROM access_grant g WHERE g.system_id = ANY ($1::uuid[]) AND g.phase <> 'remediation' AND g.ended_at IS NULL AND g.ends_at > app_now() ORDER BY g.seq`,
    [systemIds],
  );
  return rows.map(({ id }) => id);
}

/** Writes down which grants a containment ended; one statement for all. */
export async function insertEndedGrants(tx: Transaction, containmentId: string, grantIds: readonly string[]): Promise<void> {
  if (grantIds.length === 0) return;
  await tx.change('INSERT INTO containment_grant (containment_id, grant_id) SELECT $1, unnest($2::uuid[])', [containmentId, grantIds]);
}

export interface NewSuspension {
  readonly id: string;
  readonly containmentId: string;
  readonly caseId: string;
  readonly systemId: string;
  readonly agencyId: string;
  readonly proposalId: string | undefined;
  readonly kind: SuspensionKind;
  readonly scope: SuspensionScope;
  readonly part: string | undefined;
  readonly reason: string | undefined;
  readonly until: Date | undefined;
  readonly liftCondition: string | undefined;
  readonly continuity: string;
  readonly executorId: string;
  readonly decidedBy: string;
}

/** Suspends a system from now on. */
export async function insertSuspension(tx: Transaction, made: NewSuspension): Promise<void> {
  await tx.change(
    `INSERT INTO system_suspension (id, containment_id, case_id, system_id, agency_id, proposal_id, kind, scope, part, reason, ends_at, lift_condition, continuity, executor_id, decided_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      made.id, made.containmentId, made.caseId, made.systemId, made.agencyId, made.proposalId ?? null, made.kind, made.scope, made.part ?? null, made.reason ?? null,
      made.until ?? null, made.liftCondition ?? null, made.continuity, made.executorId, made.decidedBy,
    ],
  );
}

export interface NewProposal {
  readonly id: string;
  readonly containmentId: string;
  readonly systemId: string;
  readonly scope: SuspensionScope;
  readonly part: string | undefined;
  readonly text: string;
  readonly proposedBy: string;
}

/** Proposes to the agency that manages a system to suspend it. */
export async function insertProposal(tx: Transaction, made: NewProposal): Promise<void> {
  await tx.change(
    `INSERT INTO suspension_proposal (id, containment_id, system_id, to_agency_id, scope, part, body, proposed_by)
     SELECT $1, $2, s.id, s.managing_agency_id, $4, $5, $6, $7 FROM published_system s WHERE s.id = $3`,
    [made.id, made.containmentId, made.systemId, made.scope, made.part ?? null, made.text, made.proposedBy],
  );
}

export async function insertAnswer(tx: Transaction, answer: { readonly proposalId: string; readonly accepted: boolean; readonly ground: string; readonly by: string }): Promise<void> {
  await tx.change(`INSERT INTO suspension_proposal_answer (proposal_id, accepted, ground, decided_by, capacity) VALUES ($1, $2, $3, $4, '')`, [answer.proposalId, answer.accepted, answer.ground, answer.by]);
}

export async function insertConfirmation(tx: Transaction, confirmed: { readonly containmentId: string; readonly note: string | undefined; readonly by: string }): Promise<void> {
  await tx.change(`INSERT INTO containment_confirmation (containment_id, note, confirmed_by, capacity) VALUES ($1, $2, $3, '')`, [confirmed.containmentId, confirmed.note ?? null, confirmed.by]);
}

export async function insertDone(
  tx: Transaction,
  done: { readonly suspensionId: string; readonly doneAt: Date; readonly proof: string; readonly sha256: string; readonly by: string },
): Promise<void> {
  await tx.change('INSERT INTO suspension_done (suspension_id, done_at, proof, file_sha256, confirmed_by) VALUES ($1, $2, $3, $4, $5)', [done.suspensionId, done.doneAt, done.proof, done.sha256, done.by]);
}

export async function insertExtension(tx: Transaction, extension: { readonly suspensionId: string; readonly until: Date; readonly ground: string; readonly by: string }): Promise<void> {
  await tx.change(`INSERT INTO suspension_extension (suspension_id, until, ground, decided_by, capacity) VALUES ($1, $2, $3, $4, '')`, [extension.suspensionId, extension.until, extension.ground, extension.by]);
}

/** Lets a system run again. @returns the moment of the database */
export async function insertResumption(tx: Transaction, resumed: { readonly suspensionId: string; readonly ground: string; readonly by: string }): Promise<Date> {
  const rows = await tx.query<{ at: Date }>(`INSERT INTO resumption (suspension_id, ground, decided_by, capacity) VALUES ($1, $2, $3, '') RETURNING decided_at AS at`, [
    resumed.suspensionId, resumed.ground, resumed.by,
  ]);
  const [written] = rows;
  if (written === undefined) throw new Error('the resumption was not written');
  return written.at;
}

/** Grants of repair of the contracts of a case that still run: they end with the case. */
export async function selectRepairGrants(tx: Transaction, caseId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT g.id FROM containment n JOIN containment_contract x ON x.containment_id = n.id JOIN access_grant g ON g.contract_id = x.contract_id
      WHERE n.case_id = $1 AND g.phase = 'remediation' AND g.ended_at IS NULL AND g.ends_at > app_now()
        AND NOT EXISTS (SELECT 1 FROM containment_contract y JOIN containment o ON o.id = y.containment_id JOIN violation_case k ON k.id = o.case_id
                         WHERE y.contract_id = g.contract_id AND k.id <> $1 AND k.state <> 'closed')
      ORDER BY g.seq`,
    [caseId],
  );
  return rows.map(({ id }) => id);
}
