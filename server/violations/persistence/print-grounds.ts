import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';
import { EVIDENCE_PURPOSE } from '../domain/violation.js';

/** A contract with its two parties, as the records of a case name them. */
export interface PartiesRow {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly signedOn: CalendarDay | null;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyKind: string;
  readonly vendorName: string | null;
  readonly vendorTaxCode: string | null;
  readonly vendorAddress: string | null;
  readonly representative: { readonly name: string; readonly post: string } | null;
  /** Files attached as evidence of the signs, in the order in which they came. */
  readonly evidence: readonly { readonly name: string; readonly sha256: string }[];
}

/** The parties of a case and the evidence attached to it; the caller holds the case. */
export async function selectParties(tx: Transaction, caseId: string): Promise<PartiesRow> {
  const [row] = await tx.query<PartiesRow>(
    `SELECT c.id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.signed_on AS "signedOn", a.id AS "agencyId", a.name AS "agencyName", a.kind AS "agencyKind",
            v.name AS "vendorName", v.tax_code AS "vendorTaxCode", d.address AS "vendorAddress",
            (SELECT jsonb_build_object('name', r.full_name, 'post', r.post) FROM published_representative r
              WHERE r.vendor_id = v.id AND r.valid_from <= app_today() AND (r.valid_until IS NULL OR r.valid_until >= app_today()) ORDER BY r.valid_from DESC, r.id LIMIT 1) AS representative,
            coalesce((SELECT jsonb_agg(jsonb_build_object('name', f.name, 'sha256', f.sha256) ORDER BY f.uploaded_at, f.id)
                        FROM attachment f WHERE f.subject_kind = 'violation-case' AND f.subject_id = k.id AND f.purpose = $2), '[]') AS evidence
       FROM violation_case k JOIN published_contract c ON c.id = k.contract_id JOIN agency a ON a.id = k.agency_id JOIN published_vendor v ON v.id = k.vendor_id
            LEFT JOIN published_vendor_address d ON d.id = v.id
      WHERE k.id = $1`,
    [caseId, EVIDENCE_PURPOSE],
  );
  if (row === undefined) throw new Error('the case of a record is gone');
  return row;
}

/** An account whose holder lost access by a containment, and how it was closed since. */
export interface LostAccount {
  readonly personName: string;
  readonly post: string;
  readonly account: string;
  readonly systemName: string;
  readonly contractNumber: string | null;
  readonly grantedUntil: Date;
  readonly revokedAt: Date;
  readonly action: string | null;
  readonly doneAt: Date | null;
  readonly proof: string | null;
  readonly confirmedBy: string | null;
  readonly confirmedByPost: string | null;
}

/** Somebody named in a grant that a containment revoked, with the account. */
export interface RevokedHolderRow {
  readonly personName: string;
  readonly post: string;
  readonly account: string;
  readonly systemName: string;
  readonly contractNumber: string | null;
  readonly grantedUntil: Date;
}

/**
 * The people of every grant that a containment revoked, on-call grants that were never opened included. What others lost on a system that stopped is left out: the
 * papers go to the vendor.
 */
export function selectRevokedHolders(tx: Transaction, containmentId: string): Promise<RevokedHolderRow[]> {
  return tx.query<RevokedHolderRow>(
    `SELECT p.full_name AS "personName", p.post, t.name AS account, s.name AS "systemName", c.number AS "contractNumber", g.ends_at AS "grantedUntil"
       FROM containment_grant e JOIN access_grant g ON g.id = e.grant_id AND g.end_kind = 'revoked' JOIN access_request_person n ON n.request_id = g.request_id
            JOIN published_vendor_person p ON p.id = n.person_id JOIN system_account t ON t.id = n.account_id JOIN published_system s ON s.id = g.system_id JOIN published_contract c ON c.id = g.contract_id
      WHERE e.containment_id = $1 ORDER BY c.seq, g.seq, p.full_name COLLATE vietnamese, t.name`,
    [containmentId],
  );
}

/** Everybody who lost access by the revocation of a containment, with the account; those whose access had not begun are left out. */
export function selectLostAccounts(tx: Transaction, containmentId: string): Promise<LostAccount[]> {
  return tx.query<LostAccount>(
    `SELECT p.full_name AS "personName", p.post, t.name AS account, s.name AS "systemName", c.number AS "contractNumber", g.ends_at AS "grantedUntil", n.decided_at AS "revokedAt",
            x.action, x.done_at AS "doneAt", x.proof, o.full_name AS "confirmedBy", o.post AS "confirmedByPost"
       FROM containment n JOIN containment_grant e ON e.containment_id = n.id JOIN access_grant g ON g.id = e.grant_id AND g.end_kind = 'revoked'
            JOIN access_line l ON l.grant_id = g.id AND l.held_until >= n.decided_at AND l.held_until > l.starts_at
            JOIN published_vendor_person p ON p.id = l.person_id JOIN system_account t ON t.id = l.account_id JOIN published_system s ON s.id = l.system_id JOIN published_contract c ON c.id = l.contract_id
            LEFT JOIN access_closure x ON x.line_id = l.id LEFT JOIN person_name o ON o.id = x.confirmed_by
      WHERE n.id = $1 ORDER BY c.seq, g.seq, p.full_name COLLATE vietnamese, t.name`,
    [containmentId],
  );
}

/** The name and post under which somebody stands in a record. */
export async function selectOfficial(tx: Transaction, id: string): Promise<{ name: string; post: string }> {
  const [row] = await tx.query<{ name: string; post: string }>('SELECT full_name AS name, post FROM person_name WHERE id = $1', [id]);
  return row ?? { name: '', post: '' };
}

/** The registered decision (HS-12) about a case: its number and day. */
export async function selectDecisionNumber(tx: Transaction, caseId: string): Promise<{ number: string; on: CalendarDay } | undefined> {
  const [row] = await tx.query<{ number: string; on: CalendarDay }>(
    `SELECT r.number_text AS number, r.issued_on AS on FROM published_record r
      WHERE r.subject_kind = 'violation-case' AND r.subject_id = $1 AND r.kind = 'HS-12' AND r.status = 'registered' AND r.replaced_by_id IS NULL ORDER BY r.issued_on DESC LIMIT 1`,
    [caseId],
  );
  return row;
}

/** The assessment of a contract that was submitted after a moment and approved. */
export async function selectFreshAssessment(tx: Transaction, of: { readonly contractId: string; readonly since: Date }): Promise<{ approvedOn: CalendarDay; level: number } | undefined> {
  const [row] = await tx.query<{ approvedOn: CalendarDay; level: number }>(
    `SELECT a.approved_on AS "approvedOn", a.level FROM published_assessment a
      WHERE a.contract_id = $1 AND a.status = 'approved' AND a.submitted_at >= $2 ORDER BY a.approved_on DESC, a.seq DESC LIMIT 1`,
    [of.contractId, of.since],
  );
  return row;
}
