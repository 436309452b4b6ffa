import type { RunQuery } from './incidents.js';

/** What the form of an incident offers and its record is checked against. */
export interface IncidentGround {
  readonly agencyId: string;
  readonly agencyName: string;
  /** Undefined when none was asked for, or when there is none. */
  readonly contract: { readonly id: string; readonly number: string | null; readonly name: string; readonly vendorName: string | null } | undefined;
  readonly contracts: readonly { readonly id: string; readonly number: string | null; readonly name: string }[];
  readonly systems: readonly { readonly id: string; readonly code: string; readonly name: string; readonly ofContract: boolean }[];
}

interface GroundRow extends Omit<IncidentGround, 'contract'> {
  readonly contract: NonNullable<IncidentGround['contract']> | null;
}

/**
 * The agency of a contract, or else the agency named, with its contracts from signing on and the systems it manages, benefits from or has under the contract; one statement.
 */
export async function selectGround(run: RunQuery, agencyId: string | undefined, contractId: string | undefined): Promise<IncidentGround | undefined> {
  const [row] = await run<GroundRow>(
    `SELECT a.id AS "agencyId", a.name AS "agencyName",
            (SELECT json_build_object('id', c.id, 'number', c.number, 'name', c.name, 'vendorName', v.name)
               FROM published_contract c LEFT JOIN published_vendor v ON v.id = c.vendor_id WHERE c.id = $2::uuid) AS contract,
            coalesce((SELECT json_agg(json_build_object('id', c.id, 'number', c.number, 'name', c.name) ORDER BY c.seq DESC)
                        FROM (SELECT * FROM published_contract n WHERE n.agency_id = a.id AND n.phase NOT IN ('planned', 'cancelled') ORDER BY n.seq DESC LIMIT 300) c), '[]') AS contracts,
            coalesce((SELECT json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'ofContract', l.system_id IS NOT NULL) ORDER BY l.system_id IS NULL, s.name COLLATE vietnamese)
                        FROM published_system s LEFT JOIN contract_system l ON l.contract_id = $2::uuid AND l.system_id = s.id
                       WHERE l.system_id IS NOT NULL OR s.managing_agency_id = a.id OR a.id = ANY (s.beneficiary_ids)), '[]') AS systems
       FROM agency a WHERE a.id = coalesce((SELECT c.agency_id FROM published_contract c WHERE c.id = $2::uuid), $1::uuid)`,
    [agencyId ?? null, contractId ?? null],
  );
  return row === undefined ? undefined : { ...row, contract: row.contract ?? undefined };
}
