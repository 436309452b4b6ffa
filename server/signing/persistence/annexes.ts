import type { Transaction } from '../../platform/database/transactions.js';
import type { ClauseFinding } from '../domain/clauses.js';

/** What the annex says of a contract, from the rooms before. */
export interface AnnexGround {
  readonly number: string | null;
  readonly name: string;
  readonly scope: string | null;
  readonly agencyName: string;
  readonly vendorName: string | null;
  readonly vendorTaxCode: string | null;
  readonly signedOn: string | null;
  readonly operatorKind: string | null;
  readonly operatorName: string | null;
  readonly systems: readonly { readonly name: string; readonly code: string; readonly level: number; readonly approved: boolean }[];
  readonly assets: readonly { readonly name: string; readonly personal: string; readonly place: string; readonly country: string }[];
  readonly subcontractors: readonly string[];
}

export async function selectAnnexGround(tx: Transaction, contractId: string): Promise<AnnexGround | undefined> {
  const rows = await tx.query<AnnexGround>(
    `SELECT c.number, c.name, c.scope, a.name AS "agencyName", v.name AS "vendorName", v.tax_code AS "vendorTaxCode", c.signed_on AS "signedOn", c.operator_kind AS "operatorKind",
            c.operator_name AS "operatorName",
            coalesce((SELECT jsonb_agg(jsonb_build_object('name', s.name, 'code', s.code, 'level', s.effective_level, 'approved', s.level_approved) ORDER BY s.name COLLATE vietnamese)
                        FROM contract_system l JOIN published_system s ON s.id = l.system_id WHERE l.contract_id = c.id), '[]') AS systems,
            coalesce((SELECT jsonb_agg(jsonb_build_object('name', d.name, 'personal', d.personal_data, 'place', p.storage_place, 'country', p.storage_country) ORDER BY d.name COLLATE vietnamese)
                        FROM contract_system l JOIN published_data_asset d ON d.system_id = l.system_id JOIN published_data_place p ON p.id = d.id WHERE l.contract_id = c.id), '[]') AS assets,
            ARRAY(SELECT u.name FROM published_subcontractor u WHERE u.vendor_id = c.vendor_id AND (u.ended_on IS NULL OR u.ended_on > app_today()) ORDER BY u.name COLLATE vietnamese) AS subcontractors
       FROM contract c JOIN agency a ON a.id = c.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id WHERE c.id = $1`,
    [contractId],
  );
  return rows[0];
}

export interface NewAnnex {
  readonly id: string;
  readonly contractId: string;
  readonly ordinal: number;
  readonly modelVersion: string;
  readonly clausesVersion: string;
  readonly sha256: string;
  readonly places: readonly ClauseFinding[];
  readonly madeBy: string;
}

/** How many annexes were made for a contract, whose row the caller has locked. */
export async function countAnnexes(tx: Transaction, contractId: string): Promise<number> {
  const rows = await tx.query<{ made: number }>('SELECT count(*)::int AS made FROM security_annex WHERE contract_id = $1', [contractId]);
  return rows[0]?.made ?? 0;
}

export async function insertAnnex(tx: Transaction, annex: NewAnnex): Promise<void> {
  await tx.change(
    `INSERT INTO security_annex (id, contract_id, ordinal, model_version, clauses_version, sha256, places, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [annex.id, annex.contractId, annex.ordinal, annex.modelVersion, annex.clausesVersion, annex.sha256, JSON.stringify(annex.places), annex.madeBy],
  );
}

export interface AnnexRow {
  readonly id: string;
  readonly ordinal: number;
  readonly sha256: string;
  readonly places: readonly ClauseFinding[];
}

export async function annexOf(tx: Transaction, contractId: string, annexId: string): Promise<AnnexRow | undefined> {
  return (await tx.query<AnnexRow>('SELECT id, ordinal, sha256, places FROM security_annex WHERE contract_id = $1 AND id = $2', [contractId, annexId]))[0];
}
