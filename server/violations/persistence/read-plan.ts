import type { RunQuery } from './cases.js';
import type { CaseSource } from '../domain/violation.js';
import type { ContainmentGround, GrantToContain, OpeningGround, OpeningSource } from './case-rows.js';

type StoredGrant = Omit<GrantToContain, 'startsAt' | 'endsAt'> & { readonly startsAt: string; readonly endsAt: string };
type StoredGround = Omit<ContainmentGround, 'contracts'> & { readonly contracts: readonly (Omit<ContainmentGround['contracts'][number], 'grants'> & { readonly grants: readonly StoredGrant[] })[] };

/** Signs of a crime: whom to tell is asked of Công an thành phố first (domain reference 11.5). */
const CRIME_SIGN = 'DH-18';

/** What containing a case would meet now; one statement. Undefined when there is no such case. */
export async function selectContainmentGround(run: RunQuery, caseId: string): Promise<ContainmentGround | undefined> {
  const [row] = await run<StoredGround>(
    `SELECT app_now() AS now,
            (SELECT jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'name', c.name, 'main', c.id = k.contract_id,
                      'everGranted', EXISTS (SELECT 1 FROM access_grant g WHERE g.contract_id = c.id),
                      'requestsWaiting', (SELECT count(*) FROM access_request r WHERE r.contract_id = c.id AND r.state = 'submitted' AND r.decide_by > app_now()),
                      'grants', coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'systemId', g.system_id, 'systemName', s.name, 'form', g.form, 'purpose', g.purpose, 'startsAt', g.starts_at, 'endsAt', g.ends_at,
                                  'holders', coalesce((SELECT jsonb_agg(jsonb_build_object('name', p.full_name, 'account', t.name) ORDER BY p.full_name COLLATE vietnamese, t.name)
                                                FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id JOIN system_account t ON t.id = n.account_id WHERE n.request_id = g.request_id), '[]'),
                                  'accountsDue', (SELECT count(*) FROM access_line l WHERE l.grant_id = g.id AND l.closed_at IS NULL
                                                    AND ((l.starts_at < app_now() AND l.held_until > app_now()) OR EXISTS (SELECT 1 FROM access_closure_due d WHERE d.line_id = l.id)))) ORDER BY g.seq)
                                  FROM access_grant g JOIN published_system s ON s.id = g.system_id WHERE g.contract_id = c.id AND g.ended_at IS NULL AND g.ends_at > app_now()), '[]'))
                      ORDER BY c.id <> k.contract_id, c.seq)
               FROM published_contract c
              WHERE c.id = k.contract_id OR (c.agency_id = k.agency_id AND c.vendor_id = k.vendor_id AND c.phase IN ('signed', 'trial', 'active', 'handing_over'))) AS contracts,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'level', s.effective_level, 'managingAgencyId', m.id, 'managingAgencyName', m.name,
                      'suspended', system_suspended(s.id), 'own', s.managing_agency_id = k.agency_id,
                      'concerned', EXISTS (SELECT 1 FROM case_system x WHERE x.case_id = k.id AND x.system_id = s.id),
                      'othersRunning', (SELECT count(*) FROM access_grant g WHERE g.system_id = s.id AND g.contract_id <> k.contract_id AND g.phase <> 'remediation' AND g.ended_at IS NULL AND g.ends_at > app_now()))
                      ORDER BY s.name COLLATE vietnamese)
                      FROM contract_system l JOIN published_system s ON s.id = l.system_id JOIN agency m ON m.id = s.managing_agency_id WHERE l.contract_id = k.contract_id), '[]') AS systems,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name, 'post', p.post) ORDER BY p.full_name COLLATE vietnamese, p.id)
                      FROM person_name p WHERE p.id IN (SELECT e.user_id FROM effective_role e WHERE e.role = 'it_officer' AND (e.agency_ids IS NULL OR k.agency_id = ANY (e.agency_ids)))), '[]') AS executors,
            (SELECT d.email FROM vendor d WHERE d.id = k.vendor_id) AS "vendorEmail",
            EXISTS (SELECT 1 FROM case_sign x WHERE x.case_id = k.id AND x.sign = '${CRIME_SIGN}') AS "vendorHeldBack",
            (SELECT count(DISTINCT u.id)::int FROM effective_role e JOIN user_account u ON u.id = e.user_id
              WHERE e.role = 'it_officer' AND (e.agency_ids IS NULL OR k.agency_id = ANY (e.agency_ids)) AND u.email IS NOT NULL AND u.closed_at IS NULL) AS "officersTold"
       FROM violation_case k WHERE k.id = $1`,
    [caseId],
  );
  if (row === undefined) return undefined;
  return { ...row, contracts: row.contracts.map((contract) => ({ ...contract, grants: contract.grants.map((grant) => ({ ...grant, startsAt: new Date(grant.startsAt), endsAt: new Date(grant.endsAt) })) })) };
}

