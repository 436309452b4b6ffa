import type { Ability } from '../../platform/authorization/ability.js';
import { abilityToSql, type SqlFields } from '../../platform/authorization/ability-to-sql.js';

const contractFields: SqlFields = { agencyId: { column: 'c.agency_id', type: 'uuid' }, beneficiaryIds: { array: 'c.beneficiary_ids', type: 'uuid' } };
const listFields: SqlFields = { agencyId: { column: 'l.agency_id', type: 'uuid' }, beneficiaryIds: { array: 'l.beneficiary_ids', type: 'uuid' } };
const packageFields: SqlFields = { agencyId: { column: 'p.agency_id', type: 'uuid' }, unplacedFor: { column: 'p.unplaced_for', type: 'uuid' } };

/** The conditions of one reader; each appends its values to `parameters`. */
export function visibleList(ability: Ability, parameters: unknown[]): string {
  return abilityToSql(ability, 'read', 'PublishedList', listFields, parameters);
}

export function visiblePackage(ability: Ability, parameters: unknown[]): string {
  return abilityToSql(ability, 'read', 'PublishedPackage', packageFields, parameters);
}

export function visibleContract(ability: Ability, action: 'read' | 'examine', parameters: unknown[]): string {
  return abilityToSql(ability, action, 'Contract', contractFields, parameters);
}

/** A contract signed longer than this after the last day of a list was put out in a later one. */
export const SIGNED_WITHIN_DAYS = 365;

/** Columns of a published package `p`, its newest conclusion `k` and its contract `c`: the one matched by hand, else the one that names it. */
export const findingColumns = `
  p.id, p.list_id, p.code, p.name, p.inviting_body, p.agency_id, a.name AS agency_name, p.published_on, p.status, p.value, p.folded,
  k.outcome AS conclusion, k.reason, c.id AS contract_id, c.number AS contract_number, c.name AS contract_name, c.package_code AS contract_code,
  c.agency_id AS contract_agency_id, c.origin_agency_id AS contract_origin_agency_id, c.agency_name AS contract_agency_name, c.value AS contract_value`;

/**
 * Where those columns come from, for the packages of a relation `p`. The same rules as domain/reconciliation.ts, which a test compares.
 * Only contracts that the reader may read count; the amount of one that they may not examine is left out.
 */
export function findingSources(ability: Ability, parameters: unknown[]): string {
  const readable = visibleContract(ability, 'read', parameters);
  const examined = visibleContract(ability, 'examine', parameters);
  const contract = `c.id, c.number, c.name, c.package_code, c.agency_id, c.origin_agency_id, c.seq, CASE WHEN ${examined} THEN c.value END AS value`;
  return `
    LEFT JOIN agency a ON a.id = p.agency_id
    LEFT JOIN LATERAL (
      SELECT n.outcome, n.reason, n.contract_id FROM package_conclusion n WHERE n.root = p.root AND n.agency_id = p.agency_id ORDER BY n.seq DESC LIMIT 1
    ) k ON TRUE
    LEFT JOIN LATERAL (
      SELECT one.*, h.name AS agency_name
        FROM (SELECT ${contract} FROM published_contract c WHERE c.id = k.contract_id AND c.phase <> 'cancelled' AND ${readable}
              UNION ALL
              SELECT ${contract} FROM published_contract c
               WHERE k.contract_id IS NULL AND c.package_code IS NOT NULL AND package_root(c.package_code) = p.root AND c.phase <> 'cancelled' AND ${readable}) one
        JOIN agency h ON h.id = one.agency_id
       ORDER BY (one.agency_id = p.agency_id OR one.origin_agency_id = p.agency_id) DESC NULLS LAST, one.seq DESC LIMIT 1
    ) c ON TRUE`;
}

export const differencesExpression = `
  array_remove(ARRAY[
    CASE WHEN NOT same_package_name(p.name, c.name) THEN 'name' END,
    CASE WHEN c.value > p.value THEN 'value' END,
    CASE WHEN p.agency_id NOT IN (c.agency_id, c.origin_agency_id) THEN 'agency' END,
    CASE WHEN package_revision(c.package_code) <> coalesce(package_revision(p.code), 0) THEN 'revision' END], NULL)`;

export const findingExpression = `
  CASE WHEN c.id IS NOT NULL THEN CASE WHEN cardinality(${differencesExpression}) = 0 THEN 'matched' ELSE 'differs' END
       WHEN k.outcome = 'excused' THEN 'excused'
       WHEN p.agency_id IS NULL THEN 'unplaced'
       WHEN p.status IN ('cancelled', 'open', 'evaluating', 'failed') THEN 'not-due'
       ELSE 'missing' END`;
