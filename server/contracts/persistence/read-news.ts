import type { EventFact } from '../../audit-trail/index.js';
import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql } from '../../platform/authorization/ability-to-sql.js';
import type { Reader } from '../../platform/database/reading.js';
import { contractFields } from './read-register.js';

export interface ContractNewsRow {
  readonly contractId: string;
  readonly contractName: string;
  readonly agencyName: string;
  readonly type: string;
  readonly at: Date;
  readonly facts: Readonly<Record<string, EventFact>>;
  /** How a change of the contract made the reader's agency one that benefits from it; null for every other event. */
  readonly nowBenefits: 'named' | 'by-system' | null;
}

/** What a list of the event's changes holds afterwards and did not hold before. */
const added = (list: string): string =>
  `jsonb_array_elements_text(e.facts #> '{changes,${list},to}') added WHERE NOT coalesce(e.facts #> '{changes,${list},from}' ? added, false)`;

/** Events of contracts of others that one of these agencies benefits from and that the holder may read, newest first; one statement. */
export function selectNews(
  reader: Reader,
  ability: Ability,
  wanted: { readonly agencyIds: readonly string[]; readonly types: readonly string[]; readonly changeTypes: readonly string[]; readonly since: Date; readonly limit: number },
): Promise<ContractNewsRow[]> {
  const parameters: unknown[] = [wanted.agencyIds, wanted.types, wanted.changeTypes, wanted.since, wanted.limit];
  const visible = abilityToSql(ability, 'read', 'Contract', contractFields, parameters);
  return reader.rows<ContractNewsRow>(
    `SELECT c.id AS "contractId", c.name AS "contractName", a.name AS "agencyName", e.type, e.at, e.facts, change.now_benefits AS "nowBenefits"
       FROM contract c
       JOIN agency a ON a.id = c.agency_id
       JOIN audit_event_subject s ON s.subject_kind = 'contract' AND s.subject_id = c.id
       JOIN LATERAL (SELECT n.id, n.type, n.occurred_at AS at, convert_from(n.canonical, 'UTF8')::jsonb -> 'facts' AS facts
                       FROM audit_event n WHERE n.id = s.event_id AND n.occurred_at >= $4 AND n.type = ANY ($2::text[] || $3::text[])) e ON TRUE
       CROSS JOIN LATERAL (
         SELECT CASE
                  WHEN e.type <> ALL ($3::text[]) THEN NULL
                  WHEN EXISTS (SELECT 1 FROM ${added('beneficiaryIds')} AND added::uuid = ANY ($1::uuid[])) THEN 'named'
                  WHEN EXISTS (SELECT 1 FROM published_system p
                                WHERE (p.beneficiary_ids && $1::uuid[] OR p.managing_agency_id = ANY ($1::uuid[]))
                                  AND p.id IN (SELECT added::uuid FROM ${added('systemIds')})) THEN 'by-system'
                END AS now_benefits) change
      WHERE c.beneficiary_ids && $1::uuid[] AND c.agency_id <> ALL ($1::uuid[]) AND ${visible}
        AND (e.type = ANY ($2::text[]) OR change.now_benefits IS NOT NULL)
      ORDER BY e.id DESC LIMIT $5`,
    parameters,
  );
}
