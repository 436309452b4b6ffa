import type { CalendarDay } from '../../kernel/calendar-day.js';
import type { Transaction } from '../../platform/database/transactions.js';

/** A contract with its two parties, as the records of a closing name them. */
export interface PartiesRow {
  readonly contractId: string;
  readonly contractNumber: string | null;
  readonly contractName: string;
  readonly signedOn: CalendarDay | null;
  readonly endsOn: CalendarDay | null;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly agencyKind: string;
  readonly vendorName: string | null;
  readonly vendorTaxCode: string | null;
  readonly vendorAddress: string | null;
  readonly representative: { readonly name: string; readonly post: string } | null;
}

/** The parties of a closing. @throws when there is no such closing */
export async function selectParties(tx: Transaction, closingId: string): Promise<PartiesRow> {
  const [row] = await tx.query<PartiesRow>(
    `SELECT c.id AS "contractId", c.number AS "contractNumber", c.name AS "contractName", c.signed_on AS "signedOn", c.ends_on AS "endsOn", a.id AS "agencyId", a.name AS "agencyName", a.kind AS "agencyKind",
            v.name AS "vendorName", v.tax_code AS "vendorTaxCode", d.address AS "vendorAddress",
            (SELECT jsonb_build_object('name', r.full_name, 'post', r.post) FROM published_representative r
              WHERE r.vendor_id = v.id AND r.valid_from <= app_today() AND (r.valid_until IS NULL OR r.valid_until >= app_today()) ORDER BY r.valid_from DESC, r.id LIMIT 1) AS representative
       FROM closing k JOIN published_contract c ON c.id = k.contract_id JOIN agency a ON a.id = k.agency_id JOIN published_vendor v ON v.id = k.vendor_id
            LEFT JOIN published_vendor_address d ON d.id = v.id
      WHERE k.id = $1`,
    [closingId],
  );
  if (row === undefined) throw new Error('the closing of a record is gone');
  return row;
}

export interface DeliveryToPrintRow {
  readonly itemId: string;
  readonly versionText: string | null;
  readonly place: string;
  readonly givenBy: string;
  readonly receivedBy: string;
  readonly receivedAt: Date;
  readonly effectiveOn: CalendarDay;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** The newest hand-over of each item that the agency received. */
export function selectDeliveries(tx: Transaction, closingId: string): Promise<DeliveryToPrintRow[]> {
  return tx.query<DeliveryToPrintRow>(
    `SELECT DISTINCT ON (d.item_id) d.item_id AS "itemId", d.version_text AS "versionText", d.place, d.giver_name AS "givenBy", p.full_name AS "receivedBy", f.confirmed_at AS "receivedAt", d.effective_on AS "effectiveOn",
            coalesce((SELECT jsonb_agg(jsonb_build_object('name', x.name, 'sha256', x.sha256) ORDER BY x.name, x.id) FROM attachment x WHERE x.subject_kind = 'handover-delivery' AND x.subject_id = d.id), '[]') AS files
       FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id JOIN handover_delivery_confirmation f ON f.delivery_id = d.id AND f.side = 'agency' JOIN person_name p ON p.id = f.by_user
      WHERE i.closing_id = $1 ORDER BY d.item_id, d.ordinal DESC`,
    [closingId],
  );
}

export interface TestToPrintRow {
  readonly itemId: string;
  readonly tester: string;
  readonly equipment: string;
  readonly ranAt: Date;
  readonly passed: boolean;
  readonly result: string;
}

/** Every test of the closing's items, in the order in which they ran. */
export function selectTests(tx: Transaction, closingId: string): Promise<TestToPrintRow[]> {
  return tx.query<TestToPrintRow>(
    `SELECT d.item_id AS "itemId", concat_ws(', ', coalesce(p.full_name, g.name), coalesce(p.post, g.organisation)) AS tester, t.equipment, t.ran_at AS "ranAt", t.passed, t.result
       FROM handover_test t JOIN handover_delivery d ON d.id = t.delivery_id JOIN handover_item i ON i.id = d.item_id LEFT JOIN person_name p ON p.id = t.tester_id LEFT JOIN handover_guest g ON g.id = t.guest_id
      WHERE i.closing_id = $1 ORDER BY t.ran_at, t.seq`,
    [closingId],
  );
}

export interface AbsenceToPrintRow {
  readonly itemId: string;
  readonly kind: 'none' | 'waived';
  readonly ground: string;
  readonly decidedBy: string;
}

/** The absences that hold: granted by the head, and not overtaken by facts. */
export function selectAbsences(tx: Transaction, closingId: string): Promise<AbsenceToPrintRow[]> {
  return tx.query<AbsenceToPrintRow>(
    `SELECT DISTINCT ON (a.item_id) a.item_id AS "itemId", a.kind, a.ground, p.full_name AS "decidedBy"
       FROM handover_absence_in_force o JOIN handover_absence a ON a.item_id = o.item_id AND a.kind = o.kind JOIN handover_item i ON i.id = a.item_id
            JOIN handover_absence_decision e ON e.absence_id = a.id AND e.approved JOIN person_name p ON p.id = e.decided_by
      WHERE i.closing_id = $1 ORDER BY a.item_id, a.seq DESC`,
    [closingId],
  );
}

export interface ContentsRow {
  readonly kind: string;
  readonly title: string;
  readonly number: string | null;
  readonly on: CalendarDay;
}

/** The records that the completion file of a contract holds: about the contract, its assessments, its cases and its closing. */
export function selectContents(tx: Transaction, contractId: string): Promise<ContentsRow[]> {
  return tx.query<ContentsRow>(
    `SELECT r.kind, r.title || ': ' || r.subject AS title, r.number_text AS number, coalesce(r.issued_on, r.prepared_on) AS on
       FROM published_record r
      WHERE (r.subject_kind, r.subject_id) IN (
              SELECT 'contract', $1::uuid
              UNION ALL SELECT 'risk-assessment', a.id FROM published_assessment a WHERE a.contract_id = $1
              UNION ALL SELECT 'violation-case', k.id FROM violation_case k WHERE k.contract_id = $1
              UNION ALL SELECT 'closing', k.id FROM closing k WHERE k.contract_id = $1)
      ORDER BY coalesce(r.issued_on, r.prepared_on), r.kind, r.product_code`,
    [contractId],
  );
}

/** The name and post under which somebody stands in a record. */
export async function selectOfficial(tx: Transaction, id: string): Promise<{ name: string; post: string }> {
  const [row] = await tx.query<{ name: string; post: string }>('SELECT full_name AS name, post FROM person_name WHERE id = $1', [id]);
  return row ?? { name: '', post: '' };
}