/** Who carries revocations and suspensions out, and can be written to. */
export async function selectOfficerAddresses(run: RunQuery, agencyId: string): Promise<{ id: string; email: string }[]> {
  return run<{ id: string; email: string }>(
    `SELECT DISTINCT u.id, u.email FROM effective_role e JOIN user_account u ON u.id = e.user_id
      WHERE e.role = 'it_officer' AND (e.agency_ids IS NULL OR $1 = ANY (e.agency_ids)) AND u.email IS NOT NULL AND u.closed_at IS NULL ORDER BY u.id`,
    [agencyId],
  );
}

/** What a case would be opened on; one statement. @param months how far back earlier cases of the vendor count */
export async function selectOpeningGround(run: RunQuery, contractId: string, months: number): Promise<OpeningGround | undefined> {
  const [row] = await run<OpeningGround>(
    `SELECT c.id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.phase, c.agency_id AS "agencyId", a.name AS "agencyName", c.vendor_id AS "vendorId", v.name AS "vendorName",
            app_now() AS now,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'level', s.effective_level, 'managingAgencyId', m.id, 'managingAgencyName', m.name,
                        'suspended', system_suspended(s.id)) ORDER BY s.name COLLATE vietnamese)
                        FROM contract_system l JOIN published_system s ON s.id = l.system_id JOIN agency m ON m.id = s.managing_agency_id WHERE l.contract_id = c.id), '[]') AS systems,
            coalesce((SELECT jsonb_agg(jsonb_build_object('id', i.id, 'code', i.code, 'title', i.title) ORDER BY i.seq DESC)
                        FROM (SELECT n.id, n.seq, n.code, n.title FROM incident n WHERE n.agency_id = c.agency_id AND NOT EXISTS (SELECT 1 FROM case_incident x WHERE x.incident_id = n.id)
                               ORDER BY n.seq DESC LIMIT 50) i), '[]') AS incidents,
            (SELECT count(*)::int FROM violation_case k WHERE k.vendor_id = c.vendor_id AND k.agency_id = c.agency_id AND k.level = 'V2' AND k.opened_at > app_now() - make_interval(months => $2::int)
                AND NOT EXISTS (SELECT 1 FROM case_closing e WHERE e.case_id = k.id AND e.outcome = 'unfounded')) AS "earlierSecondLevel"
       FROM published_contract c JOIN agency a ON a.id = c.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id WHERE c.id = $1`,
    [contractId, months],
  );
  return row;
}

/** What a case of the contract is opened from; undefined for what does not belong to it. */
export async function selectOpeningSource(run: RunQuery, contractId: string, source: { readonly kind: Exclude<CaseSource, 'contract'>; readonly id: string }): Promise<OpeningSource | undefined> {
  const found = {
    system: `SELECT s.name, s.id AS "systemId", NULL::timestamptz AS "beganAt" FROM contract_system l JOIN published_system s ON s.id = l.system_id WHERE l.contract_id = $1 AND s.id = $2`,
    session: 'SELECT x.person_name AS name, x.system_id AS "systemId", x.began_at AS "beganAt" FROM access_session x WHERE x.contract_id = $1 AND x.id = $2',
    review: `SELECT s.name, s.id AS "systemId", NULL::timestamptz AS "beganAt" FROM access_grant g JOIN published_system s ON s.id = g.system_id WHERE g.contract_id = $1 AND g.id = $2`,
    incident: `SELECT i.code AS name, NULL::uuid AS "systemId", i.occurred_at AS "beganAt" FROM contract c JOIN incident i ON i.agency_id = c.agency_id WHERE c.id = $1 AND i.id = $2`,
  }[source.kind];
  const [row] = await run<OpeningSource>(found, [contractId, source.id]);
  return row;
}

/** The contracts from which a case can be opened behind something else: those of a system, of a session, of an emergency grant, of an incident. */
export function selectContractsBehind(
  run: RunQuery, source: { readonly kind: 'system' | 'session' | 'review' | 'incident'; readonly id: string },
): Promise<{ id: string; number: string | null; name: string; agencyId: string; phase: string }[]> {
  const behind = {
    system: 'SELECT l.contract_id FROM contract_system l WHERE l.system_id = $1',
    session: 'SELECT x.contract_id FROM access_session x WHERE x.id = $1',
    review: 'SELECT g.contract_id FROM access_grant g WHERE g.id = $1',
    // Of an incident that names no contract: those whose systems it struck.
    incident: `SELECT i.contract_id FROM incident i WHERE i.id = $1 AND i.contract_id IS NOT NULL
               UNION SELECT l.contract_id FROM incident_system s JOIN contract_system l ON l.system_id = s.system_id JOIN incident i ON i.id = s.incident_id WHERE s.incident_id = $1 AND i.contract_id IS NULL`,
  }[source.kind];
  return run(
    `SELECT c.id, c.number, c.name, c.agency_id AS "agencyId", c.phase FROM published_contract c WHERE c.id IN (${behind}) AND c.phase NOT IN ('planned', 'cancelled') ORDER BY c.seq DESC LIMIT 100`,
    [source.id],
  );
}
