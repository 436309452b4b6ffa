import type { AccountDetail, AccountRow, SettlementRow } from './closing-rows.js';
import { moment, type RunQuery, type Stored } from './stored.js';

const settlementJson = `jsonb_build_object('id', s.id, 'action', s.action, 'doneAt', s.done_at, 'signInFailed', s.sign_in_failed, 'proof', s.proof,
    'by', (SELECT p.full_name FROM person_name p WHERE p.id = s.settled_by), 'at', s.recorded_at)`;

/** An account of the list as JSON; `a` is the account, `t` its standing. */
export const accountJson = `jsonb_build_object('id', a.id, 'accountId', a.account_id, 'systemId', a.system_id, 'systemName', (SELECT y.name FROM published_system y WHERE y.id = a.system_id), 'kind', a.kind,
    'name', a.name, 'environment', a.environment, 'origin', a.origin, 'settled', t.settled,
    'settlement', (SELECT ${settlementJson} FROM account_settlement s WHERE s.id = t.settlement_id),
    'closure', (SELECT jsonb_build_object('action', x.action, 'doneAt', x.done_at, 'by', p.full_name) FROM access_line l JOIN access_closure x ON x.line_id = l.id JOIN person_name p ON p.id = x.confirmed_by
                 WHERE l.contract_id = t.contract_id AND l.account_id = a.account_id ORDER BY x.done_at DESC LIMIT 1),
    'closureDueLineId', (SELECT d.line_id FROM access_closure_due d WHERE d.contract_id = t.contract_id AND d.account_id = a.account_id ORDER BY d.over_since LIMIT 1),
    'live', EXISTS (SELECT 1 FROM live_access l WHERE l.contract_id = t.contract_id AND l.account_id = a.account_id))`;

/** An account as JSON gave it. */
export function accountOf(account: Stored<AccountRow>): AccountRow {
  return {
    ...account,
    settlement: account.settlement === null ? null : settlementOf(account.settlement),
    closure: account.closure === null ? null : { ...account.closure, doneAt: moment(account.closure.doneAt) },
  };
}

function settlementOf(settlement: Stored<SettlementRow>): SettlementRow {
  return { ...settlement, doneAt: moment(settlement.doneAt), at: moment(settlement.at) };
}

type Parts = 'account' | 'settlements' | 'seen';
type StoredAccount = Omit<AccountDetail, keyof AccountRow | 'settlements' | 'seen'> & { readonly account: Stored<AccountRow> } & { readonly [Part in Exclude<Parts, 'account'>]: Stored<AccountDetail[Part]> };

/** An account of a closing with its settlements and the looks it was seen in; undefined when there is none. One statement. */
export async function selectAccount(run: RunQuery, id: string): Promise<AccountDetail | undefined> {
  const [row] = await run<StoredAccount>(
    `SELECT ${accountJson} AS account, k.id AS "closingId", k.contract_id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", v.name AS "vendorName", k.agency_id AS "agencyId",
            k.closed_at IS NOT NULL AS closed, app_now() AS now,
            coalesce((SELECT jsonb_agg(${settlementJson} ORDER BY s.seq DESC) FROM account_settlement s WHERE s.account_id = a.id), '[]') AS settlements,
            coalesce((SELECT jsonb_agg(jsonb_build_object('surveyId', w.id, 'takenAt', w.taken_at, 'enabled', r.enabled, 'belongs', r.belongs) ORDER BY w.taken_at DESC)
                        FROM account_survey w JOIN account_survey_row r ON r.survey_id = w.id AND account_key(r.name) = account_key(a.name) WHERE w.closing_id = k.id AND w.system_id = a.system_id), '[]') AS seen
       FROM closing_account a CROSS JOIN LATERAL (SELECT * FROM closing_account_standing x WHERE x.id = a.id AND x.closing_id = a.closing_id OFFSET 0) t JOIN closing k ON k.id = a.closing_id JOIN published_contract c ON c.id = k.contract_id JOIN published_vendor v ON v.id = k.vendor_id
      WHERE a.id = $1`,
    [id],
  );
  if (row === undefined) return undefined;
  const { account, settlements, seen, ...rest } = row;
  return { ...rest, ...accountOf(account), settlements: settlements.map(settlementOf), seen: seen.map((one) => ({ ...one, takenAt: moment(one.takenAt) })) };
}

/** The next account of a closing that is not settled; undefined when all are. */
export async function selectNextUnsettled(run: RunQuery, closingId: string): Promise<string | undefined> {
  const [row] = await run<{ id: string }>('SELECT t.id FROM closing_account_standing t WHERE t.closing_id = $1 AND NOT t.settled ORDER BY t.name, t.id LIMIT 1', [closingId]);
  return row?.id;
}
