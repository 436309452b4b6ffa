import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { ContractGround, SystemGround } from '../domain/request-policy.js';

/** Runs one statement: a reader's for pages, a transaction's for acts. */
export type RunQuery = <Row extends object>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

export interface GroundAsset {
  readonly id: string;
  readonly name: string;
  readonly stateManaged: boolean;
  readonly personalData: 'none' | 'basic' | 'sensitive';
}

export interface GroundSystem extends SystemGround {
  readonly code: string;
  readonly name: string;
  readonly levelApproved: boolean;
  readonly assets: readonly GroundAsset[];
}

/** Somebody of the vendor, and how far the commitment reaches from today on: a day, 'infinity', or null when not bound today. */
export interface GroundPerson {
  readonly id: string;
  readonly name: string;
  readonly post: string;
  readonly boundUntil: CalendarDay | 'infinity' | null;
}

/** A contract with everything that asking for its vendor's access looks at. */
export interface AccessGround extends ContractGround {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly vendorId: string | null;
  readonly vendorName: string | null;
  readonly systems: readonly GroundSystem[];
  readonly people: readonly GroundPerson[];
  readonly staff: readonly { readonly id: string; readonly name: string; readonly post: string }[];
}

/** The ground of a contract; one statement. People who left are not among them. */
export async function selectGround(run: RunQuery, contractId: string): Promise<AccessGround | undefined> {
  const rows = await run<AccessGround>(
    `SELECT c.id, c.version, c.number, c.name, c.phase, c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.agency_id AS "agencyId", a.name AS "agencyName",
            c.vendor_id AS "vendorId", v.name AS "vendorName", contract_risk_cleared(c) AS cleared, contract_contained(c.id) AS contained,
            c.entry_kind = 'transitional' AND NOT EXISTS (SELECT 1 FROM published_assessment x WHERE x.contract_id = c.id AND x.status = 'approved') AS "unassessedTransition",
            coalesce((SELECT json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'level', s.effective_level, 'levelApproved', s.level_approved,
                        'suspended', system_suspended(s.id), 'remediation', remediation_open(c.id, s.id), 'holdsStateData', holds_state_data(s.id),
                        'assets', coalesce((SELECT json_agg(json_build_object('id', d.id, 'name', d.name, 'stateManaged', d.state_managed, 'personalData', d.personal_data) ORDER BY d.name COLLATE vietnamese)
                                    FROM published_data_asset d WHERE d.system_id = s.id), '[]')) ORDER BY s.name COLLATE vietnamese)
                        FROM contract_system l JOIN published_system s ON s.id = l.system_id WHERE l.contract_id = c.id), '[]') AS systems,
            coalesce((SELECT json_agg(json_build_object('id', p.id, 'name', p.full_name, 'post', p.post, 'boundUntil', commitment_reach(p.id, c.id, c.agency_id, app_today())) ORDER BY p.full_name COLLATE vietnamese, p.id)
                        FROM published_vendor_person p WHERE p.vendor_id = c.vendor_id AND (p.left_on IS NULL OR p.left_on > app_today())), '[]') AS people,
            coalesce((SELECT json_agg(json_build_object('id', t.user_id, 'name', t.full_name, 'post', t.post) ORDER BY t.full_name COLLATE vietnamese) FROM agency_staff t WHERE t.agency_id = c.agency_id), '[]') AS staff
       FROM contract c JOIN agency a ON a.id = c.agency_id LEFT JOIN published_vendor v ON v.id = c.vendor_id WHERE c.id = $1`,
    [contractId],
  );
  return rows[0];
}
