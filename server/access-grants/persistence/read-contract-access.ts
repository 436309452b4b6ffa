import type { Reader } from '../../platform/database/reading.js';
import type { AccessForm, Purpose } from '../domain/access.js';

/** A grant as the page of its contract's access lists it. */
export interface ContractGrant {
  readonly id: string;
  readonly form: AccessForm;
  readonly purpose: Purpose;
  readonly systemName: string;
  readonly people: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly endedAt: string | null;
  readonly heldUntil: string | null;
  readonly usable: boolean;
  readonly accountsOpen: number;
  readonly unreviewed: boolean;
}

/** All access of one contract for its page. Instants are ISO texts with offset. */
export interface ContractAccess {
  readonly waiting: readonly { readonly id: string; readonly systemName: string; readonly purpose: Purpose; readonly people: readonly string[]; readonly startsAt: string; readonly endsAt: string; readonly decideBy: string; readonly requester: string }[];
  /** Grants that are in force, to come, or leave something open; the rest is in the register. */
  readonly grants: readonly ContractGrant[];
  readonly over: number;
  readonly accountsOpen: readonly { readonly lineId: string; readonly account: string; readonly systemName: string; readonly person: string; readonly since: string }[];
  readonly unreviewed: readonly { readonly grantId: string; readonly systemName: string; readonly openedAt: string; readonly dueAt: string; readonly openedBy: string }[];
  readonly sessions: readonly { readonly id: string; readonly person: string; readonly account: string; readonly systemName: string; readonly beganAt: string; readonly endedAt: string; readonly marks: readonly string[] }[];
  readonly sessionCount: number;
  readonly records: readonly { readonly id: string; readonly kind: string; readonly title: string; readonly status: string; readonly number: string | null; readonly preparedOn: string }[];
}

/** Everything of this room about one contract; one statement. */
export async function selectContractAccess(reader: Reader, contractId: string): Promise<ContractAccess> {
  const row = await reader.row<ContractAccess>(
    `SELECT coalesce((SELECT json_agg(json_build_object('id', r.id, 'systemName', s.name, 'purpose', r.purpose, 'startsAt', r.starts_at, 'endsAt', r.ends_at, 'decideBy', r.decide_by, 'requester', q.full_name,
                        'people', (SELECT json_agg(DISTINCT p.full_name) FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id WHERE n.request_id = r.id)) ORDER BY r.decide_by)
                FROM access_request r JOIN published_system s ON s.id = r.system_id JOIN person_name q ON q.id = r.requested_by
               WHERE r.contract_id = $1 AND r.state = 'submitted' AND r.decide_by > app_now() AND r.ends_at > app_now()), '[]') AS waiting,
            coalesce((SELECT json_agg(json_build_object('id', g.id, 'form', g.form, 'purpose', g.purpose, 'systemName', s.name, 'startsAt', g.starts_at, 'endsAt', g.ends_at, 'endedAt', g.ended_at,
                        'people', (SELECT json_agg(DISTINCT p.full_name) FROM access_request_person n JOIN published_vendor_person p ON p.id = n.person_id WHERE n.request_id = g.request_id),
                        'heldUntil', (SELECT max(l.held_until) FROM access_line l WHERE l.grant_id = g.id),
                        'usable', (SELECT access_usable(g.phase, h, g.system_id) FROM contract h WHERE h.id = g.contract_id),
                        'accountsOpen', (SELECT count(*) FROM access_closure_due d WHERE d.grant_id = g.id),
                        'unreviewed', g.form = 'emergency' AND NOT EXISTS (SELECT 1 FROM access_review w WHERE w.grant_id = g.id)) ORDER BY g.ends_at, g.seq)
                FROM access_grant g JOIN published_system s ON s.id = g.system_id
               WHERE g.contract_id = $1 AND ((g.ended_at IS NULL AND g.ends_at > app_now()) OR g.id IN (SELECT d.grant_id FROM access_closure_due d WHERE d.contract_id = $1)
                  OR g.id IN (SELECT d.grant_id FROM access_review_due d WHERE d.contract_id = $1))), '[]') AS grants,
            (SELECT count(*)::int FROM access_grant g WHERE g.contract_id = $1 AND LEAST(g.ends_at, g.ended_at) <= app_now()) AS over,
            coalesce((SELECT json_agg(json_build_object('lineId', d.line_id, 'account', t.name, 'systemName', s.name, 'person', p.full_name, 'since', d.over_since) ORDER BY d.over_since, t.name)
                FROM access_closure_due d JOIN system_account t ON t.id = d.account_id JOIN published_system s ON s.id = d.system_id JOIN published_vendor_person p ON p.id = d.person_id
               WHERE d.contract_id = $1), '[]') AS "accountsOpen",
            coalesce((SELECT json_agg(json_build_object('grantId', d.grant_id, 'systemName', s.name, 'openedAt', d.opened_at, 'dueAt', d.due_at, 'openedBy', p.full_name) ORDER BY d.opened_at)
                FROM access_review_due d JOIN published_system s ON s.id = d.system_id JOIN person_name p ON p.id = d.opened_by WHERE d.contract_id = $1), '[]') AS unreviewed,
            coalesce((SELECT json_agg(last ORDER BY last.seq DESC) FROM (
                SELECT x.seq, x.id, x.person_name AS person, x.account_name AS account, s.name AS "systemName", x.began_at AS "beganAt", x.ended_at AS "endedAt", x.marks
                  FROM access_session x JOIN published_system s ON s.id = x.system_id WHERE x.contract_id = $1 ORDER BY x.seq DESC LIMIT 10) last), '[]') AS sessions,
            (SELECT count(*)::int FROM access_session x WHERE x.contract_id = $1) AS "sessionCount",
            coalesce((SELECT json_agg(json_build_object('id', d.id, 'kind', d.kind, 'title', d.title, 'status', d.status, 'number', d.number_text, 'preparedOn', d.prepared_on) ORDER BY d.prepared_on DESC, d.id)
                FROM published_record d
               WHERE d.status <> 'withdrawn' AND d.replaced_by_id IS NULL AND d.kind = ANY ('{HS-06,HS-07,HS-08,HS-09,HS-14,SO-QTC}'::text[])
                 AND ((d.subject_kind = 'contract' AND d.subject_id = $1)
                   OR (d.subject_kind = 'access-request' AND d.subject_id IN (SELECT r.id FROM access_request r WHERE r.contract_id = $1))
                   OR (d.subject_kind = 'access-grant' AND d.subject_id IN (SELECT g.id FROM access_grant g WHERE g.contract_id = $1))
                   OR (d.subject_kind = 'access-session' AND d.subject_id IN (SELECT x.id FROM access_session x WHERE x.contract_id = $1)))), '[]') AS records`,
    [contractId],
  );
  if (row === undefined) throw new Error('a statement of one row gave none');
  return row;
}
