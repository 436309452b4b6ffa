import type { Transaction } from '../../platform/database/transactions.js';
import { Conflict } from '../../kernel/errors.js';

/** Locks the contract of a grant, before anything of it: whoever grants, ends or moves the contract waits here. @returns whether there is such a grant */
export async function lockContractOfGrant(tx: Transaction, grantId: string): Promise<boolean> {
  return (await tx.query('SELECT c.id FROM contract c WHERE c.id = (SELECT g.contract_id FROM access_grant g WHERE g.id = $1) FOR UPDATE', [grantId])).length > 0;
}

/** Cuts a grant back to an earlier end; its lines follow in the same statement. @throws Conflict when somebody changed it first */
export async function cutBackGrant(tx: Transaction, grant: { readonly id: string; readonly version: number | undefined }, until: Date): Promise<void> {
  const cut = await tx.change('UPDATE access_grant SET ends_at = $3, version = version + 1 WHERE id = $1 AND version = $2', [grant.id, grant.version ?? -1, until]);
  if (cut === 0) throw new Conflict({ subject: 'access grant', id: grant.id });
}

/** How grants are ended by somebody. */
export type EndKind = 'returned' | 'revoked' | 'suspended';

/** A grant that was ended, and what it gave until then. */
export interface EndedLineRow {
  readonly grantId: string;
  readonly contractId: string;
  readonly agencyId: string;
  readonly vendorId: string | null;
  readonly systemId: string;
  readonly systemName: string;
  /** Null where a grant was held by nobody: a standing one that is not open. */
  readonly lineId: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly accountId: string | null;
  readonly account: string | null;
}

/** Which grants are meant: all that run of a contract, or those named, or those named of a contract. */
export interface GrantsToEnd {
  readonly contractId?: string | undefined;
  readonly grantIds?: readonly string[] | undefined;
}

/** Locks the contracts of the grants that are to be ended, in one order. */
export async function lockContractsOf(tx: Transaction, { contractId, grantIds }: GrantsToEnd): Promise<void> {
  await tx.query(
    `SELECT c.id FROM contract c WHERE ($1::uuid IS NULL OR c.id = $1) AND ($2::uuid[] IS NULL OR c.id IN (SELECT g.contract_id FROM access_grant g WHERE g.id = ANY ($2)))
       AND coalesce($1::uuid, ($2::uuid[])[1]) IS NOT NULL ORDER BY c.id FOR UPDATE`,
    [contractId ?? null, grantIds ?? null],
  );
}

/**
 * Ends grants that are not over yet, all in one statement; their lines and open uses end with them (trigger access_ends_with_grant).
 * @returns a row for each account that somebody held or would have held, and one for each grant that nobody held
 */
export function endRunningGrants(tx: Transaction, which: GrantsToEnd, end: { readonly kind: EndKind; readonly by: string; readonly ground: string }): Promise<EndedLineRow[]> {
  return tx.query<EndedLineRow>(
    `WITH ended AS (
       UPDATE access_grant SET ended_at = app_now(), end_kind = $3, ended_by = $4, end_ground = $5, version = version + 1
        WHERE ($1::uuid IS NULL OR contract_id = $1) AND ($2::uuid[] IS NULL OR id = ANY ($2)) AND coalesce($1::uuid, ($2::uuid[])[1]) IS NOT NULL
          AND ended_at IS NULL AND ends_at > app_now()
       RETURNING id, seq, contract_id, agency_id, system_id
     )
     SELECT e.id AS "grantId", e.contract_id AS "contractId", e.agency_id AS "agencyId", c.vendor_id AS "vendorId", e.system_id AS "systemId", s.name AS "systemName",
            l.id AS "lineId", l.person_id AS "personId", p.full_name AS "personName", l.account_id AS "accountId", t.name AS account
       FROM ended e JOIN published_contract c ON c.id = e.contract_id JOIN published_system s ON s.id = e.system_id
            LEFT JOIN access_line l ON l.grant_id = e.id AND l.held_until > app_now()
            LEFT JOIN published_vendor_person p ON p.id = l.person_id LEFT JOIN system_account t ON t.id = l.account_id
      ORDER BY e.seq, p.full_name COLLATE vietnamese, t.name`,
    [which.contractId ?? null, which.grantIds ?? null, end.kind, end.by, end.ground],
  );
}

/** Opens a standing grant; the database says until when. @returns the identifier of the use and when it closes by itself */
export async function insertUse(tx: Transaction, use: { readonly grantId: string; readonly openedBy: string; readonly ground: string; readonly personIds: readonly string[] }): Promise<{ id: string; closesAt: Date }> {
  const rows = await tx.query<{ id: string; closesAt: Date }>(
    `INSERT INTO access_use (id, grant_id, agency_id, opened_by, closes_at, ground) SELECT gen_random_uuid(), g.id, g.agency_id, $2, g.ends_at, $3 FROM access_grant g WHERE g.id = $1
     RETURNING id, closes_at AS "closesAt"`,
    [use.grantId, use.openedBy, use.ground],
  );
  const [opened] = rows;
  if (opened === undefined) throw new Error('the use was not written');
  await tx.change(
    `INSERT INTO access_line (grant_id, use_id, person_id, account_id, contract_id, agency_id, system_id, starts_at, granted_until, held_until, end_cause)
     SELECT g.id, $2, n.person_id, n.account_id, g.contract_id, g.agency_id, g.system_id, g.starts_at, g.ends_at, g.ends_at, 'term'
       FROM access_grant g JOIN access_request_person n ON n.request_id = g.request_id WHERE g.id = $1 AND n.person_id = ANY ($3::uuid[]) ORDER BY n.person_id, n.account_id`,
    [use.grantId, opened.id, use.personIds],
  );
  return opened;
}

/** Closes a use before its hours are over; its lines end with it. */
export async function closeUse(tx: Transaction, useId: string, by: string): Promise<void> {
  await tx.change('UPDATE access_use SET closed_at = app_now(), closed_by = $2 WHERE id = $1', [useId, by]);
}

export async function acknowledgeUse(tx: Transaction, useId: string, by: string): Promise<void> {
  await tx.change('UPDATE access_use SET acknowledged_at = app_now(), acknowledged_by = $2 WHERE id = $1', [useId, by]);
}

export async function insertReview(tx: Transaction, review: { readonly grantId: string; readonly outcome: 'justified' | 'unjustified'; readonly ground: string; readonly by: string }): Promise<void> {
  await tx.change('INSERT INTO access_review (grant_id, outcome, ground, reviewed_by) VALUES ($1, $2, $3, $4)', [review.grantId, review.outcome, review.ground, review.by]);
}

/** The confirmation that an account is disabled; the line is closed by it. */
export async function insertClosure(
  tx: Transaction,
  closure: { readonly lineId: string; readonly action: string; readonly doneAt: Date; readonly proof: string; readonly sha256: string; readonly by: string },
): Promise<void> {
  await tx.change('INSERT INTO access_closure (line_id, action, done_at, proof, file_sha256, confirmed_by) VALUES ($1, $2, $3, $4, $5, $6)', [
    closure.lineId, closure.action, closure.doneAt, closure.proof, closure.sha256, closure.by,
  ]);
}
